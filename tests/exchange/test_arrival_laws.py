"""Whatever files say, in whatever order: the same people, once, and one undo."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from exchange.drafts import bring, bring_each, card, mail, people, present
from exchange.random_journals import at_rest, empty
from reltrack.domain.arrivals import Arrival, Party, Point
from reltrack.write.undo import undo
from states import state_hash

NAMES = st.sampled_from(["Ana Lima", "Ana", "Bo Stone", "ANA LÍMA", "Lima Ana", "Bo"])
MAIL = st.sampled_from(["a@x.example", "b@x.example", "a@y.example"])
POINTS = st.lists(MAIL.map(lambda a: Point("email", a)), max_size=2, unique=True)
SOURCES = st.sampled_from(["import:vcard", "import:csv"])
CARDS = st.builds(
    lambda name, own, points, source, company: card(
        name, own=own, points=points, source=source, company=company,
        likely_identity=f"{name} {points}",
    ),
    NAMES, st.sampled_from([None, "1", "2"]), POINTS, SOURCES, st.sampled_from([None, "A", "B"]),
)  # fmt: skip
PARTIES = st.builds(Party, NAMES, POINTS, st.sampled_from([None, "1", "2"]))


@st.composite
def many(draw: st.DrawFn) -> list[Arrival]:
    cards: list[Arrival] = list(draw(st.lists(CARDS, max_size=4)))
    entries = [
        mail(*parties, identity=str(number), text=str(number), known_only=draw(st.booleans()))
        for number, parties in enumerate(draw(st.lists(st.lists(PARTIES, min_size=1), max_size=4)))
    ]
    return [*cards, *entries]


def told(db: sqlite3.Connection) -> object:
    """What can be compared: everything but the identifiers, which are random."""
    points = db.execute(
        "SELECT slug, contact_point.key FROM person LEFT JOIN contact_point ON person_id = id"
    )
    return sorted(map(repr, points)), present(db)


@given(arrivals=many(), data=st.data())
def test_laws(arrivals: list[Arrival], data: st.DataObject) -> None:
    with closing(empty()) as db, closing(empty()) as other:
        before = state_hash(db)
        dry = bring(db, *arrivals, dry_run=True)
        assert state_hash(db) == before
        tally = bring(db, *arrivals)
        assert vars(tally) == vars(dry)
        order = data.draw(st.permutations(arrivals))
        bring_each(other, ([arrival] for arrival in order))
        assert told(other) == told(db)
        after = at_rest(db)
        again = bring(db, *order)
        assert (again.added.total(), again.remarks) == (0, [])
        assert at_rest(db) == after
        db.execute("DELETE FROM person")
        db.execute("DELETE FROM interaction")
        gone = bring(db, *arrivals)
        assert gone.added.total() == 0
        assert people(db) == []


@given(arrivals=many())
def test_one_undo(arrivals: list[Arrival]) -> None:
    with closing(empty()) as db:
        before = state_hash(db)
        if bring(db, *arrivals).added.total():
            undo(db)
        assert state_hash(db) == before
