from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reltrack.domain.dates import (
    DateOrder,
    Lean,
    When,
    day_name,
    parse_when,
    relative_day,
    span,
    split_leading_date,
)
from reltrack.errors import UsageError

SUNDAY = date(2026, 11, 22)
LEANS: tuple[Lean, ...] = ("past", "future")
FIRST, LAST = date(2, 1, 1), date(9998, 1, 1)
DAYS = st.dates(FIRST, LAST)
ANY_DAY = st.dates()
ORDERS: st.SearchStrategy[DateOrder] = st.sampled_from(["iso", "dmy", "mdy"])


# --- Dates the program says ---


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (-2, "2 days ago"),
        (13, "in 13 days"),
        (-14, "2 weeks ago"),
        (18, "in 3 weeks"),
        (-59, "8 weeks ago"),
        (-60, "2 months ago"),
        (-365, "12 months ago"),
        (-425, "14 months ago"),
        (-730, "2 years ago"),
        (3652, "in 10 years"),
    ],
)
def test_a_day_seen_from_today(days: int, said: str) -> None:
    assert relative_day(SUNDAY + timedelta(days), today=SUNDAY) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (5, "5 days"),
        (21, "3 weeks"),
        (120, "4 months"),
        (800, "2 years"),
    ],
)
def test_a_span_is_rounded_for_reading(days: int, said: str) -> None:
    assert span(days) == said


def test_the_name_of_a_day() -> None:
    assert day_name(date(2026, 11, 20)) == "Fri 20 Nov 2026"
    assert day_name(date(2026, 9, 1)) == "Tue 1 Sep 2026"
    assert day_name(date(7, 1, 1)) == "Mon 1 Jan 0007"


@given(ANY_DAY, ANY_DAY, st.sampled_from(LEANS), ORDERS)
@example(date.max, date.min, "past", "iso")
def test_every_day_written_is_read_back(
    day: date, today: date, lean: Lean, order: DateOrder
) -> None:
    echo = f"{day_name(day)} ({relative_day(SUNDAY - timedelta(3), today=SUNDAY)})"
    for written in (day.isoformat(), day_name(day), echo):
        assert parse_when(written, today=today, lean=lean, order=order) == When(day, None)
        when, rest = split_leading_date(f"{written}: a", today=today, order=order)
        assert (when, rest) == (When(day, None), "a")


@given(DAYS, DAYS | st.integers(-800, 800), st.sampled_from(LEANS))
@example(date(2026, 3, 31), -60, "past")
def test_every_relative_day_is_read_back_within_its_rounding(
    today: date, other: date | int, lean: Lean
) -> None:
    if isinstance(other, int):
        assume(FIRST.toordinal() <= today.toordinal() + other <= LAST.toordinal())
        other = today + timedelta(other)
    away = abs((other - today).days)
    said = relative_day(other, today=today)
    found = parse_when(said, today=today, lean=lean).date
    # Half a week; half a month and what months differ by; a year: full years only.
    rounding = 0 if away < 14 else 3 if away < 60 else 30 if "month" in said else 367
    assert abs((found - other).days) <= rounding


# --- Laws ---


@given(DAYS, st.sampled_from(["mon", "tuesday", "wed", "thurs", "fri", "saturday", "sun"]))
def test_weekdays_lie_within_a_week_on_their_side(today: date, name: str) -> None:
    def away(typed: str, lean: Lean) -> int:
        day = parse_when(typed, today=today, lean=lean).date
        assert day_name(day).lower()[:3] == name[:3]
        return (day - today).days

    assert -6 <= away(name, "past") <= 0
    assert 1 <= away(name, "future") <= 7
    assert -7 <= away(f"last {name}", "future") <= -1
    assert 1 <= away(f"next {name}", "past") <= 7
    this = parse_when(f"this {name}", today=today, lean="past").date
    assert this.isocalendar()[:2] == today.isocalendar()[:2]


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_the_nearest_on_its_side(day: date, today: date) -> None:
    typed = f"{day:%d} {day_name(day).split()[2]}"
    past = parse_when(typed, today=today, lean="past").date
    future = parse_when(typed, today=today, lean="future").date
    assert past <= today <= future
    assert (past.month, past.day) == (future.month, future.day) == (day.month, day.day)
    assert (past == today) == (future == today)
    assert future.year - past.year <= (8 if (day.month, day.day) == (2, 29) else 1)


