"""The pieces people's pages are made of: names, circles, the last entry, something to ask about."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain.rhythm import USUAL_GAPS
from reltrack.domain.text import fold
from reltrack.read.follow_ups import open_loops
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.records import Acquaintance, PersonRef


class Filter(NamedTuple):
    """Which people to look at."""

    circle: str | None = None
    tag: str | None = None
    city: str | None = None
    via: str | None = None


EVERYBODY = Filter()


class Name(NamedTuple):
    """Who somebody is."""

    uid: str
    slug: str
    name: str


class LastEntry(NamedTuple):
    """The last contact with somebody."""

    date: str
    via: str | None
    text: str


class Contacts(NamedTuple):
    """The last contact with somebody, and the usual channel."""

    last: LastEntry
    usual_via: str | None


class Topic(NamedTuple):
    """Something to ask about, and the day it comes from."""

    day: str
    text: str


def listed(ids: Iterable[int]) -> str:
    """Return numbers as the JSON array that `json_each` takes them from."""
    return f"[{','.join(map(str, ids))}]"


def names(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Name]:
    """Return who people are."""
    return {
        number: Name(uid, slug, name)
        for number, uid, slug, name in db.execute(
            "SELECT id, uid, slug, name FROM person WHERE id IN (SELECT value FROM json_each(?))",
            [listed(ids)],
        )
    }


def reference(db: sqlite3.Connection, person: int) -> PersonRef:
    """Return a person as other records show them."""
    slug, name = db.execute("SELECT slug, name FROM person WHERE id = ?", [person]).fetchone()
    return {"id": person, "slug": slug, "name": name}


def uid(db: sqlite3.Connection, table: str, number: int) -> str:
    """Return the uid of a record."""
    found: str = db.execute(f"SELECT uid FROM {table} WHERE id = ?", [number]).fetchone()[0]
    return found


def several(db: sqlite3.Connection, query: str, ids: Iterable[int]) -> defaultdict[int, list[str]]:
    """Return a list for each person, from a query of (person, value) that takes their numbers."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, value in db.execute(query, [listed(ids)]):
        found[number].append(value)
    return found


def circles(db: sqlite3.Connection, ids: Iterable[int]) -> defaultdict[int, list[str]]:
    """Return people's circles, by name."""
    return several(
        db,
        "SELECT person_id, circle FROM circle_member"
        " WHERE person_id IN (SELECT value FROM json_each(?)) ORDER BY circle",
        ids,
    )


def contacts(db: sqlite3.Connection, ids: Iterable[int], *, today: date) -> dict[int, Contacts]:
    """Return each person's last contact and the channel most of the latest nine went by.

    The last is the greatest (date, time with none first, text).
    """
    found = {}
    for number in ids:
        last = None
        by_channel = Counter[str]()
        decided = False
        for entry, time, via, text in db.execute(
            "SELECT date, time, via, text"
            " FROM participant JOIN interaction ON interaction.id = interaction_id"
            " WHERE person_id = ? AND contact = 1 AND day <= ? ORDER BY day DESC, via",
            [number, today.toordinal()],
        ):
            this = (entry, time or "", text, via or "")
            if last is None or entry == last[0]:
                last = max(last or this, this)
            elif decided:
                break
            if via is not None and not decided:
                by_channel[via] += 1
                # What more than half of nine went by is decided, whatever the others went by.
                decided = by_channel[via] > USUAL_GAPS // 2 or by_channel.total() == USUAL_GAPS
        if last is not None:
            usual = by_channel.most_common(1)[0][0] if by_channel else None
            found[number] = Contacts(LastEntry(last[0], last[3] or None, last[2]), usual)
    return found


def usual_via(db: sqlite3.Connection, ids: Iterable[int], *, today: date) -> dict[int, str]:
    """Return the channel most of each person's latest nine contacts went by."""
    found = contacts(db, ids, today=today)
    return {number: one.usual_via for number, one in found.items() if one.usual_via is not None}


def ask_about(db: sqlite3.Connection, ids: Collection[int], *, today: date) -> dict[int, Topic]:
    """Return the freshest fact, plan or loose end with each person.

    What I promised myself is not theirs to tell of, and what was noted today is told already.
    """
    found: dict[int, Topic] = {}
    for number, heard_on, text in db.execute(
        "SELECT person_id, heard_on, text FROM fact"
        " WHERE person_id IN (SELECT value FROM json_each(?)) AND heard_on < ?"
        " ORDER BY heard_on, text",
        [listed(ids), today.isoformat()],
    ):
        found[number] = Topic(heard_on, text)
    for number, loops in open_loops(db, today=today, people=ids).items():
        for loop in loops:
            topic = Topic(date.fromordinal(loop.opened).isoformat(), loop.text)
            known = found.get(number)
            told = loop.kind == "promise" or loop.opened == today.toordinal()
            if loop.text and not told and (known is None or topic > known):
                found[number] = topic
    return found


def acquaintance(db: sqlite3.Connection, *, today: date) -> Acquaintance | None:
    """Return one person a day of those who wait for triage."""
    (waiting,) = db.execute("SELECT count(*) FROM person WHERE status = 'new'").fetchone()
    if not waiting:
        return None
    # Spread over the list, so that neighbours of an import do not follow each other day by day.
    place = today.toordinal() * 7919 % waiting
    number, slug, name, company, met_on = db.execute(
        "SELECT id, slug, name, company, met_on FROM person WHERE status = 'new'"
        " ORDER BY id LIMIT 1 OFFSET ?",
        [place],
    ).fetchone()
    return {"id": number, "slug": slug, "name": name, "company": company, "met_on": met_on}


def matching(db: sqlite3.Connection, only: Filter, ids: Iterable[int], *, today: date) -> set[int]:
    """Return those of the people whom a filter lets through."""
    left = set(ids)
    for value, query in (
        (only.circle, "SELECT person_id FROM circle_member WHERE circle = ?"),
        (only.tag, "SELECT person_id FROM person_tag WHERE tag = ?"),
    ):
        if value is not None:
            left &= {number for (number,) in db.execute(query, [value])}
    if only.city is not None:
        city = fold(only.city)
        left &= {
            number
            for number, name in db.execute("SELECT id, city FROM person WHERE city IS NOT NULL")
            if fold(name) == city
        }
    if only.via is not None:
        usual = usual_via(db, left, today=today)
        left &= {number for number, via in usual.items() if via == only.via}
    return left
