"""Whatever is typed, at whatever place of whatever command: understood or refused, never a bug."""

from __future__ import annotations

import shutil

import pytest

from cli.refusals import contents
from reltrack.cli.app import COMMANDS, command_line
from running import done, invoke

TEXTS = ["", "\udcff", "x" * 70_000, "\x1b[2J\u202e\n%s {0}' \"`", "9999-12-31", "9" * 40]
NUMBERS = ["", "-1", "٣", "1e3", "9" * 400]
ELSEWHERE = {"backup", "doctor", "restore", "export", "import", "demo", "completion", "help"}
NEEDED = {
    "name": "bob",
    "new_name": "Rob",
    "text": "x",
    "query": "x",
    "which": "6",
    "keep": "bob",
    "other": "grace",
    "file": "nowhere.db",
    "words": "bob grace",
}


def parameters():
    program = command_line()
    for name in COMMANDS:
        if name in ELSEWHERE:
            continue
        for param in program.get_command(None, name).params:
            common = param.name in ("help", "color", "format") and name != "due"
            path = param.name in ("db", "svg")
            if not (common or path or getattr(param, "is_flag", False)):
                yield pytest.param(name, param, id=f"{name} {param.name}")


@pytest.fixture(scope="module")
def told(known, tmp_path_factory):
    db = tmp_path_factory.mktemp("hostile") / "journal.db"
    shutil.copy(known, db)
    done("log", "Tea with Bob", "--promise", "x", db=db)
    return db


@pytest.mark.parametrize(("name", "param"), list(parameters()))
def test_any_value(name, param, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # whatever is written to a file by a name of ours lands there
    command = command_line().get_command(None, name)
    dry = ["--dry-run"] if any(p.name == "dry_run" for p in command.params) else []
    others = [
        word for p in command.params
        if p.param_type_name == "argument" and p.required and p.name != param.name
        for word in NEEDED[p.name].split()
    ]  # fmt: skip
    before = contents(told)
    for value in NUMBERS if param.type.name == "integer" else TEXTS:
        if param.param_type_name == "argument":
            first = param.name in ("name", "which")
            words = [name, *dry, "--", *([value, *others] if first else [*others, value])]
        else:
            words = [name, *dry, max(param.opts, key=len), value, "--", *others]
        result = invoke(*words, db=told)
        assert result.code in (0, 2, 3, 4, 5, 6), (words[:3], value[:40], result.err[:300])
        assert len(result.err) < 3000, (words[:3], value[:40])
        if result.code:
            assert result.out == ""
    assert contents(told) == before
