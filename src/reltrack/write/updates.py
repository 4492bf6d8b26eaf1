"""Write what an edited table changes, in one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, select

from reltrack.database.recording import Operation
from reltrack.domain.arrivals import Point
from reltrack.domain.drafts import PersonDraft, contact_key
from reltrack.domain.text import fold
from reltrack.domain.updates import OWN_COLUMN, CardUpdate, Update
from reltrack.write import people, tables
from reltrack.write.session import session


def update(
    operation: Operation,
    updates: Iterable[Update],
    *,
    today: str,
    made_with: Mapping[str, int] = {},
) -> None:
    """Write the new values of people's cards, and nothing else of them.

    A circle that is new begins with the cadence it is `made_with`, in days.
    """
    for each in updates:
        person, card = each.told["person"]["id"], each.card
        assert person is not None
        if card.name is not None:
            people.rename(operation, person, card.name)
        with session(operation) as orm:
            if card.aliases is not None:
                _aliases(orm, person, card.aliases)
            for kind, points in (card.points or {}).items():
                _points(orm, person, kind, points)
        draft = _draft(operation, person, card, made_with)
        people.edit(operation, person, draft, today=today)
        if card.status is not None:
            people.set_status(operation, person, card.status, today=today)


def _draft(
    operation: Operation, person: int, card: CardUpdate, made_with: Mapping[str, int]
) -> PersonDraft:
    """Return the change as `edit` takes it."""
    tags = _values(operation, "SELECT tag FROM person_tag WHERE person_id = ?", person)
    circles = _values(operation, "SELECT circle FROM circle_member WHERE person_id = ?", person)
    joined = sorted({*(card.circles or ())} - circles)
    return PersonDraft(
        cadence_days=card.cadence_days or None,
        no_cadence=card.cadence_days == 0,
        company=card.company,
        title=card.title,
        city=card.city,
        met_on=card.met_on,
        how_met=card.how_met,
        introduced_by=card.introduced_by,
        birthday=card.birthday,
        circles={name: made_with.get(name) for name in joined},
        no_circles=[] if card.circles is None else sorted(circles - {*card.circles}),
        tags=[] if card.tags is None else sorted({*card.tags} - tags),
        no_tags=[] if card.tags is None else sorted(tags - {*card.tags}),
    )


def _values(operation: Operation, query: str, person: int) -> set[str]:
    return {value for (value,) in operation.db.execute(query, [person])}


def _aliases(orm: Session, person: int, names: Sequence[str]) -> None:
    alias = tables.Alias
    wanted = {fold(name): name for name in names}
    wanted.pop(orm.get_one(tables.Person, person).key, None)
    for row in orm.exec(select(alias).where(alias.person_id == person)).all():
        name = wanted.pop(row.key, None)
        if name is None:
            orm.delete(row)
        else:
            row.name = name
    for key, name in wanted.items():
        orm.add(alias(person_id=person, key=key, name=name))


def _points(orm: Session, person: int, kind: str, points: Sequence[Point]) -> None:
    """Leave a person these ways to be reached, of a kind or of all without a column; in order."""
    row = tables.ContactPoint
    there = orm.exec(select(row).where(row.person_id == person)).all()
    theirs = [one for one in there if (one.kind == kind if kind else one.kind not in OWN_COLUMN)]
    places = sorted(one.position for one in theirs)
    last = max((one.position for one in there), default=-1)
    places += range(last + 1, last + 1 + len(points))
    known = {(one.kind, one.key): one for one in theirs}
    for place, point in zip(places, points, strict=False):
        key = (point.kind, contact_key(point.kind, point.value))
        one = known.pop(key, None) or row(person_id=person, kind=key[0], key=key[1], value="")
        one.value, one.label, one.position = point.value, point.label, place
        orm.add(one)
    for gone in known.values():
        orm.delete(gone)
