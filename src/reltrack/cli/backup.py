"""`backup` and `restore`: copies of the journal, and the way back to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reltrack import config
from reltrack.cli import talk
from reltrack.cli.invocation import Invocation, interactive
from reltrack.cli.options import DryRun, Yes, confirm
from reltrack.errors import JournalError, NotFoundError, RefusedError, UsageError

if TYPE_CHECKING:
    from reltrack.domain.care import Restored

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack backup
    reltrack backup --list
    reltrack backup /media/usb/journal.db --force
    """,
)
def backup(
    context: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="Where to; without it, beside the automatic ones."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show the backups there are.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Copy the journal to a file.

    The copy is checked before it gets its name. One is made by itself at the first change of each
    day, of which seven are kept, and before the journal is brought up to date for a newer reltrack.
    """
    from reltrack.database import backup as copies

    invocation = Invocation.of(context)
    journal = invocation.path
    if list_:
        if file is not None:
            raise UsageError("--list takes no file", hint="reltrack backup --list")
        found = copies.backups(journal)
        invocation.show("backups", found)
        if found and invocation.for_people:
            talk.note(f"They are in {config.backups_path(journal)}: reltrack restore NAME")
        return
    target = None if file is None else _target(Path(file).expanduser(), journal)
    if not journal.exists():
        raise NotFoundError(f"there is no journal yet at {journal}", hint="reltrack paths")
    if target is None:
        target = copies.stamped(invocation.db, journal, "manual", now=invocation.now)
    else:
        copies.copy_to(invocation.db, target, force=force)
    invocation.show("backup", copies.described(target, made=invocation.now))


def _target(path: Path, journal: Path) -> Path:
    """Return where a copy may go.

    Raises:
        JournalError: the folder is missing.
        RefusedError: there is something that is no file, or the journal itself.
    """
    if not path.parent.is_dir():
        raise JournalError(
            f"the folder does not exist: {path.parent}", hint="create it, or give another path"
        )
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise RefusedError(f"{path} is not a file", hint="give the path of a file")
    if path.exists() and journal.exists() and path.samefile(journal):
        raise RefusedError(f"{path} is the journal itself", hint="give another path")
    return path


@commands.command(
    epilog="""
    reltrack backup --list
    reltrack restore daily-2026-11-20.db
    reltrack restore /media/usb/journal.db --yes
    """,
)
def restore(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A backup: its path, or its name in the list.")
    ],
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Put a backup in the journal's place.

    The backup is checked first, and the journal of before is kept among the backups.
    """
    from reltrack.database import restore as restoring

    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    path, journal = Path(file).expanduser(), invocation.path
    if path.name == file and not path.exists():
        path = config.backups_path(journal) / file
    told = restoring.preview(path, journal)
    if not dry_run:
        _confirm(told, yes=yes)
        told = restoring.restore(path, journal, now=invocation.now)
    invocation.show("restored", told)


def _confirm(told: Restored, *, yes: bool) -> None:
    """Say what would go and what would come, and ask.

    Raises:
        UsageError: nobody is there to answer and `--yes` is missing.
    """
    if told["replaced"] is None:
        return
    from reltrack.render.care import holding

    before, after = holding(told["replaced"]), holding(told["restored"])
    if not yes and not interactive():
        raise UsageError(
            f"this puts a journal of {after} in the place of one of {before}, and nobody is there"
            " to confirm it",
            hint="add --yes; the journal of now is kept among the backups",
        )
    confirm(f"Put a journal of {after} in the place of one of {before}?", yes=yes)
