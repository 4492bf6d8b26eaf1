"""Where lines break: not inside a date or an age, and in a command where a shell allows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reltrack.render.wording import TYPED, cells

GLUE = "\U0010fffd"
"""Stands for a blank where a line must not break; nobody's text holds it, and it is one wide."""

_TOGETHER = (
    r"[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4}|\([^()\n]{1,14}\)"
    r"|(?:every |in )?\d+ (?:day|week|month|year)s?(?: ago)?"
    r"|(?<!\S)~?/\S*[^\s:,;)](?:(?: [^\s/:;()[\]]+){0,4} [^\s/:;()[\]]+/\S*)+"
)
"""`Fri 20 Nov 2026`, `(5 weeks ago)`, `every 3 weeks`, `/home/ana/my notes/journal.db`."""

_WORD = r"""(?:[^\s'"]|'[^']*'|"[^"]*"|['"])+"""
_PIECES = rf"--?[^\s'\"]+ (?!-){_WORD}|{_WORD}"
"""Of a command: an option and its value, a text in quotes, a word."""


def glued(text: str) -> str:
    """Return a text whose dates, ages and paths hold together when its lines are broken.

    A dot between two things stays with the second, so that no line ends with it.
    """
    if any(sign in text for sign in "(/0123456789"):  # else there is nothing to compile it for
        text = re.sub(_TOGETHER, lambda found: whole(found[0]), text)
    return text.replace(" · ", f" ·{GLUE}")


def whole(text: str) -> str:
    """Return a text that no line is broken in."""
    return text.replace(" ", GLUE)


def unglued(text: str) -> str:
    """Return the text as it is read."""
    return text.replace(GLUE, " ")


def wrapped(line: str, room: int) -> Iterator[str]:
    """Break between words; a longer word stays whole, unless its script has no spaces."""
    if cells(line) <= room or line.startswith(TYPED):
        yield unglued(line)
        return
    so_far = ""
    for word in glued(line).split(" "):
        if so_far and cells(so_far) + 1 + cells(word) > room:
            yield unglued(so_far)
            so_far = ""
        so_far = f"{so_far} {word}" if so_far else word
        while cells(so_far) > room and any(cells(c) == 2 for c in so_far):
            end = len(so_far)
            while cells(so_far[:end]) > room:
                end -= 1
            yield unglued(so_far[:end])
            so_far = so_far[end:]
    yield unglued(so_far)


def broken(command: str, room: int) -> list[str]:
    """Return a command on as many lines as it takes, to be copied into a shell as they are."""
    lines = [""]
    for piece in re.findall(_PIECES, command):
        longer = f"{lines[-1]} {piece}" if lines[-1].strip() else lines[-1] + piece
        if len(longer) <= room - 2 or not lines[-1].strip():
            lines[-1] = longer
        else:
            lines.append(f"  {piece}")
    # The last line needs no room for a backslash.
    if len(lines) > 1 and len(f"{lines[-2]} {lines[-1].strip()}") <= room:
        lines[-2:] = [f"{lines[-2]} {lines[-1].strip()}"]
    return [f"{line} \\" for line in lines[:-1]] + lines[-1:]
