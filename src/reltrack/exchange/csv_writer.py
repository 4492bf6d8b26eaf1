"""Write people, or entries, as a table for a spreadsheet, which `import csv --update` takes back.

No cell is taken for a formula, and every value comes back exactly: see cells.py. Like every export
it holds what was entered, and nothing derived from it.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reltrack.domain.arrivals import Point
from reltrack.domain.occasions import format_yearly
from reltrack.domain.updates import OWN_COLUMN
from reltrack.exchange import cells

Record = Mapping[str, Any]

PEOPLE = (
    "uid", "slug", "name", "aliases", "status", "circles", "tags", "cadence_days", "company",
    "title", "city", "email", "phone", "url", "other_contacts", "birthday", "met_on", "how_met",
    "introduced_by",
)  # fmt: skip
"""The columns; the first two say who it is."""

ENTRIES = (
    "uid", "date", "time", "via", "place", "text", "people", "mentioned", "tags", "initiated",
    "mark", "broadcast", "source",
)  # fmt: skip


def people(found: Iterable[Record]) -> Iterator[str]:
    """Yield the lines of a table of people; each is as `export.people` gives them."""
    return _written(PEOPLE, (person_cells(person) for person in found))


def person_cells(person: Record) -> dict[str, str]:
    """Return what the cells of a person hold, before they are defused."""
    points = person["contact_points"]
    born = next((o for o in person["occasions"] if o["kind"] == "birthday"), None)
    introducer = person["introduced_by"]
    several = {key: cells.joined(person[key]) for key in ("aliases", "circles", "tags")} | {
        kind: cells.joined(
            cells.labelled(point["label"], point["value"])
            for point in points
            if point["kind"] == kind
        )
        for kind in OWN_COLUMN
    }
    other = [cells.other(Point(**point)) for point in points if point["kind"] not in OWN_COLUMN]
    held = {key: _said(person.get(key)) for key in PEOPLE}
    return (
        held
        | several
        | {
            "other_contacts": cells.joined(other),
            "birthday": format_yearly(born["year"], born["month"], born["day"]) if born else "",
            "introduced_by": introducer["slug"] if introducer else "",
        }
    )


def entries(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the lines of a table of entries, newest first; people stand there by their handles."""
    who = (
        "(SELECT group_concat(slug, char(10)) FROM (SELECT slug FROM participant"
        " JOIN person ON person.id = person_id"
        " WHERE interaction_id = interaction.id AND present = {} ORDER BY slug))"
    )
    tags = (
        "(SELECT group_concat(tag, char(10)) FROM (SELECT tag FROM interaction_tag"
        " WHERE interaction_id = interaction.id ORDER BY tag))"
    )
    rows = db.execute(
        f"SELECT uid, date, time, via, place, text, {who.format(1)}, {who.format(0)}, {tags},"
        " initiated, mark, iif(broadcast, 'true', 'false'), source"
        " FROM interaction ORDER BY date DESC, time DESC, id DESC"
    )
    return _written(ENTRIES, (dict(zip(ENTRIES, map(_said, row), strict=True)) for row in rows))


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _written(columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield lines without their ends; a cell with a line break is quoted, whichever it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        yield out.getvalue()[:-2]
        out.seek(0)
        out.truncate()
        writer.writerow([cells.defused(row[column]) for column in columns])
    yield out.getvalue()[:-2]
