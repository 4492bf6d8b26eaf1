"""Gather what the journal says about people up to a day, and weigh it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from heapq import nlargest
from typing import TYPE_CHECKING

from reltrack.config import Settings
from reltrack.database.rhythms import contact_days
from reltrack.domain import rhythm
from reltrack.domain.matters import NOTHING_ELSE
from reltrack.domain.rhythm import Summary
from reltrack.domain.standing import Facts, Measure, Standing, assess, overdue
from reltrack.read.glance import listed
from reltrack.read.matters import matters_of

if TYPE_CHECKING:
    from reltrack.domain.records import Status


def everyone(
    db: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    statuses: Sequence[Status] = ("active",),
) -> list[Standing]:
    """Weigh people as of a day: what lies after the day does not exist."""
    everybody = list(_people(db, today, _circle_days(db), statuses=statuses))
    if statuses == ("active",):
        summaries = [facts.summary for facts in everybody]
        medians = [each.median_gap for each in summaries if each.gaps >= rhythm.LEARNED_FROM]
        measure = Measure.of(today.toordinal(), rhythm.typical_gap(medians), settings)
    else:
        measure = measure_of(db, today=today, settings=settings)
    matters = matters_of(db, today=today)
    return [assess(facts, matters.get(facts.id, NOTHING_ELSE), measure) for facts in everybody]


def pressing(
    db: sqlite3.Connection, *, today: date, settings: Settings, most: int = 0
) -> tuple[list[Standing], int, bool]:
    """Weigh the active people there is a reason to be in touch with.

    Of those who are merely quiet, only the `most` overdue are weighed (0: all of them). Returns the
    standings, how many more are due, and whether anybody is there. As of today the database has
    worked out when each person is late, and only those are looked at.
    """
    typical_gap = _kept_typical_gap(db, today)
    if typical_gap is None:
        found = everyone(db, today=today, settings=settings)
        return found, 0, bool(found)
    day = today.toordinal()
    circles = _circle_days(db)
    rows = db.execute(
        f"""
        SELECT id, last_day, iif(
            gaps < {rhythm.LEARNED_FROM}, :default, min(max(due_after, :shortest), :longest)
        ) AS days, cadence_days
        FROM person LEFT JOIN rhythm ON person_id = id
        WHERE status = 'active' AND (
            last_day IS NULL OR :day - last_day >= days OR cadence_days IS NOT NULL
            OR (:day - last_day >= :circle AND id IN (SELECT person_id FROM circle_member))
        )
        """,
        {
            "day": day,
            "default": settings.default_cadence,
            "shortest": settings.learned_min,
            "longest": settings.learned_max,
            "circle": min(circles.values(), default=None),
        },
    ).fetchall()
    matters = matters_of(db, today=today)
    met = [row for row in rows if row[1] is not None]
    late = [one for one in overdue(met, circles, today=day) if one[2] not in matters]
    chosen = late
    if most and len(late) > most:
        last = nlargest(most, late)[-1][:2]
        chosen = [one for one in late if one[:2] >= last]
    numbers = matters.keys() | {number for *_, number in chosen}
    numbers |= {number for number, last_day, *_ in rows if last_day is None}
    measure = Measure.of(day, typical_gap, settings)
    found = [
        assess(facts, matters.get(facts.id, NOTHING_ELSE), measure)
        for facts in _people(db, today, circles, statuses=("active",), numbers=numbers)
    ]
    return found, len(late) - len(chosen), bool(found) or _anybody(db)


def some(
    db: sqlite3.Connection, numbers: Collection[int], *, today: date, settings: Settings
) -> tuple[list[Standing], Measure]:
    """Weigh some people, whatever their status, and say by what they were measured."""
    measure = measure_of(db, today=today, settings=settings)
    matters = matters_of(db, today=today, people=set(numbers))
    return [
        assess(facts, matters.get(facts.id, NOTHING_ELSE), measure)
        for facts in _people(db, today, _circle_days(db), numbers=numbers)
    ], measure


def measure_of(db: sqlite3.Connection, *, today: date, settings: Settings) -> Measure:
    """Return what all are measured by: the gap that is typical of the people active on a day."""
    day = today.toordinal()
    typical_gap = _kept_typical_gap(db, today)
    if typical_gap is not None:
        return Measure.of(day, typical_gap, settings)
    medians = [
        median_gap
        for (median_gap,) in db.execute(
            f"""
            SELECT median_gap FROM person JOIN rhythm ON person_id = id
            WHERE status = 'active' AND last_day <= ? AND gaps >= {rhythm.LEARNED_FROM}
                AND id NOT IN (SELECT person_id FROM stale_rhythm)
            """,
            [day],
        )
    ]
    for (number,) in db.execute(
        """
        SELECT id FROM person WHERE status = 'active' AND id IN (
            SELECT person_id FROM rhythm WHERE last_day > ? UNION SELECT person_id FROM stale_rhythm
        )
        """,
        [day],
    ):
        summary = rhythm.summarise(rhythm.gaps_between(contact_days(db, number, until=day)))
        if summary.gaps >= rhythm.LEARNED_FROM:
            medians.append(summary.median_gap)
    return Measure.of(day, rhythm.typical_gap(medians), settings)


def _people(
    db: sqlite3.Connection,
    today: date,
    circles: Mapping[int, int],
    *,
    statuses: Sequence[Status] = (),
    numbers: Collection[int] | None = None,
) -> Iterator[Facts]:
    """Yield what is known of people, of some statuses or numbers or both.

    Those not known yet on the day are strangers: left out, unless their status does not matter.
    """
    if not (statuses or numbers):
        return
    day, iso = today.toordinal(), today.isoformat()
    stale = _stale(db)
    wanted, values = [], list[str](statuses)
    if statuses:
        wanted.append(f"status IN ({', '.join('?' * len(statuses))})")
    if numbers is not None:
        wanted.append("id IN (SELECT value FROM json_each(?))")
        values.append(listed(numbers))
    rows = db.execute(
        f"""
        SELECT id, name, cadence_days, active_on, added_on, met_on,
            last_day, gaps, sum_log, sum_log_squared, median_gap, usual_days
        FROM person LEFT JOIN rhythm ON person_id = id
        WHERE {" AND ".join(wanted)}
        """,
        values,
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
                elif statuses:
                    continue  # waiting for triage on that day, or not known yet
            since = date.fromisoformat(known_since).toordinal()
        yield Facts(number, name, own, circles.get(number), since, last, summary)


def _kept_typical_gap(db: sqlite3.Connection, today: date) -> float | None:
    """Return the typical gap as the database keeps it; None if it is not that of the day."""
    typical_gap: float | None = db.execute(
        """
        SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM stale_rhythm)
            AND NOT EXISTS (SELECT 1 FROM interaction WHERE date > ?)
            THEN (typical_low + typical_high) / 2 END
        FROM journal
        """,
        [today.isoformat()],
    ).fetchone()[0]
    return typical_gap


def _anybody(db: sqlite3.Connection) -> bool:
    """Tell whether there are active people whom there was contact with."""
    query = "SELECT 1 FROM person JOIN rhythm ON person_id = id WHERE status = 'active'"
    return db.execute(f"{query} AND last_day IS NOT NULL LIMIT 1").fetchone() is not None


def _stale(db: sqlite3.Connection) -> set[int]:
    """Return those whose rhythm somebody has changed behind the program's back."""
    return {person for (person,) in db.execute("SELECT person_id FROM stale_rhythm")}


def _circle_days(db: sqlite3.Connection) -> dict[int, int]:
    """Return the shortest cadence among each person's circles."""
    return dict(
        db.execute(
            "SELECT person_id, cadence_days FROM circle JOIN circle_member ON circle = name"
            # The last that a person is found in is the shortest.
            " WHERE cadence_days IS NOT NULL ORDER BY cadence_days DESC"
        ).fetchall()
    )
