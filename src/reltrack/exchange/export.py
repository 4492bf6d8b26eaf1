"""The whole journal written out: every stored fact, nothing derived, one record on each line.

SQLite makes the JSON, row by row, so the size of the journal does not matter. The same content
gives the same bytes: records stand in the order of their numbers or keys.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, Literal

from reltrack.exchange.layout import FORMAT, SECTIONS, VERSION
from reltrack.render.json import escaped

Layout = Literal["json", "jsonl"]

_LINE_BATCH = 500


def _who(column: str) -> str:
    """Return the SQL of a person inside another record."""
    return (
        "json((SELECT json_object('id', who.id, 'slug', who.slug, 'name', who.name)"
        f" FROM person AS who WHERE who.id = {column}))"
    )


def _list(value: str, source: str, order: str) -> str:
    """Return the SQL of a list in a fixed order."""
    return (
        f"json((SELECT json_group_array({value}) FROM (SELECT * FROM {source} ORDER BY {order})))"
    )


def _people(present: int) -> str:
    return _list(
        "json_object('id', id, 'slug', slug, 'name', name)",
        "participant JOIN person ON person.id = person_id"
        f" WHERE interaction_id = interaction.id AND present = {present}",
        "person_id",
    )


def _named(*columns: str) -> dict[str, str]:
    return {column: column for column in columns}


_STAMPS = _named("created_at", "updated_at")

# Section: table, order, and for each key of the record the SQL of its value.
_RECORDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "circles": ("circle", "name", _named("name", "cadence_days")),
    "people": (
        "person",
        "id",
        {
            **_named("id", "uid", "slug", "name"),
            "aliases": _list("name", "alias WHERE person_id = person.id", "key"),
            "circles": _list("circle", "circle_member WHERE person_id = person.id", "circle"),
            "tags": _list("tag", "person_tag WHERE person_id = person.id", "tag"),
            **_named("status", "added_on", "active_on", "cadence_days"),
            **_named("company", "title", "city", "met_on", "how_met"),
            "introduced_by": _who("person.introduced_by"),
            "contact_points": _list(
                "json_object('kind', kind, 'value', value, 'label', label)",
                "contact_point WHERE person_id = person.id",
                "position, kind, key",
            ),
            "retired_slugs": _list("slug", "retired_slug WHERE person_id = person.id", "slug"),
            **_STAMPS,
        },
    ),
    "interactions": (
        "interaction",
        "id",
        {
            **_named("id", "uid", "date", "time", "via", "place", "text"),
            "people": _people(1),
            "mentioned": _people(0),
            "tags": _list("tag", "interaction_tag WHERE interaction_id = interaction.id", "tag"),
            **_named("initiated", "mark"),
            "broadcast": "json(CASE broadcast WHEN 1 THEN 'true' ELSE 'false' END)",
            **_named("source"),
            **_STAMPS,
        },
    ),
    "facts": (
        "fact",
        "id",
        {
            **_named("id", "uid"),
            "person": _who("person_id"),
            **_named("text"),
            "tags": _list("tag", "fact_tag WHERE fact_id = fact.id", "tag"),
            **_named("heard_on", "interaction_id"),
            **_STAMPS,
        },
    ),
    "follow_ups": (
        "follow_up",
        "id",
        {
            **_named("id", "uid", "kind"),
            "person": _who("person_id"),
            **_named("text"),
            "due_date": "due_on",
            **_named("opened_on", "done_on", "interaction_id"),
            "automatic": "json(CASE automatic WHEN 1 THEN 'true' ELSE 'false' END)",
            **_STAMPS,
        },
    ),
    "occasions": (
        "occasion",
        "id",
        {
            **_named("id", "uid"),
            "person": _who("person_id"),
            **_named("kind", "label", "year", "month", "day", "lead_days", "interaction_id"),
            "closings": _list(
                "json_object('occurs_on', occurs_on, 'closed_on', closed_on)",
                "occasion_closing WHERE occasion_id = occasion.id",
                "occurs_on",
            ),
            **_STAMPS,
        },
    ),
    "introductions": (
        "introduction",
        "id",
        {
            **_named("id", "uid"),
            "introducer": _who("introducer_id"),
            "person": _who("person_id"),
            "other": _who("other_id"),
            **_named("why", "proposed_on", "made_on", "met_on", "thanked_on"),
            **_STAMPS,
        },
    ),
    "skips": (
        "skip",
        "id",
        {
            **_named("id", "uid"),
            "person": _who("person_id"),
            **_named("skipped_on", "until_on", "reason"),
            **_STAMPS,
        },
    ),
    "tombstones": ("tombstone", "uid", _named("uid", "deleted_at")),
    "origins": ("origin", "source, key", _named("source", "key", "uid")),
}


def people(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield people by name, each as in an export, with `occasions` and `facts` besides."""
    own = {
        **_RECORDS["people"][2],
        "facts": _theirs("facts", "heard_on, id"),
        "occasions": _theirs("occasions", "month, day, id"),
    }
    rows = db.execute(f"SELECT {_object(own)} FROM person ORDER BY key, id")
    while batch := rows.fetchmany(_LINE_BATCH):
        for (line,) in batch:
            yield json.loads(line)


def records(db: sqlite3.Connection, section: str) -> Iterator[dict[str, Any]]:
    """Yield the records of a section."""
    for line in _records(db, section):
        yield json.loads(line)


def _theirs(section: str, order: str) -> str:
    """Return the SQL of a person's records in a section."""
    table, _, keys = _RECORDS[section]
    return (
        f"json((SELECT json_group_array({_object(keys)}) FROM (SELECT * FROM {table}"
        f" WHERE person_id = person.id ORDER BY {order}) AS {table}))"
    )


def _object(keys: dict[str, str]) -> str:
    pairs = ", ".join(f"'{key}', {value}" for key, value in keys.items())
    return f"json_object({pairs})"


def export(db: sqlite3.Connection, layout: Layout) -> Iterator[str]:
    """Yield the lines of the document, or of JSON lines."""
    (last,) = db.execute("SELECT last_number FROM journal").fetchone()
    head = f'"format":"{FORMAT}","version":{VERSION},"last_number":{last}'
    if layout == "jsonl":
        yield f'{{"record":"journal",{head}}}'
        for section, record in SECTIONS.items():
            yield from _records(db, section, record)
    else:
        yield f"{{{head},"
        for section in SECTIONS:
            yield f'"{section}":['
            yield from _separated(_records(db, section))
            yield "]" if section == list(SECTIONS)[-1] else "],"
        yield "}"


def _records(db: sqlite3.Connection, section: str, record: str | None = None) -> Iterator[str]:
    table, order, keys = _RECORDS[section]
    named = {"record": f"'{record}'", **keys} if record else keys
    rows = db.execute(f"SELECT {_object(named)} FROM {table} ORDER BY {order}")
    while batch := rows.fetchmany(_LINE_BATCH):
        for (line,) in batch:
            yield escaped(line)


def _separated(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines with a comma after each but the last."""
    before = next(lines, None)
    for line in lines:
        yield f"{before},"
        before = line
    if before is not None:
        yield before
