"""Write what lies ahead as a calendar: yearly dates, follow-ups, when to be in touch.

The same content gives the same bytes, and each entry keeps its identity, so that a calendar that
subscribes to the file gets changes and no doubles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any

from reltrack.domain.scoring import DEFAULT_LEAD_DAYS
from reltrack.exchange.content_lines import escaped, folded

_NO_YEAR = 2000
"""Where a yearly date begins whose year is unknown: a leap year."""

_AT = 9
"""The hour of the day at which alarms go off."""

_TO_DO = {
    "reply": "Reply to {}",
    "promise": "Promised to {}",
    "waiting": "Waiting for {}",
    "plan": "Meet {}",
}


def calendar(
    occasions: Iterable[Mapping[str, Any]],
    follow_ups: Iterable[Mapping[str, Any]],
    dues: Iterable[Mapping[str, Any]],
    *,
    today: date,
) -> Iterator[str]:
    """Yield the lines of a calendar, to be ended with CR and LF.

    Occasions and follow-ups are as in an export, dues as `due` tells them; what has passed unheeded
    is put on `today`.
    """
    for line in _lines(occasions, follow_ups, dues, today):
        yield from folded(line)


def _lines(
    occasions: Iterable[Mapping[str, Any]],
    follow_ups: Iterable[Mapping[str, Any]],
    dues: Iterable[Mapping[str, Any]],
    today: date,
) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//reltrack//reltrack//EN"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield "X-WR-CALNAME:reltrack"
    for one in occasions:
        if one["day"] is not None:  # of a month alone there is no day to put it on
            yield from _occasion(one)
    for one in follow_ups:
        if one["done_on"] is None:
            yield from _follow_up(one)
    for one in dues:
        yield from _due(one, today)
    yield "END:VCALENDAR"


def _occasion(one: Mapping[str, Any]) -> Iterator[str]:
    name, kind, year = one["person"]["name"], one["kind"], one["year"]
    month, day = one["month"], one["day"]
    label = one["label"] or ("date" if kind == "other" else kind)
    summary = f"{name}'s birthday" if kind == "birthday" else f"{name}: {label}"
    yield "BEGIN:VEVENT"
    yield from _head(one, summary)
    yield from _whole_day(date(_NO_YEAR if year is None else year, month, day))
    if kind != "milestone":
        # In common years the 29th of February is kept on the 28th.
        kept = -1 if (month, day) == (2, 29) else day
        yield f"RRULE:FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={kept}"
        if year is not None:
            yield f"DESCRIPTION:{'born' if kind == 'birthday' else 'since'} {year}"
        lead = DEFAULT_LEAD_DAYS if one["lead_days"] is None else one["lead_days"]
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(summary)}"
        yield f"TRIGGER:{_before(lead)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _follow_up(one: Mapping[str, Any]) -> Iterator[str]:
    summary = _TO_DO[one["kind"]].format(one["person"]["name"])
    yield "BEGIN:VTODO"
    yield from _head(one, f"{summary}: {one['text']}" if one["text"] else summary)
    if one["due_date"]:
        yield f"DUE;VALUE=DATE:{_day(one['due_date'])}"
    yield "STATUS:NEEDS-ACTION"
    yield "END:VTODO"


def _due(one: Mapping[str, Any], today: date) -> Iterator[str]:
    day = max(today.isoformat(), one["due_on"], one["snoozed_until"] or "")
    changed = today
    if day != today.isoformat():
        # They were last in touch on that day, or it is when they became active.
        known = date.fromisoformat(one["last_date"] or one["due_on"])
        changed = known if one["last_date"] else known - timedelta(ceil(one["due_after_days"]))
    # East of Greenwich, midnight of today in UTC is yet to come.
    changed = min(changed, today - timedelta(1))
    stamps = {"uid": f"due-{one['uid']}", "created_at": None, "updated_at": f"{changed}T00:00:00Z"}
    yield "BEGIN:VEVENT"
    yield from _head(stamps, f"Be in touch with {one['name']}")
    yield from _whole_day(date.fromisoformat(day))
    yield "END:VEVENT"


def _head(one: Mapping[str, Any], summary: str) -> Iterator[str]:
    yield f"UID:{escaped(one['uid'])}"
    yield f"DTSTAMP:{_stamp(one['updated_at'])}"
    if one["created_at"]:
        yield f"CREATED:{_stamp(one['created_at'])}"
    yield f"LAST-MODIFIED:{_stamp(one['updated_at'])}"
    yield f"SUMMARY:{escaped(summary)}"
    yield "CLASS:PRIVATE"


def _whole_day(day: date) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{_day(day.isoformat())}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_day((day + timedelta(1)).isoformat())}"
    yield "TRANSP:TRANSPARENT"


def _before(days: int) -> str:
    """Return how long before the day an alarm goes off, in the morning so many days ahead."""
    if not days:
        return f"PT{_AT}H"
    whole = f"{days - 1}D" if days > 1 else ""
    return f"-P{whole}T{24 - _AT}H"


def _day(iso: str) -> str:
    return iso.replace("-", "")


def _stamp(at: str) -> str:
    """Return a moment in UTC, to the second."""
    return re.sub(r"\.\d+", "", at).replace("-", "").replace(":", "")
