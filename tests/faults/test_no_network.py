"""Nothing ever goes to a network: no command makes a socket, nor starts another program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from faults.every_command import ALL, RUNS, Run, words
from faults.injection import STRACE
from faults.rooms import Room, program
from reltrack.cli.commands import COMMANDS

WATCHED = """
import os, sys
def watch(event, _):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "pty.",
                         "os.posix_spawn", "urllib.", "http.", "ftplib.", "smtplib.")):
        os.write(2, f"forbidden: {event}\\n".encode())
        os._exit(99)
sys.addaudithook(watch)
"""

EACH = pytest.mark.parametrize("run", ALL, ids=lambda run: run.words[:40] or "nothing")


def watched(run: Run, room: Room, *before: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, *words(run, room)],
        env=room.environ,
        input=run.stdin,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_every_command_is_tried() -> None:
    """Whoever adds a command adds a run of it to `every_command.RUNS`."""
    assert [name for name in COMMANDS if name not in RUNS] == []
    assert all(run.words.split()[0] == name for name, runs in RUNS.items() for run in runs)


@pytest.mark.skipif(STRACE is not None, reason="strace sees more")
@EACH
def test_no_command_makes_a_socket(run: Run, furnished: Room) -> None:
    done = watched(run, furnished, *program(WATCHED))
    assert (done.returncode, "forbidden" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize(
    "deed",
    ["import socket; socket.socket()", "import socket; socket.getaddrinfo('localhost', 1)",
     "import os; os.system('true')", "import subprocess; subprocess.run(['true'])"],
)  # fmt: skip
def test_the_watch_would_see_it(deed: str, furnished: Room) -> None:
    done = watched(Run(""), furnished, sys.executable, "-c", WATCHED + deed)
    assert done.returncode == 99, done


@pytest.mark.skipif(STRACE is None, reason="there is no strace here")
@EACH
def test_no_command_asks_the_system_for_one(run: Run, furnished: Room, tmp_path: Path) -> None:
    assert sockets(run, furnished, tmp_path / "trace", *program()) == []


@pytest.mark.skipif(STRACE is None, reason="there is no strace here")
def test_the_system_would_tell(furnished: Room, tmp_path: Path) -> None:
    code = "import socket; socket.socket(socket.AF_INET6); socket.socket(socket.AF_INET)"
    found = sockets(Run(""), furnished, tmp_path / "trace", sys.executable, "-c", code)
    assert len(found) == 2, found


def sockets(run: Run, room: Room, trace: Path, *command: str) -> list[str]:
    """Return the calls that have to do with a network, of all the processes of a run."""
    options = ["-f", "-qq", "--seccomp-bpf", "-o", str(trace), "-e", "trace=network"]
    done = watched(run, room, str(STRACE), *options, *command)
    assert done.returncode == 0, done.stderr
    # The C library may ask a service of this machine who the user is.
    return [
        line
        for line in trace.read_text(errors="replace").splitlines()
        if re.search(r"\bsocket\(", line) and "AF_UNIX" not in line
    ]
