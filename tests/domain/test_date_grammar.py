from __future__ import annotations

import re
from datetime import date

import pytest

from reltrack.domain.dates import DateOrder, Lean, parse_when
from reltrack.errors import UsageError

SUNDAY = date(2026, 11, 22)
LEANS: tuple[Lean, ...] = ("past", "future")


def read(typed: str, lean: Lean = "past", today: date = SUNDAY, order: DateOrder = "iso") -> str:
    when = parse_when(typed, today=today, lean=lean, order=order)
    return str(when.date) if when.time is None else f"{when.date} {when.time}"


def refusal(typed: str, lean: Lean = "past", order: DateOrder = "iso") -> tuple[str, str]:
    with pytest.raises(UsageError) as refused:
        parse_when(typed, today=SUNDAY, lean=lean, order=order)
    assert refused.value.hint
    return str(refused.value), refused.value.hint


# --- What means the same whichever way it leans ---

EXPLICIT = {
    "2024-02-29": "29 feb 2024",
    "2025-09-22": "1 year and 2 months ago",
    "2025-11-22": "last year",
    "2026-01-05": "2026-1-5",
    "2026-08-14": "100 days ago",
    "2026-10-22": "last month",
    "2026-11-08": "two weeks ago|2-weeks-ago|a couple of weeks ago|a fortnight ago",
    "2026-11-10": "twelve days ago",
    "2026-11-15": "last sunday|a week ago|last week",
    "2026-11-16": "this monday",
    "2026-11-17": "last tue",
    "2026-11-19": "-3d|−3d|3 days ago|3d ago",
    "2026-11-19 09:05": "3 days ago 9:05",
    "2026-11-20": (
        "2026-11-20| 2026-11-20 |2026-11-20.|2026/11/20|2026.11.20|20261120|2026‑11‑20|"
        "day before yesterday|the day before yesterday|last-friday|this fri|20 Nov 2026|"
        "Nov 20, 2026|Nov. 20th, 2026|20-Nov-2026|20/nov/2026|20. nov 2026|2026 nov 20|"
        "the 20th of November, 2026|on 20 november 2026|Fri 20 Nov 2026|Fri, 20 Nov 2026|"
        "friday the 20th of november 2026|Fri 2026-11-20|2026-11-20 Fri|"
        "Fri 20 Nov 2026 (2 days ago)|Fri 20 Nov 2026 (yesterday)"
    ),
    "2026-11-20 00:30": "2026-11-20T00:30+02:00",
    "2026-11-20 14:30": (
        "2026-11-20T14:30|2026-11-20t14:30|2026-11-20 14:30|2026-11-20, 14:30|"
        "2026-11-20 14:30:59|2026-11-20T14:30:59.123456|2026-11-20 14:30:00 +0200|"
        "2026-11-20 14:30:00.5-05:00|Fri, Nov 20, 2026 at 2:30 PM|Fri, 20 Nov 2026 14:30:00 +0100"
    ),
    "2026-11-20 23:30": "2026-11-20T23:30Z|2026-11-20T23:30-05:00|2026-11-20T23:30:00-0500",
    "2026-11-21": "yesterday|Yesterday.|last night|yesterday evening|1 day ago",
    "2026-11-21 09:00": "9am yesterday",
    "2026-11-21 12:00": "yesterday at noon",
    "2026-11-21 14:30": "yesterday 14:30|yesterday, 14:30",
    "2026-11-22": "today|TODAY|tonight|this morning|this sunday|0 days ago",
    "2026-11-22 00:00": "00:00|12am",
    "2026-11-22 00:15": "12:15am",
    "2026-11-22 09:05": "9:05",
    "2026-11-22 12:00": "12pm|noon",
    "2026-11-22 14:00": "2pm|2 PM",
    "2026-11-22 14:30": "14:30|at 14:30|2:30 pm|2.30pm|2:30 p.m.",
    "2026-11-22 19:00": "this evening at 7pm",
    "2026-11-22 23:59": "23:59",
    "2026-11-23": "tomorrow|tomorrow morning|next mon",
    "2026-11-23 21:00": "tomorrow night 9pm",
    "2026-11-24": "day after tomorrow|the day after tomorrow",
    "2026-11-25": "+3d",
    "2026-11-27": "next friday|on next friday",
    "2026-11-29": "next sun|a week from today|next week",
    "2026-12-06": "+2 weeks|in 2 weeks|in 2w|2 weeks from now",
    "2026-12-22": "in a month|next month",
    "2027-11-22": "next year",
    "2099-01-01": "2099-01-01",
}


