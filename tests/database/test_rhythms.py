"""What is kept of rhythms always equals what the entries say."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reltrack.config import Settings
from reltrack.database.connection import open_in_memory
from reltrack.database.recording import change
from reltrack.database.rhythms import contact_days
from reltrack.domain import rhythm
from reltrack.domain.drafts import EntryDraft
from reltrack.read.standing import everyone, pressing
from reltrack.write.log import log
from reltrack.write.newcomers import add_person
from reltrack.write.undo import redo, undo

NOW = datetime(2026, 11, 20, 9, 30).astimezone()
FIRST = date(2025, 1, 1)
PEOPLE = 3

STEP = st.one_of(
    st.tuples(st.just("log"), st.integers(0, 400), st.integers(1, PEOPLE), st.booleans()),
    st.tuples(st.just("move"), st.integers(0, 400), st.integers(0, 9), st.booleans()),
    st.tuples(st.just("touch"), st.integers(0, 9)),
    st.tuples(st.just("delete"), st.integers(0, 9)),
    st.tuples(st.sampled_from(["undo", "redo", "by hand"])),
)


def entries(db):
    return [number for (number,) in db.execute("SELECT id FROM interaction ORDER BY id")]


def take(db, step):
    kind, *values = step
    there = entries(db)
    if kind in ("undo", "redo"):
        state = "done" if kind == "undo" else "undone"
        some = "SELECT 1 FROM operation WHERE state = ? AND command <> 'add'"
        if db.execute(some, [state]).fetchone():
            (undo if kind == "undo" else redo)(db)
        return
    if kind == "by hand":  # somebody with the sqlite3 shell
        db.execute("DELETE FROM interaction WHERE id = (SELECT max(id) FROM interaction)")
        return
    with change(db, kind, now=NOW) as operation:
        if kind == "log":
            day = (FIRST + timedelta(values[0])).isoformat()
            draft = EntryDraft(day, "text", present=[values[1]], broadcast=False)
            log(operation, draft._replace(via="touch" if values[2] else None), today=day)
        elif there and kind == "move":
            day = (FIRST + timedelta(values[0])).isoformat()
            number = there[values[1] % len(there)]
            db.execute("UPDATE interaction SET date = ? WHERE id = ?", [day, number])
        elif there and kind == "touch":
            number = there[values[0] % len(there)]
            db.execute(
                "UPDATE interaction SET via = iif(via IS 'touch', NULL, 'touch') WHERE id = ?",
                [number],
            )
        elif there:
            db.execute("DELETE FROM interaction WHERE id = ?", [there[values[0] % len(there)]])


def people(db):
    with change(db, "add", now=NOW) as operation:
        for name in ("Ana Lima", "Bob Stone", "Chen Wei"):
            add_person(operation, name, added_on=FIRST.isoformat())


def derived(db, person, until=1 << 40):
    days = contact_days(db, person, until=until)
    return (days[0] if days else None, *rhythm.summarise(rhythm.gaps_between(days)))


@given(st.lists(STEP, max_size=25))
def test_kept_equals_derived(steps):
    db = open_in_memory()
    people(db)
    for step in steps:
        take(db, step)
        stale = {person for (person,) in db.execute("SELECT person_id FROM stale_rhythm")}
        assert not stale or "by hand" in [kind for kind, *_ in steps]
        for person, *kept in db.execute("SELECT * FROM rhythm"):
            assert person in stale or tuple(kept) == derived(db, person)
        assert db.execute("SELECT count(*) FROM rhythm").fetchone() == (PEOPLE,)
    db.close()


@given(st.lists(STEP, max_size=15), st.integers(0, 400))
def test_readers_see_the_derived_as_of_any_day(steps, offset):
    db = open_in_memory()
    people(db)
    for step in steps:
        take(db, step)
    today = FIRST + timedelta(offset)
    found = everyone(db, today=today, settings=Settings())
    for standing in found:
        facts = standing.facts
        assert (facts.last_day, *facts.summary) == derived(db, facts.id, today.toordinal())
    due = [standing for standing in found if standing.due]
    assert pressing(db, today=today, settings=Settings()) == (due, 0, len(found))
    first, left_out, known = pressing(db, today=today, settings=Settings(), most=1)
    assert (len(first) + left_out, known) == (len(due), len(found))
    largest = max((standing.score for standing in due), default=None)
    assert all(standing.score == largest for standing in first)
    db.close()
