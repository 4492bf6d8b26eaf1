"""What `doctor --fix` mends: what is derived, and can be derived again; never what people wrote."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Set
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from reltrack.database.backup import stamped
from reltrack.database.checkup import CONTACT, DAY, misfolded
from reltrack.database.connection import open_to_write
from reltrack.database.contents import RECORDS, contents
from reltrack.database.migrate import create_derived, drop_derived
from reltrack.database.rhythms import refresh, unlearn
from reltrack.domain.text import fold


def mend(path: Path, names: Set[str], *, now: datetime) -> dict[str, str]:
    """Mend the rules named, each in a transaction of its own, and return what was done.

    The journal is backed up before; what cannot be mended is left as it is.

    Raises:
        ReltrackError, sqlite3.DatabaseError: it cannot be opened, or not backed up.
    """
    done: dict[str, str] = {}
    chosen = [name for name in _FIXES if name in names]
    if not chosen and "journal-mode" not in names:
        return done
    with closing(open_to_write(path, now=now)) as db:
        if "journal-mode" in names:
            db.execute("PRAGMA journal_mode = DELETE")
            done["journal-mode"] = "DELETE again"
        if chosen and contents(db).records:
            stamped(db, path, "manual", now=now)
        for name in chosen:
            fix, said = _FIXES[name]
            db.execute("BEGIN IMMEDIATE")
            try:
                fix(db)
                refresh(db)
                db.execute("COMMIT")
            except sqlite3.DatabaseError:
                if db.in_transaction:
                    db.execute("ROLLBACK")
            else:
                done[name] = said
    return done


def settle_participants(db: sqlite3.Connection) -> None:
    """Copy day and contact from each entry to its participants."""
    db.execute(
        f"UPDATE participant SET day = {DAY}, contact = {CONTACT} FROM interaction"
        f" WHERE interaction.id = interaction_id AND (day IS NOT {DAY} OR contact IS NOT {CONTACT})"
    )


def raise_last_number(db: sqlite3.Connection) -> None:
    """Let no number be given out twice."""
    every = " UNION ALL ".join(f"SELECT id FROM {table}" for table in RECORDS)
    db.execute(
        f"UPDATE journal SET last_number = (SELECT max(last_number, max(id)) FROM ({every}))"
        f" WHERE last_number < (SELECT max(id) FROM ({every}))"
    )


def refold(db: sqlite3.Connection) -> None:
    """Let names be found as they are spelled."""
    for table, name, person, key in list(misfolded(db)):
        column = "id" if table == "person" else "person_id"
        db.execute(
            f"UPDATE OR IGNORE {table} SET key = ? WHERE {column} = ? AND key = ?",
            [fold(name), person, key],
        )


def make_private(paths: Iterable[Path]) -> int:
    """Take the rights of all others from files and folders of ours; return for how many it went."""
    count = 0
    for path in paths:
        with suppress(OSError):
            path.chmod(0o700 if path.is_dir() else 0o600)
            count += 1
    return count


def remove(paths: Iterable[Path]) -> int:
    """Remove what crashes have left half made; return how many files went."""
    count = 0
    for path in paths:
        with suppress(OSError):
            path.unlink()
            count += 1
    return count


def _derive(db: sqlite3.Connection) -> None:
    drop_derived(db)
    create_derived(db)


def _index(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO search (search) VALUES ('rebuild')")


def _rest(db: sqlite3.Connection) -> None:
    db.execute("UPDATE journal SET recording = NULL, bulk = 0, replaying = 0")


_FIXES: dict[str, tuple[Callable[[sqlite3.Connection], None], str]] = {
    "recording": (_rest, "brought to rest"),
    "triggers": (_derive, "views and triggers made anew"),
    "names": (refold, "keys made anew"),
    "participants": (settle_participants, "copied anew from their entries"),
    "rhythms": (unlearn, "learned anew"),
    "numbers": (raise_last_number, "the next number is beyond all"),
    "search": (_index, "index made anew"),
}
