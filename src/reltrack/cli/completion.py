"""`completion`: a script for your shell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from reltrack.cli.invocation import Invocation
from reltrack.errors import UsageError

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack completion bash > ~/.local/share/bash-completion/completions/reltrack
    reltrack completion zsh > ~/.zfunc/_reltrack
    reltrack completion fish > ~/.config/fish/completions/reltrack.fish
    """,
)
def completion(
    context: typer.Context,
    shell: Annotated[
        Literal["bash", "zsh", "fish"] | None,
        typer.Argument(metavar="bash|zsh|fish", help="Which shell.", show_default=False),
    ] = None,
) -> None:
    """Print a completion script for your shell.

    How to install it stands at its head. Names complete to handles such as ana-lima, days to
    words such as yesterday, and what has a number to the latest ones.
    """
    if shell is None:
        own = Path(os.environ.get("SHELL", "")).name
        raise UsageError(
            "no shell is named",
            hint=f"for yours: reltrack completion {own}"
            if own in ("bash", "zsh", "fish")
            else "reltrack completion bash, zsh or fish prints one",
        )
    script = Path(__file__).with_name(f"complete.{shell}").read_text("utf-8")
    Invocation.of(context).say(script)
