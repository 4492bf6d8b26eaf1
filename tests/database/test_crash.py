"""What a crash or another program leaves in the way."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from processes import run, run_as_nobody
from reltrack.database import connection
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.database.faults import fault
from states import file_state, names, state_hash

Opening = Callable[[Path], sqlite3.Connection]

BOTH = pytest.mark.parametrize("opening", [open_to_read, open_to_write])


def kill_a_writer(path: Path) -> None:
    """Leave a hot rollback journal: pages are in the file already, and nobody committed."""
    killed = run(
        """
db = open_to_write(path)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.executemany(
    "INSERT INTO tombstone VALUES (?, '')", [(f"{number}" * 50,) for number in range(2000)]
)
os.kill(os.getpid(), signal.SIGKILL)
""",
        path,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert names(path.parent) == ["journal.db", "journal.db-journal"]


@BOTH
def test_what_a_crash_left_half_done_is_rolled_back(opening: Opening, made: Path) -> None:
    with closing(open_to_read(made)) as db:
        before = state_hash(db)
    kill_a_writer(made)
    with closing(opening(made)) as db:
        assert state_hash(db) == before
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert names(made.parent) == ["journal.db"]


def test_what_a_crash_left_where_nothing_may_be_written(made: Path, public: Path) -> None:
    kill_a_writer(made)
    for file in made.parent.iterdir():
        (public / file.name).write_bytes(file.read_bytes())
        (public / file.name).chmod(0o444)
    public.chmod(0o555)
    path = public / "journal.db"
    before = file_state(path)
    said = run_as_nobody(
        """
try:
    open_to_read(path)
except sqlite3.OperationalError as error:
    print(fault(error))
""",
        path,
    )
    assert said == "the journal cannot be written: it is read-only"
    assert file_state(path) == before


def test_a_writer_keeps_no_reader_waiting_but_another_writer(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    with (
        closing(open_to_write(made)) as first,
        closing(open_to_write(made)) as second,
        closing(open_to_read(made)) as reader,
    ):
        first.execute("BEGIN IMMEDIATE")
        first.execute("DELETE FROM tombstone")
        assert reader.execute("SELECT count(*) FROM tombstone").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError) as caught:
            second.execute("BEGIN IMMEDIATE")
        first.execute("ROLLBACK")
    assert "busy" in str(fault(caught.value))
