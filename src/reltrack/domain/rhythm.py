"""How often you are in touch with somebody, learned from the days you were.

A gap is the number of days between two consecutive contact days. Gaps are roughly log-normal, so
mean and spread are taken of their logarithms, recent gaps weighing more (half as much every eight
gaps back) and with one pseudo-observation: the journal's typical gap, spread wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from operator import mul
from typing import Literal, NamedTuple

MOST_GAPS = 64
"""Older gaps weigh next to nothing and are not looked at."""

USUAL_GAPS = 9
"""The latest gaps a person would count when asked "how often?"."""

DEFAULT_PRIOR_DAYS = 30.0
"""The typical gap until ten people have shown one."""

PEOPLE_FOR_TYPICAL = 10

_PRIOR_VARIANCE = 1.8**2
_QUANTILE_80 = 0.8416
_WEIGHTS = [2 ** (-age / 8) for age in range(MOST_GAPS - 1, -1, -1)]
_WEIGHT_SUMS = [0.0]
for _age in range(MOST_GAPS):
    _WEIGHT_SUMS.append(_WEIGHT_SUMS[-1] + 2 ** (-_age / 8))

Source = Literal["set", "circle", "learned", "default"]


class Rhythm(NamedTuple):
    """The usual gap and the gap that four in five stay below, both in days."""

    usual_days: float
    due_after_days: float


class Expectation(NamedTuple):
    """What is expected of a person, in days, and where it comes from."""

    usual_days: float
    due_after_days: float
    source: Source


def median(values: Sequence[float]) -> float:
    """Return the middle value, or the mean of the middle two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def learn(gaps: Sequence[int], *, prior_days: float = DEFAULT_PRIOR_DAYS) -> Rhythm:
    """Return the rhythm of the latest gaps (whole days, oldest first), not clamped.

    `due_after_days` is the 0.8 quantile of a log-normal with mean m and spread s, where
    m = (ln P + Σwx)/(1 + Σw) and s² = (1.8² + Σw(x−m)²)/(1 + Σw), x = ln gap, w = 2^(−age/8).

    Raises:
        ValueError: there is no gap, one is below 1, or `prior_days` is not positive.
    """
    latest = gaps[-MOST_GAPS:]
    if not latest:
        raise ValueError("a rhythm needs at least one gap")
    if min(latest) < 1:
        raise ValueError("a gap is at least one day")
    logs = list(map(log, latest))
    weights = _WEIGHTS[-len(logs) :]
    total = 1 + _WEIGHT_SUMS[len(logs)]
    mean = (log(prior_days) + sum(map(mul, weights, logs))) / total
    spread = sum(w * (x - mean) ** 2 for w, x in zip(weights, logs, strict=True))
    deviation = ((_PRIOR_VARIANCE + spread) / total) ** 0.5
    return Rhythm(
        usual_days=float(median(latest[-USUAL_GAPS:])),
        due_after_days=exp(mean + _QUANTILE_80 * deviation),
    )


def typical_gap(medians: Sequence[float]) -> float:
    """Return the journal's typical gap: the median of people's median gaps, in days.

    Thirty days until there are ten people to take it from.
    """
    return median(medians) if len(medians) >= PEOPLE_FOR_TYPICAL else DEFAULT_PRIOR_DAYS


def gaps_between(days: Sequence[int]) -> list[int]:
    """Return the latest gaps, oldest first, between contact days given newest first."""
    recent = days[: MOST_GAPS + 1]
    gaps = [later - earlier for later, earlier in pairwise(recent)]
    gaps.reverse()
    return gaps


def expect(
    gaps: Sequence[int],
    *,
    own_days: int | None,
    circle_days: int | None,
    prior_days: float,
    default_days: int,
    learned_range: tuple[int, int],
) -> Expectation:
    """Return what is expected of a person: own cadence, else circle, else learned, else default.

    A learned figure is kept within `learned_range` (days).
    """
    if own_days is not None:
        return Expectation(own_days, own_days, "set")
    if circle_days is not None:
        return Expectation(circle_days, circle_days, "circle")
    if len(gaps) >= 2:
        rhythm = learn(gaps, prior_days=prior_days)
        shortest, longest = learned_range
        return Expectation(
            rhythm.usual_days, min(max(rhythm.due_after_days, shortest), longest), "learned"
        )
    return Expectation(default_days, default_days, "default")
