"""Run commands in processes of their own, all forked from one that has loaded the program.

`python -m faults.forked FOLDER STDOUT [CODE]` does the runs that it reads from standard input, each
in a room furnished anew, its output going to a file and some code of a test being run before it.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn

from faults.every_command import Run, furnish, words
from faults.rooms import Room
from reltrack.__main__ import main
from reltrack.cli.commands import COMMANDS


class Ended(NamedTuple):
    """What came of a run: its process, what it said on stderr, a copy of the journal."""

    process: int
    code: int
    err: str
    journal: str


def forked(
    runs: Sequence[Run], folder: Path, stdout: Path, *, code: str = "", before: Sequence[str] = ()
) -> list[Ended]:
    """Do some runs in a new folder; `before` are the words of a program to watch it all."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "faults.forked", str(folder), str(stdout), code],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        input=json.dumps(runs),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return [Ended(*each) for each in json.loads(done.stdout)]


def _fork(room: Room, run: Run, stdout: Path, code: str) -> Ended:
    with (
        tempfile.TemporaryFile("w+", dir=room.folder.parent) as typed,
        tempfile.TemporaryFile("w+", dir=room.folder.parent) as said,
        stdout.open("w") as out,
    ):
        typed.write(run.stdin)
        typed.seek(0)
        process = os.fork()
        if not process:
            _begin([stream.fileno() for stream in (typed, out, said)], words(run, room), code)
        _, status = os.waitpid(process, 0)
        said.seek(0)
        err = said.read()
    kept = shutil.copy(room.journal, room.folder.with_name(f"{process}.db"))
    return Ended(process, os.waitstatus_to_exitcode(status), err, str(kept))


def _begin(streams: Sequence[int], arguments: list[str], code: str) -> NoReturn:
    """Become the program."""
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        sys.argv[1:] = arguments
        exec(code, {})
        main()
    finally:
        os._exit(70)


if __name__ == "__main__":
    for entry in COMMANDS.values():
        import_module(f"reltrack.cli.{entry.module}")
    import_module("reltrack.cli.complete")
    import_module("reltrack.write.tables")
    room = Room(Path(sys.argv[1]))
    furnish(room)
    room.save()
    gc.freeze()  # what is shared with those who fork off stays shared
    ends = []
    with room.inside():
        for run in json.load(sys.stdin):
            room.put_back()
            ends.append(_fork(room, Run(*run), Path(sys.argv[2]), sys.argv[3]))
    print(json.dumps(ends))
