"""Find people by what they are called: a NAME on the line, or names in a text."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reltrack.domain import names
from reltrack.domain.names import Known
from reltrack.domain.text import checked, fold
from reltrack.errors import AmbiguousError, NotFoundError, UsageError
from reltrack.read.glance import listed

if TYPE_CHECKING:
    from reltrack.domain.drafts import Who
    from reltrack.domain.sentence import Understood
    from reltrack.errors import Candidate

JOINT = r"(?i:,|&|\+|(?<!\S)and(?!\S))"
"""As a regular expression: what stands between two names."""

_MOST_JOINTS = 4  # in a name

_BY_NAME = "SELECT person.key, id, slug, name, status FROM person"
_BY_ALIAS = (
    "SELECT alias.key, id, slug, person.name, status FROM alias JOIN person ON id = person_id"
)


def find(db: sqlite3.Connection, query: str) -> Known:
    """Return the person a NAME argument means.

    Raises:
        UsageError: the name is empty.
        NotFoundError: nobody is called so.
        AmbiguousError: several people fit equally well.
    """
    if not checked(query, what="name").strip():
        raise UsageError("the name is empty", hint="name somebody, such as ana-lima")
    fits = fitting(db, query)
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise AmbiguousError(
            f'"{query.strip()[:80]}" could be {len(fits)} people',
            hint=f"use the handle, such as {fits[0].slug}",
            candidates=candidates(fits),
        )
    near = names.nearest(query, everybody(db))
    guess = " or ".join(one.slug for one in near)
    name = " ".join(query.split())[:80]
    lists = f'reltrack people lists everybody; reltrack add "{name}" adds somebody'
    raise NotFoundError(
        f'nobody is called "{name}"',
        hint=f"did you mean {guess}?" if guess else lists,
        candidates=candidates(near),
    )


def fitting(db: sqlite3.Connection, query: str) -> list[Known]:
    """Return the people a NAME fits: the exact rungs by index, the others over everybody."""
    typed = " ".join(query.split()).removeprefix("@")
    if exact := by_handle(db, typed):
        return exact
    key = fold(typed)
    return names.match(query, called(db, [key])) or names.match(query, _holding(db, key))


def called(db: sqlite3.Connection, keys: Iterable[str]) -> list[Known]:
    """Return people whose whole name or alias, folded, is one of the keys."""
    wanted = sorted(set(keys) - {""})
    if not wanted:
        return []
    found = []
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" * len(some))
        found += _rows(db, f"{_BY_NAME} WHERE key IN ({marks})", *some)
        found += _rows(db, f"{_BY_ALIAS} WHERE alias.key IN ({marks})", *some)
    return found


def _holding(db: sqlite3.Connection, key: str) -> list[Known]:
    """Return every name and alias in which the first word of a key occurs: all that may match."""
    first, _, _ = key.partition(" ")
    rows = db.execute(
        f"{_BY_NAME} WHERE instr(person.key, :word)"
        f" UNION ALL {_BY_ALIAS} WHERE instr(alias.key, :word)"
        " ORDER BY 4, 2",
        {"word": first},
    )
    return [Known(*row) for row in rows]


def of_numbers(db: sqlite3.Connection, numbers: Iterable[int]) -> list[Known]:
    """Return people by their numbers."""
    return [
        Known(*row)
        for row in db.execute(
            f"{_BY_NAME} WHERE id IN (SELECT value FROM json_each(?))", [listed(numbers)]
        )
    ]


def exactly(db: sqlite3.Connection, name: str) -> list[Known]:
    """Return the people with a name or alias, up to case, accents, hyphens and apostrophes."""
    return called(db, [fold(name)])


def several(db: sqlite3.Connection, answer: str) -> list[str]:
    """Return the names in `Ana Lima, Bob and Eve`; what somebody is called stays whole."""
    joints = [joint.span() for joint in re.finditer(JOINT, answer)]
    starts = [0, *(stop for _, stop in joints)]
    stops = [*(start for start, _ in joints), len(answer)]
    found, first = [], 0
    while first < len(starts):
        last = min(first + _MOST_JOINTS, len(stops) - 1)
        while last > first and not exactly(db, answer[starts[first] : stops[last]]):
            last -= 1
        found.append(answer[starts[first] : stops[last]].strip())
        first = last + 1
    return [name for name in found if name]


def everybody(db: sqlite3.Connection) -> list[Known]:
    """Return every name and alias there is."""
    return _rows(db, f"{_BY_NAME} UNION ALL {_BY_ALIAS} ORDER BY 4, 2")


def resembling(db: sqlite3.Connection, name: str) -> list[Known]:
    """Return people whose name, or handle if it looks like one, is so near that it is theirs."""
    key, known = fold(name), everybody(db)
    alike = names.best(one for one in known if names.resembles(one.key, key))
    if alike or "-" not in name or name != name.lower() or " " in name:
        return alike
    from difflib import get_close_matches

    slugs = get_close_matches(name, {one.slug for one in known}, n=2, cutoff=0.9)
    return names.best(one for slug in slugs for one in known if one.slug == slug)


def in_text(
    db: sqlite3.Connection, text: str, *, named: bool, there: Sequence[Who] = ()
) -> Understood:
    """Return who a text is about; `named`: somebody is named outside it, perhaps those `there`.

    Those who are there are left out, and nobody else is meant by their names or first names.
    """
    from reltrack.domain.sentence import keys_to_look_up, understand

    wanted = keys_to_look_up(text)
    full: dict[str, list[Known]] = defaultdict(list)
    for one in called(db, wanted.full):
        full[one.key].append(one)
    first = {word: _first_names(db, word) for word in sorted(wanted.first)}
    slugs = {slug: by_handle(db, slug) or called(db, [fold(slug)]) for slug in sorted(wanted.slugs)}
    calls = _calls(db, there)
    return understand(text, full=full, first=first, slugs=slugs, named=named, there=calls)


def _calls(db: sqlite3.Connection, people: Sequence[Who]) -> set[str]:
    """Return what people may be called: their names and aliases, and the words that begin them."""
    keys = [fold(who) for who in people if isinstance(who, str)]
    if known := [who for who in people if isinstance(who, int)]:
        query = (
            "SELECT key FROM person WHERE id IN (SELECT value FROM json_each(:ids)) UNION ALL"
            " SELECT key FROM alias WHERE person_id IN (SELECT value FROM json_each(:ids))"
        )
        keys += [key for (key,) in db.execute(query, {"ids": listed(known)})]
    words = [key.split() for key in keys]
    return {" ".join(each[:count]) for each in words for count in range(1, len(each) + 1)}


def candidates(people: Sequence[Known]) -> list[Candidate]:
    """Return people as an error lists them."""
    return [{"id": one.person_id, "slug": one.slug, "name": one.name} for one in people]


def by_handle(db: sqlite3.Connection, slug: str) -> list[Known]:
    """Return the person who has a handle, or had it."""
    return _rows(db, f"{_BY_NAME} WHERE slug = ?", slug) or _rows(
        db,
        "SELECT person.key, id, person.slug, name, status FROM retired_slug"
        " JOIN person ON id = person_id WHERE retired_slug.slug = ?",
        slug,
    )


def _first_names(db: sqlite3.Connection, word: str) -> list[Known]:
    """Return people whose name begins with a word and goes on."""
    return _rows(db, f"{_BY_NAME} WHERE key > ? AND key < ?", f"{word} ", f"{word}!")


def _rows(db: sqlite3.Connection, query: str, *values: str) -> list[Known]:
    return [Known(*row) for row in db.execute(query, values)]
