"""Forgetting reaches the copies first and the journal last, whatever comes between."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from processes import run
from reltrack import config
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.database.recording import change
from reltrack.domain.drafts import PersonDraft
from reltrack.errors import JournalError, NotFoundError
from reltrack.write import forget as forgetting
from reltrack.write.forget import forget
from reltrack.write.people import add
from states import names, state_hash
from write.forgetting import NOW, TODAY, check, copied, forgotten
from write.traces import NAME, traces


def test_whom_a_copy_knows_by_another_number_or_not_at_all(full: Path, tmp_path: Path) -> None:
    """Somebody of the name who is no longer in the journal goes from the copies, too."""
    with closing(open_to_write(full)) as db:
        with change(db, "add", now=NOW) as op:
            gone = add(op, "Pepe Quixano", PersonDraft(facts=["chicken pox"]), today=TODAY)
            other = add(op, "Chemita", PersonDraft(facts=["plays chess"]), today=TODAY)
        copied(db, full, "with two more")
        with change(db, "delete", now=NOW):
            db.execute("DELETE FROM person WHERE id = ?", [gone])
    forgotten(full, redact=True)
    # The other one keeps the name, of which an index may share the first letter with a neighbour.
    assert {term for _, term in traces(tmp_path)} <= {"Chemita", "hemita"}
    with closing(open_to_read(config.backups_path(full) / "with two more.db")) as db:
        assert db.execute("SELECT text FROM fact WHERE person_id = ?", [other]).fetchall() == [
            ("plays chess",)
        ]


def test_what_crashes_left_behind_goes(full: Path, tmp_path: Path) -> None:
    left = [
        full.parent / f".{full.name}.99.abcd.draft",
        config.backups_path(full) / ".daily.db.99.abcd.draft",
        config.backups_path(full) / "replaced-2026-01-01T000000.db-journal",
        config.state_path() / "crash.txt",
        config.state_path() / "drafts" / "text-1.txt",
        config.state_path() / "drafts" / "log.json",
        config.state_path() / "drafts" / ".text-1.txt.swp",
    ]
    stays = [full.parent / "letter to José Núñez-Müller.txt", full.parent / ".other.db.9.draft"]
    (config.state_path() / "drafts").mkdir()
    for file in (*left, *stays):
        file.write_text(NAME)
    left[-2].write_text(json.dumps({"who": "Lunch with Núñez"}))
    left[-1].write_bytes(b"\xff" + NAME.encode())
    theirs = [config.state_path() / "drafts" / name for name in ("text-2.txt", "other.json")]
    for file in theirs:
        file.write_text('{"text": "Lunch with Bob Stone"}')
    done = forgotten(full, redact=True)
    assert [file for file in left if file.exists()] == []
    assert {copy.path for copy in done.copies if copy.fate == "deleted"} == set(left)
    assert {name for name, _ in traces(tmp_path)} == {file.name for file in stays}
    assert all(file.exists() for file in theirs)


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b"not a journal: " + NAME.encode()),
        lambda file: file.write_bytes(file.read_bytes()[:9000] + NAME.encode() * 4000),
        lambda file: _set(file, "PRAGMA user_version = 999"),
        lambda file: _set(file, "PRAGMA application_id = 1"),
        lambda file: _set(file, "PRAGMA foreign_keys = OFF; DELETE FROM person"),
    ],
    ids=["not a journal", "torn", "newer", "foreign", "loose references"],
)
def test_a_copy_that_cannot_be_read_is_deleted(damage: Any, full: Path, tmp_path: Path) -> None:
    bad = config.backups_path(full) / "after the merge.db"
    damage(bad)
    fates = {copy.path.name: copy.fate for copy in forgotten(full, redact=True).copies}
    assert fates == {"after the merge.db": "deleted", "before the merge.db": "rewritten"}
    assert not bad.exists()
    assert traces(tmp_path) == []


def _set(file: Path, script: str) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.executescript(script)


def test_what_stands_beside_a_copy_goes_with_it(full: Path) -> None:
    beside = config.backups_path(full) / "after the merge.db-journal"
    beside.touch()
    fates = [copy.path.name for copy in forgotten(full).copies]
    assert fates == ["after the merge.db", "before the merge.db"]
    assert not beside.exists()


def test_a_journal_that_was_elsewhere_before(full: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "mine.db"
    moved.parent.mkdir()
    full.rename(moved)
    with closing(open_to_write(full)) as db, change(db, "add", now=NOW) as op:
        add(op, "Chemita", PersonDraft(), today=TODAY)
    with closing(open_to_read(full)) as db:
        other = copied(db, full, "of another journal")
    forgotten(moved, redact=True)
    assert {name for name, _ in traces(tmp_path)} == {other.name, full.name}


def test_a_copy_in_use_stops_it_before_anything_is_changed(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = config.backups_path(full) / "after the merge.db"
    before = full.read_bytes()
    monkeypatch.setattr("reltrack.database.connection.BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(busy, isolation_level=None)) as user:
        user.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            forgotten(full)
    assert full.read_bytes() == before
    assert busy.exists()
    assert forgotten(full).records["people"] == 1


def test_a_copy_that_can_be_neither_rewritten_nor_deleted(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (config.backups_path(full) / "bad.db").write_text(NAME)
    before = full.read_bytes()

    def refuse(self: Path, **_: Any) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(JournalError, match=r"cannot clean or delete .*bad\.db: permission denied"):
        forgotten(full)
    monkeypatch.undo()
    assert full.read_bytes() == before


@pytest.mark.parametrize("at", ["before the copies", "between the copies", "before the journal"])
def test_interrupted_it_can_be_done_again(
    at: str, full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_to_read(full)) as db:
        before = state_hash(db)

    def interrupted(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    name, count = {"before the copies": ("_clean", 0), "between the copies": ("_clean", 1),
                   "before the journal": ("leftovers", 0)}[at]  # fmt: skip
    original, calls = getattr(forgetting, name), []

    def counted(*values: Any, **options: Any) -> Any:
        calls.append(1)
        return (original if len(calls) <= count else interrupted)(*values, **options)

    with monkeypatch.context() as patched:
        patched.setattr(forgetting, name, counted)
        with pytest.raises(KeyboardInterrupt):
            forgotten(full, redact=True)
    assert len(calls) == count + 1
    with closing(open_to_read(full)) as db:
        assert state_hash(db) == before
    for file in config.backups_path(full).iterdir():
        check(file)
    forgotten(full, redact=True)
    assert traces(tmp_path) == []


def test_nobody(full: Path) -> None:
    before = full.read_bytes()
    with pytest.raises(NotFoundError, match="no such person"):
        forget(full, "no-such-uid", now=NOW)
    assert full.read_bytes() == before


def test_a_damaged_journal_is_left_as_it_is(full: Path) -> None:
    _set(full, "PRAGMA foreign_keys = OFF; DELETE FROM person WHERE slug = 'bob-stone'")
    before = {file: file.read_bytes() for file in (full, *config.backups_path(full).iterdir())}
    with pytest.raises(JournalError, match="damaged"):
        forgotten(full)
    assert {file: file.read_bytes() for file in before} == before


def test_nobody_reads_or_writes_meanwhile(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reltrack.database.connection.BUSY_SECONDS", 0.0)
    refused = []

    def look(_: Path) -> list[Path]:
        for opening in (open_to_read, open_to_write):
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                opening(full)
            refused.append(opening)
        return []

    monkeypatch.setattr(forgetting, "leftovers", look)
    forgotten(full)
    assert len(refused) == 2


KILLED = """
import signal
from datetime import UTC, datetime
from reltrack.write.forget import forget
connect = sqlite3.connect

