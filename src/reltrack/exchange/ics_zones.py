"""The moments of iCalendar, and the zones they are in: known by name, or defined in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from reltrack.exchange import recurrence
from reltrack.exchange.recurrence import Rule
from reltrack.tuples import NamedTuple

_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?"
    r" ?(Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-]?)(\d\d):?(\d\d)(?::?(\d\d))?")
_NAME = re.compile(r"[A-Z][\w+-]*(?:/[A-Z][\w+-]*){1,2}$")
_EARLIEST = 1900
_LEAP = 4
_WEEK = 7
_MOST = 200
"""Observances in a zone, days that one of them lists, and zones in a file."""

_MOST_RULED = 40
"""Observances of a zone that begin anew every year."""


class Moment(NamedTuple):
    """A day, or a time on it; in a zone, or wherever one is."""

    day: date
    time: time | None = None
    zone: tzinfo | None = None

    def on(self, day: date) -> Moment:
        """Return the same on another day."""
        return self._replace(day=day)

    def local(self) -> Moment:
        """Return it in the local zone.

        Raises:
            ValueError: it lies at the end of the calendar.
        """
        if self.time is None or self.zone is None:
            return self._replace(zone=None)
        try:
            here = datetime.combine(self.day, self.time, self.zone).astimezone()
        except (OverflowError, OSError) as problem:
            raise ValueError("no such day") from problem
        return Moment(here.date(), here.time())

    def key(self) -> str:
        """Return the day it counts as, whatever the local zone.

        Raises:
            ValueError: it lies at the end of the calendar.
        """
        if self.time is None or self.zone is None:
            return self.day.isoformat()
        try:
            there = datetime.combine(self.day, self.time, self.zone).astimezone(UTC)
        except OverflowError as problem:
            raise ValueError("no such day") from problem
        return there.date().isoformat()

    def seen_from(self, zone: tzinfo | None) -> Moment:
        """Return it in another zone."""
        if self.time is None or self.zone is None or zone is None:
            return self
        try:
            there = datetime.combine(self.day, self.time, self.zone).astimezone(zone)
        except OverflowError as problem:
            raise ValueError("no such day") from problem
        return Moment(there.date(), there.time(), zone)


def moment(text: str, zone: tzinfo | None = None) -> Moment:
    """Read a day, or a moment; one without a zone of its own is in the one given.

    Raises:
        ValueError: it is neither.
    """
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        raise ValueError("it is not a date")
    year, month, day, hour, minute, second, offset = found.groups()
    when = date(int(year), int(month), int(day))
    if hour is None:
        return Moment(when)
    at = time(int(hour), int(minute), min(int(second or 0), 59))
    if offset and offset in "zZ":
        zone = UTC
    elif offset:
        zone = timezone(seconds(offset))
    return Moment(when, at, zone)


def seconds(offset: str) -> timedelta:
    """Read an offset from UTC, such as `+0100`.

    Raises:
        ValueError: it is none.
    """
    found = _OFFSET.fullmatch(offset.strip())
    if not found:
        raise ValueError("it is not an offset")
    sign = -1 if found[1] == "-" else 1
    hours, minutes, rest = (int(part or 0) for part in found.group(2, 3, 4))
    if hours > 23 or minutes > 59:
        raise ValueError("it is not an offset")
    return sign * timedelta(hours=hours, minutes=minutes, seconds=rest)


class Observance(NamedTuple):
    """Standard or summer time of a zone: from when on, how often anew, and how far from UTC."""

    starts: tuple[datetime, ...]
    """As of a wall clock, the first one first."""
    offset: timedelta
    rule: Rule | None = None
    """Once a year, in a month it names: any other is left out, and would cost much to follow."""
    last: date = date.max

    def latest(self, at: datetime) -> datetime | None:
        """Return when it last began by its rule, as of a wall clock."""
        first = self.starts[0]
        if self.rule is None or at < first:
            return None
        latest = min(at.date(), self.last).year
        for year in range(latest, max(first.year - 1, latest - _LEAP - 1), -1):
            for day in reversed(_of_year(self.rule, year)):
                began = datetime.combine(day, first.time())
                if first <= began <= at and day <= self.last:
                    return began
        return None


@lru_cache(4096)
def _of_year(rule: Rule, year: int) -> tuple[date, ...]:
    return tuple(recurrence.days(rule, date(year, 1, 1), date(year, 12, 31)))


def _wall(moment: Moment) -> datetime:
    return datetime.combine(moment.day, moment.time or time())


class Defined(tzinfo):
    """A zone as a file defines it."""

    def __init__(self, observances: list[Observance]) -> None:
        latest = sorted(observances, key=lambda one: one.starts[0])[-_MOST:]
        self._begun = sorted((start, one.offset) for one in latest for start in one.starts)
        self._ruled = [one for one in latest if one.rule][-_MOST_RULED:]
        self._offset = lru_cache(2000)(self._look_up)

    def utcoffset(self, when: datetime | None) -> timedelta:
        """Return how far the wall clock is ahead of UTC."""
        return self._offset(when.replace(tzinfo=None)) if when else timedelta()

    def dst(self, when: datetime | None) -> timedelta:  # noqa: ARG002
        """Say nothing about summer time: it is in the offset."""
        return timedelta()

    def tzname(self, when: datetime | None) -> None:
        """Give no name."""

    def _look_up(self, when: datetime) -> timedelta:
        began = [(at, one.offset) for one in self._ruled if (at := one.latest(when))]
        if number := bisect_right(self._begun, (when, timedelta.max)):
            began.append(self._begun[number - 1])
        return max(began, default=self._begun[0])[1]


class Zones:
    """The zones of a file."""

    def __init__(self) -> None:
        self._defined: dict[str, tzinfo] = {}
        self._known: dict[str, tzinfo | None] = {}

    def define(self, name: str, observances: list[Observance]) -> None:
        """Add what the file defines."""
        if observances and len(self._defined) < _MOST:
            self._defined.setdefault(name, Defined(observances))

    def named(self, name: str) -> tzinfo | None:
        """Return a zone: as known, else as the file defines it, else as its name ends."""
        if not name:
            return None
        if name not in self._known and len(self._known) < _MOST:
            self._known[name] = self._find(name)
        return self._known.get(name)

    def _find(self, name: str) -> tzinfo | None:
        if known := _known(name):
            return known
        if name in self._defined:
            return self._defined[name]
        if name.upper() in ("UTC", "GMT", "Z"):
            return UTC
        # "/softwarestudio.org/Tzfile/Europe/Berlin"
        found = _NAME.search(name.removeprefix("/"))
        tail = found[0].split("/") if found else []
        return next((z for n in (3, 2) if (z := _known("/".join(tail[-n:])))), None)


def _known(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    if len(name) < 100 and "/" in name:
        # A file of zones may be missing, or a name lead elsewhere.
        with suppress(KeyError, ValueError, OSError):
            return ZoneInfo(name)
    return None


def observance(start: str, offset: str, rules: list[str], more: list[str]) -> Observance:
    """Read standard or summer time.

    Raises:
        ValueError: it makes no sense.
    """
    begins = moment(start)
    if begins.day.year < _EARLIEST:
        begins = begins.on(begins.day.replace(year=_EARLIEST, day=min(begins.day.day, 28)))
    starts = [moment(one.split("/")[0]) for listed in more[:_MOST] for one in listed.split(",")]
    rule, last = None, date.max
    if rules:
        rule = recurrence.rule(rules[-1])
        if rule.until:
            last = moment(rule.until).day
        elif rule.times:
            last = date(min(date.max.year, begins.day.year + rule.times - 1), 12, 31)
        rule = rule._replace(times=None, until="") if _is_dated(rule) else None
    return Observance(
        (_wall(begins), *map(_wall, starts[:_MOST])),
        seconds(offset),
        rule,
        last,
    )


def _is_dated(rule: Rule) -> bool:
    """Tell whether a rule names the one time of each year when it is, as those of zones do."""
    return (
        rule.frequency == "YEARLY"
        and rule.interval == 1
        and len(rule.months) == 1
        and bool(rule.weekdays or rule.month_days)
        and len(rule.weekdays) <= _WEEK
    )
