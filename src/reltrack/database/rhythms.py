"""Keep what rhythms are learned from at hand: derived, for those whom a change has touched."""

from __future__ import annotations

import sqlite3
from math import log

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


def unlearn(db: sqlite3.Connection) -> None:
    """Have everything worked out again by the next refresh."""
    db.execute("DELETE FROM rhythm")
    db.execute("INSERT OR IGNORE INTO stale_rhythm (person_id) SELECT id FROM person")
    db.execute("UPDATE journal SET typical_low = NULL, typical_high = NULL")


def refresh(db: sqlite3.Connection) -> None:
    """Work out again what the changes of this transaction have made stale."""
    low, high = db.execute("SELECT typical_low, typical_high FROM journal").fetchone()
    typical_gap = None if low is None else (low + high) / 2
    moved = low is None
    query = "SELECT person_id FROM stale_rhythm LIMIT ?"
    while stale := [person for (person,) in db.execute(query, [_CHUNK])]:
        rows = []
        for person in stale:
            days = contact_days(db, person)
            summary = rhythm.summarise(rhythm.gaps_between(days))
            moved = moved or _moves(db, person, summary, low, high)
            due_after = 0.0 if typical_gap is None else _due_after(*summary[:3], typical_gap)
            rows.append((person, days[0] if days else None, *summary, due_after))
        db.executemany("INSERT OR REPLACE INTO rhythm VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        db.executemany(
            "DELETE FROM stale_rhythm WHERE person_id = ?", [[person] for person in stale]
        )
    if moved:
        _settle(db, typical_gap)


def _moves(
    db: sqlite3.Connection, person: int, now: rhythm.Summary, low: float, high: float
) -> bool:
    """Tell whether a person's new gaps may move the middle of all people's."""
    active, gaps, median_gap = db.execute(
        "SELECT status = 'active', gaps, median_gap"
        " FROM person LEFT JOIN rhythm ON person_id = id WHERE id = ?",
        [person],
    ).fetchone()
    before = median_gap if gaps is not None and gaps >= rhythm.LEARNED_FROM else None
    after = now.median_gap if now.gaps >= rhythm.LEARNED_FROM else None
    if not active or before == after:
        return False
    if before is None or after is None:
        return True
    return not (max(before, after) < low or min(before, after) > high)


def _settle(db: sqlite3.Connection, known: float | None) -> None:
    """Work out the typical gap, and if it is not what was known, when everybody is late."""
    medians = db.execute(
        "SELECT median_gap FROM person JOIN rhythm ON person_id = id"
        " WHERE status = 'active' AND gaps >= ?",
        [rhythm.LEARNED_FROM],
    ).fetchall()
    low, high = rhythm.typical_gaps([median_gap for (median_gap,) in medians])
    db.execute("UPDATE journal SET typical_low = ?, typical_high = ?", [low, high])
    typical_gap = (low + high) / 2
    if typical_gap == known:
        return
    last = -_EVER
    while rows := db.execute(
        "SELECT person_id, gaps, sum_log, sum_log_squared FROM rhythm"
        " WHERE person_id > ? ORDER BY person_id LIMIT ?",
        [last, _CHUNK],
    ).fetchall():
        db.executemany(
            "UPDATE rhythm SET due_after = ? WHERE person_id = ?",
            [
                (_due_after(gaps, sum_log, sum_log_squared, typical_gap), person)
                for person, gaps, sum_log, sum_log_squared in rows
            ],
        )
        last = rows[-1][0]


def _due_after(gaps: int, sum_log: float, sum_log_squared: float, typical_gap: float) -> float:
    return rhythm.due_after(gaps, sum_log, sum_log_squared, log(typical_gap))
