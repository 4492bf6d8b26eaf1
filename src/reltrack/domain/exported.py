"""What an export holds, typed: stored facts alone, nothing derived from them."""

from __future__ import annotations

from typing import Literal, TypedDict

from reltrack.domain.records import ContactPoint, FollowUpKind, OccasionKind, PersonRef, Status


class Stamped(TypedDict):
    """What every record has."""

    id: int
    uid: str
    created_at: str
    updated_at: str


class ExportedCircle(TypedDict):
    """A circle."""

    name: str
    cadence_days: int | None


class ExportedPerson(Stamped):
    """A person."""

    slug: str
    name: str
    aliases: list[str]
    circles: list[str]
    tags: list[str]
    status: Status
    added_on: str
    active_on: str | None
    cadence_days: int | None
    company: str | None
    title: str | None
    city: str | None
    met_on: str | None
    how_met: str | None
    introduced_by: PersonRef | None
    contact_points: list[ContactPoint]
    retired_slugs: list[str]


class ExportedInteraction(Stamped):
    """An entry."""

    date: str
    time: str | None
    via: str | None
    place: str | None
    text: str
    people: list[PersonRef]
    mentioned: list[PersonRef]
    tags: list[str]
    initiated: Literal["me", "them"] | None
    mark: Literal["gave", "asked", "promoted"] | None
    broadcast: bool
    source: str


class ExportedFact(Stamped):
    """A fact."""

    person: PersonRef
    text: str
    tags: list[str]
    heard_on: str
    interaction_id: int | None


class ExportedFollowUp(Stamped):
    """A follow-up; `automatic`: opened by a message that came in."""

    kind: FollowUpKind
    person: PersonRef
    text: str
    due_date: str | None
    opened_on: str
    done_on: str | None
    interaction_id: int | None
    automatic: bool


class Closing(TypedDict):
    """An occurrence of a date that somebody said is done."""

    occurs_on: str
    closed_on: str


class ExportedOccasion(Stamped):
    """A yearly date or a milestone."""

    person: PersonRef
    kind: OccasionKind
    label: str | None
    year: int | None
    month: int
    day: int | None
    lead_days: int | None
    interaction_id: int | None
    closings: list[Closing]


class ExportedIntroduction(Stamped):
    """Somebody introduced somebody to somebody; null is me."""

    introducer: PersonRef | None
    person: PersonRef
    other: PersonRef | None
    why: str | None
    proposed_on: str
    made_on: str | None
    met_on: str | None
    thanked_on: str | None


class ExportedSkip(Stamped):
    """Not now, and why."""

    person: PersonRef
    skipped_on: str
    until_on: str
    reason: Literal["busy", "awkward", "nothing-to-say", "not-important", "other"] | None


class Tombstone(TypedDict):
    """What was deleted: that it was, and when."""

    uid: str
    deleted_at: str


class SourceRecord(TypedDict):
    """Which record of which source became which record here; the key is a digest."""

    source: str
    key: str
    uid: str


class Export(TypedDict):
    """The whole journal, or a part of it."""

    format: Literal["reltrack"]
    version: int
    last_number: int
    """No record had a higher number, not even one that is deleted."""
    circles: list[ExportedCircle]
    people: list[ExportedPerson]
    interactions: list[ExportedInteraction]
    facts: list[ExportedFact]
    follow_ups: list[ExportedFollowUp]
    occasions: list[ExportedOccasion]
    introductions: list[ExportedIntroduction]
    skips: list[ExportedSkip]
    tombstones: list[Tombstone]
    origins: list[SourceRecord]
