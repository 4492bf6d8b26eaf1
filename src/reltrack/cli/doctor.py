"""`doctor`: is the journal sound, and all it depends on; and what to do if not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reltrack import config
from reltrack.cli.invocation import Invocation
from reltrack.errors import JournalError, UsageError

if TYPE_CHECKING:
    from reltrack.domain.care import Check

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack doctor
    reltrack doctor --fix
    reltrack doctor --recover saved.db
    reltrack doctor --json | jq '.[] | select(.state != "ok")'
    """,
)
def doctor(
    context: typer.Context,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is safe to mend; a backup is made before.")
    ] = False,
    recover: Annotated[
        str | None,
        typer.Option(
            "--recover", metavar="FILE", help="Save what can be read of a damaged journal."
        ),
    ] = None,
) -> None:
    """Check the journal and all that it depends on.

    The exit code is 7 if there is a problem, 0 if there are warnings at most. What people wrote is
    never changed: --fix makes anew what can be derived from it, and --recover leaves the damaged
    journal as it is and writes a new one.
    """
    invocation = Invocation.of(context)
    path = invocation.path
    if recover is not None:
        if fix:
            raise UsageError("--fix and --recover are two ways", hint="give one of them")
        from reltrack.database.recover import salvage

        invocation.show("salvage", salvage(path, Path(recover).expanduser(), now=invocation.now))
        return
    from reltrack.database.doctor import diagnose, treat

    look = treat if fix else diagnose
    checks = [*look(path, now=invocation.now, environ=os.environ), *_settings(invocation)]
    invocation.show("checks", checks)
    if any(check["state"] == "problem" for check in checks):
        raise typer.Exit(JournalError.exit_code)


def _settings(invocation: Invocation) -> list[Check]:
    """Tell where the journal's path and every setting come from."""
    path, source = config.journal_path(invocation.db_flag)
    chosen = f"journal {path} ({source})"
    file = config.config_path()
    try:
        settings, in_file = invocation.settings, config.read_file(file)
    except UsageError as problem:
        return [
            {
                "name": "settings",
                "state": "problem",
                "text": str(problem),
                "hint": problem.hint,
                "fixed": None,
            }
        ]
    values = [
        f"{name} {value} ({file if origin == 'file' else origin})"
        for name, value in settings._asdict().items()
        if (origin := config.source(name, in_file, os.environ)) != "default" or value
    ]
    return [
        {
            "name": "settings",
            "state": "ok",
            "text": ", ".join([chosen, *values]),
            "hint": None,
            "fixed": None,
        }
    ]
