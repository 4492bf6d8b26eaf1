"""Merge two people who are one: what the other has flows into the one who is kept.

What the one card cannot hold twice, such as a second birthday, becomes a fact; nothing is dropped
without being told.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from sqlmodel import Session, select

from reltrack.database.recording import Operation
from reltrack.domain.dates import day_name
from reltrack.domain.day_words import MONTHS
from reltrack.domain.durations import say_every
from reltrack.domain.text import TEXT_LIMIT, fold
from reltrack.errors import RefusedError
from reltrack.tuples import NamedTuple
from reltrack.write import tables
from reltrack.write.log import add_fact
from reltrack.write.people import bury
from reltrack.write.session import session

_BY_STATUS = ("active", "archived", "new")
"""Whom two people are together: what somebody has decided counts for more than an import."""

_MOVED = {
    "facts": ["UPDATE fact SET person_id = :keep WHERE person_id = :other"],
    "follow_ups": ["UPDATE follow_up SET person_id = :keep WHERE person_id = :other"],
    "occasions": ["UPDATE occasion SET person_id = :keep WHERE person_id = :other"],
    "introductions": [
        f"UPDATE introduction SET {role} = :keep WHERE {role} = :other"
        for role in ("introducer_id", "person_id", "other_id")
    ],
    "skips": ["UPDATE skip SET person_id = :keep WHERE person_id = :other"],
    "circles": [
        "INSERT OR IGNORE INTO circle_member (person_id, circle)"
        " SELECT :keep, circle FROM circle_member WHERE person_id = :other"
    ],
    "tags": [
        "INSERT OR IGNORE INTO person_tag (person_id, tag)"
        " SELECT :keep, tag FROM person_tag WHERE person_id = :other"
    ],
}
_LED_TO_THEM = (
    "UPDATE retired_slug SET person_id = :keep WHERE person_id = :other",
    "UPDATE person SET introduced_by = :keep WHERE introduced_by = :other AND id <> :keep",
)


class Merged(NamedTuple):
    """What a merge did: how much moved, by what it is, and what else there is to know."""

    moved: dict[str, int]
    remarks: list[str]


def merge(operation: Operation, keep: int, other: int, *, today: str) -> Merged:
    """Let everything of the other person flow into the one who is kept, and the other go.

    Raises:
        RefusedError: they are one person already.
    """
    if keep == other:
        raise RefusedError("that is one and the same person", hint="name two people")
    db, both = operation.db, {"keep": keep, "other": other}
    remarks: list[str] = []
    moved = {"entries": _entries(db, both)}
    with session(operation) as orm:
        _drop_doubles(orm, operation, both, remarks)
        given = _birthdays(orm, operation, both)
    for what, statements in _MOVED.items():
        moved[what] = sum(db.execute(statement, both).rowcount for statement in statements)
    moved["contact_points"] = _contact_points(db, both)
    for statement in _LED_TO_THEM:
        db.execute(statement, both)
    with session(operation) as orm:
        kept, gone = orm.get_one(tables.Person, keep), orm.get_one(tables.Person, other)
        given += _card(orm, kept, gone, remarks)
        moved["aliases"] = _aliases(orm, kept, gone)
        orm.add(tables.RetiredSlug(slug=gone.slug, person_id=keep))
        # A source that knows the other from an earlier import finds the one who is kept.
        db.execute("UPDATE origin SET uid = ? WHERE uid = ?", [kept.uid, gone.uid])
        bury(operation, gone.uid)
        kept.updated_at = operation.at
        orm.delete(gone)
    for what in given:
        remarks.append(f"kept as a fact: {what}")
        add_fact(operation, keep, what[:TEXT_LIMIT], heard_on=today)
    return Merged(moved, remarks)


def _entries(db: sqlite3.Connection, both: dict[str, int]) -> int:
    """Move who took part in what; in an entry of both, present wins."""
    (count,) = db.execute(
        "SELECT count(*) FROM participant WHERE person_id = :other", both
    ).fetchone()
    shared = "SELECT interaction_id FROM participant WHERE person_id = :{}"
    db.execute(
        "UPDATE participant SET present = 1, contact = theirs.contact FROM participant AS theirs"
        " WHERE participant.person_id = :keep AND NOT participant.present AND theirs.present"
        " AND theirs.person_id = :other AND theirs.interaction_id = participant.interaction_id",
        both,
    )
    db.execute(
        "DELETE FROM participant WHERE person_id = :other"
        f" AND interaction_id IN ({shared.format('keep')})",
        both,
    )
    db.execute("UPDATE participant SET person_id = :keep WHERE person_id = :other", both)
    return int(count)


def _drop_doubles(
    orm: Session, operation: Operation, both: dict[str, int], remarks: list[str]
) -> None:
    """Drop what both have alike, and introductions of the person to themselves."""
    keep, other = both["keep"], both["other"]
    introductions = tables.Introduction
    for row in orm.exec(select(introductions)):
        if {keep, other} <= {row.introducer_id, row.person_id, row.other_id}:
            remarks.append(f"introduction #{row.id} is gone: it joined the two with each other")
            _drop(orm, operation, row)
    loops = tables.FollowUp
    mine = {_gist(row) for row in orm.exec(select(loops).where(loops.person_id == keep))}
    for loop in orm.exec(select(loops).where(loops.person_id == other)).all():
        if loop.automatic and _gist(loop) in mine:
            _drop(orm, operation, loop)
    days = tables.Occasion
    known = {_gist(day): day for day in orm.exec(select(days).where(days.person_id == keep)).all()}
    for day in orm.exec(select(days).where(days.person_id == other)).all():
        if day.kind != "birthday" and (same := known.get(_gist(day))):
            _close_alike(operation.db, same.id, day.id)
            same.lead_days = same.lead_days or day.lead_days
            _drop(orm, operation, day)


def _gist(row: tables.FollowUp | tables.Occasion) -> tuple[object, ...]:
    """Return what makes two records say the same."""
    if isinstance(row, tables.FollowUp):
        return row.kind, row.text, row.interaction_id, row.due_on, row.done_on
    return row.kind, row.label, row.year, row.month, row.day


def _drop(orm: Session, operation: Operation, row: tables.Record) -> None:
    bury(operation, row.uid)
    orm.delete(row)


def _close_alike(db: sqlite3.Connection, occasion: int, like: int) -> None:
    """Say of one occasion that it was closed when the other was."""
    db.execute(
        "INSERT OR IGNORE INTO occasion_closing (occasion_id, occurs_on, closed_on)"
        " SELECT ?, occurs_on, closed_on FROM occasion_closing WHERE occasion_id = ?",
        [occasion, like],
    )


def _birthdays(orm: Session, operation: Operation, both: dict[str, int]) -> list[str]:
    """Make one birthday of two that agree; of two that don't, return what the other said."""
    days = tables.Occasion
    mine, theirs = (
        orm.exec(select(days).where(days.person_id == who, days.kind == "birthday")).first()
        for who in both.values()
    )
    if mine is None or theirs is None:
        return []
    year, day = mine.year or theirs.year, mine.day or theirs.day
    agree = mine.month == theirs.month and all(
        a is None or b is None or a == b
        for a, b in ((mine.year, theirs.year), (mine.day, theirs.day))
    )
    agree = agree and _exists(year, mine.month, day)
    if agree:
        if (mine.year, mine.day) != (year, day):
            mine.year, mine.day, mine.updated_at = year, day, operation.at
        mine.lead_days = mine.lead_days or theirs.lead_days
        _close_alike(operation.db, mine.id, theirs.id)
    _drop(orm, operation, theirs)
    said = " ".join(
        str(part) for part in (theirs.day, MONTHS[theirs.month - 1], theirs.year) if part
    )
    return [] if agree else [f"birthday also given as {said}"]


