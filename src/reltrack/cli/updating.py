"""`import csv --update`: bring back people who were edited in a spreadsheet."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation, interactive
from reltrack.cli.options import circle_cadences, confirm
from reltrack.errors import BadDataError, RefusedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reltrack.cli.rejects import Rejects
    from reltrack.domain.reports import Rejected
    from reltrack.domain.updates import Update, UpdateReport
    from reltrack.exchange.gathering import Gathered


def bring_back(
    invocation: Invocation,
    files: list[tuple[str, Path | None]],
    left_out: Rejects,
    *,
    yes: bool,
) -> None:
    """Write what was edited, and nothing else; what it is is shown and asked about first.

    Raises:
        BadDataError: none of the rows can be used.
    """
    from reltrack.exchange.gathering import gather
    from reltrack.write.updates import update

    talking = interactive() and not (yes or invocation.dry_run or invocation.json)
    with ExitStack() as stack:
        tables = gather(stack, files, "csv", standard_input=sys.stdin.buffer)
        left_out.spare(tables)
        shown, report = _read(invocation, tables)
        if report["rejected"] and not (shown or report["unchanged"]):
            left_out.write(report["rejected"], _mendable(invocation, tables, report))
            raise _useless(report["rejected"])
        if shown and not invocation.dry_run:
            if talking:
                invocation.outcome = "looked"
                invocation.show("updated", report)
            elif not yes:
                raise UsageError(
                    f"{_people(shown)} would change, and nobody is there to look at it",
                    hint="--dry-run shows the changes, --yes writes them",
                )
            confirm(f"write the changes of {_people(shown)}?", yes=yes)
        with invocation.change("import") as operation:
            wanted, report = _read(invocation, tables)
            if [each.told for each in wanted] != [each.told for each in shown]:
                raise RefusedError(
                    "the journal was changed in the meantime",
                    hint="run it again, and look at the changes once more",
                )
            update(
                operation,
                wanted,
                today=invocation.today.isoformat(),
                made_with=circle_cadences(invocation),
            )
            left_out.write(report["rejected"], _mendable(invocation, tables, report))
            operation.summary = f"import csv: changes of {_people(wanted)}"
    if talking and shown:
        talk.note("written; undo: reltrack undo")
    else:
        invocation.show("updated", report)


def _read(invocation: Invocation, tables: list[Gathered]) -> tuple[list[Update], UpdateReport]:
    """Return what the tables change, and how it is told."""
    from reltrack.exchange.files import unreadable
    from reltrack.exchange.gathering import sources
    from reltrack.exchange.importing import told_record
    from reltrack.exchange.updating import Claimed, updates
    from reltrack.write.bulk import Tally

    tally, claimed = Tally(), Claimed(set(), {})
    order = None if (named := invocation.settings.date_order) == "iso" else named
    found: list[Update] = []
    for source, form in sources(tables):
        if not isinstance(form, str):
            raise form
        try:
            found += updates(
                invocation.db, source, tally,
                today=invocation.today, order=order, claimed=claimed,
            )  # fmt: skip
        except OSError as problem:
            raise unreadable(source.name, problem) from None
    return found, {
        "format": "csv",
        "files": [table.name for table in tables],
        "updated": [each.told for each in found],
        "unchanged": tally.unchanged,
        "rejected": [told_record(*each) for each in tally.rejected],
        "remarks": [told_record(*each) for each in tally.remarks],
        "dry_run": invocation.dry_run,
    }


def _mendable(
    invocation: Invocation, tables: list[Gathered], report: UpdateReport
) -> Iterator[str]:
    """Yield the rows that were left out, with the reasons."""
    from reltrack.exchange.gathering import sources
    from reltrack.exchange.rejects import lines
    from reltrack.exchange.updating import layout
    from reltrack.exchange.wishes import Wishes

    yield from lines(
        sources(tables),
        report["rejected"],
        Wishes(today=invocation.today),
        layout=lambda _form, source, _wishes: layout(source),
    )


def _useless(rejected: list[Rejected]) -> BadDataError:
    first = rejected[0]
    which = "the only row cannot be used:"
    if len(rejected) > 1:
        which = f"none of the {len(rejected)} rows can be used; the first,"
    return BadDataError(
        f"{which} line {first['line']}: {first['reason']}",
        hint="mend it and run it again; nothing was written",
    )


def _people(found: list[Update]) -> str:
    return "1 person" if len(found) == 1 else f"{len(found)} people"
