"""What a journal holds, boiled down to what can be compared."""

from __future__ import annotations

import hashlib
import sqlite3

from reltrack.database.recording import recorded_tables

Row = tuple[object, ...]


def state(db: sqlite3.Connection) -> dict[str, list[Row]]:
    """Every row of every recorded table, with the types that SQLite gives its values."""
    held = {}
    for table, columns in recorded_tables(db).items():
        selected = ", ".join(f"{name}, typeof({name})" for name in columns.all)
        rows = db.execute(f"SELECT {selected} FROM {table} ORDER BY {', '.join(columns.key)}")
        held[table] = [tuple(row) for row in rows]
    return held


def state_hash(db: sqlite3.Connection) -> str:
    """A digest of the recorded tables; fails where the full text does not agree with them."""
    check_search(db)
    return hashlib.sha256(repr(state(db)).encode()).hexdigest()


def check_search(db: sqlite3.Connection) -> None:
    """Compare the full-text index with what it indexes; raises sqlite3.DatabaseError."""
    # In a read-only or busy journal this command could not run: it is written like an insert.
    memory = sqlite3.connect(":memory:")
    try:
        db.backup(memory)
        memory.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    finally:
        memory.close()
