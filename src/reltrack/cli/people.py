"""People: add, list, show, edit, rename, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import (
    CircleFilter,
    CityFilter,
    DryRun,
    Name,
    TagFilter,
    known_circle,
    optional_label,
    whole,
)
from reltrack.domain.text import one_line
from reltrack.errors import UsageError
from reltrack.read import names
from reltrack.read import people as read_people
from reltrack.read.glance import Filter

if TYPE_CHECKING:
    from reltrack.domain.records import Status

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack people
    reltrack people --circle mentor --sort quiet
    reltrack people --all --json | jq length
    """,
)
def people(
    context: typer.Context,
    everybody: Annotated[bool, typer.Option("--all", help="Of every status.")] = False,
    status: Annotated[
        Literal["active", "new", "archived"] | None,
        typer.Option("--status", help="Only of this status.", show_default="active"),
    ] = None,
    circle: CircleFilter = None,
    tag: TagFilter = None,
    city: CityFilter = None,
    sort: Annotated[
        Literal["name", "quiet", "score", "added"], typer.Option("--sort", help="In which order.")
    ] = "name",
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many; 0 is all.")] = 0,
) -> None:
    """List people and how things stand with them."""
    invocation = Invocation.of(context)
    if everybody and status:
        raise UsageError("--all and --status contradict each other", hint="give one of them")
    statuses: tuple[Status, ...] = (
        ("active", "new", "archived") if everybody else (status or "active",)
    )
    found = read_people.people(
        invocation.db,
        today=invocation.today,
        settings=invocation.settings,
        statuses=statuses,
        only=Filter(
            circle=known_circle(invocation, circle),
            tag=optional_label(tag, what="tag"),
            city=city if city is None else one_line(city, what="city"),
        ),
        sort=sort,
        limit=whole(limit, option="--limit"),
    )
    nobody_fits = not found and read_people.anybody(invocation.db)
    invocation.show("people_chosen" if nobody_fits else "people", found)


@commands.command(
    epilog="""
    reltrack show ana
    reltrack show "josé núñez" --json | jq .facts
    """,
)
def show(context: typer.Context, name: Name) -> None:
    """The back of one person's card: who, how met, facts, rhythm, what is open, last entries."""
    invocation = Invocation.of(context)
    person = names.find(invocation.db, name)
    card = read_people.card(
        invocation.db, person.person_id, today=invocation.today, settings=invocation.settings
    )
    invocation.show("card", card)


@commands.command(epilog="reltrack archive bob-stone")
def archive(context: typer.Context, name: Name, dry_run: DryRun = False) -> None:
    """Put a person away: out of due and people, still in history; nothing is lost."""
    _set_status(context, name, "archived", dry_run=dry_run)


@commands.command(epilog="reltrack unarchive bob-stone")
def unarchive(context: typer.Context, name: Name, dry_run: DryRun = False) -> None:
    """Bring a person back."""
    _set_status(context, name, "active", dry_run=dry_run)


def _set_status(context: typer.Context, name: str, status: Status, *, dry_run: bool) -> None:
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    from reltrack.write.people import set_status

    with invocation.change(str(context.info_name)) as operation:
        set_status(operation, person.person_id, status, today=invocation.today.isoformat())
        operation.summary = f"{context.info_name} {person.name}"
        record = card_of(invocation, person.person_id)
    invocation.show_record("person", record)


def card_of(invocation: Invocation, person: int) -> dict[str, Any]:
    """Return a person as a write prints them."""
    return dict(
        read_people.one(invocation.db, person, today=invocation.today, settings=invocation.settings)
    )
