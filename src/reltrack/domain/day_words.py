"""Days and lengths of time as the program says them; `dates` reads all of it back."""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day_name(day: date) -> str:
    """Return the day as the program writes it: `Fri 20 Nov 2026`."""
    month = MONTHS[day.month - 1][:3]
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {month} {day.year:04}"


def relative_day(day: date, *, today: date) -> str:
    """Return the day as seen from today: `yesterday`, `in 3 weeks`; exact up to 13 days."""
    days = (day - today).days
    if -1 <= days <= 1:
        return ("today", "tomorrow", "yesterday")[days]
    return f"in {span(days)}" if days > 0 else f"{span(-days)} ago"


def span(days: int) -> str:
    """Return a length of time (days >= 0) rounded for reading: `0 days`, `5 days`, `3 weeks`.

    Years are full years: seven and a half are `7 years`.
    """
    if days < 14:
        return counted(days, "day")
    if days < 60:
        return counted(round(days / 7), "week")
    if days < 730:
        return counted(min(round(days / 30.44), 23), "month")
    # Years of a calendar fall short of their average length by less than a day.
    return counted(int((days + 0.9) / 365.2425), "year")


def say_duration(days: int) -> str:
    """Say a duration exactly, so that it reads back as the same days: `3 weeks`, `30 days`."""
    for unit, length in (("year", 365), ("month", 30), ("week", 7)):
        # Thirty days are no calendar month: once said as days, it is not taken for one.
        if days and days % length == 0 and days != 30:
            return counted(days // length, unit)
    return counted(days, "day")


def say_every(days: int) -> str:
    """Say a cadence exactly: `every day`, `every week`, `every 3 weeks`."""
    return f"every {say_duration(days).removeprefix('1 ')}"


def counted(number: int, unit: str) -> str:
    """Return a number and its unit: `1 day`, `2 days`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
