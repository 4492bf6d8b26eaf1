"""The look of the terminal: a handful of styles, and columns that never cut a name in two.

Sixteen-colour names, so that the terminal's own palette decides the shade, on dark and on light.
What a colour says is always said in words too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from reltrack.domain.text import visible
from reltrack.render.breaking import broken, unglued
from reltrack.render.table_grid import GAP, Grid, wrapped
from reltrack.render.wording import TYPED
from reltrack.tuples import NamedTuple

NAME = "bold"
TITLE = "bold"
HEADING = "magenta"
FAINT = "dim"
COMMAND = "cyan"

NARROW = 60
"""Below this many columns lists become cards."""

WIDEST = 120
"""Longer lines are hard to read."""

NARROWEST = 20

BRACKET = " ("
"""Where a day and how long ago it is come apart: `Fri 20 Nov 2026 (2 days ago)`."""

NUMBER = "#"
"""The title of a column of record numbers."""

_NAME_ROOM = 24  # longer names go on below, between words
_ROOM = 16  # what prose needs to be readable: a day
_EASY = 24  # what it needs for others to have more than they need


class Indented(NamedTuple):
    """Text moved to the right, all its lines."""

    text: Text
    by: int = GAP


Shown = Text | Indented | Grid
"""What is laid out, one below the other."""


class Column(NamedTuple):
    """A column of a list; those that may break give way when there is little room."""

    title: str
    breaks: str = ""
    """Where its cells may go on below: at a blank, before a bracket, or (empty) nowhere."""
    whole: bool = False
    """Its words are never cut: names."""
    prose: bool = False
    """Its lines stay lines on a card, where the parts of other cells share one."""
    room: int = 0
    """Its width, where something else decides it."""


def words(text: str, style: str = "") -> Text:
    """Return text from anywhere as plain characters in one style: nothing in it is obeyed."""
    return Text(visible(text), style, overflow="fold")


def typed(command: str, room: int, *, indent: int = 0) -> Text:
    """Return a command to type; what is too long goes on below."""
    margin = " " * indent
    shown = "\n".join(margin + line for line in broken(visible(command), room - indent))
    return Text(shown, COMMAND, overflow="fold")


def said(line: str, room: int, *, indent: int = 0) -> Text:
    """Return a line of a page; a command is moved to the right."""
    return typed(line, room, indent=indent) if line.startswith(TYPED) else words(line)


def lines(parts: Iterable[Text]) -> Text:
    """Return texts one below the other; empty ones are left out."""
    return Text("\n", overflow="fold").join(part for part in parts if part)


def painted(shown: Iterable[Shown], *, width: int, color: bool) -> str:
    """Return everything shown as one string; without colour it holds no escape at all."""
    written = StringIO()
    console = Console(
        file=written,
        width=min(width, WIDEST),
        height=100,
        color_system="standard" if color else None,
        force_terminal=color,
        force_jupyter=False,
        legacy_windows=False,
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for each in shown:
        if isinstance(each, Grid):
            written.writelines(each.drawn(console))
        else:
            text, indent = each if isinstance(each, Indented) else (each, 0)
            for line in wrapped(text, console.width - indent, console):
                margin = " " * min(indent, console.width - line.cell_len)
                told = Text.assemble(margin, line)
                console.print(told, overflow="ignore", no_wrap=True, crop=False)
    # Rich fills columns up with blanks; at the end of a line nobody needs them.
    return re.sub(r" +(\x1b\[0m)?$", r"\1", unglued(written.getvalue()), flags=re.MULTILINE)


def listing(
    columns: Sequence[Column], rows: Sequence[Sequence[Text]], *, width: int, indent: int = 0
) -> Iterator[Shown]:
    """Yield a table, or cards where there is no room for one; the first column says what of.

    Rows that take a line each, but for a few, stand close together, others apart.
    """
    widths = None
    if width >= NARROW:
        widths = fitted(columns, rows, min(width, WIDEST) - indent)
    if widths is None:
        yield from cards(_carded(columns, row, width) for row in rows)
        return
    shown = [
        [
            _broken(cell, column, room)
            for cell, column, room in zip(row, columns, widths, strict=True)
        ]
        for row in rows
    ]
    tall = sum(
        any(
            "\n" in cell.plain or cell.cell_len > room
            for cell, room in zip(row, widths, strict=True)
        )
        for row in shown
    )
    titles = [Text(column.title, FAINT) for column in columns]
    yield Grid([titles], widths, indent=indent)
    yield Grid(shown, widths, indent=indent, apart=tall > len(shown) / 4)


def _carded(columns: Sequence[Column], row: Sequence[Text], width: int) -> list[Text]:
    """The cells of a card: a number shares its line with as much of what follows as fits."""
    cells = [
        cell if column.prose else Text(", ", overflow="fold").join(cell.split("\n"))
        for cell, column in zip(row, columns, strict=True)
    ]
    if columns[0].title != NUMBER:
        return cells
    number, second, *others = (place for place, cell in enumerate(cells) if cell)
    parts = list(row[second].split("\n"))
    if cells[number].cell_len + GAP + cells[second].cell_len <= width:
        parts = [cells[second]]
    first = Text(" " * GAP, overflow="fold").join([cells[number], *parts[:1]])
    rest = Text(", ", overflow="fold").join(parts[1:])
    return [first, rest, *(cells[place] for place in others)]


def _broken(cell: Text, column: Column, room: int) -> Text:
    """Break before a bracket rather than within it."""
    if column.breaks != BRACKET or cell.cell_len <= room:
        return cell
    return Text(cell.plain.replace(BRACKET, "\n("), cell.style, overflow="fold")


def cards(rows: Iterable[Sequence[Text]]) -> Iterator[Shown]:
    """Yield each row as a few lines, the cells one below the other."""
    for place, (first, *rest) in enumerate(rows):
        if place:
            yield Text()
        yield first
        for cell in rest:
            if cell:
                yield Indented(cell)


def name_room(names: Iterable[str]) -> int:
    """Return a width in which no name is cut inside a word."""
    room = 0
    for name in names:
        longest_word = max(map(cell_len, name.split(" ")))
        room = max(room, longest_word, min(cell_len(name), _NAME_ROOM))
    return room


def fitted(
    columns: Sequence[Column], rows: Sequence[Sequence[Text]], width: int
) -> list[int] | None:
    """Return the width of each column, or None if they do not fit side by side.

    Columns that break get a fair share: the narrow ones all they need, then the wider ones.
    """
    natural, least = [], []
    for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
        told = [line for cell in cells for line in cell.plain.split("\n")]
        title = cell_len(column.title)
        most = max(title, *map(cell_len, told))
        parts = (part for line in told for part in line.replace(BRACKET, "\n(").split("\n"))
        if column.room or not column.breaks:
            fewest = most = column.room or most
        elif column.whole:
            fewest = most = max(title, name_room(told))
        elif column.breaks == BRACKET:
            fewest = max(title, *map(cell_len, parts))
        else:
            fewest = min(most, _ROOM)
        natural.append(most)
        least.append(fewest)
    widths = list(least)
    spare = width - GAP * (len(columns) - 1) - sum(widths)
    if spare < 0:
        return None
    prose = [place for place, column in enumerate(columns) if column.breaks == " "]
    days = [place for place, column in enumerate(columns) if column.breaks == BRACKET]
    easy = sum(max(min(natural[place], _EASY) - widths[place], 0) for place in prose)
    for place in days:  # half a bracket would be no use
        wish = natural[place] - widths[place]
        if wish <= spare - easy:
            spare -= wish
            widths[place] += wish
    prose.sort(key=lambda place: natural[place] - widths[place])
    for left, place in zip(range(len(prose), 0, -1), prose, strict=True):
        more = min(natural[place] - widths[place], spare // left)
        widths[place] += more
        spare -= more
    for place in days:
        if natural[place] - widths[place] <= spare:
            spare -= natural[place] - widths[place]
            widths[place] = natural[place]
    return widths
