"""What giving tells: introductions, who could introduce me, and who would be glad of something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from reltrack.domain.records import PersonRef

Step = Literal["made", "met", "thanked"]
Way = Literal["works", "introduced", "acquainted", "together", "company", "spoke"]
"""Works there; introduced them to somebody; by an introduction; in entries; colleagues; of them."""

SignCode = Literal["fact", "tag", "circle", "title", "company", "city", "met", "entry", "mention"]
"""Where a topic comes up."""


class Introduction(TypedDict):
    """Somebody introduced somebody to somebody; null is me."""

    id: int | None
    uid: str | None
    introducer: PersonRef | None
    person: PersonRef
    other: PersonRef | None
    why: str | None
    proposed_on: str
    made_on: str | None
    met_on: str | None
    thanked_on: str | None


class IntroducerReason(TypedDict):
    """How somebody knows the person, or the people, to be met."""

    code: Way
    to: PersonRef | None
    """Whom they know; null where they work there themselves."""
    text: str
    """The same in words, but for the day."""
    times: int
    date: str | None
    days: int | None
    ref: int | None


class Introducer(TypedDict):
    """Somebody who could introduce me."""

    id: int
    uid: str
    slug: str
    name: str
    last_date: str | None
    quiet_days: int | None
    reasons: list[IntroducerReason]


class Introducers(TypedDict):
    """Who could introduce me to somebody, or at a company, the likeliest first."""

    to: PersonRef | None
    company: str | None
    last_date: str | None
    """When I was last in touch with the person myself."""
    items: list[Introducer]


class ShareReason(TypedDict):
    """Why somebody would be glad of it; `quiet` is never the only reason."""

    code: SignCode | Literal["quiet"]
    topic: str | None
    text: str
    """What is written there; of several entries, in the last of them."""
    times: int
    date: str | None
    days: int | None
    ref: int | None


class ShareItem(TypedDict):
    """Somebody who would be glad of it."""

    id: int
    uid: str
    slug: str
    name: str
    last_date: str | None
    quiet_days: int | None
    reasons: list[ShareReason]


class LeftOut(TypedDict):
    """Somebody who was given something lately, and when."""

    person: PersonRef
    date: str


class SharePage(TypedDict):
    """Who would be glad of something, most of all first, and what is to be said beside."""

    today: str
    topics: list[str]
    items: list[ShareItem]
    more: int
    """How many more people there are than are shown."""
    unmatched: list[str]
    """Topics of which nobody's notes speak."""
    left_out: list[LeftOut]
    given_today: int
    text: str
    """What is to be shared, as far as it was said."""
    about: list[str]
    """The topics that were named; none where they are the words of the text."""
