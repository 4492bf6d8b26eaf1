"""`review`: the Friday page."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import since_day
from reltrack.domain.review import week_of
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
    settings = invocation.settings
    start = since_day(invocation, since) or week_of(today, settings.week_start)
    found = read_review.review(invocation.db, since=start, today=today, settings=settings)
    invocation.show("review", found)
