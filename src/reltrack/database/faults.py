"""What SQLite's faults mean to the person whose journal it is."""

from __future__ import annotations

import sqlite3

from reltrack.errors import JournalError

BACKUPS = "reltrack backup --list shows what reltrack restore can bring back"

_MEANINGS = {
    "SQLITE_BUSY": (
        "the journal is busy: another reltrack is writing",
        "try again in a moment; nothing was changed",
    ),
    "SQLITE_LOCKED": (
        "the journal is busy: another reltrack is writing",
        "try again in a moment; nothing was changed",
    ),
    "SQLITE_NOTADB": (
        "the file is not a reltrack journal",
        "give the path of a journal with --db, or if it was one: reltrack backup --list; the file"
        " is untouched",
    ),
    "SQLITE_CORRUPT": (
        "the journal is damaged",
        f"keep the file as it is; {BACKUPS}, and reltrack doctor --recover NEW saves what can be"
        " read",
    ),
    "SQLITE_FULL": (
        "the disk is full",
        "free some space and run it again; nothing was changed",
    ),
    "SQLITE_READONLY_DBMOVED": (
        "the journal was replaced while it was used",
        "run it again; nothing was changed",
    ),
    "SQLITE_READONLY": (
        "the journal cannot be written: it is read-only",
        "check the permissions of the file and its folder; nothing was changed",
    ),
    "SQLITE_CANTOPEN": (
        "the journal cannot be opened",
        "check the permissions of the file and its folder",
    ),
    "SQLITE_PERM": (
        "the journal cannot be opened: permission denied",
        "check the permissions of the file and its folder",
    ),
    "SQLITE_IOERR": (
        "the disk reported a fault while the journal was used",
        "check the disk and its space; an unfinished change is rolled back",
    ),
    "SQLITE_PROTOCOL": (
        "the journal cannot be locked on this file system",
        "keep it on a local disk",
    ),
}


def fault(problem: BaseException) -> JournalError | None:
    """Return the fault of the file or the disk behind an exception; None if it is none."""
    seen: BaseException | None = problem
    while seen is not None:
        original = getattr(seen, "orig", seen)  # SQLAlchemy keeps the cause there
        if not isinstance(original, sqlite3.Error):
            return None
        name = getattr(original, "sqlite_errorname", None) or ""
        for prefix, (message, hint) in _MEANINGS.items():
            if name.startswith(prefix):
                return JournalError(message, hint=hint)
        # After a fault SQLite may end the transaction itself, and a savepoint is missed then.
        seen = seen.__cause__ or seen.__context__
    return None
