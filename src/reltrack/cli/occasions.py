"""`occasion`, `congrats`, `occasions`: birthdays and other days to say a word on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from reltrack.cli.app import Command, TextCommand
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, Name, Words, days, when
from reltrack.domain.occasions import LONGEST_LEAD, OccasionDraft, format_yearly, parse_yearly
from reltrack.domain.text import one_line
from reltrack.errors import RefusedError, UsageError
from reltrack.read import names
from reltrack.read import occasions as read_occasions
from reltrack.write.occasions import keep

if TYPE_CHECKING:
    from reltrack.domain.names import Known
    from reltrack.domain.occasions import Yearly

commands = typer.Typer()

USUAL_DAYS = 30
"""How far `occasions` looks ahead."""


class DateCommand(Command):
    """A command that takes a date last: `--03-14` is one, not an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Move dates without a year behind `--`, where nothing is an option."""
        yearless = [word for word in args if re.fullmatch(r"--\d\d(-?\d\d)?", word)]
        if yearless and "--" not in args:
            args = [*(word for word in args if word not in yearless), "--", *yearless]
        return super().parse_args(ctx, args)


@commands.command(
    cls=DateCommand,
    epilog="""
    reltrack occasion ana birthday 1980-03-14
    reltrack occasion ana birthday 14 march
    reltrack occasion bob anniversary 2016-07-11 --label "founded Acme" --lead 2w
    reltrack occasion bob milestone yesterday --label "a new job"
    reltrack occasion ana
    """,
)
def occasion(
    context: typer.Context,
    name: Name,
    kind: Annotated[
        Literal["birthday", "anniversary", "milestone", "other"] | None,
        typer.Argument(
            metavar="[KIND]",
            help="birthday, anniversary, milestone or other; without it their dates are listed.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DATE]",
            help="1980-03-14, 14 march, --03-14; only a month: march, --03.",
            show_default=False,
        ),
    ] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="TEXT", help="What is celebrated.")
    ] = None,
    lead: Annotated[
        str | None,
        typer.Option(
            "--lead", metavar="7d", help="How long before due speaks of it.", show_default="7d"
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Write down a birthday, another yearly date, or something to congratulate on.

    The year may be unknown, and so may the day; an age is said only where the year is known.
    29 February is celebrated on 28 February in common years. Contact around the day closes it for
    that year; a milestone stays until `reltrack done`. A birthday written again is changed.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    if kind is None:
        if label is not None or lead is not None:
            raise UsageError(
                "it is not said what it is",
                hint=f"such as: reltrack occasion {person.slug} anniversary 2016-07-11",
            )
        found = read_occasions.of_person(invocation.db, person.person_id, today=invocation.today)
        invocation.show("occasions", found)
        return
    draft = OccasionDraft(
        kind,
        None if label is None else one_line(label, what="label"),
        _day(invocation, kind, " ".join(on or ()), changing=lead is not None),
        _lead(kind, lead),
    )
    if kind == "other" and not draft.label:
        raise UsageError(
            "it is not said what it is",
            hint=f'reltrack occasion {person.slug} other "14 march" --label "name day"',
        )
    _keep(invocation, "occasion", person, draft)


@commands.command(
    cls=TextCommand,
    epilog="""
    reltrack congrats ana promoted to VP
    reltrack congrats bob "his first novel is out"
    """,
)
def congrats(context: typer.Context, name: Name, text: Words, dry_run: DryRun = False) -> None:
    """Write down something of today to congratulate somebody on.

    It stays in due until you did: `reltrack done` with its number, or `reltrack log --done`.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    today = invocation.today
    draft = OccasionDraft(
        "milestone",
        one_line(" ".join(text), what="text"),
        (today.year, today.month, today.day),
    )
    _keep(invocation, "congrats", person, draft)


@commands.command(
    epilog="""
    reltrack occasions
    reltrack occasions --within 3m
    reltrack occasions ana --all --json
    """,
)
def occasions(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only of this person, all year round.")
    ] = None,
    within: Annotated[
        str | None,
        typer.Option("--within", metavar="30d", help="How far ahead.", show_default="30d"),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All year round, and those you acted on.")
    ] = False,
) -> None:
    """The dates ahead: birthdays, anniversaries, and what to congratulate on.

    Birthdays just missed are listed for two weeks, milestones until they are done; what you were
    in touch for already is left out.
    """
    invocation = Invocation.of(context)
    person = None if name is None else names.find(invocation.db, name).person_id
    usual = None if everything or person is not None else USUAL_DAYS
    found = read_occasions.coming(
        invocation.db,
        today=invocation.today,
        within=usual if within is None else days(within),
        person=person,
        closed=everything,
    )
    invocation.show("occasions", found)


def _keep(invocation: Invocation, command: str, person: Known, draft: OccasionDraft) -> None:
    """Write it down and show it, and what it was before."""
    with invocation.change(command) as operation:
        number, was = keep(operation, person.person_id, draft)
        record = read_occasions.by_number(operation.db, number, today=invocation.today)
        what = record["label"] or ("date" if draft.kind == "other" else draft.kind)
        operation.summary = f"{what} of {person.name}"
    changed_from = None if was is None else format_yearly(*was)
    invocation.show_record("occasion", {**record, "was": changed_from})


def _day(invocation: Invocation, kind: str, typed: str, *, changing: bool) -> Yearly | None:
    """Return the day that was typed; None where only the lead of a known date is to change."""
    if kind == "milestone":
        today = invocation.today
        day = when(invocation, typed, "past").date if typed else today
        if day > today:
            raise RefusedError(
                "that day lies in the future", hint="a milestone is something that has been"
            )
        return day.year, day.month, day.day
    if not typed and changing:
        return None
    if not typed:
        raise UsageError(
            "it is not said when it is",
            hint="such as 1980-03-14, 14 march without a year, or only march",
        )
    order = invocation.settings.date_order
    return parse_yearly(typed, today=invocation.today, what=kind, order=order)


def _lead(kind: str, typed: str | None) -> int | None:
    lead = days(typed)
    if lead is not None and kind == "milestone":
        raise UsageError("a milestone is not announced ahead", hint="leave --lead out")
    if lead is not None and lead > LONGEST_LEAD:
        raise UsageError("that is more than a year ahead", hint="the longest lead is 1y")
    return lead
