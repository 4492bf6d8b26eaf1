"""Many at once, and killed at any moment: an entry is there whole, or not at all."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

import writers
from running import ask, done, process, spawn
from states import state_hash


def intact(db):
    with sqlite3.connect(db) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT recording, bulk FROM journal").fetchone() == (None, 0)
    connection.close()


def test_twenty_first_entries_at_once(journal):
    journal.parent.mkdir()
    environ = {**os.environ, "RELTRACK_DB": str(journal)}
    running = [
        spawn("log", "-w", f"Person {chr(65 + n)}xyz", f"entry {n}", env=environ) for n in range(20)
    ]
    for one in running:
        _, err = one.communicate(timeout=120)
        assert one.returncode == 0, err
    entries = ask("history", "-n", 0, db=journal)
    assert sorted(entry["text"] for entry in entries) == sorted(f"entry {n}" for n in range(20))
    assert len({entry["id"] for entry in entries}) == 20
    assert [path.name for path in journal.parent.iterdir()] == ["journal.db"]
    intact(journal)


@pytest.mark.parametrize(
    ("times", "how"),
    [
        (50, []),
        pytest.param(50, ["--processes"], marks=pytest.mark.faults),
    ],
)
def test_eight_write_many_times_each(times, how, journal):
    journal.parent.mkdir()
    done("add", writers.SHARED, db=journal)
    for number in range(8):
        done("add", writers.own(number), db=journal)
    environ = {**os.environ, "RELTRACK_DB": str(journal)}
    ran = subprocess.run(
        [sys.executable, writers.__file__, "8", str(times), *how],
        env=environ,
        stderr=subprocess.PIPE,
        text=True,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr
    exported = done("export", db=journal).json
    assert writers.written(exported) == writers.expected(8, times)
    numbers = [one["id"] for records in exported.values() if isinstance(records, list)
               for one in records if "id" in one]  # fmt: skip
    assert len(numbers) == len(set(numbers))
    with closing(sqlite3.connect(journal)) as db:
        assert db.execute("SELECT count(*) FROM operation").fetchone() == (9 + 8 * times,)
        state_hash(db)
    intact(journal)
    problems = [one for one in ask("doctor", db=journal) if one["state"] == "problem"]
    assert problems == []


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_at_any_moment(journal):
    journal.parent.mkdir()
    done("log", "-w", "Ana Lima", "the first", db=journal)
    environ = {**os.environ, "RELTRACK_DB": str(journal)}
    chance = random.Random(7)
    said, seen = 0, 0
    for n in range(25):
        running = spawn("log", "-w", "ana", f"entry {n}", "--promise", f"promise {n}", env=environ)
        time.sleep(chance.uniform(0.02, 0.3))
        running.send_signal(signal.SIGKILL)
        out, _ = running.communicate(timeout=60)
        acknowledged = f"entry {n}" in out
        texts = [entry["text"] for entry in ask("history", "-n", 0, db=journal)]
        promises = [f["text"] for f in ask("follow-ups", db=journal)]
        assert texts.count(f"entry {n}") == promises.count(f"promise {n}") <= 1
        assert not acknowledged or f"entry {n}" in texts
        said += acknowledged
        seen += f"entry {n}" in texts
        assert len(texts) == 1 + seen
    intact(journal)
    assert seen >= said


def test_a_reader_does_not_wait_for_a_dawdling_pipe(journal):
    journal.parent.mkdir()
    for n in range(3):
        done("log", "-w", "Ana Lima", f"entry {n}" + " long" * 3000, db=journal)
    environ = {**os.environ, "RELTRACK_DB": str(journal)}
    for words in (["export"], ["history", "--json"]):
        reader = spawn(*words, env=environ)  # its pipe fills up and nobody reads on
        time.sleep(0.5)
        assert process("log", "-w", "ana", "meanwhile", env=environ).code == 0
        reader.stdout.read(10)
        reader.kill()
        reader.communicate()
