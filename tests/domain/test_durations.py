from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reltrack.domain.durations import LONGEST, parse_duration, quoted, say_duration, say_every
from reltrack.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("3d", 3),
        ("2w", 14),
        ("6m", 180),
        ("1y", 365),
        ("12m", 360),
        ("1y 6m", 545),
        ("1y6m", 545),
        ("1 year and 6 months", 545),
        ("1 year, 6 months", 545),
        ("30d", 30),
        ("007d", 7),
        ("3 D", 3),
        ("  3   days ", 3),
        ("6 weeks", 42),
        ("6 wks", 42),
        ("6 mo", 180),
        ("2 yrs", 730),
        ("two weeks", 14),
        ("twelve months", 360),
        ("a month", 30),
        ("a year", 365),
        ("an year", 365),
        ("a couple of months", 60),
        ("couple of weeks", 14),
        ("a couple weeks", 14),
        ("a fortnight", 14),
        ("a quarter", 90),
        ("every day", 1),
        ("every week", 7),
        ("Every Month", 30),
        ("each week", 7),
        ("every 6 weeks", 42),
        ("every three weeks", 21),
        ("every couple of months", 60),
        ("every other week", 14),
        ("every other month", 60),
        ("every second year", 730),
        ("once a week", 7),
        ("once every 2 weeks", 14),
        ("daily", 1),
        ("weekly", 7),
        ("fortnightly", 14),
        ("monthly", 30),
        ("Quarterly", 90),
        ("yearly", 365),
        ("annually", 365),
        ("100y", LONGEST),
        ("36500 days", LONGEST),
    ],
)
def test_a_duration_is_read_in_days(typed: str, days: int) -> None:
    assert parse_duration(typed) == days


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("", "empty", "3d"),
        ("  ", "empty", "3d"),
        ("0d", "above zero", "1d"),
        ("0 weeks", "above zero", "1d"),
        ("-3d", "'-3d' is not a duration", "sign"),
        ("+3d", "not a duration", "sign"),
        ("36501d", "hundred years", "100y"),
        ("101y", "hundred years", "100y"),
        ("99999999999999999999999d", "hundred years", "100y"),
        ("30", "not a duration", "30d"),
        ("7", "not a duration", "7w"),
        ("biweekly", "not a duration", "2w"),
        ("bimonthly", "not a duration", "2m"),
        ("1.5y", "not a duration", "whole"),
        ("12h", "not a duration", "3d"),
        ("90 min", "not a duration", "3d"),
        ("soon", "not a duration", "3d"),
        ("week", "not a duration", "3d"),
        ("every", "not a duration", "3d"),
        ("every other", "not a duration", "3d"),
        ("every tuesday", "not a duration", "3d"),
        ("every 2 to 3 weeks", "not a duration", "3d"),
        ("twice a year", "not a duration", "3d"),
        ("2 weeks or so", "not a duration", "3d"),
        ("3 days ago", "not a duration", "3d"),
        ("3 days and", "not a duration", "3d"),
        ("and 3 days", "not a duration", "3d"),
        ("3d 4", "not a duration", "3d"),
        ("d3", "not a duration", "3d"),
        ("３d", "not a duration", "3d"),
        ("٣d", "not a duration", "3d"),
        ("1d" * 40, "not a duration", "3d"),
    ],
)
def test_what_is_no_duration_is_refused_with_a_way_out(typed: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        parse_duration(typed)
    assert hint in (refused.value.hint or "")


@pytest.mark.parametrize(
    ("days", "said", "every"),
    [
        (1, "1 day", "every day"),
        (2, "2 days", "every 2 days"),
        (7, "1 week", "every week"),
        (10, "10 days", "every 10 days"),
        (21, "3 weeks", "every 3 weeks"),
        (30, "30 days", "every 30 days"),
        (31, "31 days", "every 31 days"),
        (42, "6 weeks", "every 6 weeks"),
        (90, "3 months", "every 3 months"),
        (180, "6 months", "every 6 months"),
        (210, "7 months", "every 7 months"),
        (365, "1 year", "every year"),
        (366, "366 days", "every 366 days"),
        (730, "2 years", "every 2 years"),
    ],
)
def test_a_duration_is_said_exactly(days: int, said: str, every: str) -> None:
    assert (say_duration(days), say_every(days)) == (said, every)


@given(st.integers(1, LONGEST))
@example(LONGEST)
def test_what_is_said_reads_back_as_the_same_days(days: int) -> None:
    assert parse_duration(say_duration(days)) == days
    assert parse_duration(say_every(days)) == days


WORDS = (
    "a an one two 0 1 3 12 99999999999 d w m y days weeks month year quarter every each other "
    "second once couple of and weekly - + . , 3d 2w"
)


@given(st.text() | st.lists(st.sampled_from(WORDS.split(" ")), max_size=6).map(" ".join))
def test_whatever_is_typed_is_a_duration_or_refused(typed: str) -> None:
    with contextlib.suppress(UsageError):
        assert 1 <= parse_duration(typed) <= LONGEST


def test_a_message_shows_little_and_nothing_that_acts_on_a_terminal() -> None:
    assert quoted("x" * 41) == f"'{'x' * 40}…'"
    assert quoted("\x1b[2J  soon\n") == "'\\x1b[2J soon'"
