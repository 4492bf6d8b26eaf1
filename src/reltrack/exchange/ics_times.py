"""When the events of a calendar were, however often they recur."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from itertools import islice

from reltrack.domain.arrivals import Place
from reltrack.domain.drafts import EARLIEST
from reltrack.exchange import recurrence
from reltrack.exchange.ics_parts import Event
from reltrack.exchange.ics_zones import Moment, Zones, moment
from reltrack.exchange.recurrence import Rule
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

ENDLESS = "meetings that recur without end (--since says from when to take them)"

MOST_TIMES = 1000
"""Occurrences of an event that are taken."""

_MOST_DAYS = 2_000_000
"""Days that are looked at in all, to find what recurs."""

_MOST_EXCEPTIONS = 5000


class Occurrences:
    """Tells when events were, and which have an event of their own."""

    def __init__(self, zones: Zones, wishes: Wishes) -> None:
        self._zones = zones
        self._wishes = wishes
        # What is tomorrow elsewhere may be today here.
        self._last = min(wishes.until or wishes.today, wishes.today) + timedelta(1)
        self._moved: set[str] = set()
        self._first: dict[int, str] = {}
        """When the first of those was that have one UID and do not recur; by its hash."""
        self._left = _MOST_DAYS

    def note(self, event: Event, start: Moment) -> None:
        """Remember an occurrence that has an event of its own.

        Raises:
            ValueError: it does not say which.
        """
        if moved := event.moment("RECURRENCE-ID", self._zones, start):
            self._moved.add(identity(event, moved))
        elif event.text("UID") and not event.rules():
            uid, day = hash(event.text("UID")), start.key()
            self._first[uid] = min(self._first.get(uid, day), day)

    def of(
        self, event: Event, start: Moment, place: Place, tally: Tally
    ) -> Iterator[tuple[str, Moment]]:
        """Yield when an event was, each time with what tells it from the others.

        Raises:
            ValueError: it does not say.
        """
        moved = event.moment("RECURRENCE-ID", self._zones, start)
        if moved:
            yield identity(event, moved), start
            return
        try:
            rules = [recurrence.rule(text) for text in event.rules()]
        except ValueError:
            rules = []
            tally.remark(place, "how it recurs is not known here; only its first time is taken")
        more = list(islice(event.moments("RDATE", self._zones, start), MOST_TIMES))
        if not rules and not more:
            first = self._first.get(hash(event.text("UID")), start.key())
            # Some programs give all they write one UID; the others are told apart by their day.
            yield identity(event, None if start.key() == first else start), start
        elif any(rule.endless for rule in rules) and not (self._wishes.since or self._wishes.until):
            tally.pass_over(ENDLESS)
        else:
            times = self._times(event, start, rules, more)
            self._left -= sum(self._cost(rule, start) for rule in rules)
            if self._left < 0:
                tally.reject(place, "too much in this file recurs")
                return
            yield from islice(times, MOST_TIMES)
            if next(times, None):
                tally.remark(place, f"only the first {MOST_TIMES} times are taken")

    def _times(
        self, event: Event, start: Moment, rules: Sequence[Rule], more: Sequence[Moment]
    ) -> Iterator[tuple[str, Moment]]:
        """Yield when something was that recurs, inside the days asked for."""
        since, until = self._wishes.since or EARLIEST, self._wishes.until or self._wishes.today
        times = dict.fromkeys(more)
        for rule in rules:
            end = moment(rule.until).seen_from(start.zone) if rule.until else None
            last = min(self._last, end.day) if end else self._last
            for day in recurrence.days(rule, start.day, last):
                when = start.on(day)
                if end and end.time and when.time and (day, when.time) > (end.day, end.time):
                    break
                times[when] = None
        left_out = list(islice(event.moments("EXDATE", self._zones, start), _MOST_EXCEPTIONS))
        days = {when.day for when in left_out if when.time is None}
        keys = {identity(event, when) for when in left_out if when.time is not None}
        if not rules:
            times = {start: None, **times}
        for when in times:
            called = identity(event, when)
            inside = since <= when.local().day <= until
            excepted = when.day in days or called in keys
            if inside and not excepted and called not in self._moved:
                yield called, when

    def _cost(self, rule: Rule, start: Moment) -> int:
        """Return how many days are looked at to follow a rule."""
        length = 7 if rule.frequency == "WEEKLY" else 1
        return max(0, (self._last - start.day).days) // (rule.interval * length)


def identity(event: Event, when: Moment | None) -> str:
    """Return what tells an event, or one of its times, from all others.

    Raises:
        ValueError: it lies at the end of the calendar.
    """
    uid = event.text("UID")
    if not uid:
        content = "\n".join(f"{line.name}:{line.raw}" for line in event.lines)
        uid = sha256(content.encode(errors="surrogateescape")).hexdigest()
    return f"{uid}|{when.key()}" if when else uid
