"""How values stand in the cells of the tables that we write, and how they come back exactly.

A spreadsheet runs a cell that begins like a formula: such a one gets an apostrophe in front, and
so does one that begins with an apostrophe of its own, that both can be told apart. Several values
stand one to a line; a label stands before its value, with a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reltrack.domain.arrivals import Point

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARKED = ("'", *_RUN)

_LABELLED = re.compile(r"((?:[^\\:]|\\.)*): (.*)", re.DOTALL)


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_MARKED) else cell


def restored(cell: str) -> str:
    """Return the cell that was defused."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_MARKED) else cell


def joined(values: Iterable[str]) -> str:
    """Return a cell of several values, none of which has a line break."""
    return "\n".join(values)


def lines(cell: str) -> list[str]:
    """Return the values of a cell, whatever line breaks a spreadsheet has put there."""
    return [line for line in re.split("\r\n|\r|\n", cell) if line.strip()]


def labelled(label: str | None, value: str) -> str:
    """Return a value with its label: `work: ana@x.example`."""
    if label is None:
        return f": {value}" if _LABELLED.fullmatch(value) else value
    escaped = re.sub(r"([\\:])", r"\\\1", label)
    return f"{escaped}: {value}"


def point(kind: str, line: str) -> Point:
    """Return the contact point that `labelled` wrote."""
    found = _LABELLED.fullmatch(line)
    if found is None:
        return Point(kind, line)
    return Point(kind, found[2], re.sub(r"\\(.)", r"\1", found[1]) or None)


def other(point: Point) -> str:
    """Return a contact point with its kind: `matrix: work: @ana:x.example`."""
    return labelled(point.kind, labelled(point.label, point.value))


def other_point(line: str) -> Point | None:
    """Return the contact point that `other` wrote; None: it says of no kind."""
    kind = point("", line)
    return point(kind.label, kind.value) if kind.label else None
