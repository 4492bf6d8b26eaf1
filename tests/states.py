"""What a journal holds, boiled down to what can be compared."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

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


def derived(db: sqlite3.Connection) -> dict[str, list[Row]]:
    """Every row that is worked out from others and kept; once at rest, a function of the state."""
    told = {"journal", "operation", "change", *recorded_tables(db)}
    names = db.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        " AND name NOT LIKE 'sqlite_%'"
    )
    kept = sorted({name for (name,) in names} - told)
    return {table: sorted(db.execute(f"SELECT * FROM {table}")) for table in kept}


def check_search(db: sqlite3.Connection) -> None:
    """Compare the full-text index with what it indexes; raises sqlite3.DatabaseError."""
    compare = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"
    (file,) = db.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    if not file and db.isolation_level is None:
        db.execute(compare)
        return
    # In a read-only or busy journal this command could not run: it is written like an insert.
    memory = sqlite3.connect(":memory:")
    try:
        db.backup(memory)
        memory.execute(compare)
    finally:
        memory.close()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def file_state(path: Path) -> tuple[str, int, list[str]]:
    """What must not change about a file that is left alone, and its folder."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return digest, path.stat().st_mtime_ns, names(path.parent)
