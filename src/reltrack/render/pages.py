"""Pages before any layout: what they are made of, and the two about one person.

The function that makes a page is called as its kind is; `render/kinds.py` says where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, cast

from reltrack.domain.day_words import span
from reltrack.domain.durations import say_duration, say_every
from reltrack.domain.rhythm import USUAL_GAPS
from reltrack.domain.scoring import quiet_due_in
from reltrack.render import morning, wording
from reltrack.render.chart import sparkline
from reltrack.render.kinds import PAGES, Data, Kind
from reltrack.render.wording import counted, dated, joined, number
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.records import DueWhy, Interaction, PersonCard

_FEW_GAPS = 8
_ENTRY_LINES = 2
_LABELS = 30  # columns beside two lines


class Row(NamedTuple):
    """A label and what it says, line by line."""

    label: str
    lines: Sequence[str]


class Section(NamedTuple):
    """Rows under a title; the first section of a page has none."""

    title: str
    rows: Sequence[Row]


class Table(NamedTuple):
    """Rows of cells under a title; the first cell of each says what of."""

    title: str
    columns: Sequence[str]
    """Their titles; in plain text a cell comes after the title of its column."""
    rows: Sequence[Sequence[str]]


class Page(NamedTuple):
    """A page: a title, lines under it, then its parts; last what to do next."""

    title: str
    under: Sequence[str]
    sections: Sequence[Section | Table]
    below: Sequence[str] = ()
    """Lines of their own; those that begin with `reltrack ` are commands for copying."""


def page(kind: Kind, data: Data, today: date, *, width: int | None = None) -> Page:
    """Return the page of a kind for a terminal of so many columns; None is plain text."""
    make = getattr(import_module(f"reltrack.render.{PAGES[kind]}"), kind)
    return cast(Page, make(data, today, width=width))


def notes(kind: Kind, data: Data) -> Sequence[str]:
    """Return what is to be said beside a list that goes to a program."""
    found = import_module(f"reltrack.render.{'morning' if kind == 'due' else PAGES[kind]}")
    return cast("Sequence[str]", found.notes(data))


def two_lines(width: int) -> int:
    """Return the columns of two lines beside the labels of a page: the most of a long text."""
    return 2 * width - _LABELS


def card(person: PersonCard, today: date, *, width: int | None = None) -> Page:
    """Return the back of the rolodex card; on a terminal only the beginning of long entries."""
    status = "" if person["status"] == "active" else f", {person['status']}"
    aliases = ", ".join(person["aliases"])
    under = (
        joined((person["title"], person["company"], person["city"]), ", "),
        aliases and f"also known as {aliases}",
        joined((", ".join(person["circles"]), wording.tags(person["tags"])), " · "),
    )
    sections = (
        Section("", list(_about(person, today, plain=width is None))),
        Section(
            "Dates",
            [
                Row(
                    number(o["id"]),
                    [f"{wording.occasion_name(o)}: {wording.occasion_day(o, today)}"],
                )
                for o in person["occasions"]
            ],
        ),
        Section(
            "Open",
            [
                Row(number(f["id"]), [f"{wording.promised(f)}, {wording.deadline(f, today)}"])
                for f in person["follow_ups"]
            ],
        ),
        Section(
            "Worth remembering",
            [
                Row(number(f["id"]), f"{f['text']} ({wording.fact_age(f, today)})".split("\n"))
                for f in person["facts"]
            ],
        ),
        Section(
            "Last entries",
            [
                Row(number(entry["id"]), list(_entry(entry, person["slug"], today, width)))
                for entry in person["entries"]
            ],
        ),
    )
    return Page(
        f"{person['name']} ({person['slug']}){status}",
        [line for line in under if line],
        [section for section in sections if section.rows],
    )


def _about(person: PersonCard, today: date, *, plain: bool) -> Iterator[Row]:
    for point in person["contact_points"]:
        yield Row(point["label"] or point["kind"], [point["value"]])
    met = wording.how_met(person, today)
    if met:
        yield Row("met", [met.removeprefix("met ")])
    if person["birthday"] and not any(o["kind"] == "birthday" for o in person["occasions"]):
        yield Row("birthday", [wording.birthday(person["birthday"])])
    yield Row("last contact", [wording.last_contact(person, today)])
    mostly = person["usual_via"] and f"mostly {person['usual_via']}"
    yield Row("rhythm", [joined((wording.rhythm(person), mostly), ", ")])
    if any(person["by_month"]):
        days = f"{counted(sum(person['by_month']), 'day', 'days')} in touch"
        drawn = None if plain else sparkline(person["by_month"])
        yield Row("last year", [joined((drawn, days), "  ")])
    if person["snoozed_until"]:
        yield Row("set aside", [f"until {dated(person['snoozed_until'], today)}"])


def _entry(entry: Interaction, slug: str, today: date, width: int | None) -> Iterator[str]:
    yield wording.headline(entry, today)
    others = [person for person in entry["people"] if person["slug"] != slug]
    spoken_of = any(person["slug"] == slug for person in entry["mentioned"])
    yield joined(
        ("mentioned" if spoken_of else None, (others and f"with {wording.names(others)}") or None),
        ", ",
    )
    if width is None:
        yield from wording.body(entry["text"])
    else:
        yield from wording.body(entry["text"], most=_ENTRY_LINES, room=two_lines(width))


def why(item: DueWhy, today: date, *, width: int | None = None) -> Page:  # noqa: ARG001
    """Return the arithmetic behind one person's place, in words."""
    on = date.fromisoformat(item["today"])
    rows = [
        Row("quiet", [_silence(item, on)]),
        Row("gaps", list(_gaps(item["gaps"]))),
        Row("expected", list(_expected(item))),
        Row("due", [_due(item, on)]),
    ]
    if item["snoozed_until"]:
        rows.append(Row("set aside", [f"until {dated(item['snoozed_until'], on)}"]))
    others = [r for r in item["reasons"] if r["code"] != "quiet"]
    slug = item["slug"]
    # A command that will be copied holds words of ours only.
    circle = next((c for c in item["circles"] if c.replace("-", "").isalnum()), "peer")
    ways = [
        Row("how often", [f"reltrack edit {slug} --every 6w"]),
        Row(
            "their circle",
            [f"reltrack circle {circle} {slug} --every 30d"],
        ),
        Row("not now", [f"reltrack skip {slug}"]),
    ]
    sections = [Section("", rows)]
    if others:
        said = [(r, morning.answer(item, r)) for r in others]
        also = [Row(number(r["ref"]), [r["text"], *filter(None, [a])]) for r, a in said]
        sections.append(Section("Also", also))
    if item["coming"]:
        ahead = [
            Row(number(c["ref"]), [c["text"], f"in due from {dated(c['date'], on)}"])
            for c in item["coming"]
        ]
        sections.append(Section("Coming up", ahead))
    sections.append(Section("To change it", ways))
    as_of = "" if on == today else f", as of {wording.day(item['today'])}"
    return Page(f"{item['name']} ({slug}): {morning.standing(item, on)}{as_of}", [], sections)


