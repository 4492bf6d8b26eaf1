"""Journals on disk, and where to put them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reltrack.database.connection import open_to_write
from rows import insert


@pytest.fixture
def made(journal: Path) -> Path:
    """A journal with a row in it."""
    with closing(open_to_write(journal)) as db:
        insert(db, "tombstone")
    return journal


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that other users of the machine get to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)
