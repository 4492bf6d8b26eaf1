"""How fast reltrack is: whole processes against the smallest Typer program, in turn.

    python tests/benchmarks/run.py            the table (some minutes; leave the machine alone)
    python tests/benchmarks/run.py --quick    a first impression

`--json FILE` keeps the figures, `--only WORD` runs the rows with that word, `--instructions` counts
them under valgrind, which no neighbour on the machine disturbs. Needs what reltrack needs, and no
more. A row is "over" where the ratio of the medians is above its budget; beside it stand the ratios
of the fastest runs and of processor time. The first row compares the yardstick with itself, and
says how much of a difference is noise.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from figures import Program, Row, Sides, judged, told  # noqa: E402
from stopwatch import FailedError, Run, instructions, peak, run  # noqa: E402

SOURCE = HERE.parent.parent / "src" / "reltrack"
NOW = "2026-11-20T09:30"
RARE, COMMON = "kinomarno", "oboe"
"""Words to search for: in one entry of 400, and in one of ten."""
ROUNDS, QUICK = 21, 5
SIZE, SMALL = (2000, 50_000), (20, 500)


EMPTY = Program("from empty_program import app; app()")
RELTRACK = "from reltrack.__main__ import main; main()"


def rows(bench: Bench) -> list[Row]:
    """Return what is measured; budgets are those of the design."""

    def command(*words: str, terminal: bool = False, journal: str = "journal.db") -> Program:
        return Program(RELTRACK, words, terminal, journal)

    def table(program: Program) -> Program:
        lines = bench.run(program).output.count(b"\n")
        return Program("from table_program import app; app()", (str(lines),), terminal=True)

    name, slug = bench.somebody()
    begun = slug[:2]
    due, show, history = (
        command(*words, terminal=True) for words in (["due"], ["show", name], ["history"])
    )
    entry = f"Coffee with {name} about the new harbour museum, she wants a map of it #museum"
    return [
        Row("the empty program itself", EMPTY, EMPTY, None),
        Row("due --json", command("due", "--json"), EMPTY, 1.3),
        Row("log", command("log", entry, journal="written.db"), EMPTY, 1.35),
        Row("show --json", command("show", name, "--json"), EMPTY, 1.3),
        Row("history --json", command("history", "--json"), EMPTY, 1.3),
        Row("search --json", command("search", RARE, "--json"), EMPTY, 1.3),
        Row("search --json, a common word", command("search", COMMON, "--json"), EMPTY, 1.3),
        Row("complete a name, bash",
            command("_complete", "bash", begun, f"reltrack show {begun}"), EMPTY, 1.3),
        Row("complete a name, zsh", command("_complete", "zsh", "show", begun), EMPTY, 1.3),
        Row("complete a name, fish", command("_complete", "fish", "show", begun), EMPTY, 1.3),
        Row("due on a terminal", due, table(due), 1.3),
        Row("show on a terminal", show, table(show), 1.3),
        Row("history on a terminal", history, table(history), 1.3),
        Row("memory of due --json", command("due", "--json"), EMPTY, 1.5, memory=True),
        Row("memory of due on a terminal", due, table(due), 1.5, memory=True),
        Row("memory of export, 50,000 : 500", command("export"),
            command("export", journal="small.db"), 1.5, memory=True),
    ]  # fmt: skip


class Bench:
    """A place of its own: a snapshot of the program, compiled, and the journals."""

    def __init__(self, room: Path, size: tuple[int, int], small: tuple[int, int]) -> None:
        self.room = room
        source = room / "src"
        shutil.copytree(SOURCE, source / "reltrack", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(HERE / "programs", source, dirs_exist_ok=True)
        compileall.compile_dir(source, quiet=1)
        self.environ = {
            **{key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ},
            "HOME": str(room),
            "PYTHONPATH": str(source),
            "RELTRACK_NOW": NOW,
            "TERM": "xterm-256color",
        }
        for name, (people, entries) in {"journal.db": size, "small.db": small}.items():
            (room / name).symlink_to(self._cached(people, entries))
        shutil.copyfile(room / "journal.db", room / "written.db")

    def run(self, program: Program) -> Run:
        """Run a program once."""
        return run(*self._call(program), terminal=program.terminal)

    def peak(self, program: Program) -> Run:
        """Run a program once for its peak memory alone."""
        return peak(*self._call(program), terminal=program.terminal)

    def instructions(self, program: Program) -> int:
        """Count a program's instructions."""
        return instructions(*self._call(program), terminal=program.terminal)

    def somebody(self) -> tuple[str, str]:
        """Return the name and handle of a person who is met now and then."""
        db = sqlite3.connect(f"file:{self.room / 'journal.db'}?mode=ro", uri=True)
        found: tuple[str, str] = db.execute(
            "SELECT name, slug FROM person ORDER BY id LIMIT 1 OFFSET 19"
        ).fetchone()
        db.close()
        return found

    def versions(self) -> dict[str, str]:
        """Return the versions that matter."""
        code = (
            "import json, sqlite3, sys; from importlib.metadata import version;"
            " print(json.dumps({'python': sys.version.split()[0], 'typer': version('typer'),"
            " 'rich': version('rich'), 'sqlite': sqlite3.sqlite_version}))"
        )
        found: dict[str, str] = json.loads(self.run(Program(code)).output)
        return found

    def _call(self, program: Program) -> tuple[list[str], dict[str, str]]:
        environ = {**self.environ, "RELTRACK_DB": str(self.room / program.journal)}
        return [sys.executable, "-c", program.code, *program.words], environ

    def _cached(self, people: int, entries: int) -> Path:
        """Return a journal of that size, made only where there is none yet of this very kind."""
        kept = [*(SOURCE / "database").rglob("*.*"), SOURCE / "domain" / "rhythm.py"]
        sources = [HERE / "journals.py", *sorted(file for file in kept if file.suffix != ".pyc")]
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"reltrack-benchmarks-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{digest}-{people}-{entries}.db"
        if not path.exists():
            print(f"making a journal of {people:,} people and {entries:,} entries ...", flush=True)
            draft = self.room / "draft.db"
            words = (str(HERE / "journals.py"), str(draft), str(people), str(entries))
            run([sys.executable, *words], self.environ)
            draft.rename(path)
        return path


