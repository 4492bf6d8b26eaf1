"""`balance`: giving and asking, and who reaches out first."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import since_day, whole
from reltrack.errors import UsageError
from reltrack.read import balance as read_balance
from reltrack.read import names

commands = typer.Typer()

_USUAL = 20  # groups


@commands.command(
    epilog="""
    reltrack balance
    reltrack balance ana
    reltrack balance --by month --since "a year ago"
    reltrack balance --json | jq .promotion_share
    """,
)
def balance(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="With one person.", show_default=False)
    ] = None,
    by: Annotated[
        Literal["circle", "person", "month"] | None,
        typer.Option("--by", help="In groups.", show_default=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="From that day on.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", help="How many groups; 0 is all.", show_default="20"),
    ] = None,
) -> None:
    """Giving and asking, and who reaches out first.

    It counts what entries were marked as (log --gave, --asked, --promoted), says how many are
    marked at all, and takes every other entry for attention: own promotion is the promoted entries
    and the broadcasts among all. Of those who reach out, and of channels, only conversations count.
    """
    invocation = Invocation.of(context)
    today = invocation.today
    first = since_day(invocation, since)
    start = first.isoformat() if first else None
    if by is not None:
        if name is not None:
            raise UsageError("NAME and --by contradict each other", hint="give one of them")
        groups = whole(_USUAL if limit is None else limit, option="--limit")
        page = read_balance.balance_by(invocation.db, by, today=today, since=start, limit=groups)
        invocation.show("balances", page)
        return
    if limit is not None:
        raise UsageError("there are no groups to limit", hint="add --by person, circle or month")
    person = None if name is None else names.find(invocation.db, name).person_id
    found = read_balance.balance(invocation.db, today=today, since=start, person=person)
    invocation.show("balance", found)
