"""The balance of the journal, of a person, of groups: counted by SQLite in one pass each."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain import balance as domain
from reltrack.read import glance

if TYPE_CHECKING:
    from reltrack.domain.insight import Balance, BalanceBy, BalanceGroup, BalancePage, Channel

_MOST_CHANNELS = 3
_CONVERSATION = "NOT broadcast AND via IS NOT 'touch'"


def _counted(condition: str) -> str:
    return f"count(*) FILTER (WHERE {condition})"


COUNTS = ", ".join(
    (
        "count(*)",
        _counted("mark = 'gave'"),
        _counted("mark = 'asked'"),
        _counted("mark = 'promoted'"),
        _counted("mark IS 'promoted' OR broadcast"),
        _counted(f"{_CONVERSATION} AND initiated = 'me'"),
        _counted(f"{_CONVERSATION} AND initiated = 'them'"),
        _counted(_CONVERSATION),
        _counted("broadcast"),
        _counted("via = 'touch' AND NOT broadcast"),
    )
)
"""What `domain.balance.Counts` holds, of rows of `interaction`."""

_PRESENT = "FROM participant JOIN interaction ON interaction.id = interaction_id AND present = 1"


def balance(
    db: sqlite3.Connection, *, today: date, since: str | None = None, person: int | None = None
) -> Balance:
    """Return the balance of all entries since a day, or of those in which a person is present."""
    values = {"since": since, "until": today.isoformat(), "person": person}
    source = f"FROM interaction WHERE {_period(since)}"
    if person is not None:
        source = f"{_PRESENT} WHERE person_id = :person AND {_period(since)}"
    counts = db.execute(f"SELECT {COUNTS} {source}", values).fetchone()
    vias = db.execute(
        f"SELECT via, count(*) AS entries {source} AND via IS NOT NULL AND {_CONVERSATION}"
        " GROUP BY via ORDER BY entries DESC, via",
        values,
    ).fetchall()
    known = sum(entries for _, entries in vias)
    channels: list[Channel] = [
        {"via": via, "entries": entries, "share": round(entries / known, 2)}
        for via, entries in vias[:_MOST_CHANNELS]
    ]
    return {
        "person": None if person is None else glance.reference(db, person),
        "since": since,
        **domain.attention(domain.Counts(*counts)),
        "channels": channels,
        "asks_in_a_row": None if person is None else asks_in_a_row(db, person, today=today),
    }


_GROUPS: dict[BalanceBy, tuple[str, str]] = {
    "month": (
        f"substr(date, 1, 7), NULL, NULL, NULL, {COUNTS} FROM interaction WHERE {{period}}",
        "1 ORDER BY 1",
    ),
    "circle": (
        # Several of a circle may be in one entry, which counts once.
        f"circle, NULL, NULL, NULL, {COUNTS} FROM ("
        "SELECT DISTINCT circle, interaction_id FROM participant"
        " LEFT JOIN circle_member USING (person_id)"
        " WHERE present = 1 AND day BETWEEN :first AND :last"
        ") JOIN interaction ON interaction.id = interaction_id",
        "circle ORDER BY count(*) DESC, circle",
    ),
    "person": (
        f"NULL, person_id, slug, name, {COUNTS} {_PRESENT}"
        f" JOIN person ON person.id = person_id WHERE {{period}}",
        "person_id ORDER BY count(*) DESC, name, person_id",
    ),
}


def balance_by(
    db: sqlite3.Connection, by: BalanceBy, *, today: date, since: str | None, limit: int
) -> BalancePage:
    """Return the balance in groups, the largest first or in the order of months.

    At most so many people or circles, or of the latest months; 0 is all.
    """
    selected, grouped = _GROUPS[by]
    values = {
        "since": since,
        "until": today.isoformat(),
        "first": date.fromisoformat(since).toordinal() if since else 0,
        "last": today.toordinal(),
    }
    chosen = selected.format(period=_period(since))
    rows = db.execute(f"SELECT {chosen} GROUP BY {grouped}", values).fetchall()
    kept = rows if not limit else rows[-limit:] if by == "month" else rows[:limit]
    groups: list[BalanceGroup] = []
    for group, number, slug, name, *counts in kept:
        who = None if number is None else {"id": number, "slug": slug, "name": name}
        groups.append({"group": group, "person": who, **domain.attention(domain.Counts(*counts))})  # type: ignore[typeddict-item]
    return {
        "by": by,
        "whole": balance(db, today=today, since=since),
        "groups": groups,
        "left_out": len(rows) - len(kept),
    }


def _period(since: str | None) -> str:
    """Return the SQL of the days that count; of all of them SQLite reads the table as it lies."""
    return "+date <= :until" if since is None else "date BETWEEN :since AND :until"


def asks_in_a_row(db: sqlite3.Connection, person: int, *, today: date) -> int:
    """Return how often somebody was asked, lately, since they were last given something."""
    since = domain.asks_remembered_since(today)
    marks = db.execute(
        f"SELECT mark {_PRESENT} WHERE person_id = ? AND day BETWEEN ? AND ? AND mark IS NOT NULL"
        " ORDER BY day DESC, coalesce(time, '') DESC, interaction.id DESC",
        [person, since.toordinal(), today.toordinal()],
    )
    return domain.asks_in_a_row(mark for (mark,) in marks)


def remarks_on_asking(db: sqlite3.Connection, people: Sequence[int], *, today: date) -> list[str]:
    """Return a gentle word for each of those who were asked, before a third ask in a row."""
    remarks = (
        domain.before_asking_again(who["name"], asks_in_a_row(db, who["id"] or 0, today=today))
        for who in (glance.reference(db, person) for person in people)
    )
    return [remark for remark in remarks if remark]
