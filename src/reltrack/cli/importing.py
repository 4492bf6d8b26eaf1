"""`import`: bring the past in."""

from __future__ import annotations

import gc
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, Yes, existing_path, when
from reltrack.cli.rejects import Rejects
from reltrack.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from reltrack.domain.reports import Rejected

commands = typer.Typer()


@commands.command(
    "import",
    epilog="""
    reltrack import contacts.vcf Connections.csv
    reltrack import mbox Mail/ --me ana@x.example --since 2020-01-01
    reltrack import csv people.csv --map name="Full Name" --dry-run
    reltrack export | reltrack --db other.db import -
    """,
)
def import_(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[FORMAT] FILE...",
            help="Files or folders, - is standard input; what they are is guessed.",
        ),
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="NAME=COLUMN", help='Of csv: name="Full Name".'),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Of csv: bring back what export wrote, edited.")
    ] = False,
    me: Annotated[
        list[str] | None,
        typer.Option("--me", metavar="ADDRESS", help="Of mail and meetings: an address of mine."),
    ] = None,
    no_subjects: Annotated[
        bool, typer.Option("--no-subjects", help="Of mail: leave the subjects out.")
    ] = False,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="Only what happened from then.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="Only what happened up to then.")
    ] = None,
    rejects: Annotated[
        str | None,
        typer.Option("--rejects", metavar="FILE", help="Write what was left out to a file."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite that file.")] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Bring in people and entries.

    FORMAT is one of vcard, csv (Google Contacts, Outlook, Thunderbird, any table with a name),
    linkedin, linkedin-messages, ics, mbox (and .eml files), friends, monica, jrnl, org-contacts,
    or reltrack (what export wrote). A folder stands for the files in it.

    Doing it again adds only what is new, and what you changed since is kept. Records that cannot be
    used are told and never stop the others; --rejects writes them to a file, with the reasons, to
    be mended and imported in turn. One `reltrack undo` takes it all back. People from elsewhere
    wait for `reltrack triage`.
    """
    from reltrack.exchange.formats import NAMES
    from reltrack.exchange.gathering import gather, sources
    from reltrack.exchange.importing import UselessError, bring_in
    from reltrack.exchange.rejects import lines
    from reltrack.exchange.wishes import Wishes

    gc.enable()
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    named = NAMES.get(words[0])
    files = words[1:] if named else words
    given: dict[str, object] = {
        "--map": columns, "--me": me, "--no-subjects": no_subjects, "--since": since,
        "--until": until,
    }  # fmt: skip
    if not files:
        raise UsageError("there is no file to import", hint=f"reltrack import {words[0]} FILE")
    if force and rejects is None:
        raise UsageError("--force belongs to --rejects", hint="--rejects FILE --force")
    if yes and not update:
        raise UsageError(
            "--yes belongs to --update", hint="leave it out: reltrack undo takes an import back"
        )
    if update:
        if named not in (None, "csv"):
            raise UsageError("--update is for csv", hint="reltrack import csv --update FILE")
        for option, value in given.items():
            if value:
                raise UsageError(
                    f"{option} means nothing with --update",
                    hint="reltrack import csv --update FILE",
                )
        from reltrack.cli.updating import bring_back

        target = Rejects(invocation, rejects, force=force)
        bring_back(invocation, [_path(file) for file in files], target, yes=yes)
        return
    wishes = Wishes(
        today=invocation.today,
        columns=_columns(columns or []),
        me=frozenset(address.strip().casefold() for address in me or ()),
        subjects=not no_subjects,
        since=when(invocation, since, "past").date if since is not None else None,
        until=when(invocation, until, "past").date if until is not None else None,
    )
    if wishes.since and wishes.until and wishes.since > wishes.until:
        raise UsageError("--since is later than --until", hint="turn them round")
    left_out = Rejects(invocation, rejects, force=force)

    def write_rejects(rejected: list[Rejected]) -> None:
        left_out.write(rejected, lines(sources(found), rejected, wishes))

    with ExitStack() as stack:
        found = gather(stack, map(_path, files), named, standard_input=sys.stdin.buffer)
        left_out.spare(found)
        _check_heeded(
            [option for option, value in given.items() if value],
            {each.form for each in found if isinstance(each.form, str)},
        )
        progress = stack.enter_context(talk.Progress())
        try:
            with invocation.change("import", bulk=True) as operation:
                report = bring_in(
                    operation, sources(found), wishes, dry_run=dry_run, watch=progress.show
                )
                write_rejects(report["rejected"])
        except UselessError as problem:
            write_rejects(problem.rejected)
            raise
    invocation.show("report", report)


def _path(typed: str) -> tuple[str, Path | None]:
    """Return the name of what is to be imported, and its path unless it is standard input."""
    from reltrack.exchange.formats import LISTED, meant

    if typed == "-":
        return "standard input", None
    try:
        return typed, existing_path(typed)
    except NotFoundError as problem:
        if "." in typed or "/" in typed:
            raise
        if form := meant(typed):
            hint = f"did you mean the format {form}? reltrack import {form} FILE"
        else:
            hint = f"a file, or a format and a file; the formats: {LISTED}"
        raise NotFoundError(str(problem), hint=hint) from None


def _columns(typed: list[str]) -> dict[str, str]:
    """Return which column holds what.

    Raises:
        UsageError: it does not say so.
    """
    columns = {}
    for pair in typed:
        name, _, column = (part.strip() for part in pair.partition("="))
        if not name or not column:
            raise UsageError(
                f"--map {pair[:40]} does not name a column", hint='--map name="Full Name"'
            )
        if name.casefold() in columns:
            raise UsageError(f"--map gives {name[:40]} twice", hint="one column holds it")
        columns[name.casefold()] = column
    return columns


def _check_heeded(given: list[str], forms: set[str]) -> None:
    """Refuse options that none of the formats heeds."""
    from reltrack.exchange.formats import FORMATS

    for option in given:
        if not any(option in FORMATS[form].heeds for form in forms):
            heeded = [name for name, form in FORMATS.items() if option in form.heeds]
            raise UsageError(
                f"{option} means nothing to {' or '.join(sorted(forms))}",
                hint=f"it is for {', '.join(heeded)}",
            )
