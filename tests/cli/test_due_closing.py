"""What closes what: derived from the entries, said by the echo, brought back by undo."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli.refusals import refused
from running import ask, done

DAY = date(2026, 6, 1)


def on(days):
    return (DAY + timedelta(days)).isoformat()


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    journal = tmp_path_factory.mktemp("two") / "journal.db"
    done("add", "Al", "--every", "10d", db=journal, now=on(0))
    done("add", "Bo", db=journal, now=on(0))
    return journal


@pytest.fixture
def db(two, tmp_path):
    return Path(shutil.copy(two, tmp_path / "journal.db"))


def open_kinds(db, day, who="al"):
    return sorted(loop["kind"] for loop in ask("follow-ups", who, db=db, now=on(day)))


def codes(db, day, who="al", *options):
    items = ask("due", "--all", *options, db=db, now=on(day))
    return {r["code"] for i in items if i["slug"] == who for r in i["reasons"]}


OPENED = ["plan", "promise", "reply", "waiting"]


@pytest.fixture(scope="module")
def four(two, tmp_path_factory):
    db = Path(shutil.copy(two, tmp_path_factory.mktemp("four") / "journal.db"))
    for kind in OPENED:
        done(kind, "al", "something", db=db, now=on(10))
    return db


@pytest.fixture
def loops(four, tmp_path):
    """One of each kind, opened on day 10."""
    return Path(shutil.copy(four, tmp_path / "loops.db"))


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        (["-v", "email", "--out"], ["plan", "promise", "waiting"]),
        (["-v", "call"], ["plan", "promise", "waiting"]),
        (["-v", "call", "--in"], OPENED),
        (["-v", "coffee"], ["promise", "waiting"]),
        (["-v", "coffee", "--in"], ["promise", "reply", "waiting"]),
        (["-v", "visit", "--out"], ["promise", "waiting"]),
        (["-v", "conference", "--out"], ["promise", "waiting"]),
        (["-v", "video", "--out"], ["plan", "promise", "waiting"]),
        (["-v", "touch", "--out"], OPENED),
        (["--out"], ["plan", "promise", "waiting"]),
    ],
)
def test_contact(entry, left, loops):
    done("log", "hello", "-w", "al", *entry, db=loops, now=on(12))
    assert open_kinds(loops, 12) == left
    assert open_kinds(loops, 11) == OPENED  # as of the day before
    assert codes(loops, 40) == {"quiet", *left}
    done("undo", db=loops, now=on(12))
    assert open_kinds(loops, 12) == OPENED


@pytest.mark.parametrize(
    "words",
    [["hello", "-w", "bo", "-v", "coffee"], ["Coffee with Bo about Al"],
     ["A post for Al", "--broadcast", "-v", "event"]],
)  # fmt: skip
def test_what_is_no_contact_closes_nothing(words, loops):
    done("log", *words, db=loops, now=on(12))
    assert open_kinds(loops, 12) == OPENED


def test_earlier_contact_closes_nothing(loops):
    done("log", "coffee", "-w", "al", "--on", on(9), db=loops, now=on(12))
    assert open_kinds(loops, 12) == OPENED


@pytest.mark.parametrize("kind", ["plan", "reply"])
def test_what_is_opened_after_the_contact_of_the_day_is_open(kind, db):
    done("log", "coffee", "-w", "al", db=db, now=on(10))
    loop = ask(kind, "al", "sailing", db=db, now=on(10))
    assert loop["closed_on"] is None
    assert open_kinds(db, 10) == [kind]
    done("log", "coffee again", "-w", "al", "-v", "coffee", db=db, now=on(10))
    assert open_kinds(db, 10) == []


def test_of_one_day_the_time_decides(db):
    done("log", "coffee", "-w", "al", "--on", "09:00", db=db, now=f"{on(10)}T20:00")
    done("log", "mail from Al", "--in", "--on", "11:00", db=db, now=f"{on(10)}T20:00")
    assert open_kinds(db, 10) == ["reply"]
    done("log", "wrote to Al", "--out", "--on", "11:00", db=db, now=f"{on(10)}T20:00")
    assert open_kinds(db, 10) == []


def test_a_plan_is_not_kept_by_another_entry_of_its_day(db):
    for words, plan in ((["coffee"], "lunch"), (["tea", "--on", "15:00"], "dinner")):
        entry = ask("log", *words, "-w", "al", "--plan", plan, "--by", on(40), db=db, now=on(10))
        assert (entry["closed"], entry["opened"][0]["closed_on"]) == ([], None)
        assert entry["remarks"] == []
    assert open_kinds(db, 10) == ["plan", "plan"]
    done("log", "breakfast", "-w", "al", "--on", f"{on(10)} 08:00", db=db, now=on(11))
    assert open_kinds(db, 11) == ["plan", "plan"]
    done("log", "drinks", "-w", "al", "--on", f"{on(10)} 19:00", db=db, now=on(11))
    (left,) = ask("follow-ups", "al", db=db, now=on(11))
    assert left["text"] == "lunch"  # nobody knows when the coffee was
    done("log", "lunch", "-w", "al", db=db, now=on(12))
    assert open_kinds(db, 12) == []


def test_a_plan_for_another_day_is_not_kept_today(db):
    done("plan", "al", "a hike", "--by", on(20), db=db, now=on(10))
    done("plan", "bo", "a hike", "--by", on(20), db=db, now=on(10))
    done("log", "coffee", "-w", "al", db=db, now=on(10))
    assert open_kinds(db, 10) == ["plan"]
    done("log", "coffee", "-w", "al", db=db, now=on(11))
    assert (open_kinds(db, 11), open_kinds(db, 11, "bo")) == ([], ["plan"])


def test_a_reply_is_answered_on_the_day_of_the_answer(db):
    done("log", "mail from Al", "--in", db=db, now=on(10))
    done("log", "wrote back", "-w", "al", "--out", "--on", on(13), db=db, now=on(20))
    (loop,) = ask("follow-ups", "--all", db=db, now=on(20))
    assert (loop["opened_on"], loop["closed_on"]) == (on(10), on(13))
    assert codes(db, 12) == {"quiet", "reply"}
    assert "reply" not in codes(db, 20)
    assert "reply" in codes(db, 20, "al", "--as-of", on(12))


def test_done_closes_by_number_or_name(loops):
    number = next(f["id"] for f in ask("follow-ups", db=loops) if f["kind"] == "promise")
    assert ask("done", f"#{number}", db=loops, now=on(12))["closed_on"] == on(12)
    assert open_kinds(loops, 12) == ["plan", "reply", "waiting"]
    assert "done " in refused(2, "done", "al", db=loops, now=on(12)).err
    done("log", "coffee", "-w", "al", db=loops, now=on(12))
    assert ask("done", "al", db=loops, now=on(13))["kind"] == "waiting"
    refused(3, "done", "al", db=loops, now=on(14))
    refused(3, "done", "zelda", db=loops, now=on(14))
    done("undo", db=loops, now=on(13))
    assert open_kinds(loops, 13) == ["waiting"]


@pytest.mark.parametrize("number", ["0", "1", "999", str(2**63), "9" * 40])
def test_done_with_a_number_of_nothing_open(number, loops):
    refused(3, "done", number, db=loops)


def birthday_scores(db, day):
    items = ask("due", "--all", db=db, now=on(day))
    return [r for i in items if i["slug"] == "al" for r in i["reasons"] if r["code"] == "occasion"]


@pytest.mark.parametrize(
    ("contact", "closed"), [(38, False), (39, True), (40, True), (45, True), (54, True)]
)
def test_contact_around_the_day_closes_an_occasion(contact, closed, db):
    done("edit", "al", "--birthday", f"--{on(40)[5:]}".replace("--", "1980-"), db=db, now=on(0))
    done("log", "happy birthday", "-w", "al", "--in", "--on", on(contact), db=db, now=on(60))
    assert bool(birthday_scores(db, 60)) is False
    day = max(contact, 40) if contact < 54 else 53
    assert bool(birthday_scores(db, day)) is not (closed and contact <= day)
    assert birthday_scores(db, 40 + 365)


def test_done_closes_this_years_occasion_only(db):
    done("edit", "al", "--birthday=--07-11", db=db, now=on(0))
    (occasion,) = ask("show", "al", db=db, now=on(38))["occasions"]
    assert ask("done", occasion["id"], db=db, now=on(38))["kind"] == "birthday"
    assert birthday_scores(db, 40) == []
    assert birthday_scores(db, 40 + 365)
    done("undo", db=db, now=on(39))
    assert birthday_scores(db, 40)


def test_contact_in_its_month_closes_a_birthday_without_a_day(db):
    done("edit", "al", "--birthday=--07", db=db, now=on(0))
    done("log", "hello", "-w", "al", db=db, now=on(28))  # 29 June
    assert birthday_scores(db, 30)
    done("log", "hello", "-w", "al", db=db, now=on(31))
    assert not birthday_scores(db, 31)


def test_a_skip_silences_being_quiet_and_plans_only(loops):
    done("edit", "al", "--birthday=--07-11", db=loops, now=on(0))
    done("skip", "al", "--until", on(60), "--because", "busy", db=loops, now=on(30))
    (item,) = (i for i in ask("due", db=loops, now=on(40)) if i["slug"] == "al")
    assert item["section"] == "dated"
    assert item["snoozed_until"] == on(60)
    for kind in ("promise", "reply", "waiting"):
        number = next(f["id"] for f in ask("follow-ups", db=loops, now=on(30)) if f["kind"] == kind)
        done("done", number, db=loops, now=on(30))
    names = [i["slug"] for i in ask("due", db=loops, now=on(55))]
    assert "al" not in names
    assert "al" in [i["slug"] for i in ask("due", db=loops, now=on(60))]


def test_a_skip_lasts_two_weeks_or_until_the_next_contact(db):
    skip = ask("skip", "al", db=db, now=on(20))
    assert (skip["until_on"], skip["reason"]) == (on(34), None)
    assert [i["slug"] for i in ask("due", db=db, now=on(33))] == []
    assert [i["slug"] for i in ask("due", db=db, now=on(34))] == ["al"]
    done("skip", "al", "--until", "1y", db=db, now=on(35))
    done("log", "hello", "-w", "al", db=db, now=on(36))
    assert ask("show", "al", db=db, now=on(36))["snoozed_until"] is None
    assert [i["slug"] for i in ask("due", db=db, now=on(46))] == ["al"]


def test_a_skip_after_the_contact_of_the_day_holds(db):
    done("log", "hello", "-w", "al", db=db, now=on(20))
    done("skip", "al", "--until", on(90), db=db, now=on(20))
    assert ask("show", "al", db=db, now=on(20))["snoozed_until"] == on(90)
    assert [i["slug"] for i in ask("due", db=db, now=on(60))] == []
    done("log", "hello", "-w", "al", db=db, now=on(20))
    assert ask("show", "al", db=db, now=on(20))["snoozed_until"] is None


@pytest.mark.parametrize(("until", "code"), [("today", 5), ("2026-01-01", 5), ("soon", 2), ("", 2)])
def test_a_skip_until_a_day_that_is_not_to_come(until, code, db):
    refused(code, "skip", "al", "--until", until, db=db, now=on(20))


def test_a_later_skip_replaces_the_earlier(db):
    done("skip", "al", "--until", "1y", db=db, now=on(20))
    done("skip", "al", "--until", "2d", db=db, now=on(20))
    assert ask("show", "al", db=db, now=on(20))["snoozed_until"] == on(22)
    refused(2, "skip", "al", "--because", "lazy", db=db, now=on(20))
