"""A backup takes the journal's place in one step, and what was there is kept, whatever it was."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from processes import run
from reltrack import config
from reltrack.database import backup, connection
from reltrack.database import restore as restoring
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.database.faults import fault
from reltrack.database.restore import preview, restore
from reltrack.errors import BadDataError, JournalError, NotFoundError, RefusedError, ReltrackError
from rows import insert_all, insert_person
from states import file_state, names, state_hash

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def hash_of(path: Path) -> str:
    with closing(open_to_read(path)) as db:
        return state_hash(db)


@pytest.fixture
def full(journal: Path) -> Path:
    """A journal with a row in every table, and more since its backup was made."""
    with closing(open_to_write(journal)) as db:
        insert_all(db)
        backup.daily(db, journal, NOW.date())
        insert_person(db, 9)
    return journal


@pytest.fixture
def copy(full: Path) -> Path:
    """The backup."""
    return backup.paths(full)[0]


def test_the_journal_is_as_it_was_and_the_one_of_before_is_kept(full: Path, copy: Path) -> None:
    before = full.read_bytes()
    wanted, left = hash_of(copy), file_state(copy)[:2]
    done = restore(copy, full, now=NOW)
    assert hash_of(full) == wanted
    assert file_state(copy)[:2] == left
    assert done["replaced"] is not None
    kept = Path(done["replaced"]["path"])
    assert kept.read_bytes() == before
    assert done["replaced"]["people"] == 3
    assert [file.stat().st_mode & 0o777 for file in (full, kept)] == [0o600, 0o600]
    assert names(full.parent) == ["journal.db"]
    restore(kept, full, now=NOW)
    assert full.stat().st_ino != kept.stat().st_ino
    assert len(backup.paths(full)) == 3


def test_to_look_at_it_changes_nothing(full: Path, copy: Path) -> None:
    before = file_state(full), file_state(copy)
    told = preview(copy, full)
    assert (told["restored"]["people"], (told["replaced"] or {}).get("people")) == (2, 3)
    assert (file_state(full), file_state(copy)) == before


def test_where_there_is_no_journal_any_more(full: Path, copy: Path) -> None:
    wanted = hash_of(copy)
    full.unlink()
    full.parent.rmdir()
    assert restore(copy, full, now=NOW)["replaced"] is None
    assert hash_of(full) == wanted


def test_a_journal_that_is_a_link_stays_one(full: Path, copy: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(full)
    wanted = hash_of(copy)
    restore(copy, link, now=NOW)
    assert link.is_symlink()
    assert hash_of(full) == wanted


def cut(path: Path) -> None:
    os.truncate(path, 5000)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 500)


def blank(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes(100) + content[100:])


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 9999")


def others(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE note (text)")


def dangling(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO person_tag VALUES (999, 'x')")
        db.commit()


@pytest.mark.parametrize("spoil", [cut, empty, text, blank, newer])
def test_a_damaged_journal_is_replaced_and_kept(
    spoil: Callable[[Path], None], full: Path, copy: Path
) -> None:
    spoil(full)
    before, wanted = full.read_bytes(), hash_of(copy)
    done = restore(copy, full, now=NOW)
    assert done["replaced"] is not None
    assert Path(done["replaced"]["path"]).read_bytes() == before
    assert hash_of(full) == wanted


@pytest.mark.parametrize(
    ("spoil", "raised", "said"),
    [
        (cut, BadDataError, "damaged"),
        (empty, BadDataError, "no reltrack journal"),
        (text, BadDataError, "no reltrack journal"),
        (blank, BadDataError, "no reltrack journal"),
        (others, BadDataError, "no reltrack journal"),
        (dangling, BadDataError, "damaged"),
        (newer, JournalError, "newer"),
        (Path.unlink, NotFoundError, "no file"),
    ],
)
def test_what_is_no_sound_journal_is_not_restored(
    spoil: Callable[[Path], None], raised: type[ReltrackError], said: str, full: Path, copy: Path
) -> None:
    spoil(copy)
    before = file_state(full), names(copy.parent)
    with pytest.raises(raised, match=said):
        restore(copy, full, now=NOW)
    assert (file_state(full), names(copy.parent)) == before


def test_another_program_s_file_is_not_replaced(full: Path, copy: Path) -> None:
    others(full)
    before = file_state(full)
    with pytest.raises(JournalError, match="another program"):
        restore(copy, full, now=NOW)
    with pytest.raises(JournalError, match="not a file"):
        restore(copy, full.parent, now=NOW)
    assert file_state(full) == before


def test_the_journal_itself_is_no_backup_of_it(full: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(full)
    for same in (full, tmp_path / "link"):
        with pytest.raises(RefusedError, match="the journal itself"):
            restore(same, full, now=NOW)


def test_where_the_journal_of_before_cannot_be_kept_it_stays(
    full: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "copy.db"
    copy.rename(elsewhere)
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    before = file_state(full)
    with pytest.raises(JournalError, match="not a directory"):
        restore(elsewhere, full, now=NOW)
    assert file_state(full) == before


def test_a_disk_that_fails_at_the_very_end_is_not_said_to_have_changed_nothing(
    full: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(restoring, "sync_folder", fail)
    wanted = hash_of(copy)
    with pytest.raises(JournalError, match="in the journal's place") as caught:
        restore(copy, full, now=NOW)
    assert "doctor" in str(caught.value.hint)
    assert hash_of(full) == wanted


def test_who_writes_is_waited_for(full: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    with closing(open_to_write(full)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        insert_person(writer, 10)
        with pytest.raises(sqlite3.OperationalError) as caught:
            restore(copy, full, now=NOW)
        assert "busy" in str(fault(caught.value))
        writer.execute("COMMIT")
    with closing(open_to_read(full)) as db:
        assert db.execute("SELECT count(*) FROM person").fetchone() == (4,)
    assert names(full.parent) == ["journal.db"]


def test_who_opened_the_journal_of_before_cannot_write_any_more(full: Path, copy: Path) -> None:
    wanted = hash_of(copy)
    with closing(open_to_write(full)) as writer, closing(open_to_read(full)) as reader:
        assert reader.execute("SELECT count(*) FROM person").fetchone() == (3,)
        done = restore(copy, full, now=NOW)
        with pytest.raises(sqlite3.OperationalError) as caught:
            writer.execute("DELETE FROM tombstone")
        assert "was replaced" in str(fault(caught.value))
        assert reader.execute("SELECT count(*) FROM person").fetchone() == (3,)
    assert hash_of(full) == wanted
    assert done["replaced"] is not None
    with closing(open_to_read(Path(done["replaced"]["path"]))) as db:
        assert db.execute("SELECT count(*) FROM tombstone").fetchone() == (1,)
    assert names(full.parent) == ["journal.db"]


@pytest.mark.parametrize("spoil", [blank, text, Path.unlink])
def test_an_unfinished_change_is_never_played_back_into_the_new_journal(
    spoil: Callable[[Path], None], full: Path, copy: Path
) -> None:
    """A journal of pages beside a file is SQLite's to play back, whosever pages they are."""
    wanted = hash_of(copy)
    killed = run(
        """
db = open_to_write(path)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.executemany("INSERT INTO tombstone VALUES (?, '')", [(f"{n}" * 50,) for n in range(2000)])
os.kill(os.getpid(), signal.SIGKILL)
""",
        full,
    )
    assert killed.returncode == -9
    spoil(full)
    restore(copy, full, now=NOW)
    assert names(full.parent) == ["journal.db"]
    assert hash_of(full) == wanted
    kept = [name for name in names(config.backups_path(full)) if name.startswith("replaced")]
    beside = "-journal" if spoil is Path.unlink else ""
    assert kept == [f"replaced-2026-11-20T093000.db{beside}"]
