"""Meetings and birthdays out of calendars."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from reltrack.domain.arrivals import Arrival, Happening, Newcomer, Yearly
from reltrack.errors import BadDataError
from reltrack.exchange import ics
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

TODAY = date(2026, 11, 20)
ME = frozenset({"me@x.example"})
ANA = "ATTENDEE;CN=Ana Lima:MAILTO:Ana@x.example"
MINE = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@x.example"

VIENNA = """BEGIN:VTIMEZONE
TZID:Somewhere
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


@pytest.fixture(autouse=True)
def _in_vienna(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import time

    monkeypatch.setenv("TZ", "Europe/Vienna")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def event(*lines: str, start: str | None = "DTSTART:20250310T090000Z", uid: str = "u") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", *filter(None, [start]), *lines, "END:VEVENT"])


def read(*parts: str, raw: bytes | None = None, **wishes: Any) -> tuple[list[Arrival], Tally]:
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""])
    tally = Tally()
    source = Source("f.ics", BytesIO(text.replace("\n", "\r\n").encode() if raw is None else raw))
    wanted = Wishes(TODAY, **{"me": ME} | wishes)
    return [one for chunk in ics.read(source, tally, wanted) for one in chunk], tally


def meetings(*parts: str, **wishes: Any) -> list[Happening]:
    found, tally = read(*parts, **wishes)
    assert not tally.rejected
    return [one for one in found if isinstance(one, Happening)]


def days(*parts: str, **wishes: Any) -> list[str]:
    return [one.date for one in meetings(*parts, **wishes)]


def test_a_meeting_says_who_when_where_and_what() -> None:
    (one,) = meetings(
        event(
            "SUMMARY:Roadmap\\, part 2",
            "LOCATION:Café Central",
            'ORGANIZER;CN="Lima, Ana":mailto:ana@x.example',
            ANA,
            MINE,
            "ATTENDEE;CUTYPE=ROOM;CN=Blue room:mailto:room@x.example",
            "ATTENDEE;PARTSTAT=DECLINED;CN=Ben Katz:mailto:ben@x.example",
            "ATTENDEE;CN=Eva:invalid:nomail",
            "BEGIN:VALARM",
            "SUMMARY:not this",
            "ATTENDEE:mailto:alarm@x.example",
            "END:VALARM",
        )
    )
    assert (one.date, one.time, one.via, one.spot) == (
        "2025-03-10", "10:00", "event", "Café Central",
    )  # fmt: skip
    assert one.text == "Roadmap, part 2"
    assert one.initiated == "them"
    assert [party.name for party in one.present] == ["Ana Lima", "Eva"]
    assert one.present[0].points[0].value == "ana@x.example"
    assert one.identity == "u"


def test_who_called_it() -> None:
    def initiated(*lines: str, **wishes: Any) -> str | None:
        (one,) = meetings(event(ANA, *lines), **wishes)
        return one.initiated

    assert initiated("ORGANIZER:MAILTO:ME@x.example") == "me"
    assert initiated(MINE, "ORGANIZER:mailto:boss@x.example") == "them"
    assert initiated(MINE) is None
    assert initiated("ORGANIZER:mailto:boss@x.example", me=frozenset()) is None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((ANA, "STATUS:CANCELLED"), ics.CANCELLED),
        ((ANA, "ATTENDEE;PARTSTAT=DECLINED:mailto:me@x.example"), ics.DECLINED),
        ((MINE,), ics.ALONE),
        ((), ics.ALONE),
        ((ANA, "RRULE:FREQ=WEEKLY"), "meetings that recur without end"),
        (tuple(f"ATTENDEE:mailto:{i}@x.example" for i in range(60)), ics.CROWDED),
    ],
)
def test_what_is_no_contact_is_counted(lines: tuple[str, ...], reason: str) -> None:
    found, tally = read(event(*lines))
    assert not found
    ((said, count),) = tally.passed_over.items()
    assert said.startswith(reason)
    assert count == 1