def _exists(year: int | None, month: int, day: int | None) -> bool:
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        return False
    return True


def _contact_points(db: sqlite3.Connection, both: dict[str, int]) -> int:
    """Add the ways to reach the other after those known, in their order."""
    db.execute(
        "UPDATE contact_point SET label = theirs.label FROM contact_point AS theirs"
        " WHERE contact_point.person_id = :keep AND contact_point.label IS NULL"
        " AND theirs.label IS NOT NULL AND theirs.person_id = :other"
        " AND theirs.kind = contact_point.kind AND theirs.key = contact_point.key",
        both,
    )
    (after,) = db.execute(
        "SELECT coalesce(max(position) + 1, 0) FROM contact_point WHERE person_id = :keep", both
    ).fetchone()
    return db.execute(
        "INSERT OR IGNORE INTO contact_point (person_id, kind, key, value, label, position)"
        " SELECT :keep, kind, key, value, label, position + :after"
        " FROM contact_point WHERE person_id = :other",
        both | {"after": after},
    ).rowcount


def _card(orm: Session, kept: tables.Person, gone: tables.Person, remarks: list[str]) -> list[str]:
    """Fill in the card of the one who is kept; return what it had no room for."""
    given = []
    for field, what in (
        ("company", "company"),
        ("title", "title"),
        ("city", "city"),
        ("how_met", "how we met"),
    ):
        mine, theirs = getattr(kept, field), getattr(gone, field)
        setattr(kept, field, mine or theirs)
        if mine and theirs and fold(mine) != fold(theirs):
            given.append(f"{what} also given as {theirs}")
    if kept.met_on and gone.met_on and kept.met_on != gone.met_on:
        later = date.fromisoformat(max(kept.met_on, gone.met_on))
        given.append(f"day met also given as {day_name(later)}")
    kept.met_on = _earliest(kept.met_on, gone.met_on)
    theirs = gone.introduced_by if gone.introduced_by != kept.id else None
    mine = kept.introduced_by if kept.introduced_by != gone.id else None
    kept.introduced_by = mine or theirs
    if mine and theirs and mine != theirs:
        given.append(f"introducer also given as {orm.get_one(tables.Person, theirs).name}")
    if kept.cadence_days and gone.cadence_days not in (None, kept.cadence_days):
        remarks.append(
            f"the cadence stays {say_every(kept.cadence_days)};"
            f" it was {say_every(gone.cadence_days)} for the other"
        )
    kept.cadence_days = kept.cadence_days or gone.cadence_days
    kept.active_on = _earliest(kept.active_on, gone.active_on)
    kept.added_on = min(kept.added_on, gone.added_on)
    kept.status = min(kept.status, gone.status, key=_BY_STATUS.index)
    return given


def _earliest(*days: str | None) -> str | None:
    return min((day for day in days if day), default=None)


def _aliases(orm: Session, kept: tables.Person, gone: tables.Person) -> int:
    """Let the other's names lead to the one who is kept."""
    aliases = tables.Alias
    known = {kept.key, *orm.exec(select(aliases.key).where(aliases.person_id == kept.id))}
    theirs = {gone.key: gone.name}
    for alias in orm.exec(select(aliases).where(aliases.person_id == gone.id)):
        theirs.setdefault(alias.key, alias.name)
    added = {key: name for key, name in theirs.items() if key not in known}
    orm.add_all(aliases(person_id=kept.id, name=name, key=key) for key, name in added.items())
    return len(added)