def _silence(item: DueWhy, on: date) -> str:
    if item["quiet_days"] is None:
        return f"not logged yet; active since {dated(item['since'], on)}"
    since = joined((wording.day(item["since"]), item["last_via"]), ", ")
    return f"for {span(item['quiet_days'])}, since {since}"


def _due(item: DueWhy, on: date) -> str:
    day = dated(item["due_on"], on)
    if item["due_on"] == item["snoozed_until"]:
        return f"{day}, the day they are back after a skip"
    days = (date.fromisoformat(item["due_on"]) - date.fromisoformat(item["since"])).days
    start = "they became active" if item["quiet_days"] is None else "the last contact"
    return f"{day}, {counted(days, 'day', 'days')} after {start}"


def _gaps(gaps: Sequence[int]) -> Iterator[str]:
    if not gaps:
        yield "none yet: it takes two contacts to make one"
        return
    latest = gaps[-USUAL_GAPS:]
    days = counted(latest[-1], "day", "days").split(" ")[1]
    yield f"{', '.join(map(str, latest))} {days} between contacts, the latest last"
    if len(gaps) > len(latest):
        yield f"these are the latest {len(latest)} of {len(gaps)}"


def _expected(item: DueWhy) -> Iterator[str]:
    source, days = item["rhythm_source"], quiet_due_in(item["due_after_days"])
    if source == "set":
        yield f"{say_every(days)}, as set for {item['name']}"
    elif source == "circle":
        circles = ", ".join(item["circles"])
        yield f"{say_every(days)}, the shortest cadence among their circles ({circles})"
    elif source == "default":
        yield f"{say_every(days)}, the default: it takes two gaps to learn a rhythm"
    else:
        low, high = item["learned_range"]
        usual = say_every(round(item["usual_days"]))
        yield f"usually {usual}, the middle one of the latest gaps"
        yield f"due after {days} days: longer than four in five of the gaps to expect"
        if days in (low, high):
            yield f"a learned rhythm is kept between {say_duration(low)} and {say_duration(high)}"
        if len(item["gaps"]) < _FEW_GAPS:
            typical = span(round(item["typical_gap_days"]))
            yield f"few gaps are known, so the journal's typical one ({typical}) counts too"
