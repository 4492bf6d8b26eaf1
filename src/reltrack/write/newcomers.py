"""Add people in plain SQL: what `log` and imports share, without the ORM."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.text import fold, slugify

if TYPE_CHECKING:
    from reltrack.domain.records import Status


def add_person(
    operation: Operation,
    name: str,
    *,
    added_on: str,
    status: Status = "active",
    uid: str | None = None,
) -> int:
    """Add a person by name alone and return their number."""
    number = operation.number()
    operation.db.execute(
        "INSERT INTO person (id, uid, slug, name, key, status, added_on, active_on, created_at,"
        " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            uid or uuid7(),
            free_slug(operation.db, slugify(name)),
            name,
            fold(name),
            status,
            added_on,
            added_on if status == "active" else None,
            operation.at,
            operation.at,
        ],
    )
    return number


def free_slug(db: sqlite3.Connection, wanted: str) -> str:
    """Return the handle, or the next one like it that nobody has or ever had."""
    taken = {
        slug
        for (slug,) in db.execute(
            "SELECT slug FROM person WHERE slug = :slug OR (slug >= :low AND slug < :high)"
            " UNION ALL "
            "SELECT slug FROM retired_slug WHERE slug = :slug OR (slug >= :low AND slug < :high)",
            {"slug": wanted, "low": f"{wanted}-", "high": f"{wanted}."},
        )
    }
    if wanted not in taken:
        return wanted
    count = 2
    while f"{wanted}-{count}" in taken:
        count += 1
    return f"{wanted}-{count}"
