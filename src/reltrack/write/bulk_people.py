"""Write people from elsewhere: whom we know already is matched, whom we deleted stays deleted.

Matching is conservative. The source's own identity comes first; else one person here, and no
more, of exactly this name, if nothing speaks against it. When in doubt somebody is new: two
records of one person are mended sooner than one record of two people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.arrivals import Newcomer, Point
from reltrack.domain.drafts import EARLIEST, contact_key
from reltrack.domain.text import fold, slugify
from reltrack.write.bulk import Handles, Tally, known, listed
from reltrack.write.log import digest

_LISTED = "(SELECT value FROM json_each(?))"


_THIS_VERY_FILE = ""
"""Stands for the uid of somebody the file has named before."""


class _Here(NamedTuple):
    """A person in the journal, as far as matching asks."""

    uid: str
    company: str | None
    points: dict[tuple[str, str], int]
    """Kind and key of each, with its position."""
    sources: set[str]


class Newcomers:
    """Writes the people of one file, all at its end: only then is it known who shares a name."""

    def __init__(self, operation: Operation, tally: Tally) -> None:
        self._operation = operation
        self._db = operation.db
        self._tally = tally
        self._came: list[Newcomer] = []

    def write(self, people: Iterable[Newcomer]) -> None:
        """Take some people."""
        self._came += people

    def finish(self) -> None:
        """Tell who is who, and write it."""
        came, self._came = self._came, []
        unknown = self._unknown(came)
        by_key = self._by_key(unknown)
        shared = Counter(fold(one.name) for one in unknown)
        fresh = []
        for one in unknown:
            fits = set().union(*(by_key[key] for key in _keys(one)))
            if len(fits) == 1 and shared[fold(one.name)] == 1:
                (person,) = fits
                here = self._here(person)
                if one.source not in here.sources and not _contradicts(one, here):
                    self._match(person, one, here)
                    continue
            if fits:
                self._tally.remark(one.place, "somebody of this name is here already")
            fresh.append(one)
        self._add(fresh)

    def _unknown(self, came: Sequence[Newcomer]) -> list[Newcomer]:
        """Return those whom no earlier import of the source has brought, nor this one."""
        uids = self._origins(came)
        query = f"SELECT uid, id FROM person WHERE uid IN {_LISTED}"
        numbers = dict(known(self._db, query, uids.values()))
        unknown = []
        for one in came:
            own = digest(one.own_identity) if one.own_identity else None
            likely = digest(one.likely_identity)
            uid = uids.get(own or likely)
            other_account = False
            if uid is None and (uid := uids.get(likely)) in numbers:
                other_account = _elsewhere(one, self._here(numbers[uid]))
            if uid is None or other_account:
                unknown.append(one._replace(likely_identity="") if other_account else one)
                uids[own or likely] = uids[likely] = _THIS_VERY_FILE
            elif uid not in numbers and uid != _THIS_VERY_FILE:
                self._tally.skipped += 1
            elif own and own not in uids and uid in numbers:
                self._match(numbers[uid], one, self._here(numbers[uid]))
            else:
                self._tally.unchanged += 1
        return unknown

    def _origins(self, came: Sequence[Newcomer]) -> dict[str, str]:
        """Return the identities that were seen before, and whose they are."""
        identities: defaultdict[str, list[str]] = defaultdict(list)
        for one in came:
            identities[one.source] += _digests(one)
        query = f"SELECT key, uid FROM origin WHERE source = ? AND key IN {_LISTED}"
        return {
            key: uid
            for source, keys in identities.items()
            for key, uid in self._db.execute(query, [source, listed(keys)])
        }

    def _by_key(self, people: Sequence[Newcomer]) -> dict[str, set[int]]:
        """Return who is called so here, by folded name."""
        keys = {key for one in people for key in _keys(one)}
        found = defaultdict(set)
        for query in (
            f"SELECT key, id FROM person WHERE key IN {_LISTED}",
            f"SELECT key, person_id FROM alias WHERE key IN {_LISTED}",
        ):
            for key, person in known(self._db, query, keys):
                found[key].add(person)
        return found

    def _here(self, person: int) -> _Here:
        db = self._db
        uid, company = db.execute(
            "SELECT uid, company FROM person WHERE id = ?", [person]
        ).fetchone()
        points = db.execute(
            "SELECT kind, key, position FROM contact_point WHERE person_id = ?", [person]
        )
        sources = db.execute("SELECT source FROM origin WHERE uid = ?", [uid])
        return _Here(
            uid,
            company,
            {(kind, key): position for kind, key, position in points},
            {source for (source,) in sources},
        )

    def _match(self, person: int, one: Newcomer, here: _Here) -> None:
        """Let somebody who is here be known by the source, and fill in what is lacking."""
        self._tally.matched += 1
        self._db.executemany(
            "INSERT OR IGNORE INTO origin (source, key, uid) VALUES (?, ?, ?)",
            [(one.source, key, here.uid) for key in _digests(one)],
        )
        self._db.execute(
            "UPDATE person SET company = coalesce(company, :company),"
            " title = coalesce(title, :title), met_on = coalesce(met_on, :met_on),"
            " updated_at = :at WHERE id = :id AND (company IS NULL AND :company IS NOT NULL"
            " OR title IS NULL AND :title IS NOT NULL OR met_on IS NULL AND :met_on IS NOT NULL)",
            {
                "id": person,
                "at": self._operation.at,
                "company": one.company,
                "title": one.title,
                "met_on": self._past(one),
            },
        )
        lacking = [point for point in one.contact_points if _kind_and_key(point) not in here.points]
        start = max(here.points.values(), default=-1) + 1
        self._add_points([(person, lacking, start)])

    def _add(self, people: Sequence[Newcomer]) -> None:
        """Write people as new: they wait for triage."""
        if not people:
            return
        db, at = self._db, self._operation.at
        today = self._operation.now.date().isoformat()
        handles = Handles(db)
        first = self._operation.number(len(people))
        rows, aliases, points, origins = [], [], [], []
        for number, one in enumerate(people, first):
            uid, key = uuid7(), fold(one.name)
            rows.append(
                (number, uid, handles.free(slugify(one.name)), one.name, key, "new", today,
                 one.company, one.title, self._past(one), one.how_met, at, at)
            )  # fmt: skip
            other = {fold(alias): alias for alias in one.aliases}
            aliases += [(number, alias, folded) for folded, alias in other.items() if folded != key]
            points.append((number, one.contact_points, 0))
            origins += [(one.source, identity, uid) for identity in _digests(one)]
        db.executemany(
            "INSERT INTO person (id, uid, slug, name, key, status, added_on, company, title,"
            " met_on, how_met, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        db.executemany("INSERT INTO alias (person_id, name, key) VALUES (?, ?, ?)", aliases)
        self._add_points(points)
        db.executemany("INSERT INTO origin (source, key, uid) VALUES (?, ?, ?)", origins)
        self._tally.added["person"] += len(rows)

    def _add_points(self, people: Iterable[tuple[int, Sequence[Point], int]]) -> None:
        """Write contact points from a position on."""
        self._db.executemany(
            "INSERT INTO contact_point (person_id, kind, key, value, label, position)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (person, kind, key, point.value, point.label, position)
                for person, points, start in people
                for position, ((kind, key), point) in enumerate(
                    {_kind_and_key(point): point for point in points}.items(), start
                )
            ],
        )

    def _past(self, one: Newcomer) -> str | None:
        """Return the day somebody was met, if it can have been."""
        if one.met_on is None:
            return None
        if EARLIEST <= date.fromisoformat(one.met_on) <= self._operation.now.date():
            return one.met_on
        self._tally.remark(one.place, "the day it gives cannot be, and is left out")
        return None


def _kind_and_key(point: Point) -> tuple[str, str]:
    return point.kind, contact_key(point.kind, point.value)


def _keys(one: Newcomer) -> list[str]:
    return [key for key in map(fold, (one.name, *one.aliases)) if key]


def _digests(one: Newcomer) -> list[str]:
    identities = dict.fromkeys((one.own_identity, one.likely_identity))
    return [digest(identity) for identity in identities if identity]


def _elsewhere(one: Newcomer, here: _Here) -> bool:
    """Tell whether a person here has another address on the site of one of theirs."""
    sites = {
        key.split("/")[0]: key
        for kind, key in map(_kind_and_key, one.contact_points)
        if kind == "url"
    }
    return any(
        kind == "url" and sites.get(key.split("/")[0], key) != key for kind, key in here.points
    )


def _contradicts(one: Newcomer, here: _Here) -> bool:
    """Tell whether something speaks against their being the same person."""
    addresses = {key for kind, key in map(_kind_and_key, one.contact_points) if kind == "email"}
    known_addresses = {key for kind, key in here.points if kind == "email"}
    return (
        _elsewhere(one, here)
        or bool(addresses and known_addresses and not addresses & known_addresses)
        or bool(one.company and here.company and fold(one.company) != fold(here.company))
    )
