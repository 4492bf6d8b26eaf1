"""Write introductions down, and how far they have come, in plain SQL.

An introduction is a single row: written so it takes a few milliseconds, and half a second through
SQLModel. Undo (triggers) and what a row may hold (checks) are the database's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.introductions import Days, next_step

if TYPE_CHECKING:
    from reltrack.domain.giving import Step


def introduce(
    operation: Operation,
    *,
    introducer: int | None,
    person: int,
    other: int | None,
    why: str | None,
    days: Days,
) -> int:
    """Write down that somebody introduced, or may introduce, two others; None is me.

    Of somebody introduced to me the card says by whom, unless it says so already.
    """
    number = operation.number()
    operation.db.execute(
        "INSERT INTO introduction (id, uid, introducer_id, person_id, other_id, why, proposed_on,"
        " made_on, met_on, thanked_on, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [number, uuid7(), introducer, person, other, why, *days, operation.at, operation.at],
    )
    if other is None:
        operation.db.execute(
            "UPDATE person SET introduced_by = ?, updated_at = ?"
            " WHERE id = ? AND introduced_by IS NULL",
            [introducer, operation.at, person],
        )
    return number


def advance(
    operation: Operation, number: int, steps: Iterable[Step], *, on: str, why: str | None = None
) -> None:
    """Write down how far an introduction has come, or why it was made."""
    query = "SELECT proposed_on, made_on, met_on, thanked_on, why FROM introduction WHERE id = ?"
    *before, reason = operation.db.execute(query, [number]).fetchone()
    after = Days(*before).reached(steps, on)
    if [*after] != before or why not in (None, reason):
        operation.db.execute(
            "UPDATE introduction SET proposed_on = ?, made_on = ?, met_on = ?, thanked_on = ?,"
            " why = coalesce(?, why), updated_at = ? WHERE id = ?",
            [*after, why, operation.at, number],
        )


def go_on(operation: Operation, number: int, *, on: str) -> bool:
    """Take the step that an introduction waits for; False if there is none, or no introduction."""
    row = operation.db.execute(
        "SELECT introducer_id, other_id, made_on, met_on, thanked_on FROM introduction"
        " WHERE id = ?",
        [number],
    ).fetchone()
    if row is None:
        return False
    step = next_step(
        dict(zip(("introducer", "other", "made_on", "met_on", "thanked_on"), row, strict=True))
    )
    if step is not None:
        advance(operation, number, [step], on=on)
    return step is not None
