"""Let every system call of a command that changes anything fail, or be its last, one at a time.

Run as a program, it prints how many faults were injected and what came of them:
`PYTHONPATH=src:tests python tests/faults/sweep.py [COMMAND]...`.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from faults.deeds import DEEDS, Stage
from faults.injection import FAULTS, applies, changing_calls, inject
from faults.rooms import Room
from faults.verdict import faults_of


class Tally(NamedTuple):
    """What came of the faults injected into a command."""

    injected: int
    missed: int
    """Calls that a later run did not make."""
    results: Counter[str]
    bad: list[str]

    def __str__(self) -> str:
        results = ", ".join(f"{count} {what}" for what, count in sorted(self.results.items()))
        return f"{self.injected} injected ({self.missed} missed): {results}; {len(self.bad)} bad"


def sweep(name: str, fault: str, folder: Path, every: int = 1) -> Tally:
    """Inject a fault at every call of a command, and judge each time what is left."""
    stage, trace = Stage(name, Room(folder)), folder / "trace"
    calls = changing_calls(stage.command, stage.room.environ, trace)
    stage.finished()
    injected, missed, results, bad = 0, 0, Counter[str](), []
    for call in [call for call in calls if applies(fault, call)][::every]:
        stage.room.put_back()
        outcome = inject(stage.command, stage.room.environ, trace, call, fault)
        injected += outcome.hit
        missed += not outcome.hit
        kind = "killed" if outcome.code < 0 or outcome.code == 137 else f"exit {outcome.code}"
        wrong = list(faults_of(stage, outcome, killed=fault == "killed"))
        results[kind] += 1
        bad += [f"{name}, {fault} at {call.name} {call.n}: {one}" for one in wrong]
    return Tally(injected, missed, results, bad)


def main(names: list[str]) -> None:
    total = Counter[str]()
    for name in names or DEEDS:
        for fault in FAULTS:
            with tempfile.TemporaryDirectory() as folder:
                tally = sweep(name, fault, Path(folder))
            print(f"{name}, {fault}: {tally}", *tally.bad, sep="\n  ", flush=True)
            total.update(injected=tally.injected, missed=tally.missed, bad=len(tally.bad))
            total.update(tally.results)
    print("altogether:", ", ".join(f"{count} {what}" for what, count in total.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
