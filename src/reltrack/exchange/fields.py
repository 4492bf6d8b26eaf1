"""What each field of an exported record may hold; whatever else a file says is refused in words.

Reasons name the field, never what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from unicodedata import category

from reltrack.domain import text
from reltrack.domain.arrivals import TIME
from reltrack.errors import UsageError

Value = Any
"""Whatever JSON holds."""

Check = Callable[[Value], Value]
"""Returns what is kept of a value; raises ValueError with the end of a sentence about the field."""

LARGEST = 10**12
"""No number of a record comes near it."""

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII)
_UID = re.compile(r"[0-9A-Za-z-]{1,64}")
_SOURCE = re.compile(r"typed|batch|import:[\w.-]{1,40}")


def optional(check: Check) -> Check:
    """Let null, or nothing at all, stand for nothing."""
    return lambda value: None if value is None else check(value)


def whole(lowest: int, highest: int) -> Check:
    """Take a whole number in a range."""

    def check(value: Value) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise ValueError("is not a whole number in its range")
        return value

    return check


def one_of(*words: str) -> Check:
    """Take one of some words."""
    allowed = frozenset(words)

    def check(value: Value) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(f"is not one of {', '.join(words)}")
        return value

    return check


def matching(pattern: re.Pattern[str], what: str) -> Check:
    """Take a text of a certain form."""

    def check(value: Value) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError(f"is not {what}")
        return value

    return check


def listed(check: Check) -> Check:
    """Take a list without repetitions; null is an empty one."""

    def check_all(value: Value) -> list[Value]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise ValueError("is not a list")
        found = [check(item) for item in value]
        return found if len(found) < 2 else list(dict.fromkeys(found))

    return check_all


def objects(fields: dict[str, Check]) -> Check:
    """Take a list of objects."""

    def check(value: Value) -> list[dict[str, Value]]:
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ValueError("is not a list of objects")
        return [checked(item, fields) for item in value]

    return check


def checked(content: dict[str, Value], fields: dict[str, Check]) -> dict[str, Value]:
    """Return what is kept of an object.

    Raises:
        ValueError: what is wrong with it.
    """
    kept = {}
    for key, check in fields.items():
        try:
            kept[key] = check(content.get(key))
        except ValueError as problem:
            wrong = f"{key} is missing" if content.get(key) is None else f"{key} {problem}"
            raise ValueError(wrong) from None
    return kept


def day(value: Value) -> str:
    """Take a day such as 2026-11-20."""
    if not isinstance(value, str) or not _is_day(value):
        raise ValueError("is not a day such as 2026-11-20")
    return value


@lru_cache(maxsize=4096)
def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def moment(value: Value) -> str:
    """Take an instant such as 2026-11-20T09:30:00Z."""
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if not found or not _is_day(found[1]):
        raise ValueError("is not an instant such as 2026-11-20T09:30:00Z")
    return str(value)


def flag(value: Value) -> bool:
    """Take true or false; null is false."""
    if value is not None and not isinstance(value, bool):
        raise ValueError("is not true or false")
    return bool(value)


def handle(value: Value) -> str:
    """Take a handle: letters, with their marks, and digits, joined by hyphens."""
    if not isinstance(value, str) or not all(map(_is_word, value.split("-"))):
        raise ValueError("is not a handle such as ana-lima")
    return value


def _is_word(part: str) -> bool:
    return bool(part) and all(c.isalnum() or category(c)[0] == "M" for c in part)


def reference(value: Value) -> int:
    """Take the number of a record, or an object that holds it."""
    if isinstance(value, dict):
        value = value.get("id")
    return int(number(value))


def line(limit: int = text.NAME_LIMIT) -> Check:
    """Take a text of one line."""

    @lru_cache(maxsize=4096)
    def cleaned(value: str) -> str:
        return _said(lambda: text.one_line(value, what="text", limit=limit))

    def check(value: Value) -> str:
        if not isinstance(value, str):
            raise ValueError("is not a text")
        return cleaned(value)

    return check


@lru_cache(maxsize=4096)
def _label(value: str) -> str:
    return _said(lambda: text.label(value, what="text"))


def label(value: Value) -> str:
    """Take a tag or the name of a circle."""
    if not isinstance(value, str):
        raise ValueError("is not a text")
    return _label(value)


def body(value: Value) -> str:
    """Take a text of many lines, which may be empty."""
    if not isinstance(value, str):
        raise ValueError("is not a text")
    return _said(lambda: text.checked(value, what="text"))


def said(value: Value) -> str:
    """Take a text of many lines that says something."""
    found = body(value)
    if not found:
        raise ValueError("is empty")
    return found


def _said(clean: Callable[[], str]) -> str:
    try:
        return clean()
    except UsageError as problem:
        raise ValueError(str(problem).removeprefix("the text ")) from None


number = whole(1, LARGEST)
days = whole(1, 1_000_000)
name = line()
value = line(2000)
uid = matching(_UID, "an identifier")
time = matching(TIME, "a time such as 09:30")
source = matching(_SOURCE, "a source such as import:vcard")
