"""What there is with people besides being quiet: loops, dates, introductions, "not now"."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date

from reltrack.domain import occasions, scoring
from reltrack.domain.matters import Date, Intro, Matters
from reltrack.read import glance
from reltrack.read.follow_ups import open_loops


def people_of(db: sqlite3.Connection, numbers: Collection[int]) -> list[int]:
    """Return whom a word is due to on records of these numbers."""
    wanted = glance.listed(number for number in numbers if number.bit_length() < 64)
    return [
        person
        for whom in (
            "person_id FROM follow_up",
            "person_id FROM occasion",
            "coalesce(introducer_id, person_id) FROM introduction",
        )
        for (person,) in db.execute(
            f"SELECT {whom} WHERE id IN (SELECT value FROM json_each(?))", [wanted]
        )
    ]


def open_with(db: sqlite3.Connection, people: Collection[int], *, today: date) -> dict[int, str]:
    """Return what is open with some people, in words, by the record's number."""
    if not people:
        return {}
    names = {number: who.name for number, who in glance.names(db, people).items()}
    found = {}
    for person, loops in open_loops(db, today=today, people=names).items():
        for loop in loops:
            about = f": {loop.text}" if loop.text else ""
            found[loop.id] = f"{loop.kind} #{loop.id}{about} ({names[person]})"
    for person, dates in open_dates(db, today=today, people=people).items():
        for one in dates:
            what = one.label or ("date" if one.kind == "other" else one.kind)
            found[one.id] = f"{what} #{one.id} ({names[person]})"
    for person, intros in _intros(db, today).items():
        if person in names:
            for intro in intros:
                said = "thanks for" if intro.thank else "how it went with"
                found[intro.id] = (
                    f"introduction #{intro.id}: {said} {intro.other} ({names[person]})"
                )
    return found


def matters_of(
    db: sqlite3.Connection, *, today: date, people: Collection[int] | None = None
) -> dict[int, Matters]:
    """Return what there is with people on a day; most have nothing."""
    loops = open_loops(db, today=today, people=people)
    dates = open_dates(db, today=today, people=people)
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
        if people is None or person in people
    }


def _snoozed(db: sqlite3.Connection, today: date) -> dict[int, int]:
    """Return those who were put off and are not back, with the day they will be.

    The latest skip counts; contact since then lifts it, on its own day what was written later.
    """
    rows = db.execute(
        """
        SELECT person_id, until_on FROM skip AS latest
        WHERE skipped_on <= :iso AND until_on > :iso
            AND NOT EXISTS (
                SELECT 1 FROM skip
                WHERE skip.person_id = latest.person_id AND skip.skipped_on <= :iso
                    AND (skip.skipped_on, skip.id) > (latest.skipped_on, latest.id)
            )
            AND NOT EXISTS (
                SELECT 1 FROM participant
                WHERE participant.person_id = latest.person_id AND contact = 1
                    AND day >= CAST(julianday(skipped_on) - 1721424.5 AS INTEGER) AND day <= :day
                    AND (
                        day > CAST(julianday(skipped_on) - 1721424.5 AS INTEGER)
                        OR interaction_id > latest.id
                    )
            )
        """,
        {"iso": today.isoformat(), "day": today.toordinal()},
    )
    return {person: date.fromisoformat(until).toordinal() for person, until in rows}


def open_dates(
    db: sqlite3.Connection, *, today: date, people: Collection[int] | None = None
) -> dict[int, list[Date]]:
    """Return each person's dates to speak of today that nobody has acted on."""
    closed = {
        (number, occurs)
        for number, occurs in db.execute(
            "SELECT occasion_id, occurs_on FROM occasion_closing WHERE closed_on <= ?",
            [today.isoformat()],
        )
    }
    some = [] if people is None else [glance.listed(people)]
    chosen = "person_id IN (SELECT value FROM json_each(?)) AND " if some else ""
    found: dict[int, list[Date]] = {}
    for number, person, kind, label, year, month, day, lead in db.execute(
        "SELECT id, person_id, kind, label, year, month, day,"
        f" coalesce(lead_days, {scoring.DEFAULT_LEAD_DAYS}) FROM occasion"
        f" WHERE {chosen}(kind = 'milestone' OR lead_days IS NOT NULL OR month IN (?, ?, ?))",
        [*some, *((today.month + neighbour) % 12 + 1 for neighbour in (-2, -1, 0))],
    ):
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
    return (
        db.execute(
            "SELECT 1 FROM participant"
            " WHERE person_id = ? AND contact = 1 AND day BETWEEN ? AND ? LIMIT 1",
            [person, first.toordinal(), min(last, today).toordinal()],
        ).fetchone()
        is not None
    )


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
