"""The ORM works in the operation's transaction, on its connection, and never ends either."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, SAWarning
from sqlmodel import Session, select

from reltrack.database.connection import open_in_memory, open_to_read, open_to_write
from reltrack.database.recording import Operation, change
from reltrack.write.session import session
from reltrack.write.tables import Alias, Circle, Person
from reltrack.write.undo import redo, undo
from rows import insert_person
from states import state_hash

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SECRET = "what nobody else may read"


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(open_in_memory()) as db:
        yield db


def person(operation: Operation, slug: str = "ana", **different: object) -> Person:
    number = operation.number()
    values = {
        "id": number,
        "uid": f"uid-{number}",
        "slug": slug,
        "name": "Ana",
        "key": "ana",
        "status": "new",
        "added_on": "2026-11-20",
        "created_at": operation.at,
        "updated_at": operation.at,
    }
    return Person(**{**values, **different})


def slugs(db: sqlite3.Connection) -> list[str]:
    return [slug for (slug,) in db.execute("SELECT slug FROM person ORDER BY id")]


def test_it_is_the_very_connection(db: sqlite3.Connection) -> None:
    with change(db, "add", now=NOW) as operation:
        with session(operation) as orm:
            raw = orm.connection().connection.cursor()
            assert raw.connection is db
            raw.close()
        assert db.in_transaction


def test_what_was_flushed_is_there_for_plain_sql_and_the_other_way_round(
    db: sqlite3.Connection,
) -> None:
    with change(db, "add", now=NOW) as operation:
        with session(operation) as orm:
            orm.add(person(operation))
            orm.flush()
            assert slugs(db) == ["ana"]
            insert_person(db, operation.number(), slug="bo")
            assert list(orm.exec(select(Person.slug).order_by(Person.slug))) == ["ana", "bo"]
            orm.add(person(operation, "cleo"))
        assert slugs(db) == ["ana", "bo", "cleo"]
    assert slugs(db) == ["ana", "bo", "cleo"]


def test_two_sessions_may_follow_each_other_in_one_change(db: sqlite3.Connection) -> None:
    with change(db, "add", now=NOW) as operation:
        for slug in ("ana", "bo"):
            with session(operation) as orm:
                orm.add(person(operation, slug))
    undo(db)
    assert slugs(db) == []
    redo(db)
    assert slugs(db) == ["ana", "bo"]


def test_what_the_orm_wrote_can_be_undone(db: sqlite3.Connection) -> None:
    insert_person(db, 50, name="Before")
    before = state_hash(db)
    with change(db, "edit", now=NOW) as operation, session(operation) as orm:
        found = orm.get_one(Person, 50)
        found.name = "After"
        orm.add(Alias(person_id=50, key="a", name="A"))
        orm.add(person(operation))
    assert state_hash(db) != before
    undo(db)
    assert state_hash(db) == before


def test_what_is_held_can_be_read_when_the_session_is_over(db: sqlite3.Connection) -> None:
    with change(db, "add", now=NOW) as operation:
        with session(operation) as orm:
            added = person(operation)
            orm.add(added)
        assert (added.id, added.slug) == (1, "ana")
    assert added.name == "Ana"


def test_a_dry_run_leaves_no_trace(journal: Path) -> None:
    open_to_write(journal).close()
    content = journal.read_bytes()
    with closing(open_to_write(journal)) as db:
        with change(db, "add", now=NOW, dry_run=True) as operation:
            with session(operation) as orm:
                orm.add(person(operation))
            assert slugs(db) == ["ana"]
        assert slugs(db) == []
    assert journal.read_bytes() == content


def test_an_exception_rolls_everything_back(db: sqlite3.Connection) -> None:
    def fail() -> None:
        with change(db, "add", now=NOW) as operation:
            insert_person(db, operation.number(), slug="plain")
            with session(operation) as orm:
                orm.add(person(operation, "flushed"))
                orm.flush()
                orm.add(person(operation, "held"))
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert slugs(db) == []
    assert not db.in_transaction


def test_on_an_exception_nothing_is_flushed(db: sqlite3.Connection) -> None:
    def fail(operation: Operation) -> None:
        with session(operation) as orm:
            orm.add(person(operation, "held"))
            raise KeyboardInterrupt

    with change(db, "add", now=NOW) as operation:
        with pytest.raises(KeyboardInterrupt):
            fail(operation)
        assert slugs(db) == []


def swallowed(orm: Session, operation: Operation) -> None:
    orm.add(person(operation, "bo"))
    orm.add(person(operation, "ana"))
    with pytest.raises(IntegrityError):
        orm.flush()


def rolled_back(orm: Session, operation: Operation) -> None:
    orm.add(person(operation, "bo"))
    orm.flush()
    orm.rollback()


@pytest.mark.parametrize("fail", [swallowed, rolled_back])
def test_half_of_what_failed_is_never_committed(
    fail: Callable[[Session, Operation], None], db: sqlite3.Connection
) -> None:
    insert_person(db, 50, slug="ana")
    with change(db, "add", now=NOW) as operation:
        insert_person(db, 51, slug="plain")
        with session(operation) as orm:
            fail(orm, operation)
    assert slugs(db) == ["ana", "plain"]


def test_a_commit_of_the_orm_commits_nothing(journal: Path) -> None:
    with closing(open_to_write(journal)) as db, closing(open_to_read(journal)) as other:
        with change(db, "add", now=NOW) as operation:
            with session(operation) as orm:
                orm.add(person(operation))
                orm.commit()
            assert slugs(db) == ["ana"]
            assert slugs(other) == []
        assert slugs(other) == ["ana"]


def test_references_are_checked_at_once(db: sqlite3.Connection) -> None:
    """So that what undo takes back in the opposite order never takes anything else along."""
    with (
        pytest.raises(IntegrityError, match="FOREIGN KEY"),
        change(db, "add", now=NOW) as operation,
        session(operation) as orm,
    ):
        orm.add_all([ana := person(operation), Alias(person_id=ana.id, key="a", name="A")])
    assert slugs(db) == []
    with change(db, "add", now=NOW) as operation, session(operation) as orm:
        orm.add(ana := person(operation))
        orm.flush()
        orm.add(Alias(person_id=ana.id, key="a", name="A"))
    assert slugs(db) == ["ana"]
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_record_needs_its_number(db: sqlite3.Connection) -> None:
    with (
        pytest.raises(SAWarning, match="primary key"),
        change(db, "add", now=NOW) as operation,
        session(operation) as orm,
    ):
        orm.add(person(operation, id=None))
    assert slugs(db) == []


def test_the_connection_is_handed_back_as_it_was(db: sqlite3.Connection) -> None:
    db.row_factory = sqlite3.Row
    with change(db, "circle", now=NOW) as operation:
        with session(operation) as orm:
            orm.add(Circle(name="peer"))
            orm.flush()
            [circle] = orm.exec(select(Circle))
            assert circle.name == "peer"
        assert db.row_factory is sqlite3.Row
        assert db.isolation_level is None
    [row] = db.execute("SELECT * FROM circle")
    assert dict(row) == {"name": "peer", "cadence_days": None}


@pytest.mark.parametrize(
    "values",
    [{"name": SECRET + "x" * 200}, {"cadence_days": SECRET}, {"slug": "taken", "how_met": SECRET}],
    ids=["check", "type", "unique"],
)
def test_nothing_private_in_an_error(db: sqlite3.Connection, values: dict[str, object]) -> None:
    insert_person(db, 50, slug="taken")
    with (
        pytest.raises(IntegrityError) as caught,
        change(db, "add", now=NOW) as operation,
        session(operation) as orm,
    ):
        orm.add(person(operation, **values))
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value)
    assert SECRET not in str(caught.value.orig)
    assert "hide_parameters" in str(caught.value)
