"""The one hot write: an entry with the people, facts and follow-ups it brings.

Plain SQL in one transaction: importing the ORM would take longer than everything else together,
and logging is what people do most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.drafts import EntryDraft, Who
from reltrack.errors import NotFoundError
from reltrack.tuples import NamedTuple
from reltrack.write.loops import open_follow_up
from reltrack.write.newcomers import add_person


class Logged(NamedTuple):
    """The numbers of what an entry brought."""

    entry: int
    added: Sequence[int]
    facts: Sequence[int]
    follow_ups: Sequence[int]


def log(operation: Operation, draft: EntryDraft, *, today: str) -> Logged:
    """Write an entry and what comes with it.

    Raises:
        NotFoundError: a record to be closed does not exist.
    """
    db, at = operation.db, operation.at
    newcomers: dict[str, int] = {}
    for who in draft.present:
        if isinstance(who, str) and who not in newcomers:
            newcomers[who] = add_person(operation, who, added_on=today)

    def number_of(who: Who) -> int:
        return newcomers[who] if isinstance(who, str) else who

    entry = operation.number()
    uid = uuid7()
    db.execute(
        "INSERT INTO interaction (id, uid, date, time, via, place, text, initiated, mark,"
        " broadcast, source, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            entry,
            uid,
            draft.date,
            draft.time,
            draft.via,
            draft.place,
            draft.text,
            draft.initiated,
            draft.mark,
            draft.broadcast,
            draft.source,
            at,
            at,
        ],
    )
    present = list(dict.fromkeys(map(number_of, draft.present)))
    link(operation, entry, present=present, mentioned=draft.mentioned)
    activate(operation, present, on=today)
    db.executemany(
        "INSERT INTO interaction_tag (interaction_id, tag) VALUES (?, ?)",
        [(entry, tag) for tag in sorted(set(draft.tags))],
    )
    if draft.source_id is not None:
        db.execute(
            "INSERT INTO origin (source, key, uid) VALUES (?, ?, ?)",
            [draft.source, digest(draft.source_id), uid],
        )
    facts = [
        add_fact(operation, number_of(fact.who), fact.text, heard_on=draft.date, entry=entry)
        for fact in draft.facts
    ]
    follow_ups = [
        open_follow_up(
            operation,
            new.kind,
            number_of(new.who),
            new.text,
            due_on=new.due_on,
            opened_on=draft.date,
            entry=entry,
            automatic=new.automatic,
        )
        for new in draft.follow_ups
    ]
    for number in draft.done:
        close(operation, number, on=draft.date)
    return Logged(entry, list(newcomers.values()), facts, follow_ups)


def link(
    operation: Operation, entry: int, *, present: Iterable[int], mentioned: Iterable[int]
) -> None:
    """Say whom an entry is about; day and contact are copied from it."""
    there = set(present)
    people = [*sorted(there), *sorted(set(mentioned) - there)]
    rows = [{"entry": entry, "person": one, "present": one in there} for one in people]
    operation.db.executemany(
        "INSERT INTO participant (person_id, day, interaction_id, present, contact)"
        " SELECT :person, CAST(julianday(date) - 1721424.5 AS INTEGER), id, :present,"
        " :present AND NOT broadcast AND via IS NOT 'touch' FROM interaction WHERE id = :entry",
        rows,
    )


def activate(operation: Operation, people: Iterable[int], *, on: str) -> None:
    """Make people who came by import active, from the day on which that was decided."""
    for number in people:
        operation.db.execute(
            "UPDATE person SET status = 'active', active_on = ?, updated_at = ?"
            " WHERE id = ? AND status = 'new'",
            [on, operation.at, number],
        )


def add_fact(
    operation: Operation, person: int, text: str, *, heard_on: str, entry: int | None = None
) -> int:
    """Write down a fact with the topics it names, and return its number."""
    from reltrack.domain.sentence import tags_in

    number = operation.number()
    operation.db.execute(
        "INSERT INTO fact (id, uid, person_id, text, heard_on, interaction_id, created_at,"
        " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [number, uuid7(), person, text, heard_on, entry, operation.at, operation.at],
    )
    operation.db.executemany(
        "INSERT INTO fact_tag (fact_id, tag) VALUES (?, ?)",
        [(number, tag) for tag in sorted(set(tags_in(text)))],
    )
    return number


def close(operation: Operation, number: int, *, on: str) -> None:
    """Close a follow-up, a milestone or this year's occasion; an introduction takes its next step.

    Raises:
        NotFoundError: nothing open has that number.
    """
    from reltrack.domain.occasions import current_occurrence
    from reltrack.write.introductions import go_on

    db = operation.db
    if number.bit_length() > 63:  # more than SQLite counts to
        raise _nothing_open(number)
    closed = db.execute(
        "UPDATE follow_up SET done_on = max(?, opened_on), updated_at = ?"
        " WHERE id = ? AND done_on IS NULL",
        [on, operation.at, number],
    ).rowcount
    if closed:
        return
    occasion = db.execute(
        "SELECT kind, year, month, day FROM occasion WHERE id = ?", [number]
    ).fetchone()
    if occasion is None:
        if go_on(operation, number, on=on):
            return
        raise _nothing_open(number)
    db.execute(
        "INSERT OR IGNORE INTO occasion_closing (occasion_id, occurs_on, closed_on)"
        " VALUES (?, ?, ?)",
        [number, current_occurrence(*occasion, today=on), on],
    )


def _nothing_open(number: int) -> NotFoundError:
    return NotFoundError(
        f"nothing open has the number {str(number)[:40]}",
        hint="reltrack show NAME lists what is open",
    )


def digest(source_id: str) -> str:
    """Return the form in which a source's own identifier is kept: no private text."""
    from hashlib import sha256

    return sha256(source_id.encode(errors="surrogatepass")).hexdigest()[:32]


def seen(operation: Operation, source: str, source_id: str) -> bool:
    """Tell whether a source's record has been written before, deleted since or not."""
    return (
        operation.db.execute(
            "SELECT 1 FROM origin WHERE source = ? AND key = ?", [source, digest(source_id)]
        ).fetchone()
        is not None
    )
