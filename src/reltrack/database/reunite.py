"""Make a whole journal of saved records: what they refer to exists, and what is derived agrees."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from reltrack.clock import uuid7
from reltrack.database.contents import RECORDS
from reltrack.database.recording import recorded_tables, utc
from reltrack.database.repair import raise_last_number, refold, settle_participants
from reltrack.database.rhythms import refresh
from reltrack.domain.text import fold, slugify

HOW_MET = "the card was lost when the journal was damaged"

_INSTANT = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"

_PEOPLE = (
    ("participant", "person_id"),
    ("alias", "person_id"),
    ("contact_point", "person_id"),
    ("fact", "person_id"),
    ("follow_up", "person_id"),
    ("occasion", "person_id"),
    ("introduction", "person_id"),
    ("introduction", "introducer_id"),
    ("introduction", "other_id"),
)


def reunite(db: sqlite3.Connection, *, now: datetime) -> int:
    """Settle every reference, and return how many people were made anew for them.

    People whose cards are lost but whom other records name are waiting for triage; a record loses
    what it can do without, and goes only if it cannot.
    """
    made = _people(db, now)
    db.execute("INSERT OR IGNORE INTO circle (name) SELECT circle FROM circle_member")
    db.execute(
        "UPDATE follow_up SET automatic = 0 WHERE automatic AND interaction_id NOT IN"
        " (SELECT id FROM interaction)"
    )
    for table in recorded_tables(db):
        for column, parent, key in db.execute(
            'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', [table]
        ).fetchall():
            lost = f"{column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {parent})"
            db.execute(f"UPDATE OR IGNORE {table} SET {column} = NULL WHERE {lost}")
            db.execute(f"DELETE FROM {table} WHERE {lost}")
    db.execute("DELETE FROM retired_slug WHERE slug IN (SELECT slug FROM person)")
    db.execute("DELETE FROM stale_rhythm WHERE person_id NOT IN (SELECT id FROM person)")
    for table in RECORDS:
        for column in ("created_at", "updated_at"):
            db.execute(
                f"UPDATE {table} SET {column} = ? WHERE {column} NOT GLOB ?", [utc(now), _INSTANT]
            )
    settle_participants(db)
    raise_last_number(db)
    refold(db)
    refresh(db)
    return made


def _people(db: sqlite3.Connection, now: datetime) -> int:
    """Make anew the people whom records name and who are not there."""
    named = " UNION ".join(f"SELECT {column} AS id FROM {table}" for table, column in _PEOPLE)
    others = " UNION ".join(f"SELECT id FROM {table}" for table in RECORDS)
    missing = db.execute(
        f"SELECT id FROM ({named}) WHERE id > 0 AND id NOT IN ({others})"
        f" AND id <= (SELECT max(last_number, coalesce((SELECT max(id) FROM ({others})), 0))"
        " FROM journal)"
    ).fetchall()
    for (number,) in missing:
        alias = db.execute("SELECT min(name) FROM alias WHERE person_id = ?", [number]).fetchone()
        name = alias[0] or f"Person {number}"
        db.execute(
            "INSERT INTO person (id, uid, slug, name, key, status, added_on, how_met, created_at,"
            " updated_at) VALUES (?, ?, ?, ?, ?, 'new', ?, ?, ?, ?)",
            [
                number,
                uuid7(),
                f"{slugify(name)}-recovered-{number}",
                name,
                fold(name),
                now.date().isoformat(),
                HOW_MET,
                utc(now),
                utc(now),
            ],
        )
    return len(missing)
