"""Undo and redo, case by case."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from blank import empty
from reltrack.database.connection import open_to_write
from reltrack.database.recording import change
from reltrack.domain.records import Step
from reltrack.errors import RefusedError
from reltrack.write.log import link
from reltrack.write.undo import redo, steps, undo
from rows import DAY, insert, insert_all, insert_person
from states import state, state_hash

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as db:
        yield db


def column(db: sqlite3.Connection, table: str, name: str) -> list[Any]:
    return [value for (value,) in db.execute(f"SELECT {name} FROM {table} ORDER BY 1")]


def test_an_entry_moved_to_another_day_takes_its_rows_along_and_back(
    db: sqlite3.Connection,
) -> None:
    insert_person(db, 1)
    insert(db, "interaction")
    with change(db, "log", now=NOW) as operation:
        link(operation, 3, present=[1], mentioned=[])
    insert(db, "fact", interaction_id=3)
    insert(db, "fact", id=14, uid="uid-14", interaction_id=3, heard_on="2026-11-18")
    insert(db, "follow_up", interaction_id=3)
    before = state_hash(db)
    (day,) = column(db, "participant", "day")
    with change(db, "amend", now=NOW):
        db.execute("UPDATE interaction SET date = '2026-11-18'")
    after = state_hash(db)
    assert column(db, "participant", "day") == [day - 2]
    assert column(db, "follow_up", "opened_on") == ["2026-11-18"]
    assert column(db, "fact", "heard_on") == ["2026-11-18", "2026-11-18"]
    undo(db)
    # What had been heard on the other day all along stays there.
    assert column(db, "fact", "heard_on") == ["2026-11-18", DAY]
    assert state_hash(db) == before
    redo(db)
    assert state_hash(db) == after
    undo(db)
    with change(db, "amend", now=NOW):  # after undo rows follow as they did before
        db.execute("UPDATE interaction SET date = '2026-11-18'")
    assert state_hash(db) == after


def test_a_touch_is_no_contact_until_it_is_undone(db: sqlite3.Connection) -> None:
    insert_all(db)
    with change(db, "amend", now=NOW):
        db.execute("UPDATE interaction SET via = 'touch'")
        assert column(db, "participant", "contact") == [0]
    undo(db)
    assert column(db, "participant", "contact") == [1]


def test_what_was_written_in_bulk_goes_as_a_range_and_comes_back(db: sqlite3.Connection) -> None:
    insert_person(db, 1)
    insert(db, "interaction")
    before = state_hash(db)
    with change(db, "log --batch", now=NOW, bulk=True) as operation:
        first = operation.number(1500)
        for number in range(first, first + 1500):
            insert(db, "interaction", id=10 + number, uid=f"n{number}", text=f"Lunch {number}")
            link(operation, 10 + number, present=[1], mentioned=[])
            insert(db, "interaction_tag", interaction_id=10 + number)
        insert(db, "origin")
        operation.inserted("interaction", 10 + first, 10 + first + 1499)
        db.execute("UPDATE person SET city = 'Porto'")
    assert db.execute("SELECT count(*) FROM change").fetchone() == (3,)
    after = state_hash(db)
    for turn, expected in ((undo, before), (redo, after), (undo, before), (redo, after)):
        turn(db)
        assert state_hash(db) == expected


@pytest.mark.parametrize(
    "text",
    [
        "\"quoted\" 'both' \\ ways",
        "two\nlines\ttab\r",
        "👩‍👩‍👧 ﷽ e\u0301",
        "\x01\x1b[31m\x7f",
        "\u2028\ufeff",
    ],
)
def test_every_character_comes_back(db: sqlite3.Connection, text: str) -> None:
    insert_person(db, 1, name=text, title=f"{text}\0{text}", cadence_days=2**63 - 1)
    before = state(db)
    with change(db, "delete", now=NOW):
        db.execute("DELETE FROM person")
    undo(db)
    assert state(db) == before


def test_the_latest_step_goes_first_and_comes_back_last(db: sqlite3.Connection) -> None:
    for name in ("a", "b", "c"):
        with change(db, f"circle {name}", now=NOW) as operation:
            insert(db, "circle", name=name)
            operation.summary = f"made {name}"
    assert undo(db) == {
        "id": 3,
        "command": "circle c",
        "summary": "made c",
        "at": "2026-11-20T09:30:00Z",
        "state": "undone",
    }
    assert undo(db)["command"] == "circle b"
    assert [(s["command"], s["state"]) for s in steps(db)] == [
        ("circle c", "undone"),
        ("circle b", "undone"),
        ("circle a", "done"),
    ]
    assert [step["id"] for step in steps(db, limit=1)] == [3]
    assert len(steps(db, limit=0)) == 3
    assert redo(db)["command"] == "circle b"
    assert column(db, "circle", "name") == ["a", "b"]
    assert redo(db)["state"] == "done"
    assert column(db, "circle", "name") == ["a", "b", "c"]


@pytest.mark.parametrize("turn", [undo, redo])
def test_where_there_is_nothing_to_turn_it_says_so(
    db: sqlite3.Connection, turn: Callable[[sqlite3.Connection], Step]
) -> None:
    with pytest.raises(RefusedError, match=f"^there is nothing to {turn.__name__}$"):
        turn(db)
    assert not db.in_transaction


def test_a_trial_of_undo_leaves_no_trace(journal: Path) -> None:
    with closing(open_to_write(journal)) as db, change(db, "circle", now=NOW):
        insert(db, "circle")
    content = journal.read_bytes()
    with closing(open_to_write(journal)) as db:
        assert undo(db, dry_run=True)["state"] == "undone"
        assert steps(db)[0]["state"] == "done"
    assert journal.read_bytes() == content


def test_a_step_that_does_not_fit_any_more_is_left_as_it_is(db: sqlite3.Connection) -> None:
    insert_person(db, 1, slug="ana")
    with change(db, "delete", now=NOW):
        db.execute("DELETE FROM person")
    insert_person(db, 2, slug="ana")  # behind the back of the log
    before = list(db.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        undo(db)
    assert not db.in_transaction
    assert list(db.iterdump()) == before


def test_what_was_searched_is_found_again(db: sqlite3.Connection) -> None:
    def found(word: str) -> list[Any]:
        return column(db, f"search('{word}')", "rowid")

    insert_person(db, 1)
    with change(db, "note", now=NOW):
        insert(db, "fact", text="Sails with Søren off Łeba")
    with change(db, "amend", now=NOW):
        db.execute("UPDATE fact SET text = 'Rows'")
    assert (found("soren"), found("rows")) == ([], [4])
    undo(db)
    assert (found("soren"), found("leba"), found("rows")) == ([4], [4], [])
    undo(db)
    assert found("sails") == []
    redo(db)
    assert found("sails") == [4]
