"""How help is laid out: in two columns where there is room for both, else one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reltrack.render.breaking import broken, whole, wrapped

Rows = Sequence[tuple[str, str]]

_MOST = 30  # columns of what stands on the left
_LEAST = 24  # what its meaning needs beside it
_INDENT = _GAP = 2
_BELOW = 6  # where a meaning starts that stands below


def prose(text: str, room: int) -> str:
    """Return paragraphs, each after a blank line."""
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return "".join(
        "".join(("\n", *(f"  {line}\n" for line in wrapped(told, room - _INDENT))))
        for told in paragraphs
        if told
    )


def definitions(rows: Rows, room: int, *, left: int = 0) -> str:
    """Return terms and their meanings, side by side or each below its term.

    `left` is the least that the terms take of a line.
    """
    left = min(max(left, *(len(term) for term, _ in rows)), _MOST)
    start = _INDENT + left + _GAP
    beside = room - start >= _LEAST
    return "".join(
        f"{line}\n"
        for term, meaning in rows
        for line in _defined(term, meaning, room, start if beside else _BELOW, beside=beside)
    )


def _defined(term: str, meaning: str, room: int, start: int, *, beside: bool) -> Iterator[str]:
    told = re.sub(r"\[default: [^]]{1,14}\]", lambda found: whole(found[0]), meaning)
    lines = [line.rstrip() for line in wrapped(told, room - start)]
    head, *others = _term(term, room)
    if beside and len(head) + _GAP <= start:
        head = f"{head:<{start}}{lines.pop(0)}".rstrip()
    yield head
    yield from others
    yield from (" " * start + line for line in lines if line)


def _term(term: str, room: int) -> Iterator[str]:
    """Yield an option and its choices, between which there may be lines."""
    fits = _INDENT + len(term) <= room
    first, *rest = [term] if fits else wrapped(term.replace("|", "| "), room - _BELOW)
    yield " " * _INDENT + first.replace("| ", "|")
    yield from (" " * _BELOW + part.replace("| ", "|") for part in rest)


def examples(commands: Sequence[str], room: int) -> str:
    """Return commands to try; what is too long goes on below, a long text between its words."""
    lines = (line for command in commands for line in broken(command, room - _INDENT))
    return "".join(f"{part}\n" for line in lines for part in _quoted(line, room))


def _quoted(line: str, room: int) -> Iterator[str]:
    told = line.lstrip()
    margin = " " * (_INDENT + len(line) - len(told))
    if len(margin + told) <= room:
        yield margin + told
        return
    first, *rest = wrapped(told.replace(" \\", whole(" \\")), room - len(margin))
    yield margin + first
    yield from (f"{margin} {part}" for part in rest)
