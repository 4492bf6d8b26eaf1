"""A year in days and months: what is counted into what, and how dark it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reltrack.domain.review import monday_of

if TYPE_CHECKING:
    from reltrack.domain.insight import Day, Month

WEEKS = 53
MONTHS = 12
SHADES = 4


def last_months(until: date, count: int = MONTHS) -> list[str]:
    """Return the last months up to a day, as `2026-11`, oldest first."""
    last = until.year * 12 + until.month - 1
    first = max(last - count + 1, 12)
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def last_mondays(until: date, count: int = WEEKS) -> list[date]:
    """Return the Mondays of the last weeks up to a day, oldest first."""
    last = monday_of(until)
    return [last - timedelta(7 * back) for back in reversed(range(count)) if _within(last, back)]


def _within(monday: date, weeks: int) -> bool:
    return monday.toordinal() > 7 * weeks


def by_month(days: Iterable[tuple[str, int]]) -> Counter[str]:
    """Return the entries of each month, of those of each day."""
    found: Counter[str] = Counter()
    for day, entries in days:
        found[day[:7]] += entries
    return found


def by_week(days: Iterable[tuple[str, int]]) -> Counter[str]:
    """Return the entries of each week, under its Monday, of those of each day."""
    found: Counter[str] = Counter()
    for day, entries in days:
        found[monday_of(date.fromisoformat(day)).isoformat()] += entries
    return found


def in_months(counts: Mapping[str, int], months: Iterable[str]) -> list[Month]:
    """Return the entries of the months named."""
    return [{"month": month, "entries": counts.get(month, 0)} for month in months]


def busiest(counts: Mapping[str, int]) -> tuple[str, int] | None:
    """Return the day or month with most entries, the latest of several."""
    return max(counts.items(), key=lambda one: (one[1], one[0]), default=None)


def in_days(counts: Mapping[str, int], since: str) -> list[Day]:
    """Return the days with entries from one on."""
    return [{"date": day, "entries": n} for day, n in sorted(counts.items()) if day >= since]


def shades(counts: Sequence[int]) -> list[int]:
    """Return from how many entries on a day has each shade, lightest first.

    Few counts are shades of their own; of many each shade spans as much, the last one open, and
    one extraordinary day (a fair, an import) does not make all the others pale.
    """
    if not counts:
        return []
    ordered = sorted(counts)
    high = ordered[(len(ordered) - 1) * 19 // 20]
    step = max(-(-(high - 1) // (SHADES - 1)), 1)
    return [1 + step * shade for shade in range(SHADES) if 1 + step * shade <= ordered[-1]]


def shade(count: int, bounds: Sequence[int]) -> int:
    """Return the shade of a count: 0 for none, 1 for the lightest."""
    return sum(count >= bound for bound in bounds)
