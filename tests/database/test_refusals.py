"""What is no journal of ours is refused in words, and left untouched."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from processes import run, run_as_nobody
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.database.faults import fault
from reltrack.errors import JournalError
from states import file_state, names

Opening = Callable[[Path], sqlite3.Connection]

BOTH = pytest.mark.parametrize("opening", [open_to_read, open_to_write])


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 9999")


def others(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE note (text)")


def without_id(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA application_id = 0")


def text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 500)


def one_letter(path: Path) -> None:
    path.write_text("x")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_to(size: int) -> Callable[[Path], None]:
    def cut(path: Path) -> None:
        os.truncate(path, size)

    return cut


@BOTH
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (newer, "written by a newer reltrack"),
        (others, "belongs to another program"),
        (without_id, "belongs to another program"),
        (one_letter, "belongs to another program"),
        (empty, "the file is empty"),
        (text, "not a reltrack journal"),
        (cut_to(50), "damaged"),
        (cut_to(4096), "damaged"),
        (cut_to(100_000), "damaged"),
    ],
)
def test_what_is_no_journal_is_refused_untouched(
    opening: Opening, spoil: Callable[[Path], None], said: str, made: Path
) -> None:
    spoil(made)
    before = file_state(made)
    with pytest.raises((JournalError, sqlite3.DatabaseError)) as caught:
        opening(made)
    assert said in str(fault(caught.value) or caught.value)
    assert file_state(made) == before


@BOTH
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder", "it is a folder"),
        ("file/journal.db", "not a directory"),
        ("loop", "symbolic links"),
        ("x" * 300, "name too long"),
        ("nul\0", "no such path"),
    ],
)
def test_where_there_can_be_no_journal(
    opening: Opening, name: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    before = names(tmp_path)
    with pytest.raises(JournalError, match=said):
        opening(tmp_path / name)
    assert names(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("opening", ["open_to_read", "open_to_write"])
def test_a_pipe_is_not_waited_for(opening: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = run(f"{opening}(path)", tmp_path / "pipe")
    assert "JournalError" in done.stderr
    assert "it is not a regular file" in done.stderr


def test_a_read_only_file_can_be_read_and_no_more(made: Path, public: Path) -> None:
    path = public / "journal.db"
    path.write_bytes(made.read_bytes())
    path.chmod(0o444)
    public.chmod(0o555)
    before = file_state(path)
    said = run_as_nobody(
        """
print(open_to_read(path).execute("SELECT count(*) FROM tombstone").fetchone())
try:
    open_to_write(path).execute("DELETE FROM tombstone")
except sqlite3.OperationalError as error:
    print(fault(error))
""",
        path,
    )
    assert said == "(1,)\nthe journal cannot be written: it is read-only"
    assert file_state(path) == before


def test_a_folder_that_may_not_be_written_is_named(public: Path) -> None:
    public.chmod(0o555)
    path = public / "journal.db"
    said = run_as_nobody(
        """
try:
    open_to_write(path)
except JournalError as error:
    print(error)
""",
        path,
    )
    assert said == f"cannot use the journal {path}: permission denied"


def test_a_folder_that_may_not_be_searched_is_no_missing_journal(public: Path) -> None:
    path = public / "journal.db"
    path.touch()
    public.chmod(0o000)
    said = run_as_nobody(
        """
try:
    open_to_read(path)
except JournalError as error:
    print(error)
""",
        path,
    )
    assert said == f"cannot use the journal {path}: permission denied"
