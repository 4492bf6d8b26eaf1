"""Opening the journal: private, never created by looking, and nobody else's file touched."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from processes import IMPORTS
from reltrack.database.connection import open_in_memory, open_to_read, open_to_write
from rows import insert
from states import file_state, names

Opening = Callable[[Path], sqlite3.Connection]

BOTH = pytest.mark.parametrize("opening", [open_to_read, open_to_write])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    former = os.umask(request.param)
    yield
    os.umask(former)


@pytest.mark.usefixtures("umask")
def test_a_journal_is_private_whatever_the_umask(tmp_path: Path) -> None:
    home = tmp_path / "home"
    path = home / "share" / "reltrack" / "journal.db"
    with closing(open_to_write(path)) as db:
        assert mode(path) == 0o600
        db.execute("BEGIN IMMEDIATE")
        insert(db, "tombstone")
        assert mode(path.with_name("journal.db-journal")) == 0o600
        db.execute("COMMIT")
    assert [mode(folder) for folder in (home, home / "share", path.parent)] == [0o700] * 3
    assert names(path.parent) == ["journal.db"]


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o750)
    open_to_write(folder / "journal.db").close()
    assert mode(folder) == 0o750


def test_looking_creates_nothing(journal: Path) -> None:
    with closing(open_to_read(journal)) as db:
        assert db.execute("SELECT count(*) FROM person").fetchone() == (0,)
    assert not journal.parent.exists()


def test_looking_changes_nothing(made: Path) -> None:
    before = file_state(made)
    with closing(open_to_read(made)) as db:
        assert db.execute("SELECT uid FROM tombstone").fetchall() == [("uid-9",)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("DELETE FROM tombstone")
    assert file_state(made) == before


@BOTH
def test_what_every_connection_keeps_to(opening: Opening, made: Path) -> None:
    with closing(opening(made)) as db:
        kept = {
            name: db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "foreign_keys",
                "recursive_triggers",
                "synchronous",
                "secure_delete",
                "busy_timeout",
                "journal_mode",
            )
        }
        assert db.isolation_level is None
    assert kept == {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "synchronous": 3,
        "secure_delete": 1,
        "busy_timeout": 5000,
        "journal_mode": "delete",
    }


def test_a_journal_in_memory_keeps_to_the_same_rules() -> None:
    with closing(open_in_memory()) as db:
        for name in ("foreign_keys", "recursive_triggers"):
            assert db.execute(f"PRAGMA {name}").fetchone() == (1,)


def test_names_that_mean_something_in_a_uri_are_names(tmp_path: Path) -> None:
    for name in ("a?mode=memory", "b#c", "50%20", "ä ö", os.fsdecode(b"\xff")):
        open_to_write(tmp_path / name).close()
        assert (tmp_path / name).is_file()


def test_many_first_commands_make_one_journal(journal: Path) -> None:
    code = """
print("ready", flush=True)
sys.stdin.readline()
db = open_to_write(path)
db.execute("INSERT INTO tombstone VALUES (?, '')", [str(os.getpid())])
print(db.execute("SELECT uid FROM journal").fetchone()[0])
"""
    command = [sys.executable, "-c", IMPORTS + code, str(journal)]
    first = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in first:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in first:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    uids = {process.communicate(timeout=60)[0] for process in first}
    assert [process.returncode for process in first] == [0] * 4
    assert len(uids) == 1
    with closing(open_to_read(journal)) as db:
        assert db.execute("SELECT count(*) FROM tombstone").fetchone() == (4,)
    assert names(journal.parent) == ["journal.db"]


def test_a_file_system_without_links_will_do(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    open_to_write(journal).close()
    assert names(journal.parent) == ["journal.db"]


def test_a_creation_that_fails_leaves_nothing(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("reltrack.database.migrate.migrate", full)
    with pytest.raises(sqlite3.OperationalError):
        open_to_write(journal)
    assert names(journal.parent) == []
