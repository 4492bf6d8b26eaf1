"""Numbers that TAB offers: of records that the command can act on, told apart in few words."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reltrack.cli.complete import candidates, complete
from reltrack.database.connection import open_to_write
from reltrack.read.completion import NEWEST, OF_KIND, open_at_once, records
from rows import insert, insert_person
from running import ask, done, invoke


def offered(line: str, db: Path) -> dict[str, str]:
    """Return what is offered at the end of a line, and what is said of it."""
    return dict(candidates("zsh", ["--db", str(db), *line.split(" ")]))


def numbers(line: str, db: Path) -> list[int]:
    return [int(word) for word in offered(line, db) if word.isdecimal()]


@pytest.fixture
def full(db: Path) -> Path:
    """A journal with something of every kind, open and closed."""
    done("log", "-w", "ana-lima", "Lunch about boats", "--promise", "send the deck", db=db)
    done("log", "-w", "bob", "wrote to me", "--in", "--via", "email", "--fact", "two kids", db=db)
    done("log", "-w", "bob", "wrote back", "--out", "--via", "email", db=db)
    done("waiting", "bob", "the draft", "--by", "27 nov", db=db)
    done("done", done("promise", "bob", "kept", "--json", db=db).json["id"], db=db)
    done("plan", "bob", db=db)
    done("occasion", "bob", "birthday", "1980-11-24", db=db)
    done("occasion", "ana-lima", "birthday", "--03", db=db)
    done("congrats", "ana-lima", "a new job", db=db)
    done("intro", "ana-lima", "bob", "--why", "boats", db=db)
    done("intro", "ana-lima", "--from", "bob", "--made", "--thanked", db=db)
    done("skip", "bob", db=db)
    return db


def test_each_is_told_in_a_few_words(full: Path) -> None:
    said = {about for word, about in offered("delete ", full).items() if word.isdecimal()}
    assert said >= {
        "entry, Ana Lima, Fri 20 Nov 2026, Lunch about boats",
        "fact, Bob Stone, Fri 20 Nov 2026, two kids",
        "promise, Ana Lima, Fri 20 Nov 2026, send the deck",
        "waiting, Bob Stone, Fri 27 Nov 2026, the draft",
        "plan, Bob Stone, Fri 20 Nov 2026",
        "birthday, Bob Stone, 24 Nov",
        "birthday, Ana Lima, Mar",
        "milestone, Ana Lima, Fri 20 Nov 2026, a new job",
        "introduction, Ana Lima, Bob Stone, Fri 20 Nov 2026, boats",
        "skip, Bob Stone, Fri 4 Dec 2026",
    }
    assert offered("delete ", full)["ana-lima"] == ""


def test_done_is_offered_all_that_is_open_and_nothing_else(full: Path) -> None:
    found = numbers("done ", full)
    assert found == sorted(found, reverse=True)
    kinds = {about.split(",")[0] for word, about in offered("done ", full).items() if about}
    assert kinds == {"promise", "waiting", "plan", "milestone", "birthday", "introduction"}
    said = " ".join(offered("done ", full).values())
    assert "kept" not in said, "it is done"
    assert "reply" not in kinds, "being in touch has closed it"
    assert {loop["id"] for loop in ask("follow-ups", db=full)} <= set(found)
    assert numbers("log --done ", full) == found
    assert not any(not word.isdecimal() for word in offered("log --done ", full))
    for number in found:
        done("done", number, db=full)
    (introduction,) = numbers("done ", full)
    done("done", introduction, db=full)  # made, and then met
    assert numbers("done ", full) == []


@pytest.mark.parametrize(
    "command", ["done NUMBER", "delete NUMBER", "amend NUMBER --text new", "intro NUMBER --met"]
)
def test_the_command_can_act_on_each(full: Path, command: str) -> None:
    name, *more = command.split()
    found = numbers(f"{name} ", full)
    assert found
    for number in found:
        words = [str(number) if word == "NUMBER" else word for word in more]
        assert invoke(name, *words, "--dry-run", db=full).code == 0


def test_a_number_that_was_begun_is_looked_for_among_all(journal: Path) -> None:
    held = [*range(1, 60), 400, 4100, 41_000, 5000]
    with closing(open_to_write(journal)) as db:
        db.execute("BEGIN")
        insert_person(db, 900)
        for number in held:
            insert(db, "interaction", id=number, uid=f"entry-{number}")
        db.execute("COMMIT")
    for begun in ("4", "41", "410", "5", "9", "44", "x", "0", "٤", "4x", "9" * 19, "9" * 30):
        fitting = [number for number in sorted(held, reverse=True) if str(number).startswith(begun)]
        assert numbers(f"amend {begun}", journal) == fitting[:NEWEST]
    assert numbers("amend ", journal) == sorted(held, reverse=True)[:NEWEST]


def test_an_entry_with_many_people_or_none_is_told_too(journal: Path) -> None:
    with closing(open_to_write(journal)) as db:
        for number in range(1, 6):
            insert_person(db, number, name=f"Ana {number}")
            insert(db, "interaction", id=number + 10, uid=f"entry-{number}", text="")
            for present in range(1, number):
                insert(db, "participant", person_id=present, interaction_id=number + 10)
    said = offered("amend ", journal)
    assert said["11"] == "entry, Fri 20 Nov 2026"
    assert said["13"] == "entry, Ana 1, Ana 2, Fri 20 Nov 2026"
    assert said["15"].count("Ana") == 3


def test_bash_is_told_numbers_alone(
    full: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("RELTRACK_DB", str(full))
    complete(["bash", "", "reltrack log --done "])
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines == [str(number) for number in numbers("log --done ", full)]


def test_records_are_found_by_their_number(full: Path) -> None:
    statements: list[str] = []
    with closing(open_at_once(full)) as db:
        db.set_trace_callback(statements.append)
        for kind in OF_KIND:
            assert records(db, kind, "1")
        db.set_trace_callback(None)
        plans = [plan(db, statement) for statement in set(statements)]
    assert plans
    for steps in plans:
        assert steps[0].startswith("SEARCH")
        assert not any(step.startswith("SCAN") and "subquery" not in step for step in steps), steps


def plan(db: sqlite3.Connection, statement: str) -> list[str]:
    """Return how SQLite finds what a statement asks for."""
    return [
        step
        for *_, step in db.execute(f"EXPLAIN QUERY PLAN {statement}")
        if step.startswith(("SCAN", "SEARCH", "USE"))
    ]
