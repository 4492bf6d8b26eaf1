"""Each reason to be in touch: there by hand-made score, gone when acted on, back by undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cli.sqlite_rows import insert
from running import ask, done

DAY = date(2026, 6, 1)


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "journal.db"


def on(days):
    return (DAY + timedelta(days)).isoformat()


def typed(*words, day=1):
    return lambda db: done(*words, db=db, now=on(day))


def closing(db):
    """Say `done` to the only thing that is open."""
    done("done", "al", db=db, now=on(15))


CALL = typed("log", "a talk", "-w", "al", "-v", "call", "--out", day=15)
COFFEE = typed("log", "a talk", "-w", "al", "-v", "coffee", "--in", day=15)
SEVENTEENTH = "--06-17"  # day 16

# What is done on day 0 or 1, the code, its score on day 15, and what ends it.
REASONS = {
    "quiet": (typed("edit", "al", "--every", "10d"), "quiet", 1.8, CALL),
    "quiet, put off": (typed("edit", "al", "--every", "10d"), "quiet", 1.8,
                       typed("skip", "al", day=15)),
    "reply": (typed("reply", "al", "when?"), "reply", 3.0, CALL),
    "reply, done": (typed("reply", "al", "when?"), "reply", 3.0, closing),
    "promise": (typed("promise", "al", "a deck"), "promise", 2.0, closing),
    "promise with a day": (typed("promise", "al", "a deck", "--by", on(8)), "promise", 3.0,
                           typed("log", "sent it", "-w", "al", "--done", "5", day=15)),
    "waiting": (typed("waiting", "al", "a deck"), "waiting", 1.0, closing),
    "plan": (typed("plan", "al", "sailing", "--by", on(9)), "plan", 1.2, COFFEE),
    "birthday ahead": (typed("occasion", "al", "birthday", "--06-20"), "occasion", 1.43, closing),
    "birthday tomorrow": (typed("occasion", "al", "birthday", SEVENTEENTH), "occasion", 1.86, CALL),
    "birthday missed": (typed("occasion", "al", "birthday", "--06-14"), "occasion", 1.86, COFFEE),
    "birthday of the month": (typed("occasion", "al", "birthday", "june"), "occasion", 1.5, CALL),
    "anniversary with a lead": (typed("occasion", "al", "anniversary", "--06-20", "--lead", "8d"),
                                "occasion", 1.5, closing),
    "another date": (typed("occasion", "al", "other", "--06-16", "--label", "name day"), "occasion",
                     2.0, COFFEE),
    "milestone": (typed("congrats", "al", "a prize", day=8), "occasion", 1.5, closing),
    "thank the introducer": (typed("intro", "bo", "--from", "al"), "introduction", 2.0, closing),
    "ask how it went": (typed("intro", "bo", "al", "--made"), "introduction", 1.0, closing),
    "asked how it went": (typed("intro", "bo", "al", "--made"), "introduction", 1.0,
                          typed("log", "a talk", "-w", "al", "--done", "5", day=15)),
}  # fmt: skip


def standing(code, db):
    """Return the score of a reason on day 15, and whether the person is due."""
    item = next(i for i in ask("due", "--all", db=db, now=on(15)) if i["slug"] == "al")
    due = [i["slug"] for i in ask("due", db=db, now=on(15))]
    found = [r["score"] for r in item["reasons"] if r["code"] == code]
    return (found[0] if found else None), "al" in due


@pytest.mark.parametrize(("make", "code", "score", "end"), REASONS.values(), ids=REASONS.keys())
def test_a_reason_ends_and_comes_back(make, code, score, end, journal):
    for name in ("Al", "Bo"):
        done("log", "a talk", "-w", name, "-v", "call", db=journal, now=on(-3))
    make(journal)
    assert standing(code, journal) == (score, True)
    end(journal)
    after, due = standing(code, journal)
    assert due is False
    # Whoever is set aside is still as quiet as before.
    assert after == (score if (code, end) == REASONS["quiet, put off"][1::2] else
                     0.0 if code == "quiet" else None)  # fmt: skip
    done("undo", db=journal, now=on(15))
    assert standing(code, journal) == (score, True)


def test_what_comes_later_is_told_to_whoever_asks_why(journal):
    done("add", "Al", db=journal, now=on(0))
    done("add", "Bo", db=journal, now=on(0))
    done("occasion", "al", "birthday", "1980-06-25", db=journal, now=on(0))
    done("occasion", "al", "other", "--12-25", "--label", "cards", db=journal, now=on(0))
    done("promise", "al", "a deck", "--by", on(20), db=journal, now=on(0))
    done("plan", "al", "sailing", db=journal, now=on(0))
    insert(journal, "introduction", person_id=1, other_id=2, proposed_on=on(0), made_on=on(0))
    why = ask("due", "--why", "al", db=journal, now=on(3))
    assert why["due"] is False
    assert [(c["code"], c["date"]) for c in why["coming"]] == [
        ("introduction", on(14)), ("plan", on(14)), ("occasion", on(17)), ("promise", on(18)),
    ]  # fmt: skip
    text = " ".join(
        done("due", "--why", "al", "--format", "text", db=journal, now=on(3)).out.split()
    )
    assert "Al (al): next due Mon 15 Jun 2026 (in 11 days)" in text
    assert "birthday in 3 weeks, Thu 25 Jun 2026, turns 46 in due from Thu 18 Jun 2026" in text
    assert "cards" not in text
    assert ask("due", "--why", "al", db=journal, now=on(25))["coming"] == []


def test_a_plan_makes_somebody_due_today(journal):
    done("log", "a talk", "-w", "Al", "-v", "call", db=journal, now=on(0))
    done("plan", "al", "sailing", db=journal, now=on(0))
    text = done("due", "--why", "al", "--format", "text", db=journal, now=on(20)).out
    assert text.startswith("Al (al): due today")
