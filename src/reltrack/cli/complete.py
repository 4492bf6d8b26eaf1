"""What may stand where the cursor is: called by the scripts of `completion`, without Typer."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import suppress

from reltrack.cli.complete_table import COMMANDS, PROGRAM, SHARED
from reltrack.cli.offers import FILES, Offer, Place, values

_PUNCTUATION = " .,+-()"
"""What is shown of ASCII besides letters and digits: nothing that any shell interprets."""

_LONGEST_ABOUT = 72

# A word of a line as bash reads it, quotes and all; the last one may still be open.
_WORD = re.compile(r"""(?:\\.?|"(?:\\.|[^"\\])*(?:"|\\?$)|'[^']*(?:'|$)|[^\s"'\\])+""", re.DOTALL)
_QUOTING = re.compile(r"""\\(.)|["']""", re.DOTALL)


def complete(arguments: Sequence[str]) -> int:
    """Print the candidates, one a line; on any fault nothing, and 0 all the same.

    After a tab stands what is said of one, but not in bash, which shows words alone.

    The arguments are `bash TEXT LINE`, where bash will replace TEXT, the end of LINE; or `zsh` or
    `fish` and the words after the program's name up to the cursor.
    """
    with suppress(Exception):
        shell, *words = arguments
        kept = ""  # bash breaks words at = and :, and replaces only what follows
        if shell == "bash":
            text, line = words
            words = _split(line)
            kept = _plain(words[-1]).removesuffix(_plain(text))
        for found in candidates(shell, [_plain(word) for word in words]):
            if found == FILES or found.word.startswith(kept):
                about = f"\t{_shown(found.about)}" if found.about and shell != "bash" else ""
                sys.stdout.buffer.write(f"{found.word.removeprefix(kept)}{about}\n".encode())
        sys.stdout.buffer.flush()
    return 0


def candidates(shell: str, words: Sequence[str]) -> list[Offer]:
    """Return what the last of the words may become; each replaces the whole word."""
    *before, typed = words
    command, db, wanted, closed = "", None, "", False
    options, places = _takes("")
    passed: list[str] = []
    for word in before:
        name, given, value = word.partition("=")
        if wanted:
            db = word if wanted == "--db" else db
            wanted = ""
        elif word == "--":
            closed = True
        elif word.startswith("-") and word != "-" and not closed:
            if given:
                db = value if name == "--db" else db
            elif options.get(name):
                wanted = name
        elif not command:
            command = word
            options, places = _takes(word)
        else:
            passed.append(word)
            if places and not places[0].endswith("..."):
                del places[0]
    name, given, value = typed.partition("=")
    prefix = ""
    if wanted:
        kind = options[wanted]
    elif not typed.startswith("-") or closed:
        kind = places[0] if places else ""
    elif given:
        kind, prefix, typed = options.get(name, ""), f"{name}=", value
    else:
        return [Offer(option) for option in options if option.startswith(typed)]
    found = values(Place(shell, command, passed, kind.removesuffix("..."), typed, db))
    return [one if one == FILES else one._replace(word=prefix + one.word) for one in found]


def _takes(command: str) -> tuple[dict[str, str], list[str]]:
    """Return a command's options, each with the kind of its value, and the kinds of its words."""
    options: dict[str, str] = {}
    places: list[str] = []
    for item in (f"{COMMANDS[command]} {SHARED}" if command else PROGRAM).split():
        names, _, kind = item.partition("=")
        if item.startswith("-"):
            options.update(dict.fromkeys(names.split(","), kind))
        else:
            places.append(item)
    return options, places


def _shown(about: str) -> str:
    """Return what is said of a word, short and harmless: no shell or terminal acts on any of it."""
    plain = "".join(
        c if c.isalnum() or c in _PUNCTUATION or (not c.isascii() and c.isprintable()) else " "
        for c in about.replace("'", "\u2019")
    )
    line = " ".join(plain.split())
    return line if len(line) <= _LONGEST_ABOUT else f"{line[:_LONGEST_ABOUT].rstrip()}…"


def _split(line: str) -> list[str]:
    """Return the words of a line after the first, up to its end: the last may be empty."""
    found = list(_WORD.finditer(line))
    words = [match[0] for match in found[1:]]
    return words if found[-1].end() == len(line) else [*words, ""]


def _plain(word: str) -> str:
    """Return a word without its quotes and backslashes."""
    return _QUOTING.sub(r"\1", word)
