"""`triage`: settle the people who came by import."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, days, labels, whole
from reltrack.cli.people import card_of
from reltrack.domain.drafts import PersonDraft
from reltrack.errors import UsageError
from reltrack.read import names
from reltrack.read import people as read_people

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack triage -n 10
    reltrack triage ana --circle mentor
    reltrack triage bob --every 90d
    reltrack triage eve --archive
    """,
)
def triage(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Whom to settle; left out, the list.")
    ] = None,
    circle: Annotated[
        list[str] | None, typer.Option("--circle", metavar="CIRCLE", help="Keep, in this circle.")
    ] = None,
    every: Annotated[
        str | None, typer.Option("--every", metavar="90d", help="Keep, with this cadence.")
    ] = None,
    archive: Annotated[bool, typer.Option("--archive", help="Put away.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many; 0 is all.")] = 0,
    dry_run: DryRun = False,
) -> None:
    """Settle the people who came by import: keep in a circle or with a cadence, or put away.

    Until then they are searchable, and recognised when you log, but never in due.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    if name is None:
        if circle or every or archive:
            raise UsageError("whom to settle is missing", hint="reltrack triage NAME --circle peer")
        waiting = read_people.people(
            invocation.db,
            today=invocation.today,
            settings=invocation.settings,
            statuses=("new",),
            sort="name",
            limit=whole(limit, option="--limit"),
        )
        invocation.show("triage", waiting)
        return
    person = names.find(invocation.db, name)
    if archive and (circle or every):
        raise UsageError("--archive goes with no other choice", hint="keep or put away")
    if not (archive or circle or every):
        raise UsageError(
            "what to do is missing", hint="give --circle CIRCLE, --every 90d or --archive"
        )
    from reltrack.write.people import edit, set_status

    today = invocation.today.isoformat()
    with invocation.change("triage") as operation:
        if archive:
            set_status(operation, person.person_id, "archived", today=today)
        else:
            draft = PersonDraft(circles=labels(circle, what="circle"), cadence_days=days(every))
            edit(operation, person.person_id, draft, today=today)
        operation.summary = f"triage {person.name}"
        record = card_of(invocation, person.person_id)
    invocation.show_record("person", record)
