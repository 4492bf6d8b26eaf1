"""Standard output on a full disk: every command says so, and what it has saved is saved."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from faults.every_command import ALL, words
from faults.forked import forked
from faults.rooms import Room, program, told

FULL = Path("/dev/full")

TALKING = [run for run in ALL if not run.silent]

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


def test_every_command_says_that_nothing_could_be_shown(furnished: Room, tmp_path: Path) -> None:
    for run, ended in zip(TALKING, forked(TALKING, tmp_path / "forked", FULL), strict=True):
        furnished.put_back()
        assert furnished.ask(*words(run, furnished), stdin=run.stdin).code == 0, run
        assert ended.code == 7, (run, ended.err)
        said = [line.split(": ")[0] for line in ended.err.splitlines() if ": " in line][-2:]
        assert said == ["error", "hint"], run
        assert f"cannot write the output: {os.strerror(28).lower()}" in ended.err, run
        assert told(Path(ended.journal)) == told(furnished.journal), run


@pytest.mark.parametrize("words", ["history --json", "log Tea with Ana Lima --json"])
def test_in_json_too(words: str, furnished: Room) -> None:
    """As a shell would start it, too."""
    with FULL.open("wb") as full:
        ran = subprocess.run(
            [*program(), *words.split()],
            env=furnished.environ,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (ran.returncode, ran.stderr.count("\n")) == (7, 1)
    assert ran.stderr.startswith(
        '{"error": {"code": "journal", "message": "cannot write the output'
    )
