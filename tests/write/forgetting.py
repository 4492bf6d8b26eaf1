"""Forget somebody, and look at what is left."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reltrack import config
from reltrack.database.backup import copy
from reltrack.database.connection import open_to_read
from reltrack.write.forget import Forgotten, forget
from states import state_hash

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = "2026-11-20"


def copied(db: sqlite3.Connection, journal: Path, name: str) -> Path:
    folder = config.backups_path(journal)
    folder.mkdir(parents=True, exist_ok=True)
    copy(db, folder / f"{name}.db")
    return folder / f"{name}.db"


def forgotten(path: Path, slug: str = "jose-nunez-muller", **options: Any) -> Forgotten:
    with closing(open_to_read(path)) as db:
        (uid,) = db.execute("SELECT uid FROM person WHERE slug = ?", [slug]).fetchone()
    return forget(path, uid, now=NOW, **options)


def texts(path: Path) -> list[str]:
    with closing(open_to_read(path)) as db:
        return [text for (text,) in db.execute("SELECT text FROM interaction ORDER BY id")]


def check(path: Path) -> None:
    with closing(open_to_read(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        state_hash(db)
