"""Who would be glad of something: the signs of its topics in facts, cards and entries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from reltrack.config import Settings
from reltrack.domain.reasons import told
from reltrack.domain.scoring import DUE
from reltrack.domain.sharing import (
    MOST_REASONS,
    RECENT_DAYS,
    Glad,
    Sign,
    Weighed,
    rank,
)
from reltrack.domain.standing import Standing
from reltrack.domain.topics import Said, Topic, Word
from reltrack.read import glance, standing

if TYPE_CHECKING:
    from reltrack.domain.giving import ShareItem, SharePage, ShareReason, SignCode

_CARD: Sequence[tuple[SignCode, str]] = (
    ("title", "title"),
    ("company", "company"),
    ("city", "city"),
    ("met", "how_met"),
)


def share(
    db: sqlite3.Connection,
    topics: Sequence[Topic],
    *,
    today: date,
    settings: Settings,
    limit: int = 0,
    text: str = "",
    derived: bool = False,
) -> SharePage:
    """Return who would be glad of something about the topics; `limit` 0 is all.

    `derived` says that nobody named the topics: they are words of the text.
    """
    signs = list(_signs(db, topics, today))
    everybody = standing.everyone(db, today=today, settings=settings)
    stands = {each.facts.id: each for each in everybody}
    known = dict(
        db.execute(
            "SELECT person_id, count(*) FROM participant WHERE day <= ? GROUP BY person_id",
            [today.toordinal()],
        ).fetchall()
    )
    people = {
        number: Weighed(
            each.facts.name,
            0 if each.matters.snoozed_until else each.quiet_score,
            known.get(number, 0),
        )
        for number, each in stands.items()
    }
    given = _given_lately(db, today)
    glad = rank(signs, people, today=today.toordinal(), leave_out=given)
    shown = glad[:limit] if limit else glad
    having = {sign.person for sign in signs} & people.keys()
    named = glance.names(db, [*(each.person for each in shown), *(having & given.keys())])
    texts = _texts(db, shown)
    matched = {sign.topic for sign in signs if sign.person in people}
    return {
        "today": today.isoformat(),
        "topics": [topic.name for topic in topics],
        "items": [
            _item(each, named[each.person], stands[each.person], topics, texts, today)
            for each in shown
        ],
        "more": len(glad) - len(shown),
        "unmatched": [topic.name for n, topic in enumerate(topics) if n not in matched],
        "left_out": [
            {
                "person": {"id": number, "slug": named[number].slug, "name": named[number].name},
                "date": given[number],
            }
            for number in sorted(having & given.keys(), key=lambda n: (given[n], named[n].name))
        ],
        "given_today": given_on(db, today),
        "text": text,
        "about": [] if derived else [topic.name for topic in topics],
    }


def given_on(db: sqlite3.Connection, day: date) -> int:
    """Return how many times something was given to somebody on a day."""
    count: int = db.execute(
        "SELECT count(*) FROM interaction WHERE date = ? AND mark = 'gave' AND NOT broadcast",
        [day.isoformat()],
    ).fetchone()[0]
    return count


def _given_lately(db: sqlite3.Connection, today: date) -> dict[int, str]:
    """Return to whom something was given lately, and the last day."""
    return dict(
        db.execute(
            "SELECT person_id, max(date) FROM interaction"
            " JOIN participant ON interaction_id = interaction.id"
            " WHERE date > ? AND date <= ? AND mark = 'gave' AND present AND NOT broadcast"
            " GROUP BY person_id",
            [(today - timedelta(RECENT_DAYS)).isoformat(), today.isoformat()],
        ).fetchall()
    )


# Each once, by leaps through the index: there are a few, on very many entries.
_TAGS = """
    WITH RECURSIVE found (tag) AS (
        SELECT min(tag) FROM interaction_tag
        UNION ALL
        SELECT (SELECT min(tag) FROM interaction_tag WHERE tag > found.tag) FROM found
        WHERE tag IS NOT NULL
    )
    SELECT tag FROM found WHERE tag IS NOT NULL
