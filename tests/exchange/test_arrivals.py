"""Who is who across files, and what becomes of what they say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from exchange.drafts import bring, card, mail, party, people, present
from exchange.random_journals import at_rest, empty
from reltrack.domain.arrivals import Arrival, Newcomer, Point, Remark, Yearly
from reltrack.write import bulk_people


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as db:
        yield db


def test_a_whole_card(db: sqlite3.Connection) -> None:
    tally = bring(
        db,
        card(
            "Ana Lima", "ana@x.example", company="Acme", title="Engineer", city="Lisbon",
            met_on="2020-01-02", how_met="a fair", aliases=["Annie", "ANA LIMA"],
            tags=["Book Club", "book-club"],
            dates=[Yearly("birthday", 3, 14), Yearly("anniversary", 6, 1, 2010, "wedding")],
            facts=[Remark("two kids #family"), Remark("sails", "2020-05-01")],
        ),
    )  # fmt: skip
    assert dict(tally.added) == {"person": 1, "occasion": 2, "fact": 2}
    assert db.execute("SELECT status, company, title, city, met_on, how_met FROM person").fetchall(
    ) == [("new", "Acme", "Engineer", "Lisbon", "2020-01-02", "a fair")]  # fmt: skip
    assert db.execute("SELECT name FROM alias").fetchall() == [("Annie",)]
    assert db.execute("SELECT tag FROM person_tag").fetchall() == [("book-club",)]
    assert db.execute("SELECT kind, year, month, day, label FROM occasion").fetchall() == [
        ("birthday", None, 3, 14, None), ("anniversary", 2010, 6, 1, "wedding"),
    ]  # fmt: skip
    assert db.execute("SELECT text, heard_on FROM fact ORDER BY text").fetchall() == [
        ("sails", "2020-05-01"), ("two kids #family", "2026-11-20"),
    ]  # fmt: skip
    assert db.execute("SELECT tag FROM fact_tag").fetchall() == [("family",)]


def test_an_entry_with_known_and_unknown_people(db: sqlite3.Connection) -> None:
    bring(db, card("Ana Lima", "ana@x.example"))
    parties = (party("A. Lima", "ANA@x.example"), party(None, "bo@x.example"))
    tally = bring(db, mail(*parties, tags=["work"], time="09:30", initiated="them"))
    assert dict(tally.added) == {"interaction": 1, "person": 1}
    assert present(db) == [("Hello", "Ana Lima"), ("Hello", "bo@x.example")]
    entry = db.execute("SELECT date, time, via, initiated, source FROM interaction").fetchone()
    assert entry == ("2026-11-01", "09:30", "email", "them", "import:mbox")
    assert db.execute("SELECT DISTINCT status FROM person").fetchall() == [("new",)]
    assert db.execute("SELECT count(*) FROM follow_up").fetchone() == (0,)
    assert db.execute("SELECT count(*) FROM alias").fetchone() == (0,)


def test_only_whom_one_knows(db: sqlite3.Connection) -> None:
    bring(db, card("Ana Lima", aliases=["Annie"]), card("Bo Stone"), card("Bo Fox"))
    told = {"known_only": True}
    tally = bring(
        db,
        mail(party("annie"), party("Bob"), identity="1", text="one", **told),
        mail(party("Nobody"), identity="2", text="two", **told),
        mail(identity="3", text="three", mentioned=[party("ana lima")], **told),
    )
    assert present(db) == [("one", "Ana Lima"), ("three", "Ana Lima")]
    assert tally.passed_over == {"nobody you know is in it": 1}
    assert len(people(db)) == 3


def test_what_was_seen_or_deleted_does_not_come_back(db: sqlite3.Connection) -> None:
    arrivals = [
        card("Ana Lima", "ana@x.example", facts=[Remark("sails")]),
        card("Eve Fox", own="e"),
        mail(party("Ana Lima", "ana@x.example"), party("Bo", "bo@x.example"), identity="1"),
        mail(party("Bo", "bo@x.example"), identity="2"),
    ]
    bring(db, *arrivals)
    db.execute("DELETE FROM person WHERE name IN ('Bo', 'Eve Fox')")
    db.execute("DELETE FROM interaction WHERE id IN (SELECT max(id) FROM interaction)")
    db.execute("DELETE FROM fact")
    before = at_rest(db)
    tally = bring(db, *arrivals)
    assert (tally.skipped, tally.unchanged, tally.added.total()) == (2, 2, 0)
    assert at_rest(db) == before
    more = bring(db, mail(party("Bo", "bo@x.example"), identity="3", source="import:mbox"))
    assert (more.skipped, more.added.total()) == (1, 0)


def test_only_what_is_said_anew_is_taken(db: sqlite3.Connection) -> None:
    one = card("Ana Lima", "ana@x.example", own="1", company="Acme", tags=["work"])
    bring(db, one)
    db.execute("UPDATE person SET company = NULL, name = 'Ana Ortiz', key = 'ana ortiz'")
    db.execute("DELETE FROM contact_point")
    db.execute("DELETE FROM person_tag")
    more = one._replace(
        company="Other", city="Lisbon", facts=[Remark("sails")],
        contact_points=[*one.contact_points, Point("phone", "+351 600 111 222")],
        dates=[Yearly("birthday", 3, 14)],
    )  # fmt: skip
    tally = bring(db, more)
    assert (tally.matched, dict(tally.added)) == (1, {"occasion": 1, "fact": 1})
    assert db.execute("SELECT name, company, city FROM person").fetchall() == [
        ("Ana Ortiz", None, "Lisbon")
    ]
    assert db.execute("SELECT value FROM contact_point").fetchall() == [("+351 600 111 222",)]
    assert db.execute("SELECT count(*) FROM person_tag").fetchone() == (0,)
    assert bring(db, more).unchanged == 1


@pytest.mark.parametrize(
    ("known", "comes", "kept", "remarked"),
    [
        ((None, 3, 14), (1980, 3, 14), (1980, 3, 14), False),
        ((1980, 3, None), (None, 3, 14), (1980, 3, 14), False),
        ((1980, 3, 14), (None, 3, 14), (1980, 3, 14), False),
        ((1980, 3, 14), (1981, 3, 14), (1980, 3, 14), True),
        ((None, 3, 14), (None, 4, 14), (None, 3, 14), True),
    ],
)
def test_one_birthday(known, comes, kept, remarked, db: sqlite3.Connection) -> None:
    year, month, day = known
    bring(db, card("Ana Lima", dates=[Yearly("birthday", month, day, year)]))
    year, month, day = comes
    born = [Yearly("birthday", month, day, year)]
    tally = bring(db, card("Ana Lima", source="import:csv", dates=born))
    assert tally.matched == 1
    assert db.execute("SELECT year, month, day FROM occasion").fetchall() == [kept]
    assert bool(tally.remarks) == remarked


def test_the_second_of_two_birthdays_is_told(db: sqlite3.Connection) -> None:
    bring(db, card("Ana Lima"))
    born = [Yearly("birthday", 3, 14), Yearly("birthday", 4, 14)]
    tally = bring(db, card("Ana Lima", source="import:csv", dates=born))
    assert db.execute("SELECT month FROM occasion").fetchall() == [(3,)]
    assert [reason for _, reason in tally.remarks] == [
        "it gives another birthday; the one here is kept"
    ]


FAMILY = [card("John Smith", "smiths@x.example"), card("Jane Smith", "smiths@x.example")]
PHONE, SITE = Point("phone", "+351 21 123 45 67"), Point("url", "https://social.example/ana")
ONE_OR_TWO: list[tuple[list[Arrival], int]] = [
    ([card("Ana Lima", "a@x.example"), card("Ana Souza", "a@x.example", own="2")], 1),
    ([card("Ana Lima", "a@x.example"), card("Lima, Ana", "a@x.example", own="2")], 1),
    (list(FAMILY), 2),
    ([*FAMILY, mail(party("Jane Smith", "smiths@x.example"))], 2),
    ([card("Ana Lima", points=[PHONE]), card("Ana Souza", points=[PHONE], own="2")], 2),
    ([card("Ana Lima", points=[PHONE]), card("Anna Lima", points=[PHONE], own="2")], 1),
    ([card("Ana Lima", points=[SITE]), card("A. Lima", points=[SITE], source="import:csv")], 1),
    ([card("Ana Lima", "n/a"), card("Ana Souza", "n/a")], 2),
    ([card("Ana Lima"), card("ana líma", source="import:csv")], 1),
    ([card("Ana Lima", own="1"), card("Ana Lima", own="2")], 2),
    ([card("Ana Lima", own="1"), card("Ana Lima", own="2"), card("Ana Lima", source="s")], 3),
    ([card("Ana Lima", "a@x.example"), card("Ana Lima", "b@y.example", source="s")], 1),
    ([card("Ana Lima", "a@x.example"), card("Ana Lima", "b@x.example", source="s")], 2),
    ([card("Ana", "a@x.example"), card("Ana", "b@y.example", source="s")], 2),
    ([card("Ana Lima", company="Acme"), card("Ana Lima", company="Globex", source="s")], 2),
    ([card("Ana Lima", aliases=["Ana Ortiz"]), card("Ana Ortiz", source="s")], 1),
    ([card("Ana Lima", aliases=["Annie"]), card("Annie", source="s")], 2),
    ([mail(party("Ana", "a@x.example")), card("Ana Lima", "a@x.example")], 1),
    ([mail(party("Ana", "a@x.example")), mail(party("B", "a@x.example"), identity="2")], 1),
    ([mail(party("Ana Lima", "a@x.example"), party("Ana Lima", "a@y.example"))], 1),
    ([mail(party("Info", "a@x.example"), party("Info", "a@y.example"))], 2),
    ([mail(party("Bo", identity="1"), party("Bo", identity="2"))], 2),
    ([mail(party("Bo", identity="1"), party("Bo"))], 1),
]


@pytest.mark.parametrize(("arrivals", "count"), ONE_OR_TWO)
def test_one_person_or_two(arrivals, count, db: sqlite3.Connection) -> None:
    bring(db, *arrivals)
    assert len(people(db)) == count
    with closing(empty()) as other:
        bring(other, *reversed(arrivals))
        assert people(other) == people(db)
        assert present(other) == present(db)
    before = at_rest(db)
    assert bring(db, *arrivals).added.total() == 0
    assert at_rest(db) == before


@pytest.mark.parametrize(
    ("here", "comes", "near"),
    [
        ("John Smith", "Jon Smith", True),
        ("Ana Lima", "Lima Ana", True),
        ("Ana Lima", "Ana M. Lima", True),
        ("Ana Lima", "Ana Souza", False),
        ("Ana Lima", "Eva Lima", False),
        ("Ana", "Ana Lima", False),
    ],
)
def test_who_is_near_is_told_and_not_merged(here, comes, near, db: sqlite3.Connection) -> None:
    for first, second in ((here, comes), (comes, here)):
        with closing(empty()) as other:
            bring(other, card(first))
            tally = bring(other, card(second, source="import:csv"))
            assert tally.added["person"] == 1
            assert [r.startswith("perhaps") for _, r in tally.remarks] == [True] * near
    both = bring(db, card(here), card(comes, source="import:csv"))
    assert len(both.remarks) == near
    with closing(empty()) as other:
        assert bring(other, card(here), card(comes)).remarks == []


def test_a_doubt_is_told(db: sqlite3.Connection) -> None:
    tally = bring(db, *FAMILY)
    ((_, reason),) = tally.remarks
    assert "reltrack merge jane-smith john-smith" in reason


def test_what_cannot_be_kept(db: sqlite3.Connection) -> None:
    tally = bring(
        db,
        card(" ", own="1"),
        card("x" * 201, own="2"),
        card("Ana \0", own="3"),
        card("Bo Stone", own="4", met_on="2030-01-01", city="x" * 201, tags=["#"],
             dates=[Yearly("birthday", 2, 30)], facts=[Remark("\ud800")]),
        mail(party("Ana"), date="2026-11-21"),
        mail(party("Ana"), date="never"),
        mail(party("Ana"), text="x" * 65_537),
        mail(),
        mail(party("!!"), party(None)),
    )  # fmt: skip
    assert people(db) == ["Bo Stone"]
    assert [reason for _, reason in tally.rejected] == [
        "the name is empty",
        "the name has 201 characters",
        "the name holds a NUL character",
        "its day lies in the future",
        "no usable day",
        "the text has 65537 characters",
        "it names nobody",
        "it names nobody",
    ]
    assert len(tally.remarks) == 7


def test_very_many_doubts_are_counted(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_people, "_MOST_SUGGESTED", 2)
    bring(db, card("Ana Lima"))
    tally = bring(db, *(card("Ana Lima", own=str(n), source="import:csv") for n in range(6)))
    assert len(tally.remarks) == 3
    assert "and 4 more" in tally.remarks[-1][1]


def test_many(db: sqlite3.Connection) -> None:
    """More than fit into one chunk, of which many bear one name."""
    arrivals: list[Newcomer] = [
        card(f"Ana {number % 1500}", f"{number}@x.example", own=str(number))
        for number in range(2500)
    ]
    assert bring(db, *arrivals).added["person"] == 2500
    assert bring(db, *arrivals).unchanged == 2500
