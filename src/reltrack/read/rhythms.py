"""What is meant for each person against what is lived."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from reltrack.config import Settings
from reltrack.domain import rhythms as domain
from reltrack.domain.standing import Standing
from reltrack.read import glance, standing

if TYPE_CHECKING:
    from reltrack.domain.insight import Lived


def rhythms(db: sqlite3.Connection, *, today: date, settings: Settings) -> list[Lived]:
    """Return the active people with a cadence, of their own or of a circle, farthest apart first.

    Those whose rhythm is not known yet come last.
    """
    everyone = standing.everyone(db, today=today, settings=settings)
    stated = [one for one in everyone if one.expectation.source in ("set", "circle")]
    circles = _circles(db)
    who = glance.names(db, [one.facts.id for one in stated])
    found = [_lived(one, who[one.facts.id], circles.get(one.facts.id)) for one in stated]
    found.sort(key=_farthest_first)
    return found


def lived_days(
    db: sqlite3.Connection, person: int, *, today: date, settings: Settings
) -> float | None:
    """Return the rhythm that is lived with one person; None until there are two gaps."""
    (known,), _ = standing.some(db, [person], today=today, settings=settings)
    return _usual(known)


def _lived(one: Standing, who: glance.Name, circle: str | None) -> Lived:
    last = one.facts.last_day
    return {
        "person": {"id": one.facts.id, "slug": who.slug, "name": who.name},
        "stated_days": round(one.expectation.due_after_days),
        "circle": circle if one.expectation.source == "circle" else None,
        "lived_days": _usual(one),
        "gaps": one.facts.summary.gaps,
        "last_date": None if last is None else date.fromordinal(last).isoformat(),
        "quiet_days": one.quiet_days,
    }


def _usual(one: Standing) -> float | None:
    summary = one.facts.summary
    return round(summary.usual_days, 2) if summary.gaps >= domain.LEAST_GAPS else None


def _circles(db: sqlite3.Connection) -> dict[int, str]:
    """Return whose cadence counts for each person: the shortest, by name where two agree."""
    return dict(
        db.execute(
            "SELECT person_id, circle FROM circle_member"
            " JOIN circle ON circle.name = circle_member.circle"
            " WHERE cadence_days IS NOT NULL ORDER BY cadence_days DESC, circle DESC"
        ).fetchall()
    )


def _farthest_first(one: Lived) -> tuple[float, str, int]:
    apart = domain.distance(one["stated_days"], one["lived_days"])
    return -apart, one["person"]["name"], one["person"]["id"] or 0
