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
    from reltrack.domain.care import Check, State

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack doctor
    reltrack doctor --all
    reltrack doctor --fix
    reltrack doctor --recover saved.db
    reltrack doctor --json | jq '.[] | select(.state != "ok")'
    """,
)
def doctor(
    context: typer.Context,
    all_: Annotated[
        bool, typer.Option("--all", help="Show what is well, too, and what sets each setting.")
    ] = False,
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
    invocation.show("checks" if all_ else "checkup", checks)
    if any(check["state"] == "problem" for check in checks):
        raise typer.Exit(JournalError.exit_code)


def _settings(invocation: Invocation) -> list[Check]:
    """Tell, line by line, where the journal's path and every setting come from."""
    path, source = config.journal_path(invocation.db_flag)
    file = config.config_path()
    try:
        settings, in_file = invocation.settings, config.read_file(file)
    except UsageError as problem:
        return [_check(str(problem), "problem", problem.hint)]
    lines = [f"journal {path} ({source})", *([f"file {file}"] if in_file else [])]
    for key, value in settings._asdict().items():
        origin = config.source(key, in_file, os.environ)
        if key in config.TABLES:
            lines += [f"{key}.{name} {_said(one)} ({origin})" for name, one in value.items()]
        elif value or origin != "default":
            lines.append(f"{key} {value} ({origin})")
    return [_check("\n".join(lines))]


def _said(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)


def _check(text: str, state: State = "ok", hint: str | None = None) -> Check:
    return {"name": "settings", "state": state, "text": text, "hint": hint, "fixed": None}
