"""Each reason to be in touch, scored by hand on the days that matter."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli.sqlite_rows import insert
from running import ask, done

DAY = date(2026, 6, 1)


def on(days):
    return (DAY + timedelta(days)).isoformat()


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    journal = tmp_path_factory.mktemp("three") / "journal.db"
    for name in ("Al", "Bo", "Cy"):
        done("log", "a talk", "-w", name, "-v", "call", db=journal, now=on(0))
    return journal


@pytest.fixture
def db(three, tmp_path):
    """Al, whom there was contact with on the day, and Bo and Cy."""
    return Path(shutil.copy(three, tmp_path / "journal.db"))


def reason(code, *, day, db, who="al"):
    """Return somebody's reason of a kind on a day, or None, and what the page says of them."""
    (item,) = (i for i in ask("due", "--all", db=db, now=on(day)) if i["slug"] == who)
    found = [r for r in item["reasons"] if r["code"] == code]
    assert item["score"] == max(r["score"] for r in item["reasons"])
    assert item["reasons"] == sorted(item["reasons"], key=lambda r: -r["score"])
    assert [r["code"] for r in item["reasons"]].count("quiet") == 1
    return (found[0] if found else None), item


def scores(code, days, *, db, who="al"):
    found = [reason(code, day=day, db=db, who=who)[0] for day in days]
    return [each and each["score"] for each in found]


def test_quiet_counts_days_against_what_is_expected(db):
    assert scores("quiet", [0, 45, 89, 90, 135, 200], db=db) == [0.0, 0.5, 0.99, 1.0, 1.5, 2.22]
    found, item = reason("quiet", day=45, db=db)
    assert (found["days"], found["date"], found["ref"]) == (45, on(0), None)
    assert (item["usual_days"], item["due_after_days"], item["due_on"]) == (90, 90, on(90))
    assert item["rhythm_source"] == "default"


def test_own_cadence_before_circle_before_learned(db):
    for day in (10, 20, 30):
        done("log", "a talk", "-w", "al", db=db, now=on(day))
    _, learned = reason("quiet", day=30, db=db)
    assert (learned["rhythm_source"], learned["usual_days"]) == ("learned", 10.0)
    # Three gaps of 10 days, 30 days expected before: by hand from the formula.
    assert learned["due_after_days"] == 30.09
    done("circle", "peer", "al", "--every", "50d", db=db, now=on(30))
    done("circle", "club", "al", "--every", "40d", db=db, now=on(30))
    _, circle = reason("quiet", day=30, db=db)
    assert (circle["rhythm_source"], circle["due_after_days"]) == ("circle", 40)
    done("edit", "al", "--every", "60d", db=db, now=on(30))
    _, own = reason("quiet", day=30, db=db)
    assert (own["rhythm_source"], own["due_after_days"]) == ("set", 60)
    assert own["circles"] == ["club", "peer"]


def test_a_learned_rhythm_stays_between_a_week_and_half_a_year(db):
    lines = "".join(f'{{"with": "al", "date": "{on(day)}"}}\n' for day in range(1, 40))
    done("log", "--batch", "-", db=db, now=on(39), stdin=lines)
    _, item = reason("quiet", day=39, db=db)
    assert (item["usual_days"], item["due_after_days"], item["due_on"]) == (1.0, 7, on(46))
    for day in (0, 300, 700, 1100):
        done("log", "a talk", "-w", "bo", db=db, now=on(day))
    assert reason("quiet", day=1100, db=db, who="bo")[1]["due_after_days"] == 180


def test_reply(db):
    done("reply", "al", "her question", db=db, now=on(1))
    assert scores("reply", [1, 2, 4, 8, 15, 99], db=db) == [1.0, 1.14, 1.43, 2.0, 3.0, 3.0]
    found, item = reason("reply", day=4, db=db)
    assert (found["days"], found["date"], found["ref"]) == (3, on(1), 7)
    assert "her question" in found["text"]
    assert item["section"] == "dated"


def test_promise_with_a_date(db):
    done("promise", "al", "a deck", "--by", on(20), db=db, now=on(1))
    days = [17, 18, 19, 20, 21, 23, 27, 99]
    assert scores("promise", days, db=db) == [None, 1.0, 1.0, 2.0, 2.14, 2.43, 3.0, 3.0]
    found, item = reason("promise", day=18, db=db)
    assert (found["days"], found["date"], found["ref"]) == (-2, on(20), 7)
    assert item["section"] == "dated"
    assert reason("promise", day=17, db=db)[1]["section"] == "quiet"


def test_promise_without_a_date(db):
    done("promise", "al", "a deck", db=db, now=on(1))
    days = [1, 7, 8, 9, 15, 22, 99]
    assert scores("promise", days, db=db) == [None, None, 1.0, 1.14, 2.0, 3.0, 3.0]
    assert reason("promise", day=8, db=db)[0]["days"] == 7


@pytest.mark.parametrize(("kind", "section"), [("waiting", "dated"), ("plan", "quiet")])
def test_waiting_and_plan(kind, section, db):
    done(kind, "al", "the contract", "--by", on(10), db=db, now=on(1))
    assert scores(kind, [9, 10, 25, 70, 71, 99], db=db) == [None, 1.0, 1.5, 3.0, 3.0, 3.0]
    done(kind, "bo", "the contract", db=db, now=on(1))
    assert scores(kind, [14, 15, 30, 99], db=db, who="bo") == [None, 1.0, 1.5, 3.0]
    _, item = reason(kind, day=10, db=db)
    assert (item["section"], item["score"]) == (section, 1.0)
    assert "Al" in [i["name"] for i in ask("due", db=db, now=on(10))]


