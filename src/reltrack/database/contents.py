"""How much a journal holds: what a copy of it is compared by."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from reltrack.database.recording import recorded_tables
from reltrack.database.schema import APPLICATION_ID, refuse_newer
from reltrack.errors import JournalError
from reltrack.tuples import NamedTuple

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


def held(path: Path) -> Contents | None:
    """Return what a file holds; None if it is no journal that this program can read."""
    try:
        with closing(reading(path)) as db:
            if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                return None
            refuse_newer(db.execute("PRAGMA user_version").fetchone()[0])
            return contents(db)
    except (sqlite3.Error, JournalError):
        return None


def reading(path: Path) -> sqlite3.Connection:
    """Open a file as it is, whatever it is, to read."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def row_counts(db: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of every table that people fill."""
    return {table: _count(db, table) for table in recorded_tables(db)}


def _count(db: sqlite3.Connection, table: str) -> int:
    count: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count
