"""The morning page on a terminal: at a glance who, why now, last time, and what to type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from reltrack.render import morning, wording
from reltrack.render.table_grid import Grid
from reltrack.render.theme import (
    COMMAND,
    FAINT,
    HEADING,
    NAME,
    NARROW,
    TITLE,
    WIDEST,
    Indented,
    Shown,
    cards,
    lines,
    name_room,
    said,
    typed,
    words,
)

if TYPE_CHECKING:
    from reltrack.domain.records import DueItem, DuePage

_TEXT_ROOM = 36  # what is said beside a name needs this much, or stands below it
_HEAD = 44  # of two lines, what "last time Tue 13 Oct 2026, coffee:" takes


def due(page: DuePage, today: date, width: int) -> Iterator[Shown]:
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
            yield from _people(part, name, on, width)
        yield Text()
        yield from _below(page, width)
    else:
        first, *others = morning.notes(page)
        yield words(wording.sentence(first) if page["anybody"] else first)
        yield from (Indented(words(line, COMMAND)) for line in others)
    idea = morning.idea(page, today)
    if idea:
        yield Text()
    for line in idea:
        yield said(line, width, indent=2)
    if page["acquaintance"]:
        told, command = morning.acquaintance(page["acquaintance"])
        yield Text()
        yield words(told)
        yield from _glossed(typed(command, width, indent=2), "(or --archive)", width)


def _people(shown: Sequence[DueItem], name: int | None, on: date, width: int) -> Iterator[Shown]:
    """Names to the left of what is said; above it where that leaves too little room."""
    room = width - 2 if name is None else width - 4 - name
    rows = []
    for item in shown:
        told = []
        for reason in morning.pressing(item):
            told.append(words(reason["text"]))
            told.append(typed(morning.answer(item, reason) or "", room))
        told.append(words(morning.set_aside(item, on)))
        told.extend(_recalled(item, on, 2 * room - _HEAD))
        told.append(typed(morning.once_in_touch(item) or "", room))
        gentle, *ways = morning.put_off(item)
        told += [words(gentle), *(typed(way, room) for way in ways)]
        rows.append([words(item["name"], NAME), lines(told)])
    if name is None:
        yield from cards(rows)
    else:
        yield Grid(rows, [name, room], indent=2, apart=True)


def _recalled(item: DueItem, on: date, room: int) -> Iterator[Text]:
    """The last time and something to say; on a dated page one of them is enough."""
    ask = morning.ask_about(item, on, room)
    last = morning.last_time(item, room)
    if last and (item["section"] == "quiet" or not ask):
        yield words(f"last time {last}", FAINT)
    if ask:
        yield words(f"ask about {ask}")
    yield words(morning.hello(item))


def _name_width(items: Sequence[DueItem], width: int) -> int | None:
    """Return the room names need; None if what is said beside them, or a command, lacks its own."""
    room = name_room(words(item["name"]).plain for item in items)
    answers = (morning.answer(item, reason) for item in items for reason in morning.pressing(item))
    longest = max(_TEXT_ROOM - 4, *(len(command or "") for command in answers))
    return room if width >= NARROW and room + 4 + longest <= width else None


def _below(page: DuePage, width: int) -> Iterator[Shown]:
    if more := morning.waiting(page):
        yield words(more)
    if skip := morning.leave(page):
        yield from _glossed(typed(skip, width), "not now", width)


def _glossed(command: Text, gloss: str, width: int) -> Iterator[Shown]:
    """A command, and beside it, if there is room, what it is for."""
    beside = Text.assemble(command, words(f"   {gloss}", FAINT), overflow="fold")
    yield beside if beside.cell_len <= width and "\n" not in command.plain else command
