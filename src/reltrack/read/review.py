"""What a week brought, what lies ahead, and one idea."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from reltrack.config import Settings
from reltrack.domain import balance
from reltrack.domain import review as domain
from reltrack.read import circles, follow_ups, occasions
from reltrack.read.balance import COUNTS

if TYPE_CHECKING:
    from reltrack.domain.insight import Review, SeenPerson, Skip
    from reltrack.domain.records import Occasion


def review(db: sqlite3.Connection, *, since: date, today: date, settings: Settings) -> Review:
    """Return what there was from a day up to today, both included."""
    first, last = since.isoformat(), today.isoformat()
    standings = circles.standings(db, today=today, settings=settings)
    promises = [
        each
        for each in follow_ups.follow_ups(db, today=today, closed=True)
        if each["kind"] == "promise"
    ]
    counts = db.execute(
        f"SELECT {COUNTS} FROM interaction WHERE date BETWEEN ? AND ?", [first, last]
    ).fetchone()
    people, days = _seen(db, since, today)
    return {
        "since": first,
        "until": last,
        "entries": counts[0],
        "contact_days": days,
        "people": people,
        "promised": [each for each in promises if each["opened_on"] >= first],
        "kept": [each for each in promises if (each["closed_on"] or "") >= first],
        "attention": balance.attention(balance.Counts(*counts)),
        "skips": _skips(db, first, last),
        "occasions": _ahead(db, today),
        "quiet_circles": [
            {"name": each["name"], "people": each["people"], "last_date": each["last_date"]}
            for each in standings
            if each["within"] < each["people"] and (each["last_date"] or "") < first
        ],
        "suggestion": domain.suggestion(standings, since=first),
    }


def _seen(db: sqlite3.Connection, since: date, today: date) -> tuple[list[SeenPerson], int]:
    """Return whom there was contact with, most entries first, and on how many days."""
    period = [since.toordinal(), today.toordinal()]
    chosen = "FROM participant WHERE contact = 1 AND day BETWEEN ? AND ?"
    (days,) = db.execute(f"SELECT count(DISTINCT day) {chosen}", period).fetchone()
    people: list[SeenPerson] = [
        {
            "person": {"id": number, "slug": slug, "name": name},
            "entries": entries,
            "last_date": date.fromordinal(last).isoformat(),
        }
        for number, slug, name, entries, last in db.execute(
            "SELECT id, slug, name, entries, last FROM ("
            f" SELECT person_id, count(*) AS entries, max(day) AS last {chosen} GROUP BY person_id)"
            " JOIN person ON id = person_id ORDER BY entries DESC, last DESC, name, id",
            period,
        )
    ]
    return people, days


def _skips(db: sqlite3.Connection, first: str, last: str) -> list[Skip]:
    return [
        {
            "id": number,
            "uid": uid,
            "person": {"id": person, "slug": slug, "name": name},
            "skipped_on": skipped_on,
            "until_on": until_on,
            "reason": reason,
        }
        for number, uid, person, slug, name, skipped_on, until_on, reason in db.execute(
            "SELECT skip.id, skip.uid, person_id, slug, name, skipped_on, until_on, reason"
            " FROM skip JOIN person ON person.id = person_id WHERE skipped_on BETWEEN ? AND ?"
            " ORDER BY skipped_on, skip.id",
            [first, last],
        )
    ]


def _ahead(db: sqlite3.Connection, today: date) -> list[Occasion]:
    """Return the dates of active people in the days to come, the next first."""
    found = occasions.coming(db, today=today, within=domain.AHEAD_DAYS)
    return [each for each in found if (each["days_away"] or 0) >= 0]
