"""`export`: take the data out, whole or in part, for any program that reads it."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import CircleFilter, known_circle, when
from reltrack.errors import UsageError
from reltrack.read import circles, names

if TYPE_CHECKING:
    from reltrack.exchange.choosing import Choice

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack export > journal.json
    reltrack export csv -o people.csv
    reltrack export vcard --circle peer --vcard-version 3.0 -o peers.vcf
    reltrack export markdown -o journal/
    reltrack export | jq '.people[].name'
    """,
)
def export(
    context: typer.Context,
    layout: Annotated[
        str,
        typer.Argument(metavar="[FORMAT]", help="json, jsonl, csv, vcard, ics or markdown."),
    ] = "json",
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", "-w", metavar="NAME", help="Only this person; repeatable."),
    ] = None,
    circle: CircleFilter = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="Only what happened since.")
    ] = None,
    entries: Annotated[
        bool, typer.Option("--entries", help="Of csv: entries instead of people.")
    ] = False,
    vcard_version: Annotated[
        Literal["3.0", "4.0"] | None,
        typer.Option("--vcard-version", help="Of vcard: which one; older programs want 3.0."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file, for you alone."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write the journal out, whole or in part.

    json and jsonl hold everything you entered, and `reltrack import` brings it back exactly as it
    was. csv is for spreadsheets: `reltrack import csv --update` takes their changes back. vcard is
    for address books, ics for calendars, markdown for reading: `-o FOLDER/` gives a page to each
    person. A part holds the people chosen and what concerns them; others are left out of it.
    """
    from reltrack.exchange.exporting import LAYOUTS, Order, lines, pages
    from reltrack.exchange.writing import spooled, write_file, write_folder

    gc.enable()
    if layout not in LAYOUTS:
        raise UsageError(
            f"no such format: {layout[:40]}", hint=f"these there are: {', '.join(LAYOUTS)}"
        )
    if entries and layout != "csv":
        raise UsageError("--entries belongs to csv", hint="reltrack export csv --entries")
    if vcard_version is not None and layout != "vcard":
        raise UsageError(
            "--vcard-version belongs to vcard",
            hint=f"reltrack export vcard --vcard-version {vcard_version}",
        )
    if force and output in (None, "-"):
        raise UsageError("--force belongs to --output", hint=f"reltrack export {layout} -o FILE")
    invocation = Invocation.of(context)
    choice = _choice(invocation, with_, circle, since)
    order = Order(
        layout, invocation.today, invocation.settings, choice, entries,
        vcard_version or "4.0",
    )  # fmt: skip
    if output in (None, "-"):
        with spooled(lines(invocation.db, order)) as taken:
            invocation.close()
            invocation.output.lines(taken)
        return
    assert output is not None
    path = Path(output).expanduser()
    if layout == "markdown" and (output.endswith("/") or path.is_dir()):
        files = pages(invocation.db, order)
        write_folder(path, files, force=force, journal=invocation.path)
    else:
        write_file(path, lines(invocation.db, order), force=force, journal=invocation.path)
    invocation.close()
    talk.note(f"exported to {path}")


def _choice(
    invocation: Invocation, with_: list[str] | None, circle: str | None, since: str | None
) -> Choice:
    """Return which part of the journal is asked for.

    Raises:
        NotFoundError: there is no such person or circle.
    """
    from reltrack.exchange.choosing import Choice

    people: frozenset[int] | None = None
    if with_:
        people = frozenset(names.find(invocation.db, name).person_id for name in with_)
    if circle is not None:
        (found,) = circles.circles(invocation.db, name=known_circle(invocation, circle))
        members = frozenset(one["id"] for one in found["people"] if one["id"] is not None)
        people = members if people is None else people & members
    day = None if since is None else when(invocation, since, "past").date
    return Choice(people, day)
