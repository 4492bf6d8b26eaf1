"""The arithmetic of looking back: shares, asks, rounded rhythms, weeks, shades."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain import balance, rhythms, stats
from reltrack.domain.durations import parse_duration, say_duration
from reltrack.domain.review import monday_of, suggestion

days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def test_shares_are_rounded_and_of_nothing_there_is_none():
    assert balance.share(1, 3) == 0.33
    assert balance.share(0, 0) is None


def test_what_is_counted_adds_up():
    found = balance.attention(balance.Counts(10, 2, 3, 1, 2, 3, 2, 8, 1, 1))
    assert (found["unmarked"], found["marked_share"]) == (4, 0.6)
    assert (found["promotion_share"], found["from_unknown"]) == (0.2, 3)


@pytest.mark.parametrize(
    ("marks", "asks"),
    [
        ([], 0), (["asked"], 1), (["asked", None, "promoted", "asked"], 2),
        (["asked", "asked", "gave", "asked"], 2), (["gave", "asked"], 0),
    ],
)  # fmt: skip
def test_asks_are_counted_back_to_the_last_gift(marks, asks):
    assert balance.asks_in_a_row(marks) == asks


def test_the_word_before_a_third_ask_is_kind_and_not_said_earlier():
    assert balance.before_asking_again("Ana", 1) is None
    assert balance.before_asking_again("Ana", 2) == (
        "you have asked Ana twice in a row: before the next, perhaps there is something to give"
    )
    assert "four" not in (balance.before_asking_again("Ana", 4) or "")
    assert "asked Ana 4 times" in (balance.before_asking_again("Ana", 4) or "")


def test_asks_are_remembered_for_a_year():
    assert balance.asks_remembered_since(date(2026, 11, 20)) == date(2025, 11, 20)
    assert balance.asks_remembered_since(date.min) == date.min


@pytest.mark.parametrize(
    ("lived", "cadence"),
    [
        (1, 1), (0.4, 1), (4.5, 4), (9.4, 9), (10, 7), (11, 14), (30, 28), (74, 77), (90, 91),
        (92, 90), (110, 120), (233, 240), (400, 390),
    ],
)  # fmt: skip
def test_a_lived_rhythm_is_rounded_as_a_person_would(lived, cadence):
    assert rhythms.sensible(lived) == cadence


@given(st.floats(1, 36_000))
def test_a_rounded_rhythm_is_near_and_can_be_said(lived):
    cadence = rhythms.sensible(lived)
    assert cadence >= 1
    assert abs(cadence - lived) <= max(0.5, 15 if lived > 91 else 3.5)
    assert parse_duration(say_duration(cadence)) == cadence


@pytest.mark.parametrize(
    ("stated", "lived", "said"),
    [
        (30, 74.0, "2.5 times as long"), (30, 60.0, "twice as long"), (60, 30.0, "twice as often"),
        (90, 30.0, "3 times as often"), (30, 33.0, "about the same"), (30, 27.0, "about the same"),
        (10, 730.0, "73 times as long"),
    ],
)  # fmt: skip
def test_how_a_lived_rhythm_compares(stated, lived, said):
    assert rhythms.compared(stated, lived) == said


def test_twice_and_half_are_as_far_apart_and_the_unknown_is_last():
    assert rhythms.distance(30, 60.0) == pytest.approx(rhythms.distance(60, 30.0))
    assert rhythms.distance(30, None) < rhythms.distance(30, 30.0)


@given(days)
def test_weeks_and_months_end_with_the_day(day):
    mondays = stats.last_mondays(day)
    assert mondays[-1] == monday_of(day) <= day
    assert all(monday.weekday() == 0 for monday in mondays)
    assert len(mondays) <= 53
    months = stats.last_months(day)
    assert months[-1] == day.isoformat()[:7]
    assert months == sorted(set(months))
    if day.year > 2:
        assert (len(mondays), len(months)) == (53, 12)


@given(st.lists(st.integers(1, 10_000), min_size=1))
def test_shades_rise_and_every_count_has_one(counts):
    bounds = stats.shades(counts)
    assert bounds[0] == 1
    assert bounds == sorted(set(bounds))
    assert len(bounds) <= stats.SHADES
    assert bounds[-1] <= max(counts)
    shades = [stats.shade(count, bounds) for count in sorted(counts)]
    assert shades == sorted(shades)
    assert shades[0] >= 1
    assert stats.shade(0, bounds) == 0


def test_one_extraordinary_day_leaves_the_others_their_shades():
    assert stats.shades([1, 2, 3, 4] * 10 + [500]) == [1, 2, 3, 4]
    assert stats.shades([]) == []


def test_of_several_busiest_days_the_latest():
    assert stats.busiest({"2026-01-01": 3, "2026-02-01": 3, "2026-03-01": 1}) == ("2026-02-01", 3)
    assert stats.busiest({}) is None


def circle(name, last_date, who="ana"):
    ref = who and {"id": 1, "slug": who, "name": who}
    return {"name": name, "last_date": last_date, "would_help": ref, "would_help_days": 9}


@pytest.mark.parametrize(
    ("circles", "chosen"),
    [
        ([], None),
        ([circle("a", "2026-11-01", None)], None),
        ([circle("a", "2026-11-18"), circle("b", "2026-11-01"), circle("c", "2026-10-01")], "c"),
        ([circle("a", "2026-11-18"), circle("b", None)], "b"),
        ([circle("a", "2026-11-18"), circle("b", "2026-11-17")], "b"),
        ([circle("a", "2026-11-18"), circle("b", "2026-11-01", None)], "a"),
    ],
)
def test_the_one_idea_is_for_the_circle_that_went_without_longest(circles, chosen):
    found = suggestion(circles, since="2026-11-16")
    assert (found and found["circle"]) == chosen
