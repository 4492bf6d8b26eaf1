"""A migration loses nothing: backed up, checked, killed half way, or begun twice at once."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from processes import IMPORTS, run
from reltrack import config
from reltrack.database import backup, connection, migrate, schema
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.errors import JournalError
from rows import insert_all
from states import file_state, state, state_hash

SCRIPT = "ALTER TABLE person ADD COLUMN pronoun TEXT;\n"

LATER = f"""
from reltrack.database import connection, migrate, schema
scripts = migrate._scripts()
version = schema.VERSION + 1
migrate._scripts = lambda: [*scripts, (version, {SCRIPT!r})]
for module in (connection, migrate, schema):
    module.VERSION = version
"""
"""A program of the next version, in a process of its own."""


@pytest.fixture
def full(journal: Path) -> Path:
    """A journal of today's schema, with a row in every table."""
    with closing(open_to_write(journal)) as db:
        insert_all(db)
    return journal


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make the program one whose schema has one migration more."""
    scripts, version = migrate._scripts(), schema.VERSION + 1

    def add(script: str) -> None:
        monkeypatch.setattr(migrate, "_scripts", lambda: [*scripts, (version, script)])
        for module in (connection, migrate, schema):
            monkeypatch.setattr(module, "VERSION", version)

    return add


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        number: int = db.execute("PRAGMA user_version").fetchone()[0]
        return number


def contents(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        return state_hash(db)


@pytest.mark.parametrize("opening", [open_to_read, open_to_write])
def test_a_journal_is_backed_up_as_it_was(
    opening: Callable[[Path], sqlite3.Connection], full: Path, later: Callable[[str], None]
) -> None:
    before = contents(full)
    later(SCRIPT)
    opening(full).close()
    [told] = backup.backups(full)
    assert told["kind"] == "migration"
    assert Path(told["path"]).name.startswith(f"migration-v{schema.VERSION - 1}-")
    assert version_of(Path(told["path"])) == schema.VERSION - 1
    assert contents(Path(told["path"])) == before
    opening(full).close()
    assert len(backup.backups(full)) == 1


def test_an_empty_journal_is_not(journal: Path, later: Callable[[str], None]) -> None:
    open_to_write(journal).close()
    later(SCRIPT)
    open_to_write(journal).close()
    assert version_of(journal) == schema.VERSION
    assert backup.backups(journal) == []


def test_without_a_backup_nothing_is_changed(
    full: Path, later: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    before = file_state(full)
    later(SCRIPT)
    for opening in (open_to_read, open_to_write):
        with pytest.raises(JournalError, match=r"cannot be backed up before: .*not a directory"):
            opening(full)
        assert file_state(full) == before


@pytest.mark.parametrize(
    ("spoil", "script", "said"),
    [
        ("INSERT INTO person_tag VALUES (99, 'x')", SCRIPT, "references do not fit before"),
        ("", "INSERT INTO person_tag VALUES (99, 'x');", "references do not fit after"),
        ("", "DELETE FROM skip;", "skip would lose rows"),
    ],
)
def test_what_does_not_fit_before_or_after_is_refused(
    spoil: str, script: str, said: str, full: Path, later: Callable[[str], None]
) -> None:
    with closing(sqlite3.connect(full)) as db:
        db.execute(spoil)
        db.commit()
    before = file_state(full)
    later(script)
    with pytest.raises(JournalError, match=said):
        open_to_write(full)
    assert file_state(full) == before


def test_a_damaged_journal_is_left_as_it_is(full: Path, later: Callable[[str], None]) -> None:
    with closing(sqlite3.connect(full)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'skip'").fetchone()
    content = bytearray(full.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    full.write_bytes(content)
    before = file_state(full)
    later(SCRIPT)
    with pytest.raises((JournalError, sqlite3.DatabaseError), match=r"damaged|malformed"):
        open_to_write(full)
    assert file_state(full) == before
    assert backup.backups(full) == []


@pytest.mark.parametrize(
    "moment",
    [
        "migrate.create_derived = die",
        "migrate._check = lambda db, when: when == 'after' and die()",
        "from reltrack.database import backup; backup.sync = die",
        "from reltrack.database import backup; backup._rotate = die",
    ],
)
def test_killed_half_way_it_begins_anew(moment: str, full: Path) -> None:
    before = contents(full)
    die = "\ndef die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
    killed = run(f"{LATER}{die}{moment}\nopen_to_write(path)", full)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert version_of(full) == schema.VERSION
    assert contents(full) == before
    done = run(f"{LATER}\nopen_to_write(path)", full)
    assert done.returncode == 0, done.stderr
    assert version_of(full) == schema.VERSION + 1
    newest = backup.paths(full)[0]
    assert (version_of(newest), contents(newest)) == (schema.VERSION, before)


def test_many_may_begin_at_once_and_one_does_it(full: Path) -> None:
    code = f"{IMPORTS}{LATER}\nopen_to_read(path)"
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(full)], stderr=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    for each in running:
        _, said = each.communicate(timeout=60)
        assert each.returncode == 0, said
    assert version_of(full) == schema.VERSION + 1
    assert len(backup.paths(full)) == 1
    with closing(sqlite3.connect(full)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert len(state(db)["person"]) == 2
    assert all(not path.name.startswith(".") for path in config.backups_path(full).iterdir())
