"""Yearly dates: when they next fall, and which occurrence is worth a word."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reltrack.domain.scoring import BELATED_DAYS
from reltrack.errors import RefusedError, UsageError

CLOSED_FROM = -1
CLOSED_TO = 14
"""Contact from the day before to two weeks after an occasion closes that year's."""


def occurrence(year: int, month: int, day: int) -> date:
    """Return the date in a year; 29 February is kept on 28 February in common years."""
    if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        day = 28
    return date(year, month, day)


def next_occurrence(month: int, day: int | None, *, today: date) -> date:
    """Return the next date from today on; of a month alone, its first day or today within it."""
    if day is None:
        if today.month == month:
            return today
        return date(today.year + (month < today.month), month, 1)
    this_year = occurrence(today.year, month, day)
    return this_year if this_year >= today else occurrence(today.year + 1, month, day)


def occurrences_near(month: int, day: int, *, today: date, lead_days: int) -> list[date]:
    """Return the occurrences to speak of today: just past (13 days at most), then coming."""
    dates = [occurrence(today.year + n, month, day) for n in (-1, 0, 1) if today.year + n in _YEARS]
    return [d for d in dates if -BELATED_DAYS < (d - today).days <= lead_days]


_YEARS = range(1, 10_000)


def closing_window(occurs: date, *, whole_month: bool = False) -> tuple[date, date]:
    """Return the days on which contact closes an occurrence."""
    last = occurs
    if whole_month:
        occurs = occurs.replace(day=1)
        last = (occurs + timedelta(31)).replace(day=1) - timedelta(1)
    if occurs.year == 1 or last.year == 9999:  # at the ends of the calendar there is no more of it
        return max(occurs, date.min + timedelta(1)), min(last, date.max)
    return occurs + timedelta(CLOSED_FROM), last + timedelta(CLOSED_TO)


def parse_yearly(text: str, *, today: date) -> tuple[int | None, int, int | None]:
    """Read a birthday: year and day may be unknown, as in `--03-14`, `14 march` or `--03`.

    Raises:
        UsageError: it is no such date, or no such day exists.
        RefusedError: it lies in the future.
    """
    from reltrack.domain.dates import parse_when

    typed = text.strip()
    try:
        if found := re.fullmatch(_YEARLESS, typed):
            month, day = int(found[1]), int(found[2]) if found[2] else None
            date(2000, month, day or 1)
            return None, month, day
        if re.fullmatch(_IN_WORDS, typed, re.IGNORECASE):
            whole = parse_when(typed, today=today, lean="past").date
            if not typed[-4:].isdigit():
                return None, whole.month, whole.day
        else:
            whole = date.fromisoformat(typed)
    except (ValueError, UsageError):
        raise UsageError(
            "that is not a birthday", hint="write 1980-03-14, --03-14 or 14 march, or --03"
        ) from None
    if whole > today:
        raise RefusedError("that birthday lies in the future", hint="check the year")
    return whole.year, whole.month, whole.day


_YEARLESS = r"--([0-9]{2})(?:-?([0-9]{2}))?"
_IN_WORDS = r"[0-9]{1,2} [a-z]{3,9}( [0-9]{4})?|[a-z]{3,9} [0-9]{1,2}(, ?[0-9]{4})?"


def format_yearly(year: int | None, month: int, day: int | None) -> str:
    """Return a birthday as it is printed: `1980-03-14`, `--03-14`, `--03`, `1980-03`."""
    head = "-" if year is None else f"{year:04d}"
    return f"{head}-{month:02d}" + ("" if day is None else f"-{day:02d}")


def current_occurrence(
    kind: str, year: int | None, month: int, day: int | None, *, today: str
) -> str:
    """Return the occurrence that "done" speaks of: the nearest, just past or to come."""
    if kind == "milestone":
        return f"{year:04d}-{month:02d}-{day:02d}"
    now = date.fromisoformat(today)
    if day is None:
        return next_occurrence(month, None, today=now).replace(day=1).isoformat()
    dates = [occurrence(now.year + n, month, day) for n in (-1, 0, 1) if now.year + n in _YEARS]
    return min(dates, key=lambda falls: abs((falls - now).days)).isoformat()
