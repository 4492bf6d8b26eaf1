"""Introductions, and who could introduce me to somebody."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

from reltrack.domain.introductions import Link, likeliest, next_step, told
from reltrack.domain.text import fold
from reltrack.errors import NotFoundError
from reltrack.read import glance
from reltrack.read.glance import listed

if TYPE_CHECKING:
    from reltrack.domain.giving import (
        Introducer,
        IntroducerReason,
        Introducers,
        Introduction,
        Way,
    )
    from reltrack.domain.records import PersonRef

_ROLES = "introducer_id, person_id, other_id"


def introductions(
    db: sqlite3.Connection,
    *,
    person: int | None = None,
    number: int | None = None,
    still_open: bool = False,
) -> list[Introduction]:
    """Return introductions, the latest first: all, those of a person, or the one of a number."""
    rows = db.execute(
        f"SELECT id, uid, {_ROLES}, why, proposed_on, made_on, met_on, thanked_on"
        f" FROM introduction WHERE (:person IS NULL OR :person IN ({_ROLES}))"
        " AND (:number IS NULL OR id = :number) ORDER BY proposed_on DESC, id DESC",
        {"person": person, "number": number},
    ).fetchall()
    who = _references(db, {each for row in rows for each in row[2:5]})
    found: list[Introduction] = [
        {
            "id": row[0],
            "uid": row[1],
            "introducer": who.get(row[2]),
            "person": who[row[3]],
            "other": who.get(row[4]),
            "why": row[5],
            "proposed_on": row[6],
            "made_on": row[7],
            "met_on": row[8],
            "thanked_on": row[9],
        }
        for row in rows
    ]
    return [each for each in found if next_step(each)] if still_open else found


def by_number(db: sqlite3.Connection, number: int) -> Introduction:
    """Return an introduction.

    Raises:
        NotFoundError: none has that number.
    """
    for found in introductions(db, number=number):
        return found
    raise NotFoundError(
        f"no introduction has the number {number}", hint="reltrack intros lists them"
    )


def under_way(
    db: sqlite3.Connection, introducer: int | None, person: int, other: int | None
) -> int | None:
    """Return the number of an introduction of the same people of which nothing was heard yet."""
    wanted = {person, other}
    for each in introductions(db, person=person, still_open=True):
        by = each["introducer"] and each["introducer"]["id"]
        pair = {each["person"]["id"], each["other"] and each["other"]["id"]}
        if (by, pair) == (introducer, wanted):
            return each["id"]
    return None


def at_company(db: sqlite3.Connection, name: str) -> dict[int, str]:
    """Return those who work at a company, and how it is called; its first words will do."""
    key = fold(name)
    rows = db.execute("SELECT id, company FROM person WHERE company IS NOT NULL ORDER BY id")
    known = [(number, company, fold(company)) for number, company in rows]
    whole = {number: company for number, company, folded in known if folded == key}
    return whole or {
        number: company for number, company, folded in known if f"{folded} ".startswith(f"{key} ")
    }


def to_person(db: sqlite3.Connection, person: int, *, today: date, limit: int = 0) -> Introducers:
    """Return who could introduce me to somebody; `limit` 0 is all."""
    links = [*_links(db, [person], today), *_colleagues(db, person)]
    last = _last_contact(db, [person], today).get(person)
    return {
        "to": glance.reference(db, person),
        "company": None,
        "last_date": None if last is None else date.fromordinal(last).isoformat(),
        "items": _items(db, links, today, limit, but=person),
    }


def to_company(
    db: sqlite3.Connection, people: dict[int, str], *, today: date, limit: int = 0
) -> Introducers:
    """Return who could introduce me at a company where those people work; `limit` 0 is all."""
    titles = dict(
        db.execute(
            "SELECT id, title FROM person WHERE id IN (SELECT value FROM json_each(?))",
            [listed(people)],
        ).fetchall()
    )
    links = [Link(number, None, "works", text=titles[number]) for number in people]
    return {
        "to": None,
        "company": " or ".join(sorted(set(people.values()))),
        "last_date": None,
        "items": _items(db, [*links, *_links(db, people, today)], today, limit),
    }


def _links(db: sqlite3.Connection, targets: Iterable[int], today: date) -> Iterator[Link]:
    """Yield how others know the targets, by introductions, cards and entries."""
    wanted = set(targets)
    iso, day = today.isoformat(), today.toordinal()
    for number, *roles, made_on in db.execute(
        f"SELECT id, {_ROLES}, made_on FROM introduction WHERE made_on <= ? ORDER BY made_on DESC",
        [iso],
    ):
        made = date.fromisoformat(made_on).toordinal()
        for person, to in permutations(filter(None, roles), 2):
            if to in wanted:
                code: Way = "introduced" if person == roles[0] else "acquainted"
                yield Link(person, to, code, day=made, ref=number)
    for person, by in db.execute(
        "SELECT id, introduced_by FROM person WHERE introduced_by IS NOT NULL"
    ):
        if person in wanted:
            yield Link(by, person, "introduced")
        if by in wanted:
            yield Link(person, by, "acquainted")
    for person, to, there, times, last, entry in db.execute(
        "SELECT theirs.person_id, own.person_id, own.present, count(*), max(own.day),"
        " own.interaction_id FROM participant own"
        " JOIN participant theirs ON theirs.interaction_id = own.interaction_id"
        " WHERE own.person_id IN (SELECT value FROM json_each(?)) AND own.day <= ?"
        " AND theirs.present AND theirs.person_id <> own.person_id GROUP BY 1, 2, 3",
        [listed(wanted), day],
    ):
        yield Link(person, to, "together" if there else "spoke", times, last, entry)


def _colleagues(db: sqlite3.Connection, person: int) -> Iterator[Link]:
    (company,) = db.execute("SELECT company FROM person WHERE id = ?", [person]).fetchone()
    if company:
        key = fold(company)
        for number, theirs in db.execute("SELECT id, company FROM person WHERE company <> ''"):
            if fold(theirs) == key:
                yield Link(number, person, "company", text=theirs)


def _items(
    db: sqlite3.Connection,
    links: Iterable[Link],
    today: date,
    limit: int,
    *,
    but: int | None = None,
) -> list[Introducer]:
    """Return those who are not put away, and how they know whom."""
    away = {n for (n,) in db.execute("SELECT id FROM person WHERE status = 'archived'")} | {but}
    fitting = [link for link in links if link.person not in away]
    last = _last_contact(db, {link.person for link in fitting}, today)
    ranked = likeliest(fitting, last, today=today.toordinal())
    shown = dict(list(ranked.items())[: limit or None])
    who = _references(db, {link.to for ways in shown.values() for link in ways} | shown.keys())
    uids = {number: name.uid for number, name in glance.names(db, shown).items()}
    return [
        {
            "id": person,
            "uid": uids[person],
            "slug": who[person]["slug"],
            "name": who[person]["name"],
            "last_date": date.fromordinal(last[person]).isoformat() if person in last else None,
            "quiet_days": today.toordinal() - last[person] if person in last else None,
            "reasons": [_reason(link, who, today) for link in ways],
        }
        for person, ways in shown.items()
    ]


def _reason(link: Link, who: dict[int | None, PersonRef], today: date) -> IntroducerReason:
    to = who.get(link.to)
    return {
        "code": link.code,
        "to": to,
        "text": told(link, to["name"] if to else ""),
        "times": link.times,
        "date": None if link.day is None else date.fromordinal(link.day).isoformat(),
        "days": None if link.day is None else today.toordinal() - link.day,
        "ref": link.ref,
    }


def _references(
    db: sqlite3.Connection, people: Iterable[int | None]
) -> dict[int | None, PersonRef]:
    known = glance.names(db, [person for person in people if person is not None])
    return {
        number: {"id": number, "slug": who.slug, "name": who.name} for number, who in known.items()
    }


def _last_contact(db: sqlite3.Connection, people: Iterable[int], today: date) -> dict[int, int]:
    return dict(
        db.execute(
            "SELECT person_id, max(day) FROM participant WHERE contact = 1 AND day <= ?"
            " AND person_id IN (SELECT value FROM json_each(?)) GROUP BY person_id",
            [today.toordinal(), listed(people)],
        ).fetchall()
    )
