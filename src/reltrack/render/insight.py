"""Balance, rhythms and circles, as pages: facts in words, never marks for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain import balance as habits
from reltrack.domain.day_words import counted as counted_days
from reltrack.domain.day_words import say_every, span
from reltrack.domain.rhythms import compared
from reltrack.render import chart
from reltrack.render.pages import Page, Row, Section, Table
from reltrack.render.wording import (
    NOTHING,
    counted,
    dated,
    joined,
    month_of,
    sentence,
)

if TYPE_CHECKING:
    from reltrack.domain.insight import (
        Attention,
        Balance,
        BalanceGroup,
        BalancePage,
        CircleStanding,
        Lived,
    )

_BAR = 24
_LABEL = 16  # columns that "promoted" takes, with the blanks around it
_FEW_MARKS = 0.34
_NIL = ("", "0")
_WIDE = 76
"""Columns that a table of sentences takes."""


def table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None,
    least: int = 60,
) -> Table:
    """Return a table; where there is no room for columns, what they say in a phrase each."""
    if width is not None and width >= least:
        return Table(title, columns, _figures_aligned(rows))
    told = []
    for name, *cells in rows:
        pairs = zip(columns[1:], cells, strict=True)
        phrases = (f"{what.lower()} {cell}" for what, cell in pairs if what and cell not in _NIL)
        told.append((name, ", ".join(phrases)))
    return Table(title, [columns[0], ""], told)


def _figures_aligned(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the rows with the figures of a column one below the other."""
    turned = []
    for cells in zip(*rows, strict=True):
        figures = all(cell.removesuffix("%").isdecimal() or not cell for cell in cells)
        width = max(map(len, cells)) if figures else 0
        turned.append([cell.rjust(width) if cell else cell for cell in cells])
    return list(zip(*turned, strict=True))


def percent(share: float | None) -> str:
    """Return a share as people read it; empty where there is nothing to share."""
    return "" if share is None else f"{share:.0%}"


def balance(found: Balance, today: date, *, width: int | None = None) -> Page:
    """Return what was given and asked, who reached out, and where."""
    entries = counted(found["entries"], "entry", "entries")
    whom = f"Balance with {found['person']['name']}" if found["person"] else "Balance"
    under = joined((entries, found["since"] and f"since {dated(found['since'], today)}"), " ")
    if not found["entries"]:
        return Page(whom, [f"no entries {under.partition(' entries ')[2]}".strip()], [])
    told = found["from_me"] + found["from_them"]
    sections = [
        Section("Giving and asking", _marks(found, width)),
        Section(
            "Who reaches out first",
            [
                Row("you", [str(found["from_me"])]),
                Row("they", [str(found["from_them"])]),
                Row("not said", [str(found["from_unknown"])]),
            ]
            if told
            else [Row("not said", [f"in all {found['from_unknown']}"])],
        ),
        Section("Where your attention goes", _attention(found)),
    ]
    if found["channels"]:
        at = "Your home base" if found["person"] is None else "Where you meet"
        vias = [
            Row(c["via"], [f"{percent(c['share'])}, {counted(c['entries'], 'time', 'times')}"])
            for c in found["channels"]
        ]
        sections.append(Section(at, vias))
    return Page(whom, [under], sections, _below(found))


def _marks(found: Attention, width: int | None) -> list[Row]:
    marks = {"gave": found["gave"], "asked": found["asked"], "promoted": found["promoted"]}
    most, digits = max(marks.values()), len(str(found["entries"]))
    rows = []
    for mark, count in {**marks, "unmarked": found["unmarked"]}.items():
        said = str(count)
        if width is not None:
            longest = min(_BAR, width - digits - _LABEL)
            drawn = chart.bar(count, most, longest) if mark in marks else None
            said = joined((said.rjust(digits), drawn), "  ")
        rows.append(Row(mark, [said]))
    return [*rows, Row("marked", [_coverage(found)])]


def _coverage(found: Attention) -> str:
    marked = found["entries"] - found["unmarked"]
    return f"{percent(found['marked_share'])}: {marked} of {found['entries']} entries"


def _attention(found: Balance) -> list[Row]:
    rows = [
        Row("conversations", [str(found["conversations"])]),
        Row("likes", [str(found["touches"])]),
    ]
    if found["person"]:
        return rows
    rows.insert(1, Row("broadcasts", [str(found["broadcasts"])]))
    own = (
        f"{percent(found['promotion_share'])}: {found['own_promotion']} of {found['entries']}"
        " entries, promoted ones and broadcasts"
    )
    return [*rows, Row("for yourself", [own, f"the habit: {percent(habits.HABIT)} at most"])]


