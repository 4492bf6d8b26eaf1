"""A valid row of every table, to be written in plain SQL with whatever a test wants different."""

from __future__ import annotations

import sqlite3
from typing import Any

AT = "2026-11-20T09:30:00Z"
DAY = "2026-11-20"
STAMPS = {"created_at": AT, "updated_at": AT}

ROWS: dict[str, dict[str, Any]] = {
    "person": {
        "id": 1,
        "uid": "uid-1",
        "slug": "ana-lima",
        "name": "Ana Lima",
        "key": "ana lima",
        "status": "active",
        "added_on": DAY,
        "active_on": DAY,
        **STAMPS,
    },
    "retired_slug": {"slug": "ana", "person_id": 1},
    "alias": {"person_id": 1, "name": "Annie", "key": "annie"},
    "contact_point": {
        "person_id": 1,
        "kind": "email",
        "key": "a@x.example",
        "value": "A@x.example",
    },
    "circle": {"name": "peer", "cadence_days": 30},
    "circle_member": {"person_id": 1, "circle": "peer"},
    "person_tag": {"person_id": 1, "tag": "music"},
    "interaction": {
        "id": 3,
        "uid": "uid-3",
        "date": DAY,
        "text": "Coffee with Ana",
        "source": "typed",
        **STAMPS,
    },
    "participant": {
        "person_id": 1,
        "day": 739940,
        "interaction_id": 3,
        "present": 1,
        "contact": 1,
    },
    "interaction_tag": {"interaction_id": 3, "tag": "work"},
    "fact": {
        "id": 4,
        "uid": "uid-4",
        "person_id": 1,
        "text": "Two kids",
        "heard_on": DAY,
        **STAMPS,
    },
    "fact_tag": {"fact_id": 4, "tag": "family"},
    "follow_up": {
        "id": 5,
        "uid": "uid-5",
        "kind": "promise",
        "person_id": 1,
        "text": "Send the book",
        "opened_on": DAY,
        **STAMPS,
    },
    "occasion": {
        "id": 6,
        "uid": "uid-6",
        "person_id": 1,
        "kind": "birthday",
        "month": 2,
        "day": 29,
        **STAMPS,
    },
    "occasion_closing": {"occasion_id": 6, "occurs_on": DAY, "closed_on": DAY},
    "introduction": {
        "id": 7,
        "uid": "uid-7",
        "person_id": 1,
        "other_id": 2,
        "proposed_on": DAY,
        **STAMPS,
    },
    "skip": {
        "id": 8,
        "uid": "uid-8",
        "person_id": 1,
        "skipped_on": DAY,
        "until_on": "2026-12-04",
        **STAMPS,
    },
    "tombstone": {"uid": "uid-9", "deleted_at": AT},
    "origin": {"source": "import:vcard", "key": "0a1b", "uid": "uid-1"},
}


def insert(db: sqlite3.Connection, table: str, **different: object) -> None:
    """Insert the table's row, with some values different."""
    row = {**ROWS[table], **different}
    db.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})",
        row,
    )


def insert_person(db: sqlite3.Connection, number: int, **different: object) -> None:
    """Insert a person who differs from the others in all that must be unique."""
    names = {"id": number, "uid": f"uid-{number}", "slug": f"person-{number}"}
    insert(db, "person", **{**names, **different})


def insert_all(db: sqlite3.Connection) -> None:
    """Insert a row in every table."""
    insert_person(db, 2)
    for table in ROWS:
        insert(db, table)
