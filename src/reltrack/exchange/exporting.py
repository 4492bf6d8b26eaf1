"""Write the journal, or a part of it, in a format that other programs read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Literal, NamedTuple

from reltrack.config import Settings
from reltrack.exchange.choosing import EVERYTHING, Choice, narrowed

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


def lines(db: sqlite3.Connection, order: Order) -> Iterator[str]:
    """Yield the lines of the export, all of one moment; each is to be ended with a line feed."""
    with _chosen(db, order):
        yield from _written(db, order)


def pages(db: sqlite3.Connection, order: Order) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the files of a journal in Markdown: their names, and their lines, to be taken at once.

    The index comes last.
    """
    from reltrack.exchange import markdown

    listed = []
    with _chosen(db, order):
        for page in markdown.pages(db, today=order.today):
            listed.append(page._replace(lines=iter(())))
            yield page.file, page.lines
        yield markdown.INDEX, markdown.index(listed)


@contextmanager
def _chosen(db: sqlite3.Connection, order: Order) -> Iterator[None]:
    """Let the connection see one moment of what is chosen alone."""
    db.execute("BEGIN")
    try:
        with narrowed(db, order.choice):
            yield
    finally:
        if db.in_transaction:
            db.execute("COMMIT")


def _written(db: sqlite3.Connection, order: Order) -> Iterator[str]:
    from reltrack.exchange import export

    if order.layout == "csv":
        from reltrack.exchange import csv_writer

        return csv_writer.entries(db) if order.entries else csv_writer.people(export.people(db))
    if order.layout == "vcard":
        from reltrack.exchange.vcard_writer import cards

        return _ended(cards(export.people(db), version=order.vcard_version))
    if order.layout == "ics":
        return _ended(_calendar(db, order))
    if order.layout == "markdown":
        from reltrack.exchange import markdown

        return markdown.journal(db, today=order.today)
    return export.export(db, order.layout)


def _calendar(db: sqlite3.Connection, order: Order) -> Iterator[str]:
    """Yield a calendar of what lies ahead with active people."""
    from reltrack.exchange import export
    from reltrack.exchange.ics_writer import calendar
    from reltrack.read import due, follow_ups

    active = (person for person in export.people(db) if person["status"] == "active")
    still_open = {one["id"] for one in follow_ups.follow_ups(db, today=order.today)}
    page = due.due(db, today=order.today, settings=order.settings, everybody=True)
    return calendar(
        (one for person in active for one in person["occasions"]),
        (one for one in export.records(db, "follow_ups") if one["id"] in still_open),
        page["items"],
        today=order.today,
    )


def _ended(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line}\r" for line in lines)
