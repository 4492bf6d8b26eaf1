"""Write dates down, and change them, in plain SQL.

A date is a single row: written so it takes a few milliseconds, and half a second through SQLModel.
Undo (triggers) and what a row may hold (checks) are the database's own, so neither is passed by.
"""

from __future__ import annotations

from datetime import date

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.occasions import OccasionDraft, Yearly
from reltrack.domain.text import fold
from reltrack.errors import NotFoundError
from reltrack.tuples import NamedTuple


class Kept(NamedTuple):
    """The number of a date, and the day it was on before; None if it is new or the same."""

    number: int
    was: Yearly | None


def keep(operation: Operation, person: int, draft: OccasionDraft) -> Kept:
    """Write a date down, or change the one there is: a birthday, or one of that label.

    Raises:
        NotFoundError: there is none to change, and the draft says no day.
    """
    db = operation.db
    before = _same(operation, person, draft)
    if before is None:
        if draft.day is None:
            raise NotFoundError(
                f"no {'date' if draft.kind == 'other' else draft.kind} is known to change",
                hint="say its day as well",
            )
        number = operation.number()
        year, month, day = draft.day
        db.execute(
            "INSERT INTO occasion (id, uid, person_id, kind, label, year, month, day, lead_days,"
            " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                number,
                uuid7(),
                person,
                draft.kind,
                draft.label,
                year,
                month,
                day,
                draft.lead_days,
                operation.at,
                operation.at,
            ],
        )
        return Kept(number, None)
    number, label, lead, *known = before
    was: Yearly = (known[0], known[1], known[2])
    to = _completed(draft.day, was) if draft.day else was
    wanted = (draft.label or label, draft.lead_days or lead, *to)
    if wanted != (label, lead, *was):
        db.execute(
            "UPDATE occasion SET label = ?, lead_days = ?, year = ?, month = ?, day = ?,"
            " updated_at = ? WHERE id = ?",
            [*wanted, operation.at, number],
        )
    return Kept(number, None if to == was else was)


def _completed(said: Yearly, known: Yearly) -> Yearly:
    """Return a date said again, with the year or day that is known where it says none.

    What contradicts the date that is known replaces all of it.
    """
    if any(None not in (new, old) and new != old for new, old in zip(said, known, strict=True)):
        return said
    year, month, day = said[0] or known[0], said[1], said[2] or known[2]
    try:
        date(year or 2000, month, day or 1)
    except ValueError:  # 29 February, and now a year that has none
        return said
    return year, month, day


def _same(operation: Operation, person: int, draft: OccasionDraft) -> tuple[int, ...] | None:
    """Return the number, label, lead, year, month and day of the date that is meant."""
    label = fold(draft.label or "")
    for row in operation.db.execute(
        "SELECT id, label, lead_days, year, month, day FROM occasion"
        " WHERE person_id = ? AND kind = ? ORDER BY id",
        [person, draft.kind],
    ):
        if draft.kind == "birthday" or fold(row[1] or "") == label:
            # The same may be achieved twice, but not on one day.
            if draft.kind == "milestone" and draft.day != row[3:]:
                continue
            found: tuple[int, ...] = row
            return found
    return None
