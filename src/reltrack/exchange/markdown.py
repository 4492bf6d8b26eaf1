"""Write a journal to keep for ever: plain Markdown, a page for each person, newest entries first.

It needs no program to be read, not even one that knows Markdown.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from reltrack.domain.day_words import MONTHS, day_name
from reltrack.domain.text import visible
from reltrack.exchange import export
from reltrack.exchange.markdown_text import line, opening, paragraphs
from reltrack.read.interactions import Selection, history
from reltrack.tuples import NamedTuple

Record = Mapping[str, Any]
Lines = Iterator[str]

INDEX = "index.md"
LONGEST_NAME = 100
"""Letters of a handle in the name of a file, which may be of four bytes each."""

_OPEN = {
    "promise": "I promised", "reply": "I owe an answer", "waiting": "They promised",
    "plan": "To meet",
}  # fmt: skip
_MARKS = {"gave": "I gave", "asked": "I asked", "promoted": "I promoted"}
_INITIATED = {"me": "I reached out", "them": "they reached out"}
_STATUS = {"new": "came by import", "archived": "archived"}
_TO_MANY = """
    SELECT id FROM interaction
    WHERE NOT EXISTS (SELECT 1 FROM participant WHERE interaction_id = interaction.id)
    ORDER BY date DESC, time DESC, id DESC
"""


class Page(NamedTuple):
    """A page: the name of its file, what is on it, and whom it is about in a line."""

    file: str
    title: str
    about: str
    lines: Lines


def journal(db: sqlite3.Connection, loops: Iterable[Record]) -> Lines:
    """Yield the lines of the whole journal in one file."""
    for number, page in enumerate(pages(db, loops)):
        if number:
            yield ""
        yield from page.lines


def index(found: Iterable[Page]) -> Lines:
    """Yield the page that leads to all the others."""
    yield "# People"
    yield ""
    for page in found:
        about = f": {page.about}" if page.about else ""
        yield f"- [{line(page.title)}](<{page.file}>){about}"


def pages(db: sqlite3.Connection, loops: Iterable[Record]) -> Iterator[Page]:
    """Yield the pages of all people by name, and last one of what was said to nobody by name.

    `loops`: the follow-ups that are open.
    """
    theirs = defaultdict(list)
    for loop in loops:
        theirs[loop["person"]["id"]].append(loop)
    for person in export.people(db):
        yield Page(
            _file(person),
            person["name"],
            _about(person),
            _page(db, person, theirs.get(person["id"], [])),
        )
    if db.execute(_TO_MANY).fetchone():
        yield Page("to-many.md", "To many at once", "", _to_many(db))


def _file(person: Record) -> str:
    slug: str = person["slug"]
    if len(slug) > LONGEST_NAME or slug in ("index", "to-many") or not slug.isascii():
        # No handle has an underscore, so this is nobody else's page.
        return f"{slug[: LONGEST_NAME // 2]}_{person['id']}.md"
    return f"{slug}.md"


def _page(db: sqlite3.Connection, person: Record, loops: Iterable[Record]) -> Lines:
    yield f"# {line(person['name'])}"
    if about := _about(person):
        yield from ("", about)
    yield from _list("", _card(person))
    yield from _list("Dates", map(_occasion, person["occasions"]))
    yield from _list("Worth remembering", map(_fact, reversed(person["facts"])))
    yield from _list("Open", map(_loop, loops))
    entries = history(db, Selection(people=(person["id"],)))
    if entries:
        yield from ("", "## Entries")
    for entry in entries:
        yield from _entry(entry, person["id"])


def _list(title: str, items: Iterable[str]) -> Lines:
    found = [item for item in items if item]
    if found:
        yield from ("", f"## {title}", "") if title else ("",)
        yield from (f"- {item}" for item in found)


def _about(person: Record) -> str:
    work = " at ".join(filter(None, (person["title"], person["company"])))
    return opening(", ".join(filter(None, (work, person["city"], _STATUS.get(person["status"])))))


def _card(person: Record) -> Lines:
    for what, values in (
        ("also called", person["aliases"]),
        ("circles", person["circles"]),
        ("tags", person["tags"]),
    ):
        if values:
            yield f"{what}: {line(', '.join(values))}"
    if person["cadence_days"]:
        yield f"to be in touch every {person['cadence_days']} days"
    met = [
        person["met_on"] and _day(person["met_on"]),
        person["how_met"] and _flat(person["how_met"]),
    ]
    if any(met):
        yield f"met: {line(', '.join(filter(None, met)))}"
    if person["introduced_by"]:
        yield f"introduced by: {line(person['introduced_by']['name'])}"
    for point in person["contact_points"]:
        label = f" ({point['label']})" if point["label"] else ""
        yield opening(f"{point['kind']}{label}: {point['value']}")


def _occasion(occasion: Record) -> str:
    said = occasion["label"] or occasion["kind"]
    month = MONTHS[occasion["month"] - 1]
    when = " ".join(str(part) for part in (occasion["day"], month, occasion["year"]) if part)
    return opening(f"{said}: {when}")


def _fact(fact: Record) -> str:
    tags = "".join(f" #{tag}" for tag in fact["tags"] if f"#{tag}" not in fact["text"])
    return opening(f"{_flat(fact['text'])}{tags} ({_day(fact['heard_on'])})")


def _loop(loop: Record) -> str:
    said = f": {_flat(loop['text'])}" if loop["text"] else ""
    by = f", by {_day(loop['due_date'])}" if loop["due_date"] else ""
    return line(f"{_OPEN[loop['kind']]}{said} (since {_day(loop['opened_on'])}{by})")


def _to_many(db: sqlite3.Connection) -> Lines:
    from reltrack.read.interactions import by_number

    yield "# To many at once"
    for (number,) in db.execute(_TO_MANY):
        for entry in by_number(db, [number]):
            yield from _entry(entry, None)


def _entry(entry: Record, person: int | None) -> Lines:
    when = ", ".join(filter(None, (_day(entry["date"]), entry["time"])))
    yield ""
    yield f"### {line(' · '.join(filter(None, (when, entry['via'], entry['place']))))}"
    if entry["text"].strip(" \t\n"):
        yield ""
        yield from paragraphs(entry["text"])
    present, mentioned = (
        ", ".join(who["name"] for who in entry[key] if who["id"] != person)
        for key in ("people", "mentioned")
    )
    tags = [f"#{tag}" for tag in entry["tags"] if f"#{tag}" not in entry["text"]]
    beside = [
        present and f"with {present}",
        mentioned and f"about {mentioned}",
        _INITIATED.get(entry["initiated"]),
        _MARKS.get(entry["mark"]),
        " ".join(tags),
    ]
    if any(beside):
        yield ""
        yield f"({line('; '.join(filter(None, beside)))})"


def _day(day: str) -> str:
    return day_name(date.fromisoformat(day))


def _flat(text: str) -> str:
    return " ".join(visible(text, lines=True).split())
