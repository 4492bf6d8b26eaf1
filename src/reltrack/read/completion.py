"""What a shell can complete from the journal: read in an instant or not at all."""

from __future__ import annotations

import re
import sqlite3
import stat
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from reltrack.database.schema import APPLICATION_ID, VERSION
from reltrack.domain.names import tier
from reltrack.domain.text import fold
from reltrack.errors import JournalError
from reltrack.tuples import NamedTuple

PATIENCE = 0.1
"""Seconds to wait for another reltrack that is writing: somebody has just pressed TAB."""

_LAST = "\U0010ffff"
_SQLITE = b"SQLite format 3\0"
_ROLLBACK_JOURNAL = b"\1\1"  # a file in another mode could not be read without making others

_BEGINNING = """
    SELECT slug, key, status FROM person
    WHERE (slug >= :slug AND slug < :slug || :last OR key >= :words AND key < :words || :last)
"""
_WITHIN = """
    SELECT slug, key, status FROM person
    WHERE (instr(' ' || key, :part)
        OR id IN (SELECT person_id FROM alias WHERE instr(' ' || alias.key, :part)))
"""
_AWAITED = " AND id IN (SELECT person_id FROM follow_up WHERE done_on IS NULL)"
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

NEWEST = 20
"""Records offered at most."""

_NAME = "(SELECT name FROM person WHERE id = {})"
# What tells each kind of record from others: what it is, with whom, when, and its first words.
_RECORDS = {
    "interaction": """
        'entry', (SELECT group_concat(name, ', ') FROM (
            SELECT name FROM participant JOIN person ON person.id = person_id
            WHERE interaction_id = interaction.id AND present LIMIT 3
        )), date, substr(text, 1, 200)
    """,
    "fact": f"'fact', {_NAME.format('person_id')}, heard_on, substr(text, 1, 200)",
    "follow_up": f"""
        kind, {_NAME.format("person_id")}, coalesce(due_on, opened_on), substr(text, 1, 200)
    """,
    "occasion": f"""
        kind, {_NAME.format("person_id")},
        iif(kind = 'milestone', printf('%04d-%02d-%02d', year, month, day), trim(
            coalesce(day, '')
            || substr(' Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec', 4 * month - 3, 4)
        )), label
    """,
    "introduction": f"""
        'introduction',
        {_NAME.format("person_id")} || coalesce(
            ', ' || {_NAME.format("coalesce(other_id, introducer_id)")}, ''
        ),
        proposed_on, substr(why, 1, 200)
    """,
    "skip": f"'skip', {_NAME.format('person_id')}, until_on, reason",
}
OF_KIND = {
    "NOTED": ("interaction", "fact"),
    "INTRODUCTION": ("introduction",),
    "RECORD": tuple(_RECORDS),
}
"""Which records a number may be of."""


class Handle(NamedTuple):
    """A person's handle, and their folded name."""

    slug: str
    key: str


class Record(NamedTuple):
    """A record's number, and what tells it from others; a day of every year is `24 Nov`."""

    number: int
    kind: str
    name: str | None
    day: str | None
    text: str | None


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
        found = db.execute(query + _AWAITED, values).fetchall() if pending else []
        found = found or db.execute(query, values).fetchall()
        found = [row for row in found if status in (None, row[2])]
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


def records(db: sqlite3.Connection, kind: str, typed: str) -> list[Record]:
    """Return the newest records of a kind in `OF_KIND` whose number begins so; "" is any."""
    if not typed:
        return _in_ranges(db, OF_KIND[kind], [(1, 2**63 - 1)])
    # 4 begins 4, 40 to 49, 400 to 499 ... : the larger, the newer.
    powers = [10**digits for digits in reversed(range(19 - len(typed)))]
    return _in_ranges(
        db, OF_KIND[kind], [(int(typed) * power, (int(typed) + 1) * power - 1) for power in powers]
    )


def open_records(db: sqlite3.Connection, typed: str, *, today: date) -> list[Record]:
    """Return the newest of what is open on a day whose number begins so."""
    from reltrack.read.follow_ups import open_loops
    from reltrack.read.introductions import introductions
    from reltrack.read.matters import open_dates

    numbers = [
        *(loop.id for loops in open_loops(db, today=today).values() for loop in loops),
        *(one.id for dates in open_dates(db, today=today).values() for one in dates),
        *(one["id"] for one in introductions(db, still_open=True) if one["id"] is not None),
    ]
    newest = sorted((n for n in numbers if str(n).startswith(typed)), reverse=True)[:NEWEST]
    kinds = ("follow_up", "occasion", "introduction")
    return _in_ranges(db, kinds, [(number, number) for number in newest])


def _in_ranges(
    db: sqlite3.Connection, kinds: Iterable[str], ranges: Iterable[tuple[int, int]]
) -> list[Record]:
    """Return the newest records of some kinds in ranges of numbers, the highest range first."""
    found: list[Record] = []
    for first_and_last in ranges:
        here = [
            Record(*row)
            for kind in kinds
            for row in db.execute(
                f"SELECT id, {_RECORDS[kind]} FROM {kind} WHERE id BETWEEN ? AND ?"
                f" ORDER BY id DESC LIMIT {NEWEST}",
                first_and_last,
            )
        ]
        found += sorted(here, reverse=True, key=lambda record: record.number)
        if len(found) >= NEWEST:
            break
    return found[:NEWEST]
