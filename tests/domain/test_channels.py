"""The channel of an entry, given by hand or by the first words of its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.channels import (
    CHANNELS,
    IN_PERSON,
    TOUCH,
    WORDS,
    canonical,
    leading,
    opens_reply,
)
from reltrack.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "channel"),
    [
        ("E-mail", "email"),
        ("mail", "email"),
        ("LUNCH", "lunch"),
        ("phone call", "call"),
        ("Video call", "video"),
        ("WhatsApp", "message"),
        ("1:1", "meeting"),
        ("like", "touch"),
        ("carrier pigeon", "carrier-pigeon"),
        ("LinkedIn", "linkedin"),
    ],
)
def test_a_channel_given_by_hand_has_one_name(typed: str, channel: str) -> None:
    assert canonical(typed) == channel


def test_an_empty_channel_is_refused() -> None:
    with pytest.raises(UsageError):
        canonical("  ")


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_the_name_of_a_channel_stands_for_itself(channel: str) -> None:
    assert canonical(channel) == channel


def test_no_word_stands_for_two_channels() -> None:
    assert len(WORDS) == sum(len(words) for words in CHANNELS.values())


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Coffee with Ana", "coffee"),
        ("coffee: Ana", "coffee"),
        ("“Coffee” with Ana", "coffee"),
        ("LUNCH WITH ANA", "lunch"),
        ("Called Ana", "call"),
        ("met Ana", "meeting"),
        ("Saw Ana at the fair", "meeting"),
        ("1:1 with Ana", "meeting"),
        ("Catch up with Ana", "meeting"),
        ("Caught up with Ana", "meeting"),
        ("Visited Ana", "visit"),
        ("Hosted Ana and Bob", "visit"),
        ("E-mailed Ana", "email"),
        ("E‑mailed Ana", "email"),
        ("Mail from Ana", "email"),
        ("Text from Ana", "message"),
        ("Message from Ana", "message"),
        ("DM’d Ana", "message"),
        ("Wrote to Ana", "message"),
        ("Wrote a postcard to Ana", "letter"),
        ("Letter from Ana", "letter"),
        ("Zoom with Ana", "video"),
        ("Video call with Ana", "video"),
        ("Phone call with Ana", "call"),
        ("Conference call with Ana", "call"),
        ("Video message from Ana", "message"),
        ("LinkedIn message from Ana", "message"),
        ("Had lunch with Ana", "lunch"),
        ("Got coffee with Ana", "coffee"),
        ("Had a quick coffee with Ana", "coffee"),
        ("Went for a walk with Ana", "walk"),
        ("Liked Ana's post", TOUCH),
        ("Comment on Ana's post", TOUCH),
        ("#work lunch with Ana", "lunch"),
        ("Mailing list idea from Ana", None),
        ("Calla lilies for Ana", None),
        ("Walk-through of the deck with Ana", None),
        ("Letterhead for Ana", None),
        ("Like Ana said, it rained", None),
        ("Saw Ana’s talk", None),
        ("Saw that Ana moved", None),
        ("Called off the trip with Ana", None),
        ("Video of Ana's talk", None),
        ("To call: Ana", None),
        ("Ana and I had lunch", None),
        ("Sent Ana the deck", None),
        ("w/ Ana", None),
        ("...", None),
        ("", None),
    ],
)
def test_the_first_words_set_the_channel(text: str, channel: str | None) -> None:
    assert leading(text) == channel


@given(st.text())
def test_any_text_has_a_known_channel_or_none(text: str) -> None:
    assert leading(text) in {None, *CHANNELS}


@given(st.sampled_from(sorted(WORDS)), st.sampled_from(["with Ana", "from Ana", "to Ana"]))
def test_a_longer_word_that_begins_like_a_channel_is_none(word: str, rest: str) -> None:
    assert leading(f"{word}xyz {rest}") is None


def test_what_a_channel_closes_and_opens() -> None:
    assert (
        IN_PERSON & CHANNELS.keys()
        == IN_PERSON
        == {
            *("coffee", "tea", "breakfast", "lunch", "dinner", "drinks", "walk"),
            *("meeting", "visit", "event", "party", "conference"),
        }
    )
    assert {channel for channel in CHANNELS if opens_reply(channel)} == {
        "email",
        "message",
        "letter",
    }
    assert not opens_reply(None)
