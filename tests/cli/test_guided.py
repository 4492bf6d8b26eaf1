"""`log` without a word, on a real terminal."""

from __future__ import annotations

import json
import os
import stat
import sys

import pytest

from running import ask, done

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
ENTER, CLEAR, CTRL_C, CTRL_D = "\r", "\x15", "\x03", "\x04"
REST = ("How?", "What about?", "What matters", "Anything you promised?", "When next?")


@pytest.fixture
def terminal(db):
    """`reltrack log` on a terminal of 80 columns."""
    import pexpect

    started = []

    def start(*words):
        environ = {**os.environ, "RELTRACK_DB": str(db), "TERM": "xterm"}
        environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
        running = pexpect.spawn(
            sys.executable,
            ["-m", "reltrack", "log", *words],
            env=environ,
            encoding="utf-8",
            timeout=20,
            dimensions=(24, 80),
        )
        started.append(running)
        return running

    yield start
    for running in started:
        running.close(force=True)


def answer(running, *pairs, skip=()):
    for question, words in [*pairs, *((question, "") for question in skip)]:
        running.expect_exact(question)
        running.send(words + ENTER)


def ended(running):
    import pexpect

    running.expect(pexpect.EOF)
    running.close()
    return running.exitstatus


def draft(tmp_path):
    return tmp_path / "home" / "state" / "reltrack" / "drafts" / "log.json"


def test_every_question_answered(terminal, db, tmp_path):
    running = terminal()
    answer(
        running,
        ("Who was there?", "Bob Stone"),
        ("When?", "yesterday"),
        ("How?", "lunch"),
        ("What about?", "the boat #sailing"),
        ("What matters to them now?", "wants to sail to the Azores"),
        ("Anything you promised?", "send the charts"),
        ("By when?", "2w"),
        ("When next?", "1m"),
    )
    running.expect("undo: reltrack undo")
    assert ended(running) == 0
    (entry,) = ask("history", db=db)
    assert [who["slug"] for who in entry["people"]] == ["bob-stone"]
    assert (entry["date"], entry["via"], entry["tags"]) == ("2026-11-19", "lunch", ["sailing"])
    card = ask("show", "bob-stone", db=db)
    assert [fact["text"] for fact in card["facts"]] == ["wants to sail to the Azores"]
    opened = {one["kind"]: one["due_date"] for one in card["follow_ups"]}
    assert opened == {"promise": "2026-12-04", "plan": "2026-12-20"}
    assert not draft(tmp_path).exists()


def test_every_question_may_be_skipped_but_who(terminal, db):
    running = terminal()
    answer(running, ("Who was there?", "Zoe Quinn"), ('"Zoe Quinn" is new here', ""))
    answer(running, ("When?", ""), ("How?", "coffee"))
    answer(running, skip=REST[1:])
    assert ended(running) == 0
    (entry,) = ask("history", db=db)
    assert (entry["text"], entry["people"][0]["name"]) == ("Coffee", "Zoe Quinn")


def test_a_day_that_cannot_be_is_asked_for_again_at_once(terminal, db):
    running = terminal()
    answer(running, ("Who was there?", "Bob Stone"), ("When?", "31 foo"))
    running.expect_exact("try 2026-11-20, yesterday, last tue, 3 days ago")
    answer(running, ("When?", f"{CLEAR}today"), skip=REST)
    assert ended(running) == 0
    assert ask("history", db=db)[0]["date"] == "2026-11-20"


def test_two_who_fit_are_told_and_asked_for_again_at_once(terminal, db):
    running = terminal()
    answer(running, ("Who was there?", "ana"))
    running.expect("could be 2 people")
    running.expect_exact("answer with the handle, such as ana-lima")
    answer(running, ("Who was there?", f"{CLEAR}ana-lima"), skip=("When?", *REST))
    assert ended(running) == 0
    assert ask("history", db=db)[0]["people"][0]["slug"] == "ana-lima"


@pytest.mark.parametrize(
    "typed",
    [
        "yesterday: called Bob Stone about the lease #lease",
        "we all went out to see the sea",
        "Bob and 3 others",
    ],
)
def test_what_can_be_no_name_is_asked_for_again(typed, terminal, db):
    running = terminal()
    answer(running, ("Who was there?", typed))
    running.expect_exact("that looks like no name")
    answer(running, ("Who was there?", f"{CLEAR}bob"), skip=("When?", *REST))
    assert ended(running) == 0
    (entry,) = ask("history", db=db)
    assert [who["slug"] for who in entry["people"]] == ["bob-stone"]


def test_nobody_is_added_unasked(terminal, db):
    running = terminal()
    answer(running, ("Who was there?", "clear"), ('"clear" is new here: add them? [Y/n]', "hm"))
    answer(running, ("y or n?", "n"))
    running.expect_exact("nobody is added")
    answer(running, ("Who was there?", f"{CLEAR}bob"), skip=("When?", *REST))
    assert ended(running) == 0
    assert "clear" not in [one["slug"] for one in ask("people", db=db)]


def test_several_are_named_in_one_answer(terminal, db):
    done("add", "Salt and Pepper", db=db)
    running = terminal()
    answer(running, ("Who was there?", "bob and salt AND pepper, ana-lima & Zoe Quinn"))
    answer(running, ('"Zoe Quinn" is new here: add them? [Y/n]', "yes"))
    answer(running, skip=("When?", *REST[:2]))
    running.expect_exact("What matters")
    running.expect_exact('(skip, or "ana: ...")')
    running.send(f"zoe: sails{ENTER}")
    answer(running, skip=REST[3:])
    assert ended(running) == 0
    (entry,) = ask("history", db=db)
    present = {who["name"] for who in entry["people"]}
    assert present == {"Bob Stone", "Salt and Pepper", "Ana Lima", "Zoe Quinn"}


