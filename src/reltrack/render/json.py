"""JSON for scripts: the same bytes whatever the terminal."""

from __future__ import annotations

import json
import re

from reltrack.render.kinds import Data, Kind, records

# `json` escapes C0; these too could move a cursor, reorder text, or not be encoded at all.
_UNSAFE = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def render(kind: Kind, data: Data) -> str:
    """Return an object for one record; for several an array with one of them on each line."""
    found = records(kind, data)
    if not isinstance(found, list):
        return f"{_object(found)}\n"
    if not found:
        return "[]\n"
    return "[\n" + ",\n".join(map(_object, found)) + "\n]\n"


def escaped(text: str) -> str:
    r"""Return JSON with the characters that could steer a terminal written as \u escapes."""
    return text if text.isascii() and "\x7f" not in text else re.sub(_UNSAFE, _escape, text)


def _object(record: object) -> str:
    return escaped(json.dumps(record, ensure_ascii=False, allow_nan=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
