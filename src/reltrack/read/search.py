"""Full text over entries, facts and follow-ups; people by any part of what their card says."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
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
_CHUNK = 500
_RUN = re.compile(r"[^\W_]+")


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
    """Return a query of the numbers of entries and facts that hold every word, and its values."""
    if any(_beyond_index(word) for word in words):
        where, values = _written(db, "body", words)
        return f"SELECT id FROM searchable WHERE {where}", values
    return "SELECT rowid FROM search WHERE search MATCH ?", [_match(words)]


def _written(db: sqlite3.Connection, column: str, words: list[str]) -> tuple[str, list[str]]:
    """Return the condition that a text holds every word as it was written, and its values."""
    db.create_function("fold", 1, fold, deterministic=True)
    # A sign such as - or ' folds to nothing: it is looked for as it was written.
    looked_in = (f"fold({column})" if fold(word) else column for word in words)
    where = " AND ".join(f"instr({text}, ?)" for text in looked_in)
    return where, [fold(word) or word for word in words]


def _match(words: list[str]) -> str:
    """Return the words as the index is asked for them."""
    quoted = ['"' + _spelt(word).replace('"', '""') + '"' for word in words]
    return " ".join(quoted) + "*"


def _newest(
    db: sqlite3.Connection, words: list[str], limit: int, today: date
) -> list[dict[str, Any]]:
    """Return the newest of the entries, facts and follow-ups; `limit` -1 is all."""
    query, values = _holding(db, words)
    (many,) = db.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM ({query}) LIMIT {_MANY})", values
    ).fetchone()
    # Of very many hits the newest are soonest found by walking the entries back in time.
    walk = "INDEXED BY interaction_date" if many == _MANY and limit > 0 else ""
    entries = db.execute(
        f"SELECT date, id FROM interaction {walk} WHERE {'+' if walk else ''}id IN ({query})"
        " ORDER BY date DESC, time DESC, id DESC LIMIT ?",
        [*values, limit],
    ).fetchall()
    heard = db.execute(
        f"SELECT heard_on, id FROM fact WHERE id IN ({query}) AND heard_on <= ?"
        " ORDER BY heard_on DESC, id DESC LIMIT ?",
        [*values, today.isoformat(), limit],
    ).fetchall()
    most = limit if limit > 0 else None
    opened = list(islice(_opened(db, words, today), most))
    merged = merge(entries, heard, opened, key=lambda row: row[0], reverse=True)
    numbers = [number for _, number in islice(merged, most)]
    loops = follow_ups.follow_ups(db, today=today, ids=[n for _, n in opened], closed=True)
    told = {
        **{e["id"]: {"record": "interaction", **e} for e in interactions.by_number(db, numbers)},
        **{f["id"]: {"record": "fact", **f} for f in facts.by_number(db, numbers, today=today)},
        **{loop["id"]: {"record": "follow_up", **loop} for loop in loops},
    }
    return [told[number] for number in numbers]


def _opened(db: sqlite3.Connection, words: list[str], today: date) -> Iterator[tuple[str, int]]:
    """Yield the day and number of follow-ups that hold every word, newest first.

    They are too few to be kept in the index: SQLite leaves out most of them, and one in memory is
    asked about the others. Those that a message opened by itself have no words of their own.
    """
    beyond = any(_beyond_index(word) for word in words)
    keys = [key for word in words for key in _RUN.findall(fold(word))]
    if beyond:
        where, values = _written(db, "text", words)
    else:
        where = " AND ".join(["instr(lower(text), ?)"] * len(keys))
        where, values = f"({where}) OR length(CAST(text AS BLOB)) > length(text)", keys
    rows: Iterable[tuple[str, int, str]] = db.execute(
        f"SELECT opened_on, id, text FROM follow_up WHERE opened_on <= ? AND automatic = 0"
        f" AND ({where}) ORDER BY opened_on DESC, id DESC",
        [today.isoformat(), *values],
    )
    if not beyond:
        rows = (row for row in rows if row[2].isascii() or all(k in fold(row[2]) for k in keys))
        rows = _indexed(rows, _match(words))
    for day, number, _ in rows:
        yield day, number


def _indexed(rows: Iterable[tuple[str, int, str]], match: str) -> Iterator[tuple[str, int, str]]:
    """Yield those of the rows whose text the index would find."""
    left = iter(rows)
    for first in left:
        with closing(sqlite3.connect(":memory:")) as db:
            db.execute(
                "CREATE VIRTUAL TABLE search USING fts5"
                " (body, tokenize = 'unicode61 remove_diacritics 2')"
            )
            chunk = [first, *islice(left, _CHUNK)]
            texts = ((number, _spelt(text)) for _, number, text in chunk)
            db.executemany("INSERT INTO search (rowid, body) VALUES (?, ?)", texts)
            query = "SELECT rowid FROM search WHERE search MATCH ?"
            fits = {number for (number,) in db.execute(query, [match])}
        yield from (row for row in chunk if row[1] in fits)


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
