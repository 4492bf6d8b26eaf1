"""Open what is to be imported: a file or a pipe, as bytes that can be read twice, or as text."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO, TypeVar, cast

from reltrack.errors import BadDataError, NotFoundError
from reltrack.tuples import NamedTuple

HEAD = 1 << 20
"""Bytes that are enough to tell what a file is."""

MOST_PARTS = 5_000_000
"""Lists, objects and what is listed in them, in a JSON value that is read at once."""

_BLOCK = 1 << 20
_Draft = TypeVar("_Draft")
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Source(NamedTuple):
    """A file to be imported, under the name it is called by in messages."""

    name: str
    file: BinaryIO

    def head(self) -> str:
        """Return the beginning of the file."""
        self.file.seek(0)
        encoding = self._encoding()
        return self.file.read(HEAD).decode(encoding, errors="replace")

    def size(self) -> int:
        """Return the size in bytes."""
        return self.file.seek(0, io.SEEK_END)

    @contextmanager
    def text(self, *, newline: str, errors: str = "strict") -> Iterator[TextIO]:
        """Read from the beginning: UTF-8, or UTF-16 if a byte order mark says so.

        Raises:
            BadDataError: the file is neither; told before anything is read, if `errors` is strict.
        """
        encoding = self._encoding()
        try:
            decoder = codecs.getincrementaldecoder(encoding)(errors)
            while block := self.file.read(_BLOCK) if errors == "strict" else b"":
                decoder.decode(block)
            decoder.decode(b"", final=True)
            self.file.seek(0)
            text = io.TextIOWrapper(self.file, encoding=encoding, errors=errors, newline=newline)
            try:
                yield text
            finally:
                text.detach()
        except UnicodeError:
            raise BadDataError(
                f"{self.name} is not UTF-8 text", hint="save it as UTF-8 and import that"
            ) from None

    def _encoding(self) -> str:
        self.file.seek(0)
        mark = self.file.read(2)
        self.file.seek(0)
        return next((name for start, name in _MARKS if mark == start), "utf-8-sig")


@contextmanager
def opened(path: Path | None, name: str, *, standard_input: BinaryIO) -> Iterator[Source]:
    """Open a file, or standard input; a pipe is taken in whole first.

    So nobody who writes slowly keeps the journal locked.
    """
    with _binary(path, standard_input) as file:
        if file.seekable() and path is not None:
            yield Source(name, file)
            return
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            yield Source(name, cast(BinaryIO, copy))


@contextmanager
def _binary(path: Path | None, standard_input: BinaryIO) -> Iterator[BinaryIO]:
    if path is None:
        yield standard_input
    else:
        with path.open("rb") as file:
            yield file


def unreadable(name: str, problem: OSError) -> NotFoundError:
    """Return what it means that a file cannot be opened or read."""
    reason = (problem.strerror or "fault").lower()
    return NotFoundError(f"{name} cannot be read: {reason}", hint="check the path and its rights")


def inside(folder: Path, wanted: Callable[[str], bool]) -> list[Path]:
    """Return the files in a folder and those in it that are called as wanted, sorted.

    In the folders of a Maildir, where no file has an ending, all are.

    Raises:
        NotFoundError: a folder cannot be read.
    """

    def refuse(problem: OSError) -> None:
        raise unreadable(str(problem.filename or folder), problem)

    found = []
    for here, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        is_mail = Path(here).name in ("cur", "new") and wanted("message.eml")
        found += [
            Path(here, name)
            for name in names
            if not name.startswith(".") and (is_mail or wanted(name))
        ]
    return sorted(path for path in found if path.is_file())


def json_value(
    source: Source,
    *,
    largest: int,
    hint: str,
    errors: str = "strict",
    parse: Callable[[str], Any] | None = None,
) -> Any:  # noqa: ANN401 — whatever JSON holds
    """Read a file as one JSON value; `largest` is in bytes.

    Raises:
        BadDataError: it is not JSON, or would take too much memory.
    """
    from json import loads

    # Empty lists take thirty times the memory that they take in a file.
    size = parts = 0
    source.file.seek(0)
    while size <= largest and parts <= MOST_PARTS and (block := source.file.read(_BLOCK)):
        size += len(block)
        parts += sum(map(block.count, (b"[", b"{", b",")))
    if size > largest or parts > MOST_PARTS:
        raise BadDataError(f"{source.name} is too large to be read as one value", hint=hint)
    try:
        with source.text(newline="\n", errors=errors) as text:
            return (parse or loads)(text.read())
    except (ValueError, RecursionError):
        raise BadDataError(f"{source.name} is not valid JSON", hint=hint) from None


def bounded(text: TextIO, *, limit: int) -> Iterator[tuple[int, str | None]]:
    """Yield lines with their numbers; of one that is too long, only that it is there."""
    number = 0
    while line := text.readline(limit):
        number += 1
        if len(line) < limit or line.endswith("\n"):
            yield number, line
            continue
        while (rest := text.readline(limit)) and not rest.endswith("\n"):
            pass
        yield number, None


def chunked(drafts: Iterable[_Draft], size: int) -> Iterator[list[_Draft]]:
    """Yield what comes one by one in lists of so many."""
    left = iter(drafts)
    while chunk := list(islice(left, size)):
        yield chunk
