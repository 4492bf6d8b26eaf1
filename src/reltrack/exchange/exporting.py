"""Write the journal, or a part of it, in a format that other programs read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Literal

from reltrack.config import Settings
from reltrack.exchange.choosing import EVERYTHING, Choice, narrowed
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.records import DueItem, FollowUp

Layout = Literal["json", "jsonl", "csv", "vcard", "ics", "markdown"]
LAYOUTS: tuple[Layout, ...] = ("json", "jsonl", "csv", "vcard", "ics", "markdown")


class Order(NamedTuple):
    """What is to be exported, and how."""

    layout: Layout
    today: date
    settings: Settings
    choice: Choice = EVERYTHING
    entries: bool = False
    """Of csv: entries instead of people."""
    vcard_version: Literal["3.0", "4.0"] = "4.0"


class _Ahead(NamedTuple):
    """What is open and due, told from the whole journal: a part of it knows too little."""

    loops: Sequence[FollowUp] = ()
    dues: Sequence[DueItem] = ()


def lines(db: sqlite3.Connection, order: Order) -> Iterator[str]:
    """Yield the lines of the export, all of one moment; each is to be ended with a line feed."""
    with _chosen(db, order) as ahead:
        yield from _written(db, order, ahead)


def pages(db: sqlite3.Connection, order: Order) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the files of a journal in Markdown: their names, and their lines, to be taken at once.

    The index comes last.
    """
    from reltrack.exchange import markdown

    listed = []
    with _chosen(db, order) as ahead:
        for page in markdown.pages(db, ahead.loops):
            listed.append(page._replace(lines=iter(())))
            yield page.file, page.lines
        yield markdown.INDEX, markdown.index(listed)


@contextmanager
def _chosen(db: sqlite3.Connection, order: Order) -> Iterator[_Ahead]:
    """Let the connection see one moment of what is chosen alone."""
    db.execute("BEGIN")
    try:
        ahead = _ahead(db, order)
        with narrowed(db, order.choice):
            yield ahead
    finally:
        if db.in_transaction:
            db.execute("COMMIT")


def _ahead(db: sqlite3.Connection, order: Order) -> _Ahead:
    from reltrack.read.due import due
    from reltrack.read.follow_ups import follow_ups

    if order.layout not in ("ics", "markdown"):
        return _Ahead()
    loops = follow_ups(db, today=order.today)
    if order.layout == "markdown":
        return _Ahead(loops)
    page = due(db, today=order.today, settings=order.settings, everybody=True)
    people = order.choice.people
    return _Ahead(loops, [one for one in page["items"] if people is None or one["id"] in people])


def _written(db: sqlite3.Connection, order: Order, ahead: _Ahead) -> Iterator[str]:
    from reltrack.exchange import export

    if order.layout == "csv":
        from reltrack.exchange import csv_writer

        return csv_writer.entries(db) if order.entries else csv_writer.people(export.people(db))
    if order.layout == "vcard":
        from reltrack.exchange.vcard_writer import cards

        return _ended(cards(export.people(db), version=order.vcard_version))
    if order.layout == "ics":
        return _ended(_calendar(db, order, ahead))
    if order.layout == "markdown":
        from reltrack.exchange import markdown

        return markdown.journal(db, ahead.loops)
    return export.export(db, order.layout)


def _calendar(db: sqlite3.Connection, order: Order, ahead: _Ahead) -> Iterator[str]:
    """Yield a calendar of what lies ahead with active people."""
    from reltrack.exchange import export
    from reltrack.exchange.ics_writer import calendar

    active = (person for person in export.people(db) if person["status"] == "active")
    still_open = {one["id"] for one in ahead.loops}
    return calendar(
        (one for person in active for one in person["occasions"]),
        (one for one in export.records(db, "follow_ups") if one["id"] in still_open),
        ahead.dues,
        today=order.today,
    )


def _ended(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line}\r" for line in lines)
