"""`skill`: how a language-model agent is to use the program."""

from __future__ import annotations

from pathlib import Path

import typer

from reltrack.cli.invocation import Invocation

commands = typer.Typer()


@commands.command(epilog="reltrack skill > SKILL.md")
def skill(context: typer.Context) -> None:
    """Print a guide for language-model agents: commands, JSON, and the rules to keep."""
    guide = Path(__file__).with_name("skill.md").read_text(encoding="utf-8")
    Invocation.of(context).say(guide)