def _below(found: Balance) -> list[str]:
    if found["person"]:
        word = habits.before_asking_again(found["person"]["name"], found["asks_in_a_row"] or 0)
        if word:
            return [sentence(word)]
    if (found["marked_share"] or 0) < _FEW_MARKS:
        return [
            "The more entries are marked, the more this tells: log --gave, --asked, --promoted."
        ]
    return []


def balances(page: BalancePage, today: date, *, width: int | None = None) -> Page:
    """Return the balance in groups."""
    whole = page["whole"]
    under = [f"marked in all: {_coverage(whole)}"] if whole["entries"] else []
    if whole["since"]:
        under.insert(0, f"since {dated(whole['since'], today)}")
    if not page["groups"]:
        return Page(f"Balance by {page['by']}", [*under, "no entries"], [])
    rows = [_balance_row(group, page["by"]) for group in page["groups"]]
    columns = (
        page["by"].capitalize(),
        "Entries",
        "Gave",
        "Asked",
        "Promoted",
        "Marked",
        "You first",
    )
    return Page(
        f"Balance by {page['by']}",
        under,
        [table("", columns, rows, width=width, least=_WIDE)],
        left_out(page["left_out"], page["by"]),
    )


def _balance_row(group: BalanceGroup, by: str) -> tuple[str, ...]:
    told = group["from_me"] + group["from_them"]
    return (
        group_name(group["person"]["name"] if group["person"] else group["group"], by),
        *(str(group[count]) for count in ("entries", "gave", "asked", "promoted")),
        percent(group["marked_share"]),
        percent(habits.share(group["from_me"], told)),
    )


def group_name(name: str | None, by: str) -> str:
    """Return what a group is called on screen."""
    if name is None:
        return {"circle": "in no circle", "channel": "not said"}.get(by, "")
    return month_of(f"{name}-01") if by == "month" else name


def left_out(count: int, by: str) -> list[str]:
    """Say how many groups are not shown."""
    return [f"{count} more {_MANY[by]}: --limit 0 shows all"] if count else []


_MANY = {
    "circle": "circles",
    "person": "people",
    "week": "weeks",
    "month": "months",
    "channel": "channels",
}


def rhythms(found: Sequence[Lived], _today: date, *, width: int | None = None) -> Page:
    """Return what is meant against what is lived."""
    if not found:
        return Page(sentence(NOTHING["rhythms"]), [], [])
    rows = []
    for one in found:
        lived = one["lived_days"]
        rows.append(
            (
                one["person"]["name"],
                say_days(one["stated_days"]) + (f" ({one['circle']})" if one["circle"] else ""),
                "" if lived is None else say_days(round(lived)),
                "not known yet" if lived is None else compared(one["stated_days"], lived),
            )
        )
    columns = ("Who", "You say", "You live", "Which is")
    first = next((one for one in found if one["lived_days"] is not None), None)
    below = []
    if first:
        below = ["To mean what you live:", f"reltrack rhythms --apply {first['person']['slug']}"]
    sections = [table("", columns, rows, width=width, least=_WIDE)]
    return Page("What you mean, and what you live", [], sections, below)


def say_days(days: int) -> str:
    """Return days as they are compared: `74 days`."""
    return counted_days(days, "day")


def circle_standings(
    found: Sequence[CircleStanding], _today: date, *, width: int | None = None
) -> Page:
    """Return how the circles fare."""
    if not found:
        return Page(sentence(NOTHING["circles"]), [], [])
    rows = []
    for one in found:
        cadence = one["cadence_days"]
        within = f"{one['within']} of {one['people']}" if one["people"] else "nobody yet"
        rows.append(
            (
                one["name"],
                within,
                say_every(cadence) if cadence else "",
                _quietest(one),
                one["would_help"]["name"] if one["would_help"] else "",
            )
        )
    columns = ("Circle", "In rhythm", "Cadence", "Longest quiet", "Would help")
    sections = [table("", columns, rows, width=width, least=_WIDE)]
    idea = next((one["would_help"] for one in found if one["would_help"]), None)
    below = ["To begin with the first:", f"reltrack show {idea['slug']}"] if idea else []
    return Page("Circles", [], sections, below)


def _quietest(one: CircleStanding) -> str:
    if one["quietest"] is None:
        return ""
    return f"{one['quietest']['name']} ({span(one['quietest_days'] or 0)})"
