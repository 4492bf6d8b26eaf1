"""What each command loads: reading and `log` never pay for the ORM, nor for Rich in a pipe."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from running import done

HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "dateutil.parser", "importlib.metadata"}

LOOK = """
import sys
from reltrack.cli.run import run
code = run(sys.argv[1:])
print("\\n" + " ".join(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""

READS = {
    "due": ["due"],
    "due json": ["due", "--json"],
    "due why": ["due", "--why", "ana"],
    "show": ["show", "ana", "--json"],
    "people": ["people"],
    "history": ["history"],
    "search": ["search", "porto"],
    "circle": ["circle"],
    "circles": ["circles"],
    "balance": ["balance", "--by", "person"],
    "rhythms": ["rhythms"],
    "review": ["review"],
    "stats": ["stats"],
    "occasions": ["occasions"],
    "share": ["share", "--about", "porto"],
    "intros": ["intros"],
    "config": ["config"],
    "triage": ["triage"],
    "follow-ups": ["follow-ups"],
    "undo list": ["undo", "--list"],
    "paths": ["paths"],
    "export": ["export"],
    "completion": ["completion", "bash"],
    "version": ["--version"],
    "help": ["--help"],
    "usage error": ["shwo"],
    "not found": ["show", "nobody"],
}
PLAIN_WRITES = {
    "log": ["log", "Coffee with Ana, two days ago", "--promise", "the deck", "--by", "fri"],
    "log new": ["log", "-w", "Eve Park", "hello", "--on", "2 weeks ago"],
    "note": ["note", "ana", "two kids"],
    "promise": ["promise", "ana", "the deck"],
    "skip": ["skip", "ana"],
    "undo": ["undo"],
    "share": ["share", "a piece on tiles", "--to", "ana"],
    "intro": ["intro", "ana", "--from", "bob"],
    "occasion": ["occasion", "ana", "birthday", "14 march"],
    "congrats": ["congrats", "ana", "the new house"],
}
ORM_WRITES = {
    "edit": ["edit", "ana", "--city", "Lisbon"],
    "amend": ["amend", "--on", "yesterday"],
}


def loaded(words, db):
    shown = subprocess.run(
        [sys.executable, "-c", LOOK, *words],
        env={**os.environ, "RELTRACK_DB": str(db)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    modules = set(shown.stderr.splitlines()[-1].split())
    assert "reltrack.cli.run" in modules, shown.stderr
    return shown, modules


@pytest.fixture
def small(tmp_path):
    db = tmp_path / "journal.db"
    done("log", "-w", "Ana Lima", "Coffee with Ana, who moves to Porto", db=db)
    done("log", "-w", "Bob Stone", "Tea", db=db)
    return db


@pytest.mark.parametrize("words", READS.values(), ids=READS.keys())
def test_reading_loads_nothing_heavy(words, small):
    _, modules = loaded(words, small)
    assert not modules & (HEAVY | {"rich", "dateutil", "tomllib"})
    assert not {
        m for m in modules if m.startswith(("reltrack.write.tables", "reltrack.write.people"))
    }


@pytest.mark.parametrize("words", PLAIN_WRITES.values(), ids=PLAIN_WRITES.keys())
def test_logging_loads_neither_the_orm_nor_rich(words, small):
    shown, modules = loaded(words, small)
    assert shown.returncode == 0, shown.stderr
    assert not modules & (HEAVY | {"rich"})


@pytest.mark.parametrize("words", ORM_WRITES.values(), ids=ORM_WRITES.keys())
def test_other_writes_do_load_the_orm(words, small):
    """The guard can see it: otherwise the tests above would prove nothing."""
    shown, modules = loaded(words, small)
    assert shown.returncode == 0, shown.stderr
    assert modules >= {"sqlmodel", "sqlalchemy", "pydantic"}


def test_a_command_loads_only_its_own_module(small):
    _, modules = loaded(["due", "--json"], small)
    commands = {m for m in modules if m.startswith("reltrack.cli.")}
    own = {"app", "commands", "due", "invocation", "options", "run", "talk"}
    assert commands == {f"reltrack.cli.{name}" for name in own}
