"""People: add, edit, rename, put away."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING

from sqlmodel import Session, col, delete, select

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.drafts import PersonDraft, contact_key
from reltrack.domain.text import fold, slugify
from reltrack.tuples import NamedTuple
from reltrack.write import tables
from reltrack.write.log import add_fact
from reltrack.write.newcomers import add_person, free_slug
from reltrack.write.session import session

if TYPE_CHECKING:
    from reltrack.domain.records import Status


def add(operation: Operation, name: str, draft: PersonDraft, *, today: str) -> int:
    """Add a person with what is known of them, and return their number."""
    number = add_person(operation, name, added_on=today)
    edit(operation, number, draft, today=today)
    return number


def edit(operation: Operation, person: int, draft: PersonDraft, *, today: str) -> None:
    """Change what a person's card says; a circle or a cadence makes somebody new active."""
    with session(operation) as orm:
        row = orm.get_one(tables.Person, person)
        for field in (
            "cadence_days",
            "company",
            "title",
            "city",
            "met_on",
            "how_met",
            "introduced_by",
        ):
            value = getattr(draft, field)
            if value is not None:
                setattr(row, field, value or None)
        if draft.no_cadence:
            row.cadence_days = None
        if row.status == "new" and (draft.circles or draft.cadence_days):
            row.status, row.active_on = "active", today
        _circles(orm, person, draft)
        _tags(orm, person, draft)
        _aliases(orm, person, draft)
        _contact_points(orm, person, draft)
        if draft.birthday is not None:
            _birthday(orm, operation, person, draft.birthday)
        orm.flush()
        if operation.touched():
            row.updated_at = operation.at
    for text in draft.facts:
        add_fact(operation, person, text, heard_on=today)


def rename(operation: Operation, person: int, name: str) -> None:
    """Give a person another name; the old handle and the old name still lead to them."""
    wanted = slugify(name)
    with session(operation) as orm:
        row = orm.get_one(tables.Person, person)
        old_name, old_slug = row.name, row.slug
        reclaimed = orm.get(tables.RetiredSlug, wanted)
        if reclaimed is not None and reclaimed.person_id == person:
            orm.delete(reclaimed)
            row.slug = wanted
        elif wanted != old_slug:
            row.slug = free_slug(operation.db, wanted)
        row.name, row.key, row.updated_at = name, fold(name), operation.at
        orm.flush()
        if row.slug != old_slug:
            orm.add(tables.RetiredSlug(slug=old_slug, person_id=person))
        orm.exec(
            delete(tables.Alias).where(
                col(tables.Alias.person_id) == person, col(tables.Alias.key) == row.key
            )
        )
        if fold(old_name) != row.key and orm.get(tables.Alias, (person, fold(old_name))) is None:
            orm.add(tables.Alias(person_id=person, name=old_name, key=fold(old_name)))


def set_status(operation: Operation, person: int, status: Status, *, today: str) -> None:
    """Archive a person, bring them back, or make somebody new active."""
    with session(operation) as orm:
        row = orm.get_one(tables.Person, person)
        if row.status != status:
            if status == "active" and row.active_on is None:
                row.active_on = today
            row.status, row.updated_at = status, operation.at


class Deleted(NamedTuple):
    """What went with a person."""

    records: dict[str, int]
    """How many, by what they are."""
    shared: int
    """Entries that stay, without the person: others are in them, or they were said to many."""


_ALONE = """
    SELECT interaction_id FROM participant AS mine
    JOIN interaction ON interaction.id = interaction_id
    WHERE person_id = :person AND NOT broadcast AND NOT EXISTS (
        SELECT 1 FROM participant AS other
        WHERE other.interaction_id = mine.interaction_id AND other.person_id <> mine.person_id)
"""
# What such an entry brought about others outlives it.
_DETACHED = (
    "UPDATE fact SET interaction_id = NULL"
    " WHERE person_id <> :person AND interaction_id IN (SELECT value FROM json_each(:alone))",
    "UPDATE follow_up SET interaction_id = NULL, automatic = 0"
    " WHERE person_id <> :person AND interaction_id IN (SELECT value FROM json_each(:alone))",
)
THEIRS = {
    "facts": "fact WHERE person_id = :person",
    "follow_ups": "follow_up WHERE person_id = :person",
    "occasions": "occasion WHERE person_id = :person",
    "introductions": "introduction WHERE :person IN (introducer_id, person_id, other_id)",
    "skips": "skip WHERE person_id = :person",
    "entries": "interaction WHERE id IN (SELECT value FROM json_each(:alone))",
    "people": "person WHERE id = :person",
}


