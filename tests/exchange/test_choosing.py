"""A part of a journal is a journal: it refers to nothing that is left out."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from exchange.random_journals import Rows, exported, journal, journals, random_journals, restored
from reltrack.exchange.choosing import EVERYTHING, Choice, narrowed
from states import state


def part(db: sqlite3.Connection, choice: Choice) -> str:
    with narrowed(db, choice):
        return exported(db)


@random_journals
@given(journals(), st.data())
def test_a_part_comes_back_as_it_was(rows: Rows, data: st.DataObject) -> None:
    numbers = [person["id"] for person in rows.get("person", [])]
    some = st.frozensets(st.sampled_from(numbers)) if numbers else st.just(frozenset[int]())
    choice = Choice(data.draw(st.none() | some), data.draw(st.none() | st.dates(date(1900, 1, 1))))
    with closing(journal(rows)) as db:
        whole, before = exported(db), state(db)
        document = part(db, choice)
        assert (exported(db), state(db)) == (whole, before)
    with closing(restored(document)) as copy:
        assert exported(copy) == document
    found = json.loads(document)
    if choice.people is not None:
        assert {person["id"] for person in found["people"]} == choice.people
        assert found["tombstones"] == []
    if choice.since is not None:
        days = [entry["date"] for entry in found["interactions"]]
        assert all(day >= choice.since.isoformat() for day in days)
    if choice == EVERYTHING:
        assert document == whole


def test_others_are_left_out_of_shared_entries() -> None:
    stamps = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
    person = {"status": "active", "added_on": "2026-01-01", "active_on": "2026-01-01", **stamps}
    entry = {"date": "2026-01-02", "source": "typed", **stamps}
    day = date(2026, 1, 2).toordinal()
    with closing(
        journal(
            {
                "person": [
                    {"id": n, "uid": f"u{n}", "slug": name, "name": name, "key": name, **person}
                    for n, name in ((1, "ana"), (2, "bo"))
                ],
                "interaction": [
                    {"id": 3, "uid": "u3", "text": "Lunch", **entry},
                    {"id": 4, "uid": "u4", "text": "Bo alone", **entry},
                ],
                "participant": [
                    {
                        "person_id": who,
                        "interaction_id": what,
                        "day": day,
                        "present": 1,
                        "contact": 1,
                    }
                    for who, what in ((1, 3), (2, 3), (2, 4))
                ],
                "fact": [
                    {
                        "id": 5,
                        "uid": "u5",
                        "person_id": 2,
                        "text": "likes tea",
                        "heard_on": "2026-01-02",
                        "interaction_id": 3,
                        **stamps,
                    },
                ],
            }
        )
    ) as db:
        found = json.loads(part(db, Choice(frozenset([1]))))
        late = json.loads(part(db, Choice(None, date(2026, 1, 3))))
    assert [one["text"] for one in found["interactions"]] == ["Lunch"]
    assert [who["name"] for who in found["interactions"][0]["people"]] == ["ana"]
    assert found["facts"] == []
    assert [one["name"] for one in late["people"]] == ["ana", "bo"]
    assert late["interactions"] == late["facts"] == []
