"""Help is readable in any window: nothing runs past its edge but a word longer than a line."""

from __future__ import annotations

import re

import pytest

from reltrack.cli.commands import COMMANDS
from running import done


@pytest.mark.parametrize("columns", [40, 45, 80, 200])
def test_no_line_of_help_is_broken_by_the_window(columns, journal, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (["-h"], ["help", "all"], *([name, "-h"] for name in COMMANDS)):
        for line in done(*words, db=journal).out.split("\n"):
            assert len(line) <= min(columns, 98) or " " not in line.strip(" \\"), words
            assert line.strip() != "\\"


def test_what_help_says_is_the_same_in_a_narrow_window(journal, monkeypatch):
    said = set()
    for columns in ("40", "60", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        out = "".join(done(name, "-h", db=journal).out for name in COMMANDS)
        said.add(re.sub(r"\\\n|\s", "", out))
    assert len(said) == 1


def test_options_are_paragraphs_in_a_narrow_window(journal, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    narrow = done("log", "-h", db=journal).out
    assert "\n  -w, --with NAME\n      Who was there; adds somebody\n      new.\n" in narrow
    monkeypatch.setenv("COLUMNS", "80")
    assert "\n  -w, --with NAME    Who was there; adds somebody new.\n" in done(
        "log", "-h", db=journal
    ).out  # fmt: skip
