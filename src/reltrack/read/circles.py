"""Circles and who is in them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from reltrack.config import Settings
from reltrack.domain import circles as domain
from reltrack.domain.balance import share
from reltrack.read import glance, standing

if TYPE_CHECKING:
    from reltrack.domain.insight import CircleStanding
    from reltrack.domain.records import Circle, PersonRef
    from reltrack.domain.standing import Standing


def circles(db: sqlite3.Connection, *, name: str | None = None) -> list[Circle]:
    """Return the circles by name, or the one of that name, with their people."""
    people: dict[str, list[PersonRef]] = {}
    for circle, number, slug, who in db.execute(
        "SELECT circle, id, slug, person.name FROM circle_member JOIN person ON id = person_id"
        " ORDER BY person.name, id"
    ):
        people.setdefault(circle, []).append({"id": number, "slug": slug, "name": who})
    return [
        {"name": circle, "cadence_days": cadence, "people": people.get(circle, [])}
        for circle, cadence in db.execute(
            "SELECT name, cadence_days FROM circle WHERE :name IS NULL OR name = :name"
            " ORDER BY name",
            {"name": name},
        )
    ]


def names(db: sqlite3.Connection) -> list[str]:
    """Return what the circles are called."""
    return [name for (name,) in db.execute("SELECT name FROM circle ORDER BY name")]


def find(db: sqlite3.Connection, name: str) -> Circle | None:
    """Return one circle, if there is one of that name."""
    found = circles(db, name=name)
    return found[0] if found else None


def standings(db: sqlite3.Connection, *, today: date, settings: Settings) -> list[CircleStanding]:
    """Return how each circle fares on a day, by name; only active people count."""
    everyone = standing.everyone(db, today=today, settings=settings)
    known = {one.facts.id: one for one in everyone}
    members: defaultdict[str, list[Standing]] = defaultdict(list)
    for circle, number in db.execute("SELECT circle, person_id FROM circle_member"):
        if number in known:
            members[circle].append(known[number])
    return [
        _standing(db, name, cadence, members[name])
        for name, cadence in db.execute("SELECT name, cadence_days FROM circle ORDER BY name")
    ]


def _standing(
    db: sqlite3.Connection, name: str, cadence: int | None, members: list[Standing]
) -> CircleStanding:
    within = domain.within(members)
    last = max((one.facts.last_day or 0 for one in members), default=0)
    quietest, helpful = domain.quietest(members), domain.would_help(members)
    return {
        "name": name,
        "cadence_days": cadence,
        "people": len(members),
        "within": within,
        "within_share": share(within, len(members)),
        "last_date": date.fromordinal(last).isoformat() if last else None,
        "quietest": quietest and glance.reference(db, quietest.facts.id),
        "quietest_days": quietest and quietest.quiet_days,
        "would_help": helpful and glance.reference(db, helpful.facts.id),
        "would_help_days": helpful and helpful.quiet_days,
    }
