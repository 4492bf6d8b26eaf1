"""How far an introduction has come, and who is likeliest to make one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.introductions import Days, Link, likeliest, next_step, told

TODAY = 740_000
ANA = {"id": 1, "slug": "ana-lima", "name": "Ana Lima"}
BOB = {"id": 2, "slug": "bob-stone", "name": "Bob Stone"}

days = st.dates().map(lambda day: day.isoformat())
steps = st.lists(st.sampled_from(["made", "met", "thanked"]), max_size=3)


@given(days, st.lists(st.tuples(steps, days)))
def test_what_must_come_before_does(first, taken):
    found = Days(first)
    for which, on in taken:
        found = found.reached(which, on)
        assert all(getattr(found, step) == on for step in which if step != "made")
        if "made" in which and found.met is None:
            assert found.made == on
    known = [day for day in (found.proposed, found.made, found.met) if day]
    assert known == sorted(known)
    assert found.made or not (found.met or found.thanked)


@pytest.mark.parametrize(
    ("introducer", "other", "reached", "expected"),
    [
        (None, BOB, {}, "made"),
        (None, BOB, {"made_on"}, "met"),
        (None, BOB, {"made_on", "met_on"}, None),
        (BOB, None, {"made_on"}, "thanked"),
        (BOB, None, {"made_on", "met_on"}, "thanked"),
        (BOB, None, {"made_on", "thanked_on"}, None),
    ],
)
def test_what_is_to_be_heard_of_next(introducer, other, reached, expected):
    dates = {key: "2026-11-01" if key in reached else None
             for key in ("made_on", "met_on", "thanked_on")}  # fmt: skip
    record = {"introducer": introducer, "person": ANA, "other": other, **dates}
    assert next_step(record) == expected


def link(person, code="together", times=1, ago=10, to=9):
    return Link(person, to, code, times, TODAY - ago)


def order(*links, last=None):
    return list(likeliest(links, last or {}, today=TODAY))


def test_who_introduced_them_comes_before_who_merely_knows_or_spoke_of_them():
    links = link(1, "spoke"), link(2, "company"), link(3), link(4, "introduced")
    assert order(*links) == [4, 3, 2, 1]


def test_often_and_lately_count_for_more_and_so_does_being_in_touch():
    assert order(link(1), link(2, times=5)) == [2, 1]
    assert order(link(1, ago=3000), link(2)) == [2, 1]
    assert order(link(1), link(2), last={2: TODAY - 3, 1: TODAY - 900}) == [2, 1]


def test_ways_are_told_once_the_strongest_first():
    links = link(1, "spoke"), link(1, "introduced"), link(1, "introduced", ago=900)
    assert [way.code for way in likeliest(links, {}, today=TODAY)[1]] == ["introduced", "spoke"]


def test_ways_in_words():
    assert told(link(1, times=1), "Ana") == "was with Ana in 1 entry"
    assert told(link(1, "spoke", times=2), "Ana") == "spoke of Ana in 2 entries"
    assert told(Link(1, None, "works", text="CTO"), "") == "works there: CTO"
    assert told(Link(1, None, "works"), "") == "works there"
