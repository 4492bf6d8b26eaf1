"""Nothing ever goes to a network: no command makes a socket, nor starts another program."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from faults.every_command import ALL, RUNS, Run
from faults.forked import Ended, forked
from faults.injection import STRACE
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


def test_every_command_is_tried() -> None:
    """Whoever adds a command adds a run of it to `every_command.RUNS`."""
    assert [name for name in COMMANDS if name not in RUNS] == []
    assert all(run.words.split()[0] == name for name, runs in RUNS.items() for run in runs)


@pytest.mark.skipif(
    STRACE is not None or not hasattr(os, "fork"), reason="strace sees more, or nothing can fork"
)
def test_no_command_makes_a_socket(tmp_path: Path) -> None:
    ends = forked(ALL, tmp_path / "forked", Path(os.devnull), code=WATCHED)
    assert [(run, end) for run, end in zip(ALL, ends, strict=True) if end.code] == []


@pytest.mark.parametrize(
    "deed",
    ["import socket; socket.socket()", "import socket; socket.getaddrinfo('localhost', 1)",
     "import os; os.system('true')", "import subprocess; subprocess.run(['true'])"],
)  # fmt: skip
def test_the_watch_would_see_it(deed: str) -> None:
    ran = subprocess.run([sys.executable, "-c", WATCHED + deed], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr[:9]) == (99, "forbidden")


@pytest.mark.skipif(STRACE is None, reason="there is no strace here")
def test_no_command_asks_the_system_for_one(tmp_path: Path) -> None:
    ends, found = traced(ALL, tmp_path)
    assert [(run, end) for run, end in zip(ALL, ends, strict=True) if end.code] == []
    assert found == []


@pytest.mark.skipif(STRACE is None, reason="there is no strace here")
def test_the_system_would_tell(tmp_path: Path) -> None:
    code = "import socket; socket.socket(socket.AF_INET6); socket.socket(socket.AF_INET)"
    _, found = traced(ALL[:1], tmp_path, code)
    assert [run for run, _ in found] == ALL[:1] * 2


def traced(
    runs: list[Run], folder: Path, code: str = ""
) -> tuple[list[Ended], list[tuple[Run | None, str]]]:
    """Return how runs ended, and the calls that have to do with a network, and of which run."""
    options = ["-f", "-qq", "--seccomp-bpf", "-o", str(folder / "trace"), "-e", "trace=network"]
    ends = forked(
        runs, folder / "forked", Path(os.devnull), code=code, before=[str(STRACE), *options]
    )
    of = {end.process: run for end, run in zip(ends, runs, strict=True)}
    # The C library may ask a service of this machine who the user is.
    found = [
        (of.get(int(line.split()[0])), line)
        for line in (folder / "trace").read_text(errors="replace").splitlines()
        if re.search(r"\bsocket\(", line) and "AF_UNIX" not in line
    ]
    return ends, found
