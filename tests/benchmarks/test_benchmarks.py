"""The benchmark runs: its machinery, never its figures, on a journal of a few people."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reltrack.database.connection import open_to_read
from states import state

RUN = Path(__file__).with_name("run.py")

pytestmark = pytest.mark.skipif(not hasattr(os, "posix_spawn"), reason="needs a POSIX system")


def test_every_row_is_measured(tmp_path):
    report = tmp_path / "figures.json"
    sizes = ["--size", "30", "200", "--small", "20", "50"]
    shown = subprocess.run(
        [sys.executable, RUN, "--rounds", "2", "--json", report, *sizes],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (shown.returncode, shown.stderr) == (0, "")
    figures = json.loads(report.read_text("utf-8"))
    assert figures["rounds"] == 2
    names = [row["name"] for row in figures["rows"]]
    for wanted in ("due --json", "log", "complete a name, zsh", "due on a terminal"):
        assert wanted in names
    for row in figures["rows"]:
        assert row["name"] in shown.stdout
        assert row["verdict"] in ({None} if row["budget"] is None else {"ok", "over"})
        for side in ("candidate", "reference"):
            found = row[side]
            assert 0 < found["least"] <= found["first_quartile"] <= found["median"]
            assert found["median"] <= found["third_quartile"]
    megabyte = 2**20
    memory = [row for row in figures["rows"] if row["unit"] == "bytes"]
    assert memory
    assert all(row["candidate"]["least"] > 5 * megabyte for row in memory)


def test_the_same_size_gives_the_same_journal(tmp_path):
    states = []
    for name in ("a.db", "b.db"):
        journals = [RUN.with_name("journals.py"), tmp_path / name, "40", "100"]
        subprocess.run([sys.executable, *journals], check=True)
        with closing(open_to_read(tmp_path / name)) as db:
            states.append(re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", repr(state(db))))
    assert states[0] == states[1]
