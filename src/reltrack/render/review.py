"""The Friday page: what a week brought, what lies ahead, and one idea."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain.day_words import span
from reltrack.render.pages import Page, Row, Section
from reltrack.render.wording import (
    counted,
    dated,
    day,
    deadline,
    joined,
    number,
    occasion_day,
    occasion_name,
    sentence,
)

if TYPE_CHECKING:
    from reltrack.domain.insight import Review, SeenPerson, Suggestion
    from reltrack.domain.records import FollowUp

_MOST_NAMES = 30


def review(week: Review, today: date, *, width: int | None = None) -> Page:
    """Return the page; parts of which there is nothing to say are left out."""
    sections = [
        Section("In touch with", _seen(week["people"], plain=width is None)),
        Section("Promised", [_promise(each, today) for each in week["promised"]]),
        Section("Kept", [_promise(each, today) for each in week["kept"]]),
        Section("Giving and asking", _giving(week)),
        Section(
            "Put off, and why",
            [
                Row(
                    each["person"]["name"],
                    [joined((_because(each["reason"]), f"until {day(each['until_on'])}"), ", ")],
                )
                for each in week["skips"]
            ],
        ),
        Section(
            "The next two weeks",
            [
                Row(each["person"]["name"], [f"{occasion_name(each)}: {occasion_day(each, today)}"])
                for each in week["occasions"]
            ],
        ),
        Section(
            "Circles that went without",
            [
                Row(
                    each["name"],
                    [
                        f"last {dated(each['last_date'], today)}"
                        if each["last_date"]
                        else "not logged yet"
                    ],
                )
                for each in week["quiet_circles"]
            ],
        ),
    ]
    told = joined(
        (
            counted(week["entries"], "entry", "entries"),
            counted(len(week["people"]), "person", "people"),
            f"on {counted(week['contact_days'], 'day', 'days')}",
        ),
        ", ",
    )
    return Page(
        f"{day(week['since'])} to {day(week['until'])}",
        [told if week["entries"] else "nothing written down yet"],
        [section for section in sections if section.rows],
        _idea(week["suggestion"]) if week["suggestion"] else (),
    )


def _seen(people: Sequence[SeenPerson], *, plain: bool) -> list[Row]:
    """Return the names as one text: on a terminal of so many people only those seen most."""
    if not people:
        return []
    shown = people if plain else people[:_MOST_NAMES]
    names = [
        each["person"]["name"] + (f" ({each['entries']})" if each["entries"] > 1 else "")
        for each in shown
    ]
    rest = len(people) - len(shown)
    return [Row("people", [", ".join(names) + (f" and {rest} more" if rest else "")])]


def _promise(each: FollowUp, today: date) -> Row:
    text = joined((each["person"]["name"], each["text"]), ": ")
    return Row(number(each["id"]), [f"{text}, {deadline(each, today)}"])


def _giving(week: Review) -> list[Row]:
    found = week["attention"]
    counts = [
        f"{what} {count}"
        for what, count in (
            ("gave", found["gave"]),
            ("asked", found["asked"]),
            ("promoted", found["promoted"]),
        )
        if count
    ]
    if found["broadcasts"]:
        counts.append(counted(found["broadcasts"], "broadcast", "broadcasts"))
    marked = found["entries"] - found["unmarked"]
    if not counts:
        return []
    return [
        Row("marks", [f"{', '.join(counts)}; {marked} of {found['entries']} entries are marked"])
    ]


def _because(reason: str | None) -> str:
    return (reason or "").replace("-", " ")


def _idea(one: Suggestion) -> list[str]:
    quiet = "" if one["quiet_days"] is None else f", quiet for {span(one['quiet_days'])}"
    circle = f" ({one['circle']})" if one["circle"] else ""
    return [
        sentence(f"One idea: a word to {one['person']['name']}{circle}{quiet}"),
        f"reltrack show {one['person']['slug']}",
    ]
