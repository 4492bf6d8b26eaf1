"""Look at a journal and all it depends on, whatever state it is in; mend what is safe to mend."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reltrack import clock
from reltrack.database import repair, surroundings
from reltrack.database.checkup import FIX, examine
from reltrack.database.connection import connect, exists
from reltrack.database.contents import Contents, contents
from reltrack.database.faults import fault
from reltrack.database.migrate import migrate
from reltrack.errors import ReltrackError
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.database.surroundings import Finding
    from reltrack.domain.care import Check, State


class _Known(NamedTuple):
    """What is to be known of the contents to judge the rest."""

    there: Contents
    created: date
    changed: date


def diagnose(path: Path, *, now: datetime, environ: Mapping[str, str]) -> list[Check]:
    """Check everything; nothing is changed, but that an unfinished change may be taken back."""
    real = clock.now().timestamp()
    leftovers = _outside("leftovers", "none", lambda: surroundings.unfinished(path, now=real))
    inside, known = _inside(path, now)
    newest = known.there.last_date if known else None
    fixed = environ.get("RELTRACK_NOW")
    checks = [
        *inside,
        leftovers,
        _outside(
            "permissions",
            "the journal and its backups are yours alone",
            lambda: surroundings.permissions(path),
            state="problem",
        ),
        _outside(
            "location",
            "on a local disk, in no sync folder known",
            lambda: surroundings.location(path, surroundings.mounts()),
        ),
        _outside("space", "enough", lambda: surroundings.space(path)),
        _outside(
            "clock",
            surroundings.said(now),
            lambda: surroundings.clock(now, newest, fixed=fixed),
        ),
        _outside("zone", surroundings.local_zone(now), lambda: surroundings.zone(environ)),
        _check("versions", f"SQLite {sqlite3.sqlite_version}, Python {sys.version.split()[0]}"),
    ]
    if known:
        checks.append(
            _outside(
                "backups",
                lambda: surroundings.newest_backup(path),
                lambda: surroundings.backups(
                    path, known.there, created=known.created, changed=known.changed
                ),
            )
        )
    return checks


def treat(path: Path, *, now: datetime, environ: Mapping[str, str]) -> list[Check]:
    """Mend what is safe to mend, and check again.

    Raises:
        ReltrackError, sqlite3.DatabaseError: the journal is busy, or cannot be backed up before.
    """
    before = diagnose(path, now=now, environ=environ)
    wrong = {check["name"] for check in before if check["state"] != "ok"}
    done: dict[str, str] = {}
    if "permissions" in wrong and (count := repair.make_private(surroundings.too_open(path))):
        done["permissions"] = f"{count} made yours alone"
    drafts = surroundings.leftovers(path, now=clock.now().timestamp())
    if "leftovers" in wrong and (count := repair.remove(drafts)):
        done["leftovers"] = f"{count} removed"
    if not wrong & {"journal", "integrity"}:  # on a damaged file every change may do harm
        done |= repair.mend(path, wrong, now=now)
    after = diagnose(path, now=now, environ=environ)
    return [check | {"fixed": done.get(check["name"])} for check in after]


def _inside(path: Path, now: datetime) -> tuple[list[Check], _Known | None]:
    try:
        if not exists(path):
            return [_check("journal", f"none yet at {path}: the first log makes it")], None
        with closing(_open(path)) as db, closing(_scratch()) as scratch:
            known = None
            with suppress(sqlite3.Error):
                known = _known(db)
            (mode,) = db.execute("PRAGMA journal_mode").fetchone()
            whole = _copy(db, scratch, now)
            return [
                _check("journal", f"{path}, {path.stat().st_size // 1000} KB"),
                _check("journal-mode", mode.upper())
                if mode == "delete"
                else _check("journal-mode", f"{mode.upper()}, not DELETE", "problem", FIX),
                *examine(scratch if whole else db),
            ], known
    except (sqlite3.Error, ReltrackError) as error:
        problem = error if isinstance(error, ReltrackError) else fault(error)
        hint = problem.hint if problem else "reltrack backup --list"
        return [_check("journal", str(problem or error), "problem", hint)], None


def _open(path: Path) -> sqlite3.Connection:
    """Open a journal as it is, of whatever version."""
    try:
        return connect(path, "ro")[0]
    except sqlite3.OperationalError as error:
        # A hot journal cannot be rolled back read-only.
        if not error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise
        return connect(path, "rw")[0]


def _scratch() -> sqlite3.Connection:
    """Return a place for a private copy, in memory and, beyond that, in an unnamed file."""
    return sqlite3.connect("", isolation_level=None)


def _copy(db: sqlite3.Connection, scratch: sqlite3.Connection, now: datetime) -> bool:
    """Copy a journal and bring the copy up to date; tell whether it could be read to its end."""
    db.execute("BEGIN")
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        db.backup(scratch)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise
        return False
    finally:
        db.execute("ROLLBACK")
    with suppress(sqlite3.Error, ReltrackError):  # what is wrong is said by the rules
        migrate(scratch, now=now)
    return True


def _known(db: sqlite3.Connection) -> _Known:
    created, changed = db.execute(
        "SELECT created_at, coalesce((SELECT max(at) FROM operation), created_at) FROM journal"
    ).fetchone()
    return _Known(contents(db), _local_day(created), _local_day(changed))


def _local_day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone().date()


def _outside(
    name: str,
    fine: str | Callable[[], str],
    look: Callable[[], Finding],
    *,
    state: State = "warning",
) -> Check:
    try:
        wrong, hint = look()
        if wrong:
            return _check(name, wrong, state, hint)
        return _check(name, fine if isinstance(fine, str) else fine())
    except (OSError, ReltrackError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _check(name, f"cannot be checked: {reason.lower()}", "warning", "reltrack paths")


def _check(name: str, text: str, state: State = "ok", hint: str | None = None) -> Check:
    return {"name": name, "state": state, "text": text, "hint": hint, "fixed": None}
