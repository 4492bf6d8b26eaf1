"""`undo` and `redo`."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, whole
from reltrack.errors import UsageError
from reltrack.write import undo as steps

commands = typer.Typer()

_USUAL = 20


@commands.command(
    epilog="""
    reltrack undo
    reltrack undo --list
    """,
)
def undo(
    context: typer.Context,
    list_: Annotated[bool, typer.Option("--list", help="Show the latest steps.")] = False,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", help="How many --list shows; 0 is all.", show_default="20"),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Take back the last change, whatever it was; again takes back the one before."""
    invocation = Invocation.of(context)
    if list_:
        most = whole(_USUAL if limit is None else limit, option="--limit")
        invocation.show("steps", steps.steps(invocation.db, limit=most))
        return
    if limit is not None:
        raise UsageError(
            "undo takes back one change at a time",
            hint="type it again for the one before; --limit goes with --list",
        )
    invocation.dry_run = dry_run
    step = steps.undo(invocation.writing_if_any(), dry_run=dry_run)
    invocation.outcome = "written"
    invocation.show("undone", step)


@commands.command(epilog="reltrack redo")
def redo(context: typer.Context, dry_run: DryRun = False) -> None:
    """Do again what was undone."""
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    step = steps.redo(invocation.writing_if_any(), dry_run=dry_run)
    invocation.outcome = "written"
    invocation.show("redone", step)
