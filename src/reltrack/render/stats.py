"""The journal in numbers, and a year at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain import stats as domain
from reltrack.domain.day_words import day_name
from reltrack.render import chart
from reltrack.render.insight import group_name, left_out, table
from reltrack.render.pages import Page, Row, Section, Table
from reltrack.render.wording import counted, dated, joined, month_of

if TYPE_CHECKING:
    from reltrack.domain.insight import Stats, StatsPage, Tally, Totals

_BAR = 30
_SMALL_BAR = 14
_NARROW = 60


def stats(found: Stats, today: date, *, width: int | None = None) -> Page:
    """Return totals, the year in days, and its months."""
    if not found["entries"]:
        return Page(title(found), under(found, today), [])
    sections = [Section("", _totals(found, today))]
    if found["days"]:
        if width is not None:
            sections.append(Section("A year at a glance", _year(found, width)))
        sections.append(Section("Month by month", bars(months(found), width)))
    return Page(title(found), under(found, today), sections)


def tallies(page: StatsPage, today: date, *, width: int | None = None) -> Page:
    """Return the journal in groups."""
    whole, by = page["whole"], page["by"]
    heading = f"{title(whole)}, by {by}"
    if not whole["entries"]:
        return Page(heading, under(whole, today), [])
    if by in ("week", "month"):
        named = [(name_of(tally, by), tally["entries"]) for tally in page["groups"]]
        shown: Section | Table = Section("", bars(named, width))
        return Page(heading, under(whole, today), [shown], left_out(page["left_out"], by))
    most = max(tally["entries"] for tally in page["groups"])
    columns = [by.capitalize(), "Entries", "People", "Days in touch", ""]
    rows = [
        (
            name_of(tally, by),
            str(tally["entries"]),
            str(tally["people"]),
            str(tally["contact_days"]),
            chart.bar(tally["entries"], most, _SMALL_BAR) if width is not None else "",
        )
        for tally in page["groups"]
    ]
    if by == "person":
        columns.remove("People")
        rows = [row[:2] + row[3:] for row in rows]  # type: ignore[misc]
    shown = table("", columns, rows, width=width)
    return Page(heading, under(whole, today), [shown], left_out(page["left_out"], by))


def months(found: Stats) -> list[tuple[str, int]]:
    """Return the last months that were asked for, by name."""
    since = (found["since"] or "")[:7]
    named = [m for m in found["months"] if m["month"] >= since]
    return [(month_of(f"{m['month']}-01"), m["entries"]) for m in named]


def title(found: Stats) -> str:
    """Return what is counted: `340 entries`, or a part of them: `12 of 340 entries`."""
    whole = counted(found["whole"]["entries"], "entry", "entries")
    if found["entries"] == found["whole"]["entries"] and not found["filters"]:
        return whole
    return f"{found['entries']} of {whole}"


def under(found: Stats, today: date) -> list[str]:
    """Return what was asked for, in words."""
    said = [f"{what} {value}" for what, value in found["filters"].items()]
    if found["since"]:
        said.append(f"since {dated(found['since'], today)}")
    if found["until"] != today.isoformat():
        said.append(f"until {dated(found['until'], today)}")
    return [", ".join(said)] if said else []


def bars(counts: Sequence[tuple[str, int]], width: int | None) -> list[Row]:
    """Return a row for each count with its bar; in plain text the count alone."""
    if width is None:
        return [Row(name, [counted(count, "entry", "entries")]) for name, count in counts]
    most = max((count for _, count in counts), default=0)
    digits = len(str(most))
    label = max((len(name) for name, _ in counts), default=0)
    longest = min(_BAR, width - label - digits - 8)
    return [
        Row(name, [joined((str(count).rjust(digits), chart.bar(count, most, longest)), "  ")])
        for name, count in counts
    ]


def _totals(found: Stats, today: date) -> list[Row]:
    whole: Totals = found["whole"]

    def part(key: str, of: str) -> str:
        mine, all_of_them = found[key], whole[key]  # type: ignore[literal-required]
        return f"{mine}{of}" if mine == all_of_them else f"{mine} of {all_of_them}{of}"

    rows = [
        Row("people", [part("people", " you were in touch with")]),
        Row("days", [part("contact_days", " in touch with somebody")]),
    ]
    if found["first_date"] and found["last_date"]:
        rows.append(Row("first entry", [dated(found["first_date"], today)]))
        rows.append(Row("last entry", [dated(found["last_date"], today)]))
    busiest = found["busiest_day"], found["busiest_month"]
    if busiest[0] and busiest[1]:
        on = day_name(date.fromisoformat(busiest[0]["date"]))
        rows.append(Row("busiest day", [f"{on}, {busiest[0]['entries']}"]))
        month = month_of(f"{busiest[1]['month']}-01")
        rows.append(Row("busiest month", [f"{month}, {busiest[1]['entries']}"]))
    return rows


def _year(found: Stats, width: int) -> list[Row]:
    days = {each["date"]: each["entries"] for each in found["days"]}
    bounds = domain.shades(list(days.values()))
    draw = chart.year_in_weeks if width >= _NARROW else chart.year_in_months
    since = date.fromisoformat(found["since"]) if found["since"] else date.min
    lines = draw(days, bounds, since=since, until=date.fromisoformat(found["until"]))
    return [*(Row(name, [line]) for name, line in lines), Row("", [chart.legend(bounds)])]


def name_of(tally: Tally, by: str) -> str:
    """Return what a group is called on screen."""
    if by == "week" and tally["group"]:
        return day_name(date.fromisoformat(tally["group"])).partition(" ")[2]
    return group_name(tally["person"]["name"] if tally["person"] else tally["group"], by)
