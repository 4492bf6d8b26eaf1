"""`review`, the Friday page: a week told by hand-written values."""

from __future__ import annotations

import pytest

from cli.refusals import refused
from running import ask, done

KEYS = (
    "since until entries contact_days people promised kept attention skips occasions"
    " quiet_circles suggestion"
)


@pytest.fixture
def week(db):
    """The week from Mon 16 to Fri 20 Nov 2026, and what was before."""
    done("circle", "mentor", "ana-lima", "--every", "30d", db=db)
    done("circle", "peer", "bob", "jose", "--every", "30d", db=db)
    done("circle", "nobody", "--every", "30d", db=db)
    for day, *words in (
        ("2026-06-01", "Coffee with José Núñez"),
        ("2026-09-15", "Coffee with Bob Stone", "--promise", "the atlas"),
        ("2026-11-15", "Coffee with Grace Hopper", "--gave"),
        ("2026-11-16", "Coffee with Ana Lima", "--promise", "the deck", "--by", "27 nov", "--gave"),
        ("2026-11-18", "Called Ana Lima and Grace Hopper", "--asked"),
        ("2026-11-18", "Post on ferries", "--broadcast"),
        ("2026-11-19", "Liked a post", "-w", "bob", "--via", "touch"),
    ):
        done("log", *words, "--on", day, db=db)
    done("skip", "ana-ortiz", "--because", "nothing-to-say", db=db, now="2026-11-17")
    done("skip", "bob", db=db, now="2026-11-13")
    done("edit", "jose", "--birthday=--12-04", db=db)
    done("edit", "grace", "--birthday=--12-05", db=db)
    return db


def test_the_week_so_far(week):
    atlas = next(f["id"] for f in ask("follow-ups", db=week) if f["text"] == "the atlas")
    done("done", atlas, db=week, now="2026-11-19")
    found = ask("review", db=week)
    assert list(found) == KEYS.split()
    assert (found["since"], found["until"]) == ("2026-11-16", "2026-11-20")
    assert (found["entries"], found["contact_days"]) == (4, 2)
    people = [(p["person"]["slug"], p["entries"], p["last_date"]) for p in found["people"]]
    assert people == [("ana-lima", 2, "2026-11-18"), ("grace-hopper", 1, "2026-11-18")]
    assert [(f["text"], f["due_date"]) for f in found["promised"]] == [("the deck", "2026-11-27")]
    assert [(f["text"], f["closed_on"]) for f in found["kept"]] == [("the atlas", "2026-11-19")]
    marks = found["attention"]
    assert (marks["gave"], marks["asked"], marks["promoted"]) == (1, 1, 0)
    assert (marks["broadcasts"], marks["touches"], marks["own_promotion"]) == (1, 1, 1)
    (put_off,) = found["skips"]
    assert (put_off["person"]["slug"], put_off["reason"]) == ("ana-ortiz", "nothing-to-say")
    assert [(o["person"]["slug"], o["next_date"]) for o in found["occasions"]] == [
        ("jose-nunez", "2026-12-04")
    ]
    assert found["quiet_circles"] == [{"name": "peer", "people": 2, "last_date": "2026-09-15"}]
    # Bob was put off until 27 Nov: José it is.
    assert found["suggestion"] == {
        "person": {"id": 4, "slug": "jose-nunez", "name": "José Núñez"},
        "circle": "peer",
        "quiet_days": 172,
    }


def test_since_another_day(week):
    found = ask("review", "--since", "2026-11-13", db=week)
    assert (found["since"], found["entries"], len(found["skips"])) == ("2026-11-13", 5, 2)
    assert found["attention"]["gave"] == 2
    assert ask("review", "--since", "wed", db=week)["since"] == "2026-11-18"


def test_on_monday_the_week_begins_anew(week):
    found = ask("review", db=week, now="2026-11-23T08:00")
    assert (found["since"], found["until"], found["entries"]) == ("2026-11-23", "2026-11-23", 0)
    # Ana Lima, a mentor, was called five days ago, and is to be in touch with every 30: no cause.
    assert [c["name"] for c in found["quiet_circles"]] == ["peer"]
    later = ask("review", db=week, now="2026-12-21T08:00")
    assert [c["name"] for c in later["quiet_circles"]] == ["mentor", "peer"]


@pytest.mark.parametrize("width", [80, 45])
def test_the_page(width, week, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    for format_ in ("table", "text"):
        shown = " ".join(done("review", "--format", format_, db=week).out.split())
        for words in (
            "Mon 16 Nov 2026 to Fri 20 Nov 2026",
            "4 entries, 2 people, on 2 days",
            "Ana Lima (2), Grace Hopper",
            "Ana Lima: the deck, by Fri 27 Nov 2026 (in 7 days)",
            "gave 1, asked 1, 1 broadcast; 2 of 4 entries are marked",
            "nothing to say, until Tue 1 Dec 2026",
            "last Tue 15 Sep 2026 (2 months ago)",
            "One idea: a word to José Núñez (peer), quiet for 6 months.",
            "reltrack show jose-nunez",
        ):
            assert words in shown, (format_, words)


def test_an_empty_week_is_no_reproach(db):
    found = ask("review", db=db)
    assert (found["entries"], found["people"], found["suggestion"]) == (0, [], None)
    assert "nothing written down yet" in done("review", "--format", "text", db=db).out


def test_what_is_refused(db):
    refused(2, "review", "--since", "soon", db=db)
    refused(5, "review", "--since", "2027-01-01", db=db)


def test_a_week_may_begin_on_another_day(week):
    done("config", "set", "week_start", "sunday", db=week)
    assert ask("review", db=week, now="2026-11-20")["since"] == "2026-11-15"
    assert ask("review", db=week, now="2026-11-15")["since"] == "2026-11-15"