def test_a_name_is_completed_after_and(terminal, db):
    running = terminal()
    running.expect_exact("Who was there?")
    running.send("ana-lima and bstn")
    running.expect("Bob Stone")
    running.send(f"\t{ENTER}")
    answer(running, skip=("When?", *REST))
    assert ended(running) == 0
    (entry,) = ask("history", db=db)
    assert [who["slug"] for who in entry["people"]] == ["ana-lima", "bob-stone"]


def test_a_name_is_completed_as_it_is_typed(terminal, db):
    running = terminal()
    running.expect_exact("Who was there?")
    running.send("bstn")
    running.expect("Bob Stone")
    running.send(f"\t{ENTER}")
    answer(running, skip=("When?", *REST))
    assert ended(running) == 0
    assert ask("history", db=db)[0]["people"][0]["slug"] == "bob-stone"


@pytest.mark.parametrize("leaving", [CTRL_C, CTRL_D])
def test_who_leaves_before_the_end_loses_nothing(leaving, terminal, db, tmp_path):
    running = terminal()
    answer(running, ("Who was there?", "Bob Stone"), ("When?", ""), ("How?", "tea"))
    answer(running, ("What about?", "the long story"))
    running.expect_exact("What matters")
    running.send(leaving)
    running.expect("kept; reltrack log goes on with it")
    assert ended(running) == 130
    assert ask("history", db=db) == []
    assert json.loads(draft(tmp_path).read_text())["text"] == "the long story"
    assert stat.S_IMODE(draft(tmp_path).stat().st_mode) == 0o600

    running = terminal()
    running.expect_exact("(Bob Stone, the long story). Go on with it? [Y/n]")
    running.sendline("later")
    running.expect_exact("y or n?")
    running.sendline("")
    answer(running, skip=("Who was there?", "When?", *REST))
    assert ended(running) == 0
    (entry,) = ask("history", db=db)
    assert (entry["text"], entry["via"]) == ("the long story", "tea")
    assert not draft(tmp_path).exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("yesterday", "2026-11-19"), ("yesterday 14:30", "2026-11-19 14:30"), ("", "2026-11-20")],
)
def test_a_day_kept_for_later_is_still_that_day(typed, kept, terminal, db, tmp_path, monkeypatch):
    running = terminal()
    answer(running, ("Who was there?", "Bob Stone"), ("When?", typed), skip=REST[:3])
    answer(running, ("Anything you promised?", "the charts"), ("By when?", "2w"))
    running.expect_exact("When next?")
    running.send(CTRL_C)
    assert ended(running) == 130
    answers = json.loads(draft(tmp_path).read_text())
    assert (answers["on"], answers["by"]) == (kept, "2026-12-04")

    monkeypatch.setenv("RELTRACK_NOW", "2026-11-25")
    running = terminal()
    running.expect("Go on with it")
    running.sendline("")
    answer(running, skip=("Who was there?", "When?", *REST[:4], "By when?", REST[4]))
    assert ended(running) == 0
    assert ask("history", db=db)[0]["date"] == kept[:10]
    (promise,) = ask("show", "bob-stone", db=db)["follow_ups"]
    assert promise["due_date"] == "2026-12-04"


def test_of_a_long_story_the_beginning_is_told(terminal):
    running = terminal()
    answer(running, ("Who was there?", "Bob Stone"), skip=("When?", "How?"))
    answer(running, ("What about?", "a story that is long " * 4))
    running.expect_exact("What matters")
    running.send(CTRL_C)
    assert ended(running) == 130
    running = terminal()
    running.expect(r"\(Bob Stone, a story that is long a story that is\s+long a story…\)")


def test_a_dry_run_keeps_the_answers(terminal, db, tmp_path):
    running = terminal("--dry-run")
    answer(running, ("Who was there?", "Bob Stone"), skip=("When?", *REST))
    running.expect("your answers are kept")
    assert ended(running) == 0
    assert json.loads(draft(tmp_path).read_text())["who"] == "Bob Stone"
    assert ask("history", db=db) == []


def test_nothing_said_is_nothing_kept(terminal, tmp_path):
    running = terminal()
    running.expect_exact("Who was there?")
    running.send(CTRL_C)
    assert ended(running) == 130
    assert not draft(tmp_path).exists()


def test_with_people_named_only_the_words_are_asked_for(terminal, db):
    running = terminal("-w", "bob-stone")
    running.expect("What happened")
    running.sendline("Tea")
    running.expect("undo: reltrack undo")
    assert ended(running) == 0
    assert ask("history", db=db)[0]["people"][0]["slug"] == "bob-stone"


def test_who_was_there_is_asked_where_nobody_is_recognised(terminal, db):
    running = terminal("Tea with somebody")
    running.expect(r"Who was there\? \(Enter: nothing is saved\) ")
    running.sendline("bob and 3 more #friends")
    running.expect_exact("that looks like no name")
    running.expect_exact("Who was there?")
    running.sendline("bob and grace")
    running.expect("undo: reltrack undo")
    assert ended(running) == 0
    (entry,) = ask("history", db=db)
    assert [who["slug"] for who in entry["people"]] == ["bob-stone", "grace-hopper"]


@pytest.mark.parametrize(("typed", "code"), [(CTRL_D, 130), (CTRL_C, 130), ("\n", 2)])
def test_one_may_think_better_of_it(typed, code, terminal, db):
    running = terminal("-w", "bob-stone")
    running.expect("What happened")
    running.send(typed)
    assert ended(running) == code
    assert "Traceback" not in running.before
    assert ask("history", db=db) == []
