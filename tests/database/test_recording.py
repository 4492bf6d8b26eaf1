"""What a change records: everything it touched, nothing at rest, and no trace of what never was."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from blank import empty
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.database.recording import change, recorded_tables, utc
from reltrack.write.undo import redo, undo
from rows import ROWS, insert, insert_all, insert_person
from states import state_hash

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as db:
        yield db


def rows(db: sqlite3.Connection, table: str) -> list[Any]:
    return db.execute(f"SELECT * FROM {table}").fetchall()


def recorded(db: sqlite3.Connection) -> list[tuple[str, Any, Any]]:
    return [
        (table, key and json.loads(key), row and json.loads(row))
        for table, key, row in db.execute("SELECT table_name, key, row FROM change ORDER BY id")
    ]


def test_every_table_but_the_logs_own_is_recorded(db: sqlite3.Connection) -> None:
    assert set(recorded_tables(db)) == set(ROWS)


def test_nothing_is_recorded_at_rest(db: sqlite3.Connection) -> None:
    insert_all(db)
    for table, columns in recorded_tables(db).items():
        db.execute(f"UPDATE {table} SET {columns.key[-1]} = {columns.key[-1]}")
    for table in reversed(ROWS):
        db.execute(f"DELETE FROM {table}")
    assert rows(db, "change") == rows(db, "operation") == []


def test_insert_update_delete(db: sqlite3.Connection) -> None:
    with change(db, "circle", now=NOW):
        insert(db, "circle")
        db.execute("UPDATE circle SET name = 'mentor', cadence_days = NULL")
        db.execute("DELETE FROM circle")
        assert recorded(db) == [
            ("circle", {"name": "peer"}, None),
            ("circle", {"name": "mentor"}, {"name": "peer", "cadence_days": 30}),
            ("circle", None, {"name": "mentor", "cadence_days": None}),
        ]


def test_what_follows_by_cascade_is_recorded_too(db: sqlite3.Connection) -> None:
    insert_all(db)
    insert_person(db, 3, introduced_by=1)
    gone = set(ROWS) - {"circle", "interaction", "interaction_tag", "tombstone", "origin"}
    with change(db, "forget", now=NOW):
        db.execute("DELETE FROM person WHERE id = 1")
        found = recorded(db)
    assert {table for table, key, _ in found if key is None} == gone
    assert [(table, key) for table, key, _ in found if key is not None] == [("person", {"id": 3})]


def test_what_a_replacement_deletes_is_recorded_too(db: sqlite3.Connection) -> None:
    insert_all(db)
    before = state_hash(db)
    with change(db, "edit", now=NOW):
        db.execute("INSERT OR REPLACE INTO fact_tag VALUES (4, 'family')")
        insert_person(db, 3)
        db.execute("UPDATE OR REPLACE person SET slug = 'ana-lima' WHERE id = 3")
    assert db.execute("SELECT id FROM person ORDER BY id").fetchall() == [(2,), (3,)]
    undo(db)
    assert state_hash(db) == before


def test_a_step_says_what_was_done_and_when(db: sqlite3.Connection) -> None:
    with change(db, "add", now=NOW.astimezone(timezone(timedelta(hours=9)))) as operation:
        insert_person(db, operation.number())
        operation.summary = "added 1 person"
    [step] = rows(db, "operation")
    assert step == (1, "add", "added 1 person", "2026-11-20T09:30:00Z", "done")


def test_an_operation_that_changed_nothing_leaves_no_step(db: sqlite3.Connection) -> None:
    with change(db, "add", now=NOW):
        insert(db, "circle")
    undo(db)
    with change(db, "amend", now=NOW) as operation:
        operation.summary = "amended nothing"
        db.execute("UPDATE person SET name = 'nobody'")
    assert [step[1] for step in rows(db, "operation")] == ["add"]
    redo(db)  # what could be redone still can
    assert len(rows(db, "circle")) == 1


def test_a_new_step_clears_what_could_be_redone(db: sqlite3.Connection) -> None:
    for name in ("peer", "mentor"):
        with change(db, f"circle {name}", now=NOW):
            insert(db, "circle", name=name)
    undo(db)
    undo(db)
    with change(db, "circle admired", now=NOW):
        insert(db, "circle", name="admired")
    assert [step[1] for step in rows(db, "operation")] == ["circle admired"]
    assert recorded(db) == [("circle", {"name": "admired"}, None)]


@pytest.mark.parametrize("dry_run", [True, False], ids=["dry run", "exception"])
def test_what_never_was_leaves_no_trace(dry_run: bool, journal: Path) -> None:
    with closing(open_to_write(journal)) as db:
        with change(db, "add", now=NOW) as operation:
            insert_person(db, operation.number())
        undo(db)
    content = journal.read_bytes()
    with closing(open_to_write(journal)) as db:
        try:
            with change(db, "log", now=NOW, dry_run=dry_run) as operation:
                insert_person(db, operation.number())
                assert len(rows(db, "person")) == 1
                if not dry_run:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        assert not db.in_transaction
    assert journal.read_bytes() == content


def test_nobody_sees_half_a_change(journal: Path) -> None:
    with closing(open_to_write(journal)) as db, closing(open_to_read(journal)) as other:
        with change(db, "circle", now=NOW):
            insert(db, "circle")
            assert rows(other, "circle") == []
            assert other.execute("SELECT recording FROM journal").fetchone() == (None,)
        assert rows(other, "circle") == [("peer", 30)]
        assert other.execute("SELECT recording FROM journal").fetchone() == (None,)


def test_a_number_is_given_once(db: sqlite3.Connection) -> None:
    with change(db, "add", now=NOW) as operation:
        given = [operation.number(), operation.number(10), operation.number()]
        insert_person(db, given[0])
    assert given == [1, 2, 12]
    undo(db)
    with change(db, "add", now=NOW) as operation:
        assert operation.number() == 13


def test_in_bulk_entries_are_noted_as_a_range(db: sqlite3.Connection) -> None:
    insert_person(db, 1)
    with change(db, "log --batch", now=NOW, bulk=True) as operation:
        insert(db, "alias")
        insert(db, "interaction")
        insert(db, "participant")
        insert(db, "interaction_tag")
        operation.inserted("interaction", 3, 3)
        db.execute("UPDATE person SET name = 'Ana'")
        found = recorded(db)
    assert [(table, key) for table, key, _ in found] == [
        ("alias", {"person_id": 1, "key": "annie"}),
        ("interaction", {"first": 3, "last": 3}),
        ("person", {"id": 1}),
    ]
    with change(db, "tag", now=NOW):
        insert(db, "interaction_tag", tag="later")
        assert len(recorded(db)) == len(found) + 1


def test_an_instant_is_kept_in_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert utc(datetime(2026, 11, 20, 0, 30, 59, 999999, tokyo)) == "2026-11-19T15:30:59Z"
