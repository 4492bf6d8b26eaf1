"""Gather what is to be imported: files, the files in folders, pipes; and tell what each is."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from reltrack.errors import BadDataError, NotFoundError, ReltrackError
from reltrack.exchange.files import Source, inside, opened, unreadable
from reltrack.exchange.formats import fits, guess, settled
from reltrack.tuples import NamedTuple


class Gathered(NamedTuple):
    """A file and its format; or why it has none."""

    name: str
    path: Path | None
    form: str | ReltrackError
    taken: Source | None
    """What came by a pipe has been taken in whole."""


def gather(
    stack: ExitStack,
    files: Iterable[tuple[str, Path | None]],
    form: str | None,
    *,
    standard_input: BinaryIO,
) -> list[Gathered]:
    """Look at each file, under its name, and each in a folder; no path is standard input.

    Nobody's file is kept open, so there may be any number; pipes stay open in `stack`.

    Raises:
        BadDataError: the only file is in no format that can be imported.
        NotFoundError: a file or folder cannot be read, or a folder holds nothing of the kind.
    """
    found: list[Gathered] = []
    for name, path in files:
        if path is None or not (path.is_dir() or path.is_file()):
            if path is not None and not path.is_fifo():
                raise NotFoundError(f"{name} cannot be read as a file", hint="check the path")
            taken = stack.enter_context(opened(path, name, standard_input=standard_input))
            found.append(Gathered(name, path, _form(taken, form), taken))
            continue
        paths = [path]
        if path.is_dir():
            paths = inside(path, lambda name: fits(name, form))
            if not paths:
                what = f"{form} file" if form else "file that can be imported"
                raise NotFoundError(f"there is no {what} in {name}", hint="name the files")
        alone = path.is_file()
        found += [_looked_at(each, form, alone=alone) for each in paths]
    if len(found) == 1 and isinstance(found[0].form, ReltrackError):
        raise found[0].form
    return found


def _looked_at(path: Path, form: str | None, *, alone: bool) -> Gathered:
    name = str(path)
    try:
        with path.open("rb") as file:
            return Gathered(name, path, _form(Source(name, file), form), None)
    except OSError as problem:
        if alone:
            raise unreadable(name, problem) from None
        return Gathered(name, path, unreadable(name, problem), None)


def _form(source: Source, named: str | None) -> str | ReltrackError:
    try:
        return settled(source, named) if named else guess(source)
    except BadDataError as problem:
        return problem


def sources(gathered: Sequence[Gathered]) -> Iterable[tuple[Source, str | ReltrackError]]:
    """Return the files, which are opened one after the other, as often as they are gone through.

    Exports come first: they say what other files have brought before, and what was deleted since.
    """
    return _Sources(sorted(gathered, key=lambda each: each.form != "reltrack"))


class _Sources:
    def __init__(self, gathered: Sequence[Gathered]) -> None:
        self._gathered = gathered

    def __iter__(self) -> Iterator[tuple[Source, str | ReltrackError]]:
        for name, path, form, taken in self._gathered:
            if taken is not None:
                yield taken, form
                continue
            assert path is not None
            try:
                file = path.open("rb")
            except OSError as problem:
                yield Source(name, io.BytesIO()), unreadable(name, problem)
                continue
            with file:
                yield Source(name, file), form
