"""The journal in numbers: days counted once by SQLite, months and weeks made of them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from reltrack.domain import stats as domain
from reltrack.domain.review import monday_of
from reltrack.read import glance
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.insight import Stats, StatsBy, StatsPage, Tally, Totals
    from reltrack.domain.records import PersonRef

_USUAL = 20  # groups


class Selection(NamedTuple):
    """Which entries are counted; of a circle, those in which somebody of it is present."""

    since: str | None = None
    until: str | None = None
    circle: str | None = None
    tag: str | None = None
    via: str | None = None


def stats(db: sqlite3.Connection, selection: Selection, *, today: date) -> Stats:
    """Return the part that was asked for, beside the whole."""
    until = _until(selection, today)
    chosen = _Chosen(selection, until)
    days = chosen.days(db)
    totals = chosen.totals(db, days)
    day = domain.busiest(days)
    month = domain.busiest(domain.by_month(days.items()))
    first_shown = domain.last_mondays(until)[0].isoformat()
    whole = totals
    if selection != Selection():
        everything = _Chosen(Selection(), today)
        whole = everything.totals(db, everything.days(db))
    return {
        "since": selection.since,
        "until": until.isoformat(),
        "filters": {
            key: value
            for key, value in selection._asdict().items()
            if key in ("circle", "tag", "via") and value is not None
        },
        **totals,
        "whole": whole,
        "first_date": min(days, default=None),
        "last_date": max(days, default=None),
        "busiest_day": day and {"date": day[0], "entries": day[1]},
        "busiest_month": month and {"month": month[0], "entries": month[1]},
        "days": domain.in_days(days, first_shown),
        "months": domain.in_months(domain.by_month(days.items()), domain.last_months(until)),
    }


def stats_by(
    db: sqlite3.Connection, by: StatsBy, selection: Selection, *, today: date, limit: int | None
) -> StatsPage:
    """Return groups: the largest first; or weeks or months in order.

    At most so many groups, of weeks and months the latest; 0 is all. None is twenty, or every week
    or month. They are those of the last year, unless the selection says since when.
    """
    until = _until(selection, today)
    shown = selection
    if by in ("week", "month") and selection.since is None:
        start = f"{domain.last_months(until)[0]}-01" if by == "month" else ""
        shown = selection._replace(since=start or domain.last_mondays(until)[0].isoformat())
    found = _Chosen(shown, until).groups(db, by)
    if by in ("week", "month"):
        found = _in_order(found, by, selection.since, until)
        kept = found[-limit:] if limit else found
    else:
        most = _USUAL if limit is None else limit
        kept = found[:most] if most else found
    return {
        "by": by,
        "whole": stats(db, selection, today=today),
        "groups": kept,
        "left_out": len(found) - len(kept),
    }


def contact_days_by_month(db: sqlite3.Connection, person: int, *, today: date) -> list[int]:
    """Return on how many days you were in touch in each of the last twelve months."""
    months = domain.last_months(today)
    days = db.execute(
        "SELECT DISTINCT day FROM participant"
        " WHERE person_id = ? AND contact = 1 AND day BETWEEN ? AND ?",
        [person, date.fromisoformat(f"{months[0]}-01").toordinal(), today.toordinal()],
    )
    counts = Counter(date.fromordinal(day).isoformat()[:7] for (day,) in days)
    return [counts[month] for month in months]


def _until(selection: Selection, today: date) -> date:
    return min(date.fromisoformat(selection.until), today) if selection.until else today


def _in_order(found: Iterable[Tally], by: StatsBy, since: str | None, until: date) -> list[Tally]:
    """Return every week or month of the time asked for, those without entries, too.

    With `since`, from the first that has entries on: nobody looks at the years before a journal.
    """
    known = {tally["group"]: tally for tally in found}
    first = min((name for name in known if name), default=None)
    names = [day.isoformat() for day in domain.last_mondays(until)]
    if by == "month":
        names = domain.last_months(until)
    if since is not None:
        if by == "week":
            start = monday_of(date.fromisoformat(max(since, first or since)))
            weeks = (monday_of(until) - start).days // 7 + 1
            names = [day.isoformat() for day in domain.last_mondays(until, weeks)]
        else:
            year, month = map(int, max(since[:7], first or since[:7]).split("-"))
            months = (until.year - year) * 12 + until.month - month + 1
            names = domain.last_months(until, months)
    return [known.get(name) or _nothing(name) for name in names]


def _nothing(name: str) -> Tally:
    return {"group": name, "person": None, "entries": 0, "people": 0, "contact_days": 0}


class _Chosen:
    """The SQL of the entries that are counted, and what is counted of them."""

    def __init__(self, selection: Selection, until: date) -> None:
        since = date.fromisoformat(selection.since) if selection.since else date.min
        self._values: dict[str, Any] = {
            **selection._asdict(),
            "since": since.isoformat(),
            "until": until.isoformat(),
            "first": since.toordinal(),
            "last": until.toordinal(),
        }
        self._people = "1"
        self._entries = "date BETWEEN :since AND :until"
        if selection.circle is not None:
            members = "SELECT person_id FROM circle_member WHERE circle = :circle"
            self._people = f"participant.person_id IN ({members})"
            self._entries += (
                " AND interaction.id IN (SELECT interaction_id FROM participant"
                f" WHERE present = 1 AND {self._people})"
            )
        if selection.tag is not None:
            self._entries += (
                " AND interaction.id IN (SELECT interaction_id FROM interaction_tag"
                " WHERE tag = :tag)"
            )
        if selection.via is not None:
            self._entries += " AND via = :via"
        self._narrowed = selection.tag is not None or selection.via is not None

    def days(self, db: sqlite3.Connection) -> Counter[str]:
        """Return how many entries each day has."""
        rows = db.execute(
            f"SELECT date, count(*) FROM interaction WHERE {self._entries} GROUP BY date",
            self._values,
        )
        return Counter(dict(rows.fetchall()))

    def totals(self, db: sqlite3.Connection, days: Counter[str]) -> Totals:
        """Return how many entries there are, how many people in them and on how many days."""
        narrowed = ""
        if self._narrowed:
            narrowed = f" AND interaction_id IN (SELECT id FROM interaction WHERE {self._entries})"
        people, contact_days = db.execute(
            "SELECT count(DISTINCT person_id), count(DISTINCT day) FROM participant"
            f" WHERE contact = 1 AND day BETWEEN :first AND :last AND {self._people}{narrowed}",
            self._values,
        ).fetchone()
        return {"entries": days.total(), "people": people, "contact_days": contact_days}

    def groups(self, db: sqlite3.Connection, by: StatsBy) -> list[Tally]:
        """Return the totals of each group, the largest first."""
        rows = db.execute(
            f"""
            SELECT {_KEYS[by]}, count(DISTINCT interaction.id),
                count(DISTINCT iif(contact, participant.person_id, NULL)),
                count(DISTINCT iif(contact, day, NULL))
            FROM interaction {"" if by in _OF_PEOPLE else "LEFT"} JOIN participant
                ON interaction_id = interaction.id AND present = 1 AND {self._people}
            {_OF_PEOPLE.get(by, "")} WHERE {self._entries} GROUP BY 1
            """,
            self._values,
        ).fetchall()
        names = glance.names(db, [row[0] for row in rows]) if by == "person" else {}
        found: list[Tally] = []
        for key, entries, people, contact_days in rows:
            person: PersonRef | None = None
            if by == "person":
                person = {"id": key, "slug": names[key].slug, "name": names[key].name}
            found.append(
                {
                    "group": None if person else key,
                    "person": person,
                    "entries": entries,
                    "people": people,
                    "contact_days": contact_days,
                }
            )
        found.sort(key=_largest_first)
        return found


_KEYS: dict[StatsBy, str] = {
    "week": "date(date, 'weekday 0', '-6 days')",
    "month": "substr(date, 1, 7)",
    "channel": "via",
    "circle": "circle",
    "person": "participant.person_id",
}
_OF_PEOPLE: dict[StatsBy, str] = {
    "circle": "LEFT JOIN circle_member ON circle_member.person_id = participant.person_id",
    "person": "",
}
"""Groups made of those present, and where they are found; a broadcast belongs to none."""


def _largest_first(tally: Tally) -> tuple[int, str]:
    person = tally["person"]
    return -tally["entries"], person["name"] if person else tally["group"] or "~"
