"""A journal in memory, filled in plain SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from blank import empty
from reltrack.database.recording import change
from reltrack.domain.drafts import EntryDraft
from reltrack.write.log import log
from reltrack.write.newcomers import add_person

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@contextmanager
def journal(*names: str, added_on: str = "2026-01-01") -> Iterator[sqlite3.Connection]:
    """Yield a journal with people numbered from 1."""
    db = empty()
    try:
        with change(db, "add", now=NOW) as operation:
            for name in names:
                add_person(operation, name, added_on=added_on)
        yield db
    finally:
        db.close()


def entry(
    db: sqlite3.Connection,
    day: str,
    text: str = "hello",
    *,
    who: tuple[int, ...] = (1,),
    via: str | None = None,
    time: str | None = None,
    mentioned: tuple[int, ...] = (),
    broadcast: bool = False,
) -> int:
    """Write an entry and return its number."""
    draft = EntryDraft(day, text, time, via, present=who, mentioned=mentioned, broadcast=broadcast)
    with change(db, "log", now=NOW) as operation:
        return log(operation, draft, today=TODAY.isoformat()).entry
