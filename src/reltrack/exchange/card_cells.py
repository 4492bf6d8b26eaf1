"""Read the cells of a table that `export csv` wrote, whatever a spreadsheet did to them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from reltrack.domain import drafts, text
from reltrack.domain.arrivals import Point
from reltrack.domain.durations import parse_duration
from reltrack.domain.occasions import format_yearly
from reltrack.domain.updates import OWN_COLUMN
from reltrack.errors import UsageError
from reltrack.exchange import cells, table_dates
from reltrack.read import names
from reltrack.tuples import NamedTuple

_STATUSES = ("active", "new", "archived")


class Reading(NamedTuple):
    """What a cell is read with."""

    db: sqlite3.Connection
    today: date
    order: table_dates.Order | None
    person: int
    old: str
    """What the cell would say now."""
    claimed: Mapping[str, int] = {}
    """What people are to be called by rows further up, folded, and their numbers."""


def value(column: str, cell: str, reading: Reading) -> Any:  # noqa: ANN401 — by column
    """Return what a cell says, in the form of `CardUpdate`; empty cells clear.

    Raises:
        UsageError, ReltrackError: it says nothing that can be kept.
    """
    return _READERS[column](cell, reading)


def said(column: str, found: Any, reading: Reading) -> str:  # noqa: ANN401
    """Return the cell that says a value, as the table would have it."""
    if column == "birthday":
        return format_yearly(*found) if found else ""
    if column == "introduced_by":
        query = "SELECT slug FROM person WHERE id = ?"
        return str(reading.db.execute(query, [found]).fetchone()[0]) if found else ""
    if column == "other_contacts":
        return cells.joined(map(cells.other, found))
    if column in OWN_COLUMN:
        return cells.joined(cells.labelled(point.label, point.value) for point in found)
    return cells.joined(found) if isinstance(found, list) else str(found or "")


def _date(cell: str, reading: Reading, read: Callable[[str, table_dates.Order | None], Any]) -> Any:  # noqa: ANN401
    """Return the date of a cell; figures that may mean what was there before do mean it."""
    orders: tuple[table_dates.Order, ...] = (
        ("dmy", "mdy") if reading.order is None else (reading.order,)
    )
    try:
        possible = {read(cell, order) for order in orders}
        before = read(reading.old, None)
    except ValueError as problem:
        raise UsageError(str(problem).replace(", and is left out", "")) from None
    if before in possible:
        return before
    if len(possible) > 1:
        raise UsageError("the date may be read in two ways (write 1980-03-14)")
    return possible.pop()


def _name(cell: str, reading: Reading) -> str:
    name = text.person_name(cell)
    if text.fold(name) != text.fold(reading.old):  # which a namesake may bear
        _free(name, reading)
    return name


def _aliases(cell: str, reading: Reading) -> list[str]:
    found = {text.fold(alias): alias for alias in map(_line("alias"), cells.lines(cell))}
    for key in found.keys() - {text.fold(alias) for alias in cells.lines(reading.old)}:
        _free(found[key], reading)
    return [found[key] for key in sorted(found)]


def _free(name: str, reading: Reading) -> None:
    if any(one.person_id != reading.person for one in names.exactly(reading.db, name)):
        raise UsageError("somebody else is called so")
    if reading.claimed.get(text.fold(name), reading.person) != reading.person:
        raise UsageError("a row further up calls somebody else so")


def _line(what: str, limit: int = text.NAME_LIMIT) -> Callable[[str], str]:
    return lambda cell: text.one_line(cell, what=what, limit=limit)


def _labels(what: str) -> Callable[[str, Reading], list[str]]:
    def read(cell: str, _: Reading) -> list[str]:
        parts = [part for part in re.split(r"[\n\r,;]", cell) if part.strip()]
        return sorted({text.label(part, what=what) for part in parts})

    return read


def _optional(what: str) -> Callable[[str, Reading], str]:
    return lambda cell, _: text.one_line(cell, what=what) if cell.strip() else ""


def _status(cell: str, _: Reading) -> str:
    status = cell.strip().casefold()
    if status not in _STATUSES:
        raise UsageError(f"it is not one of {', '.join(_STATUSES)}")
    return status


def _cadence(cell: str, _: Reading) -> int:
    typed = cell.strip()
    if not typed:
        return 0
    try:
        return parse_duration(f"{typed}d" if typed.isdecimal() else typed)
    except UsageError as problem:
        raise UsageError(f"{problem} (write days, or such as 6w)") from None


def _points(kind: str) -> Callable[[str, Reading], list[Point]]:
    def read(cell: str, _: Reading) -> list[Point]:
        return _unique(_kept(cells.point(kind, line)) for line in cells.lines(cell))

    return read


def _others(cell: str, _: Reading) -> list[Point]:
    found = [cells.other_point(line) for line in cells.lines(cell)]
    if not all(found):
        raise UsageError("write a kind and a colon before each, as in matrix: @ana:x.example")
    points = _unique(_kept(point) for point in found if point)
    if any(point.kind in OWN_COLUMN for point in points):
        raise UsageError(f"{', '.join(OWN_COLUMN)} have columns of their own")
    return points


def _kept(point: Point) -> Point:
    return Point(
        text.one_line(point.kind, what="kind"),
        text.one_line(point.value, what=point.kind[:20], limit=2000),
        point.label and text.one_line(point.label, what="label"),
    )


def _unique(points: Any) -> list[Point]:  # noqa: ANN401
    return list({(p.kind, drafts.contact_key(p.kind, p.value)): p for p in points}.values())


def _birthday(cell: str, reading: Reading) -> Any:  # noqa: ANN401
    found = _date(cell, reading, table_dates.yearly)
    if found is None:
        return ()
    year, month, day = found
    if year and date(year, month, day or 1) > reading.today:
        raise UsageError("it lies in the future")
    return found


def _met_on(cell: str, reading: Reading) -> str:
    found = _date(cell, reading, table_dates.whole)
    if found is None:
        return ""
    day = date.fromisoformat(found)
    return drafts.past_day(day, today=reading.today, what="the day you met")


def _how_met(cell: str, _: Reading) -> str:
    return text.checked(re.sub("\r\n?", "\n", cell), what="how you met").strip()


def _introducer(cell: str, reading: Reading) -> int:
    if not cell.strip():
        return 0
    typed = cell.strip()
    row = reading.db.execute(
        "SELECT id FROM person WHERE slug = :slug"
        " UNION ALL SELECT person_id FROM retired_slug WHERE slug = :slug",
        {"slug": typed},
    ).fetchone()
    found = [row[0]] if row else [one.person_id for one in names.exactly(reading.db, typed)]
    if len(found) != 1:
        raise UsageError("nobody here, or more than one, is called so: give a handle")
    if found[0] == reading.person:
        raise UsageError("nobody introduces themselves")
    return int(found[0])


_READERS: Mapping[str, Callable[[str, Reading], Any]] = {
    "name": _name,
    "aliases": _aliases,
    "status": _status,
    "circles": _labels("circle"),
    "tags": _labels("tag"),
    "cadence_days": _cadence,
    "company": _optional("company"),
    "title": _optional("title"),
    "city": _optional("city"),
    **{kind: _points(kind) for kind in OWN_COLUMN},
    "other_contacts": _others,
    "birthday": _birthday,
    "met_on": _met_on,
    "how_met": _how_met,
    "introduced_by": _introducer,
}
"""The columns that can be changed."""

EDITABLE = tuple(_READERS)
