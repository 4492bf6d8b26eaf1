"""`triage`: settle the people who came by import."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation, interactive
from reltrack.cli.options import DryRun, circles_in, days, standard_input, whole
from reltrack.domain.drafts import PersonDraft
from reltrack.errors import UsageError
from reltrack.read import names
from reltrack.read import people as read_people
from reltrack.read import triage as read_triage

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack triage
    reltrack triage ana --circle mentor
    reltrack triage --search acme --every 90d
    reltrack triage --top 50 --circle peer
    reltrack triage --fields slug,name | fzf -m --header-lines 1 | reltrack triage - --archive
    """,
)
def triage(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="Whom to settle; - reads names; left out, one after the other."
        ),
    ] = None,
    circle: Annotated[
        list[str] | None, typer.Option("--circle", metavar="CIRCLE", help="Keep, in this circle.")
    ] = None,
    every: Annotated[
        str | None, typer.Option("--every", metavar="90d", help="Keep, with this cadence.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep, as they are.")] = False,
    archive: Annotated[bool, typer.Option("--archive", help="Put away.")] = False,
    search: Annotated[
        str | None, typer.Option("--search", metavar="QUERY", help="Only those whose card says so.")
    ] = None,
    top: Annotated[
        int | None, typer.Option("--top", metavar="N", help="Settle the first N in one go.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", help="List this many; 0 is all.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Settle the people who came by import: keep, in a circle or with a cadence, or put away.

    On a terminal they come one after the other, and one key settles each: people found in two
    sources first, then those you are most in contact with, then the newest. Every answer is saved
    at once; stop and go on whenever you like. Until then they are searchable, and recognised when
    you log, but never in due.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    wanted = bool(archive or keep or circle or every)
    if top is not None and top < 1:
        raise UsageError("--top is below 1", hint="reltrack triage --top 50 --circle peer")
    if archive and (keep or circle or every):
        raise UsageError("--archive goes with no other choice", hint="keep or put away")
    if name is not None and (search is not None or top is not None):
        raise UsageError("a name goes without --search and --top", hint="give one or the other")
    if name is None and wanted and search is None and top is None:
        raise UsageError("whom to settle is missing", hint="reltrack triage NAME --circle peer")
    if (name is not None or top is not None) and not wanted:
        raise UsageError(
            "what to do is missing",
            hint="give --keep, --circle CIRCLE, --every 90d or --archive",
        )
    if not wanted:
        _go_through(invocation, search or "", limit)
        return
    if name not in (None, "-"):
        numbers = [names.find(invocation.db, str(name)).person_id]
    elif name == "-":
        numbers = _typed(invocation)
    else:
        first = whole(top or 0, option="--top")
        today = invocation.today
        numbers = read_triage.waiting(invocation.db, today=today, query=search or "", limit=first)
    one = name not in (None, "-")
    _settle(invocation, numbers, circles=circle, every=every, keep=keep, archive=archive, one=one)


def _go_through(invocation: Invocation, query: str, limit: int | None) -> None:
    """Ask about one after the other on a terminal, else list them."""
    db, today = invocation.db, invocation.today
    most = whole(limit or 0, option="--limit")
    numbers = read_triage.waiting(db, today=today, query=query, limit=most)
    talks = limit is None and interactive() and sys.stdout.isatty()
    if talks and invocation.output.format == "table" and not invocation.dry_run:
        later = read_triage.put_off(db, today=today)
        if soon := [number for number in numbers if number not in later]:
            from reltrack.cli.triage_loop import settle

            settle(invocation, soon)
            return
    settings = invocation.settings
    waiting = read_people.by_number(db, numbers, today=today, settings=settings)
    invocation.show("triage", waiting)


def _typed(invocation: Invocation) -> list[int]:
    """Return those named on standard input, one to a line: by handle in any column, or by name."""
    found = []
    for line in standard_input().splitlines():
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if not cells or {"slug", "name"} <= set(cells):  # nothing, or the header of a list
            continue
        known = [one for cell in cells for one in names.by_handle(invocation.db, cell)[:1]]
        found.append(known[0] if known else names.find(invocation.db, cells[0]))
    return list(dict.fromkeys(one.person_id for one in found))


def _settle(
    invocation: Invocation,
    numbers: list[int],
    *,
    circles: list[str] | None,
    every: str | None,
    keep: bool,
    archive: bool,
    one: bool,
) -> None:
    from reltrack.write.people import edit, set_status

    draft = PersonDraft(circles=circles_in(invocation, circles), cadence_days=days(every))
    today = invocation.today.isoformat()
    with invocation.change("triage") as operation:
        for number in numbers:
            if archive:
                set_status(operation, number, "archived", today=today)
            else:
                edit(operation, number, draft, today=today)
                if keep:
                    set_status(operation, number, "active", today=today)
        records = read_people.by_number(
            operation.db, numbers, today=invocation.today, settings=invocation.settings
        )
        who = records[0]["name"] if len(records) == 1 else f"{len(records)} people"
        operation.summary = f"triage {who}"
    if one:
        invocation.show_record("person", dict(records[0]))
    else:
        invocation.show("triaged", {"people": records, "dry_run": invocation.dry_run})
