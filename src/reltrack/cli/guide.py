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
        invocation.say(_everything(context.terminal_width or 80))
    elif command not in COMMANDS:
        from reltrack.cli.meant import no_command

        refused = no_command(command)
        raise NotFoundError(str(refused), hint=refused.hint)
    else:
        found = program.command.get_command(program, command)  # type: ignore[attr-defined]
        with found.make_context(command, [], parent=program, resilient_parsing=True) as inner:
            invocation.say(found.get_help(inner))


def _everything(room: int) -> str:
    from reltrack.cli.help_layout import definitions

    left = max(map(len, COMMANDS))
    lines = []
    for title, entries in GROUPS.items():
        rows = [(name, entry.summary) for name, entry in entries.items()]
        lines += [f"{title}:", definitions(rows, room, left=left)]
    return "\n".join([*lines, "For the options of one, with examples:", "  reltrack help COMMAND"])
