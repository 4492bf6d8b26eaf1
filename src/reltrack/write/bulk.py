"""What every import shares: its count of what happened, and handles for many people at once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from json import dumps

from reltrack.domain.arrivals import Place

_REMEMBERED = 10_000
"""Handles of which it is remembered how many there are."""

_TAKEN = (
    "SELECT EXISTS (SELECT 1 FROM person WHERE slug = :slug)"
    " OR EXISTS (SELECT 1 FROM retired_slug WHERE slug = :slug)"
)


class Tally:
    """What became of the records of an import."""

    def __init__(self) -> None:
        self.added: Counter[str] = Counter()
        """Records written, by kind."""
        self.newcomers = 0
        """People among them who wait for triage."""
        self.matched = 0
        """People who were here already, by another way, and got what they lacked."""
        self.unchanged = 0
        """Records that are here already."""
        self.skipped = 0
        """Records that were deleted here, and what hangs on them alone."""
        self.passed_over: Counter[str] = Counter()
        """Records that are sound but not for a journal, by reason: `cancelled`, `bulk mail`."""
        self.rejected: list[tuple[Place, str]] = []
        self.remarks: list[tuple[Place, str]] = []

    def reject(self, place: Place, reason: str) -> None:
        """Note a record that cannot be used."""
        self.rejected.append((place, reason))

    def remark(self, place: Place, reason: str) -> None:
        """Note something about a record that was used all the same."""
        self.remarks.append((place, reason))

    def pass_over(self, reason: str, count: int = 1) -> None:
        """Count records that are left out for what they are, and not for a fault."""
        self.passed_over[reason] += count

    @property
    def usable(self) -> bool:
        """Whether any record could be used, or none was refused."""
        return bool(
            self.added.total()
            or self.matched
            or self.unchanged
            or self.skipped
            or self.passed_over.total()
            or not self.rejected
        )


class Handles:
    """Gives many people their handles; those of people not yet written are remembered."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._claimed: set[str] = set()
        self._next: dict[str, int] = {}

    def claim(self, slug: str) -> bool:
        """Take a handle if it is free."""
        if slug in self._claimed or self._db.execute(_TAKEN, {"slug": slug}).fetchone()[0]:
            return False
        self._claimed.add(slug)
        return True

    def free(self, wanted: str) -> str:
        """Take the handle, or the next one like it that nobody has or ever had."""
        if self.claim(wanted):
            return wanted
        count = self._next.get(wanted, 2)
        while not self.claim(f"{wanted}-{count}"):
            count += 1
        if len(self._next) == _REMEMBERED:
            self._next.clear()
        self._next[wanted] = count + 1
        return f"{wanted}-{count}"

    def written(self) -> None:
        """Whoever took a handle is in the journal by now."""
        self._claimed.clear()


LISTED = "(SELECT value FROM json_each(?))"
"""The SQL of the values in such an array, to look for something among them."""


def listed(values: Iterable[str] | Iterable[int]) -> str:
    """Return values as the JSON array that `json_each` takes them from."""
    return dumps(list(values))


def known(db: sqlite3.Connection, query: str, values: Iterable[str]) -> list[tuple[str, int]]:
    """Return the rows of a query whose one parameter is such an array."""
    return db.execute(query, [listed(values)]).fetchall()
