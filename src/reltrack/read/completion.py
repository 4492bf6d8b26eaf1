"""What a shell can complete from the journal: read in an instant or not at all."""

from __future__ import annotations

import re
import sqlite3
import stat
from pathlib import Path
from typing import NamedTuple

from reltrack.database.schema import APPLICATION_ID, VERSION
from reltrack.domain.names import tier
from reltrack.domain.text import fold
from reltrack.errors import JournalError

PATIENCE = 0.1
"""Seconds to wait for another reltrack that is writing: somebody has just pressed TAB."""

_LAST = "\U0010ffff"
_SQLITE = b"SQLite format 3\0"
_ROLLBACK_JOURNAL = b"\1\1"  # a file in another mode could not be read without making others

_BEGINNING = """
    SELECT slug, key, status FROM person
    WHERE slug >= :slug AND slug < :slug || :last OR key >= :words AND key < :words || :last
"""
_WITHIN = """
    SELECT slug, key, status FROM person
    WHERE instr(' ' || key, :part)
        OR id IN (SELECT person_id FROM alias WHERE instr(' ' || alias.key, :part))
"""
_AWAITED = """
    SELECT slug FROM person WHERE id IN (SELECT person_id FROM follow_up WHERE done_on IS NULL)
"""
# Each value once, by leaps through the index: an entry's channel is one of a few in thousands.
_DISTINCT = """
    WITH RECURSIVE found (value) AS (
        SELECT min({column}) FROM {table} WHERE {column} >= :first
        UNION ALL
        SELECT (SELECT min({column}) FROM {table} WHERE {column} > value) FROM found
        WHERE value < :first || :last
    )
    SELECT value FROM found WHERE value < :first || :last
"""

_COLUMNS = {
    "CIRCLE": [("circle", "name")],
    "TAG": [("person_tag", "tag"), ("interaction_tag", "tag"), ("fact_tag", "tag")],
    "CHANNEL": [("interaction", "via")],
}


class Handle(NamedTuple):
    """A person's handle, and their folded name."""

    slug: str
    key: str


def open_at_once(path: Path) -> sqlite3.Connection:
    """Open the journal read-only: nothing is created, migrated or rolled back.

    Raises:
        JournalError: it is not a journal at rest that this program knows.
        OSError: it is missing or out of reach.
        sqlite3.Error: it cannot be opened.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise JournalError("not a regular file")
    with path.open("rb") as file:
        header = file.read(100)
    version, application = (int.from_bytes(header[i : i + 4]) for i in (60, 68))
    if (
        not header.startswith(_SQLITE)
        or header[18:20] != _ROLLBACK_JOURNAL
        or application != APPLICATION_ID
        or version > VERSION
    ):
        raise JournalError("not a journal at rest")
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)


def words_of(typed: str) -> str:
    """Return the beginning of a folded name that was typed: a space or hyphen at its end counts."""
    return fold(f"{typed}x")[:-1]


def slug_of(typed: str) -> str:
    """Return the beginning of a handle that was typed."""
    return re.sub(r"[\W_]+", "-", words_of(typed))


def handles(
    db: sqlite3.Connection, typed: str, *, status: str | None = None, pending: bool = False
) -> list[Handle]:
    """Return the people whose handle or name begins so, or else a later word of it or an alias.

    Active people come first, then new, then archived ones; or only those of one status. With
    `pending`, only those with an open follow-up, if there are any.
    """
    words = words_of(typed)
    # As with a NAME: in a script without case any part of a name counts as a beginning.
    caseless = words.upper() == words and not words.isascii()
    values = {
        "slug": slug_of(typed),
        "words": words,
        "part": words if caseless else f" {words}",
        "last": _LAST,
    }
    for query in (_BEGINNING, _WITHIN):
        found = [row for row in db.execute(query, values) if status in (None, row[2])]
        if pending and found:
            awaited = {slug for (slug,) in db.execute(_AWAITED)}
            found = [row for row in found if row[0] in awaited] or found
        if found:
            found.sort(key=lambda row: (tier(row[2]), row[0]))
            return [Handle(slug, key) for slug, key, _ in found]
    return []


def labels(db: sqlite3.Connection, kind: str, typed: str) -> list[str]:
    """Return the circles (`CIRCLE`), tags (`TAG`) or channels in use (`CHANNEL`) that begin so."""
    values = {"first": typed.casefold(), "last": _LAST}
    found: set[str] = set()
    for table, column in _COLUMNS[kind]:
        query = _DISTINCT.format(table=table, column=column)
        found.update(value for (value,) in db.execute(query, values))
    return sorted(found)
