"""JSON for scripts: the same bytes whatever the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from reltrack.domain.text import UNSAFE
from reltrack.render.kinds import Data, Kind, records


def render(kind: Kind, data: Data, *, chosen: Sequence[str] = ()) -> str:
    """Return an object for one record; for several an array with one of them on each line.

    `chosen` says which keys of each, in that order.
    """
    found = records(kind, data)
    if chosen and isinstance(found, list):
        found = [{key: record.get(key) for key in chosen} for record in found]
    elif chosen:
        found = {key: found.get(key) for key in chosen}
    if not isinstance(found, list):
        return f"{_object(found)}\n"
    if not found:
        return "[]\n"
    return "[\n" + ",\n".join(map(_object, found)) + "\n]\n"


def escaped(text: str) -> str:
    r"""Return JSON with the characters that could steer a terminal written as \u escapes."""
    return text if text.isascii() and "\x7f" not in text else re.sub(UNSAFE, _escape, text)


_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _object(record: object) -> str:
    return escaped(_encoded(record))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
