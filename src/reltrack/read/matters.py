"""What is open with people: loops, and dates nobody has acted on. For the echo of a write."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date

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
    for person, dates in standing.open_dates(db, today=today, people=people).items():
        for one in dates:
            what = one.label or one.kind
            found[one.id] = f"{what} of {names[person]}"
    return found
