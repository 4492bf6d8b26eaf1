"""What kind of record a number belongs to."""

from __future__ import annotations

import sqlite3

from reltrack.errors import NotFoundError
from reltrack.tuples import NamedTuple

_DESCRIBED = {
    "interaction": "text",
    "fact": "text",
    "follow_up": "trim(kind || ' ' || text)",
    "occasion": "coalesce(label, kind)",
    "introduction": "coalesce(why, 'introduction')",
    "skip": "'skip until ' || until_on",
    "person": "name",
}


class Found(NamedTuple):
    """A record: its kind, its number, and a few words of it."""

    kind: str
    number: int
    text: str


def find(db: sqlite3.Connection, number: int) -> Found:
    """Return the record that has a number.

    Raises:
        NotFoundError: none has it.
    """
    for kind, described in _DESCRIBED.items():
        row = db.execute(f"SELECT {described} FROM {kind} WHERE id = ?", [number]).fetchone()
        if row:
            return Found(kind, number, row[0])
    raise NotFoundError(
        f"no record has the number {number}", hint="reltrack history shows the numbers of entries"
    )


def brought_by(db: sqlite3.Connection, entry: int) -> list[Found]:
    """Return the facts and follow-ups that came with an entry."""
    return [
        Found(kind, number, text)
        for kind in ("fact", "follow_up")
        for number, text in db.execute(
            f"SELECT id, {_DESCRIBED[kind]} FROM {kind} WHERE interaction_id = ? ORDER BY id",
            [entry],
        )
    ]
