"""As of a day what lies after it does not exist."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from read.journals import TODAY, entry, journal
from reltrack.config import Settings
from reltrack.domain import rhythm
from reltrack.read import due

FIRST = date(2026, 1, 1)
KEPT = Settings()


def everybody(db, day):
    page = due.due(db, today=day, settings=KEPT, everybody=True)
    return {item["id"]: item for item in page["items"]}


def why(db, day, person=1):
    return due.why(db, person, today=day, settings=KEPT)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 200), max_size=12), st.integers(0, 220))
def test_gaps_and_silence_are_those_of_the_contact_days_so_far(offsets, asked):
    day = FIRST + timedelta(asked)
    with journal("Al") as db:
        for offset in offsets:
            entry(db, (FIRST + timedelta(offset)).isoformat())
        so_far = sorted({offset for offset in offsets if offset <= asked})
        gaps = [later - earlier for earlier, later in pairwise(so_far)]
        told = why(db, day)
        assert told["gaps"] == gaps
        assert told["quiet_days"] == (asked - so_far[-1] if so_far else None)
        expected = 90.0
        if len(gaps) >= 2:
            expected = min(max(rhythm.learn(gaps).due_after_days, 7), 180)
        assert told["due_after_days"] == pytest.approx(expected, abs=0.005)
        assert told["rhythm_source"] == ("learned" if len(gaps) >= 2 else "default")
        item = everybody(db, day)[1]
        assert {key: told[key] for key in item} == item


def test_one_person_alone_stands_as_among_all():
    with journal(*[f"Person {n}" for n in range(13)]) as db:
        for number in range(1, 14):
            for step in range(4):
                day = FIRST + timedelta(step * (number + 3))
                entry(db, day.isoformat(), who=(number,))
        for day in (FIRST, FIRST + timedelta(12), FIRST + timedelta(40), TODAY):
            for number, item in everybody(db, day).items():
                told = why(db, day, number)
                assert {key: told[key] for key in item} == item


def test_the_typical_gap_is_learned_from_ten_people_on():
    with journal(*[f"Person {n}" for n in range(10)]) as db:
        for number in range(1, 11):
            for step in range(3):
                day = FIRST + timedelta(step * 5)
                entry(db, day.isoformat(), who=(number,))
        assert why(db, TODAY)["typical_gap_days"] == 5
        assert why(db, FIRST + timedelta(9))["typical_gap_days"] == 30


def test_nobody_is_known_before_they_were():
    with journal("Al", added_on="2026-03-01") as db:
        assert everybody(db, date(2026, 2, 28)) == {}
        assert why(db, date(2026, 2, 28)) is None
        assert why(db, date(2026, 3, 1))["since"] == "2026-03-01"
        entry(db, "2026-02-01")
        assert everybody(db, date(2026, 1, 31)) == {}
        assert everybody(db, date(2026, 2, 1))[1]["quiet_days"] == 0
        db.execute("UPDATE person SET met_on = '2025-12-24'")
        assert everybody(db, date(2025, 12, 23)) == {}
        assert everybody(db, date(2025, 12, 24))[1]["quiet_days"] is None
        assert why(db, date(2025, 12, 24))["since"] == "2025-12-24"


def test_whoever_was_new_on_the_day_was_not_there_yet():
    with journal("Al", added_on="2026-01-01") as db:
        db.execute("UPDATE person SET active_on = '2026-05-01'")
        assert everybody(db, date(2026, 4, 30)) == {}
        assert list(everybody(db, date(2026, 5, 1))) == [1]
