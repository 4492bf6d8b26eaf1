"""Full text over entries, facts and follow-ups; people by any part of what their card says."""

from __future__ import annotations

import sqlite3
import unicodedata
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from reltrack.config import Settings
from reltrack.domain.text import checked, fold
from reltrack.errors import UsageError
from reltrack.read import facts, follow_ups, interactions, people

QUERY_LIMIT = 1000
"""Characters; more than anybody types, less than what would slow SQLite down."""

_MANY = 1000


def search(
    db: sqlite3.Connection, query: str, *, today: date, settings: Settings, limit: int = 0
) -> list[dict[str, Any]]:
    """Return people, then entries, facts and follow-ups newest first, that hold every word.

    Case and accents do not matter; the last word may be the beginning of one. The query is text:
    nothing in it is syntax. `limit` 0 is all.

    Raises:
        UsageError: there is nothing to search for, or far too much.
    """
    words = checked(query.replace("\0", " "), what="search").split()
    if not words:
        raise UsageError("there is nothing to search for", hint="reltrack search lisbon")
    if len(query) > QUERY_LIMIT:
        raise UsageError(
            f"the search has {len(query)} characters", hint=f"at most {QUERY_LIMIT} are searched"
        )
    matching = _people(db, words)[: limit or None]
    found: list[dict[str, Any]] = [
        {"record": "person", **person}
        for person in people.by_number(db, matching, today=today, settings=settings)
    ]
    left = limit - len(found) if limit else -1
    if left:
        found += _newest(db, words, left, today)
    return found


def _holding(db: sqlite3.Connection, words: list[str]) -> tuple[str, list[str]]:
    """Return a query of the numbers of records that hold every word, and its values."""
    if any(_beyond_index(word) for word in words):
        db.create_function("fold", 1, fold, deterministic=True)
        # A sign such as - or ' folds to nothing: it is looked for as it was written.
        where = " AND ".join("instr(fold(body), ?)" if fold(w) else "instr(body, ?)" for w in words)
        return f"SELECT id FROM searchable WHERE {where}", [fold(word) or word for word in words]
    quoted = ['"' + _spelt(word).replace('"', '""') + '"' for word in words]
    return "SELECT rowid FROM search WHERE search MATCH ?", [" ".join(quoted) + "*"]


def _newest(
    db: sqlite3.Connection, words: list[str], limit: int, today: date
) -> list[dict[str, Any]]:
    """Return the newest of the entries, facts and follow-ups; `limit` -1 is all."""
    query, values = _holding(db, words)
    db.execute("CREATE TEMP TABLE IF NOT EXISTS hit (id INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM hit")
    db.execute(f"INSERT INTO hit {query}", values)
    (many,) = db.execute(f"SELECT count(*) > {_MANY} FROM hit").fetchone()
    # Of very many hits the newest are soonest found by walking the entries back in time.
    walk = "INDEXED BY interaction_date" if many and limit > 0 else ""
    entries = db.execute(
        f"SELECT date, id FROM interaction {walk} WHERE {'+' if walk else ''}id IN hit"
        " ORDER BY date DESC, time DESC, id DESC LIMIT ?",
        [limit],
    ).fetchall()
    heard, opened = (
        db.execute(
            f"SELECT {day}, id FROM {table} WHERE {'+' if many else ''}id IN hit AND {day} <= ?"
            f" ORDER BY {day} DESC, id DESC LIMIT ?",
            [today.isoformat(), limit],
        ).fetchall()
        for table, day in (("fact", "heard_on"), ("follow_up", "opened_on"))
    )
    merged = merge(entries, heard, opened, key=lambda row: row[0], reverse=True)
    numbers = [number for _, number in islice(merged, limit if limit > 0 else None)]
    loops = follow_ups.follow_ups(db, today=today, ids=[n for _, n in opened], closed=True)
    told = {
        **{e["id"]: {"record": "interaction", **e} for e in interactions.by_number(db, numbers)},
        **{f["id"]: {"record": "fact", **f} for f in facts.by_number(db, numbers, today=today)},
        **{loop["id"]: {"record": "follow_up", **loop} for loop in loops},
    }
    return [told[number] for number in numbers]


def _beyond_index(word: str) -> bool:
    """Tell whether the index cannot find a word: no letter in it, or a script without spaces."""
    return not any(map(str.isalnum, word)) or any(
        unicodedata.name(c, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER"))
        for c in word
        if not c.isascii()
    )


def _spelt(word: str) -> str:
    """Return a word as the view `searchable` spells it for the index."""
    return "".join(_LETTERS.get(c, c) for c in unicodedata.normalize("NFC", word))


_LETTERS = dict(zip("øØłŁđĐðÐıħ", "oollddddih", strict=True)) | {
    **dict.fromkeys("þÞ", "th"),
    **dict.fromkeys("æÆ", "ae"),
    **dict.fromkeys("œŒ", "oe"),
    **dict.fromkeys("ßẞ", "ss"),
}


def _people(db: sqlite3.Connection, words: list[str]) -> list[int]:
    """Return people whose names, company, title or city hold every word, as beginnings."""
    keys = [key for word in words for key in fold(word).split()]
    if not keys:
        return []
    # Names are folded already, and LIKE folds ASCII: so SQLite leaves out most people.
    likely = " AND ".join(
        f"(instr(key, :k{n}) OR company LIKE :p{n} OR title LIKE :p{n} OR city LIKE :p{n})"
        for n in range(len(keys))
    )
    beyond_ascii = " OR ".join(
        f"length(CAST({part} AS BLOB)) > length({part})" for part in ("company", "title", "city")
    )
    values = {f"k{n}": key for n, key in enumerate(keys)}
    values |= {f"p{n}": f"%{key}%" for n, key in enumerate(keys)}
    found = []
    for number, status, said in db.execute(
        f"""
        SELECT id, status, key || coalesce(' ' || company, '') || coalesce(' ' || title, '')
            || coalesce(' ' || city, '') || coalesce((
                SELECT ' ' || group_concat(key, ' ') FROM alias WHERE person_id = id
            ), '')
        FROM person
        WHERE ({likely}) OR id IN (SELECT person_id FROM alias) OR {beyond_ascii}
        """,
        values,
    ):
        folded = f" {said}".lower() if said.isascii() else f" {fold(said)}"
        if all(f" {key}" in folded or (not key.isascii() and key in folded) for key in keys):
            found.append((status != "active", status == "archived", said, number))
    return [number for *_, number in sorted(found)]
