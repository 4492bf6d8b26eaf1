"""Circles and who is in them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reltrack.domain.records import Circle, PersonRef


def circles(db: sqlite3.Connection, *, name: str | None = None) -> list[Circle]:
    """Return the circles by name, or the one of that name, with their people."""
    people: dict[str, list[PersonRef]] = {}
    for circle, number, slug, who in db.execute(
        "SELECT circle, id, slug, person.name FROM circle_member JOIN person ON id = person_id"
        " ORDER BY person.name, id"
    ):
        people.setdefault(circle, []).append({"id": number, "slug": slug, "name": who})
    return [
        {"name": circle, "cadence_days": cadence, "people": people.get(circle, [])}
        for circle, cadence in db.execute(
            "SELECT name, cadence_days FROM circle WHERE ?1 IS NULL OR name = ?1 ORDER BY name",
            [name],
        )
    ]


def find(db: sqlite3.Connection, name: str) -> Circle | None:
    """Return one circle, if there is one of that name."""
    found = circles(db, name=name)
    return found[0] if found else None
