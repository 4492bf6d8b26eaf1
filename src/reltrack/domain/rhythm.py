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
from typing import Literal

from reltrack.tuples import NamedTuple

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
_WEIGHT_OF = [sum(_WEIGHTS[MOST_GAPS - count :]) for count in range(MOST_GAPS + 1)]
"""The weights of so many gaps, together."""

LEARNED_FROM = 2
"""From so many gaps on, a person's rhythm is learned, and counts for the typical gap."""

Source = Literal["set", "circle", "learned", "default"]


class Rhythm(NamedTuple):
    """The usual gap and the gap that four in five stay below, both in days."""

    usual_days: float
    due_after_days: float


class Summary(NamedTuple):
    """All that is learned from a person's gaps, whatever is typical of the journal."""

    gaps: int
    sum_log: float
    sum_log_squared: float
    median_gap: float
    usual_days: float


NOTHING = Summary(0, 0.0, 0.0, 0.0, 0.0)


class Expectation(NamedTuple):
    """What is expected of a person, in days, and where it comes from."""

    usual_days: float
    due_after_days: float
    source: Source


def middle(values: Sequence[float]) -> tuple[float, float]:
    """Return the middle two values; of an odd number the middle one, twice."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]


def median(values: Sequence[float]) -> float:
    """Return the middle value, or the mean of the middle two."""
    low, high = middle(values)
    return (low + high) / 2


def learn(gaps: Sequence[int], *, prior_days: float = DEFAULT_PRIOR_DAYS) -> Rhythm:
    """Return the rhythm of the latest gaps (whole days, oldest first), not clamped.

    Raises:
        ValueError: there is no gap, one is below 1, or `prior_days` is not positive.
    """
    if not gaps:
        raise ValueError("a rhythm needs at least one gap")
    summary = summarise(gaps)
    return Rhythm(
        summary.usual_days,
        due_after(
            summary.gaps, summary.sum_log, summary.sum_log_squared, log_prior=log(prior_days)
        ),
    )


def summarise(gaps: Sequence[int]) -> Summary:
    """Return what the latest gaps (whole days, oldest first) tell.

    Raises:
        ValueError: a gap is below 1.
    """
    latest = gaps[-MOST_GAPS:]
    if not latest:
        return NOTHING
    if min(latest) < 1:
        raise ValueError("a gap is at least one day")
    logs = list(map(log, latest))
    weighted = list(map(mul, _WEIGHTS[-len(logs) :], logs))
    return Summary(
        len(logs),
        sum(weighted),
        sum(map(mul, weighted, logs)),
        float(median(latest)),
        float(median(latest[-USUAL_GAPS:])),
    )


def due_after(gaps: int, sum_log: float, sum_log_squared: float, log_prior: float) -> float:
    """Return the gap in days that four in five stay below, from what a summary holds.

    It is the 0.8 quantile of a log-normal with mean m and spread s, where
    m = (ln P + Σwx)/(1 + Σw) and s² = (1.8² + Σw(x−m)²)/(1 + Σw), x = ln gap, w = 2^(−age/8).
    """
    weight = _WEIGHT_OF[gaps]
    mean = (log_prior + sum_log) / (1 + weight)
    spread = max(sum_log_squared - 2 * mean * sum_log + mean * mean * weight, 0.0)
    return exp(mean + _QUANTILE_80 * ((_PRIOR_VARIANCE + spread) / (1 + weight)) ** 0.5)


def typical_gaps(medians: Sequence[float]) -> tuple[float, float]:
    """Return the middle two of people's median gaps, in days.

    Thirty days until there are ten people to take them from.
    """
    if len(medians) < PEOPLE_FOR_TYPICAL:
        return DEFAULT_PRIOR_DAYS, DEFAULT_PRIOR_DAYS
    return middle(medians)


def typical_gap(medians: Sequence[float]) -> float:
    """Return the journal's typical gap: the median of people's median gaps, in days."""
    low, high = typical_gaps(medians)
    return (low + high) / 2


def gaps_between(days: Sequence[int]) -> list[int]:
    """Return the latest gaps, oldest first, between contact days given newest first."""
    recent = days[: MOST_GAPS + 1]
    gaps = [later - earlier for later, earlier in pairwise(recent)]
    gaps.reverse()
    return gaps


def expect(
    summary: Summary,
    *,
    own_days: int | None,
    circle_days: int | None,
    log_prior: float,
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
    gaps, sum_log, sum_log_squared, _, usual_days = summary
    if gaps >= LEARNED_FROM:
        days = due_after(gaps, sum_log, sum_log_squared, log_prior=log_prior)
        shortest, longest = learned_range
        return Expectation(usual_days, min(max(days, shortest), longest), "learned")
    return Expectation(default_days, default_days, "default")
