"""Bring a journal's schema up to date: the SQL files in migrations/ are its truth, forward only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from reltrack.clock import uuid7
from reltrack.database.contents import row_counts
from reltrack.database.recording import create_triggers, utc
from reltrack.database.rhythms import refresh
from reltrack.database.schema import APPLICATION_ID, VERSION, refuse_newer
from reltrack.errors import JournalError

_HERE = Path(__file__).parent


def migrate(
    db: sqlite3.Connection, *, now: datetime, before: Callable[[int], None] | None = None
) -> None:
    """Apply what is missing, in one transaction; safe when two processes start at once.

    `before` is called with the version there is when nobody else can write any more.

    Raises:
        JournalError: the file is from a newer reltrack, damaged, or cannot be backed up.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN IMMEDIATE")
    try:
        found = db.execute("PRAGMA user_version").fetchone()[0]
        refuse_newer(found)
        if found < VERSION:
            if found:
                _check(db, "before")
                if before is not None:
                    before(found)
            _bring_up_to_date(db, found, now)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _bring_up_to_date(db: sqlite3.Connection, found: int, now: datetime) -> None:
    before = row_counts(db)
    drop_derived(db)
    for number, script in _scripts():
        if number > found:
            _run(db, script)
    if not found:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(
            "INSERT INTO journal (id, uid, created_at) VALUES (1, ?, ?)",
            [uuid7(), utc(now)],
        )
    create_derived(db)
    if found:
        # What a view has come to hold is indexed, too.
        db.execute(
            "INSERT INTO search (rowid, body) SELECT id, body FROM searchable"
            " WHERE id NOT IN (SELECT id FROM search_docsize)"
        )
        refresh(db)
        _check(db, "after")
        after = row_counts(db)
        for table in before.keys() & after.keys():
            if after[table] < before[table]:
                raise _refusal(f"{table} would lose rows")
    db.execute(f"PRAGMA user_version = {VERSION}")


def _check(db: sqlite3.Connection, when: str) -> None:
    """Refuse to bring a damaged journal up to date, and to leave a damaged one."""
    if db.execute("PRAGMA quick_check").fetchone() != ("ok",):
        raise _refusal(f"it is damaged {when}")
    if db.execute("PRAGMA foreign_key_check").fetchone():
        raise _refusal(f"its references do not fit {when}")


def _refusal(why: str) -> JournalError:
    return JournalError(
        f"the journal could not be brought up to date: {why}",
        hint="nothing was changed; reltrack doctor says more",
    )


def drop_derived(db: sqlite3.Connection) -> None:
    """Drop views and triggers: altering a table that one of them mentions would fail."""
    for kind, name in db.execute(
        "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    ).fetchall():
        db.execute(f'DROP {kind} "{name}"')


def create_derived(db: sqlite3.Connection) -> None:
    """Create views and triggers."""
    _run(db, (_HERE / "views.sql").read_text("utf-8"))
    create_triggers(db)


def _scripts() -> list[tuple[int, str]]:
    files = sorted((_HERE / "migrations").glob("*.sql"))
    return [(int(f.name[:4]), f.read_text("utf-8")) for f in files]


def _run(db: sqlite3.Connection, script: str) -> None:
    """Run a script statement by statement: executescript would commit first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    if statement.strip():
        db.execute(statement)
