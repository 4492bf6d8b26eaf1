"""Put off again and again: after three skips without contact, something else is offered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from running import ask, done

DAY = date(2026, 6, 1)
GENTLE = "a longer rhythm, another channel, or letting go"


def on(days):
    return (DAY + timedelta(days)).isoformat()


@pytest.fixture
def db(tmp_path):
    journal = tmp_path / "journal.db"
    done("add", "Al", "--every", "10d", db=journal, now=on(0))
    return journal


def skip(db, day, *options):
    return ask("skip", "al", "--until", on(day + 5), *options, db=db, now=on(day))


def in_a_row(db, day):
    (item,) = (i for i in ask("due", "--all", db=db, now=on(day)) if i["slug"] == "al")
    return item["skips_in_a_row"]


def page(db, day, *options):
    return done("due", "--format", "text", *options, db=db, now=on(day)).out


def test_three_in_a_row(db):
    assert [skip(db, day)["skips_in_a_row"] for day in (10, 20, 30)] == [1, 2, 3]
    assert [in_a_row(db, day) for day in (9, 10, 29, 30, 99)] == [0, 1, 2, 3, 3]
    assert GENTLE not in page(db, 25)
    assert GENTLE not in page(db, 34, "--all")  # set aside until day 35
    shown = page(db, 35)
    assert GENTLE in shown
    for way in ("edit al --every 3w", 'log -w al -v call "..."', "archive al"):
        assert f"reltrack {way}" in shown
    done("undo", db=db, now=on(36))
    assert GENTLE not in page(db, 36)


def test_the_third_says_so_itself(db):
    assert GENTLE not in done("skip", "al", db=db, now=on(10)).out
    assert GENTLE not in done("skip", "al", db=db, now=on(11)).out
    assert GENTLE in done("skip", "al", db=db, now=on(12)).out


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["hello", "-w", "al"], 0),
        (["hello", "-w", "al", "--on", on(25)], 1),
        (["hello", "-w", "al", "--on", on(20)], 1),  # typed after that day's skip
        (["hello", "-w", "al", "--on", on(5)], 3),
        (["hello", "-w", "al", "-v", "touch"], 3),
        (["A post, Al liked it", "--broadcast"], 3),
        (["Tea with Bo about Al", "-w", "Bo"], 3),
    ],
)
def test_contact_in_between_begins_anew(words, left, db):
    for day in (10, 20, 30):
        skip(db, day)
    done("log", *words, db=db, now=on(40))
    assert in_a_row(db, 40) == left


def test_a_skip_after_the_contact_of_the_day_counts(db):
    done("log", "hello", "-w", "al", db=db, now=on(10))
    assert skip(db, 10)["skips_in_a_row"] == 1


def test_reasons_are_kept(db):
    skip(db, 10, "--because", "busy")
    skip(db, 20, "--because", "nothing-to-say")
    skips = done("export", db=db, now=on(30)).json["skips"]
    assert [each["reason"] for each in skips] == ["busy", "nothing-to-say"]
