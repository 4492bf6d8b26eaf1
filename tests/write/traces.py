"""Search every file for what must not be in it, byte for byte."""

from __future__ import annotations

import re
from pathlib import Path

from reltrack.domain.text import fold

NAME = "José Núñez-Müller"
TERMS = [
    NAME, "jose-nunez-muller", "Pepe Quixano", "Pepin Negro", "pepe-quixano", "Chemita",
    "Josep Nonell",
    "josep-nonell", "jose@nunez.example", "+34 600 111 222", "nunez.example/about",
    "old@nunez.example", "raises falcons", "Aerodromo", "Falconry Ltd", "the borrowed atlas",
    "alone in Segovia", "wedding in Cuenca", "chicken pox", "Plaza Mayor", "alcons", "egovia",
    "uixano", "onell", "hemita",  # as the search index has them, without what a word before has
]  # fmt: skip


def traces(folder: Path, terms: list[str] = TERMS) -> list[tuple[str, str]]:
    """Return which terms stand in which files, in any case, with accents or without.

    Not as whole words only: values stand in a file without anything between them.
    """
    found = []
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        text = file.read_bytes().decode(errors="surrogateescape")
        forms = (text.casefold().replace("-", " "), _bare(text))
        found += [
            (file.name, term)
            for term in terms
            if term.casefold().replace("-", " ") in forms[0] or _bare(term) in forms[1]
        ]
    return found


def _bare(text: str) -> str:
    """Return a text as the search index has it, letter by letter."""
    return re.sub("\0+", "\0", text).translate(_LETTERS)


class _Letters(dict[int, str]):
    def __missing__(self, character: int) -> str:
        self[character] = fold(chr(character)) or " "
        return self[character]


_LETTERS = _Letters()
