"""The words of each kind that may be offered where the cursor is."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from reltrack.cli.complete_table import COMMANDS
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from datetime import date
    from pathlib import Path

    from reltrack.domain.civil import Lean
    from reltrack.read.completion import Handle, Record


class Offer(NamedTuple):
    """A word to be put where the cursor is, and what is said of it where the shell shows that."""

    word: str
    about: str = ""


FILES = Offer("/")
"""Printed first, it asks the shell for files, too; no other word holds a slash."""

LIMIT = 300

_HARMLESS = re.compile(r"\w[\w.+-]*")
"""What comes from the journal and may be offered: no shell interprets it, wherever it stands."""

_STATUS = {"triage": "new", "unarchive": "archived"}
"""Commands for people of one status."""


class Place(NamedTuple):
    """Where the cursor is."""

    shell: str
    command: str
    words: Sequence[str]  # of the command, before it
    kind: str  # of the value, as in the table: NAME, quiet|name, TEXT
    typed: str  # of the value
    db: str | None


def values(place: Place) -> list[Offer]:
    """Return the values that fit, of each kind there may be, and whether it may be a file."""
    found: list[Offer] = []
    kinds = place.kind.split("|")
    for kind in kinds:
        if kind in _LOOKED_UP:
            found += _LOOKED_UP[kind](place, kind)
        elif kind and kind == kind.lower() and kind.startswith(place.typed):
            found.append(Offer(kind))
    if len(found) > LIMIT:
        # The shell inserts what all have in common, so the first and last of all must be there.
        found = [*found[:LIMIT], min(found), max(found)]
    if "FILE" in kinds:
        found.insert(0, FILES)
    return list(dict.fromkeys(found))


def _commands(place: Place, _kind: str) -> list[Offer]:
    return [Offer(name) for name in COMMANDS if name.startswith(place.typed)]


def _days(place: Place, kind: str) -> list[Offer]:
    """Return words for days; nobody is back from `skip` today."""
    from reltrack.domain.day_offers import day_offers
    from reltrack.domain.day_words import day_name

    today = _today()
    lean: Lean = "future" if kind == "FUTURE" else "past"
    return [
        Offer(word, day_name(day))
        for word, day in day_offers(place.typed, today=today, lean=lean)
        if day != today or place.command != "skip"
    ]


def _yearly(place: Place, _kind: str) -> list[Offer]:
    """Return days of any year; a milestone is one that has been."""
    from datetime import date

    from reltrack.domain.day_offers import yearly_offers
    from reltrack.domain.day_words import day_name

    if place.command == "occasion":
        _, kind, *begun = place.words
        if kind == "milestone" and not begun:
            return _days(place, "PAST")
        if begun and not begun[-1].isdecimal():
            return []
    return [
        Offer(word, day_name(date(year, month, day)) if year and day else "")
        for word, (year, month, day) in yearly_offers(place.typed, today=_today())
    ]


def _records(place: Place, kind: str) -> list[Offer]:
    """Return the numbers of records, the newest first."""
    from reltrack.read.completion import open_records, records

    if not re.fullmatch(r"([1-9]\d{0,17})?", place.typed, re.ASCII):
        return []
    with closing(_journal(place)) as db:
        if kind == "OPEN":
            found = open_records(db, place.typed, today=_today())
        else:
            found = records(db, kind, place.typed)
    return [Offer(str(record.number), _about(record)) for record in found]


def _about(record: Record) -> str:
    """Return what tells a record from others: `promise, Ana Lima, Fri 20 Nov 2026, the deck`."""
    from datetime import date

    from reltrack.domain.day_words import day_name

    day = record.day
    if day and "-" in day:
        day = day_name(date.fromisoformat(day))
    return ", ".join(filter(None, (record.kind, record.name, day, record.text)))


def _people(place: Place, kind: str) -> list[Offer]:
    """Return the handles of those who may be meant; an @ before one stays."""
    if kind == "ENTRY" and not place.typed.startswith("@"):
        return []
    from reltrack.read.completion import handles, slug_of

    typed = place.typed.removeprefix("@")
    at = place.typed[: len(place.typed) - len(typed)]
    with closing(_journal(place)) as db:
        status = _STATUS.get(place.command)
        people = handles(db, typed, status=status, pending=place.command == "done")
    people = [person for person in people if _HARMLESS.fullmatch(person.slug)]
    slugs = [person.slug for person in people]
    if place.shell == "fish":
        slugs = list(_as_typed(typed, people))
    elif place.shell == "bash" and len(slugs) > 1 and len({slug[0] for slug in slugs}) == 1:
        # Bash puts what all have in common in the place of what was typed: `ana-` for `lima`.
        begun = slug_of(typed).replace("-", "")
        if not all(slug.replace("-", "").startswith(begun) for slug in slugs):
            return []
    return [Offer(at + slug) for slug in slugs]


def _as_typed(typed: str, people: Sequence[Handle]) -> Iterator[str]:
    """Yield `Øyvind-hansen` for Øy where it means them alone: fish drops what lacks the typed."""
    from reltrack.domain.text import fold
    from reltrack.read.completion import slug_of

    begun, lowered = slug_of(typed), typed.casefold()
    alike = Counter(person.key for person in people)
    for slug, key in people:
        longer = typed + slug[len(begun) :]
        lacking = lowered not in slug and slug.startswith(begun)
        if lacking and alike[key] == 1 and key == fold(longer) and _HARMLESS.fullmatch(longer):
            yield longer
        else:
            yield slug


def _labels(place: Place, kind: str) -> list[Offer]:
    """Return circles, tags or channels; channels also without a journal."""
    from reltrack.read.completion import labels

    found: set[str] = set()
    if kind == "CHANNEL":
        from reltrack.domain.channels import CHANNELS

        found.update(name for name in CHANNELS if name.startswith(place.typed.casefold()))
    with suppress(Exception), closing(_journal(place)) as db:
        found.update(labels(db, kind, place.typed))
    return [Offer(name) for name in sorted(found) if _HARMLESS.fullmatch(name)]


def _backups(place: Place, _kind: str) -> list[Offer]:
    """Return the names of the backups that begin so."""
    from reltrack import config

    folder = config.backups_path(_path(place))
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return [
        Offer(name)
        for name in sorted(names)
        if name.startswith(place.typed) and name.endswith(".db") and _HARMLESS.fullmatch(name)
    ]


_LOOKED_UP: dict[str, Callable[[Place, str], list[Offer]]] = {
    "COMMAND": _commands,
    "NAME": _people,
    "ENTRY": _people,
    **dict.fromkeys(("CIRCLE", "TAG", "CHANNEL"), _labels),
    "BACKUP": _backups,
    **dict.fromkeys(("PAST", "FUTURE"), _days),
    "YEARLY": _yearly,
    **dict.fromkeys(("OPEN", "NOTED", "INTRODUCTION", "RECORD"), _records),
}


def _today() -> date:
    from reltrack import clock

    return clock.now(os.environ.get("RELTRACK_NOW")).date()


def _journal(place: Place) -> sqlite3.Connection:
    from reltrack.read.completion import open_at_once

    return open_at_once(_path(place))


def _path(place: Place) -> Path:
    from reltrack import config

    path, _ = config.journal_path(place.db and os.path.expandvars(place.db))
    return path
