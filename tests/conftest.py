"""A clean room: no test sees the machine's journal, clock or colours."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure; and the checks try the same examples on every run.
settings.register_profile("steady", derandomize="CI" in os.environ, deadline=None)
settings.load_profile("steady")

# The hundreds of processes that are started keep what they compile, as a user's do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def _in_memory(place: Path, *, room: int = 1 << 30) -> bool:
    """Tell whether a folder is one of memory that has room, and lets programs be run."""
    if not (place.is_mount() and os.access(place, os.W_OK | os.X_OK)):
        return False
    disk = os.statvfs(place)
    return disk.f_bavail * disk.f_frsize >= room and not disk.f_flag & os.ST_NOEXEC


# A journal is synced to its disk at every change: in memory nobody waits for that.
if "TMPDIR" not in os.environ and sys.platform == "linux" and _in_memory(Path("/dev/shm")):
    os.environ["TMPDIR"] = tempfile.tempdir = "/dev/shm"


def pytest_collection_finish() -> None:
    """What is collected stays: no need to look through it for garbage again and again."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def anteroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[Path]]:
    """Fixtures of a whole session run before any test's own room is ready."""
    folder = tmp_path_factory.mktemp("anteroom")
    with pytest.MonkeyPatch.context() as patch:
        furnish(patch, folder)
        yield (folder / f"home{number}" for number in count())


@pytest.fixture(autouse=True)
def clean_room(
    request: pytest.FixtureRequest, anteroom: Iterator[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that is not there yet: in the test's own folder, if it asks for one."""
    if "tmp_path" in request.fixturenames:
        furnish(monkeypatch, request.getfixturevalue("tmp_path") / "home")
    else:
        furnish(monkeypatch, next(anteroom))


def furnish(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Let everything the program looks for be under a home of its own."""
    for name, place in {
        "HOME": home,
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
    }.items():
        patch.setenv(name, str(place))
    patch.setenv("RELTRACK_NOW", "2026-11-20T09:30")
    patch.setenv("TZ", "UTC")
    patch.setenv("PAGER", "cat")
    if hasattr(time, "tzset"):
        time.tzset()
    for name in (
        "RELTRACK_DB",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "VISUAL",
        "EDITOR",
        "RELTRACK_EDITOR",
        "RELTRACK_PAGER",
    ):
        patch.delenv(name, raising=False)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Where a journal may be made; there is none yet."""
    return tmp_path / "journal" / "journal.db"
