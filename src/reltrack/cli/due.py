"""`due`: the morning page."""

# No annotations from the future: those of options would be compiled at every start.

from typing import Annotated, Literal

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import (
    CircleFilter,
    CityFilter,
    TagFilter,
    as_of,
    known_circle,
    optional_label,
    whole,
)
from reltrack.domain.text import one_line
from reltrack.errors import RefusedError
from reltrack.read import due as read_due
from reltrack.read.glance import Filter

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack due
    reltrack due --city Lisbon --via coffee
    reltrack due --why ana-lima
    reltrack due --json | jq -r '.[].name'
    """,
)
def due(
    context: typer.Context,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", help="How many quiet people; 0 is all.", show_default="5"),
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Also those not due yet.")] = False,
    circle: CircleFilter = None,
    tag: TagFilter = None,
    city: CityFilter = None,
    via: Annotated[
        str | None, typer.Option("--via", metavar="CHANNEL", help="Only with this usual channel.")
    ] = None,
    sort: Annotated[
        Literal["score", "quiet", "name"], typer.Option("--sort", help="In which order.")
    ] = "score",
    day: Annotated[
        str | None, typer.Option("--as-of", metavar="WHEN", help="As of another day.")
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="NAME", help="Explain one person's place.")
    ] = None,
    count: Annotated[bool, typer.Option("--count", help="Only how many are due.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if nobody is due, like grep.")
    ] = False,
) -> None:
    """Who has gone quiet, whose day it is, and why now.

    People with a dated reason (an answer owed, a promise, a birthday) come first and are never cut
    off; then those quiet for longer than is usual between you, the most overdue for them first.
    """
    invocation = Invocation.of(context)
    today = as_of(invocation, day)
    settings = invocation.settings
    if why is not None:
        from reltrack.read import names

        person = names.find(invocation.db, why)
        if person.status != "active":
            raise RefusedError(
                f"{person.name} is {person.status} and not in due",
                hint=f"reltrack {'triage' if person.status == 'new' else 'unarchive'}"
                f" {person.slug} brings them in",
            )
        reasons = read_due.why(invocation.db, person.person_id, today=today, settings=settings)
        if reasons is None:
            raise RefusedError(
                f"{person.name} was not known on {today}", hint="ask about a later day"
            )
        invocation.show("why", reasons)
        return
    only = Filter(
        circle=known_circle(invocation, circle),
        tag=optional_label(tag, what="tag"),
        city=city if city is None else one_line(city, what="city"),
        via=via if via is None else invocation.channel(via),
    )
    if count:
        number = read_due.count(invocation.db, today=today, settings=settings, only=only)
        invocation.say(number)
        found = number > 0
    else:
        page = read_due.due(
            invocation.db,
            today=today,
            settings=settings,
            limit=None if limit is None else whole(limit, option="--limit"),
            everybody=everybody,
            sort=sort,
            only=only,
        )
        found = page["due"] > 0
        invocation.show("due", page)
        invocation.notes("due", page)
    if exit_code and not found:
        raise typer.Exit(1)
