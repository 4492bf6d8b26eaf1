"""The days on which something recurs, as another program counts them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from reltrack.exchange import recurrence

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def listed(values: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3).map(lambda v: ",".join(map(str, v)))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules of which the standard leaves no doubt what they mean."""
    frequency = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = {"FREQ": frequency, "INTERVAL": draw(st.integers(1, 5))}
    counted = frequency in ("MONTHLY", "YEARLY")
    if draw(st.booleans()):
        parts["BYMONTH"] = draw(listed(st.integers(1, 12)))
    if counted and draw(st.booleans()):
        parts["BYMONTHDAY"] = draw(listed(st.sampled_from((1, 13, 28, 29, 30, 31, -1, -2, -30))))
    if draw(st.booleans()):
        nth = counted and "BYMONTHDAY" not in parts and draw(st.booleans())
        number = st.sampled_from((1, 2, 3, 4, 5, -1, -2)) if nth else st.just("")
        day = st.tuples(number, st.sampled_from(WEEKDAYS)).map(lambda it: f"{it[0]}{it[1]}")
        parts["BYDAY"] = draw(listed(day))
    if counted and draw(st.booleans()):
        parts["BYSETPOS"] = draw(st.sampled_from((1, 2, 3, -1)))
    if draw(st.booleans()):
        parts["WKST"] = draw(st.sampled_from(WEEKDAYS))
    if draw(st.booleans()):
        parts["COUNT"] = draw(st.integers(1, 20))
    return ";".join(f"{name}={value}" for name, value in parts.items())


@given(text=rules(), start=st.dates(date(1990, 1, 1), date(2024, 12, 31)))
def test_it_falls_on_the_days_that_dateutil_finds(text: str, start: date) -> None:
    assume("BYSETPOS" not in text or "BYDAY" in text or "BYMONTHDAY" in text)
    last = start + timedelta(5 * 366)
    found = takewhile(
        lambda when: when.date() <= last,
        rrulestr(text, dtstart=datetime(start.year, start.month, start.day)),
    )
    expected = [when.date() for when in found]
    assert list(recurrence.days(recurrence.rule(text), start, last)) == expected


def test_a_rule_that_never_fits_comes_to_an_end() -> None:
    rule = recurrence.rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert not list(recurrence.days(rule, date(1900, 1, 1), date(2026, 1, 1)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=WEEKLY;WKST=0",
        "FREQ=YEARLY;BYMONTHDAY=" + "1," * 2000,
        "FREQ=YEARLY;BYDAY=" + ",".join(f"{n}{day}" for n in range(9) for day in WEEKDAYS),
    ],
)
def test_what_is_no_rule_is_told(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        recurrence.rule(text)


def test_it_ends_at_the_end_of_the_calendar() -> None:
    for frequency in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        rule = recurrence.rule(f"FREQ={frequency}")
        assert list(recurrence.days(rule, date(9999, 12, 31), date.max)) == [date.max]
        assert list(recurrence.days(rule, date.min, date.min)) == [date.min]
