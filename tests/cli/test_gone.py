"""Somebody whom a command has found is taken away by another before it writes."""

from __future__ import annotations

import pytest

from reltrack.cli.invocation import Invocation
from reltrack.read import names
from reltrack.write.undo import undo
from running import ask, done, invoke

COMMANDS = [
    ["archive", "ana"],
    ["edit", "ana", "--city", "Porto"],
    ["rename", "ana", "Zed Quist"],
    ["promise", "ana", "the deck"],
    ["reply", "ana"],
    ["plan", "ana", "lunch"],
    ["note", "ana", "plays the oboe"],
    ["skip", "ana"],
    ["circle", "peer", "ana"],
    ["merge", "bob", "ana"],
    ["occasion", "ana", "birthday", "14 march"],
    ["congrats", "ana", "on the award"],
    ["intro", "ana", "bob"],
    ["intro", "bob", "--from", "ana"],
    ["share", "a piece", "--about", "sea", "--to", "ana"],
    ["forget", "ana", "--yes"],
]


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "journal.db"
    for name in ("Ana Lima", "Bob Stone"):
        done("add", name, db=path)
    return path


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_somebody_is_gone_at_the_last_moment(words, db, monkeypatch):
    find = names.find

    def found_and_gone(connection, query):
        person = find(connection, query)
        if person.name == "Ana Lima":
            monkeypatch.setattr(names, "find", find)
            done("delete", "ana-lima", "--yes", db=db)
        return person

    monkeypatch.setattr(names, "find", found_and_gone)
    result = invoke(*words, db=db)
    assert (result.code, result.out) == (5, ""), result
    assert "by another command" in result.err
    assert "try it again" in result.err
    assert [step["command"] for step in ask("undo", "--list", db=db)] == ["delete", "add", "add"]


def test_what_is_undone_after_reading_is_nobody_elses(db):
    invocation = Invocation()
    invocation.db_flag = str(db)
    assert names.find(invocation.db, "bob")
    undo(invocation.writing_if_any())
    assert not invocation.overtaken()
    assert names.find(invocation.db, "ana")
    done("archive", "ana", db=db)
    assert invocation.overtaken()