def test_what_lies_ahead_is_counted_once() -> None:
    coming = event(ANA, "RRULE:FREQ=DAILY;COUNT=5", start="DTSTART:20261119T090000Z")
    found, tally = read(coming, event(ANA, start="DTSTART;VALUE=DATE:20300101", uid="v"))
    assert [one.date for one in found if isinstance(one, Happening)] == ["2026-11-19", "2026-11-20"]
    assert tally.passed_over == {ics.COMING: 1}


def test_a_calendar_that_cancels_cancels_all_of_it() -> None:
    found, tally = read("METHOD:CANCEL", event(ANA))
    assert not found
    assert tally.passed_over == {ics.CANCELLED: 1}


@pytest.mark.parametrize(
    ("start", "day", "time"),
    [
        ("DTSTART:20250310T233000Z", "2025-03-11", "00:30"),
        ("DTSTART:20250310T233000", "2025-03-10", "23:30"),
        ("DTSTART;VALUE=DATE:20250310", "2025-03-10", None),
        ("DTSTART;TZID=America/New_York:20250310T200000", "2025-03-11", "01:00"),
        ("DTSTART;TZID=Somewhere:20250710T200000", "2025-07-10", "20:00"),
        ("DTSTART;TZID=Somewhere:20250310T200000", "2025-03-10", "20:00"),
        ("DTSTART;TZID=/x.org/Tzfile/Asia/Tokyo:20250310T200000", "2025-03-10", "12:00"),
        ("DTSTART;TZID=Nowhere:20250310T200000", "2025-03-10", "20:00"),
        ("DTSTART:2025-03-10T20:00:00+02:00", "2025-03-10", "19:00"),
        ("DTSTART:20250310Z", "2025-03-10", None),
    ],
)
def test_days_are_local(start: str, day: str, time: str | None) -> None:
    for parts in ((VIENNA, event(ANA, start=start)), (event(ANA, start=start), VIENNA)):
        (one,) = meetings(*parts)
        assert (one.date, one.time) == (day, time)


def test_what_recurs_is_told_day_by_day() -> None:
    series = event(
        ANA,
        "RRULE:FREQ=WEEKLY;UNTIL=20250407T080000Z",
        "EXDATE;TZID=Europe/Vienna:20250317T100000",
        "RDATE;TZID=Europe/Vienna:20250318T100000,20250319T100000",
        start="DTSTART;TZID=Europe/Vienna:20250310T100000",
    )
    moved = event(
        ANA,
        "RECURRENCE-ID:20250324T090000Z",
        "SUMMARY:moved",
        start="DTSTART;TZID=Europe/Vienna:20250325T100000",
    )
    cancelled = event(ANA, "RECURRENCE-ID:20250331T080000Z", "STATUS:CANCELLED")
    for parts in ((series, moved, cancelled), (moved, cancelled, series)):
        found = sorted(meetings(*parts), key=lambda one: one.date)
        assert [(one.date, one.time) for one in found] == [
            (day, "10:00")
            for day in ("2025-03-10", "2025-03-18", "2025-03-19", "2025-03-25", "2025-04-07")
        ]
        assert found[3].identity == "u|2025-03-24"
        assert len({one.identity for one in found}) == len(found)


def test_only_the_days_asked_for() -> None:
    endless = event(ANA, "RRULE:FREQ=DAILY")
    wanted = {"since": date(2026, 11, 1), "until": date(2026, 11, 3)}
    assert days(endless, **wanted) == ["2026-11-01", "2026-11-02", "2026-11-03"]
    assert days(endless, since=date(2026, 11, 19)) == ["2026-11-19", "2026-11-20"]
    assert len(days(endless, until=date(2025, 3, 12))) == 3
    daily = event(ANA, "RRULE:FREQ=DAILY;UNTIL=20300101", start="DTSTART:20100101T0900")
    many, tally = read(daily)
    assert len(many) == 1000
    assert "first 1000" in tally.remarks[0][1]


def test_whose_it_is_can_be_guessed_and_is_said() -> None:
    one = event(ANA, MINE, "ORGANIZER:mailto:ana@x.example")
    two = event("ATTENDEE:mailto:ben@x.example", MINE, uid="v")
    found, tally = read(one, two, me=frozenset())
    assert [len(it.present) for it in found if isinstance(it, Happening)] == [1, 1]
    assert "me@x.example" in tally.remarks[0][1]
    assert len(read(one, me=frozenset())[0][0].present) == 2  # type: ignore[union-attr]
    always = (event(ANA), event(ANA, uid="v"))
    assert len(read(*always, me=frozenset())[0]) == 2


