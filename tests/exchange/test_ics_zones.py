"""Zones that a file defines agree with those that are known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.exchange.ics_zones import Defined, Moment, Zones, moment, observance, seconds

VIENNA = Defined(
    [
        observance("16011028T030000", "+0100", ["FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"], []),
        observance("16010325T020000", "+0200", ["FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"], []),
    ]
)
LISTED = Defined(
    [
        observance("20241027T030000", "+0100", [], ["20251026T030000"]),
        observance("20240331T020000", "+0200", [], ["20250330T020000"]),
    ]
)


@given(
    when=st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)).filter(
        # The hours that there are twice, or not at all.
        lambda when: not (when.month in (3, 10) and when.day > 24 and when.hour in (1, 2, 3))
    )
)
def test_a_zone_defined_by_rules_is_the_one_known(when: datetime) -> None:
    assert VIENNA.utcoffset(when) == ZoneInfo("Europe/Vienna").utcoffset(when)


@pytest.mark.parametrize("day", [date(2024, 7, 1), date(2024, 12, 1), date(2025, 7, 1)])
def test_a_zone_may_list_its_days(day: date) -> None:
    when = datetime.combine(day, time(12))
    assert LISTED.utcoffset(when) == ZoneInfo("Europe/Vienna").utcoffset(when)


def test_a_rule_may_end_by_a_day_or_a_count() -> None:
    rule = "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;"
    for end in ("COUNT=3", "UNTIL=20221231"):
        zone = Defined(
            [
                observance("20200329T020000", "+0200", [rule + end], []),
                observance("20201025T030000", "+0100", ["FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"], []),
            ]
        )
        hours = [zone.utcoffset(datetime(year, 7, 1)).seconds // 3600 for year in range(2020, 2025)]
        assert hours == [2, 2, 2, 1, 1]


def test_only_rules_that_name_a_time_of_the_year_are_followed() -> None:
    for rule in ("FREQ=YEARLY", "FREQ=DAILY", "FREQ=YEARLY;BYDAY=SU", "FREQ=YEARLY;BYMONTH=3"):
        assert observance("20200329T020000", "+0200", [rule], []).rule is None


def test_of_very_many_observances_the_latest_count() -> None:
    rule = ["FREQ=YEARLY;BYMONTH=1;BYDAY=MO,TU,WE,TH,FR,SA,SU"]
    many = [observance(f"{2024 - i}0101", "+0100", rule, []) for i in range(1, 100)]
    zone = Defined([observance("20240101", "+0200", rule, []), *many])
    assert len(zone._ruled) == 40
    assert zone.utcoffset(datetime(2025, 7, 1)) == timedelta(hours=2)


def test_a_zone_is_known_by_its_name_or_defined() -> None:
    zones = Zones()
    zones.define("Europe/Vienna", [observance("19700101", "+0900", [], [])])
    zones.define("Ours", [observance("19700101", "+0900", [], [])])
    noon = datetime(2025, 7, 1, 12)
    known, ours = zones.named("Europe/Vienna"), zones.named("Ours")
    assert known is not None
    assert known.utcoffset(noon) == timedelta(hours=2)
    assert ours is not None
    assert ours.utcoffset(noon) == timedelta(hours=9)
    for name in ("", "Nowhere", "../../etc/passwd", "/etc/localtime", "a/" * 9999, "Europe/\0"):
        assert zones.named(name) is None


@pytest.mark.parametrize("text", ["", "2025", "20250230", "20250101T99", "x", "20250101T256161"])
def test_what_is_no_moment_is_told(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        moment(text)


@pytest.mark.parametrize("text", ["", "1", "+9900", "+01:99", "x"])
def test_what_is_no_offset_is_told(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        seconds(text)


def test_the_ends_of_the_calendar() -> None:
    for when in ("00010101T000000", "99991231T235959"):
        for zone in (VIENNA, ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")):
            there: Moment = moment(when, zone)
            for seen in (there.local, there.key, lambda there=there: there.seen_from(VIENNA)):
                try:
                    seen()
                except ValueError:
                    continue
