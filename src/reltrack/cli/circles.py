"""`circles`: how each circle fares."""

from __future__ import annotations

import typer

from reltrack.cli.invocation import Invocation
from reltrack.read import circles as read_circles

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack circles
    reltrack circles --json | jq '.[].would_help.slug'
    """,
)
def circles(context: typer.Context) -> None:
    """How each circle fares, and who would help most.

    How many active people it has, how many of them are within their rhythm, who has been quiet
    longest, and the one whose rhythm is exceeded most. `reltrack circle` shows who is in them.
    """
    invocation = Invocation.of(context)
    found = read_circles.standings(
        invocation.db, today=invocation.today, settings=invocation.settings
    )
    invocation.show("circle_standings", found)
