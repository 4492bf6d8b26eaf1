"""Calendars of all kinds, from other programs' tests: one bad value costs its own event."""

from __future__ import annotations

import os
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from reltrack.domain.arrivals import Arrival, Happening
from reltrack.errors import BadDataError
from reltrack.exchange import ics
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[3] / "shared")) / "data"
FILES = sorted(SHARED.glob("ical/*"))
TODAY = date(2026, 11, 20)

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not here")


def events(content: bytes) -> list[str]:
    """Return the events of a calendar, found in the simplest way that could work."""
    text = re.sub(r"\r?\n[ \t]", "", content.decode("utf-8", "replace"))
    return [part.split("END:VEVENT")[0] for part in text.split("BEGIN:VEVENT")[1:]]


def is_meeting(event: str) -> bool:
    """Tell whether an event has people, once happened for sure, and was not cancelled."""
    event = re.sub(r"BEGIN:VALARM.*?END:VALARM", "", event, flags=re.DOTALL)
    start = re.search(r"(?m)^DTSTART[^:\n]*:(\d{8})(T\d{6}Z?)?\r?$", event)
    return (
        re.search(r"(?m)^(ATTENDEE|ORGANIZER).*mailto:.*@", event, re.IGNORECASE) is not None
        and not re.search(r"@virtual|STATUS:CANCELLED", event)
        and start is not None
        and start[1] < "20261101"
    )


def read(path: Path) -> tuple[list[Arrival], Tally]:
    tally = Tally()
    source = Source("f", BytesIO(path.read_bytes()))
    try:
        chunks = list(ics.read(source, tally, Wishes(TODAY, since=date(1990, 1, 1))))
    except BadDataError:
        chunks = []
    return [one for chunk in chunks for one in chunk], tally


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_meetings_arrive_and_the_rest_is_accounted_for(path: Path) -> None:
    found, tally = read(path)
    expected = [event for event in events(path.read_bytes()) if is_meeting(event)]
    arrived = {one.place.line for one in found if isinstance(one, Happening)}
    assert len(arrived) == len(expected)
    told = {one.place.line for one in found} | {place.line for place, _ in tally.rejected}
    assert len(told) + tally.passed_over.total() == len(events(path.read_bytes()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_bad_value_costs_no_other_event(path: Path) -> None:
    before, _ = read(path)
    content = path.read_bytes()
    bad = b"BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:x\r\nATTENDEE:mailto:a@x.example\r\nRRULE:x\r\n"
    mended = content.replace(b"BEGIN:VEVENT", bad + b"END:VEVENT\r\nBEGIN:VEVENT", 1)
    tally = Tally()
    try:
        chunks = list(
            ics.read(Source("f", BytesIO(mended)), tally, Wishes(TODAY, since=date(1990, 1, 1)))
        )
    except BadDataError:
        chunks = []
    after = [one for chunk in chunks for one in chunk]
    assert [type(one) for one in after] == [type(one) for one in before]
    assert len(tally.rejected) >= (mended != content)
