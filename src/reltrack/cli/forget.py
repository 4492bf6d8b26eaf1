"""`forget`: the one write that cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation, interactive
from reltrack.cli.options import DryRun, Name, Yes
from reltrack.domain.text import fold
from reltrack.errors import UsageError
from reltrack.read import glance, names

if TYPE_CHECKING:
    from reltrack.domain.names import Known
    from reltrack.write.forget import Forgotten

commands = typer.Typer()

_LOOKING = "looking for all that names them ..."

_BEYOND = (
    "copies and exports you made",
    "the history of a sync service, other devices",
    "snapshots and backups of the disk",
    "the history of the shell",
    "a later import that names them",
)


@commands.command(
    epilog="""
    reltrack forget bob-stone --dry-run
    reltrack forget bob-stone --redact
    """,
)
def forget(
    context: typer.Context,
    name: Name,
    redact: Annotated[
        bool, typer.Option("--redact", help="Also leave the name out of records about others.")
    ] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Leave no trace of a person. This cannot be undone.

    Their records go from the journal, the search index and the backups, and so do all steps of
    undo. Entries shared with others stay with them; those that name the person are listed, or
    redacted. `reltrack delete` is the way that can be undone.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    uid = glance.uid(invocation.db, "person", person.person_id)
    invocation.close()
    from reltrack.write.forget import forget as write_forget
    from reltrack.write.forget import plan

    if not dry_run and not yes:
        if not interactive():
            raise UsageError(
                "this cannot be undone, and nobody is there to confirm it",
                hint="add --yes; --dry-run shows what would go",
            )
        with talk.Progress(at_once=True) as progress:
            progress.show(_LOOKING)
            planned = plan(invocation.path, uid, now=invocation.now)
        redact = _asked(person, planned, redact=redact)
    with talk.Progress(at_once=True) as progress:
        progress.show(_LOOKING)
        done = write_forget(
            invocation.path,
            uid,
            now=invocation.now,
            redact=redact,
            dry_run=dry_run,
            watch=progress.show,
        )
    invocation.rewritten()
    invocation.show("forgotten", _told(person, done, redacted=redact, dry_run=dry_run))


def _asked(person: Known, plan: Forgotten, *, redact: bool) -> bool:
    """Let the name be typed, and return whether to redact.

    Raises:
        typer.Exit: it was not.
    """
    from reltrack.render.forget import going, naming

    talk.note(going(person.name, plan.records))
    try:
        if plan.mentions:
            talk.note(naming(_mentions(plan), redact=redact))
        if plan.mentions and not redact:
            question = "Take the name out of them, too (--redact)? Afterwards it is too late. [y/N]"
            redact = talk.ask(question).lower() in ("y", "yes")
        answer = talk.ask(f"This cannot be undone. To go on, type {person.slug}:")
    except EOFError:
        answer = ""
    if fold(answer) not in (fold(person.slug), fold(person.name)):
        talk.note("nothing was changed")
        raise typer.Exit(1)
    return redact


def _mentions(done: Forgotten) -> list[dict[str, Any]]:
    return [{"record": one.record, "id": one.number, "date": one.date} for one in done.mentions]


def _told(person: Known, done: Forgotten, *, redacted: bool, dry_run: bool) -> dict[str, Any]:
    return {
        "record": "person",
        "id": person.person_id,
        "slug": person.slug,
        "name": person.name,
        "deleted": done.records,
        "shared": done.shared,
        "mentions": _mentions(done),
        "redacted": redacted,
        "namesakes": done.namesakes,
        "copies": [
            {"path": str(copy.path), "fate": copy.fate, "mentions": copy.mentions}
            for copy in done.copies
        ],
        "beyond": list(_BEYOND),
        "dry_run": dry_run,
    }
