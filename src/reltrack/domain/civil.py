"""Days of the calendar: their names, arithmetic on them, and what figures such as 03/04 may mean.

Months and years are the calendar's (31 January and a month is 28 February); days are civil, so no
time zone ever moves one. `ValueError` and `OverflowError` mean: beyond the years 1 to 9999.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from reltrack.domain.day_words import MONTHS, WEEKDAYS
from reltrack.domain.durations import DAYS
from reltrack.errors import UsageError

Lean = Literal["past", "future"]
DateOrder = Literal["iso", "dmy", "mdy"]
"""What 03/04 means; `iso`: nothing was configured, and it is refused."""

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

WEEKDAY = {name[:k].lower(): i for i, name in enumerate(WEEKDAYS) for k in (3, 9)} | {
    "tues": 1, "weds": 2, "thur": 3, "thurs": 3,
}  # fmt: skip
MONTH = {name[:k].lower(): i for i, name in enumerate(MONTHS, 1) for k in (3, 9)} | {"sept": 9}
_ISO = "write year-month-day, such as 2026-11-20"
_ORDERS = {"iso": "year-month-day", "dmy": "day-month-year", "mdy": "month-day-year"}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def latest(weekday: str, day: date) -> date:
    """Return the latest such weekday, the day itself included."""
    return day - timedelta((day.weekday() - WEEKDAY[weekday]) % 7)


def following(weekday: str, day: date) -> date:
    """Return the first such weekday after the day."""
    return day + timedelta((WEEKDAY[weekday] - day.weekday() - 1) % 7 + 1)


def shifted(day: date, moves: list[tuple[int, str]]) -> date:
    """Return the day moved by counts of units; months and years first, from the day itself."""
    months = sum(count * _MONTHS_IN.get(unit, 0) for count, unit in moves)
    if months:
        from dateutil.relativedelta import relativedelta

        day += relativedelta(months=months)
    return day + timedelta(sum(n * DAYS[unit] for n, unit in moves if unit not in _MONTHS_IN))


def fitting(weekday: str, day: date) -> date:
    """Return the day when it falls on that weekday.

    Raises:
        UsageError: it is another weekday.
    """
    if day.weekday() != WEEKDAY[weekday]:
        raise UsageError(
            f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {WEEKDAYS[day.weekday()]}",
            hint=f"type {day}, or correct the day or the year",
        )
    return day


def in_month(day: int, month: int, year: str, *, today: date, lean: Lean) -> date:
    """Return a day of a month; without a year, the nearest one on the side it leans to.

    Raises:
        UsageError: there is no such month or day, or the year has not four digits.
    """
    if year:
        return exact(year, month, day)
    if not 1 <= month <= 12 or not 1 <= day <= _length(2000, month):
        return exact("", month, day)
    step = -1 if lean == "past" else 1
    for number in range(today.year, today.year + 9 * step, step):  # 1896 to 1904: no leap day
        if day <= _length(number, month):
            found = date(number, month, day)
            if (found - today).days * step >= 0:
                return found
    raise ValueError(today)


def exact(year: str, month: int, day: int) -> date:
    """Return the day.

    Raises:
        UsageError: there is no such month or day, or the year has not four digits.
    """
    if len(year) not in (0, 4):
        raise UsageError("a year has four digits", hint="write 2026-11-20 or 20 nov 2026")
    if not 1 <= month <= 12:
        raise UsageError(f"there is no month {month}", hint=_ISO)
    length = _length(int(year or 2000), month)
    if not 1 <= day <= length:
        name = f"{MONTHS[month - 1]} {year}".strip()
        if name == "February":
            hint = "its last day is 28 February, in leap years 29 February"
            raise UsageError("February has 28 days, in leap years 29", hint=hint)
        raise UsageError(f"{name} has {length} days", hint=f"its last day is {length} {name}")
    return date(int(year), month, day)


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _LENGTHS[month - 1]


def numeric(text: str, *, today: date, lean: Lean, order: DateOrder) -> date | None:
    """Return the day in `2026-11-20`, or in `20/11/2026` where an order was configured.

    None: these are no figures of a date, as in `50/50`.

    Raises:
        UsageError: they are, but incomplete, ambiguous or not in the calendar.
    """
    first, second, *rest = re.split(r"[-/.]", text.rstrip("."))
    year = rest[0] if rest else ""
    if len(first) == 4 and 1 <= len(year) <= 2:
        return exact(first, int(second), int(year))
    if len(first) == 4 and not year and 1 <= int(second) <= 12:
        raise UsageError(f"{text} lacks the day", hint=f"add it, such as {first}-{second:0>2}-01")
    if len(first) > 2 or len(year) not in (0, 2, 4):
        return None
    if len(year) == 2:
        return exact(year, int(second), int(first))  # refused there
    readings: dict[str, date] = {}
    for name, day, month in (("dmy", first, second), ("mdy", second, first)):
        if 1 <= int(month) <= 12 and 1 <= int(day) <= _length(int(year or 2000), int(month)):
            readings[name] = in_month(int(day), int(month), year, today=today, lean=lean)
    if order in readings:
        return readings[order]
    days = sorted(set(readings.values()))
    if len(days) == 2:
        raise UsageError(
            f"{text} can be two days",
            hint=f"type {days[0]} or {days[1]}, or set date_order to dmy or mdy",
        )
    if days:
        raise UsageError(f"{text} is not in the order {_ORDERS[order]}", hint=f"type {days[0]}")
    if year:
        raise UsageError(f"{text} is no day of the calendar", hint=_ISO)
    return None
