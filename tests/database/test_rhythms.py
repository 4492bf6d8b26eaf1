"""What is kept of rhythms always equals what the entries say."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import log as ln

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blank import empty
from reltrack.config import Settings
from reltrack.database.recording import change
from reltrack.database.rhythms import contact_days
from reltrack.domain import rhythm
from reltrack.domain.drafts import EntryDraft
from reltrack.read.standing import everyone, measure_of, pressing
from reltrack.write.log import log
from reltrack.write.newcomers import add_person
from reltrack.write.undo import redo, undo

NOW = datetime(2026, 11, 20, 9, 30).astimezone()
FIRST = date(2025, 1, 1)
PEOPLE = 5


@pytest.fixture(autouse=True, scope="module")
def few_are_typical():
    """Take the typical gap from so few that every change may move it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rhythm, "PEOPLE_FOR_TYPICAL", 2)
        yield


STEP = st.one_of(
    st.tuples(st.just("log"), st.integers(0, 400), st.integers(1, PEOPLE), st.booleans()),
    st.tuples(st.just("every"), st.integers(0, 300), st.integers(1, PEOPLE), st.integers(1, 50)),
    st.tuples(st.just("status"), st.integers(1, PEOPLE)),
    st.tuples(st.just("leave"), st.integers(1, PEOPLE)),
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
        here = {number for (number,) in db.execute("SELECT id FROM person")}
        if kind in ("log", "every"):
            start, person, how = values
            times = 4 if kind == "every" else 1
            for day in (FIRST + timedelta(start + how * n) for n in range(times)):
                draft = EntryDraft(day.isoformat(), "text", present=[person], broadcast=False)
                if person in here:
                    via = "touch" if how is True else None
                    log(operation, draft._replace(via=via), today=day.isoformat())
        elif kind == "status":
            db.execute(
                "UPDATE person SET status = iif(status = 'active', 'archived', 'active')"
                " WHERE id = ?",
                values,
            )
        elif kind == "leave":
            db.execute("DELETE FROM person WHERE id = ?", values)
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
        for name in ("Ana Lima", "Bob Stone", "Chen Wei", "Dana Fox", "Eve Moss"):
            add_person(operation, name, added_on=FIRST.isoformat())


def derived(db, person, until=1 << 40):
    days = contact_days(db, person, until=until)
    return (days[0] if days else None, *rhythm.summarise(rhythm.gaps_between(days)))


def active_medians(db):
    """Return the median gaps that count, as they are kept."""
    return [
        median_gap
        for (median_gap,) in db.execute(
            "SELECT median_gap FROM person JOIN rhythm ON person_id = id"
            " WHERE status = 'active' AND gaps >= 2"
        )
    ]


@given(st.lists(STEP, max_size=25))
def test_kept_equals_derived(steps):
    db = empty()
    people(db)
    for step in steps:
        take(db, step)
        stale = {person for (person,) in db.execute("SELECT person_id FROM stale_rhythm")}
        assert not stale or "by hand" in [kind for kind, *_ in steps]
        low, high = db.execute("SELECT typical_low, typical_high FROM journal").fetchone()
        assert stale or (low, high) == rhythm.typical_gaps(active_medians(db))
        for person, *kept, due_after in db.execute("SELECT * FROM rhythm"):
            assert person in stale or tuple(kept) == derived(db, person)
            late = rhythm.due_after(*kept[1:4], log_prior=ln((low + high) / 2))
            assert person in stale or due_after == late
        everybody = db.execute("SELECT count(*) FROM person").fetchone()
        assert db.execute("SELECT count(*) FROM rhythm").fetchone() == everybody
    db.close()


@given(st.lists(STEP, max_size=15), st.integers(0, 400), st.integers(0, 3))
def test_readers_see_the_derived_as_of_any_day(steps, offset, circle):
    db = empty()
    people(db)
    for step in steps:
        take(db, step)
    with change(db, "circle", now=NOW):
        db.execute("INSERT INTO circle (name, cadence_days) VALUES ('peer', 20), ('kin', NULL)")
        for person, name in ((1, "peer"), (2, "peer"), (3, "kin"))[:circle]:
            db.execute(
                "INSERT INTO circle_member (person_id, circle) SELECT id, ? FROM person"
                " WHERE id = ?",
                [name, person],
            )
        db.execute("UPDATE person SET cadence_days = 9 WHERE id = 2")
    today = FIRST + timedelta(offset)
    found = everyone(db, today=today, settings=Settings())
    for standing in found:
        facts = standing.facts
        assert (facts.last_day, *facts.summary) == derived(db, facts.id, today.toordinal())
    due = [standing for standing in found if standing.due]

    def those_due(most):
        weighed, left_out, anybody = pressing(db, today=today, settings=Settings(), most=most)
        assert anybody is bool(found)
        return [standing for standing in weighed if standing.due], left_out

    assert those_due(0) == (due, 0)
    first, left_out = those_due(1)
    assert len(first) + left_out == len(due)
    if left_out:
        largest = max(standing.score for standing in due)
        assert largest in [standing.score for standing in first]
    db.close()


def test_what_is_kept_serves_today_and_no_day_before():
    db = empty()
    people(db)
    for day in (0, 10, 20):
        take(db, ("log", day, 1, False))
        take(db, ("log", day * 2, 2, False))
    kept = db.execute("SELECT (typical_low + typical_high) / 2 FROM journal").fetchone()[0]
    assert kept == 15
    gaps = [
        measure_of(db, today=FIRST + timedelta(day), settings=Settings()).typical_gap
        for day in (40, 39, 20)
    ]
    assert gaps == [15, 30, 30]
    db.close()


def test_the_typical_gap_stays_known_whoever_has_no_gaps():
    db = empty()
    people(db)
    take(db, ("every", 0, 1, 10))
    take(db, ("log", 0, 2, False))

    def known(step):
        with change(db, "step", now=NOW):
            db.execute(step)
            return db.execute("SELECT typical_low FROM journal").fetchone() != (None,)

    assert known("UPDATE person SET status = 'archived' WHERE id = 2")
    assert known("UPDATE person SET status = 'active' WHERE id = 2")
    assert known("DELETE FROM person WHERE id = 2")
    assert not known("UPDATE person SET status = 'archived' WHERE id = 1")
    assert known("UPDATE person SET status = 'new' WHERE id = 1")
    assert not known("UPDATE person SET status = 'active' WHERE id = 1")
    assert not known("DELETE FROM person WHERE id = 1")
    db.close()


def test_a_cadence_of_their_own_may_be_shorter_than_what_is_learned():
    db = empty()
    people(db)
    take(db, ("log", 0, 1, False))
    with change(db, "edit", now=NOW):
        db.execute("UPDATE person SET cadence_days = 9 WHERE id = 1")
    for away, wanted in ((8, []), (9, [1])):
        found, _, _ = pressing(db, today=FIRST + timedelta(away), settings=Settings())
        assert [standing.facts.id for standing in found if standing.due] == wanted
    db.close()
