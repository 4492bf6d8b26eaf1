"""Entries: one, or the history."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reltrack.read.glance import listed
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.records import Interaction, PersonRef

_COLUMNS = (
    "interaction.id, uid, date, time, via, place, text, initiated, mark, broadcast, source,"
    " created_at, updated_at"
)


class Selection(NamedTuple):
    """Which entries to look at; dates are ISO days, both included."""

    people: tuple[int, ...] = ()
    """Each of them is present or mentioned."""
    via: str | None = None
    tag: str | None = None
    since: str | None = None
    until: str | None = None


def history(db: sqlite3.Connection, selection: Selection, *, limit: int = 0) -> list[Interaction]:
    """Return entries, newest first: by date, time, number; `limit` 0 is all."""
    where: list[str] = ["1"]
    values: list[int | str] = []
    source, order = "interaction", "date"
    for person in selection.people:
        if not values:  # the entries of the first are met newest first, by the key
            source, order = "participant JOIN interaction ON interaction.id = interaction_id", "day"
            where.append("person_id = ?")
        else:
            where.append(
                "interaction.id IN (SELECT interaction_id FROM participant WHERE person_id = ?)"
            )
        values.append(person)
    for column, value in (
        ("via =", selection.via),
        ("date >=", selection.since),
        ("date <=", selection.until),
    ):
        if value is not None:
            where.append(f"{column} ?")
            values.append(value)
    if selection.tag is not None:
        where.append("interaction.id IN (SELECT interaction_id FROM interaction_tag WHERE tag = ?)")
        values.append(selection.tag)
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM {source} WHERE {' AND '.join(where)}"
        f" ORDER BY {order} DESC, time DESC, id DESC LIMIT ?",
        [*values, limit or -1],
    ).fetchall()
    return _told(db, rows)


def with_person(
    db: sqlite3.Connection, person: int, *, until: str, limit: int
) -> list[Interaction]:
    """Return the latest entries a person is present or mentioned in, newest first."""
    return history(db, Selection(people=(person,), until=until), limit=limit)


def by_number(db: sqlite3.Connection, numbers: Iterable[int]) -> list[Interaction]:
    """Return entries by their numbers, in that order; those that do not exist are left out."""
    wanted = list(numbers)
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM interaction WHERE id IN (SELECT value FROM json_each(?))",
        [listed(wanted)],
    ).fetchall()
    found = {entry["id"]: entry for entry in _told(db, rows)}
    return [found[number] for number in wanted if number in found]


def latest_number(db: sqlite3.Connection) -> int | None:
    """Return the number of the entry written down last."""
    found: int | None = db.execute("SELECT max(id) FROM interaction").fetchone()[0]
    return found


def _told(db: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> list[Interaction]:
    ids = listed(row[0] for row in rows)
    people: dict[int, tuple[list[PersonRef], list[PersonRef]]] = defaultdict(lambda: ([], []))
    for entry, present, number, slug, name in db.execute(
        "SELECT interaction_id, present, person.id, slug, name"
        " FROM participant JOIN person ON person.id = person_id"
        " WHERE interaction_id IN (SELECT value FROM json_each(?)) ORDER BY name, person.id",
        [ids],
    ):
        people[entry][not present].append({"id": number, "slug": slug, "name": name})
    tags: dict[int, list[str]] = defaultdict(list)
    for entry, tag in db.execute(
        "SELECT interaction_id, tag FROM interaction_tag"
        " WHERE interaction_id IN (SELECT value FROM json_each(?)) ORDER BY tag",
        [ids],
    ):
        tags[entry].append(tag)
    entries: list[Interaction] = []
    for row in rows:
        number, uid, date, time, via, place, text, initiated, mark, broadcast, source, *at = row
        present, mentioned = people.get(number, ([], []))
        entries.append(
            {
                "id": number,
                "uid": uid,
                "date": date,
                "time": time,
                "via": via,
                "place": place,
                "text": text,
                "people": present,
                "mentioned": mentioned,
                "tags": tags.get(number, []),
                "initiated": initiated,
                "mark": mark,
                "broadcast": bool(broadcast),
                "source": source,
                "created_at": at[0],
                "updated_at": at[1],
            }
        )
    return entries
