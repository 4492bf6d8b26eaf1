"""`rename`: somebody is called otherwise."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, Name
from reltrack.cli.people import card_of
from reltrack.domain.names import Known
from reltrack.domain.text import person_name
from reltrack.errors import RefusedError
from reltrack.read import names

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack rename ana-lima "Ana Costa"
    """,
)
def rename(
    context: typer.Context,
    name: Name,
    new_name: Annotated[list[str], typer.Argument(metavar="NEW NAME", help="The new name.")],
    dry_run: DryRun = False,
) -> None:
    """Give a person another name.

    The old name stays as an alias, and the old handle still leads to them.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    full = person_name(" ".join(new_name))
    from reltrack.write.people import rename as write_rename

    with invocation.change("rename") as operation:
        refuse_taken(invocation, full, person)
        write_rename(operation, person.person_id, full)
        operation.summary = f"rename {person.name} to {full}"
        record = card_of(invocation, person.person_id)
    invocation.show_record("person", record)


def refuse_taken(invocation: Invocation, full: str, person: Known) -> None:
    """Refuse a name that somebody else goes by."""
    same = names.exactly(invocation.db, full)
    others = [one for one in same if one.person_id != person.person_id]
    if others:
        raise RefusedError(
            f"{others[0].name} exists",
            hint=f"see reltrack show {others[0].slug}",
            candidates=names.candidates(others),
        )
