"""Write what files say about people: whole cards, and what is lacking on those that are here.

What a source has said is remembered, as digests of a few letters under the person's own: said
again, it changes nothing, whatever became of it here since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.arrivals import Newcomer, Point, Remark, Yearly
from reltrack.domain.sentence import tags_in
from reltrack.domain.text import fold
from reltrack.write.bulk import Tally
from reltrack.write.bulk_here import TOKEN, Here, digests, kind_and_key

_FIELDS = ("company", "title", "city", "met_on", "how_met")
_LAST_PLACE = "(SELECT coalesce(max(position), -1) + 1 FROM contact_point WHERE person_id = ?)"
_TOKENS = 20
"""Digests that fit into one row beside the person's own."""

_INSERTS = {
    "person": "INSERT INTO person (id, uid, slug, name, key, status, added_on, company, title,"
    " city, met_on, how_met, created_at, updated_at)"
    " VALUES (?, ?, ?, ?, ?, 'new', ?, ?, ?, ?, ?, ?, ?, ?)",
    "alias": "INSERT OR IGNORE INTO alias (person_id, name, key) VALUES (?, ?, ?)",
    "contact_point": "INSERT OR IGNORE INTO contact_point"
    " (person_id, kind, key, value, label, position) VALUES (?, ?, ?, ?, ?, ?)",
    "person_tag": "INSERT OR IGNORE INTO person_tag (person_id, tag) VALUES (?, ?)",
    "occasion": "INSERT INTO occasion (id, uid, person_id, kind, label, year, month, day,"
    " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "fact": "INSERT INTO fact (id, uid, person_id, text, heard_on, created_at, updated_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)",
    "fact_tag": "INSERT OR IGNORE INTO fact_tag (fact_id, tag) VALUES (?, ?)",
    "origin": "INSERT OR IGNORE INTO origin (source, key, uid) VALUES (?, ?, ?)",
}

Part = str | Point | Yearly | Remark | tuple[str, str]
"""A piece of what is said: a field by its name, a contact point, a date, a fact, or of several
values the kind and the value."""


def tokens(one: Newcomer) -> dict[str, Part]:
    """Return what is said about somebody, piece by piece, under a digest of each."""
    said: dict[str, Part] = {"name " + fold(one.name): "name"}
    said |= {field: field for field in _FIELDS if getattr(one, field)}
    said |= {"name " + fold(alias): ("alias", alias) for alias in one.aliases if fold(alias)}
    said |= {" ".join(kind_and_key(point)): point for point in one.contact_points}
    said |= {"tag " + tag: ("tag", tag) for tag in one.tags}
    said |= {" ".join(map(str, date)): date for date in one.dates}
    said |= {"fact " + fact.text: fact for fact in one.facts}
    return {sha256(what.encode()).hexdigest()[:TOKEN]: part for what, part in said.items()}