def runs(bench: Bench, row: Row) -> bool:
    """Tell whether both programs of a row run, which warms them up."""
    try:
        bench.run(row.reference)
        bench.run(row.candidate)
    except FailedError as problem:
        print(f"{row.name}: {problem}")
        return False
    return True


def measure(bench: Bench, compared: Sequence[Row], rounds: int) -> dict[str, Sides]:
    """Run all programs in turn, and in every other round the other way round."""
    found: dict[str, Sides] = {row.name: ([], []) for row in compared}
    for turn in range(rounds):
        for row in compared:
            pair = list(enumerate((row.candidate, row.reference)))
            for side, program in pair if turn % 2 else reversed(pair):
                measured = bench.peak(program) if row.memory else bench.run(program)
                found[row.name][side].append(measured._replace(output=b""))
        print(f"\rround {turn + 1} of {rounds}", end="", flush=True)
    print("\r" + " " * 30 + "\r", end="")
    return found


def counted(bench: Bench, compared: Sequence[Row]) -> list[dict[str, object]]:
    """Return millions of instructions, row by row, each program counted once."""
    known: dict[Program, int] = {}
    results = []
    for row in compared:
        if row.memory:
            continue
        for program in (row.candidate, row.reference):
            if program not in known:
                known[program] = bench.instructions(program)
        ours, theirs = known[row.candidate], known[row.reference]
        results.append({"name": row.name, "candidate": ours, "reference": theirs})
        print(f"{row.name:30} {ours / theirs:6.2f} {ours / 1e6:10.1f} {theirs / 1e6:10.1f} M")
    return results


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} rounds instead of {ROUNDS}")
    parser.add_argument("--rounds", type=int, help="so many rounds")
    parser.add_argument("--only", default="", metavar="WORD", help="only rows with this word")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument("--instructions", action="store_true", help="count under valgrind, too")
    parser.add_argument("--size", nargs=2, type=int, default=SIZE, metavar=("PEOPLE", "ENTRIES"))
    parser.add_argument("--small", nargs=2, type=int, default=SMALL, metavar=("PEOPLE", "ENTRIES"))
    given = parser.parse_args(arguments)
    rounds = given.rounds or (QUICK if given.quick else ROUNDS)
    with tempfile.TemporaryDirectory(prefix="reltrack-benchmark-") as room:
        bench = Bench(Path(room), tuple(given.size), tuple(given.small))
        wanted = [row for row in rows(bench) if given.only in row.name]
        compared = [row for row in wanted if runs(bench, row)]
        report: dict[str, object] = {"rounds": rounds, "versions": bench.versions()}
        print(", ".join(f"{name} {version}" for name, version in report["versions"].items()))
        measured = measure(bench, compared, rounds)
        results = [judged(row, measured[row.name]) for row in compared]
        print(told(results))
        report["rows"] = results
        if given.instructions:
            report["instructions"] = counted(bench, compared)
    if given.json:
        given.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    if len(compared) < len(wanted):
        raise FailedError("not every row could be measured")


if __name__ == "__main__":
    try:
        main()
    except FailedError as problem:
        sys.exit(f"cannot measure: {problem}")
