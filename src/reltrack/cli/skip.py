"""`skip`: not now."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, Name, when
from reltrack.domain.day_words import day_name
from reltrack.errors import RefusedError
from reltrack.read import glance, names
from reltrack.read import skip as read_skip
from reltrack.write.loops import skip as write_skip

commands = typer.Typer()

DEFAULT_DAYS = 14


@commands.command(
    epilog="""
    reltrack skip ana
    reltrack skip bob --until "1 feb" --because busy
    """,
)
def skip(
    context: typer.Context,
    name: Name,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="WHEN", help="When they are back.", show_default="2w"),
    ] = None,
    because: Annotated[
        Literal["busy", "awkward", "nothing-to-say", "not-important", "other"] | None,
        typer.Option("--because", help="What is stopping you.", show_default=False),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Say "not now" and why; they come back by themselves.

    Only being quiet and plans to meet are silenced, never a birthday or a promise.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    today = invocation.today
    back = today + timedelta(DEFAULT_DAYS)
    if until is not None:
        back = when(invocation, until, "future").date
    if back <= today:
        raise RefusedError("that day is not to come", hint="give a later one: --until 2w")
    with invocation.change("skip") as operation:
        number = write_skip(
            operation,
            person.person_id,
            today=today.isoformat(),
            until=back.isoformat(),
            reason=because,
        )
        operation.summary = f"skip {person.name} until {day_name(back)}"
        record = {
            "id": number,
            "uid": glance.uid(operation.db, "skip", number),
            "person": glance.reference(operation.db, person.person_id),
            "skipped_on": today.isoformat(),
            "until_on": back.isoformat(),
            "reason": because,
            "skips_in_a_row": read_skip.in_a_row(operation.db, [person.person_id], today=today)[
                person.person_id
            ],
        }
    invocation.show_record("skip", record)
