"""`merge`: two cards of one person become one."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun
from reltrack.cli.people import card_of
from reltrack.read import glance, names

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack merge ana-lima ana-lima-2
    reltrack merge "Bob Stone" rob --dry-run
    """,
)
def merge(
    context: typer.Context,
    keep: Annotated[str, typer.Argument(metavar="NAME", help="Whose card is kept.")],
    other: Annotated[str, typer.Argument(metavar="NAME", help="Who flows into it.")],
    dry_run: DryRun = False,
) -> None:
    """Make one person of two who are the same.

    Entries, facts, circles, dates and all else of the second go to the first, whose card wins where
    the two differ: what it has no room for is kept as a fact. The other name and handle still lead
    to the person, and `reltrack undo` parts them again.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    kept = names.find(invocation.db, keep)
    gone = names.find(invocation.db, other)
    merged = glance.reference(invocation.db, gone.person_id)
    from reltrack.write.merge import merge as write_merge

    with invocation.change("merge") as operation:
        done = write_merge(
            operation, kept.person_id, gone.person_id, today=invocation.today.isoformat()
        )
        operation.summary = f"merge {gone.name} into {kept.name}"
        record = card_of(invocation, kept.person_id)
    invocation.show_record(
        "merged", record | {"merged": merged, "moved": done.moved, "remarks": done.remarks}
    )
