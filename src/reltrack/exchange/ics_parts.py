"""The parts of a calendar, put together from its lines: events, with the zones they refer to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from reltrack.domain.text import NAME_LIMIT
from reltrack.exchange.content_lines import ContentLine, unescaped
from reltrack.exchange.ics_zones import Moment, Observance, Zones, moment, observance
from reltrack.exchange.mail_values import person

WANTED = frozenset(
    {
        *("BEGIN", "END", "METHOD", "TZID", "TZOFFSETTO", "UID", "SUMMARY", "LOCATION", "STATUS"),
        *("DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "ORGANIZER", "ATTENDEE"),
        "X-GOOGLE-CALENDAR-CONTENT-ICON",
    }
)

_MOST_LINES = 5000
_MOST_CHARACTERS = 1 << 22
"""Of an event; the rest of a longer one is left out."""

_DEEPEST = 50
_NOT_PEOPLE = frozenset(("RESOURCE", "ROOM", "GROUP"))
_NOT_THERE = frozenset(("NON-PARTICIPANT",))
_NO_ONE = re.compile(
    r"@(?:resource|group)\.calendar\.google\.com$|@virtual$|^(?:invalid|noreply|no-reply)\b"
)
_ADDRESS = re.compile(r"[^\s@<>]{1,100}@[^\s@<>]{1,200}")
_IN_BRACKETS = re.compile(r"(.*?)<([^<>]*)>")


class Somebody:
    """Who takes part in a meeting, or has called it."""

    def __init__(self, line: ContentLine) -> None:
        said = unescaped(line.value()).strip()
        name = unescaped(line.parameter("CN"))
        if found := _IN_BRACKETS.fullmatch(said):  # vCalendar 1.0: Ana Lima <ana@x.example>
            name, said = name or found[1], found[2]
        said = re.sub("^mailto:", "", said, flags=re.IGNORECASE).strip().casefold()
        email = line.parameter("EMAIL").casefold()
        self.address = next((one for one in (said, email) if _ADDRESS.fullmatch(one)), "")
        self.name = person(name[: NAME_LIMIT * 2])
        kind = line.parameter("CUTYPE").upper()
        role = line.parameter("ROLE").upper()
        self.organizes = line.name == "ORGANIZER" or role in ("ORGANIZER", "OWNER")
        answer = (line.parameter("PARTSTAT") or line.parameter("STATUS")).upper()
        self.declined = answer == "DECLINED"
        self.is_person = bool(self.address or self.name) and not (
            kind in _NOT_PEOPLE or role in _NOT_THERE or _NO_ONE.search(self.address)
        )


class Event:
    """An event, and what its lines say."""

    def __init__(self, number: int, method: str) -> None:
        self.number = number
        self.method = method
        self.lines: list[ContentLine] = []
        self.whole = True

    def text(self, name: str) -> str:
        """Return what a property says, or nothing."""
        for line in self.lines:
            if line.name == name and (said := unescaped(line.value()).strip()):
                return said
        return ""

    def moment(self, name: str, zones: Zones, like: Moment | None = None) -> Moment | None:
        """Return the moment a property holds; one without a zone is in that of another one.

        Raises:
            ValueError: it cannot be read.
        """
        for line in self.lines:
            if line.name == name:
                return _moment(line, line.raw, zones, like)
        return None

    def moments(self, name: str, zones: Zones, like: Moment) -> Iterator[Moment]:
        """Yield all the moments that properties of a name hold; what cannot be read is left out."""
        for line in self.lines:
            if line.name == name:
                for listed in re.split("[,;]", line.raw):
                    with suppress(ValueError):  # one bad day costs nothing but itself
                        yield _moment(line, listed.split("/")[0], zones, like)

    def rules(self) -> list[str]:
        """Return how it recurs, as it stands in the file."""
        return [line.raw.replace("\\", "") for line in self.lines if line.name == "RRULE"]

    def people(self) -> dict[str, Somebody]:
        """Return who is in it, by their address or else name; the organizer first."""
        found: dict[str, Somebody] = {}
        listed = [Somebody(line) for line in self.lines if line.name in ("ORGANIZER", "ATTENDEE")]
        for one in sorted(listed, key=lambda one: not one.organizes):
            key = one.address or one.name or ""
            if key in found:
                found[key].name = found[key].name or one.name
                found[key].declined = found[key].declined or one.declined
                found[key].is_person = found[key].is_person and one.is_person
            elif key:
                found[key] = one
        return found


def _moment(line: ContentLine, text: str, zones: Zones, like: Moment | None) -> Moment:
    zone = zones.named(line.parameter("TZID")) or (like.zone if like else None)
    if line.parameter("VALUE").upper() == "DATE":
        text = re.sub("T.*", "", text.strip())
    elif re.fullmatch(r"\d{8}Z", text.strip()):
        text = text.strip()[:-1]
    return moment(text, zone)


def events(lines: Iterable[ContentLine], zones: Zones) -> Iterator[Event]:
    """Yield the events of a calendar, and note the zones that it defines.

    An event without an end goes until the next begins, or the calendar ends.
    """
    path: list[str] = []
    event: Event | None = None
    method, size = "", 0
    zone = _Zone()
    for line in lines:
        word = line.raw.strip().upper()
        if line.name == "BEGIN":
            if word in ("VEVENT", "VCALENDAR") and event:
                yield event
                event, path = None, path[: path.index("VEVENT")]
            if word == "VCALENDAR":
                path, method = [], ""
            if word == "VEVENT":
                event, size = Event(line.number, method), 0
            if len(path) < _DEEPEST:
                path.append(word)
            zone.begin(word)
        elif line.name == "END":
            if word == "VTIMEZONE":
                zone.end(zones)
            if event and word in ("VEVENT", "VCALENDAR"):
                yield event
                event = None
            if word in path:
                del path[len(path) - 1 - path[::-1].index(word) :]
        elif event and path[-1:] == ["VEVENT"]:
            size += len(line.raw)
            event.whole = len(event.lines) < _MOST_LINES and size < _MOST_CHARACTERS
            if line.name and event.whole:
                event.lines.append(line)
        elif line.name == "METHOD" and path == ["VCALENDAR"]:
            method = word
        elif "VTIMEZONE" in path:
            zone.lines.append(line)
    if event:
        yield event


class _Zone:
    """A zone in the making."""

    def __init__(self) -> None:
        self.lines: list[ContentLine] = []
        self._parts: list[list[ContentLine]] = []

    def begin(self, word: str) -> None:
        """A zone begins, or a part of it."""
        if word == "VTIMEZONE":
            self._parts = []
        elif word not in ("STANDARD", "DAYLIGHT"):
            return
        self.lines = []
        if len(self._parts) < _MOST_LINES:
            self._parts.append(self.lines)

    def end(self, zones: Zones) -> None:
        """The zone is whole: give it to the others."""
        if not self._parts:
            return
        name = next((line.raw.strip() for line in self._parts[0] if line.name == "TZID"), "")
        observances: list[Observance] = []
        for lines in self._parts[1:]:
            said = {line.name: line.raw for line in lines}
            with suppress(ValueError):  # a bad one costs nothing but itself
                observances.append(
                    observance(
                        said.get("DTSTART", ""),
                        said.get("TZOFFSETTO", ""),
                        [line.raw for line in lines if line.name == "RRULE"],
                        [line.raw for line in lines if line.name == "RDATE"],
                    )
                )
        zones.define(name, observances)
        self._parts = []
