"""Bring back a table of people that `export csv` wrote and somebody edited in a spreadsheet.

People are known by their uid. A column that is gone, or a cell beyond the end of its row, changes
nothing; an emptied cell clears. What a cell says is compared with what it would say now, so that
nothing is written but what was changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from json import dumps
from typing import TYPE_CHECKING, Any

from reltrack.domain.arrivals import Place, Point
from reltrack.domain.text import fold
from reltrack.domain.updates import OWN_COLUMN, CardUpdate, CellChange, PersonUpdate, Update
from reltrack.errors import BadDataError, ReltrackError, UsageError
from reltrack.exchange import card_cells, cells, csv_writer, export, table
from reltrack.exchange.choosing import Choice, narrowed
from reltrack.exchange.files import Source, chunked
from reltrack.exchange.table_dates import Order, order_of
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import Tally

if TYPE_CHECKING:
    from reltrack.domain.records import PersonRef

CHUNK = 500


class Claimed(NamedTuple):
    """What tables that are brought back together have said so far."""

    uids: set[str]
    names: dict[str, int]
    """Folded, of those who are to be called otherwise: whose each is, by number."""


_OTHER = ""
_POINTS = {**{kind: kind for kind in OWN_COLUMN}, "other_contacts": _OTHER}


def updates(
    db: sqlite3.Connection,
    source: Source,
    tally: Tally,
    *,
    today: date,
    order: Order | None,
    claimed: Claimed,
) -> Iterator[Update]:
    """Yield what the table changes; rows that cannot be used go to the tally.

    `claimed` is shared by the tables that are brought back together.

    Raises:
        BadDataError: `export csv` wrote no such table.
    """
    found = layout(source)
    columns = {name: place for place, name in enumerate(found.header) if name in csv_writer.PEOPLE}
    with table.opened(source, tally) as text:
        places = [columns[name] for name in ("birthday", "met_on") if name in columns]
        rows = table.body(text, found)
        order = order or order_of(
            row[place] for _, row in rows if row for place in places if place < len(row)
        )
    reader = _Updates(db, tally, today, order, claimed.names)
    with table.opened(source, Tally()) as text:
        people = _rows(table.body(text, found), columns, source.name, tally, claimed.uids)
        for chunk in chunked(people, CHUNK):
            yield from reader.changed(chunk)


def layout(source: Source) -> table.Layout:
    """Return how the table is laid out.

    Raises:
        BadDataError: `export csv` wrote no such table.
    """
    found = table.layout(table.head(source), _fitness)
    if found is None:
        raise BadDataError(
            f"{source.name} has no column uid",
            hint="--update takes back what reltrack export csv wrote; leave it out for other"
            " tables",
        )
    return found


def _fitness(header: Sequence[str]) -> int:
    return len(set(header) & set(csv_writer.PEOPLE)) if "uid" in header else 0


def _rows(
    rows: Iterator[tuple[int, list[str] | None]],
    columns: Mapping[str, int],
    file: str,
    tally: Tally,
    seen: set[str],
) -> Iterator[tuple[Place, dict[str, str]]]:
    """Yield the cells of each person, by column."""
    for line, row in rows:
        place = Place(file, line)
        if row is None:
            tally.reject(place, table.UNREADABLE)
            continue
        held = {name: cells.restored(row[at]) for name, at in columns.items() if at < len(row)}
        uid = held.get("uid", "").strip()
        if not any(cell.strip() for cell in row):
            continue
        if not uid:
            tally.reject(place, "it has no uid; reltrack add adds somebody")
        elif uid in seen:
            tally.reject(place, "its uid has come before")
        else:
            seen.add(uid)
            yield place, held | {"uid": uid}


class _Updates:
    """Compares rows with the people here."""

    def __init__(
        self,
        db: sqlite3.Connection,
        tally: Tally,
        today: date,
        order: Order | None,
        names: dict[str, int],
    ) -> None:
        self._db = db
        self._tally = tally
        self._today = today
        self._order = order
        self._names = names

    def changed(self, rows: Sequence[tuple[Place, dict[str, str]]]) -> Iterator[Update]:
        """Yield the changes of some rows."""
        uids = dumps([row["uid"] for _, row in rows])
        query = "SELECT id FROM person WHERE uid IN (SELECT value FROM json_each(?))"
        here = frozenset(number for (number,) in self._db.execute(query, [uids]))
        with narrowed(self._db, Choice(here)):
            people = {person["uid"]: person for person in export.people(self._db)}
        introducers = self._introducers(uids)
        for place, row in rows:
            person = people.get(row["uid"])
            if person is None:
                self._tally.reject(place, "nobody here has its uid")
                continue
            person["introduced_by"] = introducers.get(row["uid"])
            try:
                update = self._update(place, person, row)
            except UsageError as problem:
                self._tally.reject(place, str(problem))
                continue
            if update is None:
                self._tally.unchanged += 1
            else:
                yield update

    def _introducers(self, uids: str) -> dict[str, dict[str, str]]:
        """Return who introduced people: a part of the journal may not know."""
        rows = self._db.execute(
            "SELECT person.uid, other.slug FROM person"
            " JOIN person AS other ON other.id = person.introduced_by"
            " WHERE person.uid IN (SELECT value FROM json_each(?))",
            [uids],
        )
        return {uid: {"slug": slug} for uid, slug in rows}

    def _update(
        self, place: Place, person: Mapping[str, Any], row: Mapping[str, str]
    ) -> Update | None:
        """Return what a row changes of a person: all that was edited in it, or nothing.

        Raises:
            UsageError: some of its cells say nothing that can be kept; it names their columns.
        """
        now = csv_writer.person_cells(person)
        changes: list[CellChange] = []
        values: dict[str, Any] = {}
        points: dict[str, list[Point]] = {}
        wrong: list[str] = []
        if row.get("slug", now["slug"]) not in (now["slug"], *person["retired_slugs"]):
            self._tally.remark(place, "the handle stays: it comes from the name")
        for column in card_cells.EDITABLE:
            old, new = now[column], row.get(column, now[column])
            reading = card_cells.Reading(
                self._db, self._today, self._order, person["id"], old, self._names
            )
            # With another name, what the table says of aliases counts: not even the old name stays.
            if new == old and not (column == "aliases" and "name" in values and column in row):
                continue
            try:
                value = card_cells.value(column, new, reading)
            except ReltrackError as problem:
                wrong.append(f"{column}: {problem}")
                continue
            if column in _POINTS:
                points[_POINTS[column]] = value
            else:
                values[column] = value
            if value != card_cells.value(column, old, reading):
                new = card_cells.said(column, value, reading)
                changes.append({"field": column, "old": old, "new": new})
        if wrong:
            raise UsageError("; ".join(wrong))
        if not changes:
            return None
        called = [values.get("name", ""), *values.get("aliases", ())]
        self._names.update((fold(name), person["id"]) for name in called if name)
        who: PersonRef = {"id": person["id"], "slug": person["slug"], "name": person["name"]}
        told: PersonUpdate = {"person": who, "line": place.line or 0, "changes": changes}
        return Update(place, told, CardUpdate(**values, points=points or None))
