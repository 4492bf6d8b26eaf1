"""Run a program under strace, and let one chosen system call of it fail or be its last."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

STRACE = shutil.which("strace")

KINDS = (
    *("write", "writev", "pwrite64", "pwritev", "pwritev2", "sendfile", "copy_file_range"),
    *("fallocate", "fsync", "fdatasync", "sync_file_range", "ftruncate", "truncate"),
    *("unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat"),
    *("mkdir", "mkdirat", "chmod", "fchmod", "openat"),
)
"""System calls by which anything on a disk changes; not every machine has each."""

FAULTS = {
    "killed": "signal=KILL:when={n}",
    "EIO": "error=EIO:when={n}",
    "ENOSPC": "error=ENOSPC:when={n}",
    "ENOSPC from then on": "error=ENOSPC:when={n}+",
}

_LINE = re.compile(r"\d+ +(?P<name>\w+)\((?P<rest>.*)")


class Call(NamedTuple):
    """A system call of a run: which one of its name."""

    name: str
    n: int


class Outcome(NamedTuple):
    """How a run ended, and whether the fault came to pass."""

    code: int
    out: str
    err: str
    hit: bool


def changing_calls(command: Sequence[str], environ: Mapping[str, str], trace: Path) -> list[Call]:
    """Run a command to its end and return its calls that change anything, in their order."""
    done = _run(command, environ, trace, [])
    assert done.returncode == 0, done.stderr
    numbers: Counter[str] = Counter()
    found = []
    for line in trace.read_text(errors="replace").splitlines():
        if call := _LINE.match(line):
            name = call["name"]
            numbers[name] += 1
            if name != "openat" or "O_CREAT" in call["rest"]:
                found.append(Call(name, numbers[name]))
    return found


def applies(fault: str, call: Call) -> bool:
    """Tell whether a fault is worth trying: what goes on failing fails for the database."""
    return not fault.endswith("from then on") or call.name in ("pwrite64", "ftruncate")


def inject(
    command: Sequence[str], environ: Mapping[str, str], trace: Path, call: Call, fault: str
) -> Outcome:
    """Run a command with a fault at a call."""
    # A signal is not delivered when a filter in the kernel stops the process.
    quick = [] if fault == "killed" else ["--seccomp-bpf"]
    spec = FAULTS[fault].format(n=call.n)
    done = _run(command, environ, trace, [*quick, "-e", f"inject={call.name}:{spec}"])
    said = trace.read_text(errors="replace")
    hit = "+++ killed by SIGKILL" in said if fault == "killed" else "(INJECTED)" in said
    return Outcome(done.returncode, done.stdout, done.stderr, hit)


def _run(
    command: Sequence[str], environ: Mapping[str, str], trace: Path, options: list[str]
) -> subprocess.CompletedProcess[str]:
    assert STRACE
    kinds = ",".join(f"?{name}" for name in KINDS)
    return subprocess.run(
        [STRACE, "-f", "-qq", "-o", str(trace), "-e", f"trace={kinds}", *options, *command],
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
