"""Read tables of separated values, row by row, in whichever way a spreadsheet has saved them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any, BinaryIO, TextIO

from reltrack.domain.arrivals import Place
from reltrack.errors import BadDataError
from reltrack.exchange.content_lines import UTF_16, decoded
from reltrack.exchange.files import Source, bounded
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import Tally

LONGEST_LINE = 1 << 20
"""Characters of a line; one cell may have as many as the csv module allows, 131,072."""

DELIMITERS = (",", ";", "\t", "|")
"""The likeliest first."""

HEADER_WITHIN = 20
"""Rows in which the header must come: some files open with a preamble."""

_HEAD = 1 << 16
"""Characters in which it must come, for a file to be taken for a table."""

UNREADABLE = "it is too long, or a quotation mark is not closed"


class Layout(NamedTuple):
    """How a table is laid out."""

    delimiter: str
    header: list[str]
    """Its cells, stripped."""
    row: int
    """Where the header stands among the rows, from 0."""


Fitness = Callable[[Sequence[str]], int]
"""Tells how well a row of stripped cells serves as the header; 0: it does not."""


def layout(head: str, fitness: Fitness) -> Layout | None:
    """Return the layout under which a file that begins so has the best header."""
    best, found = 0, None
    head = head[:_HEAD].removeprefix("\ufeff")
    for delimiter in DELIMITERS:
        table = islice(rows(io.StringIO(head, newline=""), delimiter), HEADER_WITHIN)
        for number, (_, cells) in enumerate(table):
            header = [cell.strip() for cell in cells or ()]
            if (fits := fitness(header)) > best:
                best, found = fits, Layout(delimiter, header, number)
    return found


def head(source: Source) -> str:
    """Return the beginning of a table, in the encoding that `opened` would read it in."""
    with opened(source, Tally()) as text:
        return text.read(_HEAD)


@contextmanager
def opened(source: Source, tally: Tally) -> Iterator[TextIO]:
    """Read a table as text; lines that are not UTF-8 are taken for what Windows writes.

    A remark says so.

    Raises:
        BadDataError: it is marked as UTF-16, and is not.
    """
    with ExitStack() as stack:
        try:
            text = stack.enter_context(source.text(newline=""))
        except BadDataError:
            source.file.seek(0)
            if source.file.read(2) in UTF_16:
                raise
            source.file.seek(0)
            tally.remark(Place(source.name), "what is not UTF-8 in it was read as Windows-1252")
            mended = io.BufferedReader(_Mended(source.file))
            text = stack.enter_context(io.TextIOWrapper(mended, "utf-8-sig", newline=""))
        yield text


def body(text: TextIO, found: Layout) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the rows below the header."""
    return islice(rows(text, found.delimiter), found.row + 1, None)


def rows(text: TextIO, delimiter: str = ",") -> Iterator[tuple[int, list[str] | None]]:
    """Yield rows with the line each begins on; None for one that cannot be read."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
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


class _Mended(io.RawIOBase):
    """A file of which each line is UTF-8."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401
        self._left = self._left or decoded(self._file.readline(LONGEST_LINE)).encode()
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


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