PARTS = (
    "today yesterday tomorrow tonight last next this on at the of in ago from now day days week "
    "month year mon friday sun nov may 29 31 feb 20th 0 3 12 2026 99999 99999999999999 3d -3d +1y "
    "9999y 2026-11-20 2026-02-30 0000-00-00 03/04 31/02/2026 1.2. 20261120 14:30 2pm noon 25:00 "
    "+02:00 z - + . , : ( ) morning night a an couple and before after weekday part time number "
    "\x00 \u0131 \u212a \u00b2 \uff13"
)
PART = st.sampled_from(PARTS.split(" "))
TYPED = st.text() | st.lists(PART, max_size=6).map(" ".join) | st.lists(PART).map("".join)


def outcome(typed: str, today: date, lean: Lean, order: DateOrder) -> When | UsageError:
    try:
        return parse_when(typed, today=today, lean=lean, order=order)
    except UsageError as refused:
        return refused


@given(TYPED, ANY_DAY, st.sampled_from(LEANS), ORDERS)
@example("31 dec", date.min, "past", "iso")
@example("1 jan", date.max, "future", "iso")
@example("03/04", date.min, "past", "iso")
@example("tomorrow", date.max, "past", "iso")
@example("1m", date.min, "past", "iso")
@example("this mon", date.min, "past", "iso")
@example("3 month", SUNDAY, "past", "iso")
@example("month 3", SUNDAY, "past", "iso")
@example("last weekday", SUNDAY, "past", "iso")
@example("a wee\u212a ago", SUNDAY, "past", "iso")
def test_whatever_is_typed_is_a_date_or_refused_on_two_plain_lines(
    typed: str, today: date, lean: Lean, order: DateOrder
) -> None:
    found = outcome(typed, today, lean, order)
    if isinstance(found, When):
        assert found.time is None or re.fullmatch(r"[0-2]\d:[0-5]\d", found.time)
    else:
        assert re.fullmatch(r"[^\x00-\x1f\x7f]+", str(found))
        assert re.fullmatch(r"[^\x00-\x1f\x7f]+", found.hint or "")


@given(TYPED, ANY_DAY, ORDERS)
def test_a_prefix_is_taken_whole_or_not_at_all(typed: str, today: date, order: DateOrder) -> None:
    assume(":" not in typed)
    text = f"{typed}: a:b"
    try:
        when, rest = split_leading_date(text, today=today, order=order)
    except UsageError as refused:
        found: When | UsageError | None = refused
    else:
        assert rest == (text if when is None else "a:b")
        found = when
    # A prefix is understood as it would be elsewhere, or taken for words.
    if isinstance(found, When):
        assert outcome(typed, today, "past", order) == found
    elif found:
        assert str(outcome(typed, today, "past", order)) == str(found)


@given(TYPED, st.sampled_from(LEANS), ORDERS)
def test_case_spaces_and_commas_do_not_matter(typed: str, lean: Lean, order: DateOrder) -> None:
    found = outcome(typed, SUNDAY, lean, order)
    if isinstance(found, When):
        for same in (typed.upper(), f"  {typed}\n", typed.replace(" ", "   "), f",{typed} ,"):
            assume(len(" ".join(same.split())) <= 60 and "(" not in typed)
            assert outcome(same, SUNDAY, lean, order) == found


@given(TYPED, st.sampled_from(LEANS), ORDERS)
def test_one_word_too_many_is_one_too_many(typed: str, lean: Lean, order: DateOrder) -> None:
    assert not isinstance(outcome(f"{typed} Ana", SUNDAY, lean, order), When)
    assert not isinstance(outcome(f"with {typed}", SUNDAY, lean, order), When)


@given(st.text(), ANY_DAY)
def test_a_text_without_a_colon_is_never_touched(text: str, today: date) -> None:
    text = text.replace(":", "")
    assert split_leading_date(text, today=today) == (None, text)
