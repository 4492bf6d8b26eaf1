"""Write a journal anew as a whole, so that no byte of what is no longer in it is left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from reltrack.database.connection import connect
from reltrack.database.faults import BACKUPS
from reltrack.database.migrate import migrate
from reltrack.errors import JournalError


@contextmanager
def rewritten(path: Path, *, now: datetime, dry_run: bool = False) -> Iterator[sqlite3.Connection]:
    """Yield the journal in memory; afterwards what was made of it is all there is in the file.

    SQLite leaves deleted text in unused parts of its pages; here every page is a fresh one. Nobody
    else can read or write meanwhile. The pages are put in place in one transaction: after a crash
    the file holds all that it did before, or only what it should.

    Raises:
        JournalError: it is no journal of ours, newer, or damaged.
        sqlite3.DatabaseError: it is busy, cannot be written, or the disk is full.
    """
    db, current = connect(path, "ro" if dry_run else "rw")
    with closing(db), closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        if not dry_run:
            # The lock outlives transactions: SQLite's copying begins its own.
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            # So does the file of old pages, if its end were not to cut it short.
            db.execute("PRAGMA journal_mode = TRUNCATE")
            db.execute("BEGIN EXCLUSIVE")
            db.execute("COMMIT")
        # While copying, SQLite's own binding would wait for a lock for ever.
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM journal").fetchone()
        db.backup(copy)
        db.execute("COMMIT")
        for setting in ("foreign_keys = ON", "recursive_triggers = ON", "temp_store = MEMORY"):
            copy.execute(f"PRAGMA {setting}")
        _check(copy)
        if not current:
            migrate(copy, now=now)
        yield copy
        if not dry_run:
            copy.execute("VACUUM")
            copy.backup(db)
            db.execute("PRAGMA locking_mode = NORMAL")
            db.execute("PRAGMA journal_mode = DELETE")


def _check(db: sqlite3.Connection) -> None:
    sound = db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    if not sound or db.execute("PRAGMA foreign_key_check").fetchone():
        raise JournalError(
            "the journal is damaged; nothing was changed",
            hint=f"reltrack doctor says more; {BACKUPS}",
        )
