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
from rich.text import Text

from reltrack.render.breaking import glued, unglued

GAP = 2
"""Blanks between two columns."""

_Line = tuple[str, str]
"""A line of a cell as it is written, and the blanks that it leaves."""


class Grid:
    """Rows of cells, each line of a cell in one style.

    `apart` puts a blank line between rows.
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
        self._indent = " " * indent
        self._apart = apart

    def drawn(self, console: Console) -> Iterator[str]:
        """Yield the lines, each with its end."""
        empty = [("", " " * width) for width in self._widths]
        for place, row in enumerate(self._rows):
            if self._apart and place:
                yield "\n"
            cells = [
                list(_lines(cell, width, console))
                for cell, width in zip(row, self._widths, strict=True)
            ]
            for line in zip_longest(*cells):
                written, blanks = [self._indent], ""
                for told, nothing in zip(line, empty, strict=True):
                    text, left = told or nothing
                    if text:
                        written += (blanks, text)
                        blanks = ""
                    blanks += left + " " * GAP
                yield f"{''.join(written).rstrip(' ')}\n"


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
            wrapped = Text(glued(line), overflow="fold").wrap(console, width)
            pieces = [unglued(piece.plain).rstrip(" ") for piece in wrapped]
        for piece in pieces:
            painted = piece
            if style and piece and console.color_system:
                painted = console.get_style(style).render(piece, color_system=ColorSystem.STANDARD)
            yield painted, " " * (width - cell_len(piece))
        start = end + 1