"""


def _signs(db: sqlite3.Connection, topics: Sequence[Topic], today: date) -> Iterator[Sign]:
    tags = [(tag, Said.of(tag)) for (tag,) in db.execute(_TAGS)]
    for place, topic in enumerate(topics):
        query, values = _holding(topic)
        for number, person, heard_on, text in db.execute(
            f"SELECT id, person_id, heard_on, text FROM fact WHERE id IN ({query})"
            " AND heard_on <= ?",
            [*values, today.isoformat()],
        ):
            day = date.fromisoformat(heard_on).toordinal()
            yield Sign(person, place, "fact", (day,), number, text)
        tagged = [tag for tag, said in tags if topic.within(said)]
        marks = ", ".join("?" * len(tagged))
        for person, present, days, _, last in db.execute(
            "SELECT person_id, present, group_concat(day), max(day), interaction_id"
            " FROM participant"
            f" WHERE day <= ? AND interaction_id IN ({query} UNION"
            f" SELECT interaction_id FROM interaction_tag WHERE tag IN ({marks}))"
            " GROUP BY person_id, present",
            [today.toordinal(), *values, *tagged],
        ):
            on = tuple(map(int, days.split(",")))
            yield Sign(person, place, "entry" if present else "mention", on, last)
    yield from _on_cards(db, topics)


def _holding(topic: Topic) -> tuple[str, list[str]]:
    """Return a query of the numbers of entries and facts that speak of a topic, and its values."""
    indexed = [word for word in topic.words if word.place != "anywhere"]
    parts, values = [], []
    if indexed:
        parts.append("SELECT rowid FROM search WHERE search MATCH ?")
        values.append(" AND ".join(f"({_any_form(word)})" for word in indexed))
    for word in topic.words:
        if word.place == "anywhere":
            parts.append("SELECT id FROM searchable WHERE instr(body, ?)")
            values += word.forms
    return " INTERSECT ".join(f"SELECT * FROM ({part})" for part in parts), values


def _any_form(word: Word) -> str:
    star = " *" if word.place == "beginning" else ""
    return " OR ".join(f'"{form}"{star}' for form in sorted(word.forms))


def _on_cards(db: sqlite3.Connection, topics: Sequence[Topic]) -> Iterator[Sign]:
    """Yield the signs in tags, circles and the lines of a card; they have no date."""
    for code, query in (
        ("tag", "SELECT tag, person_id FROM person_tag ORDER BY tag"),
        ("circle", "SELECT circle, person_id FROM circle_member ORDER BY circle"),
        *((code, f"SELECT {column}, id FROM person WHERE {column} IS NOT NULL ORDER BY {column}")
          for code, column in _CARD),
    ):  # fmt: skip
        for text, rows in groupby(db.execute(query), key=itemgetter(0)):
            said = Said.of(text)
            places = [place for place, topic in enumerate(topics) if topic.within(said)]
            for _, person in rows if places else ():
                for place in places:
                    yield Sign(person, place, cast("SignCode", code), text=text)


def _texts(db: sqlite3.Connection, glad: Iterable[Glad]) -> dict[int, str]:
    """Return the texts of the entries that are to be told."""
    numbers = {
        sign.ref
        for each in glad
        for sign in each.signs
        if sign.text is None and sign.ref is not None
    }
    rows = db.execute(
        "SELECT id, text FROM interaction WHERE id IN (SELECT value FROM json_each(?))",
        [glance.listed(numbers)],
    )
    return dict(rows.fetchall())


def _item(
    glad: Glad,
    who: glance.Name,
    stands: Standing,
    topics: Sequence[Topic],
    texts: Mapping[int, str],
    today: date,
) -> ShareItem:
    reasons: dict[tuple[str, int | None, str, str], ShareReason] = {}
    for sign in glad.signs:
        text = texts[sign.ref] if sign.text is None and sign.ref is not None else sign.text or ""
        latest = sign.latest
        topic = topics[sign.topic].name
        reason: ShareReason = {
            "code": sign.code,
            "topic": topic,
            "text": text,
            "times": sign.times,
            "date": None if latest is None else date.fromordinal(latest).isoformat(),
            "days": None if latest is None else today.toordinal() - latest,
            "ref": sign.ref,
        }
        said_once = (sign.code, sign.ref, text, topic if sign.text is None else "")
        reasons.setdefault(said_once, reason)
    last = stands.facts.last_day
    return {
        "id": glad.person,
        "uid": who.uid,
        "slug": who.slug,
        "name": who.name,
        "last_date": None if last is None else date.fromordinal(last).isoformat(),
        "quiet_days": stands.quiet_days,
        "reasons": [*list(reasons.values())[:MOST_REASONS], *_quiet(stands, today)],
    }


def _quiet(stands: Standing, today: date) -> Iterator[ShareReason]:
    """Yield their silence, if it is a reason of its own to write."""
    if stands.quiet_score < DUE or stands.matters.snoozed_until:
        return
    for reason in told(stands, today=today):
        if reason["code"] == "quiet":
            yield {
                "code": "quiet",
                "topic": None,
                "text": reason["text"],
                "times": 1,
                "date": reason["date"],
                "days": reason["days"],
                "ref": None,
            }
