"""What commands answer beyond the records themselves: the rest of the JSON contract, typed."""

from __future__ import annotations

from typing import Literal, TypedDict

from reltrack.domain.records import Fact, FollowUp, Interaction, Occasion, Person, PersonRef


class Logged(Interaction):
    """An entry just written, and what came with it."""

    added: list[PersonRef]
    facts: list[Fact]
    opened: list[FollowUp]
    closed: list[str]
    still_open: list[str]
    remarks: list[str]


class Amended(Interaction):
    """An entry just changed."""

    added: list[PersonRef]
    """People who are new."""


class Written(TypedDict):
    """What `log` understood and did, for its echo."""

    entry: Interaction
    today: str
    added: list[PersonRef]
    facts: list[Fact]
    opened: list[FollowUp]
    closed: list[str]
    """What this entry answers, in words: `reply #12 "the deck"`, `birthday #5 (Ana Lima)`."""
    still_open: list[str]
    """What was open with them before, and is."""
    to_close: list[int]
    """The numbers of that, in the same order."""
    remarks: list[str]
    dry_run: bool


class Batch(TypedDict):
    """What `log --batch` wrote."""

    added: int
    skipped: int
    """Lines that were seen before."""
    people_added: int
    dry_run: bool


class Deleted(TypedDict):
    """What was deleted, and what went with it."""

    record: Literal["person", "interaction", "fact", "follow_up", "occasion", "introduction"]
    id: int
    text: str
    also: list[str]
    dry_run: bool


class Merged(Person):
    """The person that two have become."""

    merged: PersonRef
    """Who there is no more."""
    moved: dict[str, int]
    """How many records are theirs now, by kind."""
    remarks: list[str]


class Skipped(TypedDict):
    """A person put off, and until when."""

    id: int | None
    uid: str | None
    person: PersonRef
    skipped_on: str
    until_on: str
    reason: str | None
    skips_in_a_row: int


class OccasionSet(Occasion):
    """A date just written down."""

    was: str | None
    """The birthday it replaces."""


class FoundInteraction(Interaction):
    """An entry that a search found."""

    record: Literal["interaction"]


class FoundFact(Fact):
    """A fact that a search found."""

    record: Literal["fact"]


class FoundFollowUp(FollowUp):
    """A follow-up that a search found, open or closed."""

    record: Literal["follow_up"]


class FoundPerson(Person):
    """A person that a search found."""

    record: Literal["person"]


class Mention(TypedDict):
    """A record about others in which somebody is named."""

    record: str
    id: int
    date: str | None


class Copy(TypedDict):
    """A backup that held somebody, and what became of it."""

    path: str
    fate: str
    mentions: int | None


class Forgotten(TypedDict):
    """What `forget` left no trace of, and what it cannot reach."""

    record: Literal["person"]
    id: int
    slug: str
    name: str
    deleted: dict[str, int]
    shared: int
    mentions: list[Mention]
    redacted: bool
    namesakes: list[str]
    copies: list[Copy]
    beyond: list[str]
    dry_run: bool


class ErrorDetail(TypedDict):
    """What went wrong."""

    code: str
    message: str
    hint: str | None
    candidates: list[PersonRef]
    """People who may have been meant."""


class Failure(TypedDict):
    """What stands on standard error, with `--json`, when a command fails."""

    error: ErrorDetail


class RecordName(TypedDict):
    """A record that has a schema."""

    record: str
    meaning: str
