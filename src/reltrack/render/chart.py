"""Pictures made of characters: bars, sparklines and a year of days, readable without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from reltrack.domain import stats
from reltrack.domain.day_words import MONTHS, WEEKDAYS

SHADES = "·░▒▓█"
"""None, then ever more."""

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_LOW = 4


def bar(count: int, most: int, room: int) -> str:
    """Return a bar in at most `room` columns; whatever is above nothing shows, if there is any."""
    if not count or most < 1 or room < 1:
        return ""
    eighths = max(round(count * room * 8 / most), 1)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def sparkline(counts: Sequence[int]) -> str:
    """Return a character for each count, `·` for none; ones and twos alone stay low."""
    most = max([_LOW, *counts])
    return "".join(
        _HEIGHTS[-(-count * len(_HEIGHTS) // most) - 1] if count else "·" for count in counts
    )


def year_in_weeks(
    days: Mapping[str, int], bounds: Sequence[int], *, since: date, until: date
) -> list[tuple[str, str]]:
    """Return a line for each weekday, the weeks side by side, below a line that names months."""
    mondays = stats.last_mondays(until)
    found = [("", _month_names(mondays))]
    for weekday, name in enumerate(WEEKDAYS):
        shown = [monday + timedelta(min(weekday, (date.max - monday).days)) for monday in mondays]
        found.append((name[:3], _cells(shown, days, bounds, since, until)))
    return found


def year_in_months(
    days: Mapping[str, int], bounds: Sequence[int], *, since: date, until: date
) -> list[tuple[str, str]]:
    """Return a line for each month, its days side by side: half as wide."""
    found = []
    for month in stats.last_months(until):
        first = date.fromisoformat(f"{month}-01")
        shown = [day for n in range(31) if (day := _later(first, n)).month == first.month]
        found.append((MONTHS[first.month - 1][:3], _cells(shown, days, bounds, since, until)))
    return found


def legend(bounds: Sequence[int]) -> str:
    """Return what the shades mean: `· none  ░ 1  ▒ 2-3  ▓ 4 or more`."""
    told = ("none", *spans(bounds))
    return "  ".join(f"{shade} {what}" for shade, what in zip(SHADES, told, strict=False))


def spans(bounds: Sequence[int]) -> list[str]:
    """Return the counts of each shade in words, from where each begins."""
    told = []
    for bound, following in pairwise(bounds):
        told.append(str(bound) if following == bound + 1 else f"{bound}-{following - 1}")
    return [*told, f"{bounds[-1]} or more"] if bounds else []


def _later(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))


def month_starts(mondays: Sequence[date]) -> list[tuple[int, int]]:
    """Return the places of the weeks in which a month begins, and the month."""
    ends = [(place, _later(monday, 6)) for place, monday in enumerate(mondays)]
    return [(place, end.month) for place, end in ends if end.day <= 7]


def _month_names(mondays: Sequence[date]) -> str:
    """Return the months above the weeks in which they begin, where there is room for the name."""
    line = ""
    for place, month in month_starts(mondays):
        if place + 3 <= len(mondays):
            line = f"{line.ljust(place)}{MONTHS[month - 1][:3]}"
    return line


def _cells(
    shown: Sequence[date], days: Mapping[str, int], bounds: Sequence[int], since: date, until: date
) -> str:
    return "".join(
        SHADES[stats.shade(days.get(day.isoformat(), 0), bounds)] if since <= day <= until else " "
        for day in shown
    ).rstrip()
