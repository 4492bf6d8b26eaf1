"""Run the command line inside the test's own process, or as a real one."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from reltrack.cli.app import Group
from reltrack.cli.run import run

NOW = "2026-11-20T09:30"

_build, _built = Group.get_command, dict[str, Any]()


def _get_command(group: Group, context: Any, name: str) -> Any:
    """Build a command but once in a process that runs thousands."""
    if name not in _built:
        _built[name] = _build(group, context, name)
    return _built[name]


Group.get_command = _get_command  # type: ignore[method-assign]


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def invoke(*words: object, db: Path, now: str = NOW, stdin: str = "") -> Result:
    """Run a command in this process."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    environ = {"RELTRACK_NOW": now, "RELTRACK_DB": str(db)}
    with (
        patch.dict(os.environ, environ),
        patch("sys.stdin", typed),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = run([str(word) for word in words])
    return Result(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())


def done(*words: object, db: Path, now: str = NOW, stdin: str = "") -> Result:
    """Run a command that must succeed."""
    result = invoke(*words, db=db, now=now, stdin=stdin)
    assert result.code == 0, (words, result)
    return result


def ask(*words: object, db: Path, now: str = NOW) -> Any:
    """Return what a command answers in JSON."""
    return done(*words, "--json", db=db, now=now).json


def spawn(*words: object, **options: Any) -> subprocess.Popen[str]:
    """Start a command as a real process."""
    return subprocess.Popen(
        [sys.executable, "-m", "reltrack", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **{"stdin": subprocess.DEVNULL, **options},
    )


def process(*words: object, **options: Any) -> Result:
    """Run a command as a real process to its end."""
    with spawn(*words, **options) as running:
        out, err = running.communicate(timeout=60)
    return Result(running.returncode, out, err)
