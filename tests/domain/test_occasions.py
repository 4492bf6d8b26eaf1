"""Yearly dates: next and near occurrences, 29 February, months alone, how they are written."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain import occasions
from reltrack.errors import RefusedError, UsageError

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
BIRTHDAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31))


@given(BIRTHDAYS, DAYS)
def test_the_next_occurrence_is_today_or_within_a_year(born, today):
    following = occasions.next_occurrence(born.month, born.day, today=today)
    assert today <= following <= today + timedelta(366)


@given(st.integers(1, 12), DAYS)
def test_a_month_alone_is_now_or_its_next_first(month, today):
    following = occasions.next_occurrence(month, None, today=today)
    assert following >= today
    assert following.month == month
    assert following == today or following.day == 1


def test_leap_day_is_kept_on_the_28th_in_common_years():
    assert occasions.occurrence(2026, 2, 29) == date(2026, 2, 28)
    assert occasions.occurrence(2028, 2, 29) == date(2028, 2, 29)
    assert occasions.next_occurrence(2, 29, today=date(2026, 3, 1)) == date(2027, 2, 28)


@given(BIRTHDAYS, DAYS, st.integers(1, 60))
def test_near_occurrences_are_belated_then_coming(born, today, lead):
    near = occasions.occurrences_near(born.month, born.day, today=today, lead_days=lead)
    assert near == sorted(near)
    assert all(-14 < (day - today).days <= lead for day in near)


def test_a_birthday_around_new_year():
    near = occasions.occurrences_near(12, 30, today=date(2026, 1, 2), lead_days=7)
    assert near == [date(2025, 12, 30)]
    near = occasions.occurrences_near(1, 2, today=date(2026, 12, 30), lead_days=7)
    assert near == [date(2027, 1, 2)]


def test_closing_window():
    day = date(2026, 5, 10)
    assert occasions.closing_window(day) == (date(2026, 5, 9), date(2026, 5, 24))
    first, last = occasions.closing_window(date(2026, 2, 1), whole_month=True)
    assert (first, last) == (date(2026, 1, 31), date(2026, 3, 14))


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("1980-03-14", (1980, 3, 14)),
        ("--03-14", (None, 3, 14)),
        ("--0314", (None, 3, 14)),
        ("--03", (None, 3, None)),
        ("--02-29", (None, 2, 29)),
        ("14 March", (None, 3, 14)),
        ("29 feb", (None, 2, 29)),
        ("March 14, 1980", (1980, 3, 14)),
        ("14 mar 1980", (1980, 3, 14)),
        ("the 14th of March 1980", (1980, 3, 14)),
        ("Fri 14 Mar 1980", (1980, 3, 14)),
        ("march", (None, 3, None)),
        ("Sept.", (None, 9, None)),
        ("mar 1980", (1980, 3, None)),
        ("March of 1980", (1980, 3, None)),
        ("1980-03", (1980, 3, None)),
        (" 29  FEB 1980 ", (1980, 2, 29)),
        ("20 nov 2026", (2026, 11, 20)),
    ],
)
def test_parses_birthdays(typed, parts):
    assert occasions.parse_yearly(typed, today=TODAY) == parts


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "--",
        "--13",
        "--02-30",
        "1980-02-30",
        "31 feb",
        "03/14",
        "--3-4",
        "--03-14-15",
        "--٠٣",
        "---",
        "14",
        "1980",
        "0000-03",
        "1980-13",
        "1980-0314",
        "29 feb 1981",
        "yesterday",
        "3d",
        "fri",
        "14 march 10:30",
        "march march",
        "14/3",
        "03/04/1980",
    ],
)
def test_refuses_what_is_no_birthday(typed):
    with pytest.raises(UsageError):
        occasions.parse_yearly(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["2026-11-21", "21 nov 2026", "dec 2026", "2027-01"])
def test_nobody_is_born_tomorrow(typed):
    with pytest.raises(RefusedError):
        occasions.parse_yearly(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "order", "parts"),
    [
        ("03/04/1980", "dmy", (1980, 4, 3)),
        ("03/04/1980", "mdy", (1980, 3, 4)),
        ("14.3.", "dmy", (None, 3, 14)),
        ("3/14", "mdy", (None, 3, 14)),
    ],
)
def test_figures_in_the_order_that_is_set(typed, order, parts):
    assert occasions.parse_yearly(typed, today=TODAY, order=order) == parts


@given(st.one_of(st.none(), st.integers(1900, 2020)), BIRTHDAYS)
def test_what_is_printed_is_accepted(year, born):
    if year is not None and (born.month, born.day) == (2, 29):
        return
    printed = occasions.format_yearly(year, born.month, born.day)
    assert occasions.parse_yearly(printed, today=TODAY) == (year, born.month, born.day)


def test_done_speaks_of_the_date_just_past_or_the_next():
    assert occasions.current_occurrence("birthday", None, 5, 10, today="2026-05-12") == "2026-05-10"
    assert occasions.current_occurrence("birthday", None, 5, 10, today="2026-05-04") == "2026-05-10"
    assert occasions.current_occurrence("milestone", 2026, 1, 2, today="2026-05-04") == "2026-01-02"
    assert (
        occasions.current_occurrence("birthday", None, 5, None, today="2026-05-20") == "2026-05-01"
    )
