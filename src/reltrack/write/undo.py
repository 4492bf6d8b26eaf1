"""Undo and redo: play back what the triggers recorded, for every write alike.

Flipping an operation turns its rows back, newest change first, while the same triggers record how
to turn them forth again; so undo and redo are one function and restore exact rows.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any, Literal

from reltrack.database.recording import Columns, recorded_tables
from reltrack.database.rhythms import refresh
from reltrack.errors import RefusedError

if TYPE_CHECKING:
    from reltrack.domain.records import Step

State = Literal["done", "undone"]

_STEP = "SELECT id, command, summary, at, state FROM operation"


def steps(db: sqlite3.Connection, *, limit: int = 20) -> list[Step]:
    """Return the latest steps, newest first; those undone can be redone."""
    rows = db.execute(f"{_STEP} ORDER BY id DESC LIMIT ?", [limit or -1])
    return [_told(row) for row in rows]


def last_done(db: sqlite3.Connection) -> int | None:
    """Return the number of the step that undo would take back."""
    return db.execute("SELECT max(id) FROM operation WHERE state = 'done'").fetchone()[0]  # type: ignore[no-any-return]


def undo(db: sqlite3.Connection, *, dry_run: bool = False) -> Step:
    """Undo the latest step.

    Raises:
        RefusedError: there is nothing to undo.
    """
    return _flip(db, f"{_STEP} WHERE state = 'done' ORDER BY id DESC LIMIT 1", dry_run, "undo")


def redo(db: sqlite3.Connection, *, dry_run: bool = False) -> Step:
    """Do again what was undone last.

    Raises:
        RefusedError: there is nothing to redo.
    """
    return _flip(db, f"{_STEP} WHERE state = 'undone' ORDER BY id LIMIT 1", dry_run, "redo")


def _flip(db: sqlite3.Connection, query: str, dry_run: bool, verb: str) -> Step:
    db.execute("BEGIN IMMEDIATE")
    try:
        found = db.execute(query).fetchone()
        if found is None:
            raise RefusedError(
                f"there is nothing to {verb}", hint="reltrack undo --list shows the latest steps"
            )
        step = _told(found)
        db.execute("UPDATE journal SET recording = ?, replaying = 1", [step["id"]])
        _play_back(db, step["id"])
        step["state"] = "undone" if step["state"] == "done" else "done"
        db.execute("UPDATE operation SET state = ? WHERE id = ?", [step["state"], step["id"]])
        db.execute("UPDATE journal SET recording = NULL, replaying = 0")
        refresh(db)
        db.execute("ROLLBACK" if dry_run else "COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return step


def _play_back(db: sqlite3.Connection, operation: int) -> None:
    tables = recorded_tables(db)
    (last,) = db.execute("SELECT max(id) FROM change").fetchone()
    changes = db.execute(
        "SELECT table_name, key, row FROM change WHERE operation_id = ? AND id <= ?"
        " ORDER BY id DESC",
        [operation, last],
    )
    # Rows are added to `change` meanwhile, beyond `last`: fetched in batches, never re-read.
    while batch := changes.fetchmany(1000):
        for table, key, row in batch:
            _turn_back(db, table, tables[table], key and json.loads(key), row and json.loads(row))
    db.execute("DELETE FROM change WHERE operation_id = ? AND id <= ?", [operation, last])


def _turn_back(
    db: sqlite3.Connection,
    table: str,
    columns: Columns,
    key: dict[str, Any] | None,
    row: dict[str, Any] | None,
) -> None:
    """Turn one row back; what a cascade has already turned back is left as it is."""
    if key is None:
        assert row is not None
        names = [name for name in columns.all if name in row]
        db.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            [row[name] for name in names],
        )
    elif "first" in key:
        db.execute(
            f"DELETE FROM {table} WHERE {columns.key[0]} BETWEEN ? AND ?",
            [key["first"], key["last"]],
        )
    else:
        where = " AND ".join(f"{name} = ?" for name in columns.key)
        at = [key[name] for name in columns.key]
        if row is None:
            db.execute(f"DELETE FROM {table} WHERE {where}", at)
        else:
            names = [name for name in columns.all if name in row]
            values = ", ".join(f"{name} = ?" for name in names)
            db.execute(
                f"UPDATE {table} SET {values} WHERE {where}", [*(row[name] for name in names), *at]
            )


def _told(row: tuple[Any, ...]) -> Step:
    number, command, summary, at, state = row
    return {"id": number, "command": command, "summary": summary, "at": at, "state": state}
