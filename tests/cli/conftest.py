"""A journal in which a few people are known, and nothing has happened yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from running import done

PEOPLE = ("Ana Lima", "Ana Ortiz", "Bob Stone", "José Núñez", "Grace Hopper")


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("known") / "journal.db"
    for name in PEOPLE:
        done("add", name, db=db, now="2026-01-05")
    return db


@pytest.fixture
def db(known: Path, tmp_path: Path) -> Path:
    """Ana Lima (1), Ana Ortiz (2), Bob Stone (3), José Núñez (4), Grace Hopper (5)."""
    return Path(shutil.copy(known, tmp_path / "journal.db"))
