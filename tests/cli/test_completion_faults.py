"""Completion offers nothing a shell could interpret, and on any fault nothing at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reltrack.cli.complete import complete
from reltrack.database.connection import open_to_write
from reltrack.database.schema import VERSION
from reltrack.read.completion import open_at_once
from rows import insert, insert_person

Offered = Callable[..., list[str]]


@pytest.fixture
def offered(
    journal: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Offered:
    """Ask what is offered at the end of a line: its words as zsh hands them over."""
    monkeypatch.setenv("RELTRACK_DB", str(journal))

    def ask(line: str, shell: str = "zsh") -> list[str]:
        assert complete([shell, *line.split(" ")]) == 0
        out, err = capfdbinary.readouterr()
        assert err == b""
        return out.decode().splitlines()

    return ask


HOSTILE = [
    "zed;touch", "$(touch p)", "`touch p`", "a b", "-rf", "--db", "a\nb", "a\tb", "~root", "=ls",
    "../x", "o'brien", 'o"brien', "a\\b", "a|b", "a&b", "a>b", "*", "a?", "a!b", "#a", "{a,b}",
    "a\x1b[31m", "a\u202eb", "a\u200bb", "@a", "/", "", "a:b", "%a", "^a",
]  # fmt: skip


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_what_a_shell_could_interpret_is_never_offered(
    offered: Offered, journal: Path, shell: str
) -> None:
    with closing(open_to_write(journal)) as db:
        insert_person(db, 1, slug="fine")
        for number, text in enumerate(HOSTILE, 2):
            insert_person(db, number, slug=text, name=text or "x", key=text)
            if text:
                insert(db, "circle", name=text)
                insert(db, "person_tag", tag=text)
                insert(db, "interaction", id=number + 90, uid=text, via=text)
    assert offered("show ", shell) == ["fine"]
    assert offered("due --circle ", shell) == []
    assert offered("due --tag ", shell) == []
    assert all(map(str.isalpha, offered("log --via ", shell)))
    for text in HOSTILE:
        for found in offered(f"show {text}", shell):
            assert re.fullmatch(r"[\w@-]+", found)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_what_is_said_of_a_record_is_harmless(offered: Offered, journal: Path, shell: str) -> None:
    """Only letters, digits, spaces and a few signs, whatever somebody is called or wrote."""
    with closing(open_to_write(journal)) as db:
        for number, text in enumerate(HOSTILE, 1):
            insert_person(db, number, name=text or "x")
            numbers = {"person_id": number, "text": f"{text} and {text * 40}"}
            insert(db, "fact", **numbers, id=number + 100, uid=f"fact-{number}")
            insert(db, "follow_up", **numbers, id=number + 200, uid=f"promise-{number}")
    for command in ("amend", "done", "delete", "log --done"):
        lines = [line for line in offered(f"{command} ", shell) if "\t" in line]
        assert len(lines) == 20
        for line in lines:
            number, about = line.split("\t")
            assert number.isdecimal()
            assert re.fullmatch(r"(fact|promise), [\w .,+()’…-]+", about)
            assert len(about) <= 73


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def changed(statement: str) -> Callable[[Path], None]:
    """Return what makes a journal of one person and then does something to it."""

    def make(path: Path) -> None:
        with closing(open_to_write(path)) as db:
            insert(db, "person")
            db.execute(statement)

    return make


def damaged(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return what makes a journal of one person and damages the file."""

    def make(path: Path) -> None:
        changed("SELECT 1")(path)
        path.write_bytes(change(path.read_bytes()))

    return make


def interrupted(path: Path) -> None:
    """Leave what a crash in the middle of a write leaves: a journal to roll back."""
    working = path.with_name("working.db")
    with closing(open_to_write(working)) as db:
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN IMMEDIATE")
        for number in range(1, 200):
            insert_person(db, number)
        shutil.copy(working, path)
        shutil.copy(f"{working}-journal", f"{path}-journal")


FAULTS: dict[str, Callable[[Path], object]] = {
    "empty": Path.touch,
    "a folder": Path.mkdir,
    "not a database": lambda path: path.write_bytes(os.urandom(5000)),
    "corrupt": damaged(lambda content: content[:100] + b"\xff" * (len(content) - 100)),
    "cut short": damaged(lambda content: content[:5000]),
    "newer": changed(f"PRAGMA user_version = {VERSION + 1}"),
    "of another program": changed("PRAGMA application_id = 7"),
    "in WAL mode": changed("PRAGMA journal_mode = WAL"),
    "interrupted": interrupted,
}
if hasattr(os, "mkfifo"):
    FAULTS["a pipe"] = os.mkfifo


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_silent_and_leave_no_trace(
    offered: Offered, journal: Path, tmp_path: Path, fault: str
) -> None:
    journal.parent.mkdir()
    FAULTS[fault](journal)
    before = tree(tmp_path)
    assert offered("show ") == []
    assert offered("due --circle ") == []
    assert offered("done ") == []
    assert offered("amend ") == []
    assert offered("log --via co") == ["coffee", "conference"]
    assert offered("log --on to") == ["today\tFri 20 Nov 2026"]
    assert tree(tmp_path) == before


def test_a_missing_journal_is_not_made(offered: Offered, tmp_path: Path) -> None:
    assert offered("show an") == []
    assert tree(tmp_path) == {}


def test_a_locked_journal_is_not_waited_for(offered: Offered, journal: Path) -> None:
    with closing(open_to_write(journal)) as db:
        insert(db, "person")
        assert offered("show an") == ["ana-lima"]
        db.execute("BEGIN EXCLUSIVE")
        assert offered("show an") == []
        db.execute("ROLLBACK")
    with closing(open_at_once(journal)) as db:
        assert db.execute("PRAGMA busy_timeout").fetchone()[0] <= 100  # milliseconds


def test_settings_and_clock_do_not_matter(
    offered: Offered, journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_to_write(journal)) as db:
        insert(db, "person")
    settings = tmp_path / "home/config/reltrack/config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("nonsense")
    monkeypatch.setenv("RELTRACK_NOW", "soon")
    assert offered("show an") == ["ana-lima"]
    assert offered("log --on to") == []
