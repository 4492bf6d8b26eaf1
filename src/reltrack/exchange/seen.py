"""Count what a file has said before, however long it is: on the disk, and not in memory."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b


class Seen:
    """How often each value has come so far; kept as digests in a nameless file."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2048;"
            " CREATE TABLE seen (mark BLOB PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID;"
            " BEGIN;"
        )

    def times(self, *values: str) -> int:
        """Count a value once more, and return how often it has come by now."""
        mark = blake2b("\0".join(values).encode(errors="surrogatepass"), digest_size=16).digest()
        (times,) = self._db.execute(
            "INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1"
            " RETURNING times",
            [mark],
        ).fetchone()
        return int(times)

    def close(self) -> None:
        """Forget it all."""
        self._db.close()
