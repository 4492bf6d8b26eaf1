"""What every import shares: its count of what happened, and handles for many people at once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from json import dumps

from reltrack.domain.arrivals import Place


class Tally:
    """What became of the records of an import."""

    def __init__(self) -> None:
        self.added: Counter[str] = Counter()
        """Records written, by kind."""
        self.matched = 0
        """People who were here already, by another way, and got what they lacked."""
        self.unchanged = 0
        """Records that are here already."""
        self.skipped = 0
        """Records that were deleted here, and what hangs on them alone."""
        self.rejected: list[tuple[Place, str]] = []
        self.remarks: list[tuple[Place, str]] = []

    def reject(self, place: Place, reason: str) -> None:
        """Note a record that cannot be used."""
        self.rejected.append((place, reason))

    def remark(self, place: Place, reason: str) -> None:
        """Note something about a record that was used all the same."""
        self.remarks.append((place, reason))

    @property
    def usable(self) -> bool:
        """Whether any record could be used, or none was refused."""
        return bool(
            self.added.total()
            or self.matched
            or self.unchanged
            or self.skipped
            or not self.rejected
        )


class Handles:
    """All handles in use or retired, so that many people get theirs without asking each time."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._taken = {
            slug
            for (slug,) in db.execute(
                "SELECT slug FROM person UNION ALL SELECT slug FROM retired_slug"
            )
        }
        self._next: dict[str, int] = {}

    def claim(self, slug: str) -> bool:
        """Take a handle if it is free."""
        if slug in self._taken:
            return False
        self._taken.add(slug)
        return True

    def free(self, wanted: str) -> str:
        """Take the handle, or the next one like it that nobody has or ever had."""
        if self.claim(wanted):
            return wanted
        count = self._next.get(wanted, 2)
        while not self.claim(f"{wanted}-{count}"):
            count += 1
        self._next[wanted] = count + 1
        return f"{wanted}-{count}"


def listed(values: Iterable[str]) -> str:
    """Return values as the JSON array that `json_each` takes them from."""
    return dumps(list(values))


def known(db: sqlite3.Connection, query: str, values: Iterable[str]) -> list[tuple[str, int]]:
    """Return the rows of a query whose one parameter is such an array."""
    return db.execute(query, [listed(values)]).fetchall()
