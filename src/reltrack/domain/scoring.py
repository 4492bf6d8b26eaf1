"""Why to be in touch, on one scale: 1 means "now".

Days are whole and count from the local date of the question. A function returns None where its
reason does not apply on that day.
"""

from __future__ import annotations

from math import ceil

DUE = 1.0
"""An item is due from this score on, before rounding."""

CEILING = 3.0
"""Where the reasons that grow with time stop."""

DEFAULT_LEAD_DAYS = 7
BELATED_DAYS = 14
DATED = frozenset({"reply", "promise", "waiting", "occasion", "introduction"})
"""Reasons that bring a person into the first section of `due`."""

PROMISE_LEAD_DAYS = 2
UNDATED_WAIT_DAYS = 14
UNDATED_PROMISE_DAYS = 7
INTRODUCTION_WAIT_DAYS = 14


def quiet(quiet_days: int, due_after_days: float) -> float:
    """Score a silence against what is expected."""
    return quiet_days / due_after_days


def reply(days_open: int) -> float:
    """Score an answer I owe: due at once, more so each week."""
    return min(1 + days_open / 7, CEILING)


def promise(*, days_open: int, days_past: int | None) -> float | None:
    """Score a promise of mine; `days_past` is counted from its date, None if it has none."""
    if days_past is None:
        if days_open < UNDATED_PROMISE_DAYS:
            return None
        return min(1 + (days_open - UNDATED_PROMISE_DAYS) / 7, CEILING)
    if days_past < -PROMISE_LEAD_DAYS:
        return None
    if days_past < 0:
        return 1.0
    return min(2 + days_past / 7, CEILING)


def waiting(*, days_open: int, days_past: int | None) -> float | None:
    """Score something they owe me, or (the same) a plan to meet."""
    days = days_open - UNDATED_WAIT_DAYS if days_past is None else days_past
    return None if days < 0 else min(1 + days / 30, CEILING)


def yearly(days_away: int, *, lead_days: int = DEFAULT_LEAD_DAYS) -> float | None:
    """Score a yearly date `days_away` (negative when it has just passed): 2 on the day."""
    if -BELATED_DAYS < days_away < 0:
        return 2 + days_away / 14
    if days_away == 0:
        return 2.0
    return 1 + (lead_days - days_away) / lead_days if 0 < days_away <= lead_days else None


MONTH_ONLY = 1.5
"""A birthday of which only the month is known, all that month long."""


def milestone(days_since: int) -> float | None:
    """Score something to congratulate on: 2 on its day, falling to 1 in 14 days, then 1."""
    return None if days_since < 0 else max(2 - days_since / 14, 1.0)


def thank_introducer(days_since: int) -> float | None:
    """Score thanking whoever introduced you."""
    return None if days_since < 0 else min(1 + days_since / 14, CEILING)


def ask_how_it_went(days_since: int) -> float | None:
    """Score asking two people you introduced how it went, from 14 days after."""
    days = days_since - INTRODUCTION_WAIT_DAYS
    return None if days < 0 else min(1 + days / 14, CEILING)


def printed(score: float) -> float:
    """Round a score for print; one that is not due never looks as if it were."""
    rounded = round(score, 2)
    return min(rounded, 0.99) if score < DUE else rounded


def quiet_due_in(due_after_days: float) -> int:
    """Return the first whole day of silence that is due."""
    return ceil(due_after_days)
