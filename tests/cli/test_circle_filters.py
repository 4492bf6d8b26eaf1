"""`--circle` as a filter: a circle that there is not, and one in which nobody is."""

from __future__ import annotations

import pytest

from cli.refusals import refused
from running import done

COMMANDS = ["due", "due --exit-code", "due --count", "people", "stats", "export csv"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_circle_that_there_is_not_is_not_found(command, db):
    words = [*command.split(), "--circle", "mentr"]
    assert "none is made yet: reltrack circle --help" in refused(3, *words, db=db).err
    done("circle", "mentor", "bob", db=db)
    problem = refused(3, *words, db=db).err
    assert problem.splitlines() == [
        "error: there is no circle mentr",
        "hint: did you mean mentor? reltrack circle lists them",
    ]


def test_showing_and_removing_one_that_there_is_not(db):
    done("circle", "mentor", "bob", db=db)
    assert "did you mean mentor? reltrack circle mentr" in refused(3, "circle", "mentr", db=db).err
    assert "did you mean mentor?" in refused(3, "circle", "mentr", "--remove", db=db).err


def test_nobody_who_fits_is_not_nobody_here(db, tmp_path):
    done("circle", "mentor", "--every", "30d", db=db)
    fits = "nobody fits; everybody: reltrack people --all\n"
    shown = ("people", "--format", "text")
    for words in (["--circle", "mentor"], ["--tag", "x"], ["--status", "new"]):
        assert done(*shown, *words, db=db).out == fits
        assert done("people", *words, "--json", db=db).json == []
        assert done("people", *words, db=db).out.startswith("id\t")
    assert done(*shown, db=tmp_path / "none.db").out.startswith("nobody here yet: ")