def delete_person(operation: Operation, person: int) -> Deleted:
    """Delete a person, everything about them and the entries in which nobody else takes part."""
    db = operation.db
    (took_part,) = db.execute(
        "SELECT count(*) FROM participant WHERE person_id = ?", [person]
    ).fetchone()
    alone = [number for (number,) in db.execute(_ALONE, {"person": person})]
    values = {"person": person, "alone": dumps(alone), "at": operation.at}
    for statement in _DETACHED:
        db.execute(statement, values)
    deleted = {}
    for what, records in THEIRS.items():
        db.execute(
            f"INSERT OR IGNORE INTO tombstone (uid, deleted_at) SELECT uid, :at FROM {records}",
            values,
        )
        deleted[what] = db.execute(f"DELETE FROM {records}", values).rowcount
    return Deleted(deleted, took_part - len(alone))


def bury(operation: Operation, uid: str) -> None:
    """Leave a tombstone, so that no import brings the record back."""
    operation.db.execute(
        "INSERT OR IGNORE INTO tombstone (uid, deleted_at) VALUES (?, ?)", [uid, operation.at]
    )


def _circles(orm: Session, person: int, draft: PersonDraft) -> None:
    for name, cadence in draft.circles.items():
        if orm.get(tables.Circle, name) is None:
            orm.add(tables.Circle(name=name, cadence_days=cadence))
            orm.flush()
        if orm.get(tables.CircleMember, (person, name)) is None:
            orm.add(tables.CircleMember(person_id=person, circle=name))
    for name in draft.no_circles:
        if member := orm.get(tables.CircleMember, (person, name)):
            orm.delete(member)


def _tags(orm: Session, person: int, draft: PersonDraft) -> None:
    for tag in draft.tags:
        if orm.get(tables.PersonTag, (person, tag)) is None:
            orm.add(tables.PersonTag(person_id=person, tag=tag))
    for tag in draft.no_tags:
        if row := orm.get(tables.PersonTag, (person, tag)):
            orm.delete(row)


def _aliases(orm: Session, person: int, draft: PersonDraft) -> None:
    for name in draft.aliases:
        if orm.get(tables.Alias, (person, fold(name))) is None:
            orm.add(tables.Alias(person_id=person, name=name, key=fold(name)))
    for name in draft.no_aliases:
        if row := orm.get(tables.Alias, (person, fold(name))):
            orm.delete(row)


def _contact_points(orm: Session, person: int, draft: PersonDraft) -> None:
    points = tables.ContactPoint
    for kind, value in draft.no_contact_points:
        if row := orm.get(points, (person, kind, contact_key(kind, value))):
            orm.delete(row)
    orm.flush()
    said: dict[str, dict[str, tables.ContactPoint]] = {}
    for kind, value in draft.contact_points:
        if not value:
            said.pop(kind, None)
            orm.exec(
                delete(points).where(col(points.person_id) == person, col(points.kind) == kind)
            )
            continue
        key = contact_key(kind, value)
        row = orm.get(points, (person, kind, key))
        if row is not None:
            row.value = value
            said.setdefault(kind, {})[key] = row
            continue
        last = orm.exec(
            select(points.position)
            .where(points.person_id == person)
            .order_by(col(points.position).desc())
        ).first()
        row = points(
            person_id=person,
            kind=kind,
            key=key,
            value=value,
            position=0 if last is None else last + 1,
        )
        said.setdefault(kind, {})[key] = row
        orm.add(row)
        orm.flush()
    for rows in said.values():
        places = sorted(row.position for row in rows.values())
        for row, place in zip(rows.values(), places, strict=True):
            row.position = place


def _birthday(
    orm: Session,
    operation: Operation,
    person: int,
    day: tuple[int | None, int, int | None] | tuple[()],
) -> None:
    occasions = tables.Occasion
    row = orm.exec(
        select(occasions).where(occasions.person_id == person, occasions.kind == "birthday")
    ).first()
    if not day:
        if row is not None:
            bury(operation, row.uid)
            orm.delete(row)
        return
    if row is None:
        row = occasions(
            id=operation.number(),
            uid=uuid7(),
            person_id=person,
            kind="birthday",
            month=day[1],
            created_at=operation.at,
            updated_at=operation.at,
        )
        orm.add(row)
    row.year, row.month, row.day = day
    row.updated_at = operation.at
