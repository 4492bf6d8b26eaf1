"""`help`: on one command, or on all of them."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.commands import COMMANDS, GROUPS
from reltrack.cli.invocation import Invocation
from reltrack.errors import NotFoundError

commands = typer.Typer()


@commands.command(
    "help",
    epilog="""
    reltrack help log
    reltrack help all
    """,
)
def help_(
    context: typer.Context,
    command: Annotated[
        str | None, typer.Argument(metavar="[COMMAND]", help="Which one, or all.")
    ] = None,
) -> None:
    """Help on a command; `help all` lists them all."""
    program = context.parent
    assert program is not None
    invocation = Invocation.of(context)
    if command is None:
        invocation.say(program.get_help())
    elif command == "all":
        invocation.say(_everything())
    elif command not in COMMANDS:
        from reltrack.cli.meant import no_command

        refused = no_command(command)
        raise NotFoundError(str(refused), hint=refused.hint)
    else:
        found = program.command.get_command(program, command)  # type: ignore[attr-defined]
        with found.make_context(command, [], parent=program, resilient_parsing=True) as inner:
            invocation.say(found.get_help(inner))


def _everything() -> str:
    width = max(map(len, COMMANDS))
    lines = []
    for name, entries in GROUPS.items():
        lines.append(f"{name}:")
        lines += [f"  {verb:<{width}}  {entry.summary}" for verb, entry in entries.items()]
        lines.append("")
    return "\n".join([*lines, "reltrack COMMAND --help shows its options, with examples."])
