"""Read iCalendar, and vCalendar before it: meetings with people in them, and birthdays.

A bad value costs its own event and no other. What recurs is told day by day, as far as today.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reltrack.domain.arrivals import Arrival, Happening, Newcomer, Party, Place, Point, Yearly
from reltrack.domain.text import fold
from reltrack.errors import BadDataError
from reltrack.exchange.content_lines import content_lines
from reltrack.exchange.files import Source
from reltrack.exchange.ics_parts import WANTED, Event, Somebody, events
from reltrack.exchange.ics_times import Occurrences
from reltrack.exchange.ics_zones import Moment, Zones
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

if TYPE_CHECKING:
    from reltrack.domain.drafts import Initiated

SOURCE = "import:ics"
CHUNK = 1000

CANCELLED = "cancelled meetings"
DECLINED = "meetings you declined"
ALONE = "events with nobody else"
CROWDED = "events of more than 50 people"
COMING = "meetings to come"

MOST_PEOPLE = 50
NO_TEXT = "Meeting"

_FEWEST = 2
"""Meetings from which on, and people from above which, it can be told whose they are."""

_BEGINS = re.compile(
    r"\s*BEGIN[ \t]*:[ \t]*V(?:CALENDAR|EVENT|TODO|ALARM|TIMEZONE|FREEBUSY|AVAILABILITY)\b",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(r"(?P<name>.{1,150}?)(?:['’]s?|s’) (?:\d+\w\w )?birthday", re.IGNORECASE)


def recognises(head: str) -> bool:
    """Tell whether a file that begins so is a calendar."""
    return _BEGINS.match(head.removeprefix("\ufeff")) is not None


def read(source: Source, tally: Tally, wishes: Wishes) -> Iterator[list[Arrival]]:
    """Yield the meetings and birthdays in chunks; events that cannot be read go to the tally.

    Raises:
        BadDataError: it is no calendar.
    """
    reader = _Reader(source, wishes)
    if reader.guessed:
        tally.remark(
            Place(source.name),
            f"taken as the calendar of {reader.guessed}; if that is not you: --me and your"
            " addresses",
        )
    chunk: list[Arrival] = []
    for event in reader.events():
        place = Place(source.name, event.number)
        try:
            for arrival in reader.arrivals(event, place, tally):
                chunk.append(arrival)
                if len(chunk) == CHUNK:
                    yield chunk
                    chunk = []
        except ValueError:
            tally.reject(place, "it has no date that can be read")
    yield chunk


class _Reader:
    """A calendar, gone through once to know whose it is and what was moved, then event by event."""

    def __init__(self, source: Source, wishes: Wishes) -> None:
        self._source = source
        self._wishes = wishes
        self._zones = Zones()
        self._occurrences = Occurrences(self._zones, wishes)
        parties: Counter[str] = Counter()
        meetings = count = 0
        for event in self.events():
            count += 1
            try:
                self._occurrences.note(event, self._start(event))
            except ValueError:
                continue
            if not event.text("RECURRENCE-ID"):
                people = [one for one in event.people().values() if one.address and one.is_person]
                meetings += bool(people)
                parties.update(one.address for one in people)
        if not count and not recognises(source.head()):
            raise BadDataError(
                f"{source.name} is no calendar", hint="one begins with BEGIN:VCALENDAR"
            )
        self.guessed = "" if wishes.me else _owner(parties, meetings)
        self._me = wishes.me or {self.guessed} - {""}

    def events(self) -> Iterator[Event]:
        """Yield the events from the beginning of the file."""
        return events(content_lines(self._source, WANTED), self._zones)

    def _start(self, event: Event) -> Moment:
        """Return when an event begins.

        Raises:
            ValueError: it does not say so.
        """
        start = event.moment("DTSTART", self._zones)
        if start is None:
            raise ValueError("no start")
        return start

    def arrivals(self, event: Event, place: Place, tally: Tally) -> Iterator[Arrival]:
        """Yield what comes of an event; what is left out is counted.

        Raises:
            ValueError: it does not say when it was.
        """
        if birthday := _birthday(event):
            yield self._newcomer(birthday, self._start(event), place)
            return
        people = event.people()
        mine = [one for key, one in people.items() if key in self._me]
        others = [
            one
            for key, one in people.items()
            if key not in self._me and one.is_person and not one.declined
        ]
        if event.text("STATUS").upper() == "CANCELLED" or event.method == "CANCEL":
            tally.pass_over(CANCELLED)
        elif any(one.declined for one in mine):
            tally.pass_over(DECLINED)
        elif not others:
            tally.pass_over(ALONE)
        elif len(others) > MOST_PEOPLE:
            tally.pass_over(CROWDED)
        else:
            yield from self._meetings(event, place, tally, mine, others)

    def _meetings(
        self,
        event: Event,
        place: Place,
        tally: Tally,
        mine: Sequence[Somebody],
        others: Sequence[Somebody],
    ) -> Iterator[Happening]:
        initiated: Initiated | None = None
        if any(one.organizes for one in mine):
            initiated = "me"
        elif mine and any(one.organizes for one in others):
            initiated = "them"
        meeting = Happening(
            place,
            SOURCE,
            identity="",
            date="",
            text=event.text("SUMMARY") or NO_TEXT,
            present=[_party(one) for one in others],
            via="event",
            spot=event.text("LOCATION") or None,
            initiated=initiated,
        )
        start, taken = self._start(event), False
        for identity, when in self._occurrences.of(event, start, place, tally):
            here = when.local()
            if here.day <= self._wishes.today:
                at = here.time.strftime("%H:%M") if here.time else None
                yield meeting._replace(identity=identity, date=here.day.isoformat(), time=at)
                taken = True
        if not taken and start.local().day > self._wishes.today:
            tally.pass_over(COMING)

    def _newcomer(self, name: str, start: Moment, place: Place) -> Newcomer:
        """Return somebody whose birthday it is; the year is when the event was made."""
        day = Yearly("birthday", start.day.month, start.day.day)
        likely = f"name:{fold(name)}|{day.month}-{day.day}"
        return Newcomer(place, SOURCE, name, None, likely, dates=(day,))


def _owner(parties: Counter[str], meetings: int) -> str:
    """Return who is in most meetings, if it can only be the owner of the calendar."""
    if meetings < _FEWEST or len(parties) <= _FEWEST:
        return ""
    (first, most), *others = parties.most_common(2)
    alone = not any(most == count for _, count in others)
    return first if alone and 2 * most > meetings and most >= _FEWEST else ""


def _birthday(event: Event) -> str | None:
    """Return whose birthday it is, if it is one and no party."""
    found = _BIRTHDAY.fullmatch(event.text("SUMMARY"))
    if not found or any(one.is_person for one in event.people().values()):
        return None
    yearly = any("YEARLY" in rule.upper() for rule in event.rules())
    marked = "birthday" in event.text("UID").casefold()
    marked = marked or bool(event.text("X-GOOGLE-CALENDAR-CONTENT-ICON"))
    return found["name"] if yearly or marked else None


def _party(one: Somebody) -> Party:
    return Party(one.name, [Point("email", one.address)] if one.address else [])
