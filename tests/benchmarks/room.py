"""A place to measure in: a snapshot of the program, compiled, the journals, and what bulk needs."""

from __future__ import annotations

import compileall
import csv
import hashlib
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from comparisons import COPY, PYTHON, Program, Size, python
from stopwatch import Run, instructions, peak, run

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent / "src" / "reltrack"
NOW = "2026-11-20T09:30"

ENTRIES = {"interaction": "id", "participant": "interaction_id", "interaction_tag": "1, 2"}
"""The tables of entries, and the order they are written in."""


class Room:
    """Runs programs; journals are made once and kept for the next time, in the temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        source = folder / "src"
        shutil.copytree(SOURCE, source / "reltrack", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(HERE / "programs", source, dirs_exist_ok=True)
        compileall.compile_dir(source, quiet=1)
        self._environ = {
            **{key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ},
            "HOME": str(folder),
            "PYTHONPATH": str(source),
            "RELTRACK_NOW": NOW,
            "TERM": "xterm-256color",
            "PAGER": "cat",
        }
        kept = [*(SOURCE / "database").rglob("*.*"), SOURCE / "domain" / "rhythm.py"]
        sources = [HERE / "journals.py", *sorted(file for file in kept if file.suffix != ".pyc")]
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()[:12]
        self._cache = Path(tempfile.gettempdir()) / f"reltrack-benchmarks-{os.getuid()}" / digest
        self._cache.mkdir(mode=0o700, parents=True, exist_ok=True)

    def size(self, people: int, entries: int) -> Size:
        """Return a journal of that size, and somebody in it who is met now and then."""
        size = Size(people, entries)
        self._made(size.journal, people, entries)
        with closing(self._open(size.journal)) as db:
            asked = "SELECT name, slug FROM person ORDER BY id LIMIT 1 OFFSET 19"
            opened = "SELECT max(id) FROM follow_up WHERE done_on IS NULL AND kind = 'promise'"
            return size._replace(
                **dict(zip(("name", "slug"), db.execute(asked).fetchone(), strict=True)),
                follow_up=str(db.execute(opened).fetchone()[0] or ""),
            )

    def run(self, program: Program) -> Run:
        """Run a program once."""
        return run(*self._call(program), terminal=program.terminal)

    def peak(self, program: Program) -> Run:
        """Run a program once for its peak memory alone."""
        return peak(*self._call(program), terminal=program.terminal)

    def instructions(self, program: Program) -> int:
        """Count a program's instructions."""
        return instructions(*self._call(program), terminal=program.terminal)

    def imports(self, program: Program) -> tuple[int, float]:
        """Return how many modules a program loads, and the seconds that takes."""
        (interpreter, *words), environ = self._call(program)
        log = self.folder / "imports.log"
        traced = [interpreter, "-X", "importtime", *words]
        run(traced, environ, terminal=program.terminal, errors=str(log))
        told = re.findall(r"^import time: +(\d+) \|", log.read_text("utf-8"), re.MULTILINE)
        return len(told), sum(map(int, told)) / 1e6

    def versions(self) -> dict[str, str]:
        """Return the versions that matter."""
        code = (
            "import json, sqlite3, sys; from importlib.metadata import version;"
            " print(json.dumps({'python': sys.version.split()[0], 'typer': version('typer'),"
            " 'rich': version('rich'), 'sqlmodel': version('sqlmodel'),"
            " 'sqlite': sqlite3.sqlite_version}))"
        )
        found: dict[str, str] = json.loads(self.run(python(code)).output)
        return found

    def prepare_empty(self) -> None:
        """Make a journal with nothing in it."""
        self._made("empty.db", 0, 0)

    def prepare_bulk(self, size: Size) -> None:
        """Make the files that entries come from, for this program and for the sqlite3 shell."""
        journal = size.journal
        self._made(Size(size.people, 0).journal, size.people, 0)
        self._made(f"{journal}.lines.jsonl", size.people, size.entries)
        self.prepare_empty()
        if not (self._cache / f"{journal}.jsonl").exists():
            print(f"exporting {size.entries:,} entries ...", flush=True)
            target = self._cache / f"{journal}.jsonl"
            words = (PYTHON, "-m", "reltrack", "export", "jsonl", "-o", str(target))
            run(*self._call(Program(words, journal=journal)), errors=os.devnull)
            with closing(self._open(journal)) as db:
                for table in ENTRIES:
                    self._write_csv(db, table, f"{journal}.{table}.csv")
        shutil.copyfile(self._cache / "empty.db", self.folder / "bare.db")
        with closing(sqlite3.connect(self.folder / "bare.db", isolation_level=None)) as db:
            for kind, name in db.execute(
                "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
            ).fetchall():
                db.execute(f'DROP {kind} "{name}"')
        script = [".mode csv", *(f".import {journal}.{table}.csv {table}" for table in ENTRIES)]
        (self.folder / f"{journal}.import.sql").write_text("\n".join(script), "utf-8")
        sys.path.insert(0, str(SOURCE.parent))
        from reltrack.exchange import export
        from reltrack.exchange.layout import SECTIONS

        statements = []
        for section, record in SECTIONS.items():
            source, order, keys = export._RECORDS[section]
            value = export._object({"record": f"'{record}'", **keys})
            statements.append(f"SELECT {value} FROM {source} ORDER BY {order};")
        (self.folder / f"{journal}.export.sql").write_text("\n".join(statements), "utf-8")
        for file in self._cache.glob(f"{journal}.*"):
            self._link(file.name)

    def _write_csv(self, db: sqlite3.Connection, table: str, name: str) -> None:
        """Write a table; for `.import` there is no null, so that something is put in its place."""
        rows = db.execute(f"SELECT * FROM {table} ORDER BY {ENTRIES[table]}")
        filled = {"time": "10:30", "via": "call", "initiated": "me", "mark": "gave"}
        instead = [filled.get(column[0], "x") for column in rows.description]
        with (self._cache / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [other if value is None else value for value, other in zip(row, instead)]
                for row in rows
            )

    def _call(self, program: Program) -> tuple[list[str], dict[str, str]]:
        journal = program.journal
        if program.changes:
            shutil.copyfile(self.folder / journal, self.folder / COPY)
            journal = COPY
        words = list(program.words)
        words[0] = sys.executable if words[0] == PYTHON else shutil.which(words[0]) or words[0]
        return words, {**self._environ, "RELTRACK_DB": str(self.folder / journal)}

    def _open(self, journal: str) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.folder / journal}?mode=ro", uri=True)

    def _made(self, name: str, people: int, entries: int) -> None:
        """Make a journal, or lines for `log --batch`, where there is none of this very kind."""
        path = self._cache / name
        if not path.exists():
            print(f"making {people:,} people and {entries:,} entries ...", flush=True)
            draft = self.folder / f"draft{path.suffix}"
            words = (str(HERE / "journals.py"), str(draft), str(people), str(entries))
            run([sys.executable, *words], self._environ)
            draft.rename(path)
        self._link(name)

    def _link(self, name: str) -> None:
        if not (self.folder / name).exists():
            (self.folder / name).symlink_to(self._cache / name)
