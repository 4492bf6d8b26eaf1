"""Bringing a schema up to date: whole or not at all, and as often as one likes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reltrack.database import connection, migrate, schema
from reltrack.database.connection import open_in_memory, open_to_read, open_to_write
from reltrack.database.recording import change
from reltrack.errors import JournalError
from reltrack.write.undo import undo
from rows import insert_all, insert_person
from states import state, state_hash

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

AddMigration = Callable[[str], None]


@pytest.fixture
def add_migration(monkeypatch: pytest.MonkeyPatch) -> AddMigration:
    """Make the program one whose schema has one migration more."""
    scripts = migrate._scripts()
    version = schema.VERSION + 1

    def add(script: str) -> None:
        monkeypatch.setattr(migrate, "_scripts", lambda: [*scripts, (version, script)])
        for module in (connection, migrate, schema):
            monkeypatch.setattr(module, "VERSION", version)

    return add


def schema_of(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    return db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()


def version_of(db: sqlite3.Connection) -> int:
    number: int = db.execute("PRAGMA user_version").fetchone()[0]
    return number


def test_the_version_is_the_number_of_the_last_migration() -> None:
    numbers = [number for number, _ in migrate._scripts()]
    assert numbers == list(range(1, schema.VERSION + 1))


def test_a_new_journal_says_whose_it_is_and_is_empty() -> None:
    with closing(open_in_memory()) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (0x524C544B,)
        assert version_of(db) == schema.VERSION
        assert db.execute("SELECT last_number, recording, bulk FROM journal").fetchall() == [
            (0, None, 0)
        ]
        assert db.execute("SELECT 1 FROM operation UNION ALL SELECT 1 FROM change").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_migrating_again_changes_nothing(journal: Path) -> None:
    with closing(open_to_write(journal)) as db:
        insert_all(db)
        before = list(db.iterdump())
    content = journal.read_bytes()
    with closing(open_to_write(journal)) as db:
        migrate.migrate(db, now=NOW)
        assert list(db.iterdump()) == before
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert journal.read_bytes() == content


def test_a_step_forward_keeps_what_is_there(journal: Path, add_migration: AddMigration) -> None:
    with closing(open_to_write(journal)) as db:
        insert_all(db)
        before = state(db)
        with change(db, "delete", now=NOW):
            db.execute("DELETE FROM person WHERE id = 1")
    add_migration("ALTER TABLE person ADD COLUMN pronoun TEXT NOT NULL DEFAULT 'they';")
    with closing(open_to_read(journal)) as db:  # a look is enough
        assert version_of(db) == schema.VERSION
    with closing(open_to_write(journal)) as db:
        undo(db)
        assert db.execute("SELECT DISTINCT pronoun FROM person").fetchall() == [("they",)]
        with change(db, "edit", now=NOW):
            db.execute("UPDATE person SET pronoun = 'she' WHERE id = 1")
        undo(db)
        assert db.execute("SELECT DISTINCT pronoun FROM person").fetchall() == [("they",)]
        after = state(db)
        after["person"] = [row[:-2] for row in after["person"]]  # the column and its type
        assert after == before


@pytest.mark.parametrize(
    ("script", "raised"),
    [
        (
            "ALTER TABLE person ADD COLUMN x TEXT;\nDROP VIEW no_such_view;",
            sqlite3.OperationalError,
        ),
        ("DROP TABLE fact;\nALTER TABLE;", sqlite3.OperationalError),
        ("UPDATE person SET status = 'gone';", sqlite3.IntegrityError),
        ("INSERT INTO person_tag VALUES (999, 'nobody');", JournalError),
        ("ALTER TABLE person ADD COLUMN x TEXT;\nno semicolon", sqlite3.OperationalError),
    ],
)
def test_a_step_that_fails_leaves_everything_as_it_was(
    script: str, raised: type[Exception], journal: Path, add_migration: AddMigration
) -> None:
    with closing(open_to_write(journal)) as db:
        insert_all(db)
        before = schema_of(db), version_of(db), state_hash(db)
    content = journal.read_bytes()
    add_migration(script)
    with closing(sqlite3.connect(journal, isolation_level=None)) as db:
        with pytest.raises(raised):
            migrate.migrate(db, now=NOW)
        assert not db.in_transaction
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert (schema_of(db), version_of(db), state_hash(db)) == before
    for opening in (open_to_read, open_to_write):
        with pytest.raises(raised):
            opening(journal)
    assert journal.read_bytes() == content


def test_two_programs_may_migrate_at_once(journal: Path, add_migration: AddMigration) -> None:
    """The second one to come finds the work done: the version is read again under the lock."""
    open_to_write(journal).close()
    add_migration("CREATE TABLE once (x TEXT) STRICT;")
    with (
        closing(sqlite3.connect(journal, isolation_level=None)) as first,
        closing(sqlite3.connect(journal, isolation_level=None)) as second,
    ):
        assert version_of(first) == version_of(second) == schema.VERSION - 1
        migrate.migrate(first, now=NOW)
        migrate.migrate(second, now=NOW)
        assert schema_of(first) == schema_of(second)


def test_a_newer_journal_is_refused_by_migrate_itself() -> None:
    with closing(open_in_memory()) as db:
        db.execute("PRAGMA user_version = 9999")
        with pytest.raises(JournalError, match="newer reltrack"):
            migrate.migrate(db, now=NOW)
        assert version_of(db) == 9999


def test_a_step_may_rebuild_a_table_that_others_refer_to(add_migration: AddMigration) -> None:
    with closing(open_in_memory()) as db:
        insert_person(db, 1)
        insert_person(db, 2, introduced_by=1)
        db.execute("INSERT INTO person_tag VALUES (2, 'music')")
        (sql,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'person'").fetchone()
        before = state_hash(db)
        add_migration(
            f"{sql.replace('CREATE TABLE person', 'CREATE TABLE person_next')};\n"
            "INSERT INTO person_next SELECT * FROM person;\n"
            "DROP TABLE person;\n"
            "ALTER TABLE person_next RENAME TO person;\n"
        )
        migrate.migrate(db, now=NOW)
        assert state_hash(db) == before


def test_a_script_is_cut_where_its_statements_end() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate._run(
            db,
            "-- one; two\n"
            "CREATE TABLE a (x TEXT DEFAULT 'p;\nq'); -- three;\n"
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n"
            "    UPDATE a SET x = x || ';';\n"
            "    UPDATE a SET x = x || '!';\n"
            "END;\n"
            "\n"
            "INSERT INTO a DEFAULT VALUES\n"
            "-- the end\n",
        )
        assert db.execute("SELECT x FROM a").fetchall() == [("p;\nq;!",)]
