"""A journal that may not be written: whatever looks works, whatever writes says why it cannot."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.disks import make_read_only, small_disk
from faults.every_command import furnish
from faults.rooms import PEOPLE, SECRET, Room
from processes import NOBODY, run
from states import file_state, names

LOOKING = [
    *("due --all", "people --all", "show ana-lima", "history", "search zanzibar", "follow-ups"),
    *("circle", "export", "undo --list", "backup --list", "doctor", "paths", "triage"),
    "forget ana-lima --dry-run",
]
WRITING = [
    *("log -w ana-lima tea", "log -w Newcomer tea", "edit ana-lima --tag x", "note ana-lima tea"),
    *("undo", "merge ana-lima zelda-quist", "delete ana-lima --yes", "forget ana-lima --yes"),
    "import {room}/export.jsonl",
]

HOT = """
db = open_to_write(path)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.executemany(
    "INSERT INTO tombstone VALUES (?, '')", [(f"{number}" * 50,) for number in range(2000)]
)
os.kill(os.getpid(), signal.SIGKILL)
"""


def check_refusal(code: int, out: str, err: str) -> None:
    """Exit 7, what happened, what to do; a failed backup of the day may be told before."""
    assert (code, out) == (7, ""), err
    lines = [line for line in err.splitlines() if not line.startswith("today's backup ")]
    assert [line.split(": ")[0] for line in lines] == ["error", "hint"]
    assert "read-only" in lines[0] or "cannot be opened" in lines[0] or "permission" in lines[0]
    assert not any(word in err for word in (SECRET, *PEOPLE))


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Room]:
    """A furnished journal on a disk that nothing may be written to."""
    with small_disk(tmp_path / "disk") as disk:
        room = Room(disk)
        furnish(room)
        yield room


def test_a_read_only_mount(mounted: Room) -> None:
    make_read_only(mounted.folder.parent)
    before = file_state(mounted.journal)
    for words in LOOKING:
        code, out, err = mounted.ask(*words.split())
        assert code == 0, (words, err)
        assert out or words == "triage"
    for words in WRITING:
        said = mounted.ask(*words.replace("{room}", str(mounted.folder)).split())
        check_refusal(*said)
        assert file_state(mounted.journal) == before


def leave_hot(room: Room) -> None:
    """Leave what a killed writer leaves: pages are in the file already, and nobody committed."""
    killed = run(HOT, room.journal)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert room.journal.with_name("journal.db-journal").stat().st_size


def test_what_a_crash_left_on_a_read_only_mount(mounted: Room) -> None:
    entries = mounted.do("history", "--json").json
    leave_hot(mounted)
    make_read_only(mounted.folder.parent)
    before = file_state(mounted.journal)
    for words in ("due", "show ana-lima", "export", "log -w ana-lima tea"):
        check_refusal(*mounted.ask(*words.split()))
        assert file_state(mounted.journal) == before
    make_read_only(mounted.folder.parent, again_writable=True)
    assert mounted.do("history", "--json").json == entries


AS_NOBODY = f"""
import contextlib, io, shutil
from reltrack.cli.run import run
from reltrack.database import backup, doctor, faults
from reltrack.render import table

def told(words, db):
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    os.environ["RELTRACK_DB"] = str(db)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(words)
    return code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()

looking, writing, rehearsal = json.loads(os.environ["WORDS"])
for words in looking + writing:  # all that is imported late
    shutil.copy(path, rehearsal)
    assert told(words.split(), rehearsal)[0] == 0, words
if os.geteuid() == 0:
    os.setegid({NOBODY})
    os.seteuid({NOBODY})
for home in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
    os.environ[home] = str(path.parent.parent / "state")
print(json.dumps([[told(words.split(), path) for words in group] for group in (looking, writing)]))
"""


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that other users of the machine get to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in folder.rglob("*"):
            path.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode"),
    [(0o444, 0o555), (0o666, 0o555), (0o444, 0o777)],
    ids=["both", "the folder", "the file"],
)
def test_for_an_ordinary_user(
    file_mode: int,
    folder_mode: int,
    furnished: Room,
    public: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (public / "state").mkdir()
    (public / "state").chmod(0o777)
    folder = public / "journal"
    folder.mkdir()
    path = Path(shutil.copy(furnished.journal, folder / "journal.db"))
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    looking = [words for words in LOOKING if words != "doctor"]  # it finds fault with the modes
    writing = [words for words in WRITING if not words.startswith("import")]
    with furnished.inside():
        monkeypatch.setenv(
            "WORDS", json.dumps([looking, writing, str(furnished.folder / "rehearsal.db")])
        )
        before = file_state(path)
        done = run(AS_NOBODY, path)
    if "os.seteg" in done.stderr or "os.seteu" in done.stderr:
        pytest.skip("cannot give up root here")
    assert done.returncode == 0, done.stderr
    looked, wrote = json.loads(done.stdout)
    for words, (code, _, err) in zip(looking, looked):
        assert code == 0, (words, err)
    for said in wrote:
        check_refusal(*said)
    assert file_state(path) == before
    assert names(folder) == ["journal.db"]
