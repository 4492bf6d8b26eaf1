"""Give out what is exported: to a file for its owner alone, whole or not at all, or to a pipe."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from reltrack.database.files import draft, publish
from reltrack.errors import JournalError, RefusedError


@contextmanager
def spooled(lines: Iterable[str]) -> Iterator[Iterator[bytes]]:
    """Take the lines in whole, in a nameless file, and give them out again.

    So whoever reads them slowly keeps nobody from writing.
    """
    with tempfile.TemporaryFile() as file:
        _write(file, lines)
        file.seek(0)
        yield (line[:-1] for line in file)


def write_file(path: Path, lines: Iterable[str], *, force: bool, journal: Path) -> None:
    """Write the lines to a file for its owner alone; it is there whole or not at all.

    Raises:
        RefusedError: there is something already and `force` is not given, or it is the journal.
        JournalError: it cannot be written there.
    """
    check_target(path, force=force, journal=journal)
    try:
        with draft(path) as made:
            with made.open("wb") as file:
                _write(file, lines)
                file.flush()
                os.fsync(file.fileno())
            if not publish(made, path, force=force):
                raise _exists(path)
    except OSError as error:
        raise _unwritable(path, error) from None


def write_folder(
    path: Path, files: Iterable[tuple[str, Iterable[str]]], *, force: bool, journal: Path
) -> None:
    """Write files into a folder for its owner alone; a new one is there whole or not at all.

    With `force` they go into one that has something already, and only files of their names are
    overwritten.

    Raises:
        RefusedError, JournalError: as for one file.
    """
    if not path.parent.is_dir():
        raise _no_folder(path)
    if os.path.lexists(path) and not path.is_dir():
        raise RefusedError(f"{path} is not a folder", hint="give the path of a folder")
    draft: Path | None = None
    try:
        if path.exists():
            if any(path.iterdir()) and not force:
                raise RefusedError(f"{path} is not empty", hint="--force writes there all the same")
            target = path
        else:
            target = draft = Path(tempfile.mkdtemp(prefix=f".{path.name[:100]}.", dir=path.parent))
        for name, lines in files:
            write_file(target / name, lines, force=force, journal=journal)
        if draft is not None:
            draft.rename(path)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        _close(files)
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)


def _no_folder(path: Path) -> JournalError:
    return JournalError(
        f"the folder does not exist: {path.parent}", hint="create it, or give another path"
    )


def _unwritable(path: Path, error: OSError) -> JournalError:
    return JournalError(
        f"cannot write {path}: {(error.strerror or 'fault').lower()}",
        hint="check the folder and its space, or give another path",
    )


def check_target(path: Path, *, force: bool, journal: Path) -> None:
    """Make sure that a file may be written there.

    Raises:
        RefusedError, JournalError: as for `write_file`.
    """
    if not path.parent.is_dir():
        raise _no_folder(path)
    if not os.path.lexists(path):
        return
    if journal.exists() and path.exists() and path.samefile(journal):
        raise RefusedError(f"{path} is the journal itself", hint="give another path")
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise RefusedError(f"{path} is not a file", hint="give the path of a file")
    if not force:
        raise _exists(path)


def _exists(path: Path) -> RefusedError:
    return RefusedError(f"{path} exists already", hint="--force overwrites it")


def _write(file: IO[bytes], lines: Iterable[str]) -> None:
    try:
        for line in lines:
            file.write(line.encode(errors="surrogateescape"))  # what was no text when it was read
            file.write(b"\n")
    finally:
        _close(lines)


def _close(source: Iterable[object]) -> None:
    """Let go of the journal that is read while it is open still."""
    if isinstance(source, Generator):
        source.close()
