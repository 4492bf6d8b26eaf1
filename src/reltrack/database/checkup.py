"""What must be true of a journal's contents, and how each of it is looked at.

The rules are checked on a private copy: some of them write to be checked, and nobody waits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from math import isclose
from typing import TYPE_CHECKING

from reltrack.database.connection import open_in_memory
from reltrack.database.contents import RECORDS
from reltrack.database.faults import BACKUPS
from reltrack.database.rhythms import refresh, unlearn
from reltrack.domain.text import fold
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.care import Check, State

FIX = "reltrack doctor --fix mends it"
SALVAGE = f"{BACKUPS}; reltrack doctor --recover NEW saves what can be read"
BY_HAND = f"{BACKUPS}; or export the journal, and import that into a new one"

DAY = "CAST(julianday(interaction.date) - 1721424.5 AS INTEGER)"
CONTACT = "(present AND NOT interaction.broadcast AND interaction.via IS NOT 'touch')"

_SHADOWS = "name LIKE 'search!_%' ESCAPE '!' OR name LIKE 'sqlite!_%' ESCAPE '!'"


class Rule(NamedTuple):
    """Something that must be true: how it is called, what is said of it, and what to do if not."""

    name: str
    fine: str
    trouble: Callable[[sqlite3.Connection], str]
    """Returns what is wrong; nothing if all is well."""
    hint: str


def examine(db: sqlite3.Connection) -> Iterator[Check]:
    """Check a copy of a journal against every rule; what is too damaged to be checked says so."""
    for rule in RULES:
        state: State = "ok"
        try:
            trouble = rule.trouble(db)
        except sqlite3.Error:
            trouble = "cannot be checked in the state the journal is in"
        if trouble:
            state = "problem"
        yield {
            "name": rule.name,
            "state": state,
            "text": trouble or rule.fine,
            "hint": rule.hint if trouble else None,
            "fixed": None,
        }


def _integrity(db: sqlite3.Connection) -> str:
    found = [line for (line,) in db.execute("PRAGMA integrity_check(1000)")]
    if found == ["ok"]:
        return ""
    more = "" if len(found) < 1000 else " or more"
    return f"{len(found)}{more} faults in the file: {found[0].splitlines()[-1]}"


def _references(db: sqlite3.Connection) -> str:
    tables = [row[0] for row in db.execute("PRAGMA foreign_key_check")]
    where = ", ".join(sorted(set(tables)))
    return f"{len(tables)} references lead nowhere, in {where}" if tables else ""


def _tables(db: sqlite3.Connection) -> str:
    return _drift(db, "table", "index")


def _triggers(db: sqlite3.Connection) -> str:
    return _drift(db, "trigger", "view")


def _drift(db: sqlite3.Connection, *kinds: str) -> str:
    with closing(open_in_memory()) as fresh:
        wanted, there = schema(fresh), schema(db)
    differing = sorted(
        f"{kind} {name}"
        for kind, name in wanted.keys() | there.keys()
        if kind in kinds and wanted.get((kind, name)) != there.get((kind, name))
    )
    more = f" and {len(differing) - 3} more" if len(differing) > 3 else ""
    return f"not as this reltrack makes it: {', '.join(differing[:3])}{more}" if differing else ""


def schema(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return what a schema consists of, but for what SQLite makes by itself."""
    return {
        (kind, name): sql
        for kind, name, sql in db.execute(
            f"SELECT type, name, sql FROM sqlite_schema WHERE NOT ({_SHADOWS})"
        )
    }


def _search(db: sqlite3.Connection) -> str:
    try:
        db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname == "SQLITE_CORRUPT_VTAB":
            return "does not agree with what was written"
        raise
    return ""


def _participants(db: sqlite3.Connection) -> str:
    (count,) = db.execute(
        "SELECT count(*) FROM participant JOIN interaction ON id = interaction_id"
        f" WHERE day IS NOT {DAY} OR contact IS NOT {CONTACT}"
    ).fetchone()
    return f"{count} do not agree with their entry" if count else ""


