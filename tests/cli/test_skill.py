"""The guide for agents: every command in it does what the guide says."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from reltrack.cli.commands import COMMANDS
from running import NOW, done, invoke


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    db = tmp_path_factory.mktemp("skill") / "demo.db"
    done("demo", "--at", db, "--json", db=db)
    return db


def lines(db):
    guide = done("skill", db=db).out
    blocks = re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_every_example_runs_and_leaves_the_journal_as_it_is(demo):
    before = demo.read_bytes()
    found = lines(demo)
    assert len(found) > 12
    for line in found:
        stdin = ""
        if line.startswith("echo "):
            piped, line = line.split(" | ", 1)  # noqa: PLW2901
            stdin = shlex.split(piped)[1]
        name, *words = shlex.split(line)
        assert name == "reltrack"
        result = invoke(*words, db=demo, now=NOW, stdin=stdin)
        assert result.code == 0, (line, result)
        if "--json" in words:
            assert json.loads(result.out), line
    assert demo.read_bytes() == before


def test_only_commands_and_options_there_are(demo):
    guide = done("skill", db=demo).out
    named = set(re.findall(r"reltrack ([a-z-]+)", guide)) - {"for", "command", "keeps"}
    assert named <= COMMANDS.keys()
    assert guide.startswith("---\nname: reltrack\n")
    assert max(map(len, guide.splitlines()[4:])) < 150
