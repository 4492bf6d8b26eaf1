"""Files for their owner alone: there whole or not at all, and on the disk before relied upon.

No file of a journal that is open here may be opened and closed by other means than SQLite's: that
would drop its locks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

DRAFT = ".draft"
"""How files end that are still being made; one that is left over is a crash's."""

BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite may leave beside a journal."""


def make_private(folder: Path) -> None:
    """Create what is missing of a folder's path for its owner alone, whatever the umask."""
    for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
        missing.chmod(0o700)


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Yield an empty private file beside a path; what is not published of it is gone afterwards."""
    made = path.with_name(f".{path.name[:40]}.{os.getpid()}.{os.urandom(4).hex()}{DRAFT}")
    try:
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        made.chmod(0o600)
        yield made
    finally:
        for file in (made, *(beside(made, end) for end in BESIDE)):
            with suppress(OSError):
                file.unlink()


def beside(path: Path, end: str) -> Path:
    """Return the path of one of the files that SQLite leaves beside another."""
    return path.with_name(path.name + end)


def publish(made: Path, path: Path, *, force: bool = False) -> bool:
    """Give a finished file its name; tell whether it got it, or somebody else's was there first."""
    if force:
        made.replace(path)
    else:
        try:
            os.link(made, path)
        except FileExistsError:
            return False
        except OSError:  # a file system without hard links
            if os.path.lexists(path):
                return False
            made.rename(path)
    sync_folder(path.parent)
    return True


def sync(path: Path) -> None:
    """Wait until a file is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where a system lets us."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
