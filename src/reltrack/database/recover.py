"""Save what can be read of a damaged journal into a new one; the damaged one is only read.

Its pages are read one by one. First what the trees of its tables still lead to; then what lies
about without a tree, each record going to the table whose shape and checks it fits. What is derived
is made anew, and the undo log, of which a part would be worse than none, is left behind.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reltrack.database.contents import RECORDS, row_counts
from reltrack.database.files import BESIDE, beside, draft, publish, sync
from reltrack.database.migrate import migrate
from reltrack.database.pages import INTERIOR_INDEX, LEAF_INDEX, LEAF_TABLE, Cell, Pages, Value
from reltrack.database.recording import recorded_tables
from reltrack.database.reunite import reunite
from reltrack.database.shapes import Shape, shape
from reltrack.domain.text import fold
from reltrack.errors import BadDataError, JournalError, NotFoundError, RefusedError

if TYPE_CHECKING:
    from reltrack.domain.care import Salvage

# The pickiest first: what fits several goes to the one that asks most of it.
_CARDS = (
    "journal",
    "skip",
    "introduction",
    "occasion",
    "follow_up",
    "fact",
    "interaction",
    "person",
)
_TAGGED = {"interaction_tag": "interaction", "fact_tag": "fact"}
_OF_PEOPLE = ("circle_member", "person_tag")

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_HIGHEST = 1 << 31  # no journal gives out a number beyond; a damaged one may be anything


def salvage(damaged: Path, path: Path, *, now: datetime) -> Salvage:
    """Save what can be read of a journal into a new file.

    Raises:
        NotFoundError: there is no journal.
        RefusedError: there is something at the path already.
        BadDataError: nothing of a journal was found.
        JournalError: the new file cannot be written.
    """
    if not damaged.is_file():
        raise NotFoundError(f"there is no journal at {damaged}", hint="reltrack paths")
    if os.path.lexists(path):
        raise RefusedError(f"{path} exists already", hint="give the path of a file to be made")
    if not path.parent.is_dir():
        raise JournalError(
            f"the folder does not exist: {path.parent}", hint="create it, or give another path"
        )
    try:
        with draft(path) as made:
            pages = Pages(_taken_back(damaged, path))
            with closing(sqlite3.connect(made, isolation_level=None)) as db:
                db.execute("PRAGMA synchronous = OFF")
                migrate(db, now=now)
                rescue = _Rescue(db, pages)
                db.execute("PRAGMA foreign_keys = OFF")
                db.execute("BEGIN")
                rescue.run()
                people_made = reunite(db, now=now)
                db.execute("COMMIT")
                saved = row_counts(db)
            if not any(saved[table] for table in RECORDS):
                raise BadDataError(
                    f"nothing of a journal was found in {damaged}", hint="reltrack backup --list"
                )
            sync(made)
            if not publish(made, path):
                raise RefusedError(f"{path} exists already", hint="give another path")
    except OSError as error:
        raise JournalError(
            f"cannot write {path}: {(error.strerror or 'fault').lower()}",
            hint="check the folder and its space, or give another path",
        ) from None
    saved["person"] -= people_made
    return {
        "journal": str(damaged),
        "path": str(path),
        "tables": [
            {
                "table": table,
                "saved": count,
                "lost": max(rescue.expected[table] - count, rescue.unreadable[table], 0),
            }
            for table, count in saved.items()
        ],
        "people_made": people_made,
    }


def _taken_back(damaged: Path, path: Path) -> bytes:
    """Return the bytes of a journal, an unfinished change taken back: by SQLite, on a copy."""
    sides = [end for end in BESIDE if beside(damaged, end).exists()]
    if not sides:
        return damaged.read_bytes()
    with draft(path) as copy:
        shutil.copyfile(damaged, copy)
        for end in sides:
            shutil.copyfile(beside(damaged, end), beside(copy, end))
        with suppress(sqlite3.Error), closing(sqlite3.connect(copy)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return copy.read_bytes()


class _Rescue:
    """Fills a new journal from the pages of a damaged one."""

    def __init__(self, db: sqlite3.Connection, pages: Pages) -> None:
        self._db = db
        self._pages = pages
        self._shapes = {name: shape(db, name) for name in (*recorded_tables(db), "journal")}
        self._ids: dict[str, set[int]] = {}
        self._owners: dict[int | None, str] = {}
        self.expected: Counter[str] = Counter()
        """How many rows a table must have had, going by its indexes."""
        self.unreadable: Counter[str] = Counter()
        """Records that are there and make no sense, or fit nowhere."""

    def run(self) -> None:
        """Read everything, what is certain first."""
        trees, indexes = self._schema()
        seen: set[int] = set()
        claimed = {
            table: [node for _, node in self._pages.tree(trees[table], seen)]
            for table in self._shapes
            if table in trees
        }
        for table, root in indexes:
            counted = sum(len(node.cells) for _, node in self._pages.tree(root, seen))
            self.expected[table] = max(self.expected[table], counted)
        stray = self._stray(seen | self._pages.free())
        for numbered in (True, False):
            for table, nodes in claimed.items():
                if self._shapes[table].numbered is numbered:
                    self.unreadable[table] += sum(node.unreadable for node in nodes)
                    for node in nodes:
                        self._take(node.cells, table)
            self._take((cell for cell in stray if (cell.number is not None) is numbered), None)
            self._ids = {table: self._numbers(table) for table in RECORDS}

    def _schema(self) -> tuple[dict[str, int], list[tuple[str, int]]]:
        """Return where the trees of tables, and of what is not taken from them, begin.

        Where the file does not say, its tables are looked for where a new journal has them.
        """
        known = [cell.values for _, node in self._pages.tree(1, set()) for cell in node.cells]
        fresh = self._db.execute("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema")
        trees: dict[str, int] = {}
        others = []
        for values in known or fresh:
            match values:
                case ("table", str(name), _, int(root), _) if name in self._shapes:
                    trees.setdefault(name, root)
                case ("index" | "table", _, str(table), int(root), _) if root and known:
                    others.append((table, root))
        return trees, others

    def _stray(self, seen: set[int]) -> list[Cell]:
        """Return the records of pages that no tree leads to."""
        found = []
        for number in range(1, self._pages.count + 1):
            node = None if number in seen else self._pages.node(number)
            if node and node.kind in (LEAF_TABLE, LEAF_INDEX, INTERIOR_INDEX):
                found += node.cells
        return found

    def _take(self, cells: Iterable[Cell], claimed: str | None) -> None:
        """Insert records into the table whose tree they are in, or the first that takes them."""
        for cell in cells:
            tables = self._candidates(cell)
            if claimed and self._may_be(cell, claimed):
                tables = [claimed]
            if not any(self._insert(self._shapes[table], cell) for table in tables) and claimed:
                self.unreadable[claimed] += 1

    def _may_be(self, cell: Cell, table: str) -> bool:
        """Tell whether a record in a table's tree is one of it: a damaged tree may lead astray."""
        owner = _TAGGED.get(table) or ("person" if table in _OF_PEOPLE else None)
        others = (ids for kind, ids in self._ids.items() if kind != owner)
        astray = owner is not None and any(cell.values[:1] and cell.values[0] in i for i in others)
        return self._shapes[table].fits(cell) and not astray

    def _candidates(self, cell: Cell) -> list[str]:
        """Return the tables that a record may belong to, going by what it looks like."""
        if cell.number is not None:
            return [table for table in _CARDS if self._shapes[table].fits(cell)]
        match cell.values:
            case (int(), int(), int(), int(), int()):
                return ["participant"]
            case (int(), str(), str(), str(), _, int()):
                return ["contact_point"]
            case (int(), str(key), str(name)):
                return ["alias"] if fold(name) == key else ["occasion_closing"]
            case (str(source), str(), str(uid)) if _UUID.fullmatch(uid):
                return [] if _UUID.fullmatch(source) else ["origin"]
            case (str(), str(at)) if _INSTANT.fullmatch(at):
                return ["tombstone"]
            case (int(owner), str(word)):
                return [self._tagged(owner, word)] if self._tagged(owner, word) else []
        return []

    def _tagged(self, owner: int, word: str) -> str:
        """Return the table of a tag or a circle; empty if its owner is not known."""
        for table, kind in _TAGGED.items():
            if owner in self._ids[kind]:
                return table
        if owner not in self._ids["person"]:
            return ""
        if self._holds("circle", "name", word):
            return "circle_member"
        # An index of former handles looks the same.
        return "" if self._holds("retired_slug", "slug", word) else "person_tag"

    def _holds(self, table: str, column: str, value: str) -> bool:
        query = f"SELECT 1 FROM {table} WHERE {column} = ?"
        return self._db.execute(query, [value]).fetchone() is not None

    def _insert(self, shape: Shape, cell: Cell) -> bool:
        """Insert a record unless its table refuses it; tell whether it is there now."""
        if cell.number is not None and not 0 < cell.number < _HIGHEST:
            return False
        columns = shape.columns[: len(cell.values)]
        values: list[Value] = [
            cell.number if column.is_number else value
            for column, value in zip(columns, cell.values, strict=True)
        ]
        if shape.table == "journal":
            return self._resume({c.name: v for c, v in zip(columns, values, strict=True)})
        if self._owners.get(cell.number, shape.table) != shape.table:
            return False  # a number damaged into that of another record
        names = ", ".join(column.name for column in columns)
        try:
            self._db.execute(
                f"INSERT INTO {shape.table} ({names}) VALUES ({', '.join('?' * len(values))})",
                values,
            )
        except sqlite3.IntegrityError as error:
            return error.sqlite_errorname.endswith(("_PRIMARYKEY", "_ROWID", "_UNIQUE"))
        if cell.number is not None:
            self._owners[cell.number] = shape.table
        return True

    def _resume(self, values: dict[str, Value]) -> bool:
        """Go on as the journal that was: its identity, and no number given out twice."""
        if not _INSTANT.fullmatch(str(values["created_at"])):
            return False
        last = values["last_number"]
        if isinstance(last, int) and last < _HIGHEST:
            self._db.execute("UPDATE journal SET last_number = max(last_number, ?)", [last])
        self._db.execute(
            "UPDATE journal SET uid = ?, created_at = ?", [values["uid"], values["created_at"]]
        )
        return True

    def _numbers(self, table: str) -> set[int]:
        return {number for (number,) in self._db.execute(f"SELECT id FROM {table}")}
