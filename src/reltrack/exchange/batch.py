"""`log --batch`: JSON lines, one entry each, exactly as given: no guessing in the text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from reltrack.domain import channels
from reltrack.domain.arrivals import TIME
from reltrack.domain.drafts import EntryDraft, past_day
from reltrack.domain.text import checked, label, one_line, person_name
from reltrack.errors import ReltrackError
from reltrack.tuples import NamedTuple

CHUNK = 2000
"""Lines parsed at a time: one call of the parser for all of them."""

KEYS = frozenset(
    [
        "text",
        "date",
        "time",
        "via",
        "place",
        "tags",
        "initiated",
        "mark",
        "broadcast",
        "with",
        "source_id",
    ]
)


class Line(NamedTuple):
    """A line that can be used; `people` are handles, names or aliases."""

    number: int
    draft: EntryDraft
    people: list[str]


class BadLine(NamedTuple):
    """A line that cannot."""

    number: int
    reason: str


def read_batch(lines: Iterable[str], *, today: date) -> Iterator[list[Line | BadLine]]:
    """Yield the entries in chunks; blank lines are passed over."""
    numbered = ((n, line) for n, line in enumerate(lines, 1) if line.strip())
    while chunk := list(islice(numbered, CHUNK)):
        yield [
            BadLine(number, content.reason)
            if isinstance(content, BadLine)
            else _line(number, content, today)
            for (number, _), content in zip(chunk, _parsed(chunk), strict=True)
        ]


def _parsed(chunk: list[tuple[int, str]]) -> list[Any]:
    """Parse all lines at once, or one by one if that fails, to know which."""
    try:
        parsed: list[Any] = json.loads(
            f"[{','.join(line for _, line in chunk)}]", parse_constant=_no
        )
        if len(parsed) == len(chunk):
            return parsed
    except (ValueError, RecursionError):
        pass
    return [_parsed_line(number, line) for number, line in chunk]


def _parsed_line(number: int, line: str) -> Any:  # noqa: ANN401 — whatever JSON holds
    try:
        return json.loads(line, parse_constant=_no)
    except (ValueError, RecursionError):
        return BadLine(number, "it is not valid JSON")


def _no(word: str) -> None:
    raise ValueError(word)


def _line(number: int, content: Any, today: date) -> Line | BadLine:  # noqa: ANN401
    try:
        return Line(number, *_entry(content, today))
    except ReltrackError as problem:
        return BadLine(number, str(problem))
    except ValueError as problem:
        return BadLine(number, str(problem))


def _entry(content: Any, today: date) -> tuple[EntryDraft, list[str]]:  # noqa: ANN401
    """Return an entry and its people.

    Raises:
        ValueError, ReltrackError: what is wrong with it.
    """
    if not isinstance(content, dict):
        raise ValueError("it is not a JSON object")
    if unknown := content.keys() - KEYS:
        raise ValueError(f"unknown key {min(unknown)[:40]!r}")
    people = [person_name(name) for name in _strings(content, "with")]
    broadcast = content.get("broadcast") or False
    if broadcast not in (True, False):
        raise ValueError("broadcast is not true or false")
    if not people and not broadcast:
        raise ValueError('"with" names nobody, and it is no broadcast')
    if people and broadcast:
        raise ValueError("a broadcast has nobody present")
    via = _string(content, "via")
    place = _string(content, "place")
    time = _string(content, "time")
    if time and not TIME.fullmatch(time):
        raise ValueError("time is not HH:MM")
    draft = EntryDraft(
        date=_day(content, today),
        time=time,
        text=checked(_string(content, "text") or "", what="text").strip(),
        via=channels.canonical(via) if via else None,
        place=one_line(place, what="place") if place else None,
        tags=[label(tag, what="tag") for tag in _strings(content, "tags")],
        initiated=_choice(content, "initiated", "me", "them"),
        mark=_choice(content, "mark", "gave", "asked", "promoted"),
        broadcast=broadcast,
        source="batch",
        source_id=_string(content, "source_id"),
    )
    return draft, people


def _day(content: dict[str, Any], today: date) -> str:
    typed = _string(content, "date")
    if not typed:
        return today.isoformat()
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise ValueError("date is not a day such as 2026-11-20") from None
    return past_day(day, today=today)


def _string(content: dict[str, Any], key: str) -> str | None:
    value = content.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key} is not a text")
    return value


def _strings(content: dict[str, Any], key: str) -> list[str]:
    value = content.get(key)
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key} is not a list of texts")
    return value


def _choice(content: dict[str, Any], key: str, *allowed: str) -> Any:  # noqa: ANN401
    value = content.get(key)
    if value is not None and value not in allowed:
        raise ValueError(f"{key} is not {', '.join(allowed)} or null")
    return value
