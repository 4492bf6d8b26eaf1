"""Rows in columns of known widths, laid out line by line.

Rich measures, wraps and styles each cell many times over before a table of it stands, which is a
second for two thousand people. Here the widths are settled already, so that each line is wrapped,
by Rich, only if it is too long, and painted once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

from reltrack.render.breaking import glued, unglued
from reltrack.tuples import NamedTuple

GAP = 2
"""Blanks between two columns."""


class _Line(NamedTuple):
    """A line of a cell as it is written, and the blanks that it leaves; below none: too long."""

    text: str
    left: int


class Grid:
    """Rows of cells, each line of a cell in one style.

    `apart` puts a blank line between rows. What is longer than its column has no place to break,
    such as an address, is whole on a line of its own, below the other cells.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Text]],
        widths: Sequence[int],
        *,
        indent: int = 0,
        apart: bool = False,
    ) -> None:
        self._rows = rows
        self._widths = widths
        self._indent = indent
        self._apart = apart

    def drawn(self, console: Console) -> Iterator[str]:
        """Yield the lines, each with its end."""
        for place, row in enumerate(self._rows):
            if self._apart and place:
                yield "\n"
            cells = [
                list(_lines(cell, width, console))
                for cell, width in zip(row, self._widths, strict=True)
            ]
            for column, cell in enumerate(cells):
                if any(line.left < 0 for line in cell):
                    others = max((len(each) for each in cells if each is not cell), default=0)
                    cells[column] = list(_lowered(cell, others, self._widths[column]))
            for line in zip_longest(*cells):
                written: list[str] = []
                blanks = self._indent
                for told, width in zip(line, self._widths, strict=True):
                    text, left = told or _Line("", width)
                    if left < 0:
                        blanks = max(min(blanks, console.width - width + left), 0)
                    if text:
                        written += (" " * blanks, text)
                        blanks = 0
                    blanks += left + GAP
                yield f"{''.join(written).rstrip(' ')}\n"


def wrapped(text: Text, width: int, console: Console) -> Lines:
    """Break between words; a longer word stays whole, unless its script has no spaces."""
    text.plain = glued(text.plain)
    long = (word for word in text.plain.split() if cell_len(word) > width)
    spaceless = any(cell_len(letter) == 2 for word in long for letter in word)
    text.overflow = "fold" if spaceless else "ignore"
    return text.wrap(console, width)


def _lowered(cell: Sequence[_Line], others: int, width: int) -> Iterator[_Line]:
    """Yield lines, those that are too long below those of the other cells."""
    count = 0
    for line in cell:
        while line.left < 0 and count < others:
            yield _Line("", width)
            count += 1
        yield line
        count += 1


def _lines(cell: Text, width: int, console: Console) -> Iterator[_Line]:
    """Yield the lines of a cell, painted."""
    start = 0
    for line in cell.plain.split("\n"):
        end = start + len(line)
        style = cell.style
        for span in cell.spans:
            if span.start <= start and end <= span.end:
                style = span.style
        pieces = [line]
        if cell_len(line) > width:
            broken = wrapped(Text(line), width, console)
            pieces = [unglued(piece.plain).rstrip(" ") for piece in broken]
        for piece in pieces:
            painted = piece
            if style and piece and console.color_system:
                painted = console.get_style(style).render(piece, color_system=ColorSystem.STANDARD)
            yield _Line(painted, width - cell_len(piece))
        start = end + 1
