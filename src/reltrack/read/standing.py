"""Gather what the journal says about people up to a day, and weigh it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.config import Settings
from reltrack.database.rhythms import contact_days
from reltrack.domain import occasions, rhythm, scoring
from reltrack.domain.rhythm import Summary
from reltrack.domain.standing import (
    NOTHING_ELSE,
    Date,
    Facts,
    Intro,
    Matters,
    Measure,
    Standing,
    assess,
    long_quiet,
)
from reltrack.read.follow_ups import open_loops

if TYPE_CHECKING:
    from reltrack.domain.records import Status


def everyone(
    db: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    statuses: Sequence[Status] = ("active",),
    due_only: bool = False,
) -> tuple[list[Standing], int]:
    """Weigh people as of a day, and count them: what lies after the day does not exist.

    With `due_only`, those with no reason to be in touch today are counted but not told of.
    """
    everybody = list(_people(db, today, statuses))
    if statuses == ("active",):
        medians = [facts.summary[3] for facts in everybody if facts.summary[0] >= 2]
        measure = Measure.of(today.toordinal(), rhythm.typical_gap(medians), settings)
    else:
        measure = measure_of(db, today=today, settings=settings)
    matters = _matters(db, today, None)
    found = [
        assess(facts, matters.get(facts[0], NOTHING_ELSE), measure)
        for facts in everybody
        if not due_only or facts[0] in matters or long_quiet(facts, measure)
    ]
    return found, len(everybody)


def one(
    db: sqlite3.Connection, person: int, *, today: date, settings: Settings
) -> tuple[Standing, Measure]:
    """Weigh one person, whatever their status, and say by what they were measured."""
    measure = measure_of(db, today=today, settings=settings)
    (facts,) = _people(db, today, (), only=person)
    return assess(facts, _matters(db, today, {person}).get(person, NOTHING_ELSE), measure), measure


def measure_of(db: sqlite3.Connection, *, today: date, settings: Settings) -> Measure:
    """Return what all are measured by: the gap that is typical of the people active on a day."""
    day = today.toordinal()
    rows = db.execute(
        """
        SELECT id, iif(last_day <= ? AND id NOT IN (SELECT person_id FROM stale_rhythm), gaps, -1),
            median_gap
        FROM person LEFT JOIN rhythm ON person_id = id
        WHERE status = 'active'
            AND (last_day IS NOT NULL OR id IN (SELECT person_id FROM stale_rhythm))
        """,
        [day],
    )
    medians = []
    for number, gaps, median_gap in rows:
        if gaps < 0:
            summary = rhythm.summarise(rhythm.gaps_between(contact_days(db, number, until=day)))
            gaps, median_gap = summary.gaps, summary.median_gap  # noqa: PLW2901 — as of the day
        if gaps >= 2:
            medians.append(median_gap)
    return Measure.of(day, rhythm.typical_gap(medians), settings)


def _people(
    db: sqlite3.Connection, today: date, statuses: Sequence[Status], only: int | None = None
) -> Iterator[Facts]:
    day, iso = today.toordinal(), today.isoformat()
    stale = {person for (person,) in db.execute("SELECT person_id FROM stale_rhythm")}
    circles = dict(
        db.execute(
            "SELECT person_id, min(cadence_days) FROM circle_member"
            " JOIN circle ON circle.name = circle_member.circle"
            " WHERE cadence_days IS NOT NULL GROUP BY person_id"
        ).fetchall()
    )
    marks = ", ".join("?" * len(statuses))
    rows = db.execute(
        f"""
        SELECT id, name, cadence_days, active_on, added_on, met_on,
            last_day, gaps, sum_log, sum_log_squared, median_gap, usual_days
        FROM person LEFT JOIN rhythm ON person_id = id
        WHERE status IN ({marks}) OR id = ?
        """,
        [*statuses, only],
    )
    for number, name, own, active_on, added_on, met_on, last, *learned in rows:
        if number in stale or (last is not None and last > day) or learned[0] is None:
            days = contact_days(db, number, until=day)
            last = days[0] if days else None  # noqa: PLW2901 — as of the day
            summary = rhythm.summarise(rhythm.gaps_between(days))
        else:
            summary = Summary(*learned)
        since = 0
        if last is None:
            known_since = active_on or added_on
            if known_since > iso:
                if added_on > iso and (met_on or "~") <= iso:
                    known_since = met_on
                elif only is None:  # waiting for triage on that day, or not known yet
                    continue
            since = date.fromisoformat(known_since).toordinal()
        yield Facts(number, name, own, circles.get(number), since, last, summary)


def _matters(db: sqlite3.Connection, today: date, only: set[int] | None) -> dict[int, Matters]:
    """Return what there is with people besides being quiet; most have nothing."""
    loops = open_loops(db, today=today)
    dates = open_dates(db, today=today, people=only)
    intros = _intros(db, today)
    snoozed = _snoozed(db, today)
    return {
        person: Matters(
            loops.get(person, ()),
            dates.get(person, ()),
            intros.get(person, ()),
            snoozed.get(person),
        )
        for person in {*loops, *dates, *intros, *snoozed}
        if only is None or person in only
    }


def _snoozed(db: sqlite3.Connection, today: date) -> dict[int, int]:
    """Return those who were put off and are not back, with the day they will be.

    The latest skip counts; contact since then lifts it.
    """
    latest = {
        person: (date.fromisoformat(said), date.fromisoformat(until), number)
        for person, said, until, number in db.execute(
            "SELECT person_id, skipped_on, until_on, id FROM skip WHERE skipped_on <= ?"
            " ORDER BY skipped_on, id",
            [today.isoformat()],
        )
    }
    return {
        person: until.toordinal()
        for person, (said, until, number) in latest.items()
        if until > today
        and not _in_touch(db, person, said.toordinal(), today.toordinal(), after=number)
    }


def _in_touch(
    db: sqlite3.Connection, person: int, first: int, last: int, *, after: int = 0
) -> bool:
    """Tell whether there was contact with a person between two days, both included.

    Of the first day only what was written down after the record of that number.
    """
    return (
        db.execute(
            "SELECT 1 FROM participant WHERE person_id = ?1 AND contact = 1"
            " AND day BETWEEN ?2 AND ?3 AND (day > ?2 OR interaction_id > ?4) LIMIT 1",
            [person, first, last, after],
        ).fetchone()
        is not None
    )


def open_dates(
    db: sqlite3.Connection, *, today: date, people: Iterable[int] | None = None
) -> dict[int, list[Date]]:
    """Return each person's dates to speak of today that nobody has acted on."""
    wanted = None if people is None else set(people)
    closed = {
        (number, occurs)
        for number, occurs in db.execute(
            "SELECT occasion_id, occurs_on FROM occasion_closing WHERE closed_on <= ?",
            [today.isoformat()],
        )
    }
    found: dict[int, list[Date]] = {}
    for number, person, kind, label, year, month, day, lead in db.execute(
        "SELECT id, person_id, kind, label, year, month, day,"
        f" coalesce(lead_days, {scoring.DEFAULT_LEAD_DAYS}) FROM occasion"
    ):
        if wanted is not None and person not in wanted:
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
            if kind != "milestone" and _acted_on(db, person, occurs, today, day is None):
                continue
            years = None if year is None or occurs.year < year else occurs.year - year
            ordinal = None if day is None else occurs.toordinal()
            found.setdefault(person, []).append(Date(number, kind, label, ordinal, years, lead))
            break
    return found


def _acted_on(
    db: sqlite3.Connection, person: int, occurs: date, today: date, whole_month: bool
) -> bool:
    first, last = occasions.closing_window(occurs, whole_month=whole_month)
    return _in_touch(db, person, first.toordinal(), min(last, today).toordinal())


def _intros(db: sqlite3.Connection, today: date) -> dict[int, list[Intro]]:
    found: dict[int, list[Intro]] = {}
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
                found.setdefault(introducer, []).append(Intro(number, True, name, since))
        elif met_on is None or met_on > iso:
            found.setdefault(person, []).append(Intro(number, False, other_name, since))
            found.setdefault(other, []).append(Intro(number, False, name, since))
    return found
