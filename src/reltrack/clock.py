"""The only place that asks what time it is, and makes the identifiers that hold it."""

from __future__ import annotations

import os
import time
from datetime import datetime

from reltrack.errors import UsageError


def now(fixed: str | None = None) -> datetime:
    """The moment, as an aware local time; `fixed` (an ISO date or date-time) stands in for it.

    Raises:
        UsageError: `fixed` is not an ISO date or date-time.
    """
    if not fixed:
        return datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise UsageError(
            "RELTRACK_NOW is not a date",
            hint="set it to an ISO date or date-time, such as 2026-11-20 or 2026-11-20T09:30",
        ) from None
    return moment.astimezone()


def uuid7() -> str:
    """Return a fresh UUIDv7 (RFC 9562): milliseconds first, so that records sort by age."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
