"""The CHECKs of the schema, shown to hold by breaking every one of them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from blank import empty
from rows import ROWS, insert, insert_person

NO_DATES = ["", "2026-02-30", "2026-13-01", "26-11-20", "2026-11-20T09:30", "20 Nov 2026", " "]
NO_TIMES = ["", "9:30", "24:00", "12:60", "12:30:00", "noon"]
NO_NAMES = ["", "x" * 201]
NO_NOTES = ["", "x" * 65537]
NO_FLAGS = [2, -1]

BROKEN: dict[str, dict[str, list[object]]] = {
    "person": {
        "name": [*NO_NAMES, "Ana\0"],
        "status": ["", "Active", "gone"],
        "added_on": NO_DATES,
        "active_on": [*NO_DATES, None],
        "cadence_days": [0, -7],
        "company": NO_NAMES,
        "title": NO_NAMES,
        "city": NO_NAMES,
        "met_on": NO_DATES,
        "how_met": NO_NOTES,
    },
    "alias": {"name": [*NO_NAMES, "A\0na"]},
    "contact_point": {"kind": NO_NAMES, "value": ["", "x" * 2001], "label": NO_NAMES},
    "circle": {"name": NO_NAMES, "cadence_days": [0, -7]},
    "person_tag": {"tag": NO_NAMES},
    "interaction": {
        "date": NO_DATES,
        "time": NO_TIMES,
        "via": NO_NAMES,
        "place": NO_NAMES,
        "text": ["x" * 65537, "cof\0fee"],
        "initiated": ["", "us"],
        "mark": ["", "given"],
        "broadcast": NO_FLAGS,
        "source": ["", "import", "import:", "Typed"],
    },
    "participant": {"present": [*NO_FLAGS, 0], "contact": NO_FLAGS},
    "interaction_tag": {"tag": NO_NAMES},
    "fact": {"text": [*NO_NOTES, "two\0"], "heard_on": NO_DATES},
    "fact_tag": {"tag": NO_NAMES},
    "follow_up": {
        "kind": ["", "wish"],
        "text": ["x" * 65537, "the\0book"],
        "due_on": NO_DATES,
        "opened_on": NO_DATES,
        "done_on": NO_DATES,
        "automatic": [*NO_FLAGS, 1],
    },
    "occasion": {
        "kind": ["", "party", "milestone"],
        "label": NO_NAMES,
        "year": [0, 10000, 2026],
        "month": [0, 13],
        "day": [0, 30, 32],
        "lead_days": [0, 366],
    },
    "occasion_closing": {"occurs_on": NO_DATES, "closed_on": NO_DATES},
    "introduction": {
        "why": NO_NOTES,
        "proposed_on": NO_DATES,
        "made_on": NO_DATES,
        "met_on": NO_DATES,
        "thanked_on": NO_DATES,
        "introducer_id": [1, 2],
        "other_id": [1, None],
    },
    "skip": {"skipped_on": NO_DATES, "until_on": NO_DATES, "reason": ["", "bored"]},
}
"""Values that a single column refuses, the rest of the row being as in ROWS."""

BESIDES = [
    "UPDATE journal SET id = 2",
    "UPDATE journal SET last_number = -1",
    "UPDATE journal SET bulk = 2",
    "UPDATE journal SET replaying = 2",
    "INSERT INTO operation (command, summary, at, state) VALUES ('log', '', '', 'half done')",
    "INSERT INTO change (operation_id, table_name) VALUES (1, 'person')",
]


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        yield db


def refusal(db: sqlite3.Connection, table: str, **different: object) -> str:
    with pytest.raises(sqlite3.IntegrityError, match=r"^CHECK constraint failed") as caught:
        insert(db, table, **different)
    return str(caught.value)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        pytest.param(table, column, value, id=f"{table}.{column}-{number}")
        for table, columns in BROKEN.items()
        for column, values in columns.items()
        for number, value in enumerate(values)
    ],
)
def test_what_cannot_be_is_refused(
    db: sqlite3.Connection, table: str, column: str, value: object
) -> None:
    refusal(db, table, **{column: value})


def test_no_check_is_left_unbroken(db: sqlite3.Connection) -> None:
    """So that a CHECK added to the schema asks for its case above."""
    broken = [
        refusal(db, table, **{column: value})
        for table, columns in BROKEN.items()
        for column, values in columns.items()
        for value in values
    ]
    for statement in BESIDES:
        with pytest.raises(sqlite3.IntegrityError, match=r"^CHECK constraint failed") as caught:
            db.execute(statement)
        broken.append(str(caught.value))
    messages = {squeeze(message.partition(": ")[2]) for message in broken}
    assert messages == set(checks(db))


def checks(db: sqlite3.Connection) -> Iterator[str]:
    """Every CHECK expression of the schema, cut out at its closing bracket."""
    for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE type = 'table'"):
        for found in re.finditer(r"CHECK \(", sql):
            depth, end = 1, found.end()
            while depth:
                depth += {"(": 1, ")": -1}.get(sql[end], 0)
                end += 1
            yield squeeze(sql[found.end() : end - 1])


def squeeze(expression: str) -> str:
    return " ".join(expression.split())


@pytest.mark.parametrize("table", ROWS)
def test_the_row_that_the_others_differ_from_is_valid(db: sqlite3.Connection, table: str) -> None:
    insert(db, table)


@pytest.mark.parametrize(
    ("table", "different"),
    [
        ("person", {"name": "x" * 200}),
        ("person", {"name": "Ł"}),
        ("person", {"status": "new", "active_on": None}),
        ("person", {"status": "archived", "active_on": None}),
        ("person", {"met_on": "2024-02-29"}),
        ("interaction", {"time": "00:00"}),
        ("interaction", {"time": "23:59"}),
        ("interaction", {"text": ""}),
        ("interaction", {"text": "é" * 65536}),
        ("interaction", {"source": "import:vcard"}),
        ("participant", {"contact": 0}),
        ("participant", {"present": 0, "contact": 0}),
        ("follow_up", {"text": ""}),
        ("follow_up", {"kind": "reply", "automatic": 1, "interaction_id": 3}),
        ("occasion", {"day": None}),
        ("occasion", {"year": 2024}),
        ("occasion", {"year": 9999, "month": 12, "day": 31}),
        ("occasion", {"year": 1, "month": 1, "day": 1}),
        ("occasion", {"kind": "milestone", "year": 2026, "month": 11, "day": 20}),
        ("introduction", {"introducer_id": 3}),
        ("introduction", {"introducer_id": 3, "other_id": None}),
    ],
)
def test_what_can_be_is_kept(
    db: sqlite3.Connection, table: str, different: dict[str, object]
) -> None:
    insert(db, table, **different)


@pytest.mark.parametrize(
    ("table", "different"),
    [
        ("follow_up", {"kind": "promise", "automatic": 1, "interaction_id": 3}),
        ("follow_up", {"kind": "reply", "automatic": 1}),
        ("occasion", {"kind": "milestone", "year": 2026, "day": None}),
        ("occasion", {"kind": "milestone", "year": None, "day": 20}),
        ("introduction", {"introducer_id": 2, "other_id": 2}),
        ("introduction", {"introducer_id": None, "other_id": None}),
    ],
)
def test_what_does_not_go_together_is_refused(
    db: sqlite3.Connection, table: str, different: dict[str, object]
) -> None:
    refusal(db, table, **different)


def test_a_person_has_one_birthday_but_many_other_days(db: sqlite3.Connection) -> None:
    insert_person(db, 1)
    insert(db, "occasion")
    for number in (11, 12):
        insert(db, "occasion", id=number, uid=f"uid-{number}", kind="other")
    with pytest.raises(sqlite3.IntegrityError, match=r"^UNIQUE constraint failed: occasion\."):
        insert(db, "occasion", id=13, uid="uid-13", month=3)


def test_a_column_keeps_to_its_type(db: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        insert(db, "person", cadence_days="three weeks")
    with pytest.raises(sqlite3.IntegrityError, match="cannot store BLOB value in TEXT column"):
        insert(db, "person", name=b"Ana")