class Cards:
    """Writes cards; new ones are gathered until `write`, or until one of them is touched again."""

    def __init__(self, operation: Operation, tally: Tally) -> None:
        self._operation = operation
        self._db = operation.db
        self._tally = tally
        self._today = operation.now.date().isoformat()
        self._rows: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._gathered: set[int] = set()

    def write(self) -> None:
        """Write what was gathered."""
        for table, insert in _INSERTS.items():
            self._db.executemany(insert, self._rows[table])
        self._rows.clear()
        self._gathered.clear()

    def add(self, here: Here, one: Newcomer, told: Iterable[str]) -> None:
        """Gather the card of somebody new, and note what is told of them."""
        at = self._operation.at
        self._gathered.add(here.number)
        self._rows["person"].append(
            (here.number, here.uid, here.slug, one.name, here.key, self._today, one.company,
             one.title, one.city, one.met_on, one.how_met, at, at)
        )  # fmt: skip
        self._rows["alias"] += [
            (here.number, alias, key)
            for key, alias in {fold(alias): alias for alias in one.aliases}.items()
            if key not in ("", here.key)
        ]
        points = {kind_and_key(point): point for point in one.contact_points}
        self._rows["contact_point"] += [
            (here.number, kind, key, point.value, point.label, position)
            for position, ((kind, key), point) in enumerate(points.items())
        ]
        self._rows["person_tag"] += [(here.number, tag) for tag in one.tags]
        born = False
        for date in dict.fromkeys(one.dates):
            if date.kind != "birthday" or not born:
                self._add_date(here.number, date)
                born = born or date.kind == "birthday"
        for fact in dict.fromkeys(one.facts):
            self._add_fact(here.number, fact)
        self._remember(here, one, told)

    def fill(self, here: Here, one: Newcomer, told: Mapping[str, Part]) -> bool:
        """Add what is said to the card of somebody who is here, where it is lacking."""
        if here.number in self._gathered:
            self.write()
        before = self._db.total_changes
        parts = list(told.values())
        self._fill_fields(here, one, [field for field in _FIELDS if field in parts])
        filled = []
        for part in parts:
            filled.append(self._fill(here, one, part))
            if isinstance(part, Yearly):
                self.write()  # the next one may be another birthday
        changed = any(filled) or self._db.total_changes > before
        self._remember(here, one, told)
        self.write()
        return changed

    def _fill_fields(self, here: Here, one: Newcomer, fields: Collection[str]) -> None:
        if not fields:
            return
        values = {field: getattr(one, field) for field in fields}
        lacking = " OR ".join(f"{field} IS NULL" for field in fields)
        self._db.execute(
            f"UPDATE person SET {', '.join(f'{f} = coalesce({f}, :{f})' for f in fields)},"
            f" updated_at = :at WHERE id = :id AND ({lacking})",
            {**values, "at": self._operation.at, "id": here.number},
        )

    def _fill(self, here: Here, one: Newcomer, part: Part) -> bool:
        db = self._db
        match part:
            case Point():
                lacking = _INSERTS["contact_point"].replace("?)", f"{_LAST_PLACE})")
                values = (here.number, *kind_and_key(part), part.value, part.label, here.number)
                return db.execute(lacking, values).rowcount > 0
            case Yearly():
                return self._fill_date(here, one, part)
            case Remark():
                query = "SELECT EXISTS (SELECT 1 FROM fact WHERE person_id = ? AND text = ?)"
                if db.execute(query, [here.number, part.text]).fetchone()[0]:
                    return False
                self._add_fact(here.number, part)
                return True
            case ("tag", tag):
                # Address books have one word for both: a circle of theirs comes back as a group.
                query = (
                    "SELECT EXISTS (SELECT 1 FROM circle_member WHERE person_id = ? AND circle = ?)"
                )
                if db.execute(query, (here.number, tag)).fetchone()[0]:
                    return False
                return db.execute(_INSERTS["person_tag"], (here.number, tag)).rowcount > 0
            case "name" | ("alias", _):
                name = one.name if part == "name" else part[1]
                if fold(name) == here.key:
                    return False
                return db.execute(_INSERTS["alias"], (here.number, name, fold(name))).rowcount > 0
        return False

    def _fill_date(self, here: Here, one: Newcomer, date: Yearly) -> bool:
        """Add a date that is lacking, or the year or the day that a birthday lacks."""
        if date.kind != "birthday":
            known = self._db.execute(
                "SELECT EXISTS (SELECT 1 FROM occasion WHERE person_id = ? AND kind = ?"
                " AND month = ? AND day IS ? AND label IS ?)",
                [here.number, date.kind, date.month, date.day, date.label],
            ).fetchone()[0]
        else:
            row = self._db.execute(
                "SELECT id, year, month, day FROM occasion"
                " WHERE person_id = ? AND kind = 'birthday'",
                [here.number],
            ).fetchone()
            known = row is not None
            if known:
                return self._complete(one, date, *row)
        if not known:
            self._add_date(here.number, date)
        return not known

    def _complete(
        self,
        one: Newcomer,
        date: Yearly,
        number: int,
        year: int | None,
        month: int,
        day: int | None,
    ) -> bool:
        pairs = ((month, date.month), (day, date.day), (year, date.year))
        if any(a != b for a, b in pairs if a and b):
            self._tally.remark(one.place, "it gives another birthday; the one here is kept")
            return False
        completed = (year or date.year, day or date.day)
        if completed == (year, day):
            return False
        self._db.execute(
            "UPDATE occasion SET year = ?, day = ?, updated_at = ? WHERE id = ?",
            [*completed, self._operation.at, number],
        )
        return True

    def _add_date(self, person: int, date: Yearly) -> None:
        at = self._operation.at
        self._rows["occasion"].append(
            (self._operation.number(), uuid7(), person, date.kind, date.label, date.year,
             date.month, date.day, at, at)
        )  # fmt: skip
        self._tally.added["occasion"] += 1

    def _add_fact(self, person: int, fact: Remark) -> None:
        at, number = self._operation.at, self._operation.number()
        self._rows["fact"].append(
            (number, uuid7(), person, fact.text, fact.heard_on or self._today, at, at)
        )
        self._rows["fact_tag"] += [(number, tag) for tag in set(tags_in(fact.text))]
        self._tally.added["fact"] += 1

    def _remember(self, here: Here, one: Newcomer, told: Iterable[str]) -> None:
        """Note by what the source knows somebody, and what it has said."""
        identities = digests(one)
        self._rows["origin"] += [(one.source, identity, here.uid) for identity in identities]
        said = sorted(told)
        self._rows["origin"] += [
            (one.source, f"{identities[0]}:{''.join(said[start : start + _TOKENS])}", here.uid)
            for start in range(0, len(said), _TOKENS)
        ]
