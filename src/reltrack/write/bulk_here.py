"""Who is here, as far as a chunk of newcomers asks: by source, by address and by name."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from reltrack.domain.arrivals import Newcomer, Point
from reltrack.domain.drafts import contact_key
from reltrack.domain.names import tier
from reltrack.domain.text import fold
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import LISTED, listed
from reltrack.write.log import digest

_OWN = "!"
"""Ends what a source tells somebody by for sure."""

CHUNK = 1000
"""People who are settled at a time."""

TOKEN = 8
"""Characters of a digest of something said."""

_UUID = re.compile(r"(?:uid|id):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
"""An identity that may be one that we gave: exports carry it out, and bring it back."""

_MOST = 3
"""People of one name, or at one address, that are looked at: with several, nobody is matched."""


class Here(NamedTuple):
    """A person in the journal, as far as matching asks."""

    number: int
    uid: str
    slug: str
    name: str
    key: str
    status: str
    company: str | None
    points: set[tuple[str, str]]
    """Kind and key of each."""
    sources: dict[str, bool]
    """Which have brought them, and whether by an identity of its own."""


class Those:
    """The people in the journal whom some newcomers might be; it grows as they are added."""

    def __init__(self, db: sqlite3.Connection, people: Sequence[Newcomer]) -> None:
        self._db = db
        self.people: dict[int, Here] = {}
        self.numbers: dict[str, int] = {}
        self._uids: dict[tuple[str, str], str] = {}
        self._said: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._at: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._called: defaultdict[str, list[int]] = defaultdict(list)
        self._nicknamed: defaultdict[str, list[int]] = defaultdict(list)
        identities: defaultdict[str, set[str]] = defaultdict(set)
        for one in people:
            identities[one.source].update(digests(one))
        for source, keys in identities.items():
            self._remember(source, keys)
        self._ours = self._given(people)
        self._look_up(people)

    def _given(self, people: Iterable[Newcomer]) -> set[str]:
        """Return which uids that some come with are of people here, or of some deleted."""
        uids = listed(sorted({uid for one in people if (uid := _uid(one))}))
        rows = self._db.execute(
            f"SELECT uid FROM person WHERE uid IN {LISTED}"
            f" UNION ALL SELECT uid FROM tombstone WHERE uid IN {LISTED}",
            [uids, uids],
        )
        return {uid for (uid,) in rows}

    def _remember(self, source: str, keys: Iterable[str]) -> None:
        """Look up whom a source has brought before, and what it said about them."""
        wanted = listed(sorted(keys))
        for key, uid in self._db.execute(
            f"SELECT key, uid FROM origin WHERE source = ? AND key IN {LISTED}", [source, wanted]
        ):
            self._uids[source, key] = uid
        for (key,) in self._db.execute(
            "SELECT origin.key FROM json_each(?) AS wanted CROSS JOIN origin ON source = ?"
            " AND origin.key >= wanted.value || ':' AND origin.key < wanted.value || ';'",
            [wanted, source],
        ):
            identity, _, tokens = key.partition(":")
            self._said[source, identity].update(_split(tokens))

    def _look_up(self, people: Sequence[Newcomer]) -> None:
        names = {key for one in people for key in map(fold, (one.name, *one.aliases))} - {""}
        for key, number in self._few("person", "key", names):
            self._called[key].append(number)
        for key, number in self._few("alias JOIN person ON person_id = id", "alias.key", names):
            (self._called if " " in key else self._nicknamed)[key].append(number)
        points: defaultdict[str, set[str]] = defaultdict(set)
        for one in people:
            for kind, key in telling(one):
                points[kind].add(key)
        for kind, keys in points.items():
            owned = f"contact_point JOIN person ON person_id = id AND kind = '{kind}'"
            for key, number in self._few(owned, "contact_point.key", keys):
                self._at[kind, key].append(number)
        found = {number for near in (self._called, self._nicknamed, self._at)
                 for few in near.values() for number in few}  # fmt: skip
        self._load("id", found)
        self._load("uid", {*self._uids.values(), *self._ours})

    def _few(self, source: str, key: str, wanted: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Return the first few people under each key, those in the best tier first."""
        return self._db.execute(
            f"SELECT key, id FROM (SELECT {key} AS key, id, row_number() OVER (PARTITION BY {key}"
            " ORDER BY CASE status WHEN 'active' THEN 0 WHEN 'new' THEN 1 ELSE 2 END, id) AS place"
            f" FROM {source} WHERE {key} IN {LISTED}) WHERE place <= {_MOST}",
            [listed(sorted(wanted))],
        )

    def _load(self, column: str, values: Iterable[int] | Iterable[str]) -> None:
        loaded: dict[int, Here] = {}
        for number, uid, slug, name, key, status, company in self._db.execute(
            "SELECT id, uid, slug, name, key, status, company FROM person"
            f" WHERE {column} IN {LISTED}",
            [listed(values)],
        ):
            if number not in self.people:
                here = Here(number, uid, slug, name, key, status, company, set(), {})
                loaded[number] = here
                self.numbers[uid] = number
        for number, kind, key in self._db.execute(
            f"SELECT person_id, kind, key FROM contact_point WHERE person_id IN {LISTED}",
            [listed(loaded)],
        ):
            loaded[number].points.add((kind, key))
        for uid, source, own in self._db.execute(
            f"SELECT uid, source, max(key GLOB '*{_OWN}*') FROM origin WHERE uid IN {LISTED}"
            " GROUP BY uid, source",
            [listed(here.uid for here in loaded.values())],
        ):
            loaded[self.numbers[uid]].sources[source] = bool(own)
        self.people |= loaded

    def brought(self, source: str, identity: str | None) -> str | None:
        """Return the uid of whom the source calls so, whether still here or not."""
        return None if identity is None else self._uids.get((source, identity))

    def ours(self, one: Newcomer) -> str | None:
        """Return the uid of whom we have called so ourselves, whether still here or not."""
        uid = _uid(one)
        return uid if uid in self._ours else None

    def said(self, one: Newcomer) -> set[str]:
        """Return what the source has said about a person before."""
        return set().union(*(self._said[one.source, identity] for identity in digests(one)))

    def owners(self, one: Newcomer) -> list[Here]:
        """Return who is here at an address of theirs."""
        return self._each(number for point in telling(one) for number in self._at[point])

    def namesakes(self, one: Newcomer) -> list[Here]:
        """Return who is here under their name, or an alias of several words."""
        others = [key for key in map(fold, one.aliases) if " " in key]
        return self._each(
            number for key in (fold(one.name), *others) for number in self._called[key]
        )

    def answering(self, one: Newcomer) -> list[Here]:
        """Return who is here under their name or any alias, in the best tier."""
        key = fold(one.name)
        found = self._each((*self._called[key], *self._nicknamed[key]))
        best = min((tier(here.status) for here in found), default=0)
        return [here for here in found if tier(here.status) == best]

    def _each(self, numbers: Iterable[int]) -> list[Here]:
        return [self.people[number] for number in dict.fromkeys(numbers)]

    def add(self, here: Here, one: Newcomer) -> None:
        """Let somebody be here from now on."""
        self.people[here.number] = here
        self.numbers[here.uid] = here.number
        self.link(here, one)

    def link(self, here: Here, one: Newcomer, *, named: bool = True) -> None:
        """Let somebody who is here be known by what another source says, the names too or not."""
        own = one.own_identity is not None
        here.sources[one.source] = here.sources.get(one.source, False) or own
        for identity in digests(one):
            self._uids.setdefault((one.source, identity), here.uid)
        for point in map(kind_and_key, one.contact_points):
            if point not in here.points:
                here.points.add(point)
                self._at[point].append(here.number)
        for key in {key for key in map(fold, (one.name, *one.aliases)) if key and named}:
            few = self._called if " " in key or key == here.key else self._nicknamed
            few[key].append(here.number)

    def note(self, one: Newcomer, tokens: Iterable[str]) -> None:
        """Remember what the source has said."""
        self._said[one.source, digests(one)[0]].update(tokens)


def digests(one: Newcomer) -> list[str]:
    """Return what the source tells a person by, the surest first."""
    own = [_digest(one.own_identity) + _OWN] if one.own_identity else []
    return own + ([_digest(one.likely_identity)] if one.likely_identity else [])


def _uid(one: Newcomer) -> str | None:
    found = _UUID.fullmatch(one.own_identity or "")
    return found[1].lower() if found else None


@lru_cache(8 * CHUNK)
def kind_and_key(point: Point) -> tuple[str, str]:
    """Return the form under which a contact point is compared."""
    return point.kind, contact_key(point.kind, point.value)


def telling(one: Newcomer) -> list[tuple[str, str]]:
    """Return the addresses that tell people apart: whole ones, which somebody can be reached at."""
    return [
        (kind, key)
        for kind, key in map(kind_and_key, one.contact_points)
        if (kind == "email" and "@" in key)
        or (kind == "phone" and sum(map(str.isdigit, key)) > 6)
        or (kind == "url" and "/" in key)
    ]


# Each is asked for many times while a chunk is settled.
_digest = lru_cache(4 * CHUNK)(digest)


def _split(tokens: str) -> list[str]:
    return [tokens[start : start + TOKEN] for start in range(0, len(tokens), TOKEN)]
