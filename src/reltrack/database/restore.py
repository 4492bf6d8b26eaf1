"""Put a backup in the journal's place: in one step, with writers kept out, and nothing thrown away.

SQLite itself refuses to write to a file that was replaced under an open connection, so a process
that opened the journal of before cannot change it, or the new one, afterwards.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reltrack.database import connection
from reltrack.database.backup import described, free_path, snapshot
from reltrack.database.connection import connect
from reltrack.database.contents import reading
from reltrack.database.files import BESIDE, beside, draft, make_private, publish, sync_folder
from reltrack.database.schema import APPLICATION_ID
from reltrack.errors import BadDataError, JournalError, NotFoundError, RefusedError

if TYPE_CHECKING:
    from reltrack.domain.care import Backup, Restored

_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


def preview(file: Path, journal: Path) -> Restored:
    """Return what would take the journal's place, and what is there; both are checked.

    Raises:
        NotFoundError: there is no such file.
        BadDataError: it is damaged, or no journal.
        RefusedError: it is the journal itself.
        JournalError: it is newer than this program, or what is in the journal's place is not ours.
    """
    with _in_words():
        if not file.exists():
            raise NotFoundError(
                f"there is no file {file}", hint="reltrack backup --list shows some"
            )
        if journal.exists() and file.samefile(journal):
            raise RefusedError(f"{file} is the journal itself", hint="give a backup of it")
        _check(file)
        return {
            "journal": str(journal),
            "restored": described(file),
            "replaced": _present(journal),
        }


def restore(file: Path, journal: Path, *, now: datetime) -> Restored:
    """Put the file in the journal's place; the journal of before goes to its backups.

    Raises:
        ReltrackError: as for `preview`, or a file cannot be written; the journal is as it was.
        sqlite3.DatabaseError: the journal is busy, or the disk is full.
    """
    done = preview(file, journal)
    place = Path(os.path.realpath(journal))
    with _in_words():
        make_private(place.parent)
        with closing(connect(file, "ro")[0]) as db, snapshot(db, place) as made:
            if done["replaced"] is None:
                _move_beside(place, free_path(place, "replaced", now=now))
                if not publish(made, place):
                    raise RefusedError("a journal was made meanwhile", hint="run it again")
            else:
                with _writers_kept_out(place) as raw:
                    kept = free_path(place, "replaced", now=now)
                    _keep(raw, kept)
                    _move_beside(place, kept)
                    made.replace(place)
                    _confirm(place)
                done["replaced"] = described(kept)
    return done


def _confirm(place: Path) -> None:
    try:
        sync_folder(place.parent)
    except OSError as error:
        raise JournalError(
            f"the backup is in the journal's place, but the disk reported: {error.strerror}",
            hint="check the disk, and the journal with reltrack doctor",
        ) from None


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JournalError(
            f"the backup cannot be restored: {(error.strerror or 'fault').lower()}",
            hint="check the folder of the journal and its space; the journal is as it was",
        ) from None


def _check(file: Path) -> None:
    """Refuse what is not a sound journal."""
    if not file.is_file():
        raise BadDataError(f"{file} is not a file", hint="reltrack backup --list shows some")
    try:
        with closing(connect(file, "ro")[0]) as db:
            sound = (
                db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                and not db.execute("PRAGMA foreign_key_check").fetchone()
                and db.execute("SELECT count(*) FROM journal").fetchone() == (1,)
            )
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_READONLY", "SQLITE_BUSY")):
            raise
        what = "no reltrack journal" if name.startswith("SQLITE_NOTADB") else "damaged"
        raise _refusal(file, what) from None
    except JournalError as error:
        if "newer" in str(error):
            raise
        raise _refusal(file, "no reltrack journal") from None
    if not sound:
        raise _refusal(file, "damaged")


def _refusal(file: Path, what: str) -> BadDataError:
    return BadDataError(
        f"{file} cannot be restored: it is {what}",
        hint="nothing was changed; reltrack backup --list shows the backups there are",
    )


def _present(journal: Path) -> Backup | None:
    """Return what is in the journal's place; None if nothing is.

    Raises:
        JournalError: it is not ours to replace.
    """
    if not os.path.lexists(journal):
        return None
    if not journal.is_file():
        raise JournalError(
            f"cannot use the journal {journal}: it is not a file", hint="give another with --db"
        )
    try:
        with closing(reading(journal)) as db:
            whose = db.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError:
        whose = APPLICATION_ID  # damaged: it may well have been ours, and it is kept
    if whose != APPLICATION_ID and journal.stat().st_size:
        raise JournalError(
            f"cannot use the journal {journal}: it belongs to another program",
            hint="give the path of a journal with --db",
        )
    return described(journal, "replaced")


@contextmanager
def _writers_kept_out(journal: Path) -> Iterator[BinaryIO]:
    """Hold the write lock and yield the bytes; what is too damaged for SQLite nobody can write to.

    The file is closed after the lock is given up: closing one drops SQLite's locks on it.
    """
    uri = f"{journal.as_uri()}?mode=rw"
    with (
        journal.open("rb") as raw,
        closing(
            sqlite3.connect(uri, uri=True, timeout=connection.BUSY_SECONDS, isolation_level=None)
        ) as db,
    ):
        try:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            if not error.sqlite_errorname.startswith(_DAMAGED):
                raise
        yield raw


def _keep(raw: BinaryIO, path: Path) -> None:
    """Copy the journal of before, byte for byte, to its backups."""
    with draft(path) as made:
        with made.open("wb") as target:
            shutil.copyfileobj(raw, target)
            target.flush()
            os.fsync(target.fileno())
        if not publish(made, path):
            raise RefusedError(f"{path} exists already", hint="run it again")


def _move_beside(journal: Path, kept: Path) -> None:
    """Move what SQLite left beside the journal: it would be played back into the new one."""
    for end in BESIDE:
        if os.path.lexists(beside(journal, end)):
            shutil.move(beside(journal, end), beside(kept, end))
