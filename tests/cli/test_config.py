"""`config`: what is set, by what, and how it is set."""

from __future__ import annotations

import stat
import sys

import pytest

from cli.refusals import refused
from running import ask, done, invoke


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "home" / "config" / "reltrack" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def source(key, db):
    (found,) = (each for each in ask("config", "list", db=db) if each["key"] == key)
    return found["value"], found["source"]


def test_path_says_where_the_file_is(db, file):
    assert done("config", "path", db=db).out == f"{file}\n"


def test_the_environment_goes_before_the_file_and_that_before_the_default(db, monkeypatch):
    assert source("due_limit", db) == (5, "default")
    done("config", "set", "due_limit", 3, db=db)
    assert source("due_limit", db) == (3, "file")
    monkeypatch.setenv("RELTRACK_DUE_LIMIT", "7")
    assert source("due_limit", db) == (7, "environment")
    assert done("config", "get", "due_limit", db=db).out == "7\n"


def test_what_is_set_is_kept_for_its_owner_and_comments_stay(db, file):
    file.write_text("# mine\ndue_limit = 2  # enough\n")
    done("config", "set", "date_order", "dmy", db=db)
    done("config", "set", "circles.peer", "6w", db=db)
    done("config", "set", "channels.coffee", "flat-white", "cortado", db=db)
    text = file.read_text()
    assert "# mine" in text
    assert "due_limit = 2  # enough" in text
    assert source("circles.peer", db) == (42, "file")
    assert source("channels.coffee", db) == (["flat-white", "cortado"], "file")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    done("config", "unset", "circles.peer", db=db)
    assert invoke("config", "get", "circles.peer", db=db).code == 3


def test_a_cadence_may_be_said_in_words(db):
    assert ask("config", "set", "default_cadence", "2m", db=db)["value"] == 60


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "due_limit", "many"], "due_limit is not a whole number"),
        (["set", "due_limit"], "the value is missing"),
        (["set", "learned_min", "200"], "learned_min (200) is larger"),
        (["set", "nonsense", "1"], "no setting 'nonsense'"),
        (["set", "circles", "30"], "no setting 'circles'"),
        (["set", "due_limit.peer", "30"], "no setting 'due_limit.peer'"),
        (["get"], "missing"),
        (["set", "date_order", "ymd"], "iso, dmy, mdy"),
    ],
)
def test_what_cannot_be_set(words, said, db, file):
    assert said in refused(2, "config", *words, db=db).err
    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# one\n\ndue_limit = 'x'\n", "line 3: due_limit is not a whole number"),
        ("[circles]\npeer = '30d'\n", "line 1: circles.peer is not a whole number of days"),
        ("due_limit = 1\nshine = true\n", "line 2: there is no setting 'shine'"),
        ("circles = 3\n", "line 1: circles is not a table"),
        ("due_limit = \n", "at line 1"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_line(text, said, db, file):
    file.write_text(text)
    assert said in refused(2, "due", db=db).err


def test_what_the_environment_says_wrongly_is_refused(db, monkeypatch):
    monkeypatch.setenv("RELTRACK_WEEK_START", "someday")
    assert "RELTRACK_WEEK_START: week_start is not one of" in refused(2, "due", db=db).err


def test_a_file_elsewhere_is_written_through_its_link(db, file, tmp_path):
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("due_limit = 2\n")
    file.symlink_to(kept)
    done("config", "set", "due_limit", 4, db=db)
    assert file.is_symlink()
    assert kept.read_text() == "due_limit = 4\n"


def test_words_of_ones_own_set_the_channel(db):
    done("config", "set", "channels.coffee", "Flat-White", db=db)
    assert ask("log", "Flat-white with Bob Stone", db=db)["via"] == "coffee"
    assert ask("log", "Sat with Bob Stone", "-v", "flat-white", db=db)["via"] == "coffee"


def test_a_circle_is_made_with_its_cadence(db):
    done("config", "set", "circles.peer", "6w", db=db)
    done("edit", "bob-stone", "--circle", "peer", db=db)
    done("circle", "mentor", "bob-stone", db=db)
    assert ask("circle", "peer", db=db)["cadence_days"] == 42
    assert ask("circle", "mentor", db=db)["cadence_days"] is None
    done("config", "set", "circles.mentor", "60d", db=db)
    assert ask("circle", "mentor", "ana-lima", db=db)["cadence_days"] is None
    done("config", "set", "circles.family", "14d", db=db)
    assert ask("circle", "family", "ana-lima", db=db)["cadence_days"] == 14
    assert ask("circle", "family", "--every", "3d", db=db)["cadence_days"] == 3


def test_a_slip_of_the_pen_in_a_setting(db):
    assert "did you mean due_limit?" in refused(2, "config", "set", "due-limits", "3", db=db).err
