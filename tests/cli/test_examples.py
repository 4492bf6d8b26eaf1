"""Every example of every help, run as it stands."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import pytest
import typer

from examples import furnish, next_number, shell
from reltrack.cli.app import Command, command_line
from reltrack.cli.commands import COMMANDS
from running import done, invoke

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the examples are for a POSIX shell"
)

TOOLS = ("jq", "fzf", "man")
ENTRY = ("log", "Coffee with Ana Lima")
BEFORE = {
    "amend 41": [ENTRY],
    "amend 51": [("note", "ana", "two kids #family")],
    "delete 41": [ENTRY],
    "done 41": [("promise", "ana", "the deck")],
    "done ana": [("promise", "ana", "the deck")],
    "intro 41": [("intro", "ana", "--from", "bob")],
    "merge ana-lima": [("add", "Ana Lima", "--new")],
    'merge "Bob Stone"': [("add", "Rob Stone", "--alias", "Rob", "--new")],
    "redo": [("undo",)],
    "unarchive": [("archive", "bob-stone")],
    "rhythms --apply": [("edit", "ana", "--every", "2w")],
    "restore daily": [("log", "Tea with Bob Stone")],
    "triage ana": [],
    'add "Ana Lima"': [("delete", "ana-lima", "--yes")],
    'add "José': [("delete", "jose-nunez", "--yes")],
}
"""What happened before: by the words that the example begins with."""

ASKS = ("delete 41", "forget bob-stone --redact", "delete bob-stone", "restore ")
"""Examples that ask; here nobody is there to answer, so they say yes."""


def examples() -> list[str]:
    program = command_line()
    found = []
    with typer.Context(program, info_name="reltrack") as context:
        for name in COMMANDS:
            command = program.get_command(context, name)
            assert isinstance(command, Command)
            assert command.examples, name
            found += command.examples
    return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    furnish(folder)
    return folder


@pytest.mark.parametrize("example", examples())
def test_an_example_of_help(example, world, tmp_path, monkeypatch):
    for tool in TOOLS:
        if f"| {tool}" in example and not shutil.which(tool):
            pytest.skip(f"{tool} is not here")
    folder = Path(shutil.copytree(world, tmp_path / "here"))
    db = folder / "journal.db"
    words = example.removeprefix("reltrack ")
    for begins, steps in BEFORE.items():
        if words.startswith(begins):
            if begins[-2:].isdigit():
                next_number(db, int(begins[-2:]))
            for step in steps:
                done(*step, db=db)
    line = example.replace("/media/usb", f"{folder}/usb").replace("~/", f"{folder}/")
    if words.startswith(ASKS) and "--yes" not in words and "--dry-run" not in words:
        line += " --yes"
    if "/usb/" in line:
        (folder / "usb").mkdir()
        done("backup", folder / "usb" / "journal.db", db=db)
    if " -o " in line:
        (folder / line.split()[-1]).unlink(missing_ok=True)
    for target in (part.split()[0] for part in line.split("> ")[1:]):
        (folder / target).parent.mkdir(parents=True, exist_ok=True)
    if any(sign in line for sign in "|>~"):
        result = shell(line, folder)
        code, err = result.returncode, result.stderr
    else:  # nothing in it is for the shell
        monkeypatch.chdir(folder)
        code, _, err = invoke(*shlex.split(line)[1:], db=db)
    assert (code, "Traceback" in err) == (0, False), (line, err)
