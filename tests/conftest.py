"""A clean room: no test sees the machine's journal, clock or colours."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure; and the checks try the same examples on every run.
settings.register_profile("steady", derandomize="CI" in os.environ, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def anteroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fixtures of a whole session run before any test's own room is ready."""
    with pytest.MonkeyPatch.context() as patch:
        furnish(patch, tmp_path_factory.mktemp("anteroom"))
        yield


@pytest.fixture(autouse=True)
def clean_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(monkeypatch, tmp_path / "home")


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
