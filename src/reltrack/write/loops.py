"""Open and close loops, and put people off: one row each, so plain SQL as in `log`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reltrack.clock import uuid7
from reltrack.database.recording import Operation

if TYPE_CHECKING:
    from reltrack.domain.records import FollowUpKind


def open_follow_up(
    operation: Operation,
    kind: FollowUpKind,
    person: int,
    text: str,
    *,
    due_on: str | None,
    opened_on: str,
    entry: int | None = None,
    automatic: bool = False,
) -> int:
    """Open a promise, a reply, a wait or a plan, and return its number."""
    number = operation.number()
    operation.db.execute(
        "INSERT INTO follow_up (id, uid, kind, person_id, text, due_on, opened_on,"
        " interaction_id, automatic, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            uuid7(),
            kind,
            person,
            text,
            due_on,
            opened_on,
            entry,
            automatic,
            operation.at,
            operation.at,
        ],
    )
    return number


def skip(operation: Operation, person: int, *, today: str, until: str, reason: str | None) -> int:
    """Leave a person out of `due` until a day, and return the skip's number."""
    number = operation.number()
    operation.db.execute(
        "INSERT INTO skip (id, uid, person_id, skipped_on, until_on, reason, created_at,"
        " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [number, uuid7(), person, today, until, reason, operation.at, operation.at],
    )
    return number
