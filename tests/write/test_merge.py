"""What a merge makes of two cards, case by case."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from blank import empty
from reltrack.database.recording import change
from reltrack.errors import RefusedError
from reltrack.write.merge import Merged, merge
from rows import DAY, insert, insert_person
from states import state

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = "2026-11-20"


def merged(db: sqlite3.Connection, keep: int, other: int) -> Merged:
    with change(db, "merge", now=NOW) as operation:
        return merge(operation, keep, other, today=TODAY)


def column(db: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    return [value for (value,) in db.execute(query, values)]


def row(db: sqlite3.Connection, query: str, *values: object) -> tuple[Any, ...]:
    return tuple(db.execute(query, values).fetchone())


def facts(db: sqlite3.Connection) -> list[str]:
    return column(db, "SELECT text FROM fact WHERE person_id = 1 ORDER BY id")


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """Ana (1) and Annie (2), who are one, and Bob (3)."""
    with closing(empty()) as db:
        for number, name in ((1, "Ana Lima"), (2, "Annie L."), (3, "Bob Stone")):
            insert_person(db, number, name=name, key=name.lower())
        db.execute("UPDATE journal SET last_number = 90")
        yield db


def test_present_wins_over_mentioned(db: sqlite3.Connection) -> None:
    for entry, (ana, annie) in enumerate([(0, 1), (1, 0), (1, 1), (0, 0), (None, 1)], 10):
        insert(db, "interaction", id=entry, uid=f"e{entry}")
        for person, present in ((1, ana), (2, annie)):
            if present is not None:
                insert(db, "participant", person_id=person, interaction_id=entry,
                       present=present, contact=present)  # fmt: skip
    assert merged(db, 1, 2).moved["entries"] == 5
    found = db.execute(
        "SELECT person_id, present, contact FROM participant ORDER BY interaction_id"
    ).fetchall()
    assert found == [(1, 1, 1), (1, 1, 1), (1, 1, 1), (1, 0, 0), (1, 1, 1)]


def test_being_present_in_a_broadcast_is_no_contact_after_a_merge_either(
    db: sqlite3.Connection,
) -> None:
    insert(db, "interaction", broadcast=1)
    insert(db, "participant", person_id=1, present=0, contact=0)
    insert(db, "participant", person_id=2, present=1, contact=0)
    merged(db, 1, 2)
    assert row(db, "SELECT present, contact FROM participant") == (1, 0)


def test_an_empty_card_takes_all_there_is(db: sqlite3.Connection) -> None:
    db.execute("UPDATE person SET introduced_by = 3, cadence_days = 30, city = 'Porto'"
               " WHERE id = 2")  # fmt: skip
    insert(db, "occasion", id=11, uid="o1", month=3, day=14)
    insert(db, "occasion", id=12, uid="o2", person_id=2, month=3, day=14, lead_days=21)
    with change(db, "merge", now=NOW.replace(day=21)) as operation:
        merge(operation, 1, 2, today=TODAY)
    assert row(
        db, "SELECT introduced_by, cadence_days, city, updated_at FROM person WHERE id = 1"
    ) == (3, 30, "Porto", "2026-11-21T09:30:00Z")
    assert db.execute("SELECT id, lead_days FROM occasion").fetchall() == [(11, 21)]


def test_names_and_handles_lead_to_the_one_who_is_kept(db: sqlite3.Connection) -> None:
    insert(db, "retired_slug", slug="anne", person_id=2)
    insert(db, "alias", person_id=2, name="Nini", key="nini")
    insert(db, "alias", person_id=2, name="ana lima", key="ana lima")
    assert merged(db, 1, 2).moved["aliases"] == 2
    assert column(db, "SELECT name FROM alias WHERE person_id = 1 ORDER BY 1") == [
        "Annie L.", "Nini",
    ]  # fmt: skip
    assert column(db, "SELECT slug FROM retired_slug WHERE person_id = 1 ORDER BY 1") == [
        "anne", "person-2",
    ]  # fmt: skip
    assert column(db, "SELECT id FROM person ORDER BY id") == [1, 3]


def test_a_card_is_filled_and_what_differs_is_a_fact(db: sqlite3.Connection) -> None:
    db.execute(
        "UPDATE person SET company = 'Acme', met_on = '2020-05-01', city = 'porto',"
        " introduced_by = 3, cadence_days = 21 WHERE id = 1"
    )
    insert_person(db, 4, name="Dana Fox")
    db.execute(
        "UPDATE person SET company = 'Initech', title = 'CTO', met_on = '2019-02-03',"
        " city = 'Porto', how_met = 'at a fair', introduced_by = 4, cadence_days = 30,"
        " added_on = '2018-01-01', active_on = '2018-02-02' WHERE id = 2"
    )
    done = merged(db, 1, 2)
    assert row(
        db,
        "SELECT company, title, city, how_met, met_on, introduced_by, cadence_days, added_on,"
        " active_on FROM person WHERE id = 1",
    ) == ("Acme", "CTO", "porto", "at a fair", "2019-02-03", 3, 21, "2018-01-01", "2018-02-02")
    assert facts(db) == [
        "company also given as Initech",
        "day met also given as Fri 1 May 2020",
        "introducer also given as Dana Fox",
    ]
    assert "the cadence stays every 3 weeks; it was every 30 days for the other" in done.remarks
    assert column(db, "SELECT DISTINCT heard_on FROM fact") == [TODAY]


@pytest.mark.parametrize(
    ("mine", "theirs", "kept", "fact"),
    [
        (None, (1980, 3, 14), (1980, 3, 14), None),
        ((1980, 3, 14), None, (1980, 3, 14), None),
        ((None, 3, 14), (1980, 3, 14), (1980, 3, 14), None),
        ((1980, 3, None), (None, 3, 14), (1980, 3, 14), None),
        ((1980, 3, 14), (1980, 3, 14), (1980, 3, 14), None),
        ((1980, 3, 14), (1981, 3, 14), (1980, 3, 14), "14 March 1981"),
        ((None, 3, 14), (1980, 3, 15), (None, 3, 14), "15 March 1980"),
        ((None, 4, None), (None, 3, None), (None, 4, None), "March"),
        ((None, 2, 29), (1987, 2, None), (None, 2, 29), "February 1987"),
    ],
)
def test_one_birthday(mine: Any, theirs: Any, kept: Any, fact: str | None, db: Any) -> None:
    for person, born in ((1, mine), (2, theirs)):
        if born:
            year, month, day = born
            insert(db, "occasion", id=10 + person, uid=f"o{person}", person_id=person,
                   year=year, month=month, day=day)  # fmt: skip
    done = merged(db, 1, 2)
    assert db.execute("SELECT person_id, year, month, day FROM occasion").fetchall() == [(1, *kept)]
    assert facts(db) == ([f"birthday also given as {fact}"] if fact else [])
    assert bool(done.remarks) == bool(fact)


def test_what_was_closed_for_one_is_closed(db: sqlite3.Connection) -> None:
    for person, closed in ((1, "2025-03-14"), (2, "2026-03-14")):
        insert(db, "occasion", id=10 + person, uid=f"o{person}", person_id=person, month=3, day=14)
        insert(db, "occasion_closing", occasion_id=10 + person, occurs_on=closed)
        insert(db, "occasion", id=20 + person, uid=f"p{person}", person_id=person, kind="other",
               label="name day", month=5, day=1, lead_days=(None, None, 9)[person])  # fmt: skip
    insert(db, "occasion_closing", occasion_id=22, occurs_on="2026-05-01")
    merged(db, 1, 2)
    assert column(db, "SELECT id FROM occasion ORDER BY id") == [11, 21]
    assert db.execute("SELECT occasion_id, occurs_on FROM occasion_closing ORDER BY 1, 2").fetchall(
    ) == [(11, "2025-03-14"), (11, "2026-03-14"), (21, "2026-05-01")]  # fmt: skip
    assert column(db, "SELECT lead_days FROM occasion WHERE id = 21") == [9]


def test_introductions_follow_but_nobody_meets_themselves(db: sqlite3.Connection) -> None:
    for number, introducer, person, other in (
        (20, None, 1, 2), (21, 3, 2, 1), (22, 2, 3, None), (23, None, 3, 2), (24, 2, 1, 3),
    ):  # fmt: skip
        insert(db, "introduction", id=number, uid=f"i{number}", introducer_id=introducer,
               person_id=person, other_id=other)  # fmt: skip
    done = merged(db, 1, 2)
    left = db.execute("SELECT id, introducer_id, person_id, other_id FROM introduction")
    assert left.fetchall() == [(22, 1, 3, None), (23, None, 3, 1)]
    assert [remark.split()[1] for remark in done.remarks] == ["#20", "#21", "#24"]
    assert set(column(db, "SELECT uid FROM tombstone")) == {"i20", "i21", "i24", "uid-2"}
    assert done.moved["introductions"] == 2


def test_who_led_to_whom(db: sqlite3.Connection) -> None:
    db.execute("UPDATE person SET introduced_by = 2 WHERE id IN (1, 3)")
    db.execute("UPDATE person SET introduced_by = 1 WHERE id = 2")
    assert merged(db, 1, 2).remarks == []
    assert column(db, "SELECT introduced_by FROM person ORDER BY id") == [None, 1]


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [("active", "archived", "active"), ("new", "active", "active"), ("new", "new", "new"),
     ("archived", "new", "archived"), ("new", "archived", "archived"),
     ("archived", "active", "active")],
)  # fmt: skip
def test_status(mine: str, theirs: str, together: str, db: sqlite3.Connection) -> None:
    for person, status in ((1, mine), (2, theirs)):
        db.execute(
            "UPDATE person SET status = :status, active_on = iif(:status = 'new', NULL, active_on)"
            " WHERE id = :person",
            {"status": status, "person": person},
        )
    merged(db, 1, 2)
    assert row(db, "SELECT status FROM person WHERE id = 1") == (together,)


def test_ways_to_reach_them(db: sqlite3.Connection) -> None:
    for person, kind, key, label, position in (
        (1, "email", "a@x", None, 0), (1, "phone", "1", "work", 4), (2, "email", "b@x", "home", 0),
        (2, "email", "a@x", "work", 1), (2, "url", "x", None, 2),
    ):  # fmt: skip
        insert(db, "contact_point", person_id=person, kind=kind, key=key, value=key, label=label,
               position=position)  # fmt: skip
    assert merged(db, 1, 2).moved["contact_points"] == 2
    found = db.execute("SELECT value, label, person_id FROM contact_point ORDER BY position")
    assert found.fetchall() == [
        ("a@x", "work", 1), ("1", "work", 1), ("b@x", "home", 1), ("x", None, 1),
    ]  # fmt: skip


def test_one_message_of_both_waits_for_one_answer(db: sqlite3.Connection) -> None:
    insert(db, "interaction")
    for person in (1, 2):
        insert(db, "follow_up", id=10 + person, uid=f"r{person}", kind="reply", text="",
               person_id=person, interaction_id=3, automatic=1)  # fmt: skip
        insert(db, "follow_up", id=20 + person, uid=f"p{person}", person_id=person)
    merged(db, 1, 2)
    assert column(db, "SELECT id FROM follow_up WHERE person_id = 1 ORDER BY id") == [11, 21, 22]


def test_a_source_that_knew_the_other_knows_the_one_who_is_kept(db: sqlite3.Connection) -> None:
    insert(db, "origin", uid="uid-2")
    merged(db, 1, 2)
    assert column(db, "SELECT uid FROM origin") == ["uid-1"]
    assert column(db, "SELECT uid FROM tombstone") == ["uid-2"]


def test_nobody_is_merged_with_themselves(db: sqlite3.Connection) -> None:
    before = state(db)
    with pytest.raises(RefusedError, match="one and the same"):
        merged(db, 1, 1)
    assert state(db) == before
    assert DAY == TODAY
