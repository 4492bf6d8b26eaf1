"""Dates as people type them, find them in a text, and as the program says them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from itertools import islice

from reltrack.domain.civil import MONTH, WEEKDAY, DateOrder, Lean
from reltrack.domain.date_grammar import PARTS, Frame, When, read
from reltrack.domain.day_words import day_name, relative_day, span
from reltrack.domain.durations import COUNTS, UNITS, quoted
from reltrack.errors import UsageError
from reltrack.tuples import NamedTuple

__all__ = [
    "DateOrder",
    "Lean",
    "Opening",
    "When",
    "day_name",
    "mentioned_date_word",
    "opening_date",
    "parse_when",
    "relative_day",
    "span",
    "split_leading_date",
]

# Dashes of other keyboards and of text that was pasted.
_DASHES = str.maketrans("‐‑‒–—−", "------")

_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu|thurs?|fri"
# A word such as "since" before it, and the phrase dates something else.
_MENTION = rf"""(?xi)
    (?: \b (?P<other> about|after|before|by|for|from|of|since|than|till?|until ) \s )?
    (?<! [\w/.-] ) (?P<phrase>
        (?: the\sday\sbefore\s )? yesterday
      | last\s (?: night | week | month | {_WEEKDAY} )
      | on\s (?: {_WEEKDAY} )
      | (?: \d{{1,3}} | {"|".join(COUNTS)} | a\scouple\sof ) \s (?:day|week)s? \s ago
      | \d{{4}}-\d\d-\d\d
    ) (?! [\w/'’-] )"""
# Without one of these there is no such phrase: most entries never need the expression compiled.
_SIGNS_OF_IT = (
    "yesterday", "last ", " ago", "-0", "-1",
    "on mon", "on tue", "on wed", "on thu", "on fri", "on sat", "on sun",
)  # fmt: skip

# A date that opens a text has one of these, or a figure, among its first two words.
_OPENING = {*WEEKDAY, *MONTH, *UNITS, *COUNTS, *PARTS} | {
    "today", "yesterday", "tonight", "noon", "couple",
}  # fmt: skip
_LONGEST_OPENING = 8  # words: Fri 20 Nov 2026 (2 days ago) 14:30
# "Sat with Ana", "Mon ami", "3d printing", "2 weeks in Rome", "Last year", "3 years ago".
_DOUBTFUL = rf"(?:sat|sun|mon|wed|.*\byears?\b.*|.*?(?:\b|\d)(?:{'|'.join(UNITS)}))"

_ANY_DAY = Frame(date(2000, 1, 1), "past", "iso", prefix=False)


def parse_when(text: str, *, today: date, lean: Lean, order: DateOrder = "iso") -> When:
    """Return the day, and the time if any, that was typed; refusing the future is the caller's.

    Raises:
        UsageError: not understood as a whole, ambiguous, or no day of the calendar.
    """
    typed = _single_spaced(text)
    if len(typed) == 10 and typed[4] == typed[7] == "-":
        try:
            return When(date.fromisoformat(typed), None)
        except ValueError:
            pass  # the grammar knows why
    at = Frame(today, lean, order, prefix=False)
    found = _read(typed, at)
    if found is None:
        raise _not_understood(typed, at)
    return found


def split_leading_date(
    text: str, *, today: date, order: DateOrder = "iso"
) -> tuple[When | None, str]:
    """Return the date before an entry's first colon, and the rest; (None, text) without one.

    Raises:
        UsageError: what stands there is a date, but incomplete, ambiguous or impossible.
    """
    end = text.find(":")
    while end >= 0 and text[end + 1 : end + 2].isdecimal():  # the colon of a time
        end = text.find(":", end + 1)
    if end < 0:
        return None, text
    found = _read(_single_spaced(text[:end]), Frame(today, "past", order, prefix=True))
    return (found, text[end + 1 :].lstrip()) if found else (None, text)


class Opening(NamedTuple):
    """A date that opens a text without a colon behind it."""

    typed: str
    says: tuple[str, ...]
    """How the program is told that date; two ways where it can be two days."""
    when: When
    rest: str
    doubtful: bool
    """It may be just words: a date only where a word such as coffee follows."""


def opening_date(text: str, *, today: date, order: DateOrder = "iso") -> Opening | None:
    """Return the longest date that opens a text, or None."""
    ends = [word.end() for word in islice(re.finditer(r"\S+", text), _LONGEST_OPENING)]
    first = re.findall(r"[a-z]+|\d", text[: ends[1] if ends[1:] else None].lower()[:40])
    if not any(word in _OPENING or word.isdecimal() for word in first if word not in ("a", "an")):
        return None
    for end in reversed(ends):
        typed = _single_spaced(text[:end]).rstrip(" ,;.-")
        if found := _readings(typed, Frame(today, "past", order, prefix=True)):
            doubtful = re.fullmatch(_DOUBTFUL, typed.lower()) is not None
            rest = text[end:].lstrip(" \n,;-–—")
            return Opening(typed, tuple(found), min(found.values()), rest, doubtful)
    return None


def _readings(typed: str, at: Frame) -> dict[str, When]:
    """Return what a date may mean: two days, if it is figures in an order not agreed upon."""
    try:
        found = _read(typed, at)
        return {typed: found} if found else {}
    except UsageError:
        if not re.fullmatch(r"(\d\d?)([-/.])\d\d?\2\d{4}", typed):
            return {}
    days: list[When] = []
    orders: tuple[DateOrder, ...] = ("dmy", "mdy")
    for order in orders:
        with suppress(UsageError):
            days += filter(None, [_read(typed, at._replace(order=order))])
    return {str(when.date): when for when in sorted(set(days))}


def mentioned_date_word(text: str) -> str | None:
    """Return the first phrase that would date the text in the past, for a remark; else None.

    An ISO date is returned past or not: the caller knows what day it is.
    """
    line = " ".join(text.split())
    lowered = line.lower()
    if any(sign in lowered for sign in _SIGNS_OF_IT):
        for found in re.finditer(_MENTION, line):
            if not found["other"] and _is_date(found["phrase"], _ANY_DAY):
                return found["phrase"]
    return None


def _single_spaced(text: str) -> str:
    return " ".join(text.translate(_DASHES).split())


def _read(typed: str, at: Frame) -> When | None:
    """Read what was typed, or pasted as the program writes it: `Fri 20 Nov 2026 (2 days ago)`."""
    if not typed.endswith(")"):
        return read(typed, at)
    day, _, beside = typed[:-1].partition(" (")
    found = read(day, at)
    if found is None or day_name(found.date).lower() != day.lower():
        return None
    return found if _is_date(beside, _ANY_DAY) else None


def _not_understood(typed: str, at: Frame) -> UsageError:
    lowered = typed.lower()
    if not typed:
        return UsageError("the date is empty", hint=_examples(at))
    if meant := _respelled(lowered, at):
        hint = f"did you mean {meant}?"
    elif lowered in MONTH:
        hint = f"add the day, such as 20 {lowered}"
    elif re.fullmatch(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?", lowered):
        hint = f"add the month, such as {lowered} jan"
    elif "weekend" in lowered:
        hint = "say saturday or sunday"
    elif re.search(r"\d[:h]\d|\d\s?[ap]m\b|\bat \d", lowered):
        hint = "a time is 14:30 or 2pm, alone or after a date"
    else:
        hint = _examples(at)
    return UsageError(f"{quoted(typed)} is not a date", hint=hint)


def _examples(at: Frame) -> str:
    if at.lean == "past":
        return f"try {at.today}, yesterday, last tue, 3 days ago or 20 nov"
    return f"try {at.today}, tomorrow, next friday, in 2 weeks or 20 nov"


def _respelled(lowered: str, at: Frame) -> str | None:
    """Return what was typed with its words spelled as known ones, if that is a date."""
    from difflib import get_close_matches

    known = {*WEEKDAY, *MONTH, *UNITS, *COUNTS, "today", "tomorrow", "yesterday", "last", "next"}
    long = sorted(word for word in known if len(word) > 3)
    words = [
        word if word in known else next(iter(get_close_matches(word, long, 1, 0.8)), word)
        for word in lowered.split()[:8]
    ]
    meant = " ".join(words)
    return meant if meant != lowered and _is_date(meant, at) else None


def _is_date(typed: str, at: Frame) -> bool:
    try:
        return read(typed, at) is not None
    except UsageError:
        return False
