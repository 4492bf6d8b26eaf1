"""`promise`, `reply`, `waiting`, `plan`, `follow-ups`, `done`: what is open, both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reltrack.cli.app import TextCommand
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import By, DryRun, Name, OptionalWords, Words, coming
from reltrack.domain.text import checked
from reltrack.errors import NotFoundError, UsageError
from reltrack.read import follow_ups, introductions, matters, names, occasions
from reltrack.write.log import close
from reltrack.write.loops import open_follow_up

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from reltrack.domain.records import FollowUpKind
    from reltrack.render.kinds import Data, Kind

commands = typer.Typer()


@commands.command(cls=TextCommand, epilog='reltrack promise ana "send the deck" --by "next friday"')
def promise(
    context: typer.Context, name: Name, text: Words, by: By = None, dry_run: DryRun = False
) -> None:
    """I promised somebody something; due brings it up two days before its date."""
    _open(context, "promise", name, text, by, dry_run=dry_run)


@commands.command(cls=TextCommand, epilog='reltrack reply ana "her question about the lease"')
def reply(
    context: typer.Context, name: Name, text: OptionalWords = None, dry_run: DryRun = False
) -> None:
    """I owe somebody an answer; being in touch closes it."""
    _open(context, "reply", name, text, None, dry_run=dry_run)


@commands.command(cls=TextCommand, epilog='reltrack waiting bob "the draft contract" --by 2w')
def waiting(
    context: typer.Context, name: Name, text: Words, by: By = None, dry_run: DryRun = False
) -> None:
    """Somebody promised me something; due brings it up from its date."""
    _open(context, "waiting", name, text, by, dry_run=dry_run)


@commands.command(cls=TextCommand, epilog='reltrack plan ana "lunch near the office" --by 3w')
def plan(
    context: typer.Context,
    name: Name,
    text: OptionalWords = None,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """I want to meet somebody; meeting them closes it."""
    _open(context, "plan", name, text, by, dry_run=dry_run)


def _open(
    context: typer.Context,
    kind: FollowUpKind,
    name: str,
    words: list[str] | None,
    by: str | None,
    *,
    dry_run: bool,
) -> None:
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    text = checked(" ".join(words or ()), what="text").strip()
    if not text and kind in ("promise", "waiting"):
        raise UsageError("there is no text", hint=f'reltrack {kind} {person.slug} "the draft"')
    with invocation.change(kind) as operation:
        number = open_follow_up(
            operation,
            kind,
            person.person_id,
            text,
            due_on=coming(invocation, by),
            opened_on=invocation.today.isoformat(),
        )
        operation.summary = f"{kind} #{number} ({person.name})"
        (record,) = follow_ups.follow_ups(
            invocation.db, today=invocation.today, ids=[number], closed=True
        )
    invocation.show_record("follow_up", dict(record))


@commands.command(
    "follow-ups",
    epilog="""
    reltrack follow-ups
    reltrack follow-ups ana --all --json
    """,
)
def list_follow_ups(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only with this person.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those closed.")] = False,
) -> None:
    """What is open, both ways: promises, answers owed, things awaited, plans to meet."""
    invocation = Invocation.of(context)
    person = None if name is None else names.find(invocation.db, name).person_id
    found = follow_ups.follow_ups(
        invocation.db, today=invocation.today, person=person, closed=everything
    )
    invocation.show("follow_ups", found)


@commands.command(
    epilog="""
    reltrack done 41
    reltrack done ana
    """,
)
def done(
    context: typer.Context,
    which: Annotated[
        str,
        typer.Argument(metavar="ID|NAME", help="Its number, or the person if it is the only one."),
    ],
    dry_run: DryRun = False,
) -> None:
    """Close a follow-up, a date, or an introduction's next step.

    Of an introduction that is: made, then met; or thanked, if it was made for me.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    number = _number(invocation, which)
    with invocation.change("done") as operation:
        close(operation, number, on=invocation.today.isoformat())
        operation.summary = f"done #{number}"
        kind, record = _closed(operation.db, number, invocation.today)
    invocation.show(kind, record)


def _closed(db: sqlite3.Connection, number: int, today: date) -> tuple[Kind, Data]:
    """Return what was closed, and of which kind it is."""
    for loop in follow_ups.follow_ups(db, today=today, ids=[number], closed=True):
        return "follow_up", loop
    for introduction in introductions.introductions(db, number=number):
        return "introduction", introduction
    return "occasion", occasions.by_number(db, number, today=today, just_done=True)


def _number(invocation: Invocation, which: str) -> int:
    """Return the number meant: typed, or that of the only thing open with a person.

    Dates count once `due` speaks of them.
    """
    if which.isascii() and which.strip().removeprefix("#").isdecimal():
        digits = which.strip().removeprefix("#")
        if len(digits) > 18:
            raise NotFoundError(
                f"nothing open has the number {digits[:40]}", hint="reltrack follow-ups lists them"
            )
        return int(digits)
    person = names.find(invocation.db, which)
    found = list(matters.open_with(invocation.db, [person.person_id], today=invocation.today))
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(
            f"nothing is open with {person.name}", hint=f"reltrack show {person.slug}"
        )
    raise UsageError(
        f"{len(found)} things are open with {person.name}",
        hint=f"say which, such as done {found[0]}: reltrack show {person.slug} lists them",
    )
