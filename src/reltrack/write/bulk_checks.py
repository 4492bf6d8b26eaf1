"""Let nothing from a file into the journal that the journal cannot keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from reltrack.domain.arrivals import TIME, Happening, Newcomer, Party, Place, Point, Remark, Yearly
from reltrack.domain.drafts import EARLIEST
from reltrack.domain.text import NAME_LIMIT, checked, label, one_line, person_name
from reltrack.errors import UsageError
from reltrack.write.bulk import Tally

_Value = TypeVar("_Value")
_VALUE_LIMIT = 2000
_LEAP_YEAR = 2000


class Checks:
    """Rejects what has no name or no day; of the rest, leaves out what cannot be kept."""

    def __init__(self, tally: Tally, *, today: date) -> None:
        self._tally = tally
        self._today = today

    def newcomer(self, one: Newcomer) -> Newcomer | None:
        """Return a person as they can be kept."""
        place = one.place
        try:
            name = one_line(one.name, what="name")
            if not any(map(str.isalnum, name)):
                raise UsageError("that is not a name: it has no letter or digit")
        except UsageError as problem:
            self._tally.reject(place, str(problem))
            return None
        return one._replace(
            name=name,
            aliases=self._each(place, one.aliases, lambda alias: one_line(alias, what="alias")),
            company=self._line(place, one.company, "company"),
            title=self._line(place, one.title, "title"),
            city=self._line(place, one.city, "city"),
            how_met=self._line(place, one.how_met, "how you met", limit=_VALUE_LIMIT),
            met_on=self._met(place, one.met_on),
            contact_points=self._each(place, one.contact_points, _point),
            tags=self._each(place, one.tags, lambda tag: label(tag, what="tag")),
            dates=self._each(place, one.dates, self._yearly),
            facts=self._each(place, one.facts, self._fact),
        )

    def happening(self, happening: Happening) -> Happening | None:
        """Return an entry as it can be kept."""
        place = happening.place
        day = _day(happening.date)
        if day is None or not EARLIEST <= day <= self._today:
            what = "its day lies in the future" if day and day > self._today else "no usable day"
            self._tally.reject(place, what)
            return None
        try:
            text = checked(happening.text, what="text").strip()
        except UsageError as problem:
            self._tally.reject(place, str(problem))
            return None
        present = self._each(place, happening.present, _party)
        mentioned = self._each(place, happening.mentioned, _party)
        if not (present or mentioned or happening.broadcast or happening.names_in_text):
            self._tally.reject(place, "it names nobody")
            return None
        time = happening.time
        return happening._replace(
            text=text,
            present=present,
            mentioned=mentioned,
            time=time if time and TIME.fullmatch(time) else None,
            via=self._line(place, happening.via, "channel"),
            spot=self._line(place, happening.spot, "place"),
            tags=self._each(place, happening.tags, lambda tag: label(tag, what="tag")),
        )

    def _line(
        self, place: Place, value: str | None, what: str, limit: int = NAME_LIMIT
    ) -> str | None:
        lines = [value] if value and value.strip() else []
        kept = self._each(place, lines, lambda text: one_line(text, what=what, limit=limit))
        return kept[0] if kept else None

    def _each(
        self, place: Place, values: Iterable[_Value], clean: Callable[[_Value], _Value]
    ) -> list[_Value]:
        """Return values as they can be kept, each once."""
        kept = []
        for value in values:
            try:
                kept.append(clean(value))
            except UsageError as problem:
                self._tally.remark(place, f"{problem}, and is left out")
        return list(dict.fromkeys(kept))

    def _met(self, place: Place, typed: str | None) -> str | None:
        if typed is None:
            return None
        day = _day(typed)
        if day is not None and EARLIEST <= day <= self._today:
            return typed
        self._tally.remark(place, "the day it gives cannot be, and is left out")
        return None

    def _fact(self, fact: Remark) -> Remark:
        text = checked(fact.text, what="note").strip()
        if not text:
            raise UsageError("the note is empty")
        heard = _day(fact.heard_on) if fact.heard_on else None
        known = heard is not None and EARLIEST <= heard <= self._today
        return Remark(text, fact.heard_on if known else None)

    def _yearly(self, day: Yearly) -> Yearly:
        try:
            date(day.year or _LEAP_YEAR, day.month, day.day or 1)
        except (ValueError, TypeError, OverflowError):
            raise UsageError(f"the {day.kind} it gives cannot be") from None
        if day.year and day.kind == "birthday" and day.year > self._today.year:
            raise UsageError(f"the {day.kind} it gives lies in the future")
        shown = one_line(day.label, what="label") if day.label and day.label.strip() else None
        return day._replace(label=shown, year=day.year or None, day=day.day or None)


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day.isoformat() == typed else None


def _point(point: Point) -> Point:
    shown = (point.label or "").strip()
    return Point(
        one_line(point.kind, what="kind of address"),
        one_line(point.value, what=point.kind, limit=_VALUE_LIMIT),
        one_line(shown, what="label") if shown else None,
    )


def _party(party: Party) -> Party:
    """Return a party as it can be kept; whoever has an address needs no name.

    Raises:
        UsageError: nothing tells who it is.
    """
    points = tuple(_point(point) for point in party.points)
    try:
        name = person_name(party.name) if party.name else None
    except UsageError:
        if not points:
            raise
        name = None
    if name is None and points:
        name = person_name(points[0].value[:NAME_LIMIT])
    if name is None:
        raise UsageError("somebody without a name")
    return Party(name, points, party.identity)
