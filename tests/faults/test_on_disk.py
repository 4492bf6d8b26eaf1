"""What is told to be done is on the disk: no power cut may take it back."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.deeds import DEEDS, Stage
from faults.injection import KINDS, STRACE
from faults.rooms import Room

pytestmark = pytest.mark.skipif(STRACE is None, reason="there is no strace here")

WRITING = ("write", "writev", "pwrite64", "pwritev", "pwritev2", "sendfile", "copy_file_range")
WRITING += ("ftruncate", "fallocate")
NAMING = ("rename", "renameat", "renameat2", "link", "linkat")
_CALL = re.compile(r"\d+ +(?P<name>\w+)\((?P<rest>.*)\) += 0?\d*$")
_HANDLE = re.compile(r"\d+<(?P<path>[^>]*)>")


class Disk:
    """What a power cut could take: contents not synced, names whose folder is not."""

    def __init__(self, room: Path) -> None:
        self._room = str(room)
        self.contents: set[str] = set()
        self.names: set[str] = set()
        self._empty: set[str] = set()

    def note(self, name: str, rest: str) -> Iterator[str]:
        """Take in a call; yield what is wrong with it."""
        handle = _HANDLE.match(rest)
        path = handle["path"] if handle else ""
        quoted = [word for word in re.findall(r'"([^"]*)"', rest) if word.startswith(self._room)]
        if name in WRITING and path.startswith(self._room):
            self.contents.add(path)
            (self._empty.add if rest.endswith(">, 0") else self._empty.discard)(path)
        elif name in ("fsync", "fdatasync"):
            self.contents.discard(path)
            self.names = {each for each in self.names if str(Path(each).parent) != path}
        elif name in NAMING and quoted:
            if quoted[0] in self.contents:
                yield f"{quoted[0]} gets its name before it is on the disk"
            self.names.add(quoted[-1])
        elif name in ("unlink", "unlinkat") and quoted:
            synced = quoted[0] not in self.contents
            self.contents.discard(quoted[0])
            # If it came back, so would the pages of before; not if there are none in it.
            if quoted[0].endswith("/journal.db-journal") and not (
                synced and quoted[0] in self._empty
            ):
                self.names.add(quoted[0])


@pytest.mark.parametrize("name", DEEDS)
def test_what_has_a_name_is_on_the_disk(name: str, tmp_path: Path) -> None:
    stage, trace = Stage(name, Room(tmp_path)), tmp_path / "trace"
    kinds = ",".join(f"?{kind}" for kind in KINDS)
    words = [str(STRACE), "-f", "-qq", "-y", "--seccomp-bpf", "-o", str(trace)]
    subprocess.run(
        [*words, "-e", f"trace={kinds}", *stage.command],
        env=stage.room.environ,
        check=True,
        capture_output=True,
    )
    disk = Disk(stage.room.folder)
    wrong = []
    for line in trace.read_text(errors="replace").splitlines():
        if call := _CALL.match(line):
            wrong += disk.note(call["name"], call["rest"])
    left = {path for path in disk.contents | disk.names if Path(path).exists()}
    gone = {path for path in disk.names if path.endswith("-journal")}
    assert (wrong, left, gone) == ([], set(), set())
