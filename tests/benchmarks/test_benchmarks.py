"""The benchmark runs: its machinery, never its figures, on a journal of a few people."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reltrack.database.connection import open_to_read
from states import state

RUN = Path(__file__).with_name("run.py")

pytestmark = pytest.mark.skipif(not hasattr(os, "posix_spawn"), reason="needs a POSIX system")


def measure(tmp_path, *options):
    report = tmp_path / "figures.json"
    sizes = ["--size", "30", "200", "--small", "20", "50", "--large", "40", "300"]
    shown = subprocess.run(
        [sys.executable, RUN, "--rounds", "1", "--json", report, *sizes, *options],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (shown.returncode, shown.stderr) == (0, ""), shown
    return shown.stdout, json.loads(report.read_text("utf-8"))


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        ("due", ("due --json", "due on a terminal", "memory of due --json")),
        pytest.param("", ("log", "complete, zsh", "log at 300"), marks=pytest.mark.faults),
    ],
)
def test_rows_are_measured(only, wanted, tmp_path):
    shown, figures = measure(tmp_path, "--only", only)
    names = [row["name"] for row in figures["rows"]]
    assert set(wanted) <= set(names)
    for row in figures["rows"]:
        assert row["name"] in shown
        judged = row["budget"] or row["most_megabytes"]
        assert row["verdict"] in ({"ok", "over"} if judged else {None})
        for side in ("candidate", "reference"):
            found = row[side]
            assert 0 < found["least"] <= found["first_quartile"] <= found["median"]
            assert found["median"] <= found["third_quartile"]
    megabyte = 2**20
    memory = [row for row in figures["rows"] if row["unit"] == "bytes"]
    assert memory
    assert all(row["candidate"]["least"] > 5 * megabyte for row in memory)
    modules = {row["name"]: row["modules"] for row in figures["imports"]}
    assert modules["due --json"] < modules["due on a terminal"]


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="needs the sqlite3 shell")
def test_the_shell_imports_and_exports_the_same(tmp_path):
    _, figures = measure(tmp_path, "--bulk", "30", "200", "--only", "200")
    names = {row["name"] for row in figures["rows"]}
    assert {"import 200", "log --batch 200", "export jsonl 200", "memory of import 200"} <= names


def test_files_that_people_bring_are_imported(tmp_path):
    _, figures = measure(tmp_path, "--arrivals", "40", "--only", "records")
    names = {row["name"] for row in figures["rows"]}
    assert {f"import {form}, 40 records" for form in ("csv", "vcard", "mbox")} <= names
    assert "memory of import mbox, 40 records" in names


def test_the_same_size_gives_the_same_journal(tmp_path):
    states = []
    for name in ("a.db", "b.db"):
        journals = [RUN.with_name("journals.py"), tmp_path / name, "40", "100"]
        subprocess.run([sys.executable, *journals], check=True)
        with closing(open_to_read(tmp_path / name)) as db:
            states.append(re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", repr(state(db))))
    assert states[0] == states[1]
