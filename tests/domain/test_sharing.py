"""Who comes first: what was said often, lately, by few others, of somebody gone quiet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.sharing import Sign, Weighed, rank

TODAY = 740_000


def fact(person, days_ago=10, topic=0):
    return Sign(person, topic, "fact", (TODAY - days_ago,), person, f"fact of {person}")


def talk(person, *days_ago, topic=0, code="entry"):
    return Sign(person, topic, code, tuple(TODAY - days for days in days_ago), 7)


def people(*numbers, quiet=0.0, entries=10):
    return {number: Weighed(f"P{number:03}", quiet, entries) for number in numbers}


def order(signs, who, **options):
    return [glad.person for glad in rank(signs, who, today=TODAY, **options)]


def test_a_fact_says_more_than_an_entry_and_that_more_than_being_spoken_of():
    signs = [talk(1, 10, code="mention"), talk(2, 10), fact(3)]
    assert order(signs, people(1, 2, 3)) == [3, 2, 1]


def test_what_is_recent_counts_for_more():
    assert order([fact(1, 2000), fact(2, 20)], people(1, 2)) == [2, 1]


def test_what_came_up_often_counts_for_more_but_ever_less_so():
    signs = [talk(1, 30), talk(2, 30, 31, 32)]
    assert order(signs, people(1, 2)) == [2, 1]
    few, many = (
        rank([talk(1, *range(count))], people(1), today=TODAY)[0].relevance for count in (20, 200)
    )
    assert few < many < 1.2 * few


def test_a_topic_few_have_counts_for_more():
    signs = [*(fact(n, topic=0) for n in range(1, 9)), fact(9, topic=1)]
    assert order(signs, people(*range(1, 10)))[0] == 9


def test_two_topics_are_better_than_one():
    assert order([fact(1), fact(2), fact(2, topic=1)], people(1, 2))[0] == 2


def test_who_is_written_about_all_the_time_is_not_thereby_fond_of_it():
    who = people(1, entries=400) | people(2, entries=4)
    assert order([talk(1, 30), talk(2, 30)], who) == [2, 1]


def test_of_two_alike_the_quieter_comes_first_and_silence_never_outweighs_a_fact():
    who = people(1, quiet=0.2) | people(2, quiet=1.0)
    assert order([fact(1), fact(2)], who) == [2, 1]
    assert order([fact(1), talk(2, 10)], who) == [1, 2]
    assert order([fact(1), fact(2)], people(1) | people(2)) == [1, 2]


def test_who_is_left_out_or_unknown_is_not_there():
    assert order([fact(1), fact(2), fact(3)], people(1, 2), leave_out={1}) == [2]


def test_the_strongest_sign_of_each_topic_is_told_before_all_others():
    signs = [fact(1, 1), talk(1, 1), talk(1, 900, topic=1)]
    (glad,) = rank(signs, people(1), today=TODAY)
    assert [(sign.code, sign.topic) for sign in glad.signs] == [
        ("fact", 0), ("entry", 1), ("entry", 0),
    ]  # fmt: skip


signs = st.builds(
    Sign,
    st.integers(1, 6),
    st.integers(0, 3),
    st.sampled_from(["fact", "tag", "circle", "title", "entry", "mention"]),
    st.lists(st.integers(TODAY - 5000, TODAY), max_size=4).map(tuple),
)


@given(st.lists(signs), st.randoms())
def test_the_order_in_which_signs_are_found_does_not_matter(found, chance):
    who = people(*range(1, 6))
    mixed = list(found)
    chance.shuffle(mixed)
    assert order(found, who) == order(mixed, who)
    assert set(order(found, who)) == {sign.person for sign in found} & who.keys()


@given(st.lists(signs, min_size=1), signs)
def test_another_sign_never_takes_from_relevance(found, more):
    who = people(*range(1, 7))
    same = more._replace(person=found[0].person, topic=found[0].topic)

    def relevance(of):
        ranked = {glad.person: glad.relevance for glad in rank(of, who, today=TODAY)}
        return ranked[same.person]

    assert relevance([*found, same]) >= relevance(found) - 1e-9
