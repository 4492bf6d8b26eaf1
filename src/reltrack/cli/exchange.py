"""`import` and `export`: bring the past in, take the data out."""

from __future__ import annotations

import gc
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, existing_file
from reltrack.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from reltrack.exchange.files import Source

commands = typer.Typer()

_LAYOUTS = ("json", "jsonl")


@commands.command(
    epilog="""
    reltrack export > journal.json
    reltrack export jsonl -o journal.jsonl
    reltrack export | jq '.people[].name'
    """,
)
def export(
    context: typer.Context,
    layout: Annotated[
        str,
        typer.Argument(metavar="[FORMAT]", help="json, or jsonl: one record to a line."),
    ] = "json",
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file, for you alone."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write the whole journal out; `reltrack import` brings it back exactly as it was.

    Everything you entered is in it; the steps of undo are not.
    """
    from reltrack.exchange.export import export as lines_of
    from reltrack.exchange.writing import spooled, write_file

    gc.enable()
    if layout not in _LAYOUTS:
        raise UsageError(
            f"no such format: {layout[:40]}", hint=f"these there are: {', '.join(_LAYOUTS)}"
        )
    invocation = Invocation.of(context)
    lines = lines_of(invocation.db, cast(Literal["json", "jsonl"], layout))
    if output not in (None, "-"):
        path = Path(output).expanduser()
        write_file(path, lines, force=force, journal=invocation.path)
        invocation.close()
        talk.note(f"exported to {path}")
        return
    with spooled(lines) as taken:
        invocation.close()
        invocation.output.lines(taken)


@commands.command(
    "import",
    epilog="""
    reltrack import journal.json
    reltrack import linkedin Connections.csv --dry-run
    reltrack export | reltrack --db other.db import -
    """,
)
def import_(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[FORMAT] FILE...", help="Files, - is standard input; what they are is guessed."
        ),
    ],
    dry_run: DryRun = False,
) -> None:
    """Bring in people and entries.

    FORMAT is reltrack (what export wrote, json or jsonl) or linkedin (Connections.csv). Doing it
    again adds only what is new, records that cannot be used are told and never stop the others,
    and one `reltrack undo` takes it all back. People from elsewhere wait for `reltrack triage`.
    """
    from reltrack.exchange.importing import NAMES, bring_in, guess
    from reltrack.exchange.wishes import Wishes

    gc.enable()
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    named = NAMES.get(words[0])
    files = words[1:] if named else words
    if not files:
        raise UsageError("there is no file to import", hint=f"reltrack import {words[0]} FILE")
    with ExitStack() as stack:
        sources = [_opened(stack, file) for file in files]
        chosen = [(source, named or guess(source)) for source in sources]
        with invocation.change("import", bulk=True) as operation:
            wishes = Wishes(today=invocation.today)
            report = bring_in(operation, chosen, wishes, dry_run=dry_run)
    invocation.show("report", report)


def _opened(stack: ExitStack, file: str) -> Source:
    from reltrack.exchange.files import opened
    from reltrack.exchange.importing import NAMES

    if file == "-":
        path = None
    else:
        try:
            path = existing_file(file)
        except NotFoundError as problem:
            if "." in file or "/" in file:
                raise
            raise NotFoundError(
                str(problem), hint=f"a file, or one of the formats {', '.join(NAMES)} and a file"
            ) from None
    name = "standard input" if path is None else file
    return stack.enter_context(opened(path, name, standard_input=sys.stdin.buffer))
