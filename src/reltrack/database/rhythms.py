"""Keep what rhythms are learned from at hand: derived, for those whom a change has touched."""

from __future__ import annotations

import sqlite3

from reltrack.domain import rhythm

_DAYS = """
    SELECT group_concat(day) FROM (
        SELECT DISTINCT day FROM participant
        WHERE person_id = ? AND contact = 1 AND day <= ? ORDER BY day DESC LIMIT ?
    )
"""
_EVER = 1 << 40
_CHUNK = 1000
"""People at a time, so that an import of many takes no more memory."""


def contact_days(db: sqlite3.Connection, person: int, *, until: int = _EVER) -> list[int]:
    """Return a person's latest contact days up to one, newest first, as ordinals."""
    (days,) = db.execute(_DAYS, [person, until, rhythm.MOST_GAPS + 1]).fetchone()
    return sorted(map(int, days.split(",")), reverse=True) if days else []


def refresh(db: sqlite3.Connection) -> None:
    """Work out again what the changes of this transaction have made stale."""
    query = "SELECT person_id FROM stale_rhythm LIMIT ?"
    while stale := [person for (person,) in db.execute(query, [_CHUNK])]:
        rows = []
        for person in stale:
            days = contact_days(db, person)
            rows.append(
                (person, days[0] if days else None, *rhythm.summarise(rhythm.gaps_between(days)))
            )
        db.executemany("INSERT OR REPLACE INTO rhythm VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        db.executemany(
            "DELETE FROM stale_rhythm WHERE person_id = ?", [[person] for person in stale]
        )
