"""`undo`, `redo`, `amend`, `delete`: nothing typed is ever beyond mending."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from cli.refusals import contents, refused
from running import ask, done, invoke
from states import state


def held(db):
    with sqlite3.connect(db) as connection:
        found = state(connection)
    connection.close()
    return found


WRITES = {
    "log": ["log", "-w", "Zoë Quinn", "mail", "--in", "-v", "email", "--fact", "sails"],
    "batch": ["log", "--batch", "-"],
    "add": ["add", "Zoë Quinn", "--circle", "peer", "--birthday", "14 march"],
    "edit": ["edit", "bob", "--city", "Porto", "--alias", "Robbie", "--every", "3w"],
    "rename": ["rename", "bob", "Robert Stone"],
    "circle": ["circle", "club", "bob", "grace", "--every", "30d"],
    "archive": ["archive", "bob"],
    "note": ["note", "bob", "sails #sea"],
    "promise": ["promise", "bob", "a deck", "--by", "fri"],
    "reply": ["reply", "bob"],
    "waiting": ["waiting", "bob", "a deck"],
    "plan": ["plan", "bob"],
    "skip": ["skip", "bob", "--because", "busy"],
    "amend": ["amend", "--on", "3d", "--with", "grace", "--text", "Lunch #new", "--tag", "x"],
    "delete": ["delete", "6", "--yes"],
    "done": ["done", "8"],
}


@pytest.fixture(scope="module")
def told_once(known, tmp_path_factory):
    db = Path(shutil.copy(known, tmp_path_factory.mktemp("told") / "journal.db"))
    done("log", "Tea with Bob #tea", "--fact", "sails", "--promise", "a deck", db=db)
    return db


@pytest.fixture
def told(told_once, tmp_path):
    """Entry 6 with fact 7 and promise 8."""
    return Path(shutil.copy(told_once, tmp_path / "journal.db"))


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES.keys())
def test_every_write_is_undone_and_redone_exactly(words, told):
    before = held(told)
    lines = '{"with": "Yan Wu", "text": "hello", "tags": ["x"], "source_id": "m1"}\n'
    done(*words, db=told, stdin=lines)
    after = held(told)
    assert after != before
    for _ in range(2):
        step = ask("undo", db=told)
        assert (held(told), step["state"]) == (before, "undone")
        step = ask("redo", db=told)
        assert (held(told), step["state"]) == (after, "done")


def test_steps_are_taken_back_one_by_one(db):
    start = held(db)
    for words in (["note", "bob", "one"], ["note", "bob", "two"], ["archive", "bob"]):
        done(*words, db=db)
    summaries = [step["summary"] for step in ask("undo", "--list", db=db)][:3]
    assert summaries == ["archive Bob Stone", "note #7 about Bob Stone", "note #6 about Bob Stone"]
    for summary in summaries:
        assert ask("undo", db=db)["summary"] == summary
    assert held(db) == start
    assert [ask("redo", db=db)["summary"] for _ in summaries] == summaries[::-1]


def test_a_new_write_ends_redo(db):
    done("note", "bob", "one", db=db)
    done("undo", db=db)
    done("note", "bob", "two", db=db)
    assert "nothing to redo" in refused(5, "redo", db=db).err


def test_numbers_are_never_given_again(db):
    assert ask("note", "bob", "one", db=db)["id"] == 6
    done("undo", db=db)
    assert ask("note", "bob", "two", db=db)["id"] == 7


def test_nothing_to_undo(journal):
    journal.parent.mkdir()
    assert "nothing to undo" in refused(5, "undo", db=journal).err
    refused(5, "redo", db=journal)
    assert ask("undo", "--list", db=journal) == []
    assert list(journal.parent.iterdir()) == []
    done("add", "Al", db=journal)
    done("undo", db=journal)
    refused(5, "undo", db=journal)


def test_undo_dry_run_writes_nothing(told):
    before = contents(told)
    lines = done("undo", "--dry-run", db=told).out.splitlines()
    assert lines[0] == "undone: log #6 with Bob Stone"
    assert lines[-1].strip() == "would be undone; nothing was written"
    assert contents(told) == before


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        (["--on", "yesterday"], {"date": "2026-11-19"}),
        (["--on", "2026-11-18 14:30"], {"date": "2026-11-18", "time": "14:30"}),
        (["--via", "E-Mail"], {"via": "email"}),
        (["--via", ""], {"via": None}),
        (["--place", "Porto"], {"place": "Porto"}),
        (["--in"], {"initiated": "them"}),
        (["--out"], {"initiated": "me"}),
        (["--gave"], {"mark": "gave"}),
        (["--tag", "A B", "--tag", "c"], {"tags": ["a-b", "c"]}),
        (["--tag", ""], {"tags": []}),
        (["--text", "Lunch with Grace #lunch"], {
            "text": "Lunch with Grace #lunch", "tags": ["lunch"],
            "mentioned": [{"id": 5, "slug": "grace-hopper", "name": "Grace Hopper"}]}),
        (["--with", "grace"], {
            "people": [{"id": 5, "slug": "grace-hopper", "name": "Grace Hopper"}],
            "mentioned": [{"id": 3, "slug": "bob-stone", "name": "Bob Stone"}]}),
    ],
)  # fmt: skip
def test_amend_changes_what_it_is_told_and_nothing_else(options, changed, told):
    (before,) = ask("history", db=told)
    later = "2026-11-20T10:00"
    after = ask("amend", 6, *options, db=told, now=later)
    written = {"updated_at": "2026-11-20T10:00:00Z", "added": []}
    assert after == {**before, **changed, **written}
    done("undo", db=told)
    assert ask("history", db=told) == [before]


def test_amend_takes_the_last_entry_typed(told):
    done("log", "2026-01-02: tea with Grace", db=told)
    assert ask("amend", "--via", "call", db=told)["text"] == "tea with Grace"
    assert ask("amend", "#6", "--via", "call", db=told)["text"] == "Tea with Bob #tea"


def test_amend_may_clear_who_began_and_the_mark(told):
    done("amend", 6, "--in", "--gave", db=told)
    entry = ask("amend", 6, "--both", "--unmarked", db=told)
    assert (entry["initiated"], entry["mark"]) == (None, None)


def test_amend_keeps_tags_that_were_not_in_the_text(told):
    done("amend", 6, "--tag", "tea", "--tag", "kept", db=told)
    assert ask("amend", 6, "--text", "Lunch #new", db=told)["tags"] == ["kept", "new"]


def test_what_an_entry_brought_follows_its_day(told):
    done("amend", 6, "--on", "3d", db=told)
    card = ask("show", "bob", db=told)
    assert card["last_date"] == "2026-11-17"
    assert card["facts"][0]["heard_on"] == "2026-11-17"
    assert card["follow_ups"][0]["opened_on"] == "2026-11-17"


def test_an_answer_owed_follows_its_message(db):
    done("log", "asked for help", "-w", "bob", "-v", "email", "--in", db=db)

    def owed():
        return [(f["kind"], f["person"]["slug"], f["opened_on"]) for f in ask("follow-ups", db=db)]

    assert owed() == [("reply", "bob-stone", "2026-11-20")]
    done("amend", "--on", "yesterday", db=db)
    assert owed() == [("reply", "bob-stone", "2026-11-19")]
    done("amend", "--with", "grace", db=db)
    assert owed() == [("reply", "grace-hopper", "2026-11-19")]
    done("amend", "--out", db=db)
    assert owed() == []
    done("amend", "--in", db=db)
    assert owed() == [("reply", "grace-hopper", "2026-11-19")]
    done("amend", "--via", "coffee", db=db)
    assert owed() == []


def test_a_message_answered_at_once_stays_answered(db):
    done("log", "asked for help", "-w", "bob", "-v", "email", "--in", "--answered", db=db)
    done("amend", "--on", "yesterday", db=db)
    assert ask("follow-ups", db=db) == []


def test_amend_may_add_somebody(told):
    entry = ask("amend", 6, "--with", "bob", "--with", "Zoë Quinn", db=told)
    assert [who["slug"] for who in entry["people"]] == ["bob-stone", "zoe-quinn"]
    done("undo", db=told)
    refused(3, "show", "zoe-quinn", db=told)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2), (["6"], 2), (["--on", "tomorrow"], 5), (["--on", "03/04"], 2), (["--on", ""], 2),
        (["--in", "--out"], 2), (["--gave", "--asked"], 2), (["--text", ""], 2),
        (["--with", ""], 2), (["--with", "ana"], 4), (["--with", "Ana Lma"], 4),
        (["999", "--in"], 3), (["1", "--in"], 3), (["7", "--in"], 2),
        (["x", "--in"], 2), (["-thanks"], 2), (["6", "7", "--in"], 2),
        (["9" * 30, "--in"], 2), (["--text", "\udcff"], 2), (["--with", "\udcff"], 2),
        (["--place", "x" * 201], 2), (["--via", "!"], 2),
    ],
)  # fmt: skip
def test_what_cannot_be_amended(words, code, told):
    refused(code, "amend", *words, db=told)


def test_nothing_to_amend(journal):
    journal.parent.mkdir()
    refused(3, "amend", "--in", db=journal)


def test_delete_an_entry_with_what_it_brought(told):
    preview = done("delete", 6, "--dry-run", db=told).out
    assert "also: fact #7: sails" in preview
    assert "also: follow-up #8: promise a deck" in preview
    assert ask("delete", 6, "--yes", db=told) == {
        "record": "interaction", "id": 6, "text": "Tea with Bob #tea",
        "also": ["fact #7: sails", "follow-up #8: promise a deck"], "dry_run": False,
    }  # fmt: skip
    card = ask("show", "bob", db=told)
    assert [card[key] for key in ("entries", "facts", "follow_ups")] == [[], [], []]
    assert card["last_date"] is None
    refused(3, "delete", 6, "--yes", db=told)
    refused(3, "delete", 7, "--yes", db=told)


def test_a_deletion_leaves_a_tombstone_until_it_is_undone(told):
    uids = {row["uid"] for row in ask("history", db=told)}
    done("delete", 6, "--yes", db=told)
    stones = {row[0] for row in held(told)["tombstone"]}
    assert stones > uids
    assert len(stones) == 3
    assert b"Tea with Bob" not in repr(held(told)["tombstone"]).encode()
    done("undo", db=told)
    assert held(told)["tombstone"] == []


@pytest.mark.parametrize(("number", "kind"), [(7, "fact"), (8, "follow_up")])
def test_delete_one_of_them_alone(number, kind, told):
    assert ask("delete", f"#{number}", "-y", db=told)["record"] == kind
    assert len(ask("history", db=told)) == 1


def test_delete_a_date_and_a_skip(db):
    done("edit", "bob", "--birthday", "14 march", db=db)
    (occasion,) = ask("show", "bob", db=db)["occasions"]
    assert ask("delete", occasion["id"], "--yes", db=db)["record"] == "occasion"
    assert ask("show", "bob", db=db)["birthday"] is None
    skip = ask("skip", "bob", db=db)
    assert ask("delete", skip["id"], "--yes", db=db)["record"] == "skip"
    assert ask("show", "bob", db=db)["snoozed_until"] is None


def test_delete_asks_and_without_a_terminal_refuses(told):
    assert "--yes" in refused(2, "delete", 6, db=told).err


@pytest.mark.parametrize(
    ("number", "code"),
    [("999", 3), ("0", 3), ("x", 3), ("3.5", 2), ("", 2), ("9" * 30, 2)],
)
def test_what_cannot_be_deleted(number, code, told):
    refused(code, "delete", number, "--yes", db=told)


def test_what_changes_nothing_leaves_no_step(told):
    done("archive", "bob", db=told)
    steps = ask("undo", "--list", db=told)
    for words in (["archive", "bob"], ["circle", "none"], ["edit", "bob", "--no-circle", "x"]):
        invoke(*words, db=told)
    assert ask("undo", "--list", db=told) == steps


@pytest.mark.parametrize(
    "words",
    [["archive", "bob"], ["edit", "bob", "--no-circle", "none"], ["edit", "bob", "--city", ""],
     ["circle", "peer", "grace"], ["rename", "bob", "Bob Stone"]],
)  # fmt: skip
def test_what_changes_nothing_does_not_offer_undo(words, told):
    """Undo would take back the step before, which nobody meant."""
    done("circle", "peer", "grace", db=told)
    done("archive", "bob", db=told)
    assert "undo: reltrack undo" not in done(*words, db=told).out
