"""Import into a journal that holds something: nothing is doubled, lost, changed or brought back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given

from exchange.random_journals import (
    NOW,
    Rows,
    empty,
    exported,
    imported,
    journal,
    journals,
    random_journals,
    restored,
)
from reltrack.database.recording import change
from reltrack.domain.reports import Report
from reltrack.write.undo import undo
from rows import AT, DAY, ROWS, insert, insert_all, insert_person
from states import check_search, state

STAMPS = {"created_at": AT, "updated_at": AT}
PERSON = {"record": "person", "id": 1, "uid": "p-1", "slug": "ana-lima", "name": "Ana Lima",
          "status": "active", "added_on": DAY, "active_on": DAY, **STAMPS}  # fmt: skip
ENTRY = {"record": "interaction", "id": 2, "uid": "e-2", "date": DAY, "text": "Coffee",
         "people": [1], "source": "typed", **STAMPS}  # fmt: skip
FACT = {"record": "fact", "id": 3, "uid": "f-3", "person": 1, "text": "Two kids", "heard_on": DAY,
        "interaction_id": 2, **STAMPS}  # fmt: skip
BIRTHDAY = {"record": "occasion", "id": 4, "uid": "o-4", "person": 1, "kind": "birthday",
            "month": 3, "day": 14, **STAMPS}  # fmt: skip
NUMBERED = ("person", "interaction", "fact", "follow_up", "occasion", "introduction", "skip")


def lines(*records: dict[str, Any], last_number: int = 90) -> str:
    head = {"record": "journal", "format": "reltrack", "version": 1, "last_number": last_number}
    return "".join(json.dumps(record) + "\n" for record in (head, *records))


def counts(report: Report) -> tuple[int, int, int, int]:
    added = sum(v for k, v in report.items() if k.endswith("_added") and isinstance(v, int))
    return added, report["unchanged"], report["skipped"], len(report["rejected"])


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """A journal with a record of every kind, of numbers 1 to 8."""
    with closing(empty()) as db:
        insert_all(db)
        db.execute("UPDATE journal SET last_number = 8")
        yield db


def value(db: sqlite3.Connection, query: str) -> Any:
    found = db.execute(query).fetchall()
    return found[0][0] if found else None


@random_journals
@given(journals(), journals())
def test_two_journals(one: Rows, other: Rows) -> None:
    """What was here stays, byte for byte; what came brings all that hangs on it."""
    for found in other.values():
        for row in found:
            if "uid" in row:
                row["uid"] = f"other-{row['uid']}"
    with closing(journal(one)) as db, closing(journal(other)) as there:
        before, coming = state(db), state(there)
        report = imported(db, exported(there))
        assert report["rejected"] == []
        after = state(db)
        for table in before:
            kept = {row for row in before[table] if table not in ("circle", "origin")}
            assert kept <= set(after[table])
            if table not in ("circle", "origin", "retired_slug"):  # one here has it already
                assert len(after[table]) == len(before[table]) + len(coming[table])
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        check_search(db)
        numbers = [n for t in NUMBERED for (n,) in db.execute(f"SELECT id FROM {t}")]
        assert len(numbers) == len(set(numbers))
        assert max(numbers, default=0) <= value(db, "SELECT last_number FROM journal")
        assert _bonds(there) <= _bonds(db)
        again = imported(db, exported(there))
        assert counts(again)[0] == 0
        assert state(db) == after
        if after != before:
            undo(db)
        assert state(db) == before


def _bonds(db: sqlite3.Connection) -> set[tuple[Any, ...]]:
    """Who is in what, by what does not depend on numbers."""
    return set(
        db.execute(
            "SELECT i.uid, p.uid, present, contact, day FROM participant"
            " JOIN interaction i ON i.id = interaction_id JOIN person p ON p.id = person_id"
            " UNION ALL SELECT f.uid, p.uid, f.text, i.uid, 0 FROM fact f"
            " JOIN person p ON p.id = f.person_id LEFT JOIN interaction i ON i.id = interaction_id"
            " UNION ALL SELECT p.uid, q.uid, p.name, p.met_on, 0 FROM person p"
            " LEFT JOIN person q ON q.id = p.introduced_by"
        )
    )


def test_numbers_never_given_out_here_are_kept(db: sqlite3.Connection) -> None:
    far = PERSON | {"id": 50, "uid": "p-50", "slug": "bo", "name": "Bo"}
    imported(db, lines(PERSON, far))
    assert value(db, "SELECT id FROM person WHERE uid = 'p-50'") == 50
    assert value(db, "SELECT id FROM person WHERE uid = 'p-1'") > 90  # 1 is in use
    assert value(db, "SELECT last_number FROM journal") > 90


def test_numbers_of_deleted_records_are_not_reused(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM skip")
    imported(db, lines(PERSON | {"id": 8}))
    assert value(db, "SELECT id FROM person WHERE uid = 'p-1'") > 90


def test_a_handle_in_use_gives_way(db: sqlite3.Connection) -> None:
    imported(db, lines(PERSON | {"retired_slugs": ["ana", "ana-banana"]}))
    assert value(db, "SELECT slug FROM person WHERE uid = 'p-1'") == "ana-lima-2"
    assert value(db, "SELECT person_id FROM retired_slug WHERE slug = 'ana'") == 1
    assert value(db, "SELECT person_id FROM retired_slug WHERE slug = 'ana-banana'") > 90


def test_what_is_here_is_left_as_it_is(db: sqlite3.Connection) -> None:
    before = state(db)
    changed = PERSON | {"uid": ROWS["person"]["uid"], "name": "Somebody Else", "circles": ["x"]}
    assert counts(imported(db, lines(changed))) == (0, 1, 0, 0)
    assert state(db) == before


def test_what_refers_to_it_follows(db: sqlite3.Connection) -> None:
    known = PERSON | {"uid": ROWS["person"]["uid"], "id": 77}
    imported(db, lines(known, ENTRY | {"people": [77]}))
    assert (
        value(
            db,
            "SELECT person_id FROM participant JOIN interaction i ON i.id = interaction_id"
            " WHERE i.uid = 'e-2'",
        )
        == 1
    )


def test_what_was_deleted_stays_deleted_and_so_does_what_hung_on_it() -> None:
    with closing(restored(lines(PERSON, ENTRY, FACT, BIRTHDAY))) as db:
        document = exported(db)
        with change(db, "delete", now=NOW) as operation:
            for uid in ("p-1", "e-2"):
                operation.db.execute("INSERT INTO tombstone VALUES (?, ?)", [uid, AT])
            operation.db.execute("DELETE FROM interaction")
            operation.db.execute("DELETE FROM person")
        before = state(db)
        assert counts(imported(db, document)) == (0, 0, 4, 0)
        assert state(db) == before


def test_an_entry_stays_with_those_who_were_not_deleted(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO tombstone VALUES ('p-1', ?)", [AT])
    other = PERSON | {"id": 20, "uid": "p-20", "name": "Bo", "slug": "bo"}
    report = imported(db, lines(PERSON, other, ENTRY | {"people": [1, 20]}))
    assert counts(report) == (2, 0, 1, 0)
    query = "SELECT count(*) FROM participant WHERE interaction_id = 2 OR interaction_id > 8"
    assert value(db, query) == 1


def test_a_fact_of_a_deleted_entry_is_not_brought_back(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO tombstone VALUES ('e-2', ?)", [AT])
    report = imported(db, lines(PERSON, ENTRY, FACT, BIRTHDAY | {"interaction_id": 2}))
    assert counts(report) == (2, 0, 2, 0)  # the person and the birthday, which outlives the entry


def test_a_tombstone_from_elsewhere_takes_nothing_away(db: sqlite3.Connection) -> None:
    gone = [
        {"record": "tombstone", "uid": uid, "deleted_at": AT} for uid in ("uid-1", "never-here")
    ]
    report = imported(db, lines(*gone))
    assert report["remarks"][0]["reason"] == "deleted elsewhere, and still here: 1"
    assert value(db, "SELECT count(*) FROM tombstone WHERE uid = 'never-here'") == 1
    assert value(db, "SELECT count(*) FROM tombstone WHERE uid = 'uid-1'") == 0
    assert value(db, "SELECT name FROM person WHERE uid = 'uid-1'") == "Ana Lima"


def test_a_circle_keeps_its_cadence_and_one_not_listed_is_made(db: sqlite3.Connection) -> None:
    report = imported(
        db,
        lines({"record": "circle", "name": "peer", "cadence_days": 5}, PERSON | {"circles": ["x"]}),
    )
    assert counts(report) == (1, 1, 0, 0)
    assert value(db, "SELECT cadence_days FROM circle WHERE name = 'peer'") == 30
    assert value(db, "SELECT count(*) FROM circle WHERE name = 'x'") == 1


@pytest.mark.parametrize(
    ("day", "told"), [(14, (1, 1, 0, 0)), (15, (1, 0, 0, 1)), (None, (1, 0, 0, 1))]
)
def test_one_birthday_each(day: int | None, told: tuple[int, ...]) -> None:
    with closing(restored(lines(PERSON, BIRTHDAY))) as db:
        other = BIRTHDAY | {"uid": "o-5", "id": 30, "day": day}
        report = imported(db, lines(PERSON, other, PERSON | {"uid": "p-9", "id": 31}))
        assert counts(report) == (told[0], told[1] + 1, *told[2:])


def test_any_order_will_do() -> None:
    late = PERSON | {"id": 9, "uid": "p-9", "slug": "bo", "name": "Bo"}
    early = PERSON | {"introduced_by": {"id": 9}}
    with closing(restored(lines(BIRTHDAY, FACT, ENTRY, early, late))) as db:
        assert value(db, "SELECT introduced_by FROM person WHERE id = 1") == 9
        with closing(restored(lines(early, late, ENTRY, FACT, BIRTHDAY))) as straight:
            assert state(db) == state(straight)


def test_what_refers_to_nothing() -> None:
    with closing(empty()) as db:
        report = imported(
            db,
            lines(
                PERSON | {"introduced_by": 70},
                ENTRY | {"people": [1, 70]},
                FACT | {"interaction_id": 70},
                BIRTHDAY | {"person": 70},
            ),
        )
        assert counts(report) == (2, 0, 0, 2)
        reasons = {row["line"]: row["reason"] for row in report["rejected"] + report["remarks"]}
        assert reasons == {
            2: "the introducer is not in the file",
            3: "it names a person who is not in the file",
            4: "the entry it came with is not in the file",
            5: "it belongs to person 70, which is not in the file",
        }


def test_two_exports_one_after_the_other() -> None:
    other = [r | {"uid": f"x{r['uid']}"} for r in (PERSON, ENTRY, FACT)]
    with closing(restored(lines(PERSON, ENTRY, FACT) + lines(*other))) as db:
        people = (
            "SELECT DISTINCT p.uid || i.uid FROM participant"
            " JOIN person p ON p.id = person_id JOIN interaction i ON i.id = interaction_id"
        )
        assert {row for (row,) in db.execute(people)} == {"p-1e-2", "xp-1xe-2"}
        with closing(restored(lines(PERSON, ENTRY, FACT), lines(*other))) as apart:
            assert _bonds(apart) == _bonds(db)


def test_without_a_header_every_record_gets_a_new_number(db: sqlite3.Connection) -> None:
    headless = lines(PERSON, ENTRY).partition("\n")[2]
    assert counts(imported(db, headless)) == (2, 0, 0, 0)
    assert value(db, "SELECT id FROM person WHERE uid = 'p-1'") == 9


def test_a_journal_that_was_emptied_by_undo_takes_the_numbers_again() -> None:
    with closing(restored(lines(PERSON, ENTRY, FACT))) as db:
        document = exported(db)
        undo(db)
        imported(db, document)
        assert exported(db) == document


def test_undo_leaves_entries_between_the_imported_ones_alone() -> None:
    with closing(empty()) as db:
        insert_person(db, 1)
        insert(db, "interaction", id=50, uid="mine")
        before = state(db)
        db.execute("UPDATE journal SET last_number = 10")
        entries = [
            ENTRY | {"id": n, "uid": f"e-{n}", "people": [], "broadcast": True}
            for n in (40, 41, 60)
        ]
        imported(db, lines(*entries))
        assert value(db, "SELECT count(*) FROM interaction") == 4
        undo(db)
        assert state(db) == before