def test_birthdays_are_people() -> None:
    yearly = event("SUMMARY:Ana Lima's birthday", "RRULE:FREQ=YEARLY", start="DTSTART:19990314")
    google = event(
        "SUMMARY:Ben’s Birthday",
        "ATTENDEE;CN=Contacts:mailto:4dh@virtual",
        start="DTSTART;VALUE=DATE:20140209",
        uid="2014_BIRTHDAY_1",
    )
    party = event("SUMMARY:Eva's birthday", ANA)
    found, _ = read(yearly, google, party)
    people = [one for one in found if isinstance(one, Newcomer)]
    assert [(one.name, one.dates[0]) for one in people] == [
        ("Ana Lima", Yearly("birthday", 3, 14)),
        ("Ben", Yearly("birthday", 2, 9)),
    ]
    assert len(found) == 3


def test_one_bad_value_costs_its_own_event() -> None:
    found, tally = read(
        event(ANA, start="DTSTART:tomorrow"),
        event(ANA, start=None, uid="v"),
        event(ANA, start="DTSTART:20250230T090000Z", uid="w"),
        "BEGIN:VEVENT\nUID:cut\nDTSTART:20250310T090000Z\n" + ANA,
        event(ANA, "RRULE:FREQ=SOMETIMES", uid="y"),
        event(ANA, "EXDATE:never", "RDATE:" + "9" * 40, uid="z"),
    )
    assert [one.identity for one in found if isinstance(one, Happening)] == ["cut", "y", "z"]
    assert len(tally.rejected) == 3
    assert {place.line for place, _ in tally.rejected} == {3, 8, 12}


def test_the_calendars_of_before() -> None:
    (one,) = meetings(
        event(
            "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9",
            "ATTENDEE;ROLE=ORGANIZER;STATUS=CONFIRMED:Ana Lima <ana@x.example>",
            "ATTENDEE;STATUS=ACCEPTED:me@x.example",
        )
    )
    assert (one.text, one.initiated) == ("Café", "them")
    assert one.present[0].name == "Ana Lima"


def test_what_is_no_calendar_is_refused() -> None:
    with pytest.raises(BadDataError):
        read(raw=b"name,email\nAna,ana@x.example\n")
    assert read(raw=b"BEGIN:VTIMEZONE\nEND:VTIMEZONE\n")[0] == []
    assert not ics.recognises("BEGIN:VCARD")


def test_bombs_cost_little() -> None:
    deep = "BEGIN:VEVENT\nBEGIN:X\n" * 20_000
    endless = event(ANA, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9", start="DTSTART:1900"
                    "0101")  # fmt: skip
    wide = event(*(f"ATTENDEE:mailto:{i}@x.example" for i in range(20_000)))
    found, tally = read(deep, endless * 200, wide, "SUMMARY:" + "x" * 3_000_000)
    assert not [one for one in found if len(one.identity) > 1]  # type: ignore[union-attr]
    assert any("recurs" in reason for _, reason in tally.rejected)


def test_no_garbage_makes_it_fail() -> None:
    chance = random.Random(5)
    text = "\r\n".join([
        "BEGIN:VCALENDAR", VIENNA, event(ANA, MINE, "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=9"),
        event(ANA, "RECURRENCE-ID;TZID=Somewhere:20250310T090000", "RDATE:20250101/PT1H"),
        event("SUMMARY:Ana's birthday", "RRULE:FREQ=YEARLY", start="DTSTART:20000101"),
        "END:VCALENDAR",
    ]).encode()  # fmt: skip
    for _ in range(400):
        broken = bytearray(text)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(broken))
            if chance.random() < 0.5:
                broken[at] = chance.randrange(256)
            else:
                broken[at : at + chance.randrange(9)] = chance.choice(
                    [b"", b"9", b":", b";", b"\n", b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"0000"]
                )
        try:
            read(raw=bytes(broken), since=date(2000, 1, 1))
        except BadDataError:
            continue
