"""What looking back tells: balance, rhythms, circles, the week, the year.

Shares are between 0 and 1, rounded to two decimals, null where there is nothing to share.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from reltrack.domain.records import FollowUp, Occasion, PersonRef

BalanceBy = Literal["circle", "person", "month"]
StatsBy = Literal["week", "month", "channel", "circle", "person"]


class Group(TypedDict):
    """What a group is of: a name or a month, or a person; neither where there is none."""

    group: str | None
    person: PersonRef | None


class Attention(TypedDict):
    """What some entries were: giving or asking, who reached out, talk or broadcast."""

    entries: int
    gave: int
    asked: int
    promoted: int
    unmarked: int
    marked_share: float | None
    own_promotion: int
    """Entries that promoted, and broadcasts."""
    promotion_share: float | None
    """Of all entries: what is not marked is attention, too."""
    from_me: int
    """Conversations that I began."""
    from_them: int
    from_unknown: int
    conversations: int
    broadcasts: int
    touches: int
    """Likes, reactions, comments."""


class Channel(TypedDict):
    """A channel, and its share of the conversations whose channel is known."""

    via: str
    entries: int
    share: float


class Period(TypedDict):
    """With whom, and since when; null: with everybody, from the first entry on."""

    person: PersonRef | None
    since: str | None


class Balance(Period, Attention):
    """The balance of the journal, or with one person."""

    channels: list[Channel]
    asks_in_a_row: int | None
    """Of one person: asks of the last year since they were last given something."""


class BalanceGroup(Group, Attention):
    """The balance of a month, of a circle (null: of people in none) or with a person."""


class BalancePage(TypedDict):
    """The balance in groups, and of everything."""

    by: BalanceBy
    whole: Balance
    groups: list[BalanceGroup]
    left_out: int


class Lived(TypedDict):
    """What is meant for a person, and what is lived."""

    person: PersonRef
    stated_days: int
    circle: str | None
    """The one whose cadence it is; null: it is the person's own."""
    lived_days: float | None
    """The median of the latest nine gaps; null until there are two."""
    gaps: int
    last_date: str | None
    quiet_days: int | None


class CircleStanding(TypedDict):
    """How a circle fares; its active people count."""

    name: str
    cadence_days: int | None
    people: int
    within: int
    """Of whom nobody would say yet that it has been long."""
    within_share: float | None
    last_date: str | None
    quietest: PersonRef | None
    """The one whose last contact is longest ago."""
    quietest_days: int | None
    would_help: PersonRef | None
    """The one whose rhythm is exceeded most, unless put off."""
    would_help_days: int | None
    """For how long it has been quiet; null: never in touch."""


class Skip(TypedDict):
    """Not now, and why."""

    id: int
    uid: str
    person: PersonRef
    skipped_on: str
    until_on: str
    reason: str | None


class SeenPerson(TypedDict):
    """Somebody you were in touch with."""

    person: PersonRef
    entries: int
    last_date: str


class QuietCircle(TypedDict):
    """A circle that went without."""

    name: str
    people: int
    last_date: str | None


class Suggestion(TypedDict):
    """One idea: whom to write to, and the circle that would be glad of it."""

    person: PersonRef
    circle: str | None
    quiet_days: int | None


class Review(TypedDict):
    """The Friday page."""

    since: str
    until: str
    entries: int
    contact_days: int
    people: list[SeenPerson]
    promised: list[FollowUp]
    kept: list[FollowUp]
    attention: Attention
    skips: list[Skip]
    occasions: list[Occasion]
    quiet_circles: list[QuietCircle]
    suggestion: Suggestion | None


class Day(TypedDict):
    """How many entries a day has."""

    date: str
    entries: int


class Month(TypedDict):
    """How many entries a month (`2026-11`) has."""

    month: str
    entries: int


class Totals(TypedDict):
    """Entries, the people you were in touch with in them, and the days you were."""

    entries: int
    people: int
    contact_days: int


class Stats(Totals):
    """The journal in numbers, or the part that was asked for."""

    since: str | None
    until: str
    filters: dict[str, str]
    whole: Totals
    first_date: str | None
    last_date: str | None
    busiest_day: Day | None
    busiest_month: Month | None
    days: list[Day]
    """Of the year up to `until`, those with entries."""
    months: list[Month]
    """The last twelve."""


class Tally(Group, Totals):
    """One week (its Monday), month, channel, circle or person."""


class StatsPage(TypedDict):
    """The journal in groups, and all of it."""

    by: StatsBy
    whole: Stats
    groups: list[Tally]
    left_out: int
