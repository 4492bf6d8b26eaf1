"""Read tables of comma-separated values, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from reltrack.exchange.files import bounded

LONGEST_LINE = 1 << 20
"""Characters of a line; one cell may have as many as the csv module allows, 131,072."""


def rows(text: TextIO) -> Iterator[tuple[int, list[str] | None]]:
    """Yield rows with the line each begins on; None for one that cannot be read."""
    lines = _Lines(text)
    reader = csv.reader(lines)
    while True:
        line = lines.number + 1
        try:
            row = next(reader, None)
        except csv.Error:
            yield line, None
            continue
        if row is None:
            return
        if row:
            yield line, row


class _Lines:
    """Lines for the csv module, which goes on after one that is too long."""

    def __init__(self, text: TextIO) -> None:
        self._lines = bounded(text, limit=LONGEST_LINE)
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        if line is None:
            raise csv.Error
        return line
