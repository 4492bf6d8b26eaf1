"""People: the list, and one card."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from reltrack.config import Settings
from reltrack.domain import scoring
from reltrack.domain.occasions import format_yearly
from reltrack.domain.standing import Standing
from reltrack.read import facts, follow_ups, glance, interactions, occasions, standing, stats
from reltrack.read.glance import EVERYBODY, Filter, listed, several

if TYPE_CHECKING:
    from reltrack.domain.records import ContactPoint, Person, PersonCard, PersonRef, Status

Sort = Literal["name", "quiet", "score", "added"]

CARD_ENTRIES = 5
"""How many of the last entries a card shows."""

_ORDER: dict[Sort, Callable[[Standing], tuple[object, ...]]] = {
    "name": lambda s: (s.facts.name.casefold(), s.facts.name, s.facts.id),
    "quiet": lambda s: (
        s.quiet_days is not None,
        -(s.quiet_days or 0),
        s.facts.name.casefold(),
        s.facts.id,
    ),
    "score": lambda s: (-s.score, s.facts.name.casefold(), s.facts.id),
    "added": lambda s: (-s.facts.id,),
}


def people(
    db: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    statuses: Sequence[Status] = ("active",),
    only: Filter = EVERYBODY,
    sort: Sort = "name",
    limit: int = 0,
) -> list[Person]:
    """Return people with how things stand today; `limit` 0 is all."""
    found = standing.everyone(db, today=today, settings=settings, statuses=statuses)
    if only != EVERYBODY:
        wanted = glance.matching(db, only, [s.facts.id for s in found], today=today)
        found = [s for s in found if s.facts.id in wanted]
    found.sort(key=_ORDER[sort])
    return _told(db, found[: limit or None], today=today)


def anybody(db: sqlite3.Connection) -> bool:
    """Tell whether anybody is in the journal, whatever their status."""
    found: int = db.execute("SELECT EXISTS (SELECT 1 FROM person)").fetchone()[0]
    return bool(found)


def card(db: sqlite3.Connection, person: int, *, today: date, settings: Settings) -> PersonCard:
    """Return everything the back of the rolodex card says."""
    return {
        **one(db, person, today=today, settings=settings),
        "facts": facts.about(db, person, today=today),
        "occasions": occasions.of_person(db, person, today=today),
        "follow_ups": follow_ups.follow_ups(db, today=today, person=person),
        "entries": interactions.with_person(
            db, person, until=today.isoformat(), limit=CARD_ENTRIES
        ),
        "by_month": stats.contact_days_by_month(db, person, today=today),
    }


def by_number(
    db: sqlite3.Connection, numbers: list[int], *, today: date, settings: Settings
) -> list[Person]:
    """Return people by their numbers, in that order, whatever their status."""
    if not numbers:
        return []
    known, _ = standing.some(db, numbers, today=today, settings=settings)
    found = {s.facts.id: s for s in known}
    return _told(db, [found[number] for number in numbers if number in found], today=today)


def one(db: sqlite3.Connection, person: int, *, today: date, settings: Settings) -> Person:
    """Return one person, whatever their status."""
    (found,) = by_number(db, [person], today=today, settings=settings)
    return found


def _told(db: sqlite3.Connection, people: Sequence[Standing], *, today: date) -> list[Person]:
    ids = [s.facts.id for s in people]
    rows = db.execute(
        """
        SELECT person.id, person.uid, slug, name, status, cadence_days, company, title, city,
            met_on, how_met, introduced_by, year, month, day
        FROM person LEFT JOIN occasion ON person_id = person.id AND kind = 'birthday'
        WHERE person.id IN (SELECT value FROM json_each(?))
        """,
        [listed(ids)],
    ).fetchall()
    aliases = _values(db, "alias", "name", ids)
    circles = glance.circles(db, ids)
    tags = _values(db, "person_tag", "tag", ids)
    points = _contact_points(db, ids)
    usual_via = glance.usual_via(db, ids, today=today)
    introducers = glance.names(db, {row[11] for row in rows} - {None})
    cards = {row[0]: row for row in rows}
    found: list[Person] = []
    for stands in people:
        (number, uid, slug, name, status, cadence, company, title, city, met_on, how_met,
         introducer, year, month, day) = cards[stands.facts.id]  # fmt: skip
        last = stands.facts.last_day
        until = stands.matters.snoozed_until
        introduced_by: PersonRef | None = None
        if introducer is not None:
            who = introducers[introducer]
            introduced_by = {"id": introducer, "slug": who.slug, "name": who.name}
        found.append(
            {
                "id": number,
                "uid": uid,
                "slug": slug,
                "name": name,
                "aliases": aliases[number],
                "circles": circles[number],
                "tags": tags[number],
                "status": status,
                "cadence_days": cadence,
                "company": company,
                "title": title,
                "city": city,
                "birthday": None if month is None else format_yearly(year, month, day),
                "met_on": met_on,
                "how_met": how_met,
                "introduced_by": introduced_by,
                "contact_points": points.get(number, []),
                "last_date": None if last is None else date.fromordinal(last).isoformat(),
                "quiet_days": stands.quiet_days,
                "usual_days": round(stands.expectation.usual_days, 2),
                "due_after_days": round(stands.expectation.due_after_days, 2),
                "rhythm_source": stands.expectation.source,
                "usual_via": usual_via.get(number),
                "score": scoring.printed(stands.score),
                "snoozed_until": None if until is None else date.fromordinal(until).isoformat(),
            }
        )
    return found


def _values(
    db: sqlite3.Connection, table: str, column: str, ids: Iterable[int]
) -> dict[int, list[str]]:
    return several(
        db,
        f"SELECT person_id, {column} FROM {table}"
        f" WHERE person_id IN (SELECT value FROM json_each(?)) ORDER BY {column}",
        ids,
    )


def _contact_points(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[ContactPoint]]:
    found: dict[int, list[ContactPoint]] = {}
    for number, kind, value, label in db.execute(
        "SELECT person_id, kind, value, label FROM contact_point"
        " WHERE person_id IN (SELECT value FROM json_each(?)) ORDER BY position, kind, key",
        [listed(ids)],
    ):
        found.setdefault(number, []).append({"kind": kind, "value": value, "label": label})
    return found
