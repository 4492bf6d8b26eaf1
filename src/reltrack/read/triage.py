"""Those who came by import and wait: in which order, and what there is to know of each."""

from __future__ import annotations

import sqlite3
from datetime import date

from reltrack.domain.names import Known, resembles
from reltrack.domain.text import fold
from reltrack.domain.triage import Waiting
from reltrack.read import names

_WAITING = """
    SELECT id, key || coalesce(' ' || company, '') || coalesce(' ' || title, '')
        || coalesce(' ' || city, '') || coalesce((
            SELECT ' ' || group_concat(key, ' ') FROM alias WHERE person_id = person.id), '')
        || coalesce((
            SELECT ' ' || group_concat(value, ' ') FROM contact_point
            WHERE person_id = person.id), '')
        || coalesce((
            SELECT ' ' || group_concat(tag, ' ') FROM person_tag WHERE person_id = person.id), '')
    FROM person
    WHERE status = 'new'
    ORDER BY
        EXISTS (SELECT 1 FROM skip WHERE person_id = person.id AND until_on > :iso),
        (SELECT count(DISTINCT source) FROM origin WHERE uid = person.uid) > 1 DESC,
        (SELECT count(DISTINCT day) FROM participant
            WHERE person_id = person.id AND contact = 1 AND day <= :today) DESC,
        (SELECT max(day) FROM participant
            WHERE person_id = person.id AND contact = 1 AND day <= :today) DESC,
        coalesce(met_on, added_on) DESC, name, id
"""


def waiting(db: sqlite3.Connection, *, today: date, query: str = "", limit: int = 0) -> list[int]:
    """Return the numbers of those who wait, and whose cards hold every word of a query.

    People found in two sources come first, then those most often in contact, then the newest; who
    was put off until a later day comes last.
    """
    words = fold(query).split()
    rows = db.execute(_WAITING, {"today": today.toordinal(), "iso": today.isoformat()})
    found = [number for number, said in rows if not words or _holds(said, words)]
    return found[:limit] if limit else found


def _holds(said: str, words: list[str]) -> bool:
    folded = fold(said)
    return all(word in folded for word in words)


def put_off(db: sqlite3.Connection, *, today: date) -> set[int]:
    """Return those who wait and were put off until a later day."""
    return {
        number
        for (number,) in db.execute(
            "SELECT person_id FROM skip JOIN person ON person.id = person_id"
            " WHERE status = 'new' AND until_on > ?",
            [today.isoformat()],
        )
    }


def one(db: sqlite3.Connection, number: int, *, today: date) -> Waiting | None:
    """Return somebody who waits; None if they do no longer."""
    row = db.execute(
        "SELECT uid, slug, name, title, company, city, met_on, how_met FROM person"
        " WHERE id = ? AND status = 'new'",
        [number],
    ).fetchone()
    if row is None:
        return None
    uid, slug, name, title, company, city, met_on, how_met = row
    times, last = db.execute(
        "SELECT count(DISTINCT day), max(day) FROM participant"
        " WHERE person_id = ? AND contact AND day <= ?",
        [number, today.toordinal()],
    ).fetchone()
    sources = db.execute("SELECT DISTINCT source FROM origin WHERE uid = ? ORDER BY 1", [uid])
    return Waiting(
        number,
        slug,
        name,
        [each for each in (title, company, city) if each],
        [source.removeprefix("import:") for (source,) in sources],
        times,
        date.fromordinal(last).isoformat() if last else None,
        met_on,
        how_met,
        _double(db, number, name),
    )


def _double(db: sqlite3.Connection, number: int, name: str) -> Known | None:
    """Return who may be the same: at the same address, of the same name, of one much like it."""
    at_one_address = db.execute(
        "SELECT other.person_id FROM contact_point AS mine JOIN contact_point AS other"
        " ON other.kind = mine.kind AND other.key = mine.key AND other.person_id <> mine.person_id"
        " WHERE mine.person_id = ? ORDER BY other.person_id LIMIT 1",
        [number],
    ).fetchone()
    if at_one_address:
        return names.of_numbers(db, at_one_address)[0]
    key = fold(name)
    alike = [
        known
        for known in names.everybody(db)
        if known.person_id != number
        and (known.key == key or (" " in key and " " in known.key and resembles(key, known.key)))
    ]
    return min(alike, key=lambda known: (known.key != key, known.person_id), default=None)
