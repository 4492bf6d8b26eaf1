"""Merging loses nothing, deleting takes nothing from others, and both are turned back exactly."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from exchange.random_journals import Rows, exported, imported, journal, journals, random_journals
from reltrack.database.recording import change
from reltrack.write.merge import Merged, merge
from reltrack.write.people import THEIRS, delete_person
from reltrack.write.undo import redo, undo
from states import check_search, state, state_hash

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = "2026-11-20"


def column(db: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    return [value for (value,) in db.execute(query, values)]


@random_journals
@given(journals(), st.data())
def test_merging(rows: Rows, data: st.DataObject) -> None:
    people = [person["id"] for person in rows.get("person", [])]
    assume(len(people) > 1)
    keep, other = data.draw(st.permutations(people))[:2]
    with closing(journal(rows)) as db:
        before, then = state(db), exported(db)
        themselves = {("led", keep), ("led", other)}
        known = (_belongings(db, keep) | _belongings(db, other)) - themselves
        days = _contact_days(db, keep) | _contact_days(db, other)
        (uid,) = column(db, "SELECT uid FROM person WHERE id = ?", other)
        with change(db, "merge", now=NOW) as operation:
            done = merge(operation, keep, other, today=TODAY)
        after = state_hash(db)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert not _belongings(db, other)
        assert known - _belongings(db, keep) <= _dropped(db, done)
        assert _contact_days(db, keep) == days
        assert uid in column(db, "SELECT uid FROM tombstone")
        again = imported(db, then)
        added = [count for what, count in again.items() if what.endswith("_added")]
        assert not any(added)
        if again["rejected"]:  # another birthday than the one that was kept
            assert {"birthday" in each["reason"] for each in again["rejected"]} == {True}
        for turn, expected in ((undo, before), (redo, after), (undo, before)):
            turn(db)
            assert (state_hash(db) if turn is redo else state(db)) == expected


def _belongings(db: sqlite3.Connection, person: int) -> set[tuple[Any, ...]]:
    """All that belongs to somebody, by what does not depend on whom it belongs to."""
    return {
        tuple(row)
        for query in (
            "SELECT 'entry', interaction_id FROM participant WHERE person_id = :who",
            "SELECT 'fact', uid FROM fact WHERE person_id = :who",
            "SELECT 'loop', uid FROM follow_up WHERE person_id = :who AND NOT automatic",
            "SELECT 'date', kind, label, month FROM occasion WHERE person_id = :who"
            " AND kind <> 'birthday'",
            "SELECT 'intro', uid FROM introduction"
            " WHERE :who IN (introducer_id, person_id, other_id)",
            "SELECT 'skip', uid FROM skip WHERE person_id = :who",
            "SELECT 'circle', circle FROM circle_member WHERE person_id = :who",
            "SELECT 'tag', tag FROM person_tag WHERE person_id = :who",
            "SELECT 'point', kind, key FROM contact_point WHERE person_id = :who",
            "SELECT 'name', key FROM alias WHERE person_id = :who"
            " UNION SELECT 'name', key FROM person WHERE id = :who",
            "SELECT 'slug', slug FROM retired_slug WHERE person_id = :who"
            " UNION SELECT 'slug', slug FROM person WHERE id = :who",
            "SELECT 'led', id FROM person WHERE introduced_by = :who AND id <> :who",
        )
        for row in db.execute(query, {"who": person})
    }


def _dropped(db: sqlite3.Connection, done: Merged) -> set[tuple[Any, ...]]:
    """Introductions of somebody to themselves: gone, and said to be."""
    if not any("introduction" in remark for remark in done.remarks):
        return set()
    return {("intro", uid) for uid in column(db, "SELECT uid FROM tombstone")}


def _contact_days(db: sqlite3.Connection, person: int) -> set[int]:
    return set(column(db, "SELECT day FROM participant WHERE person_id = ? AND contact", person))


@random_journals
@given(journals(), st.data())
def test_deleting(rows: Rows, data: st.DataObject) -> None:
    assume(rows.get("person"))
    person = data.draw(st.sampled_from(rows["person"]))["id"]
    with closing(journal(rows)) as db:
        before, then = state(db), exported(db)
        uids = _uids(db)
        theirs = _belongings(db, person)
        others = {
            other: _belongings(db, other)
            for other in column(db, "SELECT id FROM person WHERE id <> ?", person)
        }
        entries = {entry for kind, entry, *_ in theirs if kind == "entry"}
        loose = set(column(db, "SELECT id FROM interaction WHERE broadcast")) | {
            entry for held in others.values() for kind, entry, *_ in held if kind == "entry"
        }
        with change(db, "delete", now=NOW) as operation:
            deleted = delete_person(operation, person)
        after = state(db)
        check_search(db)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert not _belongings(db, person)
        assert (deleted.records["entries"], deleted.shared) == (
            len(entries - loose), len(entries & loose),
        )  # fmt: skip
        joint = {each for each in theirs if each[0] == "intro"}
        for other, held in others.items():
            assert _belongings(db, other) == held - joint - {("led", person)}
        stones = {uid for uid, _, *_ in after["tombstone"]} - {u for u, *_ in before["tombstone"]}
        assert stones == uids - _uids(db)
        assert sum(deleted.records.values()) == len(stones)
        assert deleted.records.keys() == THEIRS.keys()
        again = imported(db, then)
        assert not any(count for what, count in again.items() if what.endswith("_added"))
        for turn, expected in ((undo, before), (redo, after), (undo, before)):
            turn(db)
            assert state(db) == expected


def _uids(db: sqlite3.Connection) -> set[str]:
    return set(
        column(
            db,
            "SELECT uid FROM person UNION ALL SELECT uid FROM interaction UNION ALL"
            " SELECT uid FROM fact UNION ALL SELECT uid FROM follow_up UNION ALL"
            " SELECT uid FROM occasion UNION ALL SELECT uid FROM introduction UNION ALL"
            " SELECT uid FROM skip",
        )
    )
