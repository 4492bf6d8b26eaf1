"""What files bring, kept aside until all of it has come: in a nameless file and not in memory.

It comes out again in an order of its own, so that who is matched with whom does not hang on which
file was named first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import sha256
from json import dumps, loads
from typing import Any

from reltrack.domain.arrivals import (
    Happening,
    Newcomer,
    Party,
    Place,
    Point,
    Remark,
    Yearly,
    together,
)
from reltrack.domain.drafts import contact_key
from reltrack.domain.text import fold
from reltrack.tuples import NamedTuple
from reltrack.write.bulk_here import CHUNK
from reltrack.write.log import digest

DELETED = 0
"""Stands for the number of somebody who was deleted here."""

_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -4096;
    CREATE TABLE claim (
        number INTEGER PRIMARY KEY,
        mark BLOB NOT NULL UNIQUE,           -- a digest of the content
        rank INTEGER NOT NULL,
        source TEXT NOT NULL,
        key TEXT NOT NULL,                   -- the name folded
        identity TEXT,                       -- by which the source tells people apart, if it does
        content TEXT NOT NULL
    );
    CREATE TABLE settled (claim INTEGER PRIMARY KEY, person INTEGER);
    CREATE TABLE happening (
        number INTEGER PRIMARY KEY,
        source TEXT NOT NULL,
        mark TEXT NOT NULL,
        moment TEXT NOT NULL,
        content TEXT NOT NULL,
        UNIQUE (source, mark)
    );
    CREATE TABLE part (
        happening INTEGER NOT NULL,
        present INTEGER NOT NULL,
        claim INTEGER NOT NULL,
        PRIMARY KEY (happening, present, claim)
    ) WITHOUT ROWID;
    BEGIN;
"""
_CARD, _PARTY, _KNOWN = 0, 2, 4


class Claim(NamedTuple):
    """Somebody whom a file names: on a card of their own, or as a party to an entry."""

    number: int
    one: Newcomer
    party: bool
    known_only: bool
    shared: bool
    """Whether one source has several people of this name."""


class Taken(NamedTuple):
    """An entry, and the numbers here of those in it; `DELETED` for those deleted, None unknown."""

    happening: Happening
    present: list[int | None]
    mentioned: list[int | None]


