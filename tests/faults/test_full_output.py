"""Standard output on a full disk: every command says so, and what it has saved is saved."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from faults.every_command import ALL, Run, words
from faults.rooms import Room, program, told
from running import Result

FULL = Path("/dev/full")

TALKING = [run for run in ALL if not run.silent]

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


def into_full(run: Run, room: Room, *more: str) -> Result:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*program(), *words(run, room), *more],
            env=room.environ,
            input=run.stdin,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    return Result(done.returncode, "", done.stderr)


@pytest.mark.parametrize("run", TALKING, ids=lambda run: run.words[:40] or "nothing")
def test_every_command_says_that_nothing_could_be_shown(run: Run, furnished: Room) -> None:
    assert furnished.ask(*words(run, furnished), stdin=run.stdin).code == 0
    after = told(furnished.journal)
    furnished.put_back()
    code, _, err = into_full(run, furnished)
    assert code == 7, err
    said = [line.split(": ")[0] for line in err.splitlines() if ": " in line][-2:]
    assert said == ["error", "hint"]
    assert f"cannot write the output: {os.strerror(28).lower()}" in err
    assert told(furnished.journal) == after


def test_in_json_too(furnished: Room) -> None:
    code, _, err = into_full(Run("history --json"), furnished)
    assert (code, err.count("\n")) == (7, 1)
    assert err.startswith('{"error": {"code": "journal", "message": "cannot write the output')
