"""What is open with people: loops, and dates nobody has acted on. For the echo of a write."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date

from reltrack.domain.standing import Facts
from reltrack.read import glance, standing
from reltrack.read.follow_ups import open_loops


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
    facts = {number: _contacts(db, number, today) for number in people}
    for person, dates in standing.open_dates(db, today, facts).items():
        for one in dates:
            what = one.label or one.kind
            found[one.id] = f"{what} of {names[person]}"
    return found


def _contacts(db: sqlite3.Connection, person: int, today: date) -> Facts:
    """Return the contact days that may have closed a date: of the last two months."""
    days = [
        day
        for (day,) in db.execute(
            "SELECT DISTINCT day FROM participant"
            " WHERE person_id = ? AND contact = 1 AND day BETWEEN ? AND ? ORDER BY day DESC",
            [person, today.toordinal() - 62, today.toordinal()],
        )
    ]
    return Facts(person, None, None, 0, days)
