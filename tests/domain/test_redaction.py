"""What names one person is left out of a text, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.redaction import Identity, Redaction, rivals
from reltrack.domain.text import fold, slugify

ANA = Identity(
    ["Ana Lima", "Annie"],
    ["ana-lima", "aninhas"],
    [("email", "ana.l@x.example"), ("phone", "+351 912 345-678"),
     ("url", "https://www.linkedin.com/in/alima/?x=1"), ("phone", "12"), ("fediverse", "@a@b.c")],
)  # fmt: skip
JOSE = Identity(["José O'Brien", "J. R. Núñez", "李小龍"], ["jose-o-brien"], [])
WILL = Identity(["Will"], ["will"], [])


def left(text: str, person: Identity = ANA, **given: list[Identity]) -> str:
    return Redaction(person, **given).redacted(text, mark="*")


def named(name: str) -> Identity:
    return Identity([name], [slugify(name)], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Lima", "*"),
        ("met ANA  lima, and annie's dog", "met *, and *'s dog"),
        ("Ána Límá\nsailed; Ana\n Lima", "*\nsailed; *"),
        ("@ana-lima, #Ana-Lima, \\Ana Lima, @Ana_Lima", "*, *, *, *"),
        ("ana.lima@y.example ana-lima.example", "*@y.example *.example"),
        ("https://x.example/in/ana-lima?a", "https://x.example/in/*?a"),
        ("mail Ana.L@X.example or ana.l@x.example.", "mail * or *."),
        ("+351 912 345 678, 00351912345678, +351 912.345.678", "*, *, *"),
        ("912 345 678, 0912 345678, (0)912/345678 and 351912345678", "*, *, (* and *"),
        ("+351 (0) 912 345 678, 2912345678, 345 678", "*, 2912345678, 345 678"),
        ("see linkedin.com/in/alima/ there", "see */ there"),
        ("by @a@b.c", "by *"),
        ("@aninhas, /aninhas, aninhas", "*, /*, *"),
        ("Ana, Lima, Ana Ortiz, Susana Lima, Ana Limas, Annies", None),
        ("12 eggs", None),
        ("", None),
    ],
)
def test_ana(text: str, expected: str | None) -> None:
    assert left(text) == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("josé obrien, JOSE O’BRIEN's, Jose\u0301 O Brien", "*, *'s, *"),
        ("jose-o-brien", "*"),
        ("J R Nunez, J.R. Núñez, j. r. nuñez", "*, *, *"),
        ("和李小龍吃飯", "和*吃飯"),
        ("Brien, O'Brien", None),
    ],
)
def test_jose(text: str, expected: str | None) -> None:
    assert left(text, JOSE) == (text if expected is None else expected)


def test_a_name_that_is_a_word_needs_its_capital() -> None:
    assert left("I will call Will, @will too", WILL) == "I will call *, * too"


def test_what_names_somebody_else_stays() -> None:
    others = [named("Ana Lima Santos"), named("Bob Ana Lima"), named("Annie")]
    assert left("Ana Lima Santos, Bob Ana Lima, Annie, Ana Lima", others=others) == (
        "Ana Lima Santos, Bob Ana Lima, Annie, *"
    )
    namesake = Identity(["Ana Lima"], ["ana-lima-2"], [("email", "ana.l@x.example")])
    text = "Ana Lima, @ana-lima-2, @ana-lima, ana.l@x.example"
    assert left(text, others=[namesake]) == "Ana Lima, @ana-lima-2, *, ana.l@x.example"


def test_where_they_took_part_a_part_of_the_name_is_enough() -> None:
    bob = named("Bob Lima")
    text = "Coffee with Ana and Bob Lima: Lima is old, banana, ana"
    assert left(text, company=[bob]) == "Coffee with * and Bob Lima: Lima is old, banana, ana"
    assert left("Lima is old, #ana, Ana Ortiz", company=[]) == "* is old, *, * Ortiz"
    others = [named("Ana Ortiz"), named("Ana Lima")]
    assert left("Ana Ortiz and Ana Lima", company=[], others=others) == "Ana Ortiz and *"
    assert left("Ana Ortiz and Ana Lima", company=others) == "Ana Ortiz and Ana Lima"
    assert left("the van and Dr Van", named("Eva van Dr"), company=[]) == "the van and Dr Van"


def test_rivals_can_be_meant_instead() -> None:
    far, near, unspaced = named("Bob Stone"), named("Lima Duarte"), named("李小龍二")
    mail = Identity([], [], [("email", "x@x.example")])
    assert rivals(ANA, [far, near, unspaced, mail]) == [near]
    assert rivals(JOSE, [far, near, unspaced, mail]) == [unspaced]
    assert left("李小龍二和李小龍", JOSE, others=[unspaced]) == "李小龍二和*"


def test_only_a_longer_name_that_holds_all_of_theirs_is_meant_instead() -> None:
    others = [named("Maria Ana"), named("Lima Duarte"), named("Ana Lima Duarte")]
    text = "Maria Ana Lima, Ana Lima Duarte, Bob Ana Lima Duarte"
    assert left(text, others=others) == "Maria *, Ana Lima Duarte, Bob Ana Lima Duarte"
    assert left(text, others=others[:2]) == "Maria *, * Duarte, Bob * Duarte"


def test_what_stands_around_a_name_stays() -> None:
    person = named("(Ana) L.")
    assert left("met, (Ana) L. went; ana l, and Ana (L)", person) == "met, (*. went; *, and *)"
    assert left("D' Souza, d'souza, DSouza, D Souza", named("D' Souza")) == "*, *, *, *"
    assert left("김철수가, 김 철수는", named("김 철수")) == "*가, *는"
    assert left("राम, रामा, राम।", named("राम")) == "*, रामा, *।"
    assert left("A\u00adna Li\u200bma\u0301 went") == "* went"


def test_a_name_of_one_letter_needs_its_capital() -> None:
    assert left("a tea with A.", named("A")) == "a tea with *."


def test_an_address_is_told_apart_by_what_it_asks_for() -> None:
    mine, other = (
        Identity([], [], [("url", f"https://f.example/profile.php?id={n}")]) for n in (1234, 99)
    )
    text = "https://f.example/profile.php?id=1234 f.example/profile.php?id=99"
    assert left(text, mine, others=[other]) == "https://* f.example/profile.php?id=99"


def test_nobody_is_named_by_nothing() -> None:
    assert left("anything", Identity([], [], [])) == "anything"
    assert left("anything", Identity(["-"], [""], [("email", "")]), company=[]) == "anything"


@given(st.text(max_size=30), st.text(max_size=12), st.lists(st.text(max_size=12), max_size=2))
def test_any_text_and_name(text: str, name: str, others: list[str]) -> None:
    """It ends, leaves the rest as it was, and nothing of the name in it if nobody else has it."""
    person = Identity([name, f"{name} Zyx"], [slugify(name)], [("url", name), ("phone", name)])
    whole = f"{text} {name} Zyx {text}"
    for company in (None, [named(other) for other in others]):
        redaction = Redaction(person, others=map(named, others), company=company)
        done = redaction.redacted(whole)
        assert done.replace("[redacted]", "").count("Zyx") == 0 or others or "Zyx" in text
        assert redaction.redacted(done) == done or "redacted" in fold(name)
