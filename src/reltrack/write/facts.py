"""Correct a fact in plain SQL, as `log` adds them.

A fact is a single row with its topics: corrected so it takes a few milliseconds, and half a second
through SQLModel. Undo (triggers) and what a row may hold (checks) are the database's own.
"""

from __future__ import annotations

from reltrack.database.recording import Operation
from reltrack.domain.sentence import tags_in


def amend(operation: Operation, fact: int, *, text: str | None, heard_on: str | None) -> None:
    """Change a fact's text, with the topics that it names, and the day it was heard."""
    db = operation.db
    before, day = db.execute("SELECT text, heard_on FROM fact WHERE id = ?", [fact]).fetchone()
    after, heard = before if text is None else text, heard_on or day
    if (after, heard) == (before, day):
        return
    db.execute(
        "UPDATE fact SET text = ?, heard_on = ?, updated_at = ? WHERE id = ?",
        [after, heard, operation.at, fact],
    )
    named, names = set(tags_in(before)), set(tags_in(after))
    db.executemany(
        "DELETE FROM fact_tag WHERE fact_id = ? AND tag = ?",
        [(fact, tag) for tag in sorted(named - names)],
    )
    db.executemany(
        "INSERT OR IGNORE INTO fact_tag (fact_id, tag) VALUES (?, ?)",
        [(fact, tag) for tag in sorted(names - named)],
    )
