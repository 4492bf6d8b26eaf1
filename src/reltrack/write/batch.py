"""Write many entries in one transaction and one step of undo, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.drafts import EntryDraft
from reltrack.write.log import activate, digest


def write_entries(
    operation: Operation,
    entries: Sequence[tuple[EntryDraft, Iterable[int]]],
    *,
    typed: bool = True,
) -> None:
    """Write entries with the people present in them; if typed, that makes people active."""
    if not entries:
        return
    db, at = operation.db, operation.at
    first = operation.number(len(entries))
    rows, tags, origins = [], [], []
    participants: list[tuple[int, int, int, int, bool]] = []
    everybody: set[int] = set()
    for number, (draft, present) in enumerate(entries, first):
        uid = uuid7()
        rows.append(
            (number, uid, draft.date, draft.time, draft.via, draft.place, draft.text,
             draft.initiated, draft.mark, draft.broadcast, draft.source, at, at)
        )  # fmt: skip
        day = date.fromisoformat(draft.date).toordinal()
        people = set(present)
        everybody |= people
        participants += [(person, day, number, 1, draft.contact) for person in people]
        participants += [(person, day, number, 0, False) for person in {*draft.mentioned} - people]
        tags += [(number, tag) for tag in set(draft.tags)]
        if draft.source_id is not None:
            origins.append((draft.source, digest(draft.source_id), uid))
    db.executemany(
        "INSERT INTO interaction (id, uid, date, time, via, place, text, initiated, mark,"
        " broadcast, source, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    db.executemany(
        "INSERT INTO participant (person_id, day, interaction_id, present, contact)"
        " VALUES (?, ?, ?, ?, ?)",
        sorted(participants),
    )
    db.executemany("INSERT INTO interaction_tag (interaction_id, tag) VALUES (?, ?)", tags)
    db.executemany("INSERT INTO origin (source, key, uid) VALUES (?, ?, ?)", origins)
    operation.inserted("interaction", first, first + len(entries) - 1)
    if typed:
        activate(operation, everybody, on=operation.now.date().isoformat())