def _rhythms(db: sqlite3.Connection) -> str:
    typical = "SELECT typical_low, typical_high FROM journal WHERE typical_low IS NOT NULL"
    before, kept = db.execute(typical).fetchone(), _kept_rhythms(db)
    stale = {person for (person,) in db.execute("SELECT person_id FROM stale_rhythm")}
    unlearn(db)
    refresh(db)
    settled = before is not None and not stale
    if settled and before != db.execute(typical).fetchone():
        return "the typical gap is not what the entries say"
    wrong = [
        person
        for person, now in _kept_rhythms(db).items()
        if person not in stale
        and (
            person not in kept
            or not all(
                a == b or (a is not None and b is not None and isclose(a, b, rel_tol=1e-9))
                # The last figure goes by the typical gap.
                for a, b in list(zip(kept[person], now, strict=True))[: None if settled else -1]
            )
        )
    ]
    return f"of {len(wrong)} people are not what their entries say" if wrong else ""


def _kept_rhythms(db: sqlite3.Connection) -> dict[int, tuple[float | None, ...]]:
    return {person: tuple(figures) for person, *figures in db.execute("SELECT * FROM rhythm")}


def _numbers(db: sqlite3.Connection) -> str:
    every = " UNION ALL ".join(f"SELECT id, uid FROM {table}" for table in RECORDS)
    twice, same, largest = db.execute(
        f"""
        WITH every AS MATERIALIZED ({every})
        SELECT count(*) - count(DISTINCT id), count(*) - count(DISTINCT uid), max(id) FROM every
        """
    ).fetchone()
    (last,) = db.execute("SELECT last_number FROM journal").fetchone() or (0,)
    if twice or same:
        return f"{max(twice, same)} records share a number or an identifier with another"
    return f"the last one given out is below {largest}" if (largest or 0) > last else ""


def _recording(db: sqlite3.Connection) -> str:
    rows = db.execute("SELECT recording, bulk, replaying FROM journal").fetchall()
    if len(rows) != 1:
        return "the journal's own record is missing"
    return "" if rows == [(None, 0, 0)] else "an operation seems under way that is not"


def _handles(db: sqlite3.Connection) -> str:
    (count,) = db.execute(
        "SELECT count(*) FROM retired_slug WHERE slug IN (SELECT slug FROM person)"
    ).fetchone()
    return f"{count} former handles are those of other people" if count else ""


def _names(db: sqlite3.Connection) -> str:
    count = sum(1 for _ in misfolded(db))
    return f"{count} are not found as they are spelled" if count else ""


def misfolded(db: sqlite3.Connection) -> Iterator[tuple[str, str, int, str]]:
    """Yield names whose key is not what this program makes of them: table, name, person, key."""
    for table, person in (("person", "id"), ("alias", "person_id")):
        for name, key, number in db.execute(f"SELECT name, key, {person} FROM {table}"):
            if fold(name) != key:
                yield table, name, number, key


RULES = (
    Rule("integrity", "every page, index and value is in order", _integrity, SALVAGE),
    Rule("references", "every reference leads to its record", _references, BY_HAND),
    Rule("schema", "as this reltrack makes it", _tables, BY_HAND),
    Rule("triggers", "as this reltrack makes them", _triggers, FIX),
    Rule("search", "the index holds every word of entries, facts and follow-ups", _search, FIX),
    Rule("participants", "each agrees with its entry", _participants, FIX),
    Rule("rhythms", "as the entries say", _rhythms, FIX),
    Rule("numbers", "no two records share one", _numbers, FIX),
    Rule("recording", "nothing is left half done", _recording, FIX),
    Rule("handles", "each leads to one person", _handles, BY_HAND),
    Rule("names", "each is found as it is spelled", _names, FIX),
)
