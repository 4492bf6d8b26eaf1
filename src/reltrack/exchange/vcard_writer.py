"""Write people as vCards, 3.0 or 4.0, for other address books.

What has no place in one (cadences, when somebody was met, milestones) stays in the journal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from reltrack.exchange.content_lines import escaped, folded, quoted

Version = Literal["3.0", "4.0"]

_KINDS = {"email": "EMAIL", "phone": "TEL", "url": "URL"}
_TYPES = {
    "EMAIL": {"home": "HOME", "work": "WORK"},
    "IMPP": {"home": "HOME", "work": "WORK"},
    "TEL": {"home": "HOME", "work": "WORK", "mobile": "CELL", "fax": "FAX", "pager": "PAGER"}
    | {"home fax": "HOME,FAX", "work fax": "WORK,FAX", "work mobile": "WORK,CELL"},
    "URL": {"home": "HOME", "work": "WORK"},
}
"""Labels that have a word in the standard; any other one goes on a line of its own."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OMITTED_YEAR = 1604
"""Stands for an unknown year in 3.0, as Apple has it; a leap year."""


def cards(people: Iterable[Mapping[str, Any]], *, version: Version) -> Iterator[str]:
    """Yield the lines of a card for each person, to be ended with CR and LF.

    A person is as in an export, with `occasions` and `facts` besides.
    """
    for person in people:
        for line in _Card(person, version).lines():
            yield from folded(line)


class _Card:
    """One card in the making."""

    def __init__(self, person: Mapping[str, Any], version: Version) -> None:
        self._person = person
        self._modern = version == "4.0"
        self._version = version
        self._groups = 0

    def lines(self) -> Iterator[str]:
        """Yield the lines, not folded yet."""
        person = self._person
        yield "BEGIN:VCARD"
        yield f"VERSION:{self._version}"
        yield "PRODID:-//reltrack//reltrack//EN"
        uid = person["uid"]
        yield f"UID:{'urn:uuid:' * bool(_UUID.fullmatch(uid))}{uid}"
        yield f"FN:{escaped(person['name'])}"
        # Which of its words is the family's nobody knows: the whole name is given.
        yield f"N:;{escaped(person['name'])};;;"
        # One line each: some readers take a list for one nickname, others only its first.
        yield from (f"NICKNAME:{escaped(alias)}" for alias in person["aliases"])
        for name, key in (("ORG", "company"), ("TITLE", "title")):
            if person[key]:
                yield f"{name}:{escaped(person[key])}"
        for point in person["contact_points"]:
            yield from self._point(**point)
        if person["city"]:
            yield f"ADR:;;;{escaped(person['city'])};;;"
        yield from self._occasions()
        if groups := [*dict.fromkeys((*person["circles"], *person["tags"]))]:
            yield f"CATEGORIES:{','.join(map(escaped, groups))}"
        for fact in person["facts"]:
            heard = f";X-HEARD-ON={fact['heard_on']}" if fact["heard_on"] else ""
            yield f"NOTE{heard}:{escaped(fact['text'])}"
        at = person["updated_at"]
        yield f"REV:{re.sub('[-:]', '', at) if self._modern else at}"
        yield "END:VCARD"

    def _point(self, kind: str, value: str, label: str | None) -> Iterator[str]:
        """Yield a way to reach somebody; its label as a type if there is one, else by itself."""
        name = _KINDS.get(kind, "IMPP")
        types = _TYPES[name].get(label or "", "")
        parameters = f";TYPE={types.lower() if self._modern else types}" if types else ""
        # An address is not cut at commas, and strict readers would leave their escapes in.
        text = escaped(value) if name in ("EMAIL", "TEL") else value.replace("\\", "\\\\")
        if name == "IMPP" and _SCHEME.fullmatch(kind):
            text = f"{kind}:{text}"
        elif name == "IMPP":
            parameters += f";X-SERVICE-TYPE={quoted(kind)}"
            text = f"x-apple:{text}"
        yield from self._labelled(f"{name}{parameters}:{text}", "" if types else label)

    def _labelled(self, line: str, label: str | None) -> Iterator[str]:
        if not label:
            yield line
            return
        self._groups += 1
        yield f"item{self._groups}.{line}"
        yield f"item{self._groups}.X-ABLabel:{escaped(label)}"

    def _occasions(self) -> Iterator[str]:
        """Yield birthday, anniversaries and other yearly dates; 4.0 has room for one of each."""
        unnamed = self._modern
        for one in self._person["occasions"]:
            if one["kind"] == "milestone":
                continue
            if one["kind"] == "birthday":
                name = "BDAY"
            elif one["kind"] == "anniversary":
                name, unnamed = "ANNIVERSARY" if unnamed else "X-ANNIVERSARY", False
            else:
                name = "X-ABDATE"
            yield from self._labelled(name + self._date(one), one["label"])

    def _date(self, one: Mapping[str, Any]) -> str:
        """Return parameters and value of a date, parts of which may be unknown."""
        year, month, day = one["year"], one["month"], one["day"]
        if day is None:
            known = f"--{month:02d}" if year is None else f"{year:04d}-{month:02d}"
            return f":{known}" if self._modern else f";VALUE=text:{known}"
        if self._modern:
            return (
                f":--{month:02d}{day:02d}" if year is None else f":{year:04d}{month:02d}{day:02d}"
            )
        if year is None:
            omitted = _OMITTED_YEAR
            return f";X-APPLE-OMIT-YEAR={omitted}:{omitted}-{month:02d}-{day:02d}"
        return f":{year:04d}-{month:02d}-{day:02d}"
