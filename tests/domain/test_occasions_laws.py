"""Laws of yearly dates, on any day of any year: by hand where a law would repeat the program."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reltrack import clock
from reltrack.domain import occasions, scoring
from reltrack.domain.day_words import MONTHS, day_name, relative_day, span

TODAYS = st.dates(date(1950, 1, 1), date(2120, 12, 31))
BIRTHS = st.dates(date(1900, 1, 1), date(1949, 12, 31)) | st.just(date(1948, 2, 29))
LEAP_DAY = date(1948, 2, 29)


def calendar(month, day, year):
    """The day of that year by the calendar's own word, 29 February being the last of the month."""
    if (month, day) == (2, 29):
        return date(year, 3, 1) - timedelta(1)
    return date(year, month, day)


@contextmanager
def living_in(zone):
    try:
        with patch.dict(os.environ, {"TZ": zone}):
            time.tzset()
            yield
    finally:
        time.tzset()


@given(BIRTHS, TODAYS)
@example(LEAP_DAY, date(2027, 2, 28))
@example(LEAP_DAY, date(2028, 2, 28))
@example(LEAP_DAY, date(2100, 2, 28))
def test_the_next_occurrence_is_the_first_one_not_past(born, today):
    following = occasions.next_occurrence(born.month, born.day, today=today)
    by_hand = min(
        day
        for year in (today.year, today.year + 1)
        if (day := calendar(born.month, born.day, year)) >= today
    )
    assert following == by_hand >= today


@given(st.integers(1, 12), TODAYS)
def test_a_month_alone_is_now_or_ahead(month, today):
    following = occasions.next_occurrence(month, None, today=today)
    assert today <= following <= today + timedelta(366)
    assert following.month == month
    (named,) = occasions.occurrences_to_name("birthday", None, month, None, today=today)
    assert named == following.replace(day=1)


@given(BIRTHS, TODAYS)
def test_what_is_listed_is_just_past_or_the_next(born, today):
    listed = occasions.occurrences_to_name("birthday", None, born.month, born.day, today=today)
    *past, following = listed
    assert following == occasions.next_occurrence(born.month, born.day, today=today)
    assert len(past) <= 1
    assert all(1 <= (today - day).days <= 13 for day in past)
    before = calendar(born.month, born.day, today.year)
    if before >= today:
        before = calendar(born.month, born.day, today.year - 1)
    assert bool(past) is ((today - before).days <= 13)
    said = occasions.current_occurrence("birthday", None, born.month, born.day, today=str(today))
    assert said == listed[0].isoformat()


@given(BIRTHS, TODAYS)
def test_the_age_is_that_of_the_day_and_unknown_without_a_year(born, today):
    falls = occasions.next_occurrence(born.month, born.day, today=today)
    assert occasions.years_at(None, falls) is None
    assert occasions.years_at(born.year, falls) == falls.year - born.year > 0
    assert occasions.years_at(falls.year + 1, falls) is None


@given(BIRTHS, TODAYS, st.integers(1, 365))
def test_a_date_has_a_score_in_its_lead_and_for_thirteen_days_after(born, today, lead):
    near = occasions.occurrences_near(born.month, born.day, today=today, lead_days=lead)
    around = [calendar(born.month, born.day, today.year + n) for n in (-1, 0, 1)]
    assert near == [day for day in around if -13 <= (day - today).days <= lead]
    for day in around:
        away = (day - today).days
        score = scoring.yearly(away, lead_days=lead)
        assert (score is not None) is (-13 <= away <= lead)
        assert score is None or 1 <= score <= 2
    assert scoring.yearly(0, lead_days=lead) == 2


@given(TODAYS)
def test_contact_closes_from_the_day_before_to_two_weeks_after(day):
    first, last = occasions.closing_window(day)
    assert ((first - day).days, (last - day).days) == (-1, 14)
    first, last = occasions.closing_window(day, whole_month=True)
    assert (first + timedelta(1)).day == 1
    assert (last - timedelta(14) + timedelta(1)).day == 1
    assert first < day < last


@given(BIRTHS, st.booleans(), st.booleans(), TODAYS)
def test_what_is_printed_is_read_back(born, with_year, with_day, today):
    assume(with_year or with_day or born != LEAP_DAY)
    parts = (born.year if with_year else None, born.month, born.day if with_day else None)
    assert occasions.parse_yearly(occasions.format_yearly(*parts), today=today) == parts
    month = MONTHS[born.month - 1]
    words = " ".join(str(part) for part in (parts[2], month, parts[0]) if part)
    for said in (words, words.lower(), words.replace(month, month[:3])):
        assert occasions.parse_yearly(said, today=today) == parts
    assert occasions.parse_yearly(day_name(born), today=today)[1:] == (born.month, born.day)


@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/New_York"]
)
@given(moment=st.datetimes(datetime(1995, 1, 2), datetime(2037, 12, 30), timezones=st.just(UTC)))
@example(moment=datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
@example(moment=datetime(2026, 11, 1, 5, 59, tzinfo=UTC))
def test_the_day_is_the_civil_one_of_the_place(zone, moment):
    with living_in(zone):
        today = clock.now(moment.isoformat()).date()
        typed = clock.now(f"{moment:%Y-%m-%dT%H:%M}").date()
    assert today == moment.astimezone(ZoneInfo(zone)).date()
    assert typed == moment.date()  # a time without a zone is the place's own
    falls = occasions.next_occurrence(today.month, today.day, today=today)
    assert falls == today


@given(st.dates(date(1999, 3, 1), date(2025, 12, 31)), st.integers(2, 70))
def test_years_are_full_years(start, years):
    whole = (calendar(start.month, start.day, start.year + years) - start).days
    assert span(whole) == f"{years} years"
    assert span(whole - 3) == (f"{years - 1} years" if years > 2 else "23 months")


def test_seven_and_a_half_years_are_seven():
    assert span(2739) == "7 years"
    assert relative_day(date(2019, 5, 20), today=date(2026, 11, 20)) == "7 years ago"