def test_birthday(db):
    done("edit", "al", "--birthday", f"1980-{on(40)[5:]}", db=db, now=on(0))
    days = [32, 33, 36, 39, 40, 41, 47, 53, 54]
    expected = [None, 1.0, 1.43, 1.86, 2.0, 1.93, 1.5, 1.07, None]
    assert scores("occasion", days, db=db) == expected
    found, _ = reason("occasion", day=36, db=db)
    assert (found["days"], found["date"], found["kind"]) == (4, on(40), "birthday")
    assert "turns 46" in found["text"]
    assert reason("occasion", day=41, db=db)[0]["days"] == -1


def test_birthday_over_the_turn_of_the_year(db):
    done("edit", "al", "--birthday=--01-02", db=db, now=on(0))
    days = [207, 208, 215, 218, 228, 229]  # from 25 December to 16 January
    assert scores("occasion", days, db=db) == [None, 1.0, 2.0, 1.79, 1.07, None]


def test_birthday_on_the_29th_of_february(db):
    done("edit", "al", "--birthday=--02-29", db=db, now=on(0))
    for day in ("2027-02-28", "2028-02-29"):
        (item,) = (i for i in ask("due", "-n", 0, db=db, now=day) if i["slug"] == "al")
        assert 2.0 in [r["score"] for r in item["reasons"] if r["code"] == "occasion"]


def test_birthday_of_which_only_the_month_is_known(db):
    done("edit", "al", "--birthday=--07", db=db, now=on(0))  # day 30 is 1 July, day 60 is 31 July
    assert scores("occasion", [29, 30, 45, 60, 61], db=db) == [None, 1.5, 1.5, 1.5, None]
    found, _ = reason("occasion", day=45, db=db)
    assert (found["days"], found["date"]) == (None, None)
    assert "this month" in found["text"]


def test_an_anniversary_with_a_lead_of_its_own(db):
    insert(
        db, "occasion", person_id=1, kind="anniversary", label="founded Acme",
        year=2016, month=7, day=11, lead_days=14,
    )  # fmt: skip
    assert scores("occasion", [25, 26, 33, 40], db=db) == [None, 1.0, 1.5, 2.0]
    assert "founded Acme" in reason("occasion", day=40, db=db)[0]["text"]
    assert "10 years" in reason("occasion", day=40, db=db)[0]["text"]


def test_a_milestone_stays_until_it_is_done(db):
    number = insert(
        db, "occasion", person_id=1, kind="milestone", label="new job", year=2026, month=6, day=11
    )
    days = [9, 10, 17, 23, 24, 99]
    assert scores("occasion", days, db=db) == [None, 2.0, 1.5, 1.07, 1.0, 1.0]
    done("log", "a talk", "-w", "al", db=db, now=on(11))
    assert reason("occasion", day=11, db=db)[0]["ref"] == number
    done("done", number, db=db, now=on(12))
    assert scores("occasion", [11, 12, 99], db=db) == [1.93, None, None]


def test_introductions(db):
    dates = {"proposed_on": on(0), "made_on": on(1)}
    insert(db, "introduction", introducer_id=1, person_id=3, **dates)
    assert scores("introduction", [0, 1, 8, 15, 29, 99], db=db) == [None, 1.0, 1.5, 2.0, 3.0, 3.0]
    assert "thank them for introducing Bo" in reason("introduction", day=8, db=db)[0]["text"]
    insert(db, "introduction", person_id=3, other_id=5, **dates)
    for who, other in (("bo", "Cy"), ("cy", "Bo")):
        days = [14, 15, 22, 29, 43, 99]
        assert scores("introduction", days, db=db, who=who) == [None, 1.0, 1.5, 2.0, 3.0, 3.0]
        assert other in reason("introduction", day=15, db=db, who=who)[0]["text"]
    assert reason("introduction", day=1, db=db)[1]["section"] == "dated"


def test_introductions_thanked_for_or_met(db):
    made = {"proposed_on": on(0), "made_on": on(1)}
    insert(db, "introduction", introducer_id=1, person_id=3, thanked_on=on(5), **made)
    insert(db, "introduction", person_id=3, other_id=5, met_on=on(20), **made)
    insert(db, "introduction", person_id=1, other_id=5, proposed_on=on(0))
    assert scores("introduction", [4, 5], db=db) == [1.21, None]
    assert scores("introduction", [19, 20], db=db, who="cy") == [1.29, None]


def test_every_reason_is_listed_the_largest_first(db):
    done("reply", "al", db=db, now=on(80))
    done("plan", "al", "sailing", "--by", on(85), db=db, now=on(80))
    done("promise", "al", "a deck", "--by", on(87), db=db, now=on(80))
    _, item = reason("quiet", day=87, db=db)
    found = [(r["code"], r["score"]) for r in item["reasons"]]
    assert found == [("reply", 2.0), ("promise", 2.0), ("plan", 1.07), ("quiet", 0.97)]
    assert (item["score"], item["section"]) == (2.0, "dated")


def test_why_tells_the_arithmetic(db):
    for day in (10, 25, 30):
        done("log", "a talk", "-w", "al", db=db, now=on(day))
    why = ask("due", "--why", "al", db=db, now=on(100))
    assert (why["gaps"], why["since"], why["due"]) == ([10, 15, 5], on(30), True)
    assert (why["typical_gap_days"], why["circle_days"]) == (30, None)
    assert why["learned_range"] == [7, 180]
    text = done("due", "--why", "al", "--format", "text", db=db, now=on(100)).out
    for said in ("10, 15, 5 days", "four in five", "reltrack edit al --every", "reltrack skip al"):
        assert said in text
    (item,) = (i for i in ask("due", "-n", 0, db=db, now=on(100)) if i["slug"] == "al")
    assert {key: why[key] for key in item} == item