class Staging:
    """Takes people and entries, and gives out first the one, then the other."""

    def __init__(self) -> None:
        # Without a name it is SQLite's own temporary file, unlinked as soon as it is open; what
        # fits into the cache never gets there.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Let go of everything."""
        self._db.close()

    def add_card(self, one: Newcomer) -> bool:
        """Keep a person; False if the very same one is here already."""
        rank = _CARD + (one.own_identity is None)
        identity = digest(one.own_identity or one.likely_identity)
        return self._claim(one, rank, identity) is not None

    def add_happening(self, happening: Happening) -> bool:
        """Keep an entry with its parties; False if one of this identity is here already.

        One that adds up is told with the one that is here.
        """
        bare = happening._replace(present=(), mentioned=())
        row = self._db.execute(
            "INSERT OR IGNORE INTO happening (source, mark, moment, content) VALUES (?, ?, ?, ?)"
            " RETURNING number",
            [
                happening.source,
                digest(happening.identity),
                f"{happening.date} {happening.time or ''}",
                dumps(bare),
            ],
        ).fetchone()
        if row is None:
            return happening.adds_up and self._add_up(bare)
        self._db.executemany(
            "INSERT OR IGNORE INTO part (happening, present, claim) VALUES (?, ?, ?)",
            [
                (row[0], present, self._party(party, happening))
                for present, parties in ((1, happening.present), (0, happening.mentioned))
                for party in parties
            ],
        )
        return True

    def _add_up(self, happening: Happening) -> bool:
        """Tell an entry with the one of this identity; False if that changes nothing."""
        key = [happening.source, digest(happening.identity)]
        (content,) = self._db.execute(
            "SELECT content FROM happening WHERE source = ? AND mark = ?", key
        ).fetchone()
        here = _happening(content)
        both = together(here, happening)
        if both == here:
            return False
        self._db.execute(
            "UPDATE happening SET moment = ?, content = ? WHERE source = ? AND mark = ?",
            [f"{both.date} {both.time or ''}", dumps(both), *key],
        )
        return True

    def _party(self, party: Party, happening: Happening) -> int:
        one = _as_newcomer(party, happening)
        rank = _KNOWN if happening.known_only else _PARTY + (not party.points)
        identity = digest(party.identity) if party.identity else None
        number = self._claim(one, rank, identity)
        if number is None:
            (number,) = self._db.execute(
                "SELECT number FROM claim WHERE mark = ?", [_mark(one, rank)]
            ).fetchone()
        assert number is not None
        return number

    def _claim(self, one: Newcomer, rank: int, identity: str | None) -> int | None:
        row = self._db.execute(
            "INSERT OR IGNORE INTO claim (mark, rank, source, key, identity, content)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING number",
            [_mark(one, rank), rank, one.source, fold(one.name), identity, dumps(one)],
        ).fetchone()
        return None if row is None else int(row[0])

    def one_source(self) -> bool:
        """Tell whether all people come from one source."""
        query = "SELECT count(DISTINCT source) < 2 FROM claim"
        return bool(self._db.execute(query).fetchone()[0])

    def claims(self) -> Iterator[list[Claim]]:
        """Yield people in chunks: cards first, and of one name those that say most first."""
        self._db.execute(
            "CREATE TABLE shared AS SELECT DISTINCT key FROM claim WHERE identity IS NOT NULL"
            " GROUP BY source, key HAVING count(DISTINCT identity) > 1"
        )
        self._db.execute("CREATE INDEX shared_key ON shared (key)")
        rows = self._db.execute(
            "SELECT number, content, rank, key IN (SELECT key FROM shared) FROM claim"
            " ORDER BY rank, key, identity IS NULL, length(content) DESC, mark"
        )
        while chunk := rows.fetchmany(CHUNK):
            yield [
                Claim(number, _newcomer(content), rank >= _PARTY, rank == _KNOWN, bool(shared))
                for number, content, rank, shared in chunk
            ]

    def settle(self, people: Iterable[tuple[int, int | None]]) -> None:
        """Note whom claims are of."""
        self._db.executemany("INSERT INTO settled (claim, person) VALUES (?, ?)", people)

    def happenings(self) -> Iterator[list[Taken]]:
        """Yield entries in chunks, oldest first."""
        rows = self._db.execute(
            "SELECT content, ("
            " SELECT json_group_array(json_array(present, person)) FROM part"
            " JOIN settled USING (claim) WHERE happening = number)"
            " FROM happening ORDER BY moment, source, mark"
        )
        while chunk := rows.fetchmany(CHUNK):
            taken = []
            for content, parts in chunk:
                people: list[list[int | None]] = [[], []]
                for present, person in loads(parts):
                    people[present].append(person)
                taken.append(Taken(_happening(content), people[1], people[0]))
            yield taken


def _mark(one: Newcomer, rank: int) -> bytes:
    return sha256(dumps((rank, *one[1:])).encode()).digest()[:16]


def _as_newcomer(party: Party, happening: Happening) -> Newcomer:
    """Return a party, who has a name, as a person told from others by an address or by it."""
    assert party.name is not None
    likely = party.identity or f"party:name:{fold(party.name)}"
    if party.points:
        point = party.points[0]
        likely = f"party:{point.kind}:{contact_key(point.kind, point.value)}"
    return Newcomer(
        happening.place,
        happening.source,
        party.name,
        party.identity,
        likely,
        contact_points=party.points,
    )


def _newcomer(content: str) -> Newcomer:
    values: list[Any] = loads(content)
    one = Newcomer(Place(*values[0]), *values[1:])
    return one._replace(
        contact_points=[Point(*point) for point in one.contact_points],
        dates=[Yearly(*date) for date in one.dates],
        facts=[Remark(*fact) for fact in one.facts],
    )


def _happening(content: str) -> Happening:
    values: list[Any] = loads(content)
    return Happening(Place(*values[0]), *values[1:])
