"""Write exported records back as they were: same numbers, identifiers and times where possible.

A record that is here already is left alone, one that was deleted here stays deleted, and what
refers to a record follows it to the number it has here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from reltrack.database.recording import IN_BULK, Operation
from reltrack.domain.arrivals import Place
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import LISTED, Handles, Tally, known
from reltrack.write.bulk_rows import (
    BECOMES,
    GONE,
    INSERTS,
    RECORD_COLUMNS,
    Content,
    GoneError,
    References,
    Rows,
    UnknownError,
)

_ANY_RECORD = " UNION ALL ".join(f"SELECT uid FROM {table}" for table in RECORD_COLUMNS)
_KEYED = {
    "circle": "INSERT OR IGNORE INTO circle (name, cadence_days) VALUES (:name, :cadence_days)",
    "origin": "INSERT OR IGNORE INTO origin (source, key, uid) VALUES (:source, :key, :uid)",
    "tombstone": "INSERT OR IGNORE INTO tombstone (uid, deleted_at) VALUES (:uid, :deleted_at)",
}


class Record(NamedTuple):
    """A checked record of an export. Of kind `journal`, it opens a file."""

    place: Place
    kind: str
    content: Content


class Restorer:
    """Writes records in the order they come; those that come too early wait for the end."""

    def __init__(self, operation: Operation, tally: Tally) -> None:
        self._operation = operation
        self._db = operation.db
        self._tally = tally
        self._handles = Handles(self._db)
        anything = f"SELECT EXISTS ({_ANY_RECORD} UNION ALL SELECT uid FROM tombstone)"
        self._pristine = not self._db.execute(anything).fetchone()[0]
        self._open(0)

    def _open(self, last_number: int) -> None:
        """Begin a file: its numbers above those ever given out here are kept."""
        self._refs = References()
        self._waiting: list[Record] = []
        self._introduced: list[tuple[Place, int, int]] = []
        self._kept: list[Place] = []
        (given,) = self._db.execute("SELECT last_number FROM journal").fetchone()
        self._floor = 0 if self._pristine else given
        self._ceiling = last_number
        if last_number > given:
            self._db.execute("UPDATE journal SET last_number = ?", [last_number])

    def write(self, records: Iterable[Record]) -> None:
        """Write some records."""
        for kind, run in groupby(records, key=lambda record: record.kind):
            if kind == "journal":
                for record in run:
                    self.finish()
                    self._open(record.content["last_number"])
            elif kind in _KEYED:
                self._write_keyed(kind, list(run))
            else:
                self._write_numbered(kind, list(run))

    def finish(self) -> None:
        """Write what had to wait for the end of its file."""
        waiting, self._waiting = self._waiting, []
        for kind in RECORD_COLUMNS:
            late = [record for record in waiting if record.kind == kind]
            if kind != "interaction":
                self._let_go_of_entries(late)
            self._write_numbered(kind, late, last_chance=True)
        for place, person, introducer in self._introduced:
            here = self._refs.people.get(introducer)
            if here:
                self._db.execute("UPDATE person SET introduced_by = ? WHERE id = ?", [here, person])
            elif here is None:
                self._tally.remark(place, "the introducer is not in the file")
        if self._kept:
            self._tally.remark(
                self._kept[0],
                f"deleted elsewhere, and still here: {len(self._kept)}",
            )
        self._introduced, self._kept = [], []

    def _write_keyed(self, kind: str, records: Sequence[Record]) -> None:
        contents = [record.content for record in records]
        if kind == "tombstone":
            query = f"SELECT uid, 1 FROM ({_ANY_RECORD}) WHERE uid IN {LISTED}"
            alive = dict(known(self._db, query, (content["uid"] for content in contents)))
            self._kept += [record.place for record in records if record.content["uid"] in alive]
            contents = [content for content in contents if content["uid"] not in alive]
        added = self._db.executemany(_KEYED[kind], contents).rowcount
        if kind == "circle":
            self._tally.added[kind] += added
            self._tally.unchanged += len(contents) - added

    def _write_numbered(
        self, kind: str, records: Sequence[Record], *, last_chance: bool = False
    ) -> None:
        if not records:
            return
        tally, refs = self._tally, self._refs
        uids = [record.content["uid"] for record in records]
        here = dict(known(self._db, f"SELECT uid, id FROM {kind} WHERE uid IN {LISTED}", uids))
        gone = dict(known(self._db, f"SELECT uid, 0 FROM tombstone WHERE uid IN {LISTED}", uids))
        numbers = refs.numbers[kind]
        rows: Rows = defaultdict(list)
        for record in records:
            content = record.content
            uid, number = content["uid"], content["id"]
            if any(number in others for others in refs.numbers.values()) and (
                uid not in here or numbers.get(number) != here[uid]
            ):
                tally.reject(record.place, f"another record of the file has the number {number}")
                continue
            if uid in here:
                numbers[number] = here[uid]
                tally.unchanged += 1
                continue
            if uid in gone:
                numbers[number] = GONE
                tally.skipped += 1
                continue
            try:
                found = self._place(kind, record, rows)
            except GoneError:
                numbers[number] = GONE
                tally.skipped += 1
            except UnknownError as problem:
                if last_chance:
                    tally.reject(record.place, str(problem))
                else:
                    self._waiting.append(record)
            else:
                if found is None:
                    tally.unchanged += 1
                else:
                    numbers[number] = here[uid] = found
        self._insert(kind, rows)

    def _place(self, kind: str, record: Record, rows: Rows) -> int | None:
        """Give a record its number here and make its rows; None if its like is here already."""
        content = record.content
        number: int = content["id"]
        introducer = content.get("introduced_by")
        if kind == "occasion" and content["kind"] == "birthday" and self._celebrated(content, rows):
            return None
        if not self._floor < number <= self._ceiling:
            number = self._operation.number()
        BECOMES[kind](rows, number, content, self._refs)
        content["id"] = number
        if kind == "person":
            self._admit(content, rows)
            if introducer is not None:
                self._introduced.append((record.place, number, introducer))
        rows[kind].append(content)
        return number

    def _admit(self, person: Content, rows: Rows) -> None:
        """Give a person a handle nobody else has, and make sure that their circles exist."""
        person["slug"] = self._handles.free(person["slug"])
        rows["retired_slug"] += [
            (slug, person["id"]) for slug in person["retired_slugs"] if self._handles.claim(slug)
        ]
        self._db.executemany(
            "INSERT OR IGNORE INTO circle (name) VALUES (?)",
            [(circle,) for circle in person["circles"]],
        )

    def _celebrated(self, birthday: Content, rows: Rows) -> bool:
        """Tell whether the person has this birthday already.

        Raises:
            UnknownError: they have another one.
        """
        person = self._refs.people.get(birthday["person"])
        days = self._db.execute(
            "SELECT year, month, day FROM occasion WHERE person_id = ? AND kind = 'birthday'",
            [person],
        ).fetchall()
        days += [
            (other["year"], other["month"], other["day"])
            for other in rows["occasion"]
            if other["person_id"] == person and other["kind"] == "birthday"
        ]
        if days and (birthday["year"], birthday["month"], birthday["day"]) not in days:
            raise UnknownError("the person has another birthday already")
        return bool(days)

    def _let_go_of_entries(self, records: Iterable[Record]) -> None:
        """What came with an entry stands by itself where the file lacks the entry."""
        for record in records:
            content = record.content
            entry = content.get("interaction_id")
            if entry is None or entry in self._refs.entries or content.get("automatic"):
                continue
            content["interaction_id"] = None
            self._tally.remark(record.place, "the entry it came with is not in the file")

    def _insert(self, kind: str, rows: Rows) -> None:
        if not rows[kind]:
            return
        self._pristine = False
        for table, insert in INSERTS.items():
            if rows[table]:
                self._db.executemany(insert, rows[table])
        self._tally.added[kind] += len(rows[kind])
        if kind in IN_BULK:
            self._note(kind, sorted(content["id"] for content in rows[kind]))

    def _note(self, table: str, numbers: list[int]) -> None:
        """Note what was inserted, as the ranges of numbers that hold nothing else."""
        count = f"SELECT count(*) FROM {table} WHERE id BETWEEN ? AND ?"
        (held,) = self._db.execute(count, [numbers[0], numbers[-1]]).fetchone()
        if held == len(numbers):
            self._operation.inserted(table, numbers[0], numbers[-1])
            return
        for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
            some = [number for _, number in run]
            self._operation.inserted(table, some[0], some[-1])
