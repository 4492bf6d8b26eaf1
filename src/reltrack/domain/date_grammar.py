"""The grammar of dates people type: one lexer, one table of rules; its face is dates.py.

Everything typed is understood, or nothing is. What leans (a bare weekday, a day without a year,
`3d`) leans the way the caller says; what is explicit never does.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from reltrack.domain.civil import (
    MONTH,
    WEEKDAY,
    DateOrder,
    Lean,
    fitting,
    following,
    in_month,
    latest,
    numeric,
    shifted,
)
from reltrack.domain.durations import quoted, steps
from reltrack.errors import UsageError
from reltrack.tuples import NamedTuple

_LONGEST = 60  # characters in the longest date anybody types

# Parts of a day, and the hours that fit them: "last night 2am" could be either of two days.
PARTS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (16, 23), "night": (18, 23)}

# Dashes and dots may join words, so that `--since 2-weeks-ago` and `20-Nov-2026` need no quotes.
# A zone is read over: the day and time written are kept. Behind a time without seconds `-10:30`
# is no zone but the end of a meeting, and then nothing is understood.
_LEXER = r"""(?x)
    (?P<TIME> noon\b
        | (?:0?[1-9]|1[0-2]) (?: [:.][0-5]\d )? \s? [ap]\.?m\b \.?
        | (?: (?<=\d)t HOUR:MIN (?: :MIN (?:\.\d+)? )? | HOUR:MIN:MIN (?:\.\d+)? )
          (?: \s? (?: z | [+-]\d\d:?\d\d ) \b )? (?!\d)
        | HOUR:MIN (?: \s? (?: z | \+\d\d:?\d\d ) \b )? (?!\d) )
  | (?P<NUMERIC> \d{1,4} ([-/.]) \d{1,2} (?: \3 \d{1,4} )? (?!\d) \.? )
  | (?P<NTH> \d{1,2} (?: st|nd|rd|th )\b )
  | (?P<NUMBER> \d+ )
  | (?P<WORD> [a-z]+ )
  | (?P<SIGN> (?<![^\s,]) [+-] (?=\d) )
  | [\s,]+ | \.(?!\S) | (?<=[a-z])[-._/](?=[a-z0-9]) | (?<=\d)[-._/](?=[a-z])
  | (?P<JUNK> . )""".replace("HOUR", r"(?:[01]?\d|2[0-3])").replace("MIN", r"[0-5]\d")
_FIGURES = {"NUMBER", "NTH", "NUMERIC", "MONTH", "of", "the"}
_KINDS = (("WEEKDAY", WEEKDAY), ("MONTH", MONTH), ("PART", PARTS))

Token = tuple[str, str]


class When(NamedTuple):
    """A civil day, and the time of day as `HH:MM` where one was given."""

    date: date
    time: str | None


class Frame(NamedTuple):
    """What decides what words mean; `prefix`: they open an entry, and may be just words."""

    today: date
    lean: Lean
    order: DateOrder
    prefix: bool


def read(typed: str, at: Frame) -> When | None:
    """Return what was typed (single-spaced), or None where it is no date at all.

    Raises:
        UsageError: it is a date, but incomplete, ambiguous or not in the calendar.
    """
    if not typed.isascii() or len(typed) > _LONGEST:
        return None
    tokens, time = _take_time(_tokens(typed.lower()))
    match tokens:
        case []:
            return When(at.today, time) if time else None
        case [("NUMBER", _), (unit, _)] if at.prefix and unit != "MONTH" and not typed.islower():
            return None  # 3M is a company and 3D a way of printing
        case [*rest, ("PART", part)]:
            if time and not PARTS[part][0] <= int(time[:2]) <= PARTS[part][1]:
                return None
            match rest:
                case [("this", _)]:
                    tokens = [("today", "")]
                case [("last", _)] if part == "night":
                    tokens = [("yesterday", "")]
                case [*_, ("WEEKDAY" | "today" | "yesterday" | "tomorrow", _)]:
                    tokens = rest
    try:
        day = _day(tokens, at)
    except (OverflowError, ValueError):
        raise UsageError(
            f"{quoted(typed)} lies outside the calendar", hint="years run from 1 to 9999"
        ) from None
    return None if day is None else When(day, time)


def _tokens(lowered: str) -> list[Token]:
    """Return kinds and texts; a word of no kind is its own kind; none for what is no date."""
    tokens: list[Token] = []
    for found in re.finditer(_LEXER, lowered):
        kind, text = found.lastgroup, found[0]
        if kind == "JUNK":
            return []
        if kind == "WORD":
            kind = next((kind for kind, words in _KINDS if text in words), text)
        if text == "tonight":
            tokens += [("this", ""), ("PART", "night")]
        elif kind:
            tokens.append((kind, text[:-2] if kind == "NTH" else text))
    return tokens


def _take_time(tokens: list[Token]) -> tuple[list[Token], str | None]:
    """Take a time from either end, with the `at` before it."""
    match tokens:
        case [*rest, ("at", _), ("TIME", text)] | [*rest, ("TIME", text)]:
            pass
        case [("at", _), ("TIME", text), *rest] | [("TIME", text), *rest]:
            pass
        case _:
            return tokens, None
    if text == "noon":
        return rest, "12:00"
    hour, minute = re.findall(r"\d+", f"{text}:00")[:2]
    if "m" in text:
        hour = int(hour) % 12 + 12 * ("p" in text)
    return rest, f"{int(hour):02}:{minute}"


def _day(tokens: list[Token], at: Frame) -> date | None:
    """Apply the rule that fits; None when there is none."""
    today, past = at.today, at.lean == "past"
    match tokens:
        case [("today", _)]:
            return today
        case [("yesterday", _)]:
            return today - timedelta(1)
        case [("tomorrow", _)]:
            return today + timedelta(1)
        case [("day", _), ("before", _), ("yesterday", _)]:
            return today - timedelta(2)
        case [("day", _), ("after", _), ("tomorrow", _)]:
            return today + timedelta(2)
        case [("WEEKDAY", name)]:
            return latest(name, today) if past else following(name, today)
        case [("last", _), ("WEEKDAY", name)]:
            return latest(name, today - timedelta(1))
        case [("next", _), ("WEEKDAY", name)]:
            return following(name, today)
        case [("this", _), ("WEEKDAY", name)]:
            return today + timedelta(WEEKDAY[name] - today.weekday())
        case [("last", _), ("week" | "month" | "year" as unit, _)]:
            return shifted(today, [(-1, unit)])
        case [("next", _), ("week" | "month" | "year" as unit, _)]:
            return shifted(today, [(1, unit)])

        case [("NUMERIC", text)]:
            if at.prefix and re.fullmatch(r"[1-9]\d?-[1-9]\d?", text):
                return None  # 1-1 is how some write one to one
            return numeric(text, today=today, lean=at.lean, order=at.order)
        case [("NUMBER", digits)] if len(digits) == 8:
            return _compact(digits)
        case [("MONTH", month), ("NUMBER", year)] if len(year) == 4:
            raise UsageError(f"{month} {year} lacks the day", hint=f"type 1 {month} {year}")
        case [("NUMBER" | "NTH", day), ("MONTH", month)]:
            return _named(day, month, "", at)
        case [("MONTH", month), ("NUMBER" | "NTH", day)]:
            return _named(day, month, "", at)
        case [("NUMBER", year), ("MONTH", month), ("NUMBER" | "NTH", day)] if len(year) == 4:
            return _named(day, month, year, at)
        case [("NUMBER" | "NTH", day), ("MONTH", month), ("NUMBER", year)]:
            return _named(day, month, year, at)
        case [("MONTH", month), ("NUMBER" | "NTH", day), ("NUMBER", year)]:
            return _named(day, month, year, at)

        case [("WEEKDAY", name), ("NUMBER" | "NTH", day)] if len(day) < 3:
            raise UsageError(f"{name} {day} lacks the month", hint=f"add it, such as {day} jan")

        # Words around a date: on Friday, the 20th of November.
        case [("on", _), *rest] if _made_of(rest, _FIGURES | {"WEEKDAY", "last", "next", "this"}):
            return _day(rest, at)
        case [("WEEKDAY", name), *rest] | [*rest, ("WEEKDAY", name)] if _made_of(rest, _FIGURES):
            found = _day(rest, at)
            return found and fitting(name, found)
        case [("the", _), ("NTH" | "day", _), *_]:
            return _day(tokens[1:], at)
        case [("NUMBER" | "NTH", _) as first, ("of", _), ("MONTH", _), *rest]:
            return _day([first, *tokens[2:]], at)
    return _by_steps([text for _, text in tokens], at)


def _made_of(tokens: list[Token], kinds: set[str]) -> bool:
    return bool(tokens) and all(kind in kinds for kind, _ in tokens)


def _named(day: str, month: str, year: str, at: Frame) -> date:
    return in_month(int(day), MONTH[month], year, today=at.today, lean=at.lean)


def _compact(digits: str) -> date | None:
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None  # a number, not a wrong date


def _by_steps(words: list[str], at: Frame) -> date | None:
    """Return the day reached by `3d`, `-3 days`, `2 weeks ago`, `in a month`."""
    match words:
        case ["in" | "+", *rest] | [*rest, "from", "now" | "today"]:
            sign = 1
        case ["-", *rest] | [*rest, "ago"]:
            sign = -1
        case [first, *_] if at.prefix and not first.isdecimal():
            return None  # "one day: ..." tells no date
        case rest:
            sign = 1 if at.lean == "future" else -1
    found = steps(rest)
    return None if found is None else shifted(at.today, [(sign * n, unit) for n, unit in found])
