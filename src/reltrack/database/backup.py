"""Copies of the journal: made before anything could go wrong, checked, and kept sparingly."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from reltrack import config
from reltrack.database.contents import Contents, contents, held, reading, row_counts
from reltrack.database.faults import BACKUPS, fault
from reltrack.database.files import DRAFT, draft, make_private, publish, sync
from reltrack.database.schema import APPLICATION_ID
from reltrack.errors import JournalError, RefusedError

if TYPE_CHECKING:
    from reltrack.domain.care import Backup, BackupKind

KEPT: dict[str, int] = {"daily": 7, "migration": 3}
"""How many automatic backups are kept; those made by hand, or by `restore`, all are."""

EMPTY = Contents(0, 0, 0, None)

_NAME = re.compile(
    r"(?P<kind>daily|migration|manual|replaced)(-v\d+)?-(?P<date>\d{4}-\d\d-\d\d)"
    r"(T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(-(?P<number>\d+))?)?\.db"
)


@contextmanager
def snapshot(db: sqlite3.Connection, path: Path) -> Iterator[Path]:
    """Yield a private copy of the journal, checked and on the disk, beside the path it is for.

    What is not published of it is gone afterwards.

    Raises:
        JournalError: the copy would be damaged, or cannot be written there.
        sqlite3.DatabaseError: the journal cannot be read, or the disk is full.
    """
    with _writing(path), draft(path) as made:
        with closing(sqlite3.connect(made, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            # The lock is waited for here; while copying, SQLite's own binding would wait for ever.
            db.execute("BEGIN")
            try:
                counts = row_counts(db)
                db.backup(copy)
            finally:
                db.execute("ROLLBACK")
            copy.execute("PRAGMA journal_mode = DELETE")
        with closing(reading(made)) as copy:
            ours = copy.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
            sound = ours and copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
            if not sound or row_counts(copy) != counts:
                raise JournalError(
                    "the journal is damaged: a copy of it does not pass the check",
                    hint=f"reltrack doctor says more; {BACKUPS}",
                )
        sync(made)
        yield made


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JournalError(
            f"cannot write {path}: {(error.strerror or 'fault').lower()}",
            hint="check the folder and its space",
        ) from None


def copy(db: sqlite3.Connection, path: Path, *, force: bool = False) -> None:
    """Copy the journal to a file that is there whole or not at all.

    Raises:
        RefusedError: there is something already, and `force` is not given.
        JournalError, sqlite3.DatabaseError: as for `snapshot`.
    """
    with snapshot(db, path) as made:
        if not publish(made, path, force=force):
            raise _exists(path)


def copy_to(db: sqlite3.Connection, path: Path, *, force: bool) -> None:
    """Copy the journal to a file of the user's choice, never over a far fuller journal.

    Raises:
        RefusedError: there is something already, and `force` is not given or would lose records.
        JournalError, sqlite3.DatabaseError: as for `snapshot`.
    """
    if path.exists():
        if not force:
            raise _exists(path)
        there = held(path)
        if there and contents(db).far_fewer_than(there):
            raise RefusedError(
                f"{path} holds {there.records} records, far more than the journal",
                hint="give another path, or remove the file first",
            )
    copy(db, path, force=force)


def _exists(path: Path) -> RefusedError:
    return RefusedError(f"{path} exists already", hint="--force overwrites it")


def daily(db: sqlite3.Connection, journal: Path, day: date) -> None:
    """Make the backup of a day, unless there is nothing to keep, and drop what is too old.

    Raises:
        JournalError: it cannot be made, or would take the last of the space from a change.
    """
    path = config.daily_backup_path(journal, day)
    try:
        if contents(db).records:
            with _writing(path):
                make_private(path.parent)
                if shutil.disk_usage(path.parent).free < 2 * journal.stat().st_size:
                    raise JournalError("the disk is nearly full", hint="free some space")
            with suppress(RefusedError):  # another process was first
                copy(db, path)
            _rotate(journal, "daily", path)
    except sqlite3.Error as error:
        problem = fault(error) or JournalError("the copy failed", hint="reltrack doctor says more")
        raise problem from None


def before_migration(path: Path, version: int, *, now: datetime) -> None:
    """Back up a journal whose schema is about to change, unless it holds nothing.

    Raises:
        JournalError: it cannot be made; nothing may be changed then.
    """
    try:
        with closing(reading(path)) as db:
            if contents(db).records:
                made = stamped(db, path, f"migration-v{version}", now=now)
                _rotate(path, "migration", made)
    except (sqlite3.Error, JournalError) as error:
        reason = fault(error) or error
        raise JournalError(
            f"the journal must be brought up to date, and cannot be backed up before: {reason}",
            hint=f"the backup goes to {config.backups_path(path)}; nothing was changed",
        ) from None


def stamped(db: sqlite3.Connection, journal: Path, prefix: str, *, now: datetime) -> Path:
    """Back a journal up under a prefix and the time, and return the path.

    Raises:
        JournalError, sqlite3.DatabaseError: as for `snapshot`.
    """
    path = free_path(journal, prefix, now=now)
    copy(db, path)
    return path


def free_path(journal: Path, prefix: str, *, now: datetime) -> Path:
    """Return where a backup of this moment goes; its folder is there afterwards.

    Raises:
        JournalError: the folder cannot be made.
    """
    folder = config.backups_path(journal)
    with _writing(folder):
        make_private(folder)
        for number in count(1):
            again = f"-{number}" if number > 1 else ""
            path = folder / f"{prefix}-{now:%Y-%m-%dT%H%M%S}{again}.db"
            if not path.exists():
                break
    return path


def backups(journal: Path) -> list[Backup]:
    """Return the known backups of a journal, newest first."""
    found = []
    for path in paths(journal):
        with suppress(FileNotFoundError):  # dropped meanwhile
            found.append(described(path))
    return found


def paths(journal: Path, kind: BackupKind | None = None) -> list[Path]:
    """Return the files of the known backups, newest first."""
    found = []
    for path in folder_files(journal):
        name = _NAME.fullmatch(path.name)
        if name and kind in (None, name["kind"]):
            time = (name["date"], name["hour"] or "", name["minute"] or "", name["second"] or "")
            found.append((time, int(name["number"] or 0), path))
    return [path for *_, path in sorted(found, reverse=True)]


def folder_files(journal: Path) -> list[Path]:
    """Return every file in the folder of a journal's backups, unfinished ones among them."""
    try:
        return sorted(config.backups_path(journal).iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JournalError(
            f"the backups cannot be listed: {(error.strerror or 'fault').lower()}",
            hint="check the folder: reltrack paths",
        ) from None


def described(path: Path, kind: BackupKind = "manual", *, made: datetime | None = None) -> Backup:
    """Return what a backup is and holds, nulls where it cannot be read.

    Where its name does not tell, it is of the kind given, `made` then or when it was last changed.

    Raises:
        OSError: it is gone.
    """
    name = _NAME.fullmatch(path.name)
    status = path.stat()
    known = held(path)
    if name:
        day = name["date"]
        time = f"{name['hour']}:{name['minute']}" if name["hour"] else None
    else:
        made = made or datetime.fromtimestamp(status.st_mtime).astimezone()
        day, time = made.date().isoformat(), f"{made:%H:%M}"
    return {
        "path": str(path),
        "kind": name["kind"] if name else kind,  # type: ignore[typeddict-item]
        "date": day,
        "time": time,
        "people": known and known.people,
        "entries": known and known.entries,
        "records": known and known.records,
        "last_date": known and known.last_date,
        "size": status.st_size,
    }


def _rotate(journal: Path, kind: BackupKind, made: Path) -> None:
    """Drop what is beyond the number kept, but nothing far fuller than all that is kept."""
    found = [path for path in paths(journal, kind) if path != made]
    kept, old = [made, *found[: KEPT[kind] - 1]], found[KEPT[kind] - 1 :]
    for path in old:
        full = held(path) or EMPTY
        if all((held(other) or EMPTY).far_fewer_than(full) for other in kept):
            kept.append(path)
        else:
            with suppress(OSError):
                path.unlink()
    _sweep(journal, made)


def _sweep(journal: Path, made: Path) -> None:
    """Remove what crashes have left half made, a day before the newest or earlier."""
    with suppress(OSError):
        newest = made.stat().st_mtime
        for path in folder_files(journal):
            if DRAFT in path.name and path.stat().st_mtime < newest - 86_400:
                path.unlink()
