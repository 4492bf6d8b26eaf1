"""Undo and redo restore exact rows, whatever was written and whatever followed from it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from blank import empty
from reltrack.database.recording import change
from reltrack.errors import RefusedError
from reltrack.write.undo import redo, steps, undo
from rows import DAY, ROWS
from states import derived, state_hash

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

Statement = tuple[str, list[Any] | dict[str, Any]]

PEOPLE = [1, 2, 3]
ENTRIES = [4, 5]
DAYS = ["2026-11-18", "2026-11-19", DAY]
WORDS = ["coffee", "Kraków café", "søster", ""]

VALUES: dict[str, dict[str, list[Any]]] = {
    "person": {
        "id": PEOPLE,
        "slug": ["a", "b", "c", "d"],
        "name": ["Ana", "Bo"],
        "cadence_days": [None, 7],
        "introduced_by": [None, *PEOPLE],
    },
    "retired_slug": {"slug": ["e", "f"], "person_id": PEOPLE},
    "alias": {"person_id": PEOPLE, "key": ["x", "y"], "name": ["X", "Y"]},
    "circle": {"name": ["peer", "mentor"], "cadence_days": [None, 30]},
    "circle_member": {"person_id": PEOPLE, "circle": ["peer", "mentor"]},
    "interaction": {
        "id": ENTRIES,
        "date": DAYS,
        "time": [None, "09:30"],
        "via": [None, "coffee", "touch"],
        "place": [None, "Łódź"],
        "text": WORDS,
        "broadcast": [0, 1],
    },
    "fact": {
        "id": [6, 7],
        "person_id": PEOPLE,
        "text": WORDS,
        "heard_on": DAYS,
        "interaction_id": [None, *ENTRIES],
    },
    "fact_tag": {"fact_id": [6, 7], "tag": ["work", "family"]},
    "follow_up": {
        "id": [8, 9],
        "person_id": PEOPLE,
        "opened_on": DAYS,
        "done_on": [None, *DAYS],
        "interaction_id": [None, *ENTRIES],
    },
    "occasion": {
        "id": [10, 11],
        "person_id": PEOPLE,
        "kind": ["birthday", "other"],
        "interaction_id": [None, *ENTRIES],
    },
    "occasion_closing": {"occasion_id": [10, 11], "occurs_on": DAYS, "closed_on": DAYS},
    "introduction": {"id": [12], "person_id": PEOPLE, "other_id": [None, *PEOPLE]},
    "tombstone": {"uid": ["uid-1", "uid-2"], "deleted_at": ["", "x"]},
    "origin": {"source": ["import:a"], "key": ["k", "l"], "uid": ["uid-1", "uid-2"]},
}
"""Few values, so that rows meet: on each other's keys, parents, entries and days."""


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A statement on any rows of any table; what the schema refuses simply fails."""
    table = draw(st.sampled_from(sorted(VALUES)))
    values = VALUES[table]

    def chosen(*columns: str) -> dict[str, Any]:
        return {column: draw(st.sampled_from(values[column])) for column in columns}

    instead = draw(st.sampled_from(["", "OR REPLACE", "OR IGNORE"]))
    verb = draw(st.sampled_from(["INSERT", "INSERT", "UPDATE", "DELETE"]))
    if verb == "INSERT":
        row = {**ROWS[table], **chosen(*values)}
        if "id" in row:
            row["uid"] = f"uid-{row['id']}"
        marks = ", ".join("?" * len(row))
        return f"INSERT {instead} INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()]
    at = chosen(draw(st.sampled_from(sorted(values))))
    where = " AND ".join(f"{column} IS ?" for column in at)
    if verb == "DELETE":
        return f"DELETE FROM {table} WHERE {where}", [*at.values()]
    if "text" in values and instead == "OR IGNORE":  # nobody may: the index would miss a row
        instead = ""
    free = sorted(set(values) - {"id"})
    new = chosen(*draw(st.lists(st.sampled_from(free), min_size=1, max_size=2, unique=True)))
    assignments = ", ".join(f"{column} = ?" for column in new)
    return f"UPDATE {instead} {table} SET {assignments} WHERE {where}", [
        *new.values(),
        *at.values(),
    ]


@st.composite
def links(draw: st.DrawFn) -> Statement:
    """Who an entry is about; the copies in the row fit the entry, as every writer makes them."""
    entry, person = draw(st.sampled_from(ENTRIES)), draw(st.sampled_from(PEOPLE))
    statement = draw(
        st.sampled_from(
            [
                "UPDATE OR REPLACE participant SET present = :present,"
                " contact = :present AND (SELECT NOT broadcast AND via IS NOT 'touch'"
                " FROM interaction WHERE id = :entry)"
                " WHERE interaction_id = :entry AND person_id = :person",
                "UPDATE OR REPLACE participant SET person_id = 1 + :person % 3"
                " WHERE interaction_id = :entry AND person_id = :person AND :present IN (0, 1)",
                "DELETE FROM participant"
                " WHERE interaction_id = :entry AND person_id = :person AND :present IN (0, 1)",
                "INSERT INTO participant (person_id, day, interaction_id, present, contact)"
                " SELECT :person, CAST(julianday(date) - 1721424.5 AS INTEGER), id, :present,"
                " :present AND NOT broadcast AND via IS NOT 'touch' FROM interaction"
                " WHERE id = :entry",
            ]
        )
    )
    values = {"entry": entry, "person": person, "present": draw(st.integers(0, 1))}
    return statement, values


@st.composite
def amends(draw: st.DrawFn) -> Statement:
    """A change of what other rows copy."""
    table, column = draw(
        st.sampled_from(
            [
                ("interaction", "date"),
                ("interaction", "via"),
                ("interaction", "broadcast"),
                ("fact", "heard_on"),
                ("follow_up", "opened_on"),
                ("circle", "name"),
            ]
        )
    )
    new, old = (draw(st.sampled_from(VALUES[table][column])) for _ in range(2))
    return f"UPDATE {table} SET {column} = ? WHERE {column} IS ?", [new, old]


some_statements = st.lists(statements() | links() | amends(), min_size=1, max_size=5)


def row(table: str, **different: object) -> Statement:
    held = {**ROWS[table], **different}
    if "id" in held:
        held["uid"] = f"uid-{held['id']}"
    marks = ", ".join("?" * len(held))
    return f"INSERT INTO {table} ({', '.join(held)}) VALUES ({marks})", [*held.values()]


BEGINNING = [
    *(row("person", id=number, slug=slug) for number, slug in zip(PEOPLE, "abc", strict=True)),
    *(row("interaction", id=number, date=day) for number, day in zip(ENTRIES, DAYS, strict=False)),
    (
        "INSERT INTO participant"
        " SELECT person.id, CAST(julianday(date) - 1721424.5 AS INTEGER), interaction.id, 1, 1"
        " FROM person, interaction",
        [],
    ),
    *(
        row("fact", id=n, interaction_id=4, heard_on=day)
        for n, day in zip([6, 7], DAYS, strict=False)
    ),
    *(
        row("follow_up", id=n, interaction_id=4, opened_on=day)
        for n, day in zip([8, 9], DAYS, strict=False)
    ),
    row("circle"),
    row("circle_member"),
    row("occasion", id=10),
    row("occasion_closing", occasion_id=10),
]


def write(db: sqlite3.Connection, written: list[Statement], *, dry_run: bool = False) -> None:
    with change(db, "write", now=NOW, dry_run=dry_run):
        for statement, values in written:
            with suppress(sqlite3.IntegrityError):
                db.execute(statement, values)


def held(db: sqlite3.Connection) -> object:
    return state_hash(db), derived(db)


@given(written=some_statements)
@settings(max_examples=100)
def test_a_step_there_and_back_and_there_again(written: list[Statement]) -> None:
    with closing(empty()) as db:
        write(db, BEGINNING)
        before = held(db)
        write(db, written)
        after = held(db)
        if len(steps(db)) == 1:
            assert after == before
            return
        for turn, expected in ((undo, before), (redo, after), (undo, before), (redo, after)):
            turn(db)
            assert held(db) == expected


class UndoMachine(RuleBasedStateMachine):
    """Random writing, undone and done again, against a list of the states it went through."""

    def __init__(self) -> None:
        super().__init__()
        self.db = empty()
        self.states = [held(self.db)]
        self.place = 0

    @initialize()
    def begin(self) -> None:
        self.write(BEGINNING)

    @rule(written=some_statements)
    def write(self, written: list[Statement]) -> None:
        (last,) = self.db.execute("SELECT max(id) FROM operation").fetchone()
        write(self.db, written)
        if self.db.execute("SELECT max(id) FROM operation").fetchone() == (last,):
            return
        self.place += 1
        self.states[self.place :] = [held(self.db)]

    @rule(written=some_statements)
    def try_to_write(self, written: list[Statement]) -> None:
        write(self.db, written, dry_run=True)

    @rule(dry_run=st.booleans())
    def undo(self, dry_run: bool) -> None:
        if self.place:
            undo(self.db, dry_run=dry_run)
            self.place -= not dry_run
        else:
            with pytest.raises(RefusedError):
                undo(self.db, dry_run=dry_run)

    @rule(dry_run=st.booleans())
    def redo(self, dry_run: bool) -> None:
        if self.place < len(self.states) - 1:
            redo(self.db, dry_run=dry_run)
            self.place += not dry_run
        else:
            with pytest.raises(RefusedError):
                redo(self.db, dry_run=dry_run)

    @invariant()
    def it_is_the_state_it_was(self) -> None:
        assert held(self.db) == self.states[self.place]

    @invariant()
    def the_log_is_at_rest(self) -> None:
        assert self.db.execute("SELECT recording, bulk FROM journal").fetchall() == [(None, 0)]
        told = [step["state"] for step in steps(self.db, limit=0)]
        undone = len(self.states) - 1 - self.place
        assert told == ["undone"] * undone + ["done"] * self.place
        assert self.db.execute("PRAGMA foreign_key_check").fetchall() == []

    def teardown(self) -> None:
        self.db.close()


TestUndo = UndoMachine.TestCase
TestUndo.settings = settings(max_examples=50, stateful_step_count=15)
