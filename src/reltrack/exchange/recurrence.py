"""The days on which something recurs: RRULE of iCalendar, as far as journals need it.

Bounded by the days asked for, whatever a rule says: one that never fits costs no more than these.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from reltrack.tuples import NamedTuple

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NTH = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_UNKNOWN = ("BYWEEKNO", "BYYEARDAY")
_MOST_LISTED = 400
_MOST_WEEKDAYS = 60
_LAST = date.max.toordinal() + 1


class Rule(NamedTuple):
    """A rule, read; days of the week count from Monday, 0."""

    frequency: str
    interval: int = 1
    times: int | None = None
    until: str = ""
    """As it stands in the file; empty for none."""
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    """Which of its kind (0 for each), and the day."""
    positions: frozenset[int] = frozenset()
    week_start: int = 0

    @property
    def endless(self) -> bool:
        """Whether it goes on for ever."""
        return self.times is None and not self.until


def rule(text: str) -> Rule:
    """Return a rule as `FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10` says it.

    Raises:
        ValueError: it is none, or recurs in a way that is not known here.
    """
    parts = {
        name.strip().upper(): value.strip().upper()
        for name, equals, value in (part.partition("=") for part in text.split(";"))
        if equals
    }
    frequency = parts.get("FREQ", "")
    if frequency not in _FREQUENCIES or any(name in parts for name in _UNKNOWN):
        raise ValueError("no such recurrence is known")
    count = parts.get("COUNT")
    found = Rule(
        frequency,
        interval=int(parts.get("INTERVAL", "1")),
        times=None if count is None else int(count),
        until=parts.get("UNTIL", ""),
        months=frozenset(_numbers(parts.get("BYMONTH", ""))),
        month_days=frozenset(_numbers(parts.get("BYMONTHDAY", ""))),
        weekdays=frozenset(map(_weekday, filter(None, parts.get("BYDAY", "").split(",")))),
        positions=frozenset(_numbers(parts.get("BYSETPOS", ""))),
        week_start=_WEEKDAYS.index(parts.get("WKST", "MO")),
    )
    if len(found.weekdays) > _MOST_WEEKDAYS:
        raise ValueError("too many")
    if not 0 < found.interval < 100_000 or (found.times or 1) < 1:
        raise ValueError("it never recurs")
    return found


def days(rule: Rule, start: date, last: date) -> Iterator[date]:
    """Yield the days from `start` to `last` on which a rule falls, in order."""
    left = rule.times
    for period in _periods(rule, start, last):
        chosen = sorted(period)
        if rule.positions:
            count = len(chosen)
            chosen = [
                day
                for i, day in enumerate(chosen)
                if i + 1 in rule.positions or i - count in rule.positions
            ]
        for day in chosen:
            if day < start:
                continue
            if day > last or left == 0:
                return
            yield day
            if left is not None:
                left -= 1


def _periods(rule: Rule, start: date, last: date) -> Iterator[list[date]]:
    """Yield the days that fit in each of the periods of a rule."""
    if rule.frequency in ("DAILY", "WEEKLY"):
        weekly = rule.frequency == "WEEKLY"
        first, length = start.toordinal(), 1
        wanted = {day for _, day in rule.weekdays}
        offsets = [0]
        if weekly:
            first, length = max(1, first - (start.weekday() - rule.week_start) % 7), 7
            if not rule.month_days:
                wanted = wanted or {start.weekday()}
            offsets = sorted((day - rule.week_start) % 7 for day in wanted or range(7))
        for number in range(first, last.toordinal() + 1, length * rule.interval):
            period = [date.fromordinal(number + n) for n in offsets if number + n < _LAST]
            yield [day for day in period if _fits(rule, day, wanted)]
    elif rule.frequency == "MONTHLY":
        first = start.year * 12 + start.month - 1
        for number in range(first, last.year * 12 + last.month, rule.interval):
            year, month = number // 12, number % 12 + 1
            if not rule.months or month in rule.months:
                yield _of_month(rule, year, month, start)
            else:
                yield []
    else:
        for year in range(start.year, last.year + 1, rule.interval):
            yield _of_year(rule, year, start)


def _fits(rule: Rule, day: date, weekdays: set[int]) -> bool:
    return (
        (not rule.months or day.month in rule.months)
        and (not weekdays or day.weekday() in weekdays)
        and (not rule.month_days or _is_month_day(rule, day))
    )


def _is_month_day(rule: Rule, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    return day.day in rule.month_days or day.day - length - 1 in rule.month_days


def _of_month(rule: Rule, year: int, month: int, start: date) -> list[date]:
    length = monthrange(year, month)[1]
    whole = [date(year, month, day) for day in range(1, length + 1)]
    if not rule.month_days and not rule.weekdays:
        return whole[start.day - 1 : start.day]
    if rule.month_days:
        whole = [day for day in whole if _is_month_day(rule, day)]
    return _nth(whole, rule, length) if rule.weekdays else whole


def _of_year(rule: Rule, year: int, start: date) -> list[date]:
    if rule.weekdays and not rule.months and not rule.month_days:
        first, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        return _nth([date.fromordinal(n) for n in range(first, end + 1)], rule, end - first + 1)
    months = rule.months
    if not months:
        months = frozenset(range(1, 13)) if rule.month_days else frozenset((start.month,))
    return [
        day
        for month in sorted(months)
        if 1 <= month <= 12
        for day in _of_month(rule, year, month, start)
    ]


def _nth(period: list[date], rule: Rule, length: int) -> list[date]:
    """Return the days that are the first Monday, the last Friday and so on of a period."""
    origin = period[0].replace(day=1) if period else date.min
    found = []
    for day in period:
        before = (day - origin).days
        nth, nth_last = before // 7 + 1, -((length - 1 - before) // 7) - 1
        if any((n, day.weekday()) in rule.weekdays for n in (0, nth, nth_last)):
            found.append(day)
    return found


def _numbers(listed: str) -> list[int]:
    if len(listed) > _MOST_LISTED * 4:
        raise ValueError("too many")
    return [int(number) for number in listed.split(",") if number]


def _weekday(typed: str) -> tuple[int, int]:
    found = _NTH.fullmatch(typed)
    if not found:
        raise ValueError("no such day")
    return int(found[1] or 0), _WEEKDAYS.index(found[2])
