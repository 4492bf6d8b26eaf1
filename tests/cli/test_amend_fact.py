"""`amend` of a fact: its text, the topics it names, and the day it was heard."""

from __future__ import annotations

import pytest

from cli.refusals import refused
from running import ask, done


@pytest.fixture
def told(db):
    """Fact #6."""
    done("note", "bob", "two kids #family #bob", "--on", "2026-05-01", db=db)
    return db


def kept(db):
    (fact,) = ask("show", "bob", db=db)["facts"]
    return fact["text"], fact["tags"], fact["heard_on"]


def test_the_text_and_its_topics(told):
    fact = ask("amend", "#6", "--text", "three kids #family #home", db=told)
    assert (fact["id"], fact["tags"], fact["heard_on"]) == (6, ["family", "home"], "2026-05-01")
    assert ask("search", "three", db=told)[0]["id"] == 6
    assert ask("search", "two", db=told) == []
    done("undo", db=told)
    assert kept(told) == ("two kids #family #bob", ["bob", "family"], "2026-05-01")


def test_the_day(told):
    assert ask("amend", 6, "--on", "yesterday", db=told)["heard_on"] == "2026-11-19"
    assert kept(told)[:2] == ("two kids #family #bob", ["bob", "family"])


def test_a_fact_that_an_entry_brought(db):
    done("log", "Tea with Bob", "--fact", "two kids", db=db)
    ask("amend", 7, "--text", "three kids", "--on", "2026-11-01", db=db)
    assert kept(db) == ("three kids", [], "2026-11-01")
    assert ask("history", db=db)[0]["date"] == "2026-11-20"


def test_what_is_the_same_is_no_change(told):
    echo = done("amend", 6, "--text", " two kids #family #bob ", db=told).out
    assert "nothing was changed" in echo
    assert ask("undo", "--dry-run", db=told)["command"] == "note"


def test_a_dry_run(told):
    assert ask("amend", 6, "--text", "three", "--dry-run", db=told)["text"] == "three"
    assert kept(told)[0] == "two kids #family #bob"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2), (["--text", ""], 2), (["--text", " \n"], 2), (["--on", "tomorrow"], 5),
        (["--via", "call"], 2), (["--text", "x", "--in"], 2), (["--text", "x", "--tag", "y"], 2),
        (["--text", "x\0"], 2), (["--text", "\udcff"], 2), (["--on", "soon"], 2),
    ],
)  # fmt: skip
def test_what_a_fact_has_not(words, code, told):
    refused(code, "amend", 6, *words, db=told)
