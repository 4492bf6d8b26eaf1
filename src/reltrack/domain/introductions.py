"""Introductions, of three people one of whom may be me; and who could introduce me to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.giving import Step, Way


class Days(NamedTuple):
    """How far an introduction has come, as ISO days."""

    proposed: str
    made: str | None = None
    met: str | None = None
    thanked: str | None = None

    def reached(self, steps: Iterable[Step], on: str) -> Days:
        """Return the days once steps were taken on a day; what must come before follows suit."""
        found = self._replace(**dict.fromkeys(steps, on))
        made = min(filter(None, (found.made, found.met)), default=None)
        if found.thanked and made is None:
            made = found.thanked
        return found._replace(made=made, proposed=min(found.proposed, made or found.proposed))


def next_step(introduction: Mapping[str, object]) -> Step | None:
    """Return what is to be heard of next of an `Introduction`; None where nothing is open."""
    if introduction["made_on"] is None:
        return "made"
    if introduction["introducer"] is not None and introduction["other"] is None:
        return None if introduction["thanked_on"] else "thanked"
    return None if introduction["met_on"] else "met"


class Link(NamedTuple):
    """A way in which somebody knows somebody, how often it showed, and the last day it did."""

    person: int
    to: int | None
    code: Way
    times: int = 1
    day: int | None = None
    ref: int | None = None
    text: str | None = None


_WEIGHTS: dict[Way, float] = {
    "works": 5.0,
    "introduced": 5.0,
    "acquainted": 2.0,
    "together": 2.0,
    "company": 1.0,
    "spoke": 0.5,
}
_HALF_DAYS = 365.0  # what was so long ago counts for half
_CLOSE = 0.5  # how much likelier it makes somebody that I was in touch with them today


def told(link: Link, to: str) -> str:
    """Return how somebody knows somebody of that name, but for the day."""
    times = "1 entry" if link.times == 1 else f"{link.times} entries"
    return {
        "works": f"works there: {link.text}" if link.text else "works there",
        "introduced": f"introduced {to} before",
        "acquainted": f"knows {to} by an introduction",
        "together": f"was with {to} in {times}",
        "company": f"works with {to} at {link.text}",
        "spoke": f"spoke of {to} in {times}",
    }[link.code]


def likeliest(
    links: Iterable[Link], last_contact: Mapping[int, int], *, today: int
) -> dict[int, list[Link]]:
    """Return how people know those to be met, by person, the likeliest to introduce me first.

    What is recent counts for more, and so does, ever less, what showed often; likelier still are
    those I am in touch with myself.
    """
    found: dict[int, dict[tuple[Way, int | None], Link]] = {}
    for link in links:
        found.setdefault(link.person, {}).setdefault((link.code, link.to), link)

    def strength(link: Link) -> float:
        often = 2 * link.times / (link.times + 1)
        return _WEIGHTS[link.code] * often * _fresh(link.day, today)

    def likelihood(person: int) -> float:
        close = _fresh(last_contact[person], today) if person in last_contact else 0.0
        return sum(map(strength, found[person].values())) * (1 + _CLOSE * close)

    return {
        person: sorted(found[person].values(), key=lambda link: (-strength(link), link.code))
        for person in sorted(found, key=lambda person: (-likelihood(person), person))
    }


def _fresh(day: int | None, today: int) -> float:
    return 1.0 if day is None else 1 / (1 + max(today - day, 0) / _HALF_DAYS)
