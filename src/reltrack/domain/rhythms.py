"""What is meant against what is lived."""

from __future__ import annotations

from math import inf, log

LEAST_GAPS = 2
"""A lived rhythm takes two gaps, as a learned one does."""

_DAYS_UP_TO = 10
_WEEKS_UP_TO = 13 * 7


def sensible(days: float) -> int:
    """Return a cadence (days) a person would name: whole days, weeks up to a quarter, months."""
    if days < _DAYS_UP_TO:
        return max(round(days), 1)
    unit = 7 if days <= _WEEKS_UP_TO else 30
    return round(days / unit) * unit


def distance(stated_days: int, lived_days: float | None) -> float:
    """Return how far apart the two are, in proportion; below everything if nothing is known."""
    return -inf if lived_days is None else abs(log(lived_days / stated_days))


def compared(stated_days: int, lived_days: float) -> str:
    """Say how the lived rhythm compares: `2.5 times as long`, `about the same`."""
    times = lived_days / stated_days
    if times >= _MORE:
        return f"{_times(times)} as long"
    if times <= 1 / _MORE:
        return f"{_times(1 / times)} as often"
    return "about the same"


_MORE = 1.15


def _times(times: float) -> str:
    figure = f"{times:.0f}" if times >= 10 else f"{times:.1f}".removesuffix(".0")
    return "twice" if figure == "2" else f"{figure} times"
