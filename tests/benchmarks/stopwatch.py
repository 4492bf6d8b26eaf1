"""Run a program as a shell would, to its end: how long it took, and its peak memory.

A child starts out with the peak memory of its parent. So for memory this file is run as a program,
which is smaller than what it measures: `python stopwatch.py pipe|terminal COMMAND...`.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

COLUMNS = 100
ROWS = 40
_MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


class Run(NamedTuple):
    """One run: how long it took, and how much of that it worked, in seconds.

    `peak` is in bytes, and no less than that of whoever started it.
    """

    seconds: float
    busy: float
    peak: int
    output: bytes


class FailedError(Exception):
    """A program did not succeed."""


def run(
    command: Sequence[str],
    environ: Mapping[str, str],
    *,
    terminal: bool = False,
    errors: str | None = None,
) -> Run:
    """Run a program with its output in a pipe or on a terminal, which are read meanwhile.

    What it writes to stderr goes to ours, or to a file, `errors`.

    Raises:
        FailedError: it left with another code than 0.
    """
    ours, theirs = _terminal() if terminal else os.pipe()
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, theirs, 1),
    ]
    if errors:
        flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY
        actions.append((os.POSIX_SPAWN_OPEN, 2, errors, flags, 0o600))
    start = time.perf_counter()
    child = os.posix_spawn(
        command[0],
        command,
        environ,
        file_actions=actions,
    )
    os.close(theirs)
    output = _read(ours)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code:
        raise FailedError(f"exit code {code} of {' '.join(command)}")
    busy = usage.ru_utime + usage.ru_stime
    return Run(seconds, busy, usage.ru_maxrss * _MAXRSS_BYTES, output)


def instructions(
    command: Sequence[str], environ: Mapping[str, str], *, terminal: bool = False
) -> int:
    """Return how many instructions a run takes, counted by valgrind.

    Raises:
        FailedError: valgrind is not there, or the program fails.
    """
    import shutil
    from pathlib import Path

    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise FailedError("valgrind is not there")
    log = Path(environ["HOME"]) / "valgrind.log"
    counting = [
        *(valgrind, "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"),
        f"--log-file={log}",
    ]
    run([*counting, *command], {**environ, "PYTHONHASHSEED": "0"}, terminal=terminal)
    counted = re.search(r"I\s+refs:\s+([\d,]+)", log.read_text("utf-8"))
    if counted is None:
        raise FailedError("valgrind counted nothing")
    return int(counted[1].replace(",", ""))


def peak(command: Sequence[str], environ: Mapping[str, str], *, terminal: bool = False) -> Run:
    """Run a program for its peak memory: what is printed is left out, and the time means nothing.

    Raises:
        FailedError: it did not succeed.
    """
    on = "terminal" if terminal else "pipe"
    found = run([sys.executable, "-S", __file__, on, *command], environ)
    return found._replace(peak=int(found.output))


def _terminal() -> tuple[int, int]:
    import fcntl
    import struct
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return ours, theirs


def _read(source: int) -> bytes:
    chunks = []
    with open(source, "rb", buffering=0) as file:
        while True:
            try:
                chunk = file.read(65536)
            except OSError:  # a terminal that everybody has left
                break
            if not chunk:
                break
            chunks.append(chunk)
    return b"".join(chunks)


if __name__ == "__main__":
    try:
        print(run(sys.argv[2:], os.environ, terminal=sys.argv[1] == "terminal").peak)
    except FailedError as problem:
        sys.exit(str(problem))
