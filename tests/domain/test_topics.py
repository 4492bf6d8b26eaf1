"""A word is found in its other forms, and nothing is found that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.topics import MOST_TOPICS, Said, asked, forms, spoken_of
from reltrack.errors import UsageError

PAIRS = [
    ("lighthouse", "lighthouses"), ("story", "stories"), ("box", "boxes"), ("bus", "buses"),
    ("map", "mapping"), ("sail", "sailing"), ("teach", "teaching"), ("bake", "baked"),
    ("glass", "glasses"), ("tide", "tides"), ("bee", "bees"), ("knit", "knitting"),
    ("evening", "evenings"), ("play", "played"), ("study", "studied"), ("church", "churches"),
]  # fmt: skip
STRANGERS = [
    ("news", "new"), ("car", "care"), ("win", "wine"), ("plan", "plane"), ("bus", "bush"),
    ("lens", "len"), ("string", "str"), ("evening", "even"), ("art", "article"),
    ("film", "cinema"), ("port", "portrait"), ("speed", "spe"), ("this", "thi"),
]  # fmt: skip


def named(topics):
    return [topic.name for topic in topics]


def mentions(topic, text):
    (one,) = asked([topic])
    return one.within(Said.of(text))


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_forms_lead_to_each_other(one, other):
    assert mentions(one, f"about {other}, at last")
    assert mentions(other, f"about {one.upper()}.")


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_other_words_are_other_words(one, other):
    assert not mentions(one, other)
    assert not mentions(other, one)


@given(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=12))
def test_a_word_is_a_form_of_itself_and_forms_are_plain_words(word):
    found = forms(word)
    assert word in found
    assert len(found) < 12
    assert all(form.isascii() and form.isalpha() for form in found)


@given(st.text(max_size=80))
def test_any_text_is_read_without_complaint_and_mentions_its_own_topics(text):
    try:
        topics = spoken_of(text)
    except UsageError:
        return
    assert 0 < len(topics) <= MOST_TOPICS
    assert len({topic.words for topic in topics}) == len(topics)
    if "://" not in text and "www." not in text.lower() and "'" not in text and "’" not in text:
        assert all(topic.within(Said.of(text)) for topic in topics)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("маяк", "Он рисует маяки"),
        ("지도", "지도를 그린다"),
        ("灯台", "昨日は灯台の話をした"),
        ("café", "her brother's cafes"),
        ("ØRSTED", "about Orsted"),
        ("#tide-tables", "he prints tide tables"),
        ("history of glass", "a glass with a history"),
    ],
)
def test_other_scripts_accents_and_topics_of_several_words(topic, text):
    assert mentions(topic, text)


def test_every_word_of_a_topic_has_to_be_there():
    assert not mentions("tide tables", "a table by the sea")
    assert not mentions("灯台", "東京の話")


def test_topics_are_parted_by_commas_and_named_once():
    assert named(asked(["film, books,,Film", "films,#kelp"])) == ["film", "books", "kelp"]


@pytest.mark.parametrize("about", ["", " , ", "!!", "film,!!"])
def test_a_topic_is_a_word(about):
    with pytest.raises(UsageError):
        asked([about])


def test_a_text_is_about_its_telling_words():
    text = "An interesting article about the bees on a roof in 2024, and bees"
    assert named(spoken_of(text)) == ["bees", "roof"]
    with pytest.raises(UsageError):
        spoken_of("it is what it is, 42")


@pytest.mark.parametrize(
    ("address", "topics"),
    [
        ("https://example.com/2026/03/lighthouse-keepers.html?utm_source=x#top",
         ["lighthouse", "keepers"]),
        ("www.glass-museum.example", ["glass", "museum"]),
        ("https://example.org/wiki/Caf%C3%A9_culture", ["cafe", "culture"]),
    ],
)  # fmt: skip
def test_of_an_address_only_the_words_are_read(address, topics):
    assert named(spoken_of(address)) == topics


WORDS = st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=3, max_size=10)


@given(WORDS.filter(lambda word: not word.endswith("s")))
def test_a_plural_is_found_by_its_word_as_the_word_is_by_its_plural(word):
    for form in forms(word):
        assert not form.endswith("s") or form == word or word in forms(form)
