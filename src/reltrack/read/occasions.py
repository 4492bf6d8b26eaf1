"""Occasions: birthdays, anniversaries, milestones, and which of them are ahead."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain import occasions
from reltrack.domain.scoring import DEFAULT_LEAD_DAYS

if TYPE_CHECKING:
    from reltrack.domain.records import Occasion


def coming(
    db: sqlite3.Connection,
    *,
    today: date,
    within: int | None = None,
    person: int | None = None,
    closed: bool = False,
) -> list[Occasion]:
    """Return dates to come, belated birthdays and milestones that are still open, by their day.

    Of active people, or of one person whatever their status; `within` so many days, None is all.
    With `closed`, those that somebody acted on too.
    """
    if person is None:
        found = _told(db, "status = 'active'", [], today)
    else:
        found = _told(db, "person_id = ?", [person], today)
    return [
        one
        for one in found
        if (closed or one["closed_on"] is None) and (within is None or _away(one) <= within)
    ]


def of_person(db: sqlite3.Connection, person: int, *, today: date) -> list[Occasion]:
    """Return all of a person's dates, the next to come first."""
    return _told(db, "person_id = ?", [person], today)


def by_number(
    db: sqlite3.Connection, number: int, *, today: date, just_done: bool = False
) -> Occasion:
    """Return one date; with `just_done`, as the occurrence that `done` speaks of."""
    (found,) = _told(db, "occasion.id = ?", [number], today, just_done=just_done)
    return found


def _away(one: Occasion) -> int:
    return one["days_away"] or 0


def _told(
    db: sqlite3.Connection,
    where: str,
    values: list[int],
    today: date,
    *,
    just_done: bool = False,
) -> list[Occasion]:
    said_done = {
        (number, occurs): closed_on
        for number, occurs, closed_on in db.execute(
            "SELECT occasion_id, occurs_on, closed_on FROM occasion_closing WHERE closed_on <= ?",
            [today.isoformat()],
        )
    }
    found: list[Occasion] = []
    for number, uid, person, slug, name, kind, label, year, month, day, lead in db.execute(
        "SELECT occasion.id, occasion.uid, person_id, slug, name, kind, label, year, month, day,"
        f" coalesce(lead_days, {DEFAULT_LEAD_DAYS})"
        f" FROM occasion JOIN person ON person.id = person_id WHERE {where}",
        values,
    ).fetchall():
        closed_on: str | None = None
        named = occasions.occurrences_to_name(kind, year, month, day, today=today)
        for falls in named[:1] if just_done else named:
            closed = [said_done.get((number, falls.isoformat()))]
            if kind != "milestone":
                closed.append(_in_touch(db, person, falls, today, whole_month=day is None))
            closed_on = min(filter(None, closed), default=None)
            if closed_on is None:
                break
        shown = max(falls, today) if day is None else falls
        found.append(
            {
                "id": number,
                "uid": uid,
                "person": {"id": person, "slug": slug, "name": name},
                "kind": kind,
                "label": label,
                "year": year,
                "month": month,
                "day": day,
                "next_date": shown.isoformat(),
                "days_away": (shown - today).days,
                "years": occasions.years_at(year, falls),
                "lead_days": lead,
                "closed_on": closed_on,
            }
        )
    found.sort(key=lambda one: (_away(one), one["person"]["name"], one["id"]))
    return found


def _in_touch(
    db: sqlite3.Connection, person: int, occurs: date, today: date, *, whole_month: bool
) -> str | None:
    """Return the first day of contact around an occurrence, which closes it."""
    first, last = occasions.closing_window(occurs, whole_month=whole_month)
    if first > today:
        return None
    (day,) = db.execute(
        "SELECT min(day) FROM participant"
        " WHERE person_id = ? AND contact = 1 AND day BETWEEN ? AND ?",
        [person, first.toordinal(), min(last, today).toordinal()],
    ).fetchone()
    return None if day is None else date.fromordinal(day).isoformat()
