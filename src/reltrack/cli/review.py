"""`review`: the Friday page."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import when
from reltrack.domain.review import week_of
from reltrack.errors import RefusedError
from reltrack.read import review as read_review

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack review
    reltrack review --since "2 weeks ago"
    reltrack review --format text
    """,
)
def review(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="WHEN", help="From that day on.", show_default="mon"),
    ] = None,
) -> None:
    """The Friday page: what the week brought, what lies ahead, and one idea.

    Whom you were in touch with, promises given and kept, giving and asking, whom you put off and
    why, the dates of the next two weeks, and the circles that went without.
    """
    invocation = Invocation.of(context)
    today = invocation.today
    start = week_of(today, invocation.settings.week_start)
    if since is not None:
        start = when(invocation, since, "past").date
    if start > today:
        raise RefusedError("that day is still to come", hint="give one that has been: --since mon")
    found = read_review.review(
        invocation.db, since=start, today=today, settings=invocation.settings
    )
    invocation.show("review", found)
