"""Where a journal names a person outside their own records, and how to leave them out there."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from itertools import count
from json import dumps

from reltrack.domain.redaction import Identity, Redaction, rivals
from reltrack.domain.text import TEXT_LIMIT
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import LISTED

# Table, the texts in it, and the SQL of its day and of the entry that a text belongs to.
_TEXTS = (
    ("interaction", ("text", "place", "via"), "date", "id"),
    ("fact", ("text",), "heard_on", "interaction_id"),
    ("follow_up", ("text",), "opened_on", "interaction_id"),
    ("occasion", ("label",), "NULL", "interaction_id"),
    ("introduction", ("why",), "proposed_on", "NULL"),
    ("person", ("how_met", "company", "title", "city"), "NULL", "NULL"),
)
_TAGS = (
    ("interaction", "interaction_tag", "interaction_id", "date", "interaction_id"),
    ("fact", "fact_tag", "fact_id", "heard_on", "fact.interaction_id"),
    ("person", "person_tag", "person_id", "NULL", "NULL"),
)
_LONG = {"text", "why", "how_met"}
_LINE_LIMIT = 200


class Mention(NamedTuple):
    """A record that names the person; a circle has no number."""

    record: str
    number: int | None
    date: str | None


class Mentions:
    """The texts that name people about to be deleted; made before, looked for afterwards."""

    def __init__(self, db: sqlite3.Connection, person: Identity, numbers: Collection[int]) -> None:
        """Take what they are known by, and their numbers."""
        self._db = db
        self._person = person
        gone = dumps(list(numbers))
        self._company: dict[int, frozenset[int]] = {
            entry: frozenset(int(other) for other in others.split(",") if other)
            for entry, others in db.execute(
                "SELECT interaction_id, coalesce(group_concat(person_id) FILTER"
                f" (WHERE person_id NOT IN {LISTED}), '') FROM participant WHERE interaction_id"
                f" IN (SELECT interaction_id FROM participant WHERE person_id IN {LISTED})"
                " GROUP BY interaction_id",
                [gone, gone],
            )
        }
        self._led = {
            who
            for (who,) in db.execute(
                f"SELECT id FROM person WHERE introduced_by IN {LISTED}", [gone]
            )
        }
        everybody = identities(db)
        self._others = {who: one for who, one in everybody.items() if who not in numbers}
        self._rivals = rivals(person, self._others.values())
        self._elsewhere = Redaction(person, others=self._rivals)
        self._among: dict[frozenset[int], Redaction] = {}

    @property
    def namesakes(self) -> list[str]:
        """The handles of those who bear one of the very names, alone or within a longer one."""
        own = Redaction(self._person)
        return [
            other.handles[0]
            for other in self._rivals
            if any(
                own.redacted(each) != each
                for each in (*other.names, *other.handles, *(value for _, value in other.points))
            )
        ]

    def find(self, *, redact: bool, at: str) -> list[Mention]:
        """Return the records that name them; with `redact` they do no longer."""
        found: dict[Mention, None] = {}
        for record, columns, day, entry in _TEXTS:
            for column in columns:
                rows = self._db.execute(
                    f"SELECT id, {day}, {entry}, {column} FROM {record}"
                    f" WHERE {column} IS NOT NULL ORDER BY id"
                ).fetchall()
                limit = TEXT_LIMIT if column in _LONG else _LINE_LIMIT
                for number, on, belongs, text in rows:
                    redaction = self._for(record, number, belongs)
                    new = redaction.redacted(text)
                    if new == text:
                        continue
                    found[Mention(record, number, on)] = None
                    if redact:
                        if len(new) > limit:
                            new = redaction.redacted(text, mark="…")
                        self._db.execute(
                            f"UPDATE {record} SET {column} = ?, updated_at = ? WHERE id = ?",
                            [new, at, number],
                        )
        found |= dict.fromkeys(self._contact_labels(redact=redact))
        found |= dict.fromkeys(self._labels(redact=redact))
        return list(found)

    def _for(self, record: str, number: int, entry: int | None) -> Redaction:
        company = self._company.get(entry) if entry is not None else None
        if record == "person" and number in self._led:
            company = frozenset((number,))
        if company is None:
            return self._elsewhere
        if company not in self._among:
            self._among[company] = Redaction(
                self._person,
                others=self._rivals,
                company=[self._others[who] for who in company if who in self._others],
            )
        return self._among[company]

    def _contact_labels(self, *, redact: bool) -> Iterator[Mention]:
        """Find what is said of a way to reach others, such as "through Ana"."""
        for *key, label in self._db.execute(
            "SELECT person_id, kind, key, label FROM contact_point WHERE label IS NOT NULL"
            " ORDER BY person_id, position"
        ).fetchall():
            redaction = self._for("person", key[0], None)
            new = redaction.redacted(label)
            if new != label:
                yield Mention("person", key[0], None)
                if redact:
                    short = new if len(new) <= _LINE_LIMIT else redaction.redacted(label, mark="…")
                    self._db.execute(
                        "UPDATE contact_point SET label = ?"
                        " WHERE person_id = ? AND kind = ? AND key = ?",
                        [short, *key],
                    )

    def _labels(self, *, redact: bool) -> Iterator[Mention]:
        """Find tags and circles that name them; redacted, a tag is gone and a circle renamed."""
        db = self._db
        for record, table, key, day, entry in _TAGS:
            rows = db.execute(
                f"SELECT {record}.id, {day}, {entry}, tag FROM {table}"
                f" JOIN {record} ON {record}.id = {key} ORDER BY 1, tag"
            ).fetchall()
            for number, on, belongs, tag in rows:
                if self._for(record, number, belongs).redacted(f"#{tag}") != f"#{tag}":
                    yield Mention(record, number, on)
                    if redact:
                        db.execute(
                            f"DELETE FROM {table} WHERE {key} = ? AND tag = ?", [number, tag]
                        )
        circles = {name for (name,) in db.execute("SELECT name FROM circle ORDER BY name")}
        for name in sorted(circles):
            if self._elsewhere.redacted(f"#{name}") != f"#{name}":
                yield Mention("circle", None, None)
                if redact:
                    new = next(n for n in _free_names() if n not in circles)
                    circles.add(new)
                    db.execute("UPDATE circle SET name = ? WHERE name = ?", [new, name])


def _free_names() -> Iterator[str]:
    yield "redacted"
    yield from (f"redacted-{number}" for number in count(2))


def identities(db: sqlite3.Connection) -> dict[int, Identity]:
    """Return what everybody is known by."""
    known: dict[int, Identity] = {}
    for person, name, slug in db.execute("SELECT id, name, slug FROM person"):
        known[person] = Identity([name], [slug], [])
    for person, name in db.execute("SELECT person_id, name FROM alias ORDER BY key"):
        known[person].names.append(name)
    for person, slug in db.execute("SELECT person_id, slug FROM retired_slug ORDER BY slug"):
        known[person].handles.append(slug)
    for person, kind, value in db.execute("SELECT person_id, kind, value FROM contact_point"):
        known[person].points.append((kind, value))
    return known
