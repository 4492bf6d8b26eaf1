"""Plain text in Markdown: shown as it was written, whatever Markdown or HTML would make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reltrack.domain.text import visible

# An underscore inside a word means nothing, and would only be in the way of reading.
_OBEYED = re.compile(r"[\\`*\[\]<~|$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)|(?<!\S)#(?=#*$)")
_OBEYED_FIRST = re.compile(r"(\d{1,9})([.)])|([#>+=:-])")


def line(text: str) -> str:
    """Return a text of one line for the middle of one."""
    return _OBEYED.sub(r"\\\g<0>", visible(text))


def opening(text: str) -> str:
    """Return a text of one line for the beginning of one, or of an item."""
    return _marked(line(text))


def paragraphs(text: str) -> Iterator[str]:
    """Yield the lines of a text, its line breaks and paragraphs kept."""
    rows = visible(text, lines=True).strip("\n").split("\n")
    for row, after in zip(rows, [*rows[1:], ""], strict=True):
        bare = row.strip(" \t")
        if not bare:
            yield ""
            continue
        # Four blanks at the beginning would make it code.
        indent = "\u00a0" * (len(row) - len(row.lstrip(" \t")))
        escaped = _OBEYED.sub(r"\\\g<0>", bare)
        yield indent + _marked(escaped) + ("  " if after.strip() else "")


def _marked(text: str) -> str:
    found = _OBEYED_FIRST.match(text)
    if found is None:
        return text
    return f"{found[1] or ''}\\{found[2] or found[3]}{text[found.end() :]}"
