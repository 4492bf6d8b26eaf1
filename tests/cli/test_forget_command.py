"""`forget`: asked for twice, done for good, and told what is out of reach."""

from __future__ import annotations

import pytest

from cli.refusals import contents, refused
from running import ask, done, invoke
from write.traces import traces

TERMS = [
    "Bob Stone", "bob-stone", "Bobby Rock", "bob@stone.example", "sails around Menorca",
    "Ristorante Gino", "Rob Stone", "rob-stone", "enorca", "obby", "ristorante",
]  # fmt: skip


@pytest.fixture
def told(db):
    done("edit", "bob", "--alias", "Bobby Rock", "--email", "bob@stone.example", db=db)
    done("log", "Tea with Bob at Ristorante Gino", "--fact", "sails around Menorca", db=db)
    done("log", "Lunch with Bob and Grace", db=db)
    done("log", "Grace, Bob Stone's friend, calls", "-w", "grace", db=db)
    done("rename", "bob", "Rob Stone", db=db)
    done("undo", db=db)
    done("backup", db=db)
    done("note", "grace", "met bobby rock in Rome", db=db)
    done("undo", db=db)
    done("redo", db=db)
    return db


def test_forget(told, tmp_path):
    assert {term for _, term in traces(tmp_path, TERMS)} == set(TERMS)
    shown = ask("forget", "bob", "--yes", "--redact", db=told)
    assert traces(tmp_path, TERMS) == []
    assert [shown[key] for key in ("record", "id", "slug", "name", "shared", "redacted")] == [
        "person", 3, "bob-stone", "Bob Stone", 2, True,
    ]  # fmt: skip
    assert shown["deleted"] == {
        "facts": 1, "follow_ups": 0, "occasions": 0, "introductions": 0, "skips": 0, "entries": 1,
        "people": 1,
    }  # fmt: skip
    assert [each["record"] for each in shown["mentions"]] == ["interaction", "interaction", "fact"]
    assert {copy["fate"] for copy in shown["copies"]} == {"rewritten"}
    assert "the history of the shell" in shown["beyond"]
    assert [entry["text"] for entry in ask("history", db=told)] == [
        "Grace, [redacted]'s friend, calls", "Lunch with [redacted] and Grace",
    ]  # fmt: skip
    (fact,) = ask("show", "grace", db=told)["facts"]
    assert fact["text"] == "met [redacted] in Rome"
    assert ask("search", "bobby", db=told) == []
    refused(3, "show", "bob", db=told)
    refused(5, "undo", db=told)
    refused(5, "redo", db=told)


def test_it_says_what_is_left_and_that_there_is_no_way_back(told):
    said = done("forget", "bob", "--yes", db=told).out
    gone = "gone: 1 fact, 1 entry, 1 person, every step of undo"
    assert said.startswith(f"forgot Bob Stone (bob-stone)\n  {gone}\n")
    left = "still named in 3 records about others; reltrack amend NUMBER mends an entry:\n  entry #"
    assert left in said
    assert "out of reach: " in said
    assert said.endswith("this cannot be undone, nor can anything done before it\n")


def test_a_trial_changes_nothing(told):
    before = contents(told)
    said = done("forget", "bob", "--dry-run", db=told).out
    assert "every step of undo" in said
    assert "in 3 records about others; --redact takes the name out, now only:\n  entry #" in said
    assert said.endswith("nothing was written\n")
    said = done("forget", "bob", "--dry-run", "--redact", db=told).out
    assert "the name is taken out of 3 records about others:" in said
    assert ask("forget", "bob", "--dry-run", db=told)["dry_run"]
    assert contents(told) == before


def test_without_a_terminal_it_refuses(told):
    said = refused(2, "forget", "bob", db=told).err
    assert "cannot be undone" in said
    assert "--yes" in said


@pytest.mark.parametrize(("name", "code"), [("zelda", 3), ("ana", 4), ("", 2)])
def test_whom(name, code, told):
    refused(code, "forget", name, "--yes", db=told)


def test_no_journal_at_all(journal):
    journal.parent.mkdir()
    refused(3, "forget", "bob", "--yes", db=journal)
    assert not journal.exists()


@pytest.mark.parametrize("typed", ["bob-stone", " BOB Stone "])
@pytest.mark.parametrize("redact", ["y", "n"])
def test_on_a_terminal_the_name_is_typed(typed, redact, told, monkeypatch):
    done("promise", "bob", "the deck", db=told)
    monkeypatch.setattr("reltrack.cli.forget.interactive", lambda: True)
    result = done("forget", "bob", db=told, stdin=f"{redact}\n{typed}\n")
    assert "Bob Stone goes for good; with them: 1 fact, 1 follow-up, 1 entry, every" in result.err
    assert "type bob-stone:" in result.err
    assert "3 records about others name them, and would go on to: entry #" in result.err
    assert "Take the name out of them, too (--redact)?" in result.err
    assert ("[redacted]" in ask("history", db=told)[0]["text"]) == (redact == "y")


def test_with_redact_it_only_says_where(told, monkeypatch):
    monkeypatch.setattr("reltrack.cli.forget.interactive", lambda: True)
    result = done("forget", "bob", "--redact", db=told, stdin="bob-stone\n")
    assert "Their name is taken out of 3 records about others: entry #" in result.err
    assert "Take the name" not in result.err


def test_one_record_is_one(db, monkeypatch):
    done("log", "Grace, Bob Stone's friend, calls", "-w", "grace", db=db)
    monkeypatch.setattr("reltrack.cli.forget.interactive", lambda: True)
    result = done("forget", "bob", db=db, stdin="n\nbob-stone\n")
    assert "1 record about others names them, and would go on to: entry #" in result.err


@pytest.mark.parametrize("typed", ["", "y\n", "n\n\n", "n\nyes\n", "n\nbob\n"])
def test_anything_else_changes_nothing(typed, told, monkeypatch):
    monkeypatch.setattr("reltrack.cli.forget.interactive", lambda: True)
    before = contents(told)
    result = invoke("forget", "bob", db=told, stdin=typed)
    assert (result.code, result.out) == (1, "")
    assert result.err.endswith("nothing was changed\n")
    assert contents(told) == before
