"""`stats`: the journal in numbers, a year at a glance, and a picture of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import (
    CircleFilter,
    known_circle,
    optional_label,
    since_day,
    when,
    whole,
)
from reltrack.errors import UsageError
from reltrack.read import stats as read_stats

if TYPE_CHECKING:
    from reltrack.domain.insight import Stats, StatsPage

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack stats
    reltrack stats --by channel --since "1 jan"
    reltrack stats --circle mentor --svg mentors.svg
    reltrack stats --by month --json | jq '.[].entries'
    """,
)
def stats(
    context: typer.Context,
    by: Annotated[
        Literal["week", "month", "channel", "circle", "person"] | None,
        typer.Option("--by", help="In groups.", show_default=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="From that day on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="Up to that day.")
    ] = None,
    circle: CircleFilter = None,
    tag: Annotated[str | None, typer.Option("--tag", metavar="TAG", help="Only about it.")] = None,
    via: Annotated[str | None, typer.Option("--via", metavar="CHANNEL", help="Only by it.")] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", help="How many groups; 0 is all.", show_default="20"),
    ] = None,
    svg: Annotated[
        str | None, typer.Option("--svg", metavar="FILE", help="Draw a picture into a file, too.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """The journal in numbers, and a year at a glance.

    Weeks and months are those of the last year, unless --since says otherwise; --limit takes the
    latest of them. A week bears the name of its Monday.
    """
    invocation = Invocation.of(context)
    today = invocation.today
    if force and svg is None:
        raise UsageError("there is nothing to overwrite", hint="add --svg FILE")
    if limit is not None and by is None:
        raise UsageError("there are no groups to limit", hint="add --by person, channel or month")
    first = since_day(invocation, since)
    selection = read_stats.Selection(
        since=first.isoformat() if first else None,
        until=None if until is None else when(invocation, until, "past").date.isoformat(),
        circle=known_circle(invocation, circle),
        tag=optional_label(tag, what="tag"),
        via=None if via is None else invocation.channel(via),
    )
    if selection.since and selection.since > (selection.until or today.isoformat()):
        raise UsageError("that time has no day", hint="--since comes before --until")
    if by is None:
        found = read_stats.stats(invocation.db, selection, today=today)
        _draw(invocation, svg, found, None, force=force)
        invocation.show("stats", found)
        return
    groups = None if limit is None else whole(limit, option="--limit")
    page = read_stats.stats_by(invocation.db, by, selection, today=today, limit=groups)
    _draw(invocation, svg, page["whole"], page, force=force)
    invocation.show("tallies", page)


def _draw(
    invocation: Invocation, file: str | None, found: Stats, page: StatsPage | None, *, force: bool
) -> None:
    """Write the picture, if one is wanted."""
    if file is None:
        return
    from reltrack.exchange.writing import write_file
    from reltrack.render.svg import picture

    path = Path(file).expanduser()
    lines = picture(found, page, today=invocation.today)
    write_file(path, lines, force=force, journal=invocation.path)
    talk.note(f"the picture is in {path}")
