"""`rhythms`: how often you mean to be in touch, and how often you are."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun
from reltrack.cli.people import card_of
from reltrack.domain.day_words import say_every
from reltrack.domain.rhythms import sensible
from reltrack.errors import RefusedError, UsageError
from reltrack.read import names
from reltrack.read import rhythms as read_rhythms

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack rhythms
    reltrack rhythms --apply ana
    reltrack rhythms --json | jq '.[] | select(.lived_days > .stated_days)'
    """,
)
def rhythms(
    context: typer.Context,
    apply: Annotated[
        str | None,
        typer.Option("--apply", metavar="NAME", help="Take the rhythm you live for their cadence."),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """How often you mean to be in touch, and how often you are.

    Those with a cadence, their own or their circle's, the farthest apart (in proportion) first.
    What you live is the middle one of the latest nine gaps; --apply rounds it to whole weeks or
    months and makes it their own cadence.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    today, settings = invocation.today, invocation.settings
    if apply is None:
        if dry_run:
            raise UsageError("there is nothing to try out", hint="add --apply NAME")
        found = read_rhythms.rhythms(invocation.db, today=today, settings=settings)
        invocation.show("rhythms", found)
        return
    person = names.find(invocation.db, apply)
    number = person.person_id
    lived = read_rhythms.lived_days(invocation.db, number, today=today, settings=settings)
    if lived is None:
        raise RefusedError(
            f"the rhythm with {person.name} is not known yet",
            hint="it takes contact on three days; reltrack edit NAME --every 6w sets a cadence",
        )
    from reltrack.domain.drafts import PersonDraft
    from reltrack.write.people import edit

    cadence = sensible(lived)
    with invocation.change("rhythms") as operation:
        edit(operation, number, PersonDraft(cadence_days=cadence), today=today.isoformat())
        operation.summary = f"rhythm of {person.name}: {say_every(cadence)}"
        record = card_of(invocation, number)
    invocation.show_record("person", record)
