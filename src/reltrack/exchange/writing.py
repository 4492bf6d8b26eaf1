"""Give out what is exported: to a file for its owner alone, whole or not at all, or to a pipe."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

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
    _check_target(path, force=force, journal=journal)
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            _write(file, lines)
            file.flush()
            os.fsync(file.fileno())
        _publish(draft, path, force=force)
    except OSError as error:
        raise JournalError(
            f"cannot write {path}: {(error.strerror or 'fault').lower()}",
            hint="check the folder and its space, or give another path",
        ) from None
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()


def _check_target(path: Path, *, force: bool, journal: Path) -> None:
    if not path.parent.is_dir():
        raise JournalError(
            f"the folder does not exist: {path.parent}", hint="create it, or give another path"
        )
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


def _publish(draft: Path, path: Path, *, force: bool) -> None:
    """Give the finished file its name; without `force` never taking one that is in use."""
    if not force:
        try:
            os.link(draft, path)
        except FileExistsError:
            raise _exists(path) from None
        except OSError:  # a file system without hard links
            pass
        else:
            return
    draft.replace(path)


def _write(file: IO[bytes], lines: Iterable[str]) -> None:
    for line in lines:
        file.write(line.encode())
        file.write(b"\n")
