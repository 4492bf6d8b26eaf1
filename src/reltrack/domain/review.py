"""The week: where it began, and the one idea that ends the page about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reltrack.config import WeekStart
    from reltrack.domain.insight import CircleStanding, Suggestion

AHEAD_DAYS = 14
"""How far the page looks ahead."""


_FIRST = {"monday": 0, "saturday": 5, "sunday": 6}


def week_of(day: date, first: WeekStart) -> date:
    """Return the day on which a day's week began, given the one weeks begin on."""
    return day - timedelta((day.weekday() - _FIRST[first]) % 7)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return week_of(day, "monday")


def suggestion(circles: Sequence[CircleStanding], *, since: str) -> Suggestion | None:
    """Return the one to write to: of a circle that went without if there is one.

    Circles that have gone without longest come first; of one that never was in touch there is
    nothing to miss yet, so it comes last.
    """
    helpful = [circle for circle in circles if circle["would_help"]]
    without = [circle for circle in helpful if (circle["last_date"] or "") < since]
    for circle in sorted(without or helpful, key=lambda c: (c["last_date"] or "~", c["name"])):
        who = circle["would_help"]
        if who is not None:
            return {
                "person": who,
                "circle": circle["name"],
                "quiet_days": circle["would_help_days"],
            }
    return None
