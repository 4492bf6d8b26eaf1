"""`paths`: where everything is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from reltrack import config
from reltrack.cli.invocation import Invocation

if TYPE_CHECKING:
    from reltrack.domain.records import Origin

commands = typer.Typer()


@commands.command(epilog="reltrack paths --json | jq -r '.[0].path'")
def paths(context: typer.Context) -> None:
    """Where the files are, and what says so."""
    invocation = Invocation.of(context)
    journal, source = config.journal_path(invocation.db_flag)
    rows = [
        ("journal", journal, source),
        ("settings", config.config_path(), config.source_of("XDG_CONFIG_HOME")),
        ("state", config.state_path(), config.source_of("XDG_STATE_HOME")),
    ]
    found: list[Origin] = [
        {"what": what, "path": str(path), "source": said, "exists": path.exists()}
        for what, path, said in rows
    ]
    invocation.show("paths", found)
