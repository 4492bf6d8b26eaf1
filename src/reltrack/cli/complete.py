"""What may stand where the cursor is: called by the scripts of `completion`, without Typer."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from reltrack.cli.complete_table import COMMANDS, PROGRAM, SHARED

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from reltrack.read.completion import Handle

FILES = "/"
"""Printed alone, it asks the shell to complete a file; no candidate holds a slash."""

LIMIT = 300

_HARMLESS = re.compile(r"\w[\w.+-]*")
"""What comes from the journal and may be offered: no shell interprets it, wherever it stands."""

# A word of a line as bash reads it, quotes and all; the last one may still be open.
_WORD = re.compile(r"""(?:\\.?|"(?:\\.|[^"\\])*(?:"|\\?$)|'[^']*(?:'|$)|[^\s"'\\])+""", re.DOTALL)
_QUOTING = re.compile(r"""\\(.)|["']""", re.DOTALL)

_STATUS = {"triage": "new", "unarchive": "archived"}
"""Commands for people of one status."""


class Place(NamedTuple):
    """Where the cursor is."""

    shell: str
    command: str
    kind: str  # of the value, as in the table: NAME, quiet|name, TEXT
    typed: str  # of the value
    db: str | None


def complete(arguments: Sequence[str]) -> int:
    """Print the candidates, one a line; on any fault nothing, and 0 all the same.

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
            if found == FILES or found.startswith(kept):
                sys.stdout.buffer.write(f"{found.removeprefix(kept)}\n".encode())
        sys.stdout.buffer.flush()
    return 0


def candidates(shell: str, words: Sequence[str]) -> list[str]:
    """Return what the last of the words may become; each replaces the whole word."""
    *before, typed = words
    command, db, wanted, closed = "", None, "", False
    options, places = _takes("")
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
        elif places and not places[0].endswith("..."):
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
        return [option for option in options if option.startswith(typed)]
    values = _values(Place(shell, command, kind.removesuffix("..."), typed, db))
    return values if values == [FILES] else [prefix + value for value in values]


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


def _values(place: Place) -> list[str]:
    """Return the values that fit, of each kind there may be, or that it may be a file."""
    found: list[str] = []
    kinds = place.kind.split("|")
    for kind in kinds:
        if kind == "COMMAND":
            found += [name for name in COMMANDS if name.startswith(place.typed)]
        elif kind == "NAME" or (kind == "ENTRY" and place.typed.startswith("@")):
            found += _people(place)
        elif kind in ("CIRCLE", "TAG", "CHANNEL"):
            found += _labels(place, kind)
        elif kind == "BACKUP":
            found += _backups(place)
        elif kind.islower() and kind.startswith(place.typed):
            found.append(kind)
    if not found and "FILE" in kinds:
        return [FILES]
    if len(found) > LIMIT:
        # The shell inserts what all have in common, so the first and last of all must be there.
        found = [*found[:LIMIT], min(found), max(found)]
    return list(dict.fromkeys(found))


def _people(place: Place) -> list[str]:
    """Return the handles of those who may be meant; an @ before one stays."""
    from reltrack.read.completion import handles, slug_of

    typed = place.typed.removeprefix("@")
    at = place.typed[: len(place.typed) - len(typed)]
    with closing(_journal(place)) as db:
        status = _STATUS.get(place.command)
        people = handles(db, typed, status=status, pending=place.command == "done")
    people = [person for person in people if _HARMLESS.fullmatch(person.slug)]
    slugs = [person.slug for person in people]
    if place.shell == "fish":
        slugs = [_as_typed(typed, person, people) for person in people]
    elif place.shell == "bash" and len(slugs) > 1 and len({slug[0] for slug in slugs}) == 1:
        # Bash puts what all have in common in the place of what was typed: `ana-` for `lima`.
        begun = slug_of(typed).replace("-", "")
        if not all(slug.replace("-", "").startswith(begun) for slug in slugs):
            return []
    return [at + slug for slug in slugs]


def _as_typed(typed: str, person: Handle, people: Sequence[Handle]) -> str:
    """Return `Øyvind-hansen` for Øy if it means them alone: fish drops what lacks the typed."""
    from reltrack.domain.text import fold
    from reltrack.read.completion import slug_of

    begun = slug_of(typed)
    longer = typed + person.slug[len(begun) :]
    if (
        typed.casefold() not in person.slug
        and person.slug.startswith(begun)
        and _HARMLESS.fullmatch(longer)
        and [one.slug for one in people if one.key == fold(longer)] == [person.slug]
    ):
        return longer
    return person.slug


def _labels(place: Place, kind: str) -> list[str]:
    """Return circles, tags or channels; channels also without a journal."""
    from reltrack.read.completion import labels

    found: set[str] = set()
    if kind == "CHANNEL":
        from reltrack.domain.channels import CHANNELS

        found.update(name for name in CHANNELS if name.startswith(place.typed.casefold()))
    with suppress(Exception), closing(_journal(place)) as db:
        found.update(labels(db, kind, place.typed))
    return sorted(name for name in found if _HARMLESS.fullmatch(name))


def _backups(place: Place) -> list[str]:
    """Return the names of the backups that begin so."""
    from reltrack import config

    folder = config.backups_path(_path(place))
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted(
        name
        for name in names
        if name.startswith(place.typed) and name.endswith(".db") and _HARMLESS.fullmatch(name)
    )


def _journal(place: Place) -> sqlite3.Connection:
    from reltrack.read.completion import open_at_once

    return open_at_once(_path(place))


def _path(place: Place) -> Path:
    from reltrack import config

    path, _ = config.journal_path(place.db and os.path.expandvars(place.db))
    return path


def _split(line: str) -> list[str]:
    """Return the words of a line after the first, up to its end: the last may be empty."""
    found = list(_WORD.finditer(line))
    words = [match[0] for match in found[1:]]
    return words if found[-1].end() == len(line) else [*words, ""]


def _plain(word: str) -> str:
    """Return a word without its quotes and backslashes."""
    return _QUOTING.sub(r"\1", word)
