"""A home of its own for a journal under trial, which can be put back as it was."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

from running import NOW, Result, done, invoke
from states import check_search, derived, state

SECRET = "zanzibar"
"""Stands in every text of the journals here, and may stand in no message."""

PEOPLE = ("Ana Lima", "Bob Stone", "Grace Hopper", "José Núñez", "Zelda Quist")

NOTHING = "no journal"

_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


class Room:
    """A folder that holds a journal and all that the program keeps beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "room"
        self.journal = self.folder / "journal.db"
        self._saved = folder / "saved"
        self.environ = {
            **os.environ,
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "RELTRACK_DB": str(self.journal),
            "RELTRACK_NOW": NOW,
            "TZ": "UTC",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.folder.mkdir(mode=0o700, parents=True)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Let what is called in this process find itself here."""
        with patch.dict(os.environ, self.environ):
            yield

    def do(self, *words: object, stdin: str = "", now: str = NOW) -> Result:
        """Run a command in this process; it must succeed."""
        with self.inside():
            return done(*words, db=self.journal, stdin=stdin, now=now)

    def ask(self, *words: object, stdin: str = "") -> Result:
        """Run a command in this process."""
        with self.inside():
            return invoke(*words, db=self.journal, stdin=stdin)

    def save(self) -> None:
        """Remember how everything is now."""
        shutil.rmtree(self._saved, ignore_errors=True)
        shutil.copytree(self.folder, self._saved, symlinks=True)

    def put_back(self) -> None:
        """Make everything as it was remembered."""
        shutil.rmtree(self.folder)
        shutil.copytree(self._saved, self.folder, symlinks=True)

    def backups(self) -> list[Path]:
        """Return the finished backups."""
        return sorted((self.folder / "state").glob("reltrack/backups/*/[!.]*.db"))

    def too_open(self) -> list[Path]:
        """Return the files and folders that others could look into."""
        return [path for path in self.folder.rglob("*") if path.lstat().st_mode & 0o077]


def program(before: str = "") -> list[str]:
    """Return the words that run the program, after some code of a test."""
    if not before:
        return [sys.executable, "-m", "reltrack"]
    return [sys.executable, "-c", f"{before}\nfrom reltrack.__main__ import main\nmain()"]


def populate(room: Room) -> None:
    """Fill a journal with a little of everything, on an earlier day."""
    earlier = "2026-11-02T10:00"
    for name in PEOPLE:
        room.do("add", name, "--city", SECRET, "--fact", f"likes {SECRET}", now=earlier)
    slugs = ("ana-lima", "bob-stone", "grace-hopper", "jose-nunez", "zelda-quist")
    lines = "".join(
        f'{{"with": ["{slug}"], "text": "{SECRET} {n}", "date": "2026-10-{n:02}", "tags": ["t"]}}\n'
        for n, slug in enumerate(slugs * 4, start=1)
    )
    room.do("log", "--batch", "-", stdin=lines, now=earlier)
    room.do("promise", "ana-lima", f"the {SECRET} atlas", now=earlier)
    room.do("plan", "bob-stone", f"coffee in {SECRET}", now=earlier)


def told(path: Path) -> str:
    """Return all that a journal tells, fresh identifiers numbered; it must be sound.

    Raises:
        AssertionError: it is damaged.
        sqlite3.DatabaseError: it is damaged, or its search index does not agree.
    """
    if not path.exists():
        return NOTHING
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT recording, bulk FROM journal").fetchone() == (None, 0)
        check_search(db)
        steps = db.execute("SELECT command, state FROM operation ORDER BY id").fetchall()
        text = repr((state(db), derived(db), steps))
    seen: dict[str, int] = {}
    return _UID.sub(lambda uid: f"uid {seen.setdefault(uid[0], len(seen))}", text)
