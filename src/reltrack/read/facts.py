"""Facts: what is worth remembering about people, with the day it was heard."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from reltrack.read.glance import listed, several

if TYPE_CHECKING:
    from reltrack.domain.records import Fact, Interest

_QUERY = (
    "SELECT fact.id, fact.uid, text, heard_on, person.id, slug, name"
    " FROM fact JOIN person ON person.id = person_id WHERE"
)


def about(db: sqlite3.Connection, person: int, *, today: date) -> list[Fact]:
    """Return what is known about a person, freshest first."""
    rows = db.execute(
        f"{_QUERY} person_id = ? AND heard_on <= ? ORDER BY heard_on DESC, fact.id DESC",
        [person, today.isoformat()],
    ).fetchall()
    return _told(db, rows, today)


def by_number(db: sqlite3.Connection, numbers: Iterable[int], *, today: date) -> list[Fact]:
    """Return facts by their numbers, in that order; those that do not exist are left out."""
    wanted = list(numbers)
    rows = db.execute(
        f"{_QUERY} fact.id IN (SELECT value FROM json_each(?))", [listed(wanted)]
    ).fetchall()
    found = {fact["id"]: fact for fact in _told(db, rows, today)}
    return [found[number] for number in wanted if number in found]


def interest(db: sqlite3.Connection, *, today: date) -> Interest | None:
    """Return one active person a day, and a topic by which they or what is known is tagged."""
    found = db.execute(
        """
        SELECT DISTINCT person.id, slug, name, tag FROM person JOIN (
            SELECT person_id, tag FROM person_tag
            UNION SELECT person_id, tag FROM fact JOIN fact_tag ON fact_id = fact.id
                WHERE heard_on <= ?
        ) ON person_id = person.id
        WHERE status = 'active' ORDER BY person.id, tag
        """,
        [today.isoformat()],
    ).fetchall()
    if not found:
        return None
    number, slug, name, topic = found[today.toordinal() % len(found)]
    return {"id": number, "slug": slug, "name": name, "topic": topic}


def _told(
    db: sqlite3.Connection, rows: list[tuple[int, str, str, str, int, str, str]], today: date
) -> list[Fact]:
    tags = several(
        db,
        "SELECT fact_id, tag FROM fact_tag"
        " WHERE fact_id IN (SELECT value FROM json_each(?)) ORDER BY tag",
        [row[0] for row in rows],
    )
    return [
        {
            "id": number,
            "uid": uid,
            "person": {"id": person, "slug": slug, "name": name},
            "text": text,
            "tags": tags[number],
            "heard_on": heard_on,
            "age_days": (today - date.fromisoformat(heard_on)).days,
        }
        for number, uid, text, heard_on, person, slug, name in rows
    ]
