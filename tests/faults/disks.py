"""Small disks of memory, where the machine lets us have them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PAGE = 4096


@contextmanager
def small_disk(folder: Path, *, megabytes: int = 8) -> Iterator[Path]:
    """Mount a small disk at a folder; skip the test where only root may."""
    folder.mkdir(mode=0o700)
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)]
    if not _succeeds(words):
        pytest.skip("nothing can be mounted here")
    try:
        yield folder
    finally:
        assert _succeeds(["umount", "-l", str(folder)])


def make_read_only(folder: Path, *, again_writable: bool = False) -> None:
    mode = "rw" if again_writable else "ro"
    assert _succeeds(["mount", "-o", f"remount,{mode}", str(folder)])


def _succeeds(words: list[str]) -> bool:
    try:
        return subprocess.run(words, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@contextmanager
def filled(folder: Path, *, free: int) -> Iterator[None]:
    """Leave so many bytes free on a disk, for a while."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(PAGE))
        except OSError:
            pass
    os.truncate(ballast, ballast.stat().st_size - free)
    yield
    ballast.unlink()
