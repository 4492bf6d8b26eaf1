"""What no command makes yet: rows in plain SQL, recorded like any other change."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from reltrack.database.connection import open_to_write
from reltrack.database.recording import change

AT = "2026-11-20T09:30:00Z"


def write(db: Path, *statements: tuple[str, dict[str, Any]]) -> None:
    """Run statements in one recorded change."""
    with (
        closing(open_to_write(db)) as connection,
        change(connection, "test", now=datetime(2026, 11, 20).astimezone()) as operation,
    ):
        for statement, values in statements:
            operation.db.execute(statement, values)


def insert(db: Path, table: str, **values: Any) -> int:
    """Insert a record under the next number, and return it."""
    with (
        closing(open_to_write(db)) as connection,
        change(connection, "test", now=datetime(2026, 11, 20).astimezone()) as operation,
    ):
        number = operation.number()
        row = {
            "id": number, "uid": f"uid-{number}", "created_at": AT, "updated_at": AT, **values
        }  # fmt: skip
        operation.db.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{k}' for k in row)})",
            row,
        )
    return number


def make_new(db: Path, slug: str) -> None:
    """Let somebody wait for triage, as after an import."""
    write(
        db,
        ("UPDATE person SET status = 'new', active_on = NULL WHERE slug = :slug", {"slug": slug}),
    )
