"""What is open with people: loops, and dates nobody has acted on. For the echo of a write."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date

from reltrack.read import glance, standing
from reltrack.read.follow_ups import open_loops


def people_of(db: sqlite3.Connection, numbers: Collection[int]) -> list[int]:
    """Return whom follow-ups and occasions are about, by the records' numbers."""
    wanted = glance.listed(number for number in numbers if number.bit_length() < 64)
    return [
        person
        for table in ("follow_up", "occasion")
        for (person,) in db.execute(
            f"SELECT person_id FROM {table} WHERE id IN (SELECT value FROM json_each(?))", [wanted]
        )
    ]


def open_with(db: sqlite3.Connection, people: Collection[int], *, today: date) -> dict[int, str]:
    """Return what is open with some people, in words, by the record's number."""
    if not people:
        return {}
    names = {number: who.name for number, who in glance.names(db, people).items()}
    found = {}
    for person, loops in open_loops(db, today=today).items():
        if person in names:
            for loop in loops:
                about = f": {loop.text}" if loop.text else ""
                found[loop.id] = f"{loop.kind} #{loop.id}{about} ({names[person]})"
    for person, dates in standing.open_dates(db, today=today, people=people).items():
        for one in dates:
            what = one.label or ("date" if one.kind == "other" else one.kind)
            found[one.id] = f"{what} #{one.id} ({names[person]})"
    return found
