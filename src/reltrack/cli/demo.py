"""`demo`: a throw-away journal of invented people, to play with."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation
from reltrack.errors import JournalError
from reltrack.read.due import due

commands = typer.Typer()

_TRY = (
    "show ines",
    "due --why chandrika",
    'log "Coffee with Niamh, she has bought a lighthouse #radio"',
    "undo",
    "search tide",
    "review",
    "balance nur",
    "share --about lighthouses",
    "intros",
)


@commands.command(
    epilog="""
    reltrack demo
    reltrack demo --at ~/play.db
    """,
)
def demo(
    context: typer.Context,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="PATH", help="Where to make it, instead of a new folder."),
    ] = None,
) -> None:
    """Play with a throw-away journal of invented people.

    Every run makes a fresh one and shows what is due in it; your own journal is left alone, even
    where --db or RELTRACK_DB names it.
    """
    from reltrack.exchange.demo import make_journal

    invocation = Invocation.of(context)
    settings, today = invocation.settings, invocation.today
    path = _temporary() if at is None else _wanted(at)
    make_journal(path, today=today)
    invocation.db_flag = str(path)
    invocation.show("due", due(invocation.db, today=today, settings=settings))
    talk.note("\n".join(_how_to_go_on(path, briefly=not invocation.for_people)))


def _wanted(at: str) -> Path:
    path = Path(at).expanduser().absolute()
    if not path.parent.is_dir():
        raise JournalError(
            f"the folder of the journal does not exist: {path.parent}",
            hint="create it, or give another path with --at",
        )
    return path


def _temporary() -> Path:
    from tempfile import mkdtemp

    try:
        return Path(mkdtemp(prefix="reltrack-demo-"), "journal.db")
    except OSError as error:
        raise JournalError(
            f"there is no room for a temporary journal: {(error.strerror or 'fault').lower()}",
            hint="choose its place: reltrack demo --at PATH",
        ) from None


def _how_to_go_on(path: Path, *, briefly: bool) -> list[str]:
    where = shlex.quote(str(path))
    if briefly:
        return [f"export RELTRACK_DB={where}"]
    typed = sys.argv[0]
    named = shutil.which("reltrack") or not Path(typed).name.startswith("reltrack")
    program = "reltrack" if named else shlex.quote(typed)
    return [
        "",
        "All of them are invented, and yours to play with. Open this journal in your shell:",
        f"  export RELTRACK_DB={where}",
        f"  set -x RELTRACK_DB {where}   (in fish)",
        "and try:",
        *(f"  {program} {words}" for words in _TRY),
        "unset RELTRACK_DB (in fish: set -e RELTRACK_DB) brings you back to your own.",
    ]
