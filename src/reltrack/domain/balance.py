"""Giving and asking: what entries are counted as, and the word before a third ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.insight import Attention

HABIT = 0.1
"""The share of attention that own promotion may take: one part of ten."""

_ASKS_TO_SPEAK_OF = 2
_ASKS_REMEMBERED = timedelta(365)


class Counts(NamedTuple):
    """What is counted of some entries."""

    entries: int
    gave: int
    asked: int
    promoted: int
    own_promotion: int
    from_me: int
    from_them: int
    conversations: int
    broadcasts: int
    touches: int


def attention(counts: Counts) -> Attention:
    """Return what the counts say."""
    marked = counts.gave + counts.asked + counts.promoted
    return {
        "entries": counts.entries,
        "gave": counts.gave,
        "asked": counts.asked,
        "promoted": counts.promoted,
        "unmarked": counts.entries - marked,
        "marked_share": share(marked, counts.entries),
        "own_promotion": counts.own_promotion,
        "promotion_share": share(counts.own_promotion, counts.entries),
        "from_me": counts.from_me,
        "from_them": counts.from_them,
        "from_unknown": counts.conversations - counts.from_me - counts.from_them,
        "conversations": counts.conversations,
        "broadcasts": counts.broadcasts,
        "touches": counts.touches,
    }


def share(part: int, whole: int) -> float | None:
    """Return the part as a share of the whole, to two decimals; None of nothing."""
    return round(part / whole, 2) if whole else None


def asks_remembered_since(today: date) -> date:
    """Return the day from which asks count: what was asked years ago is no row."""
    return max(today, date.min + _ASKS_REMEMBERED) - _ASKS_REMEMBERED


def asks_in_a_row(marks: Iterable[str | None]) -> int:
    """Return how often somebody was asked since they were last given something.

    The marks of the entries with them come newest first. Unmarked entries say nothing.
    """
    asks = 0
    for mark in marks:
        if mark == "gave":
            break
        asks += mark == "asked"
    return asks


def before_asking_again(name: str, asks: int) -> str | None:
    """Return a gentle word before a third ask in a row; None where there is no need of it."""
    if asks < _ASKS_TO_SPEAK_OF:
        return None
    times = {2: "twice", 3: "three times"}.get(asks, f"{asks} times")
    return (
        f"you have asked {name} {times} in a row: before the next, perhaps there is something to"
        " give"
    )
