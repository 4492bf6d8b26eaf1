"""What stands in the JSON of Monica, whatever it may be: nothing is taken for granted."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

Value = dict[str, Any]


def properties(record: Any) -> Value:  # noqa: ANN401 — whatever JSON holds
    """Return what is said about something."""
    said = record.get("properties") if isinstance(record, dict) else None
    return said if isinstance(said, dict) else {}


def sections(record: Value) -> defaultdict[str, list[Any]]:
    """Return the lists that belong to an account or to a person, by type."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    data = record.get("data")
    for section in data if isinstance(data, list) else ():
        if isinstance(section, dict) and isinstance(section.get("values"), list):
            found[text(section, "type")] += section["values"]
    return found


def text(record: Any, key: str) -> str:  # noqa: ANN401
    """Return a text or a number as text, or nothing."""
    value = record.get(key) if isinstance(record, dict) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value) if abs(value) < 1e15 else ""
    # Half a character, as of an emoji that was cut in two, is none.
    return value.strip().encode(errors="replace").decode() if isinstance(value, str) else ""


def flag(record: Value, key: str) -> bool | None:
    """Return whether something is so, if that is said."""
    value = record.get(key)
    known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    return value if isinstance(value, bool) else known.get(text(record, key).casefold())


def day(typed: str) -> str | None:
    """Return the day of a moment, as ISO."""
    try:
        return date.fromisoformat(typed[:10]).isoformat()
    except ValueError:
        return None
