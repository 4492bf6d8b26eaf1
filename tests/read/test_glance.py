"""The pieces a person's page is made of."""

from __future__ import annotations

from datetime import date

import pytest

from read.journals import NOW, TODAY, entry, journal
from reltrack.database.recording import change
from reltrack.read import glance
from reltrack.read.glance import Filter, LastEntry
from reltrack.write.log import add_fact
from reltrack.write.loops import open_follow_up


def via_of(*channels, today=TODAY):
    """The usual channel after contacts by these, the latest last."""
    with journal("Al") as db:
        for day, via in enumerate(channels, 1):
            entry(db, f"2026-01-{day:02}", via=via)
        return glance.usual_via(db, [1], today=today).get(1)


def test_the_usual_channel_is_that_of_most_of_the_latest_nine():
    assert via_of() is None
    assert via_of("coffee") == "coffee"
    assert via_of("call", "coffee", "coffee") == "coffee"
    assert via_of(*["call"] * 9, *["coffee"] * 5) == "coffee"
    assert via_of(*["call"] * 9, *["coffee"] * 4) == "call"


def test_of_two_equally_usual_channels_the_later_one_counts():
    assert via_of("call", "coffee") == "coffee"
    assert via_of("coffee", "call") == "call"


def test_entries_without_a_channel_do_not_count():
    assert via_of("coffee", None, None, None) == "coffee"


def test_the_usual_channel_as_of_a_day():
    assert via_of("call", "coffee", "coffee", today=date(2026, 1, 1)) == "call"


def test_only_contact_has_a_usual_channel():
    with journal("Al", "Bo") as db:
        entry(db, "2026-01-01", via="touch")
        entry(db, "2026-01-02", via="call", who=(2,), mentioned=(1,))
        assert glance.usual_via(db, [1, 2], today=TODAY) == {2: "call"}


def last_entries(db, ids, *, today):
    return {n: met.last for n, met in glance.contacts(db, ids, today=today).items()}


@pytest.mark.parametrize(
    "entries",
    [
        [("2026-01-01", None, "z"), ("2026-01-02", None, "a")],
        [("2026-01-02", None, "z"), ("2026-01-02", "00:00", "a")],
        [("2026-01-02", "09:00", "z"), ("2026-01-02", "10:00", "a")],
        [("2026-01-02", "09:00", "A"), ("2026-01-02", "09:00", "a")],
        [("2026-01-02", None, "1"), ("2026-01-02", None, "a")],
    ],
)
def test_the_last_entry_is_the_greatest_date_then_time_then_text(entries):
    for order in (entries, entries[::-1]):
        with journal("Al") as db:
            for day, time, text in order:
                entry(db, day, text, time=time, via="call")
            assert last_entries(db, [1], today=TODAY) == {1: LastEntry("2026-01-02", "call", "a")}


def test_the_last_entry_is_one_of_contact_up_to_the_day():
    with journal("Al", "Bo") as db:
        entry(db, "2026-01-01", "met")
        entry(db, "2026-02-01", "liked", via="touch")
        entry(db, "2026-02-02", "of Al", who=(2,), mentioned=(1,))
        entry(db, "2026-03-01", "later")
        last = last_entries(db, [1], today=date(2026, 2, 28))
        assert last[1].text == "met"
        assert last_entries(db, [1], today=date(2025, 12, 31)) == {}


def ask(db, today=TODAY):
    found = glance.ask_about(db, {1}, today=today).get(1)
    return found and tuple(found)


def test_something_to_ask_about_is_the_freshest_fact_plan_or_loose_end():
    with journal("Al", "Bo") as db:
        assert ask(db) is None
        with change(db, "test", now=NOW) as operation:
            add_fact(operation, 1, "two kids", heard_on="2026-03-01")
            add_fact(operation, 1, "sails", heard_on="2026-02-01")
            add_fact(operation, 2, "of Bo", heard_on="2026-06-01")
        assert ask(db) == ("2026-03-01", "two kids")
        with change(db, "test", now=NOW) as operation:
            for kind, text, day in [("plan", "sailing", "2026-04-01"),
                                    ("waiting", "", "2026-05-01"),
                                    ("promise", "a deck", "2026-02-01")]:  # fmt: skip
                open_follow_up(operation, kind, 1, text, due_on=None, opened_on=day)
        assert ask(db) == ("2026-04-01", "sailing")
        assert ask(db, date(2026, 3, 31)) == ("2026-03-01", "two kids")
        assert ask(db, date(2026, 2, 28)) == ("2026-02-01", "sails")
        assert ask(db, date(2026, 1, 31)) is None
        entry(db, "2026-04-02", "met", via="coffee")  # keeps the plan
        assert ask(db) == ("2026-03-01", "two kids")


def test_neither_my_promises_nor_what_was_noted_today_is_something_to_ask_about():
    with journal("Al") as db:
        with change(db, "test", now=NOW) as operation:
            add_fact(operation, 1, "two kids", heard_on="2026-01-01")
            add_fact(operation, 1, "sails", heard_on="2026-03-01")
            for kind, text, day in [("promise", "a deck", "2026-02-01"),
                                    ("waiting", "her slides", "2026-03-02")]:  # fmt: skip
                open_follow_up(operation, kind, 1, text, due_on=None, opened_on=day)
        assert ask(db, date(2026, 1, 1)) is None
        assert ask(db, date(2026, 2, 28)) == ("2026-01-01", "two kids")
        assert ask(db, date(2026, 3, 1)) == ("2026-01-01", "two kids")
        assert ask(db, date(2026, 3, 2)) == ("2026-03-01", "sails")
        assert ask(db, date(2026, 3, 3)) == ("2026-03-02", "her slides")


def test_filters_go_together():
    with journal("Al", "Bo", "Cy") as db:
        with change(db, "test", now=NOW) as operation:
            operation.db.execute("INSERT INTO circle (name) VALUES ('peer')")
            for person in (1, 2):
                operation.db.execute("INSERT INTO circle_member VALUES (?, 'peer')", [person])
            operation.db.execute("INSERT INTO person_tag VALUES (2, 'music'), (3, 'music')")
            operation.db.execute("UPDATE person SET city = 'São Paulo' WHERE id IN (2, 3)")
        entry(db, "2026-01-01", who=(2,), via="call")

        def left(**only):
            return glance.matching(db, Filter(**only), [1, 2, 3], today=TODAY)

        assert left() == {1, 2, 3}
        assert left(circle="peer") == {1, 2}
        assert left(tag="music") == {2, 3}
        assert left(city="sao paulo") == {2, 3}
        assert left(via="call") == {2}
        assert left(circle="peer", tag="music", city="SÃO  PAULO".replace("  ", " ")) == {2}
        assert left(circle="none") == left(city="Porto") == left(via="email") == set()


def test_one_acquaintance_a_day_of_those_who_wait():
    names = [f"Person {chr(65 + n)}" for n in range(10)]
    with journal(*names) as db:
        assert glance.acquaintance(db, today=TODAY) is None
        db.execute("UPDATE person SET status = 'new', active_on = NULL")
        seen = set()
        for day in range(1, 11):
            who = glance.acquaintance(db, today=date(2026, 1, day))
            assert who == glance.acquaintance(db, today=date(2026, 1, day))
            assert who is not None
            seen.add(who["slug"])
        assert len(seen) == 10
