"""Yearly dates and milestones: when they next fall, and which occurrence is worth a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reltrack.domain.day_words import MONTHS
from reltrack.domain.scoring import BELATED_DAYS
from reltrack.errors import RefusedError, UsageError
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.civil import DateOrder
    from reltrack.domain.records import OccasionKind

CLOSED_FROM = -1
CLOSED_TO = 14
"""Contact from the day before to two weeks after an occasion closes that year's."""

LONGEST_LEAD = 365
"""Days ahead at most that a yearly date is brought up."""

_YEARS = range(1, 10_000)

Yearly = tuple[int | None, int, int | None]
"""Year, month and day; the year and the day may be unknown."""


class OccasionDraft(NamedTuple):
    """A date to be written down; a lead of None leaves it as it is, or as usual."""

    kind: OccasionKind
    label: str | None = None
    day: Yearly | None = None
    """None: only the lead of a date that is there already is set."""
    lead_days: int | None = None


def occurrence(year: int, month: int, day: int) -> date:
    """Return the date in a year; 29 February is kept on 28 February in common years."""
    if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        day = 28
    return date(year, month, day)


def next_occurrence(month: int, day: int | None, *, today: date) -> date:
    """Return the next date from today on; of a month alone, its first day or today within it."""
    if day is None:
        if today.month == month:
            return today
        return date(today.year + (month < today.month), month, 1)
    this_year = occurrence(today.year, month, day)
    return this_year if this_year >= today else occurrence(today.year + 1, month, day)


def occurrences_near(month: int, day: int, *, today: date, lead_days: int) -> list[date]:
    """Return the occurrences to speak of today: just past (13 days at most), then coming."""
    return [
        falls
        for falls in _around(month, day, today)
        if -BELATED_DAYS < (falls - today).days <= lead_days
    ]


def _around(month: int, day: int, today: date) -> Iterator[date]:
    """Yield last year's, this year's and next year's."""
    for year in (today.year - 1, today.year, today.year + 1):
        if year in _YEARS:
            yield occurrence(year, month, day)


def occurrences_to_name(
    kind: str, year: int | None, month: int, day: int | None, *, today: date
) -> list[date]:
    """Return what a date may be listed as, the earlier first: just past, or the next.

    The first that nobody has acted on is meant; the last if there is none. Of a month alone, the
    first of the month.
    """
    if kind == "milestone":
        assert year is not None
        assert day is not None
        return [date(year, month, day)]
    if day is None:
        return [next_occurrence(month, None, today=today).replace(day=1)]
    past = [d for d in occurrences_near(month, day, today=today, lead_days=0) if d < today]
    return [*past, next_occurrence(month, day, today=today)]


def years_at(year: int | None, falls: date) -> int | None:
    """Return how many years an occurrence makes; None without a year, or before it."""
    return None if year is None or falls.year < year else falls.year - year


def closing_window(occurs: date, *, whole_month: bool = False) -> tuple[date, date]:
    """Return the days on which contact closes an occurrence."""
    last = occurs
    if whole_month:
        occurs = occurs.replace(day=1)
        last = (occurs + timedelta(31)).replace(day=1) - timedelta(1)
    if occurs.year == 1 or last.year == 9999:  # at the ends of the calendar there is no more of it
        return max(occurs, date.min + timedelta(1)), min(last, date.max)
    return occurs + timedelta(CLOSED_FROM), last + timedelta(CLOSED_TO)


def current_occurrence(
    kind: str, year: int | None, month: int, day: int | None, *, today: str
) -> str:
    """Return the occurrence that "done" speaks of: just past, or else the next."""
    named = occurrences_to_name(kind, year, month, day, today=date.fromisoformat(today))
    return named[0].isoformat()


def parse_yearly(
    text: str, *, today: date, what: str = "birthday", order: DateOrder = "iso"
) -> Yearly:
    """Read a yearly date: year and day may be unknown, as in `--03-14`, `14 march` or `march`.

    Raises:
        UsageError: it is no such date, or no such day exists.
        RefusedError: it lies in the future.
    """
    typed = " ".join(text.split())
    found = _partly(typed.lower())
    if found is None:
        found = _in_full(typed, today, order)
    if found is None:
        article = "an" if what[0] in "aeiou" else "a"
        raise UsageError(
            f"that is not {article} {what}" if what != "other" else "that is not a yearly date",
            hint="write 1980-03-14, 14 march, --03-14, or only the month: march, --03",
        )
    year, month, day = found
    if year is not None and date(year, month, day or 1) > today:
        said = "date" if what == "other" else what
        raise RefusedError(
            f"that {said} lies in the future", hint="check the year, or leave it out: 14 march"
        )
    return found


def _partly(lowered: str) -> Yearly | None:
    """Read figures without a year, and a month without a day."""
    from reltrack.domain.civil import MONTH

    if found := re.fullmatch(_FIGURES, lowered):
        year, month, day = found.group("year", "month", "day")
    elif found := re.fullmatch(r"([a-z]+)\.?(?: (?:of )?([0-9]{4}))?", lowered):
        year, month, day = found[2], MONTH.get(found[1], 0), None
    else:
        return None
    known = int(year) if year else None, int(month), int(day) if day else None
    try:
        date(2000 if known[0] is None else known[0], known[1], known[2] or 1)
    except ValueError:
        return None
    return known


_FIGURES = r"(?:(?P<year>[0-9]{4})|-)-(?P<month>[0-9]{2})(?:(?<!\d{4}-\d\d)-?(?P<day>[0-9]{2}))?"
"""`--03-14`, `--0314`, `--03` and `1980-03`."""


def _in_full(typed: str, today: date, order: DateOrder) -> Yearly | None:
    """Read a day of the calendar, with or without its year; nothing that moves with today."""
    from reltrack.domain.civil import MONTH
    from reltrack.domain.dates import parse_when

    with_year = re.search(r"(?<!\d)\d{4}(?!\d)", typed) is not None
    named = any(word in MONTH for word in re.findall("[a-z]+", typed.lower()))
    if not named and not re.match(r"[0-9]{1,4}[-/.][0-9]", typed):
        return None
    try:
        whole = parse_when(typed, today=today, lean="past", order=order)
    except UsageError:
        if named or with_year:
            raise
        # What it would say of 14/3 is right only where a year is meant.
        first, second = (int(figure) for figure in re.findall("[0-9]+", typed)[:2])
        if first != second and max(first, second) <= 12:
            one, other = (f"{d} {MONTHS[m - 1]}" for d, m in ((first, second), (second, first)))
            raise UsageError(f"{typed} can be two days", hint=f"write {one} or {other}") from None
        return None
    if whole.time is not None:
        return None
    return whole.date.year if with_year else None, whole.date.month, whole.date.day


def format_yearly(year: int | None, month: int, day: int | None) -> str:
    """Return a birthday as it is printed: `1980-03-14`, `--03-14`, `--03`, `1980-03`."""
    head = "-" if year is None else f"{year:04d}"
    return f"{head}-{month:02d}" + ("" if day is None else f"-{day:02d}")
