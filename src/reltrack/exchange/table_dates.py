"""Dates as the cells of a spreadsheet hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from reltrack.domain.civil import MONTH

Order = Literal["dmy", "mdy"]
Parts = tuple[int | None, int, int | None]
"""Year, month and day; the first and the last may be unknown."""

AMBIGUOUS = "the date may be read in two ways, and is left out (write 1980-03-14)"
UNREADABLE = "the date is not readable, and is left out (write 1980-03-14)"

_NONE = re.compile(r"0+[/.-]0+[/.-]0+|1[/.]1[/.]4501|0")
"""What some programs write for no date at all."""

_NO_YEAR = (1604, 4501)
"""Years that stand for none."""

_TIME = re.compile(r"[T ]\d\d?:\d\d(?::\d\d)?(?:\.\d+)?(?:Z| ?[AP]M| ?UTC)?$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d\d?)\2(\d\d?)|(\d\d)(\d\d))")
_NO_DAY = re.compile(r"(\d{4})-(\d\d)")
_YEARLESS = re.compile(r"--(\d\d)(?:-?(\d\d))?")
_FIGURES = re.compile(r"(\d\d?)([-/.])(\d\d?)\2(\d{4})")
_DAY_FIRST = re.compile(r"(\d\d?)\.?[ -]([A-Za-z]{3,9})\.?,?(?:[ -](\d{4}))?")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d\d?)(?:,? (\d{4}))?")


def order_of(cells: Iterable[str]) -> Order | None:
    """Return in which order dates in figures stand, if one of them can only be read in one."""
    seen: set[Order] = set()
    for cell in cells:
        if found := _FIGURES.fullmatch(_day_of(cell)):
            first, second = int(found[1]), int(found[3])
            if found[2] != "." and (first > 12) != (second > 12):
                seen.add("dmy" if first > 12 else "mdy")
    return seen.pop() if len(seen) == 1 else None


def yearly(cell: str, order: Order | None) -> Parts | None:
    """Return a date of which the year may be unknown; None: there is none.

    Raises:
        ValueError: it cannot be read, or in two ways; the message says which.
    """
    typed = _day_of(cell)
    if not typed or _NONE.fullmatch(typed):
        return None
    if found := _YEARLESS.fullmatch(typed):
        parts = "", found[1], found[2] or ""
    elif found := _NO_DAY.fullmatch(typed):
        parts = found[1], found[2], ""
    elif found := _YEAR_FIRST.fullmatch(typed):
        parts = found[1], found[3] or found[5], found[4] or found[6]
    elif found := _FIGURES.fullmatch(typed):
        parts = found[4], *_month_and_day(found, order)
    elif found := _DAY_FIRST.fullmatch(typed):
        parts = found[3] or "", _month(found[2]), found[1]
    elif found := _MONTH_FIRST.fullmatch(typed):
        parts = found[3] or "", _month(found[1]), found[2]
    else:
        raise ValueError(UNREADABLE)
    year, month, day = (int(part) if part else None for part in parts)
    if year in _NO_YEAR:
        year = None
    try:
        date(year or 2000, month or 0, 1 if day is None else day)
    except ValueError:
        raise ValueError(UNREADABLE) from None
    assert month is not None
    return year, month, day


def whole(cell: str, order: Order | None) -> str | None:
    """Return a day with its year, as ISO; None: there is none.

    Raises:
        ValueError: as for `yearly`.
    """
    found = yearly(cell, order)
    if found is None:
        return None
    year, month, day = found
    if year is None or day is None:
        raise ValueError(UNREADABLE)
    return date(year, month, day).isoformat()


def _day_of(cell: str) -> str:
    return _TIME.sub("", cell.strip())


def _month_and_day(found: re.Match[str], order: Order | None) -> tuple[str, str]:
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or first > 12 or (order == "dmy" and second <= 12):
        return found[3], found[1]
    if second > 12 or first == second or order == "mdy":
        return found[1], found[3]
    raise ValueError(AMBIGUOUS)


def _month(word: str) -> str:
    number = MONTH.get(word.lower())
    if number is None:
        raise ValueError(UNREADABLE)
    return str(number)
