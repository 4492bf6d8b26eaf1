"""`circle`: show, fill, time, empty."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, circles_in, days, known_circle, no_circle
from reltrack.read import circles, names

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack circle
    reltrack circle mentor "Ana Lima" bob --every 30d
    reltrack circle mentor bob --remove
    """,
)
def circle(
    context: typer.Context,
    circle_: Annotated[
        str | None, typer.Argument(metavar="[CIRCLE]", help="Which one; left out, all of them.")
    ] = None,
    people: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="People to put into it.")
    ] = None,
    every: Annotated[
        str | None, typer.Option("--every", metavar="30d", help="How often to be in touch.")
    ] = None,
    no_every: Annotated[bool, typer.Option("--no-every", help="No cadence for it.")] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the people out; with nobody named, the circle.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Show, fill, time or empty a circle.

    A circle is a group such as mentor, customer or peer; its cadence counts for everybody in it
    who has none of their own.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    if circle_ is None:
        invocation.show("circles", circles.circles(invocation.db))
        return
    ((name, made_with),) = circles_in(invocation, [circle_]).items()
    known = circles.find(invocation.db, name)
    members = [names.find(invocation.db, one).person_id for one in people or ()]
    if not (members or every or no_every or remove):
        if known is None:
            hint = f'reltrack circle {name} "Ana Lima" makes it'
            raise no_circle(name, circles.names(invocation.db), hint=hint)
        invocation.show("circle", known)
        return
    if known is None and remove:
        known_circle(invocation, name)
    from reltrack.write.circles import change

    with invocation.change("circle") as operation:
        change(
            operation,
            name,
            people=members,
            cadence_days=days(every),
            made_with=made_with,
            no_cadence=no_every,
            remove=remove,
            today=invocation.today.isoformat(),
        )
        operation.summary = f"circle {name}"
        after = circles.find(invocation.db, name)
    invocation.show(
        "circle", after or {"name": name, "cadence_days": None, "people": [], "removed": True}
    )
