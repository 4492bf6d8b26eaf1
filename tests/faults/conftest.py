"""A room to try every command in."""

from __future__ import annotations

import pytest

from faults.every_command import furnish
from faults.rooms import Room


@pytest.fixture(scope="session")
def furnished_once(tmp_path_factory: pytest.TempPathFactory) -> Room:
    room = Room(tmp_path_factory.mktemp("furnished"))
    furnish(room)
    room.save()
    return room


@pytest.fixture
def furnished(furnished_once: Room) -> Room:
    """A journal on which every command has something to do."""
    furnished_once.put_back()
    return furnished_once
