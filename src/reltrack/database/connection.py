"""Open the journal: one SQLite file, private, never created by looking."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal, NoReturn

from reltrack.clock import now as local_now
from reltrack.database.schema import APPLICATION_ID, VERSION, refuse_newer
from reltrack.errors import JournalError

BUSY_SECONDS = 5.0


def open_to_read(path: Path, *, now: datetime | None = None) -> sqlite3.Connection:
    """Open the journal read-only; an empty one in memory where there is none yet.

    Only to roll back what a crash left half done, or to migrate, is it reopened for writing; `now`
    dates the backup that is made before.

    Raises:
        JournalError: the file is something else, newer or out of reach.
        sqlite3.DatabaseError: it is damaged or locked; `faults` says it in words.
    """
    if not exists(path):
        return open_in_memory()
    try:
        db, current = connect(path, "ro")
        if current:
            return db
        db.close()
    except sqlite3.OperationalError as error:
        # A hot journal cannot be rolled back read-only.
        if not error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise
    return open_to_write(path, now=now)


def open_to_write(path: Path, *, now: datetime | None = None) -> sqlite3.Connection:
    """Open the journal for writing, creating it (0600 in a 0700 directory) or migrating it.

    It is backed up before a migration, which `now` dates.

    Raises:
        JournalError: as for reading, or it cannot be created.
        sqlite3.DatabaseError: as for reading.
    """
    if not exists(path):
        _create(path, now or local_now())
    db, current = connect(path, "rw")
    if not current:
        try:
            _bring_up_to_date(db, path, now or local_now())
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def drafted(path: Path, *, now: datetime) -> Iterator[sqlite3.Connection]:
    """Yield a new journal that gets its name only if what is written into it succeeds.

    Raises:
        JournalError: it cannot be created, or there is one by now.
    """
    from reltrack.database.files import draft, make_private, publish
    from reltrack.database.migrate import migrate

    exists(path)  # something else in its place is refused before the work is done
    with ExitStack() as stack:
        try:
            make_private(path.parent)
            made = stack.enter_context(draft(path))
        except OSError as error:
            _refuse_for(path, error)
        with closing(sqlite3.connect(made, isolation_level=None)) as db:
            migrate(db, now=now)
        db, _ = connect(made, "rw")
        with closing(db):
            yield db
        try:
            if not publish(made, path):
                _refuse(path, "another command has made it meanwhile", "run this one again")
        except OSError as error:
            _refuse_for(path, error)


def _bring_up_to_date(db: sqlite3.Connection, path: Path, now: datetime) -> None:
    from reltrack.database.backup import before_migration
    from reltrack.database.migrate import migrate

    migrate(db, now=now, before=lambda version: before_migration(path, version, now=now))


def open_in_memory() -> sqlite3.Connection:
    """Return an empty journal that leaves no file."""
    from reltrack.database.migrate import migrate

    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("PRAGMA recursive_triggers = ON")
    migrate(db, now=local_now())
    return db


def exists(path: Path) -> bool:
    """Tell whether there is a journal.

    Raises:
        JournalError: something else is in its place.
    """
    try:
        mode = path.stat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        _refuse_for(path, error)
    if stat.S_ISDIR(mode.st_mode):
        _refuse(path, "it is a folder", "give the path of a file with --db")
    if not stat.S_ISREG(mode.st_mode):
        _refuse(path, "it is not a regular file", "give another path with --db")
    if mode.st_size == 0:
        from reltrack.database.faults import BACKUPS

        _refuse(path, "the file is empty", f"{BACKUPS}, or remove it to start afresh")
    return True


def _refuse(path: Path, what: str, hint: str) -> NoReturn:
    raise JournalError(f"cannot use the journal {path}: {what}", hint=hint)


def _refuse_for(path: Path, error: OSError | ValueError) -> NoReturn:
    reason = getattr(error, "strerror", None) or "there can be no such path"
    _refuse(path, reason.lower(), "check the folder, or give another path with --db")


def connect(path: Path, mode: Literal["ro", "rw"]) -> tuple[sqlite3.Connection, bool]:
    """Connect as it is, and tell whether the schema is up to date.

    Raises:
        JournalError: it is no journal of ours, or newer.
        sqlite3.DatabaseError: as for reading.
    """
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
    )
    try:
        db.execute("PRAGMA foreign_keys = ON")
        # REPLACE deletes behind the back of the triggers without it.
        db.execute("PRAGMA recursive_triggers = ON")
        # EXTRA also syncs the folder after the rollback journal is gone.
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA cell_size_check = ON")
        # Nothing private spills into a temporary file outside the journal's folder.
        db.execute("PRAGMA temp_store = MEMORY")
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            _refuse(path, "it belongs to another program", "give the path of a journal with --db")
        refuse_newer(version)
    except BaseException:
        db.close()
        raise
    return db, version == VERSION


def _create(path: Path, now: datetime) -> None:
    """Create the journal whole or not at all, so that twenty first commands may do it at once."""
    from reltrack.database.files import draft, make_private, publish
    from reltrack.database.migrate import migrate

    try:
        make_private(path.parent)
        with draft(path) as made:
            with closing(sqlite3.connect(made, isolation_level=None)) as db:
                db.execute("PRAGMA synchronous = EXTRA")
                migrate(db, now=now)
            publish(made, path)
    except OSError as error:
        _refuse_for(path, error)
