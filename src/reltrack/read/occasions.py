"""Occasions: birthdays, anniversaries, milestones."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain import occasions
from reltrack.domain.scoring import DEFAULT_LEAD_DAYS

if TYPE_CHECKING:
    from reltrack.domain.records import Occasion


def of_person(db: sqlite3.Connection, person: int, *, today: date) -> list[Occasion]:
    """Return a person's dates, the next to come first."""
    return _told(db, "person_id", person, today)


def by_number(db: sqlite3.Connection, number: int, *, today: date) -> Occasion:
    """Return one date."""
    (found,) = _told(db, "occasion.id", number, today)
    return found


def _told(db: sqlite3.Connection, column: str, value: int, today: date) -> list[Occasion]:
    rows = db.execute(
        f"""
        SELECT occasion.id, occasion.uid, person_id, slug, name, kind, label, year, month, day,
            coalesce(lead_days, {DEFAULT_LEAD_DAYS}), (
                SELECT max(closed_on) FROM occasion_closing
                WHERE occasion_id = occasion.id AND closed_on <= ?
            )
        FROM occasion JOIN person ON person.id = person_id WHERE {column} = ?
        """,
        [today.isoformat(), value],
    )
    found: list[Occasion] = []
    for number, uid, person, slug, name, kind, label, year, month, day, lead, closed_on in rows:
        if kind == "milestone":
            falls = date(year, month, day)
        else:
            falls = occasions.next_occurrence(month, day, today=today)
        years = None if year is None or falls.year < year else falls.year - year
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
                "next_date": falls.isoformat(),
                "days_away": (falls - today).days,
                "years": years,
                "lead_days": lead,
                "closed_on": closed_on,
            }
        )
    found.sort(key=lambda o: (o["days_away"] is None, o["days_away"], o["id"]))
    return found
