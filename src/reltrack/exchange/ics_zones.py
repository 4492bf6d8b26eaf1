"""The moments of iCalendar, and the zones they are in: known by name, or defined in the file."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from reltrack.exchange import recurrence
from reltrack.exchange.recurrence import Rule

_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?"
    r" ?(Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-]?)(\d\d):?(\d\d)(?::?(\d\d))?")
_NAME = re.compile(r"[A-Z][\w+-]*(?:/[A-Z][\w+-]*){1,2}$")
_EARLIEST = 1900
_LEAP = 4
_MOST = 200
"""Observances in a zone, and zones in a file."""


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

    start: Moment
    offset: timedelta
    rule: Rule | None = None
    last: date = date.max
    more: tuple[Moment, ...] = ()

    def latest(self, at: datetime) -> datetime | None:
        """Return when it last began, as of a wall clock."""
        began = [m for m in (self._of(self.start.day), *map(_wall, self.more)) if m <= at]
        if self.rule is not None and self.start.day <= at.date():
            # Yearly rules say all there is about a year or two, wherever they begin.
            back = max(self.start.day.year, at.year - _LEAP)
            dated = self.rule.months and (self.rule.weekdays or self.rule.month_days)
            if self.rule.interval > 1 or self.rule.times or not dated:
                back = self.start.day.year
            start = self.start.day if back == self.start.day.year else date(back, 1, 1)
            days = recurrence.days(self.rule, start, min(at.date(), self.last))
            began += [began_on for day in days if (began_on := self._of(day)) <= at]
        return max(began, default=None)

    def _of(self, day: date) -> datetime:
        return datetime.combine(day, self.start.time or time())


def _wall(moment: Moment) -> datetime:
    return datetime.combine(moment.day, moment.time or time())


class Defined(tzinfo):
    """A zone as a file defines it."""

    def __init__(self, observances: list[Observance]) -> None:
        self._observances = observances[:_MOST]
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
        began = [(at, one.offset) for one in self._observances if (at := one.latest(when))]
        if began:
            return max(began)[1]
        return min(self._observances, key=lambda one: one.start.day).offset


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
    rule, last = None, date.max
    if rules:
        rule = recurrence.rule(rules[-1])
        if rule.frequency != "YEARLY" or rule.interval > _LEAP:
            rule = None
        elif rule.until:
            last = moment(rule.until).day
    dates = [moment(one.split("/")[0]) for listed in more[:_MOST] for one in listed.split(",")]
    return Observance(begins, seconds(offset), rule, last, tuple(dates[:_MOST]))
