"""How fast reltrack is: whole processes beside a yardstick, in turn.

    python tests/benchmarks/run.py            2,000 people, 50,000 entries (some minutes)
    python tests/benchmarks/run.py --full     and up to 10,000 and 1,000,000 (an hour, and 5 GB)

Leave the machine alone meanwhile. The yardstick is an empty Typer program; for pages on a terminal
one that prints a Rich table of as many lines; for writes through the ORM the bare import of Typer
and SQLModel; for what is done in bulk the sqlite3 shell doing the same. A row is "over" where the
ratio of the medians is above its budget; beside it stand the ratios of the fastest runs and of
processor time. The first row compares the yardstick with itself: so much is noise. Instructions,
counted under valgrind, are what no neighbour on the machine disturbs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from arrivals import KINDS, write
from comparisons import PYTHON, Program, Row, arrivals, bulk, growth, rows, screens
from figures import HEAD, Sides, judged, told
from room import Room
from stopwatch import FailedError

ROUNDS, SLOW_ROUNDS = 21, 3
SIZE, SMALL = (2000, 50_000), (1000, 10_000)
LARGE = ((5000, 100_000), (10_000, 1_000_000))
BULK = (2000, 100_000)


def compared(room: Room, given: argparse.Namespace) -> list[Row]:
    """Return what is to be measured, on journals that are there."""
    size = room.size(*given.size)
    lines = {name: room.run(page).output.count(b"\n") for name, page in screens(size).items()}
    found = rows(size, lines)
    if given.full or given.large:
        small = room.size(*given.small)
        for large in [given.large] if given.large else LARGE:
            found += growth(room.size(*large), small)
    if given.full or given.bulk:
        wanted = room.size(*(given.bulk or (LARGE[-1] if given.full else BULK)))
        room.prepare_bulk(wanted)
        in_bulk = bulk(wanted)
        if shutil.which("sqlite3") is None:
            print("the sqlite3 shell is not there: of what is done in bulk only memory is measured")
            in_bulk = [row for row in in_bulk if row.most]
        found += in_bulk
    if given.full or given.arrivals:
        room.prepare_empty()
        for form, (_, usual) in KINDS.items():
            count = given.arrivals or usual
            files = (write(room.folder, form, n) for n in (count, max(count // 10, 1)))
            found += arrivals(form, count, *files)
    return [row for row in found if given.only in row.name]


def measured(room: Room, chosen: Sequence[Row], rounds: int) -> dict[str, Sides]:
    """Run all programs in turn, and in every other round the other way round."""
    found: dict[str, Sides] = {row.name: ([], []) for row in chosen}
    for turn in range(rounds):
        for row in chosen:
            if turn >= SLOW_ROUNDS and (row.slow or row.most):
                continue
            pair = list(enumerate((row.candidate, row.reference)))
            for side, program in pair if turn % 2 else reversed(pair):
                once = room.run(program) if row.most is None else room.peak(program)
                found[row.name][side].append(once._replace(output=b""))
        if sys.stderr.isatty():
            print(f"\rround {turn + 1} of {rounds} ", end="", file=sys.stderr, flush=True)
    return found


def runs(room: Room, row: Row) -> bool:
    """Tell whether both programs of a row run, which warms them up."""
    try:
        for program in () if row.slow else (row.reference, row.candidate):
            room.run(program)
    except FailedError as problem:
        print(f"{row.name}: {problem}")
        return False
    return True


def counted(room: Room, chosen: Sequence[Row]) -> list[dict[str, object]]:
    """Return millions of instructions, row by row, each program counted once."""
    known: dict[Program, int] = {}
    results = []
    for row in chosen:
        if row.slow or row.most:
            continue
        for program in (row.candidate, row.reference):
            if program not in known:
                room.run(program)
                known[program] = room.instructions(program)
        ours, theirs = known[row.candidate], known[row.reference]
        results.append({"name": row.name, "candidate": ours, "reference": theirs})
        print(f"{row.name:34} {ours / theirs:6.2f} {ours / 1e6:10.1f} {theirs / 1e6:10.1f} M")
    return results


def imported(room: Room, chosen: Sequence[Row]) -> list[dict[str, object]]:
    """Return how many modules each program loads, and how long that takes."""
    programs = {row.name: row.candidate for row in chosen if not (row.slow or row.most)}
    results = []
    for name, program in programs.items():
        if program.words[0] == PYTHON:
            modules, seconds = room.imports(program)
            results.append({"name": name, "modules": modules, "seconds": seconds})
            print(f"{name:34} {modules:5} modules {seconds * 1e3:8.1f} ms of imports")
    return results


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    size = {"nargs": 2, "type": int, "metavar": ("PEOPLE", "ENTRIES")}
    parser.add_argument("--full", action="store_true", help="all sizes, and a million in bulk")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"{ROUNDS} if not given")
    parser.add_argument("--only", default="", metavar="WORD", help="only rows with this word")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument("--instructions", action="store_true", help="count them, and no time")
    parser.add_argument("--size", default=SIZE, help="of the journal", **size)
    parser.add_argument("--large", help="compare a journal so large with a small one", **size)
    parser.add_argument("--small", default=SMALL, help="of that small one", **size)
    parser.add_argument("--bulk", help="so many imported and exported", **size)
    parser.add_argument("--arrivals", type=int, metavar="N", help="files of so many to import")
    given = parser.parse_args(arguments)
    target = given.json and given.json.resolve()
    with tempfile.TemporaryDirectory(prefix="reltrack-benchmark-") as folder:
        os.chdir(folder)  # where the files are that the sqlite3 shell is told of
        room = Room(Path(folder))
        wanted = compared(room, given)
        chosen = [row for row in wanted if runs(room, row)]
        report: dict[str, object] = {"rounds": given.rounds, "versions": room.versions()}
        print(", ".join(f"{name} {version}" for name, version in report["versions"].items()))
        if given.instructions:
            report["instructions"] = counted(room, chosen)
        else:
            sides = measured(room, chosen, given.rounds)
            results = [judged(row, sides[row.name]) for row in chosen]
            print("\n".join([HEAD, *map(told, results)]))
            report["rows"] = results
            report["imports"] = imported(room, chosen)
        os.chdir("/")
    if target:
        target.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    if len(chosen) < len(wanted):
        raise FailedError("not every row could be measured")


if __name__ == "__main__":
    try:
        main()
    except FailedError as problem:
        sys.exit(f"cannot measure: {problem}")
