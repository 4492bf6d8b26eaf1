"""Open loops: what was promised, is owed, is awaited or planned, and what contact has closed."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain.channels import IN_PERSON
from reltrack.domain.matters import Loop

if TYPE_CHECKING:
    from reltrack.domain.records import FollowUp

# What closes a follow-up is derived: contact that I made, or both, answers a reply; contact in
# person keeps a plan. The entry that opened it does neither. Of the other entries of its day, one
# known to be earlier does not answer a reply, and only one known to be later keeps a plan: who has
# coffee and later tea with somebody may plan lunch at the first. What no entry opened is open once
# it is typed: of that day's entries those typed after it can close it, but not a plan for later.
_CLOSING = f"""
        FROM participant JOIN interaction entry ON entry.id = participant.interaction_id
        LEFT JOIN interaction own ON own.id = follow_up.interaction_id
        WHERE participant.person_id = follow_up.person_id AND participant.contact = 1
            AND participant.day BETWEEN CAST(julianday(opened_on) - 1721424.5 AS INTEGER) AND :day
            AND entry.id IS NOT follow_up.interaction_id
            AND CASE
                WHEN entry.date > opened_on THEN 1
                WHEN own.id IS NULL THEN
                    entry.id > follow_up.id
                    AND NOT coalesce(kind = 'plan' AND due_on > opened_on, 0)
                WHEN kind = 'plan' THEN coalesce(entry.time > own.time, 0)
                ELSE coalesce(entry.time >= own.time, 1)
            END
            AND CASE kind
                WHEN 'reply' THEN entry.initiated IS NOT 'them'
                ELSE entry.via IN ({", ".join(f"'{via}'" for via in sorted(IN_PERSON))})
            END
"""
_CLOSED_ON = f"CASE WHEN kind IN ('reply', 'plan') THEN (SELECT min(entry.date) {_CLOSING}) END"
_STILL_OPEN = f"NOT (kind IN ('reply', 'plan') AND EXISTS (SELECT 1 {_CLOSING}))"


def open_loops(
    db: sqlite3.Connection, *, today: date, people: Iterable[int] | None = None
) -> dict[int, list[Loop]]:
    """Return what is open with each person on a day, or with some."""
    chosen = "" if people is None else " AND person_id IN (SELECT value FROM json_each(:people))"
    found: dict[int, list[Loop]] = defaultdict(list)
    for number, kind, person, text, due_on, opened_on in db.execute(
        "SELECT id, kind, person_id, text, due_on, opened_on FROM follow_up"
        " WHERE opened_on <= :iso AND (done_on IS NULL OR done_on > :iso)"
        f"{chosen} AND {_STILL_OPEN} ORDER BY opened_on, text, id",
        {
            "iso": today.isoformat(),
            "day": today.toordinal(),
            "people": f"[{','.join(map(str, people or ()))}]",
        },
    ):
        due = None if due_on is None else date.fromisoformat(due_on).toordinal()
        opened = date.fromisoformat(opened_on).toordinal()
        found[person].append(Loop(number, kind, text, opened, due))
    return found


def follow_ups(
    db: sqlite3.Connection,
    *,
    today: date,
    person: int | None = None,
    ids: Sequence[int] | None = None,
    closed: bool = False,
) -> list[FollowUp]:
    """Return follow-ups as of a day, the most pressing first; with `closed`, those closed too."""
    chosen = "" if person is None else " AND person_id = :person"
    if ids is not None:
        chosen += f" AND follow_up.id IN ({','.join(map(str, ids))})"
    rows = db.execute(
        f"""
        SELECT follow_up.id, follow_up.uid, kind, person_id, slug, name, text, due_on, opened_on,
            follow_up.interaction_id, iif(done_on <= :iso, done_on, NULL), {_CLOSED_ON}
        FROM follow_up JOIN person ON person.id = person_id
        WHERE opened_on <= :iso{chosen}
        ORDER BY coalesce(due_on, '~'), opened_on, follow_up.id
        """,
        {"iso": today.isoformat(), "day": today.toordinal(), "person": person},
    )
    found: list[FollowUp] = []
    for number, uid, kind, who, slug, name, text, due_on, opened_on, entry, done, derived in rows:
        closed_on = min(filter(None, (done, derived)), default=None)
        if closed_on is None or closed:
            found.append(
                {
                    "id": number,
                    "uid": uid,
                    "kind": kind,
                    "owner": "them" if kind == "waiting" else "me",
                    "person": {"id": who, "slug": slug, "name": name},
                    "text": text,
                    "due_date": due_on,
                    "opened_on": opened_on,
                    "closed_on": closed_on,
                    "interaction_id": entry,
                }
            )
    return found
