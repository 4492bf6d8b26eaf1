"""Gather what the journal says about people up to a day, and weigh it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from reltrack.config import Settings
from reltrack.domain import occasions, rhythm, scoring
from reltrack.domain.records import Status
from reltrack.domain.standing import Date, Facts, Intro, Standing, assess, typical_gap
from reltrack.read.follow_ups import open_loops


class Everyone(NamedTuple):
    """How things stand with people, and the journal's typical gap in days."""

    standings: dict[int, Standing]
    typical_gap: float


def everyone(
    db: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    statuses: Sequence[Status] = ("active",),
    only: int | None = None,
) -> Everyone:
    """Weigh people as of a day: what lies after it does not exist.

    `only` one person, whatever their status, is much cheaper than all; what is typical is learned
    from everybody active all the same.
    """
    gaps: dict[int, list[int]] = {}
    active: list[Sequence[int]] = []
    people = []
    for status, facts in _people(db, today, statuses, only):
        gaps[facts.id] = between = rhythm.gaps_between(facts.contact_days)
        if status == "active":
            active.append(between)
        if facts.id == only or (only is None and status in statuses):
            people.append(facts)
    prior = typical_gap(active)
    loops = open_loops(db, today=today)
    dates = open_dates(db, today, {facts.id: facts for facts in people})
    intros = _intros(db, today)
    snoozed = _snoozed(db, today)
    day = today.toordinal()
    standings = {}
    for facts in people:
        number = facts.id
        if number in loops or number in dates or number in intros or number in snoozed:
            skipped, until = snoozed.get(number, (0, 0))
            lifted = bool(facts.contact_days) and facts.contact_days[0] >= skipped
            facts = facts._replace(  # noqa: PLW2901 — the same person, told in full
                snoozed_until=until if until > day and not lifted else None,
                loops=loops.get(number, ()),
                dates=dates.get(number, ()),
                intros=intros.get(number, ()),
            )
        standings[number] = assess(
            facts, gaps[number], today=day, prior_days=prior, settings=settings
        )
    return Everyone(standings, prior)


def _people(
    db: sqlite3.Connection, today: date, statuses: Sequence[Status], only: int | None
) -> Iterator[tuple[Status, Facts]]:
    day, iso = today.toordinal(), today.isoformat()
    rows = db.execute(
        f"""
        SELECT id, status, cadence_days, circle_days, active_on, added_on, met_on, (
            SELECT group_concat(day) FROM (
                SELECT DISTINCT day FROM participant
                WHERE person_id = person.id AND contact = 1 AND day <= ?
                ORDER BY day DESC LIMIT ?
            )
        )
        FROM person LEFT JOIN (
            SELECT person_id, min(cadence_days) AS circle_days
            FROM circle_member JOIN circle ON circle.name = circle_member.circle
            GROUP BY person_id
        ) ON person_id = id
        WHERE status IN ('active', {", ".join("?" * len(statuses))}) OR id = ?
        """,
        [day, rhythm.MOST_GAPS + 1, *statuses, only],
    )
    for number, status, own, circle, active_on, added_on, met_on, days in rows:
        contact_days = sorted(map(int, days.split(",")), reverse=True) if days else ()
        known_since = active_on or added_on
        if known_since > iso and number != only:
            # Waiting for triage on that day, or not known yet.
            if added_on <= iso or not (contact_days or (met_on or "~") <= iso):
                continue
            known_since = met_on or iso
        since = date.fromisoformat(known_since).toordinal()
        yield status, Facts(number, own, circle, since, contact_days)


def _snoozed(db: sqlite3.Connection, today: date) -> dict[int, tuple[int, int]]:
    """Return each person's latest skip: when it was said, and the day they are back."""
    return {
        person: (date.fromisoformat(said).toordinal(), date.fromisoformat(until).toordinal())
        for person, said, until in db.execute(
            "SELECT person_id, skipped_on, until_on FROM skip WHERE skipped_on <= ?"
            " ORDER BY skipped_on, id",
            [today.isoformat()],
        )
    }


def open_dates(
    db: sqlite3.Connection, today: date, people: dict[int, Facts]
) -> dict[int, list[Date]]:
    """Return each person's dates to speak of today that nobody has acted on."""
    closed = {
        (number, occurs)
        for number, occurs in db.execute(
            "SELECT occasion_id, occurs_on FROM occasion_closing WHERE closed_on <= ?",
            [today.isoformat()],
        )
    }
    found: dict[int, list[Date]] = defaultdict(list)
    for number, person, kind, label, year, month, day, lead in db.execute(
        "SELECT id, person_id, kind, label, year, month, day,"
        f" coalesce(lead_days, {scoring.DEFAULT_LEAD_DAYS}) FROM occasion"
    ):
        if person not in people:
            continue
        if kind == "milestone":
            candidates = [date(year, month, day)]
        elif day is not None:
            candidates = occasions.occurrences_near(month, day, today=today, lead_days=lead)
        else:
            candidates = [today.replace(day=1)] if month == today.month else []
        for occurs in candidates:
            if (number, occurs.isoformat()) in closed:
                continue
            if kind != "milestone" and _in_touch_around(people[person], occurs, day is None):
                continue
            years = None if year is None or occurs.year < year else occurs.year - year
            ordinal = None if day is None else occurs.toordinal()
            found[person].append(Date(number, kind, label, ordinal, years, lead))
            break
    return found


def _in_touch_around(facts: Facts, occurs: date, whole_month: bool) -> bool:
    first, last = occasions.closing_window(occurs, whole_month=whole_month)
    low, high = first.toordinal(), last.toordinal()
    return any(low <= day <= high for day in facts.contact_days)


def _intros(db: sqlite3.Connection, today: date) -> dict[int, list[Intro]]:
    found: dict[int, list[Intro]] = defaultdict(list)
    iso = today.isoformat()
    for (
        number,
        introducer,
        person,
        other,
        made_on,
        met_on,
        thanked_on,
        name,
        other_name,
    ) in db.execute(
        """
            SELECT introduction.id, introducer_id, person_id, other_id, made_on,
                introduction.met_on, thanked_on, a.name, b.name
            FROM introduction JOIN person a ON a.id = person_id
            LEFT JOIN person b ON b.id = other_id
            WHERE made_on <= ? AND (introducer_id IS NULL OR other_id IS NULL)
            """,
        [iso],
    ):
        since = date.fromisoformat(made_on).toordinal()
        if introducer is not None:
            if thanked_on is None or thanked_on > iso:
                found[introducer].append(Intro(number, True, name, since))
        elif met_on is None or met_on > iso:
            found[person].append(Intro(number, False, other_name, since))
            found[other].append(Intro(number, False, name, since))
    return found
