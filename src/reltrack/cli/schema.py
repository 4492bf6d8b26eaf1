"""`schema`: what the JSON of every record looks like, for programs that read it."""

from __future__ import annotations

from json import dumps
from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack schema
    reltrack schema person > person.schema.json
    reltrack schema export
    """,
)
def schema(
    context: typer.Context,
    record: Annotated[
        str | None,
        typer.Argument(metavar="[RECORD]", help="Whose; without it, all are listed."),
    ] = None,
) -> None:
    """Print the JSON Schema of a record, or list the records that have one.

    Lists are arrays of their records. Keys are always there, null when empty; a later version may
    add some, never rename or remove one.
    """
    from reltrack.exchange import schemas

    invocation = Invocation.of(context)
    if record is None:
        invocation.show("schemas", schemas.listed())
    else:
        invocation.output.lines(
            dumps(schemas.schema(record), indent=2, ensure_ascii=False).splitlines()
        )
