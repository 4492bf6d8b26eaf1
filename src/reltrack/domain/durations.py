"""Lengths of time as people type and read them: cadences, leads, look-aheads.

Here a month is 30 days and a year 365; where a date is computed (dates.py) they are the calendar's.
"""

from __future__ import annotations

import re

from reltrack.domain.day_words import counted, say_duration, say_every
from reltrack.domain.text import visible
from reltrack.errors import UsageError

__all__ = ["counted", "parse_duration", "quoted", "say_duration", "say_every", "steps"]

LONGEST = 36_500
"""Days in the longest duration accepted: a hundred years."""

DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 90, "year": 365}

_SPELLINGS = {
    "day": "d day days",
    "week": "w wk wks week weeks",
    "fortnight": "fortnight fortnights",
    "month": "m mo mos mth mths month months",
    "quarter": "quarter quarters",
    "year": "y yr yrs year years",
}
UNITS = {word: unit for unit, words in _SPELLINGS.items() for word in words.split()}
"""Every spelling of a unit of time, and the unit."""

COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
"""Numbers that are words."""

_ADVERBS = {
    "daily": 1, "weekly": 7, "fortnightly": 14, "monthly": 30, "quarterly": 90, "yearly": 365,
    "annually": 365,
}  # fmt: skip
# Twice in that time or every second one? Dictionaries give both.
_TWO_MEANINGS = {"biweekly": "2w", "bimonthly": "2m", "biannually": "6m", "biannual": "6m"}


def parse_duration(text: str) -> int:
    """Return the days in a duration: `3d`, `2w`, `1y 6m`, `every 6 weeks`, `monthly`, `a year`.

    Raises:
        UsageError: not understood, not above zero, or longer than a hundred years.
    """
    typed = " ".join(text.split())
    lowered = typed.lower()
    days = None
    if typed.isascii() and len(typed) <= 60:
        words = re.findall(r"\d+|[a-z]+|[^\s,]", lowered)
        days = _ADVERBS.get(lowered)
        if days is None:
            days = _days_in(words)
    if not typed:
        raise UsageError("the duration is empty", hint=_hint(""))
    if days is None and not (typed.isdecimal() and int(typed[:9]) == 0):
        raise UsageError(f"{quoted(text)} is not a duration", hint=_hint(lowered))
    if not days:
        raise UsageError("a duration is above zero", hint="the shortest is 1d")
    if days > LONGEST:
        raise UsageError("that is longer than a hundred years", hint="the longest is 100y")
    return days


def _days_in(words: list[str]) -> int | None:
    match words:
        case ["once", *rest]:
            words = rest
    match words:
        case ["every" | "each", unit] | ["every", ("other" | "second"), unit] if unit in UNITS:
            return DAYS[UNITS[unit]] * (len(words) - 1)  # every other one: twice the unit
        case ["every", *rest]:
            words = rest
    found = steps(words)
    return None if found is None else sum(count * DAYS[unit] for count, unit in found)


def steps(words: list[str]) -> list[tuple[int, str]] | None:
    """Return counts and units for `3 d`, `two weeks`, `1 year and 6 months`; else None."""
    rest = words
    if "couple" in words:
        rest = re.sub(r"\b(?:a )?couple (?:of )?", "2 ", " ".join(words)).split()
    found: list[tuple[int, str]] = []
    while rest:
        match rest:
            case [count, unit, *rest] if unit in UNITS and (count.isdecimal() or count in COUNTS):
                found.append((COUNTS.get(count) or int(count), UNITS[unit]))
            case _:
                return None
        if rest[:1] == ["and"]:
            rest = rest[1:] or ["and"]  # nothing may be left hanging
    return found or None


def _hint(lowered: str) -> str:
    if lowered.isdecimal() and lowered.isascii() and len(lowered) < 5:
        return f"add the unit: {lowered}d for days, {lowered}w for weeks, {lowered}m for months"
    if lowered[:1] in ("-", "+"):
        return "leave the sign out, such as 3d"
    if lowered in _TWO_MEANINGS:
        return f"it has two meanings; say it in numbers, such as {_TWO_MEANINGS[lowered]}"
    return "use whole days, weeks, months or years: 3d, 2w, 6m, 1y, or words: every 6 weeks"


def quoted(text: str) -> str:
    """Return what was typed as a date or duration, shortened, fit to stand in a message."""
    shown = visible(" ".join(text.split()))
    return f"'{shown[:40]}…'" if len(shown) > 40 else f"'{shown}'"
