from __future__ import annotations

import re
from datetime import date

import pytest

from reltrack.domain.dates import DateOrder, Lean, parse_when
from reltrack.errors import UsageError

SUNDAY = date(2026, 11, 22)


def read(typed: str, lean: Lean = "past", today: date = SUNDAY, order: DateOrder = "iso") -> str:
    when = parse_when(typed, today=today, lean=lean, order=order)
    return str(when.date) if when.time is None else f"{when.date} {when.time}"


def refusal(typed: str, lean: Lean = "past", order: DateOrder = "iso") -> tuple[str, str]:
    with pytest.raises(UsageError) as refused:
        parse_when(typed, today=SUNDAY, lean=lean, order=order)
    assert refused.value.hint
    return str(refused.value), refused.value.hint


@pytest.mark.parametrize(
    ("typed", "today", "lean", "expected"),
    [
        ("1m", "2026-03-31", "past", "2026-02-28"),
        ("in 1 month", "2026-01-31", "past", "2026-02-28"),
        ("in 1 month", "2028-01-31", "past", "2028-02-29"),
        ("1y", "2024-02-29", "past", "2023-02-28"),
        ("1y", "2024-02-29", "future", "2025-02-28"),
        ("4 years ago", "2024-02-29", "past", "2020-02-29"),
        ("last month", "2026-03-30", "past", "2026-02-28"),
        ("yesterday", "2027-01-01", "past", "2026-12-31"),
        ("tomorrow", "2026-12-31", "past", "2027-01-01"),
        ("31 dec", "2027-01-01", "past", "2026-12-31"),
        ("1 jan", "2026-12-31", "future", "2027-01-01"),
        ("29 feb", "2024-02-29", "past", "2024-02-29"),
        ("29 feb", "2024-02-28", "past", "2020-02-29"),
        ("29 feb", "1903-05-01", "past", "1896-02-29"),
        ("29 feb", "1897-05-01", "future", "1904-02-29"),
        ("this fri", "2026-11-23", "past", "2026-11-27"),
        ("this mon", "2026-11-29", "past", "2026-11-23"),
        ("sun", "0001-01-07", "past", "0001-01-07"),
        ("tomorrow", "9999-12-30", "past", "9999-12-31"),
    ],
)
def test_ends_of_months_leap_days_and_turns_of_years(
    typed: str, today: str, lean: Lean, expected: str
) -> None:
    assert read(typed, lean, date.fromisoformat(today)) == expected


# --- Figures that could be two days ---


@pytest.mark.parametrize(
    ("typed", "lean", "suggested"),
    [
        ("03/04", "past", ["2026-03-04", "2026-04-03"]),
        ("03/04", "future", ["2027-03-04", "2027-04-03"]),
        ("11/12", "past", ["2025-12-11", "2026-11-12"]),
        ("03/04/2026", "past", ["2026-03-04", "2026-04-03"]),
        ("03-04-2026", "past", ["2026-03-04", "2026-04-03"]),
        ("3.4.", "past", ["2026-03-04", "2026-04-03"]),
        ("3.4.2026", "past", ["2026-03-04", "2026-04-03"]),
        ("3/3", "past", ["2026-03-03"]),
        ("13/04", "past", ["2026-04-13"]),
        ("13/04/2026", "past", ["2026-04-13"]),
        ("04/13/2026", "past", ["2026-04-13"]),
        ("29/02/2024", "past", ["2024-02-29"]),
    ],
)
def test_figures_without_a_configured_order_are_refused_with_their_readings(
    typed: str, lean: Lean, suggested: list[str]
) -> None:
    _, hint = refusal(typed, lean)
    assert re.findall(r"\d{4}-\d\d-\d\d", hint) == suggested
    assert ("date_order" in hint) == (len(suggested) == 2)


@pytest.mark.parametrize(
    ("typed", "order", "expected"),
    [
        ("03/04", "dmy", "2026-04-03"),
        ("03/04", "mdy", "2026-03-04"),
        ("03/04/2026", "dmy", "2026-04-03"),
        ("03/04/2026", "mdy", "2026-03-04"),
        ("3.4.", "dmy", "2026-04-03"),
        ("3.12.", "dmy", "2025-12-03"),
        ("03-04-2026", "dmy", "2026-04-03"),
        ("fri 20/11", "dmy", "2026-11-20"),
        ("11/20/2026 2:30 pm", "mdy", "2026-11-20 14:30"),
        ("2026-04-03", "dmy", "2026-04-03"),
        ("2026/04/03", "mdy", "2026-04-03"),
    ],
)
def test_a_configured_order_settles_it(typed: str, order: DateOrder, expected: str) -> None:
    assert read(typed, order=order) == expected


@pytest.mark.parametrize(("typed", "order"), [("04/13/2026", "dmy"), ("13/04/2026", "mdy")])
def test_an_order_is_never_swapped(typed: str, order: DateOrder) -> None:
    message, hint = refusal(typed, order=order)
    assert "order" in message
    assert hint == "type 2026-04-13"
