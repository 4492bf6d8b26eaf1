"""Find people whose names are much alike, so that somebody can say whether they are one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from reltrack.domain.names import resembles
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import listed

_MOST = 20
"""People who bear a word in their names; what more of them bear tells too little."""


class Alike(NamedTuple):
    """Somebody who is here, and somebody who came later, by number."""

    here: int
    late: int


class Near:
    """The words of all names, in a nameless file: everybody's here, and of those who are added."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._words = sqlite3.connect("", isolation_level=None)
        self._words.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2048;"
            " CREATE TABLE word (word TEXT, person INTEGER, key TEXT, PRIMARY KEY (word, person))"
            " WITHOUT ROWID; BEGIN;"
        )
        self._add(db.execute("SELECT id, key FROM person"))

    def close(self) -> None:
        """Forget the names."""
        self._words.close()

    def _add(self, people: Iterable[tuple[int, str]]) -> None:
        self._words.executemany(
            "INSERT OR IGNORE INTO word (word, person, key) VALUES (?, ?, ?)",
            ((word, number, key) for number, key in people for word in _telling(key)),
        )

    def among(self, people: list[tuple[int, str]]) -> list[Alike]:
        """Add people by number and folded name, and return to whom they are near.

        Those of exactly one name, and those whom one source tells apart, are left out.
        """
        self._add(people)
        rows = self._words.execute(
            "SELECT mine.person, mine.key, other.person, other.key"
            " FROM json_each(?) AS wanted CROSS JOIN word AS mine ON mine.word = wanted.value"
            " CROSS JOIN word AS other ON other.word = mine.word AND other.person < mine.person"
            " WHERE mine.person >= ? AND (SELECT count(*) FROM ("
            f" SELECT 1 FROM word WHERE word = wanted.value LIMIT {_MOST + 1})) <= {_MOST}",
            [
                listed(sorted({word for _, key in people for word in _telling(key)})),
                min((number for number, _ in people), default=0),
            ],
        )
        near = {
            Alike(other, number)
            for number, key, other, known in rows
            if key != known and " " in key and " " in known and resembles(key, known)
        }
        return sorted(pair for pair in near if not self._told_apart(pair))

    def _told_apart(self, pair: Alike) -> bool:
        query = (
            "SELECT EXISTS (SELECT source FROM origin JOIN person USING (uid) WHERE id = ?"
            " INTERSECT SELECT source FROM origin JOIN person USING (uid) WHERE id = ?)"
        )
        return bool(self._db.execute(query, pair).fetchone()[0])


def _telling(key: str) -> set[str]:
    return {word for word in key.replace(",", " ").split() if len(word) > 2}
