"""Copies of the journal: whole, private, checked, few, and never fuller ones lost for emptier."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from processes import run
from reltrack import config
from reltrack.database import backup, connection
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.errors import JournalError, RefusedError
from rows import insert_all, insert_person
from states import file_state, names, state_hash

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY = NOW.date()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def hash_of(path: Path) -> str:
    with closing(open_to_read(path)) as db:
        return state_hash(db)


def fill(path: Path, people: int) -> None:
    """Let the journal hold so many people, and nothing else."""
    with closing(open_to_write(path)) as db:
        db.execute("DELETE FROM person")
        for number in range(1, people + 1):
            insert_person(db, number)


def daily(path: Path, day: date) -> None:
    with closing(open_to_write(path)) as db:
        backup.daily(db, path, day)


@pytest.fixture
def full(journal: Path) -> Path:
    """A journal with a row in every table."""
    with closing(open_to_write(journal)) as db:
        insert_all(db)
    return journal


@pytest.fixture(params=[0o000, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    former = os.umask(request.param)
    yield
    os.umask(former)


@pytest.mark.usefixtures("umask")
def test_a_copy_is_whole_and_private_whatever_the_umask(full: Path) -> None:
    before = file_state(full)
    daily(full, DAY)
    [path] = backup.paths(full)
    assert hash_of(path) == hash_of(full)
    assert mode(path) == 0o600
    folders = [path.parent, path.parent.parent, config.state_path()]
    assert [mode(folder) for folder in folders] == [0o700] * 3
    assert names(path.parent) == ["daily-2026-11-20.db"]
    assert file_state(full) == before


def test_what_a_backup_says_of_itself(full: Path) -> None:
    daily(full, DAY)
    [told] = backup.backups(full)
    size = Path(told["path"]).stat().st_size
    assert {key: told[key] for key in told if key not in ("path", "size")} == {
        "kind": "daily",
        "date": "2026-11-20",
        "time": None,
        "people": 2,
        "entries": 1,
        "records": 8,
        "last_date": "2026-11-20",
    }
    assert told["size"] == size


def test_an_empty_journal_needs_none(journal: Path) -> None:
    daily(journal, DAY)
    assert backup.backups(journal) == []


def test_the_first_of_a_day_stays(full: Path) -> None:
    daily(full, DAY)
    before = file_state(backup.paths(full)[0])
    fill(full, 9)
    daily(full, DAY)
    assert file_state(backup.paths(full)[0]) == before


def test_seven_days_are_kept(full: Path) -> None:
    for number in range(10):
        daily(full, DAY + timedelta(number))
    days = [Path(told["path"]).name for told in backup.backups(full)]
    assert days == [f"daily-2026-11-{number}.db" for number in range(29, 22, -1)]


def test_a_clock_that_went_back_does_not_cost_the_backup_just_made(full: Path) -> None:
    for number in range(7):
        daily(full, DAY + timedelta(number))
    daily(full, date(2020, 1, 1))
    assert "daily-2020-01-01.db" in names(config.backups_path(full))


def test_a_far_fuller_one_is_kept_beyond_the_seven_until_it_is_no_longer_fuller(
    journal: Path,
) -> None:
    fill(journal, 8)
    for number in range(3):
        daily(journal, DAY - timedelta(number))
    fill(journal, 2)
    for number in range(1, 12):
        daily(journal, DAY + timedelta(number))
    found = backup.backups(journal)
    assert [told["date"] for told in found if told["people"] == 8] == ["2026-11-20"]
    assert len(found) == 8
    fill(journal, 8)
    for number in range(12, 20):
        daily(journal, DAY + timedelta(number))
    assert len(backup.backups(journal)) == 7


def test_three_are_kept_of_those_before_migrations(full: Path) -> None:
    for minute in range(5):
        backup.before_migration(full, 1, now=NOW + timedelta(minutes=minute))
    assert [told["time"] for told in backup.backups(full)] == ["09:34", "09:33", "09:32"]


def test_what_is_made_by_hand_is_never_dropped_and_never_overwritten(full: Path) -> None:
    with closing(open_to_read(full)) as db:
        made = [backup.stamped(db, full, "manual", now=NOW) for _ in range(12)]
    daily(full, DAY)
    assert len(set(made)) == 12
    assert set(made) < set(backup.paths(full))
    assert backup.paths(full)[:2] == [made[11], made[10]]


def test_newest_first(full: Path) -> None:
    with closing(open_to_read(full)) as db:
        backup.stamped(db, full, "manual", now=NOW)
        backup.stamped(db, full, "replaced", now=NOW - timedelta(hours=1))
        backup.stamped(db, full, "migration-v1", now=NOW + timedelta(days=1))
    daily(full, DAY)
    found = [(told["kind"], told["date"], told["time"]) for told in backup.backups(full)]
    assert found == [
        ("migration", "2026-11-21", "09:30"),
        ("manual", "2026-11-20", "09:30"),
        ("replaced", "2026-11-20", "08:30"),
        ("daily", "2026-11-20", None),
    ]


def test_a_backup_that_cannot_be_read_is_listed_and_holds_nobody_knows_what(full: Path) -> None:
    daily(full, DAY)
    [path] = backup.paths(full)
    path.write_bytes(b"x" * 5000)
    [told] = backup.backups(full)
    assert (told["people"], told["entries"], told["last_date"]) == (None, None, None)


def test_journals_of_one_name_in_two_places_have_their_own_backups(tmp_path: Path) -> None:
    here, there = tmp_path / "here" / "journal.db", tmp_path / "there" / "journal.db"
    for path in (here, there):
        fill(path, 1)
    daily(here, DAY)
    assert backup.backups(there) == []


def test_a_journal_reached_by_a_link_has_the_same_backups(full: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(full)
    daily(full, DAY)
    assert backup.backups(tmp_path / "link.db") == backup.backups(full)


def test_a_damaged_journal_is_not_backed_up(full: Path) -> None:
    with closing(sqlite3.connect(full)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'fact'").fetchone()
    content = bytearray(full.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    full.write_bytes(content)
    with pytest.raises(JournalError, match="damaged"):
        daily(full, DAY)
    assert names(config.backups_path(full)) == []


def test_a_journal_in_wal_mode_is_copied_with_all_that_its_wal_holds(full: Path) -> None:
    with closing(sqlite3.connect(full, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        insert_person(db, 9)
        daily(full, DAY)
        [path] = backup.paths(full)
        assert hash_of(path) == hash_of(full)
    assert names(path.parent) == [path.name]


def test_a_copy_waits_no_longer_for_a_lock_than_anything_else(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    with (
        closing(open_to_write(full)) as other,
        closing(open_to_write(full)) as db,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError, match="busy"):
            backup.daily(db, full, DAY)
    assert backup.backups(full) == []


def test_what_a_crash_has_left_half_made_is_swept_away_a_day_later(full: Path) -> None:
    daily(full, DAY)
    folder = config.backups_path(full)
    old, young = folder / ".daily.1.2.draft", folder / ".daily.3.4.draft"
    for draft in (old, young):
        draft.touch()
    os.utime(old, (1, 1))
    daily(full, DAY + timedelta(1))
    assert not old.exists()
    assert young.exists()


def test_a_killed_copy_leaves_no_backup_that_is_not_one(full: Path) -> None:
    killed = run(
        """
