"""`man` and help: all there is, in the order people look for it, and well-formed."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from reltrack.cli.commands import COMMANDS
from running import ask, done, process


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("man") / "reltrack.1"
    path.write_text(process("man").out, encoding="utf-8")
    return path


def test_every_command_is_in_the_manual(page):
    text = page.read_text(encoding="utf-8").replace("\\-", "-")
    assert [name for name in COMMANDS if f"\\fBreltrack {name}\\fR" not in text] == []
    assert text.isascii()


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not here")
def test_mandoc_is_content(page):
    found = subprocess.run(["mandoc", "-Tlint", page], capture_output=True, text=True)
    assert (found.stdout, found.returncode) == ("", 0)


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not here")
def test_groff_is_content(page):
    found = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", page], capture_output=True, text=True, encoding="utf-8"
    )
    assert (found.stderr, found.returncode) == ("", 0)
    assert "Who has gone quiet" in found.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_help_gives_examples_first_and_what_all_commands_share_last(name, journal):
    text = done(name, "-h", db=journal).out
    places = [text.find(f"\n{title}:\n") for title in ("Examples", "Options of every command")]
    assert 0 < places[0] < places[1]
    assert text == done("help", name, db=journal).out
    own = text.find("\nOptions:\n")
    assert own == -1 or places[0] < own < places[1]


@pytest.mark.parametrize(
    "words",
    [["man"], ["skill"], ["help"], ["help", "log"], ["completion", "zsh"], ["config", "path"]],
    ids=" ".join,
)
def test_a_text_is_a_string_for_programs(words, db):
    text = ask(*words, db=db)
    assert isinstance(text, str)
    assert text.splitlines() == done(*words, db=db).out.rstrip("\n").splitlines()
