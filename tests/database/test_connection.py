"""Opening the journal: private, never created by looking, and nobody else's file touched."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rows import insert
from states import state_hash

from reltrack.database import connection
from reltrack.database.connection import open_in_memory, open_to_read, open_to_write
from reltrack.database.faults import fault
from reltrack.errors import JournalError

Opening = Callable[[Path], sqlite3.Connection]

BOTH = pytest.mark.parametrize("opening", [open_to_read, open_to_write])
NOBODY = 65534

IMPORTS = """
import os, signal, sqlite3, sys
from pathlib import Path
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.database.faults import fault
from reltrack.errors import JournalError
path = Path(sys.argv[1])
"""


def run(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run code of its own process, which must come to an end."""
    return subprocess.run(
        [sys.executable, "-c", IMPORTS + code, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
    )


def run_as_nobody(code: str, path: Path) -> str:
    """Run code without the powers of root; skip where they cannot be given up."""
    drop = f"if os.geteuid() == 0:\n    os.setegid({NOBODY})\n    os.seteuid({NOBODY})\n"
    done = run(drop + code, path)
    if "in seteuid" in done.stderr or "os.setegid" in done.stderr:
        pytest.skip("cannot give up root here")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def look(path: Path) -> tuple[str, int, list[str]]:
    """What must not change about a file that is left alone, and its folder."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return digest, path.stat().st_mtime_ns, sorted(os.listdir(path.parent))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def made(journal: Path) -> Path:
    """A journal with a row in it."""
    with closing(open_to_write(journal)) as db:
        insert(db, "tombstone")
    return journal


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that other users of the machine get to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


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
    assert os.listdir(path.parent) == ["journal.db"]


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
    before = look(made)
    with closing(open_to_read(made)) as db:
        assert db.execute("SELECT uid FROM tombstone").fetchall() == [("uid-9",)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("DELETE FROM tombstone")
    assert look(made) == before


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
    assert os.listdir(journal.parent) == ["journal.db"]


def test_a_file_system_without_links_will_do(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    open_to_write(journal).close()
    assert os.listdir(journal.parent) == ["journal.db"]


def test_a_creation_that_fails_leaves_nothing(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("reltrack.database.migrate.migrate", full)
    with pytest.raises(sqlite3.OperationalError):
        open_to_write(journal)
    assert os.listdir(journal.parent) == []


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
    before = look(made)
    with pytest.raises((JournalError, sqlite3.DatabaseError)) as caught:
        opening(made)
    assert said in str(fault(caught.value) or caught.value)
    assert look(made) == before


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
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(JournalError, match=said):
        opening(tmp_path / name)
    assert sorted(os.listdir(tmp_path)) == before


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
    before = look(path)
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
    assert look(path) == before


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
    assert sorted(os.listdir(path.parent)) == ["journal.db", "journal.db-journal"]


@BOTH
def test_what_a_crash_left_half_done_is_rolled_back(opening: Opening, made: Path) -> None:
    with closing(open_to_read(made)) as db:
        before = state_hash(db)
    kill_a_writer(made)
    with closing(opening(made)) as db:
        assert state_hash(db) == before
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert os.listdir(made.parent) == ["journal.db"]


def test_what_a_crash_left_where_nothing_may_be_written(made: Path, public: Path) -> None:
    kill_a_writer(made)
    for file in made.parent.iterdir():
        (public / file.name).write_bytes(file.read_bytes())
        (public / file.name).chmod(0o444)
    public.chmod(0o555)
    path = public / "journal.db"
    before = look(path)
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
    assert look(path) == before


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
