"""Words for days that fit what somebody has begun to type; each is what `dates` makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date
from itertools import chain
from typing import TYPE_CHECKING

from reltrack.domain.dates import parse_when
from reltrack.domain.day_words import MONTHS, WEEKDAYS
from reltrack.domain.occasions import Yearly, parse_yearly
from reltrack.errors import ReltrackError

if TYPE_CHECKING:
    from reltrack.domain.civil import Lean

_LONGEST_LIST = 31
_NEAR = 7
"""Days from today."""

# No spaces: a shell would have to quote them.
_USUAL = {
    "past": "today yesterday {short} last-week 2w 3w last-month 3m 6m last-year",
    "future": "today tomorrow {short} next-week 2w 3w next-month 3m 6m next-year",
}
_BEGUN = {
    "past": "{long} {last}",
    "future": "{long} {next} in-3-days in-2-weeks in-3-months",
}
"""What is offered to those who have begun to type it."""


def day_offers(typed: str, *, today: date, lean: Lean) -> list[tuple[str, date]]:
    """Return words that begin so, each for another day on the side that they lean to."""
    begun = typed.casefold()
    found: dict[str, date] = {}
    for word in chain(_words(begun, today, lean), _iso(begun, today, lean)):
        if not word.startswith(begun):
            continue
        try:
            day = parse_when(word, today=today, lean=lean).date
        except ReltrackError:
            continue
        on_its_side = day <= today if lean == "past" else day >= today
        if on_its_side and day not in found.values():
            found[word] = day
    return list(found.items())


def yearly_offers(typed: str, *, today: date) -> list[tuple[str, Yearly]]:
    """Return months, `14-march` for 14, or days of a year that was typed, and what they mean."""
    begun = typed.casefold()
    months = [month.lower() for month in MONTHS]
    if day := re.match(r"\d\d?(?!\d)", begun, re.ASCII):
        months = [f"{day[0]}-{month}" for month in months]
    found: dict[str, Yearly] = {}
    for word in chain(months, _iso(begun, today, "past")):
        if word.startswith(begun):
            try:
                found[word] = parse_yearly(word, today=today)
            except ReltrackError:
                continue
    return list(found.items())


def _words(begun: str, today: date, lean: Lean) -> list[str]:
    """Return words for days, the nearer first."""
    step = -1 if lean == "past" else 1
    names = [WEEKDAYS[(today.weekday() + step * away) % 7].lower() for away in range(1, 8)]
    words = _USUAL[lean] if not begun else f"{_USUAL[lean]} {_BEGUN[lean]}"
    found = words.format(
        short=" ".join(name[:3] for name in names),
        long=" ".join(names),
        last=" ".join(f"last-{name[:3]}" for name in names),
        next=" ".join(f"next-{name[:3]}" for name in names),
    ).split()
    if count := re.match(r"\d{1,3}(?!\d)", begun, re.ASCII):
        found = [f"{count[0]}{unit}" for unit in "dwmy"]
    elif count := re.match(r"in-(\d{1,3})(?!\d)", begun, re.ASCII):
        found = [f"in-{count[1]}-{unit}" for unit in ("days", "weeks", "months", "years")]
    return found


def _iso(begun: str, today: date, lean: Lean) -> Iterator[str]:
    """Yield days of a year that begin so: all of few, else those near and each first of a month."""
    if not re.match(r"\d{4}(-|$)", begun, re.ASCII) or not MINYEAR <= int(begun[:4]) <= MAXYEAR:
        return
    year = int(begun[:4])
    span = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    days = [day for day in map(date.fromordinal, span) if day.isoformat().startswith(begun)]
    if lean == "past":
        days = [day for day in reversed(days) if day <= today]
    else:
        days = [day for day in days if day >= today]
    for day in days:
        if len(days) <= _LONGEST_LIST or day.day == 1 or abs((day - today).days) <= _NEAR:
            yield day.isoformat()
