"""How much a journal holds: what a copy of it is compared by."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from reltrack.database.recording import recorded_tables

RECORDS = ("person", "interaction", "fact", "follow_up", "occasion", "introduction", "skip")
"""The tables of what has a number."""


class Contents(NamedTuple):
    """What a journal holds, in figures."""

    people: int
    entries: int
    records: int
    last_date: str | None

    def far_fewer_than(self, other: Contents) -> bool:
        """Tell whether so much is missing here that the other should not be given up for this."""
        return 4 * self.records < 3 * other.records


def contents(db: sqlite3.Connection) -> Contents:
    """Count what a journal holds."""
    counts = {table: _count(db, table) for table in RECORDS}
    (last,) = db.execute("SELECT max(date) FROM interaction").fetchone()
    return Contents(counts["person"], counts["interaction"], sum(counts.values()), last)


def row_counts(db: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of every table that people fill."""
    return {table: _count(db, table) for table in recorded_tables(db)}


def _count(db: sqlite3.Connection, table: str) -> int:
    count: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count