@pytest.mark.parametrize("lean", LEANS)
@pytest.mark.parametrize(
    ("typed", "expected"),
    [(typed, expected) for expected, all_ in EXPLICIT.items() for typed in all_.split("|")],
)
def test_what_is_explicit_never_leans(typed: str, expected: str, lean: Lean) -> None:
    assert read(typed, lean) == expected


# --- What leans ---

LEANING = {
    ("2024-02-29", "2028-02-29"): "29 feb",
    ("2025-05-22", "2028-05-22"): "1y 6m",
    ("2025-11-22", "2027-11-22"): "1y",
    ("2025-11-23", "2026-11-23"): "23 nov",
    ("2025-12-31 23:59", "2026-12-31 23:59"): "31 dec 23:59",
    ("2026-05-05", "2027-05-05"): "may 5",
    ("2026-09-01", "2027-09-01"): "sept 1",
    ("2026-10-22", "2026-12-22"): "1m",
    ("2026-11-08", "2026-12-06"): "2w|two weeks",
    ("2026-11-15", "2026-11-29"): "a week",
    ("2026-11-16", "2026-11-23"): "mon",
    ("2026-11-17", "2026-11-24"): "tue|tues",
    ("2026-11-18", "2026-11-25"): "wed|weds",
    ("2026-11-19", "2026-11-25"): "3d|3D|3 days",
    ("2026-11-19", "2026-11-26"): "thu|thur|thurs",
    ("2026-11-20", "2026-11-27"): "fri|Friday|on friday|fri evening",
    ("2026-11-20", "2027-11-20"): "20 nov|nov 20|20th of november",
    ("2026-11-20 09:00", "2026-11-27 09:00"): "fri at 9am",
    ("2026-11-21", "2026-11-28"): "sat.",
    ("2026-11-22", "2026-11-22"): "0d|22 nov",
    ("2026-11-22", "2026-11-29"): "sun",
}


@pytest.mark.parametrize(
    ("typed", "both"),
    [(typed, both) for both, all_ in LEANING.items() for typed in all_.split("|")],
)
def test_what_leaves_the_side_open_leans(typed: str, both: tuple[str, str]) -> None:
    assert (read(typed, "past"), read(typed, "future")) == both


def test_a_weekday_with_a_yearless_day_must_fit_the_day_it_leans_to() -> None:
    assert read("Friday, 20 November") == "2026-11-20"
    assert "20 November 2027 is a Saturday" in refusal("Friday, 20 November", "future")[0]


# --- What is refused ---


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("", "the date is empty", "yesterday"),
        (" \t\n", "the date is empty", "yesterday"),
        ("2026-02-30", "February 2026 has 28 days", "28 February 2026"),
        ("2024-02-30", "February 2024 has 29 days", "29 February 2024"),
        ("1900-02-29", "February 1900 has 28 days", "28 February 1900"),
        ("31 apr 2026", "April 2026 has 30 days", "30 April 2026"),
        ("0 nov", "November has 30 days", "30 November"),
        ("31 nov", "November has 30 days", "30 November"),
        ("30 feb", "February has 28 days, in leap years 29", "28 February"),
        ("2026-13-01", "there is no month 13", "year-month-day"),
        ("2026-00-10", "there is no month 0", "year-month-day"),
        ("31/02/2026", "no day of the calendar", "year-month-day"),
        ("0000-01-01", "outside the calendar", "1 to 9999"),
        ("Mon 20 Nov 2026", "20 November 2026 is a Friday", "2026-11-20"),
        ("2026-11-20 Mon", "20 November 2026 is a Friday", "2026-11-20"),
        ("20 nov 26", "four digits", "2026-11-20"),
        ("03/04/26", "four digits", "2026-11-20"),
        ("nov 2026", "nov 2026 lacks the day", "1 nov 2026"),
        ("2026-11", "2026-11 lacks the day", "2026-11-01"),
        ("fri 20", "fri 20 lacks the month", "20 jan"),
        ("may", "'may' is not a date", "20 may"),
        ("10", "'10' is not a date", "10 jan"),
        ("20th", "'20th' is not a date", "20th jan"),
        ("2026", "'2026' is not a date", "yesterday"),
        ("12345678901234567890", "is not a date", "yesterday"),
        ("12345678", "is not a date", "yesterday"),
        ("soon", "'soon' is not a date", "yesterday"),
        ("someday", "'someday' is not a date", "yesterday"),
        ("now", "is not a date", "yesterday"),
        ("next weekend", "is not a date", "saturday or sunday"),
        ("tommorow", "'tommorow' is not a date", "did you mean tomorrow?"),
        ("last tusday", "'last tusday' is not a date", "did you mean last tuesday?"),
        ("20 novembre 2026", "is not a date", "did you mean 20 november 2026?"),
        ("99999999999999999999 days ago", "outside the calendar", "1 to 9999"),
        ("9999y", "outside the calendar", "1 to 9999"),
        ("in 9999 years", "outside the calendar", "1 to 9999"),
        ("+120000 months", "outside the calendar", "1 to 9999"),
        ("25:00", "is not a date", "14:30"),
        ("14:60", "is not a date", "14:30"),
        ("24:00", "is not a date", "14:30"),
        ("13pm", "is not a date", "14:30"),
        ("0am", "is not a date", "14:30"),
        ("14:30pm", "is not a date", "14:30"),
        ("fri at 9", "is not a date", "14:30"),
        ("x" * 61, "'x{40}…' is not a date", "yesterday"),
        ("yesterday" + " or so" * 20, "is not a date", "yesterday"),
        ("\x1b]52;c;eA==\x07", r"'\\x1b\]52;c;eA==\\x07' is not a date", "yesterday"),
    ],
)
def test_a_refusal_says_why_and_what_to_type(typed: str, message: str, hint: str) -> None:
    said, help_ = refusal(typed)
    assert re.search(message, said)
    assert hint in help_


