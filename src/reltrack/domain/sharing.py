"""Who would be glad of something: what the journal says of people, weighed against its topics.

As in BM25: what comes up often counts for more, but ever less so; a topic that few people have
counts for more than one that everybody has; and who is written about a lot is not thereby fond of
everything. On top of that, what was heard lately counts for more than what is old, and of two
people alike the one who has gone quiet comes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING

from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.giving import SignCode

RECENT_DAYS = 14
"""To whom something was given within so many days is left out."""

HABIT = 2
"""So many things given in a day are the habit."""

MOST_REASONS = 3
"""Reasons told for a person, silence not counted."""

_WEIGHTS: Mapping[SignCode, float] = {
    "fact": 3.0,
    "tag": 2.0,
    "circle": 1.5,
    "title": 1.5,
    "company": 1.0,
    "city": 1.0,
    "met": 1.0,
    "entry": 1.0,
    "mention": 0.5,
}
_HALF_DAYS = 365.0  # what was heard so long ago counts for half
_ENOUGH = 1.5  # so much in signs is half of what any number of signs could be
_BY_LENGTH = 0.3  # how far the number of someone's entries takes from what each says
_QUIET = 0.1  # the most that silence adds


class Sign(NamedTuple):
    """Where a topic comes up with a person: a fact, a line of their card, or all the entries."""

    person: int
    topic: int
    """Its place among the topics."""
    code: SignCode
    days: Sequence[int] = ()
    """When it was heard, as ordinals; a card says no day."""
    ref: int | None = None
    """The fact, or the last of the entries."""
    text: str | None = None
    """What is written there; None where it stands in an entry."""

    @property
    def times(self) -> int:
        """How often it came up."""
        return len(self.days) or 1

    @property
    def latest(self) -> int | None:
        """The last day on which it came up."""
        return max(self.days, default=None)


class Glad(NamedTuple):
    """Somebody who would be glad of it, and why, the strongest signs first."""

    person: int
    relevance: float
    signs: Sequence[Sign]


class Weighed(NamedTuple):
    """What of a person matters here: silence against what is expected, and how many entries."""

    name: str
    quiet: float
    entries: int


def rank(
    signs: Iterable[Sign],
    people: Mapping[int, Weighed],
    *,
    today: int,
    leave_out: Collection[int] = (),
) -> list[Glad]:
    """Return those of the people with whom a topic comes up, most of all glad first."""
    found: dict[int, list[Sign]] = defaultdict(list)
    holders: dict[int, set[int]] = defaultdict(set)
    for sign in signs:
        if sign.person in people:
            holders[sign.topic].add(sign.person)
            found[sign.person].append(sign)
    usual = sum(each.entries for each in people.values()) / max(len(people), 1)
    rarity = {topic: log(1 + len(people) / len(those)) for topic, those in holders.items()}
    fresh = _Freshness(today)
    ranked = []
    for person, theirs in found.items():
        if person in leave_out:
            continue
        about = people[person]
        length = 1 + _BY_LENGTH * (about.entries / max(usual, 1.0) - 1)
        strengths = [_strength(sign, fresh, length) for sign in theirs]
        sums: dict[int, float] = defaultdict(float)
        for sign, strength in zip(theirs, strengths, strict=True):
            sums[sign.topic] += strength
        relevance = sum(rarity[topic] * said / (said + _ENOUGH) for topic, said in sums.items())
        relevance *= 1 + _QUIET * min(about.quiet, 1.0)
        order = sorted(
            zip(theirs, strengths, strict=True),
            key=lambda each: (-each[1] * rarity[each[0].topic], each[0].topic, each[0].code),
        )
        told = _each_topic_first([sign for sign, _ in order])
        ranked.append(Glad(person, relevance, told))
    return sorted(
        ranked,
        key=lambda glad: (-round(glad.relevance, 9), people[glad.person].name, glad.person),
    )


def _each_topic_first(signs: Sequence[Sign]) -> list[Sign]:
    """Return signs in their order, but the first of every topic before all others."""
    first = list({sign.topic: sign for sign in reversed(signs)}.values())
    return [sign for sign in signs if sign in first] + [s for s in signs if s not in first]


class _Freshness(dict[int, float]):
    """What each day weighs today: half as much for what was heard a year ago."""

    def __init__(self, today: int) -> None:
        self._today = today

    def __missing__(self, day: int) -> float:
        self[day] = found = 1 / (1 + (self._today - day) / _HALF_DAYS)
        return found


def _strength(sign: Sign, fresh: _Freshness, length: float) -> float:
    """Weigh a sign by its kind and age; those in entries by how many entries there are at all."""
    weight = _WEIGHTS[sign.code]
    if sign.code in ("entry", "mention"):
        weight /= length
    return weight * sum(map(fresh.__getitem__, sign.days)) if sign.days else weight
