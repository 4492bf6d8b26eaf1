"""Who a NAME argument means, which names are alike, and what to suggest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.names import (
    Known,
    best,
    match,
    nearest,
    refuse_unlikely,
    resembles,
    tier,
)
from reltrack.domain.text import fold, slugify
from reltrack.errors import UsageError


def people(*named: tuple[str, str] | tuple[str, str, str]) -> list[Known]:
    """Return rows as the journal gives them: (name, status, alias)."""
    rows = []
    taken: list[str] = []
    for number, (name, status, *aliases) in enumerate(named, 1):
        slug = slugify(name)
        taken.append(slug)
        slug = slug if taken.count(slug) == 1 else f"{slug}-{taken.count(slug)}"
        rows += [Known(fold(way), number, slug, name, status) for way in (name, *aliases)]
    return rows


JOURNAL = people(
    ("Ana Lima", "active"),
    ("Ana Ortiz", "active", "Annie"),
    ("Ana Lima", "archived"),
    ("José Núñez", "active"),
    ("Jose Nunez", "new"),
    ("O'Brien", "active"),
    ("李小龍", "active"),
    ("Jan van der Berg", "active"),
    ("Grace Hopper", "active"),
    ("Grace", "new"),
    ("Bob Reed", "active"),
    ("Bob Stone", "archived"),
    ("Øyvind Aas", "active"),
    ("Ana Maria Braga", "archived"),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ana-lima", ["ana-lima"]),
        ("@ana-lima", ["ana-lima"]),
        ("ana-lima-2", ["ana-lima-2"]),  # a handle reaches an archived person
        ("Ana Lima", ["ana-lima"]),  # the active one of two
        ("  ana   LIMA ", ["ana-lima"]),
        ("annie", ["ana-ortiz"]),
        ("José Núñez", ["jose-nunez"]),
        ("Jose Nunez", ["jose-nunez-2"]),  # exact before folded
        ("jose nunez", ["jose-nunez"]),  # folded: the active one
        ("obrien", ["o-brien"]),
        ("o’brien", ["o-brien"]),
        ("oyvind aas", ["oyvind-aas"]),
        ("李小龍", ["李小龍"]),
        ("小龍", ["李小龍"]),
        ("lima", ["ana-lima"]),
        ("berg", ["jan-van-der-berg"]),
        ("Jan Berg", ["jan-van-der-berg"]),
        ("ana", ["ana-lima", "ana-ortiz"]),
        ("ana braga", ["ana-maria-braga"]),
        ("Grace", ["grace"]),  # a whole name before a word of another, whatever the status
        ("grac", ["grace-hopper"]),
        ("hop", ["grace-hopper"]),
        ("gra hop", ["grace-hopper"]),
        ("bob", ["bob-reed"]),
        ("bob s", ["bob-stone"]),
        ("race", []),
        ("lima ana", []),
        ("nobody", []),
        ("", []),
        ("---", []),
    ],
)
def test_a_name_argument_means(query: str, found: list[str]) -> None:
    assert [one.slug for one in match(query, JOURNAL)] == found


@given(st.sampled_from(JOURNAL))
def test_everybody_is_found_by_handle(one: Known) -> None:
    assert [row.person_id for row in match(one.slug, JOURNAL)] == [one.person_id]


@given(st.text(max_size=20))
def test_matches_are_distinct_people_of_one_tier(query: str) -> None:
    found = match(query, JOURNAL)
    assert len({one.person_id for one in found}) == len(found)
    assert len({tier(one.status) for one in found}) <= 1


def test_best_keeps_the_best_tier_and_each_person_once() -> None:
    rows = people(("Ana", "archived"), ("Anna", "new", "Ana"), ("Ann", "new"), ("An", "archived"))
    assert [one.name for one in best(rows)] == ["Anna", "Ann"]
    assert best([]) == []
    assert [tier(status) for status in ("active", "new", "archived")] == [0, 1, 2]


ALIKE = [
    ("Ana Lima", "Ana Lime"),
    ("Ana Lima", "Anna Lima"),
    ("Ana Lima", "Lima Ana"),
    ("Ana Lima", "Lima, Ana"),
    ("Ana Lima", "Ana M. Lima"),
    ("Ana Lima", "Ana Maria Lima"),
    ("Ana M. Lima", "Ana Maria Lima"),
    ("Ana Lima", "A. Lima"),
    ("Ana Lima", "Ana L."),
    ("Ana Lima", "Ana"),
    ("Ana Lima", "Lima"),
    ("Ana Lima", "Dr. Ana Lima"),
    ("Ana Lima", "Analima"),
    ("José Núñez", "jose nunez"),
    ("Jean-Luc Picard", "Jeanluc Picard"),
    ("Jan van der Berg", "Jan Vanderberg"),
    ("Jan van der Berg", "Jan Berg"),
    ("Bob Stone", "Bob Stone Jr."),
    ("Katherine Reed", "Catherine Reed"),
    ("Jon Reed", "John Reed"),
    ("Brian Reed", "Brain Reed"),
    ("Mark", "Marc"),
    ("田中 太郎", "田中太郎"),
]
UNLIKE = [
    ("Ana Lima", "Ana Ortiz"),
    ("Ana Lima", "Bob Lima"),
    ("Ana Lima", "Eva Lima"),
    ("Mary Stone", "Gary Stone"),
    ("Ana Lima", "Ana O."),
    ("Ana Lima", "A. L."),
    ("Ana Maria Lima", "A. L."),
    ("Jo", "Bo"),
    ("Li Wei", "Li Mei"),
    ("Li Wei", "Li Wen"),
    ("李小龍", "李小明"),
    ("김철수", "김철호"),
    ("Ana Maria Lima", "Maria"),
    ("Grace Hopper", "Grant Hooper"),
    ("", "Ana"),
]


@pytest.mark.parametrize(("a", "b"), ALIKE)
def test_alike(a: str, b: str) -> None:
    assert resembles(fold(a), fold(b))
    assert resembles(fold(b), fold(a))


@pytest.mark.parametrize(("a", "b"), UNLIKE)
def test_not_alike(a: str, b: str) -> None:
    assert not resembles(fold(a), fold(b))
    assert not resembles(fold(b), fold(a))


NAMES = st.lists(
    st.text(alphabet="abcdé.'李-", min_size=1, max_size=9), min_size=1, max_size=4
).map(" ".join)


@given(NAMES, NAMES)
def test_resembling_is_symmetric_and_reflexive(a: str, b: str) -> None:
    assert resembles(fold(a), fold(a))
    assert resembles(fold(a), fold(b)) == resembles(fold(b), fold(a))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Ana Lyma", "ana-lima"),
        ("grase hoper", "grace-hopper"),
        ("Hoper", "grace-hopper"),
        ("@jan-van-den-berg", "jan-van-der-berg"),
        ("Oyvin", "oyvind-aas"),
    ],
)
def test_nearest_suggests(query: str, first: str) -> None:
    assert nearest(query, JOURNAL)[0].slug == first


def test_nearest_suggests_few_and_nobody_far_off() -> None:
    assert nearest("Zacharias", JOURNAL) == []
    assert nearest("", JOURNAL) == []
    assert len(nearest("Ana", JOURNAL)) == 3
    assert len(nearest("Ana", JOURNAL, limit=1)) == 1
    assert len({one.person_id for one in nearest("Anna", JOURNAL)}) == 3


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_folded_as_any_other(text: str) -> None:
    assert fold(f"{text} é") == f"{fold(text)} e".strip()


@pytest.mark.parametrize(
    "answer",
    [
        "yesterday: called Bob about the lease",
        "Coffee #porto",
        "x@y.example",
        "https://x.example",
        "EDITOR=vi reltrack log",
        "Ana 42",
        "a b c d e f g h",
    ],
)
def test_what_is_hardly_a_name(answer: str) -> None:
    with pytest.raises(UsageError, match="looks like no name"):
        refuse_unlikely(answer)


@pytest.mark.parametrize(
    "name", ["Al", 'Anna "Nan" O\'Brien-Smith, Jr.', "李小龍", "de la Cruz y Vega"]
)
def test_what_is_a_name(name: str) -> None:
    refuse_unlikely(name)
