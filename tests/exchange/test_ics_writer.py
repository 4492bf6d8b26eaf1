"""Calendars that we write, read back by another program and by ourselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.arrivals import Newcomer
from reltrack.exchange import ics
from reltrack.exchange.files import Source
from reltrack.exchange.ics_writer import calendar
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally
from running import done

TODAY = date(2026, 11, 20)
STAMPS = {"created_at": "2026-11-01T08:00:00Z", "updated_at": "2026-11-02T09:30:15Z"}
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120).map(
    lambda text: " ".join(text.split()) or "x"
)


def person(name: str) -> dict[str, Any]:
    return {"id": 1, "slug": "x", "name": name}


def occasion(name: str = "Ana Lima", **different: Any) -> dict[str, Any]:
    told = {"uid": "o1", "person": person(name), "kind": "birthday", "label": None, "lead_days": 7}
    return told | {"year": None, "month": 3, "day": 14} | STAMPS | different


def follow_up(kind: str = "promise", text: str = "the deck", **different: Any) -> dict[str, Any]:
    told = {"uid": "f1", "person": person("Ana Lima"), "kind": kind, "text": text}
    return told | {"due_date": None, "done_on": None} | STAMPS | different


def due(name: str = "Ana Lima", **different: Any) -> dict[str, Any]:
    told = {"uid": "p1", "name": name, "due_on": "2026-12-24", "last_date": "2026-10-01",
            "due_after_days": 84.0}  # fmt: skip
    return told | {"snoozed_until": None} | different


def written(
    occasions: Any = (), follow_ups: Any = (), dues: Any = (), *, today: date = TODAY
) -> bytes:
    lines = calendar(occasions, follow_ups, dues, today=today)
    return "".join(f"{line}\r\n" for line in lines).encode()


def parts(content: bytes, kind: str) -> list[Any]:
    icalendar = pytest.importorskip("icalendar")
    return list(icalendar.Calendar.from_ical(content).walk(kind))


def test_a_birthday_comes_every_year_with_an_alarm_in_the_morning() -> None:
    (one,) = parts(written([occasion(year=1980)]), "VEVENT")
    assert one.decoded("DTSTART") == date(1980, 3, 14)
    assert one.decoded("DTEND") == date(1980, 3, 15)
    assert one["RRULE"].to_ical() == b"FREQ=YEARLY;BYMONTHDAY=14;BYMONTH=3"
    assert str(one["SUMMARY"]) == "Ana Lima's birthday"
    assert str(one["TRANSP"]) == "TRANSPARENT"
    (alarm,) = one.subcomponents
    assert alarm.decoded("TRIGGER") == -timedelta(days=7) + timedelta(hours=9)


@pytest.mark.parametrize(("lead", "days"), [(None, 7), (0, 0), (1, 1), (2, 2), (365, 365)])
def test_alarms_go_off_as_long_before_as_wanted(lead: int | None, days: int) -> None:
    (one,) = parts(written([occasion(lead_days=lead)]), "VALARM")
    assert one.decoded("TRIGGER") == timedelta(hours=9) - timedelta(days=days)


def test_the_29th_of_february_is_kept_on_the_28th() -> None:
    (one,) = parts(written([occasion(month=2, day=29)]), "VEVENT")
    rule = rrulestr(one["RRULE"].to_ical().decode(), dtstart=datetime(2000, 2, 29))
    found = [when.date().isoformat() for _, when in zip(range(5), rule)]
    assert found == ["2000-02-29", "2001-02-28", "2002-02-28", "2003-02-28", "2004-02-29"]


def test_milestones_come_once_and_months_not_at_all() -> None:
    found = parts(
        written([
            occasion(kind="milestone", label="promoted", year=2026, uid="a"),
            occasion(day=None),
            occasion(kind="anniversary", uid="b"),
            occasion(kind="other", label="name day", uid="c"),
        ]),
        "VEVENT",
    )  # fmt: skip
    said = [str(one["SUMMARY"]) for one in found]
    assert said == ["Ana Lima: promoted", "Ana Lima: anniversary", "Ana Lima: name day"]
    assert ["RRULE" in one for one in found] == [False, True, True]


def test_follow_ups_are_to_dos() -> None:
    found = parts(
        written(
            follow_ups=[
                follow_up(due_date="2026-12-01"),
                follow_up("reply", ""),
                follow_up("waiting"),
                follow_up("plan", "lunch"),
                follow_up(done_on="2026-11-19"),
            ]
        ),
        "VTODO",
    )
    assert [str(one["SUMMARY"]) for one in found] == [
        "Promised to Ana Lima: the deck",
        "Reply to Ana Lima",
        "Waiting for Ana Lima: the deck",
        "Meet Ana Lima: lunch",
    ]
    assert found[0].decoded("DUE") == date(2026, 12, 1)
    assert "DUE" not in found[1]


@pytest.mark.parametrize(
    ("different", "day"),
    [
        ({}, date(2026, 12, 24)),
        ({"due_on": "2026-01-01"}, TODAY),
        ({"snoozed_until": "2027-01-01"}, date(2027, 1, 1)),
        ({"last_date": None}, date(2026, 12, 24)),
    ],
)
def test_when_to_be_in_touch(different: dict[str, Any], day: date) -> None:
    (one,) = parts(written(dues=[due(**different)]), "VEVENT")
    assert one.decoded("DTSTART") == day
    assert str(one["SUMMARY"]) == "Be in touch with Ana Lima"
    assert str(one["UID"]) == "due-p1"


@given(name=TEXT, text=TEXT)
def test_whatever_the_text_it_comes_back(name: str, text: str) -> None:
    content = written([occasion(name)], [follow_up(text=text)], [due(name)])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    birthday, touch = parts(content, "VEVENT")
    assert str(birthday["SUMMARY"]) == f"{name}'s birthday"
    assert str(touch["SUMMARY"]) == f"Be in touch with {name}"
    (to_do,) = parts(content, "VTODO")
    assert str(to_do["SUMMARY"]) == f"Promised to Ana Lima: {text}"


def test_the_same_content_gives_the_same_bytes_another_day() -> None:
    records = [occasion()], [follow_up()], [due()]
    assert written(*records) == written(*records, today=TODAY + timedelta(3))


@pytest.mark.parametrize(
    ("different", "stamp"),
    [
        ({}, "2026-10-01"),
        ({"last_date": None}, "2026-10-01"),
        ({"last_date": None, "due_on": "2027-11-01", "due_after_days": 364.2}, "2026-11-01"),
        ({"last_date": TODAY.isoformat()}, "2026-11-19"),
        ({"due_on": "2026-01-01"}, "2026-11-19"),
        ({"last_date": None, "due_on": "2027-12-01", "due_after_days": 2.0}, "2026-11-19"),
    ],
)
def test_no_stamp_lies_in_the_future(different: dict[str, Any], stamp: str) -> None:
    (one,) = parts(written(dues=[due(**different)]), "VEVENT")
    assert one.decoded("DTSTAMP") == datetime.fromisoformat(f"{stamp}T00:00:00+00:00")
    assert one.decoded("LAST-MODIFIED") == one.decoded("DTSTAMP")


def test_birthdays_are_read_again() -> None:
    source = Source("f", BytesIO(written([occasion("Zoë, O'Neil")])))
    (one,) = [one for chunk in ics.read(source, Tally(), Wishes(TODAY)) for one in chunk]
    assert isinstance(one, Newcomer)
    assert (one.name, one.dates[0].month, one.dates[0].day) == ("Zoë, O'Neil", 3, 14)


def test_the_journal_becomes_a_calendar(tmp_path: Path) -> None:
    db = tmp_path / "journal.db"
    done("add", "Ana Lima", "--birthday", "1980-03-14", "--every", "30d", db=db)
    done("add", "Ben Katz", "--birthday", "1 april", db=db)
    done("archive", "Ben Katz", db=db)
    done("log", "Coffee", "-w", "Ana Lima", "--promise", "the deck", "--by", "2026-12-01", db=db)
    content = done("export", "ics", db=db).out
    assert content.count("\n") == content.count("\r\n")
    (birthday, touch) = parts(content.encode(), "VEVENT")
    assert str(birthday["SUMMARY"]) == "Ana Lima's birthday"
    assert touch.decoded("DTSTART") == date(2026, 12, 20)
    (to_do,) = parts(content.encode(), "VTODO")
    assert to_do.decoded("DUE") == date(2026, 12, 1)
