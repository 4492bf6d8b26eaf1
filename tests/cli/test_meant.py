"""What was probably meant: a command, an option, a choice."""

from __future__ import annotations

import pytest

from cli.refusals import refused
from reltrack.cli.commands import COMMANDS
from reltrack.cli.meant import _SAME


def hint(code, *words, db):
    return refused(code, *words, db=db).err.strip().split("\n")[-1].removeprefix("hint: ")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("remove", "delete"), ("rm", "delete"), ("ls", "people"), ("list", "people"),
        ("new", "add"), ("find", "search"), ("birthday", "occasion"), ("todo", "follow-ups"),
        ("Contacts", "people"), ("shwo", "show"), ("ocasions", "occasions"), ("lgo", "log"),
        ("version", "--version"),
    ],
)  # fmt: skip
def test_a_command(typed, meant, db):
    said = hint(2, typed, "x", db=db)
    assert said == f"did you mean {meant}? reltrack help all lists them" or said.startswith(
        f"did you mean {meant} or "
    )
    if meant in COMMANDS:
        assert meant in hint(3, "help", typed, db=db)


def test_nothing_is_guessed_that_is_nothing_like_it(db):
    assert hint(2, "xyzzy", db=db) == "reltrack help all lists them"


def test_what_a_command_is_called_elsewhere_means_one_and_is_none():
    words = [word for same in _SAME.values() for word in same.split()]
    assert len(set(words)) == len(words)
    assert not set(words) & COMMANDS.keys()
    assert _SAME.keys() - COMMANDS.keys() == {"--version"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["due", "--cirle", "peer"], "did you mean --circle?"),
        (["log", "--vie", "call", "Tea"], "did you mean --via?"),
        (
            ["--circle", "peer", "due"],
            "options come after the command, such as reltrack due --json",
        ),
        (["--colr", "never", "due"], "did you mean --color?"),
        (["due", "--zzz"], "reltrack due --help shows how"),
        (["due", "--limit"], "reltrack due --help shows how"),
        (["log", "--zzz"], 'lists them; put -- before a text that starts with "-"'),
        (["skip", "bob", "--because", "bussy"], "did you mean busy?"),
        (["occasion", "bob", "brithday"], "did you mean birthday?"),
        (["skip", "bob", "--for", "3w"], "did you mean --until?"),
        (["skip", "bob", "--til", "3w"], "did you mean --until?"),
        (["birthday", "bob", "14", "march"], 'reltrack occasion bob birthday "14 march"?'),
        (["undo", "-n", "x"], "--limit: 'x' is not a whole number"),
        (["promise", "bob"], "error: the text is missing"),
        (["occasion", "bob", "brithday"], "error: 'brithday' is not one of"),
        (["add", "Tom", "--every", "0"], "a duration is above zero"),
        (["completion", "tcsh"], "reltrack completion --help shows how"),
    ],
)
def test_an_option_and_a_choice(words, told, db):
    said = refused(2, *words, db=db).err
    assert told in said
    assert said.count("\n") == 2