@pytest.mark.parametrize("lean", LEANS)
@pytest.mark.parametrize(
    "typed",
    [
        *("lunch with Ana yesterday", "yesterday with Ana", "since yesterday", "yesterday at"),
        *("sunday roast", "mark 3", "march", "week", "day", "ago", "in", "on", "at", "the", "of"),
        *("3", "-3", "3 ago", "in 3", "days", "d3", "3h", "90 min", "an hour ago", "just now"),
        *("in -3 days", "-3 days ago", "in 3 days ago", "- 3 days", "--3d", "1,000 days ago"),
        *("1.5 weeks ago", "1/2 week", "3-4 days ago", "3 or 4 days ago", "a few days ago"),
        *("3 days and", "and 3 days", "3 and days", "last 3 days", "last day", "next day"),
        *("mon-fri", "mon tue", "fri fri", "fri yesterday", "friday last week", "2 fridays ago"),
        *("today today", "today tomorrow", "on today", "on 3 days ago", "on 14:30", "the today"),
        *("week before yesterday", "day before tomorrow", "the other day", "last weekday"),
        *("last night 2am", "tonight 2am", "tomorrow morning 9pm", "last morning", "evening"),
        *("14:30 15:30", "9:30-10:30", "2026-11-20 09:00-11:00", "20 14:30 nov", "1:5", "1430"),
        *("nov", "nov nov", "20 20 nov", "20 nov 2026 2027", "november 20 days", "of nov 20"),
        *("20 nov 2026 or so", "20-22 nov", "20 nov - 22 nov", "2026-11-20-21", "2026-11-20x"),
        *("2026-11/20", "2026-11-2012", "20261320", "2026-W47-5", "20 nov '26", "11/2026"),
        *("99/99", "24/25", "1.2.3", "192.168.1.1", "+351 912 345 678", "#41", "3.14159"),
        *("christmas", "heute", "5 févr", "５ nov", "٢٠٢٦-١١-٢٠", "２０２６-11-20", "明日"),
        *("yesterday t14:30", "1 day and " * 8 + "1 day ago"),
        *("yesterday (really)", "fri (2 days ago)", "(yesterday)", ")", "Fri 20 Nov 2026 ()"),
    ],
)
def test_what_is_understood_only_in_part_is_refused_whole(typed: str, lean: Lean) -> None:
    refusal(typed, lean)


@pytest.mark.parametrize("lean", LEANS)
def test_every_example_in_the_hint_works(lean: Lean) -> None:
    examples = re.split(r", | or ", refusal("soon", lean)[1].removeprefix("try "))
    assert len(examples) == 5
    for typed in examples:
        day = parse_when(typed, today=SUNDAY, lean=lean).date
        assert day <= SUNDAY if lean == "past" else day >= SUNDAY


@pytest.mark.parametrize("lean", LEANS)
@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("20 nov 26", "20 nov 2026"),
        ("nov 2026", "1 nov 2026"),
        ("2026-11", "2026-11-01"),
        ("fri 31", "31 jan"),
        ("31", "31 jan"),
        ("31st", "31st jan"),
        ("may", "20 may"),
        ("31 apr", "30 April"),
        ("2026-02-30", "28 February 2026"),
        ("Mon 20 Nov 2026", "2026-11-20"),
        ("tommorow", "tomorrow"),
        ("25:00", "14:30"),
        ("fri at 9", "2pm"),
    ],
)
def test_what_a_hint_suggests_is_accepted(typed: str, suggested: str, lean: Lean) -> None:
    assert suggested in refusal(typed, lean)[1]
    assert read(suggested, lean)
