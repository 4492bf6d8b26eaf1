"""Record, for every row a command touches, how to turn it back.

Triggers do it, so that no writer can forget: the SQL wing, the ORM and whatever cascades from them
are recorded alike, in the transaction of the change itself. They are made from the schema and only
write while an operation is under way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from reltrack.database.rhythms import refresh
from reltrack.tuples import NamedTuple

IN_BULK = frozenset(("interaction", "participant", "interaction_tag"))
"""Tables whose rows a bulk operation notes as ranges of entries, the rest following by cascade."""

_INDEXING = "interaction_search_insert"
"""The trigger that a bulk operation does without: texts are indexed sooner many at a time."""

UNRECORDED = ("journal", "operation", "change", "rhythm", "stale_rhythm")
"""Tables that undo leaves alone: its own, the numbers already given out, what is derived."""


class Columns(NamedTuple):
    """A table's columns, and those of its primary key."""

    all: list[str]
    key: list[str]


def recorded_tables(db: sqlite3.Connection) -> dict[str, Columns]:
    """Return every table whose changes are recorded, with its columns."""
    names = [
        name
        for (name,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name <> 'search' AND name NOT LIKE 'search!_%' ESCAPE '!' ORDER BY name"
        )
        if name not in UNRECORDED
    ]
    return {name: columns(db, name) for name in names}


def columns(db: sqlite3.Connection, table: str) -> Columns:
    """Return the columns of one table."""
    info = db.execute("SELECT name, pk FROM pragma_table_info(?)", [table]).fetchall()
    return Columns(
        [name for name, _ in info],
        [name for name, _ in sorted((r for r in info if r[1]), key=lambda r: int(r[1]))],
    )


def create_triggers(db: sqlite3.Connection) -> None:
    """Create the triggers that fill `change`."""
    for table, names in recorded_tables(db).items():
        for event, key, row in (
            ("insert", _object("new", names.key), "NULL"),
            ("update", _object("new", names.key), _object("old", names.all)),
            ("delete", "NULL", _object("old", names.all)),
        ):
            bulk = " AND NOT bulk" if event == "insert" and table in IN_BULK else ""
            db.execute(
                f"CREATE TRIGGER record_{table}_{event} AFTER {event} ON {table}"
                f" WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL{bulk}) BEGIN"
                " INSERT INTO change (operation_id, table_name, key, row)"
                f" SELECT recording, '{table}', {key}, {row} FROM journal; END"
            )


def _object(side: str, names: list[str]) -> str:
    return "json_object(" + ", ".join(f"'{name}', {side}.{name}" for name in names) + ")"


@contextmanager
def change(
    db: sqlite3.Connection,
    command: str,
    *,
    now: datetime,
    dry_run: bool = False,
    bulk: bool = False,
) -> Iterator[Operation]:
    """Write in one transaction, recorded as one step of undo; with `dry_run`, leave no trace.

    What is recorded first clears what could have been redone. An operation that changed nothing
    leaves no step behind. In `bulk`, inserted entries are noted by the writer, as ranges.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        operation = Operation(db, command, now, bulk=bulk)
        trigger = _set_aside(db) if bulk else None
        db.execute("UPDATE journal SET recording = ?, bulk = ?", [operation.id, bulk])
        yield operation
        operation.close()
        if trigger:
            db.execute(trigger)
        refresh(db)
        db.execute("ROLLBACK" if dry_run else "COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _set_aside(db: sqlite3.Connection) -> str | None:
    """Drop the trigger that indexes entries, and return how it is made again."""
    found = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [_INDEXING]).fetchone()
    if found is None:
        return None
    db.execute(f"DROP TRIGGER {_INDEXING}")
    return str(found[0])


class Operation:
    """One command's writing, under way."""

    def __init__(
        self, db: sqlite3.Connection, command: str, now: datetime, *, bulk: bool = False
    ) -> None:
        self.db = db
        self._bulk = bulk
        self.now = now
        self.at = utc(now)
        self.summary = ""
        """What `undo` will say was undone; set by the writer."""
        self.changed = False
        """Whether anything was changed; known once it is closed."""
        (self.id,) = db.execute(
            "INSERT INTO operation (command, summary, at, state) VALUES (?, '', ?, 'done')"
            " RETURNING id",
            [command, self.at],
        ).fetchone()

    def number(self, count: int = 1) -> int:
        """Return a number no record has or ever had; with `count`, the first of so many."""
        (last,) = self.db.execute(
            "UPDATE journal SET last_number = last_number + ? RETURNING last_number", [count]
        ).fetchone()
        return int(last) - count + 1

    def inserted(self, table: str, first: int, last: int) -> None:
        """Note a range of numbers just inserted in bulk, before any of them is touched again.

        Its participants and tags need no note of their own; those of older entries would. Entries
        can be searched from then on.
        """
        self.db.execute(
            "INSERT INTO change (operation_id, table_name, key)"
            " VALUES (?, ?, json_object('first', ?, 'last', ?))",
            [self.id, table, first, last],
        )
        if self._bulk and table == "interaction":
            self.db.execute(
                "INSERT INTO search (rowid, body) SELECT id, body FROM searchable"
                " WHERE id BETWEEN :first AND :last"
                " AND id IN (SELECT id FROM interaction WHERE id BETWEEN :first AND :last)",
                {"first": first, "last": last},
            )

    def touched(self) -> bool:
        """Tell whether any row has been changed so far."""
        query = "SELECT EXISTS (SELECT 1 FROM change WHERE operation_id = ?)"
        return bool(self.db.execute(query, [self.id]).fetchone()[0])

    def close(self) -> None:
        """End the recording; forget the operation if it changed nothing."""
        self.db.execute("UPDATE journal SET recording = NULL, bulk = 0")
        self.changed = self.touched()
        if self.changed:
            self.db.execute("DELETE FROM operation WHERE state = 'undone'")
            self.db.execute(
                "UPDATE operation SET summary = ? WHERE id = ?", [self.summary, self.id]
            )
        else:
            self.db.execute("DELETE FROM operation WHERE id = ?", [self.id])


def utc(moment: datetime) -> str:
    """Return an instant as the journal keeps it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
