"""Choose a part of the journal for an export, so that nothing in it refers to what is left out.

Whoever reads the journal meanwhile sees the part alone: views stand before the tables, on this
connection only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from reltrack.tuples import NamedTuple


class Choice(NamedTuple):
    """Which part."""

    people: frozenset[int] | None = None
    """These people and what concerns them; None: everybody, and what concerns nobody."""
    since: date | None = None
    """What happened, was heard or opened from that day on; people and dates whole."""


EVERYTHING = Choice()

_KEPT = "(SELECT id FROM interaction WHERE interaction.id = whole.interaction_id)"
_WITH = (
    "EXISTS (SELECT 1 FROM participant JOIN chosen ON chosen.id = person_id"
    " WHERE participant.interaction_id = whole.id)"
)
_THEIRS = "person_id IN chosen"
_KNOWN = "uid IN (SELECT uid FROM person UNION ALL SELECT uid FROM interaction)"

# Table: the condition that people set, that the day sets, and columns that need another value.
_VIEWS: dict[str, tuple[str, str, dict[str, str]]] = {
    "person": ("id IN chosen", "", {}),
    "interaction": (_WITH, "date >= {}", {}),
    "circle": ("name IN (SELECT circle FROM circle_member WHERE person_id IN chosen)", "", {}),
    "fact": (_THEIRS, "heard_on >= {}", {"interaction_id": _KEPT}),
    "follow_up": (
        _THEIRS,
        "(opened_on >= {} OR done_on IS NULL)",
        {"interaction_id": _KEPT, "automatic": f"automatic AND {_KEPT} IS NOT NULL"},
    ),
    "occasion": (_THEIRS, "", {"interaction_id": _KEPT}),
    "introduction": (
        "person_id IN chosen AND (introducer_id IS NULL OR introducer_id IN chosen)"
        " AND (other_id IS NULL OR other_id IN chosen)",
        "proposed_on >= {}",
        {},
    ),
    "skip": (_THEIRS, "until_on >= {}", {}),
    "tombstone": ("0", "deleted_at >= {}", {}),
    "origin": (_KNOWN, _KNOWN, {}),
}


@contextmanager
def narrowed(db: sqlite3.Connection, choice: Choice) -> Iterator[None]:
    """Let the connection see the chosen part of the journal alone."""
    if choice == EVERYTHING:
        yield
        return
    made = ["TABLE chosen"]
    db.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
    try:
        if choice.people is not None:
            _fill(db, choice.people)
        for table, view in _views(db, choice):
            db.execute(f"CREATE TEMP VIEW {table} AS {view}")
            made.append(f"VIEW {table}")
        yield
    finally:
        for one in reversed(made):
            kind, name = one.split()
            db.execute(f"DROP {kind} temp.{name}")


def _fill(db: sqlite3.Connection, people: Iterable[int]) -> None:
    db.executemany("INSERT INTO temp.chosen (id) VALUES (?)", ((person,) for person in people))


def _views(db: sqlite3.Connection, choice: Choice) -> Iterator[tuple[str, str]]:
    for table, (theirs, recent, changed) in _VIEWS.items():
        conditions = []
        if choice.people is not None:
            conditions.append(theirs)
        if choice.since is not None and recent:
            conditions.append(recent.format(f"'{choice.since.isoformat()}'"))
        names = [name for _, name, *_ in db.execute(f"PRAGMA main.table_info({table})")]
        columns = ", ".join(f"{changed.get(name, name)} AS {name}" for name in names)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        yield table, f"SELECT {columns} FROM main.{table} AS whole{where}"
