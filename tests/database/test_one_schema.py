"""The migrations are the truth; write/tables.py mirrors them, and SQLite itself compares."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel, create_engine

from reltrack.database import migrate
from reltrack.database.connection import open_in_memory
from reltrack.database.recording import recorded_tables
from reltrack.write import tables

MIRRORED = sorted(SQLModel.metadata.tables)


@pytest.fixture
def truth() -> Iterator[sqlite3.Connection]:
    with closing(open_in_memory()) as db:
        yield db


@pytest.fixture(scope="module")
def mirror() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
        SQLModel.metadata.create_all(engine)
        yield db


def shape(db: sqlite3.Connection, table: str) -> dict[str, Any]:
    """What SQLite says of a table, whatever the words it was created with."""
    (without_rowid,) = db.execute(
        "SELECT wr FROM pragma_table_list WHERE name = ? AND schema = 'main'", [table]
    ).fetchone()
    columns = {
        name: {
            "affinity": affinity(declared),
            # SQLite never keeps a null where the column is the row's own number.
            "not null": bool(not_null) or (bool(key) and not without_rowid),
            "default": default,
            "key": key,
        }
        for name, declared, not_null, default, key in db.execute(
            'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', [table]
        )
    }
    references = sorted(
        db.execute(
            'SELECT "from", "table", "to", on_update, on_delete FROM pragma_foreign_key_list(?)',
            [table],
        )
    )
    indexes = sorted(
        (
            name if origin == "c" else "",
            unique,
            origin,
            where(db, name) if partial else "",
            keys(db, name),
        )
        for name, unique, origin, partial in db.execute(
            'SELECT name, "unique", origin, partial FROM pragma_index_list(?)', [table]
        )
    )
    return {
        "columns": columns,
        "references": references,
        "indexes": indexes,
        "without rowid": without_rowid,
    }


def affinity(declared: str) -> str:
    """https://www.sqlite.org/datatype3.html, section 3.1."""
    declared = declared.upper()
    for name, words in {
        "INTEGER": ["INT"],
        "TEXT": ["CHAR", "CLOB", "TEXT"],
        "BLOB": ["BLOB"],
        "REAL": ["REAL", "FLOA", "DOUB"],
    }.items():
        if any(word in declared for word in words):
            return name
    return "NUMERIC" if declared else "BLOB"


def keys(db: sqlite3.Connection, index: str) -> tuple[tuple[str, int, str], ...]:
    return tuple(
        db.execute('SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key', [index])
    )


def where(db: sqlite3.Connection, index: str) -> str:
    (sql,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [index]).fetchone()
    return " ".join(sql.partition("WHERE")[2].split())


@pytest.mark.parametrize("table", MIRRORED)
def test_the_mirror_shows_the_truth(
    table: str, truth: sqlite3.Connection, mirror: sqlite3.Connection
) -> None:
    assert shape(mirror, table) == shape(truth, table)


def test_every_recorded_table_has_a_mirror_and_nothing_else_has(truth: sqlite3.Connection) -> None:
    assert list(recorded_tables(truth)) == MIRRORED


def test_a_class_is_called_as_its_table() -> None:
    for mapper in tables.Record._sa_registry.mappers:
        table = mapper.local_table
        assert mapper.class_.__name__ == table.name.title().replace("_", "")


def test_every_table_is_strict(truth: sqlite3.Connection) -> None:
    loose = truth.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        " AND NOT strict AND name NOT LIKE 'sqlite_%'"
    )
    assert loose.fetchall() == []


@pytest.mark.parametrize(
    ("table", "said", "planted"),
    [
        ("person", "    city TEXT CHECK (length(city) BETWEEN 1 AND 200),\n", ""),
        ("person", "    company TEXT", "    firm TEXT,\n    company TEXT"),
        ("person", "key TEXT NOT NULL,  ", "key TEXT,  "),
        ("person", "cadence_days INTEGER CHECK", "cadence_days TEXT CHECK"),
        ("person", "slug TEXT NOT NULL UNIQUE", "slug TEXT NOT NULL"),
        ("person", "REFERENCES person (id) ON DELETE SET NULL", "REFERENCES person (id)"),
        ("person", " WHERE introduced_by IS NOT NULL", ""),
        ("alias", "CREATE INDEX alias_key ON alias (key);", ""),
        ("alias", "PRIMARY KEY (person_id, key)", "PRIMARY KEY (key, person_id)"),
        ("alias", "ON alias (key)", "ON alias (key DESC)"),
        ("alias", "ON alias (key)", "ON alias (key COLLATE NOCASE)"),
        ("circle_member", " ON UPDATE CASCADE", ""),
        ("contact_point", "position INTEGER NOT NULL DEFAULT 0", "position INTEGER NOT NULL"),
        ("interaction", "broadcast INTEGER NOT NULL DEFAULT 0", "broadcast INTEGER DEFAULT 0"),
        ("interaction", "(date, time, id)", "(time, date, id)"),
        ("participant", "CREATE UNIQUE INDEX participant_", "CREATE INDEX participant_"),
        ("occasion", "WHERE kind = 'birthday'", "WHERE kind = 'anniversary'"),
        (
            "occasion",
            "REFERENCES interaction (id) ON DELETE SET NULL",
            "REFERENCES interaction (id) ON DELETE CASCADE",
        ),
        ("tombstone", "deleted_at TEXT NOT NULL\n) STRICT, WITHOUT ROWID", "deleted_at TEXT\n)"),
        (
            "tombstone",
            "deleted_at TEXT NOT NULL\n) STRICT, WITHOUT ROWID",
            "deleted_at TEXT NOT NULL\n) STRICT",
        ),
    ],
)
def test_a_drift_is_seen(
    table: str,
    said: str,
    planted: str,
    mirror: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (number, script), *later = migrate._scripts()
    start = script.index(f"CREATE TABLE {table} ")
    drifted = script[:start] + script[start:].replace(said, planted, 1)
    assert drifted != script
    monkeypatch.setattr(migrate, "_scripts", lambda: [(number, drifted), *later])
    monkeypatch.setattr(migrate, "create_triggers", lambda _: None)
    with closing(open_in_memory()) as db:
        assert shape(db, table) != shape(mirror, table)
        others = set(MIRRORED) - {table}
        assert all(shape(db, other) == shape(mirror, other) for other in others)
