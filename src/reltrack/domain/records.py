"""What the read wing returns and every format shows: the JSON contract, typed.

Keys are always present, None when empty; they may be added, never renamed or removed. Dates are
`YYYY-MM-DD` (birthdays without a year `--03-14`, month only `--03`), times `HH:MM`, durations whole
days; scores and learned days are rounded to two decimals.
"""

from __future__ import annotations

from typing import Literal, TypedDict

Status = Literal["active", "new", "archived"]
Section = Literal["dated", "quiet"]
FollowUpKind = Literal["promise", "reply", "waiting", "plan"]
OccasionKind = Literal["birthday", "anniversary", "milestone", "other"]
IntroductionKind = Literal["thanks", "outcome"]
ReasonCode = Literal["quiet", "reply", "promise", "waiting", "plan", "occasion", "introduction"]


class PersonRef(TypedDict):
    """A person inside another record; of a dry run, one who is not there yet has no number."""

    id: int | None
    slug: str
    name: str


class ContactPoint(TypedDict):
    """An e-mail address, a telephone number, a URL or a handle."""

    kind: str
    value: str
    label: str | None


class Person(TypedDict):
    """A person, with how things stand today."""

    id: int | None
    uid: str | None
    slug: str
    name: str
    aliases: list[str]
    circles: list[str]
    tags: list[str]
    status: Status
    cadence_days: int | None
    company: str | None
    title: str | None
    city: str | None
    birthday: str | None
    met_on: str | None
    how_met: str | None
    introduced_by: PersonRef | None
    contact_points: list[ContactPoint]
    last_date: str | None
    quiet_days: int | None
    usual_days: float
    due_after_days: float
    rhythm_source: str
    usual_via: str | None
    score: float
    snoozed_until: str | None


class Interaction(TypedDict):
    """An entry: something between you and people on a day."""

    id: int | None
    uid: str | None
    date: str
    time: str | None
    via: str | None
    place: str | None
    text: str
    people: list[PersonRef]
    mentioned: list[PersonRef]
    tags: list[str]
    initiated: str | None
    mark: str | None
    broadcast: bool
    source: str
    created_at: str
    updated_at: str


class Fact(TypedDict):
    """Something worth remembering about a person, with the day it was heard."""

    id: int | None
    uid: str | None
    person: PersonRef
    text: str
    tags: list[str]
    heard_on: str
    age_days: int


class FollowUp(TypedDict):
    """An open promise, an owed reply, something awaited or a plan to meet."""

    id: int | None
    uid: str | None
    kind: FollowUpKind
    owner: Literal["me", "them"]
    person: PersonRef
    text: str
    due_date: str | None
    opened_on: str
    closed_on: str | None
    interaction_id: int | None


class Occasion(TypedDict):
    """A yearly date or a one-off milestone."""

    id: int | None
    uid: str | None
    person: PersonRef
    kind: OccasionKind
    label: str | None
    year: int | None
    month: int
    day: int | None
    next_date: str | None
    days_away: int | None
    years: int | None
    lead_days: int
    closed_on: str | None


class OccasionKept(Occasion):
    """A date just written down, or changed."""

    was: str | None
    """The day it was on before, as a birthday is written."""


class PersonCard(Person):
    """The back of the rolodex card."""

    facts: list[Fact]
    occasions: list[Occasion]
    follow_ups: list[FollowUp]
    entries: list[Interaction]
    by_month: list[int]
    """The days in touch in each of the last twelve months, this one last."""


class Reason(TypedDict):
    """Why to be in touch: its score, and the record it stands on."""

    code: ReasonCode
    score: float
    text: str
    days: int | None
    date: str | None
    ref: int | None
    kind: OccasionKind | IntroductionKind | None
    """Of an occasion, or of an introduction: thanks are due, or a word on how it went."""


class DueItem(TypedDict):
    """A person to be in touch with."""

    id: int
    uid: str
    slug: str
    name: str
    circles: list[str]
    section: Section
    score: float
    quiet_days: int | None
    last_date: str | None
    last_via: str | None
    last_text: str | None
    usual_days: float
    due_after_days: float
    due_on: str
    rhythm_source: str
    usual_via: str | None
    ask_about: str | None
    ask_about_on: str | None
    snoozed_until: str | None
    skips_in_a_row: int
    """How often they were put off without contact since."""
    reasons: list[Reason]


class Coming(TypedDict):
    """A dated reason to be: the day from which `due` speaks of it, and the record it stands on."""

    code: ReasonCode
    text: str
    date: str
    ref: int


class DueWhy(DueItem):
    """The arithmetic behind one person's place."""

    today: str
    due: bool
    gaps: list[int]
    since: str
    typical_gap_days: float
    circle_days: int | None
    learned_range: list[int]
    coming: list[Coming]


class Circle(TypedDict):
    """A named group with an optional cadence."""

    name: str
    cadence_days: int | None
    people: list[PersonRef]


class Acquaintance(PersonRef):
    """Somebody who came by import and waits for triage."""

    company: str | None
    met_on: str | None


class Interest(PersonRef):
    """Somebody and a topic that matters to them."""

    topic: str


class DuePage(TypedDict):
    """The morning page: the people shown, and what lies beyond them."""

    today: str
    items: list[DueItem]
    due: int
    """How many of those asked about are due, shown or not."""
    waiting: int
    """How many more quiet people are due than are shown."""
    snoozed: int
    filtered: bool
    """Whether only some people were asked about."""
    anybody: bool
    """Whether there are active people at all."""
    ahead: Occasion | None
    """With nobody due, the next date of the coming weeks ..."""
    interest: Interest | None
    """... or else somebody to send something to."""
    acquaintance: Acquaintance | None
    """One person a day of those who came by import and wait for triage."""


class Step(TypedDict):
    """One step of undo."""

    id: int
    command: str
    summary: str
    at: str
    state: Literal["done", "undone"]


class SearchHit(TypedDict):
    """What a search found, said by `record`."""

    record: Literal["interaction", "fact", "follow_up", "person"]


class Origin(TypedDict):
    """Where a path comes from."""

    what: str
    path: str
    source: str
    exists: bool


class Setting(TypedDict):
    """A setting, its value and what says so."""

    key: str
    value: int | str | list[str] | None
    source: Literal["environment", "file", "default"]
    meaning: str
