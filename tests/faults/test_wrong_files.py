"""Every way in which a journal's file can be wrong: said in words, with a way out, and no harm."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from faults.rooms import PEOPLE, SECRET, Room
from reltrack.database import connection
from running import Result, process
from states import file_state

Wrong = Callable[[Path], object]


def missing_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def zero_length(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text(f"Dear diary, {SECRET}\n" * 500)


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def zeroed_header(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes(100) + content[100:])


def zeroed_pages(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA application_id = 1234567")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 9999")


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("loop")
    path.with_name("loop").symlink_to(path.name)


WRONG: dict[Wrong, tuple[str, str]] = {
    missing_folder: ("the folder of the journal does not exist", "create it"),
    folder: ("it is a folder", "give the path of a file"),
    pipe: ("it is not a regular file", "give another path"),
    zero_length: ("the file is empty", "reltrack backup --list"),
    text: ("the file is not a reltrack journal", "reltrack backup --list"),
    truncated: ("the journal is damaged", "doctor --recover"),
    zeroed_header: ("the file is not a reltrack journal", "reltrack backup --list"),
    zeroed_pages: ("the journal is damaged", "doctor --recover"),
    foreign: ("it belongs to another program", "give the path of a journal"),
    newer: ("written by a newer reltrack", "upgrade reltrack"),
    dangling: ("too many levels of symbolic links", "give another path"),
}

COMMANDS = [
    ("due", "--all"),
    ("show", "ana-lima"),
    ("export",),
    ("log", "-w", "ana-lima", f"{SECRET} tea"),
    ("edit", "ana-lima", "--city", SECRET),
    ("import", "{room}/export.jsonl"),
    ("forget", "ana-lima", "--yes"),
    ("undo",),
]

EACH = pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])


def said(result: Result, message: str, hint: str) -> None:
    """Two lines on stderr: what happened, what to do, nothing private."""
    assert (result.code, result.out) == (7, ""), result
    first, second = result.err.splitlines()
    assert first.startswith("error: ")
    assert message in first
    assert second.startswith("hint: ")
    assert hint in second
    assert not any(word in result.err for word in (SECRET, *PEOPLE))


def found(room: Room) -> object:
    """What must be the same afterwards."""
    if room.journal.is_file():
        return file_state(room.journal)
    return sorted(str(path) for path in room.folder.parent.rglob("*"))


def run(room: Room, command: tuple[str, ...]) -> Result:
    return room.ask(*(word.replace("{room}", str(room.folder)) for word in command))


@EACH
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.__name__)
def test_what_is_wrong_with_a_file(
    wrong: Wrong, command: tuple[str, ...], furnished: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = furnished.folder / "inner"
    inner.mkdir(mode=0o700)
    furnished.journal.rename(inner / "journal.db")
    monkeypatch.setattr(furnished, "journal", inner / "journal.db")
    wrong(furnished.journal)
    before = found(furnished)
    if wrong is pipe:  # waiting for it would be for ever
        words = [word.replace("{room}", str(furnished.folder)) for word in command]
        result = process(*words, env={**furnished.environ, "RELTRACK_DB": str(furnished.journal)})
    else:
        result = run(furnished, command)
    said(result, *WRONG[wrong])
    assert found(furnished) == before


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"BEGIN {how}")
        yield
        db.execute("ROLLBACK")


@EACH
@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_another_writer(
    how: str, command: tuple[str, ...], furnished: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who only reads waits for nobody who has not begun to put pages in place."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    before = file_state(furnished.journal)
    with held(furnished.journal, how):
        result = run(furnished, command)
    assert file_state(furnished.journal) == before
    if how == "IMMEDIATE" and command[0] in ("due", "show", "export"):
        assert (result.code, result.err) == (0, "")
    else:
        said(result, "the journal is busy: another reltrack is writing", "nothing was changed")
    assert run(furnished, command).code == 0
