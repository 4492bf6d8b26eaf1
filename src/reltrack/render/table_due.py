"""The morning page on a terminal: at a glance who, why now, last time, and what to type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from reltrack.render import morning, wording
from reltrack.render.theme import (
    COMMAND,
    FAINT,
    HEADING,
    NAME,
    NARROW,
    TITLE,
    WIDEST,
    Column,
    cards,
    grid,
    indented,
    lines,
    listing,
    name_room,
    words,
)

if TYPE_CHECKING:
    from reltrack.domain.records import DueItem, DuePage

_WIDE = 100  # from here on the quiet ones stand in a table of four columns
_TEXT_ROOM = 36  # what is said beside a name needs this much, or stands below it
_NOTE_ROOM = 80  # columns of an entry's text in a table
_HEAD = 44  # of two lines, what "last time Tue 13 Oct 2026, coffee:" takes


def due(page: DuePage, today: date, width: int) -> Iterator[RenderableType]:
    """Lay out who to be in touch with, why, and what to type next."""
    width = min(width, WIDEST)
    items = page["items"]
    if items:
        on = date.fromisoformat(page["today"])
        name = _name_width(items, width)
        yield words(morning.heading(page, today), TITLE)
        for title, part in morning.parts(items):
            yield Text()
            if title:
                yield words(title, HEADING)
            if name and width >= _WIDE and part[0]["section"] == "quiet" and title:
                yield from _table(part, name, on, width)
            else:
                yield from _people(part, name, on, width)
        yield Text()
        yield from _below(page, width)
    else:
        first, *others = morning.notes(page)
        yield words(wording.sentence(first) if page["people"] else first)
        yield from (indented(words(line, COMMAND)) for line in others)
    if page["acquaintance"]:
        told, command = morning.acquaintance(page["acquaintance"])
        yield Text()
        yield words(told)
        yield indented(Text.assemble(words(command, COMMAND), "   (or --archive)", overflow="fold"))


def _people(
    shown: Sequence[DueItem], name: int | None, on: date, width: int
) -> Iterator[RenderableType]:
    """Names to the left of what is said; above it where that leaves too little room."""
    room = width - 2 if name is None else width - 4 - name
    rows = []
    for item in shown:
        said = []
        for reason in morning.pressing(item):
            said.append(words(reason["text"]))
            said.append(words(morning.answer(item, reason) or "", COMMAND))
        said.extend(_recalled(item, on, 2 * room - _HEAD))
        rows.append([words(item["name"], NAME), lines(said)])
    if name is None:
        yield from cards(rows)
    else:
        yield grid(rows, [name, room], indent=2, apart=True)


def _recalled(item: DueItem, on: date, room: int) -> Iterator[Text]:
    """The last time and something to say; on a dated page one of them is enough."""
    ask = morning.ask_about(item, on, room)
    last = morning.last_time(item, room)
    if last and (item["section"] == "quiet" or not ask):
        yield words(f"last time {last}", FAINT)
    if ask:
        yield words(f"ask about {ask}")


def _table(shown: Sequence[DueItem], name: int, on: date, width: int) -> Iterator[RenderableType]:
    columns = [
        Column("Name", room=name),
        Column("Quiet for"),
        Column("Last time", breaks=" "),
        Column("Something to say", breaks=" "),
    ]
    rows = []
    for item in shown:
        quiet = [words(part) for part in morning.silence(item).split(", ", 1)]
        ask = morning.ask_about(item, on, _NOTE_ROOM)
        others = [r["text"] for r in morning.pressing(item) if r["code"] != "quiet"]
        rows.append(
            [
                words(item["name"], NAME),
                lines(quiet),
                words(morning.last_time(item, _NOTE_ROOM)),
                lines(words(text) for text in (*others, ask)),
            ]
        )
    return listing(columns, rows, width=width, indent=2)


def _name_width(items: Sequence[DueItem], width: int) -> int | None:
    """Return the room names need; None if that leaves too little for what is said beside them."""
    room = name_room(words(item["name"]).plain for item in items)
    return room if width >= NARROW and room <= width - _TEXT_ROOM else None


def _below(page: DuePage, width: int) -> Iterator[RenderableType]:
    more = morning.waiting(page)
    if more:
        yield words(more)
        yield Text()
    steps = [words(step, COMMAND) for step in morning.next_steps(page)]
    room = max(step.cell_len for step in steps)
    glosses = [words("once you have been in touch", FAINT), words("not now", FAINT)]
    beside = max(gloss.cell_len for gloss in glosses)
    if room + 2 + beside <= width:
        yield grid(zip(steps, glosses, strict=True), [room, beside])
    else:
        yield from steps