from datetime import date
from reltrack.database import backup, files
backup.sync = lambda path: os.kill(os.getpid(), signal.SIGKILL)
backup.daily(open_to_write(path), path, date(2026, 11, 20))
""",
        full,
    )
    assert killed.returncode == -9, killed.stderr
    assert backup.backups(full) == []
    daily(full, DAY)
    assert hash_of(backup.paths(full)[0]) == hash_of(full)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk_leaves_no_half_of_a_copy(full: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("cannot mount here")
    try:
        with closing(open_to_read(full)) as db:
            with pytest.raises((JournalError, sqlite3.OperationalError)) as caught:
                backup.copy(db, disk / "copy.db")
            assert "full" in str(caught.value) or "space" in str(caught.value)
            assert not db.in_transaction
        assert names(disk) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_copy_is_not_put_over_a_far_fuller_one_even_when_told_to(
    journal: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    fill(journal, 8)
    with closing(open_to_read(journal)) as db:
        backup.copy_to(db, target, force=False)
        with pytest.raises(RefusedError, match="exists already"):
            backup.copy_to(db, target, force=False)
    fill(journal, 3)
    before = file_state(target)
    with closing(open_to_read(journal)) as db, pytest.raises(RefusedError, match="far more"):
        backup.copy_to(db, target, force=True)
    assert file_state(target) == before
    fill(journal, 6)
    with closing(open_to_read(journal)) as db:
        backup.copy_to(db, target, force=True)
    assert hash_of(target) == hash_of(journal)