class Killed(sqlite3.Connection):
    def backup(self, target, **_):
        target.execute("PRAGMA cache_size = 1")
        def kill(status, remaining, total):
            if remaining <= total // 2:
                os.kill(os.getpid(), signal.SIGKILL)
        super().backup(target, pages=2, progress=kill) if {halfway} else super().backup(target)
        os.kill(os.getpid(), signal.SIGKILL)

uid = connect(path).execute("SELECT uid FROM person WHERE slug LIKE 'jose%'").fetchone()[0]
sqlite3.connect = lambda name, **given: connect(
    name, factory=Killed if name == ":memory:" else sqlite3.Connection, **given
)
forget(path, uid, now=datetime(2026, 11, 20, tzinfo=UTC), redact=True)
"""


@pytest.mark.parametrize("halfway", [True, False])
def test_killed_while_the_journal_is_written(halfway: bool, full: Path, tmp_path: Path) -> None:
    shutil.rmtree(config.backups_path(full))
    with closing(open_to_read(full)) as db:
        before = state_hash(db)
    killed = run(KILLED.format(halfway=halfway), full)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert names(full.parent) == ["journal.db", "journal.db-journal"]
    assert ((full.parent / "journal.db-journal").stat().st_size > 0) == halfway
    if halfway:
        with closing(open_to_read(full)) as db:
            assert state_hash(db) == before
        forgotten(full, redact=True)
    assert traces(tmp_path) == []
    check(full)
    with closing(open_to_write(full)) as db, change(db, "add", now=NOW) as operation:
        add(operation, "Zoe Quinn", PersonDraft(), today=TODAY)
    assert names(full.parent) == ["journal.db"]


def test_it_tells_how_far_it_is(full: Path) -> None:
    copies = forgetting.known_copies(full, "")
    told: list[str] = []
    forgotten(full, dry_run=True, watch=told.append)
    each = [f"looking through copy {one} of {len(copies)} ..." for one, _ in enumerate(copies, 1)]
    assert len(each) > 1
    assert told == each
    forgotten(full, watch=told.append)
    assert told == [*each, *each, "writing the journal anew ..."]
