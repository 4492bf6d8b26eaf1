"""Correct what was written down: amend an entry, delete a record."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, delete, select

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.channels import opens_reply
from reltrack.domain.drafts import EntryChange
from reltrack.write import tables
from reltrack.write.log import activate, link
from reltrack.write.newcomers import add_person
from reltrack.write.people import bury
from reltrack.write.session import session

RECORDS: dict[str, type[tables.Record]] = {
    "interaction": tables.Interaction,
    "fact": tables.Fact,
    "follow_up": tables.FollowUp,
    "occasion": tables.Occasion,
    "introduction": tables.Introduction,
    "skip": tables.Skip,
}


def amend(operation: Operation, entry: int, change: EntryChange, *, today: str) -> list[int]:
    """Change an entry and return whom it added; a reply that it opened by itself follows it."""
    added = []
    with session(operation) as orm:
        row = orm.get_one(tables.Interaction, entry)
        replies = _automatic_replies(orm, entry)
        answered = _asks(row) and not replies
        for field in ("date", "time", "via", "place", "initiated", "mark"):
            value = getattr(change, field)
            if value is not None:
                setattr(row, field, value or None)
        if change.text is not None:
            row.text = change.text
        if change.broadcast is not None:
            row.broadcast = change.broadcast
        orm.flush()
        if change.present is not None:
            there = [
                add_person(operation, who, added_on=today) if isinstance(who, str) else who
                for who in change.present
            ]
            pairs = zip(there, change.present, strict=True)
            added = [number for number, who in pairs if isinstance(who, str)]
            orm.exec(
                delete(tables.Participant).where(col(tables.Participant.interaction_id) == entry)
            )
            link(operation, entry, present=there, mentioned=change.mentioned or ())
            activate(operation, there, on=today)
        if change.tags is not None:
            orm.exec(
                delete(tables.InteractionTag).where(
                    col(tables.InteractionTag.interaction_id) == entry
                )
            )
            orm.add_all(
                tables.InteractionTag(interaction_id=entry, tag=tag)
                for tag in sorted(set(change.tags))
            )
        present = orm.exec(
            select(tables.Participant.person_id).where(
                tables.Participant.interaction_id == entry, tables.Participant.present == 1
            )
        ).all()
        wanted = present if _asks(row) and not answered else ()
        _settle_replies(orm, operation, row, replies, wanted)
        orm.flush()
        if operation.touched():
            row.updated_at = operation.at
    return added


def delete_record(operation: Operation, kind: str, number: int) -> None:
    """Delete a record other than a person; facts and follow-ups of an entry go with it."""
    with session(operation) as orm:
        row = orm.get_one(RECORDS[kind], number)
        if kind == "interaction":
            for model in (tables.Fact, tables.FollowUp):
                for uid in orm.exec(select(model.uid).where(model.interaction_id == number)):
                    bury(operation, uid)
        bury(operation, row.uid)
        orm.delete(row)


def _asks(row: tables.Interaction) -> bool:
    """Tell whether an entry is a message that waits for an answer."""
    return row.initiated == "them" and opens_reply(row.via) and not row.broadcast


def _automatic_replies(orm: Session, entry: int) -> list[tables.FollowUp]:
    return list(
        orm.exec(
            select(tables.FollowUp).where(
                tables.FollowUp.interaction_id == entry, tables.FollowUp.automatic == 1
            )
        )
    )


def _settle_replies(
    orm: Session,
    operation: Operation,
    row: tables.Interaction,
    replies: list[tables.FollowUp],
    wanted: Collection[int],
) -> None:
    for reply in replies:
        if reply.person_id not in wanted:
            bury(operation, reply.uid)
            orm.delete(reply)
    for person in sorted(set(wanted) - {reply.person_id for reply in replies}):
        orm.add(
            tables.FollowUp(
                id=operation.number(),
                uid=uuid7(),
                kind="reply",
                person_id=person,
                text="",
                opened_on=row.date,
                interaction_id=row.id,
                automatic=True,
                created_at=operation.at,
                updated_at=operation.at,
            )
        )
