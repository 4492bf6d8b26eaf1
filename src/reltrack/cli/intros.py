"""`intro`, `intros`: who introduced whom, how far it has come, and who could introduce me."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, record_number, when, whole
from reltrack.domain.drafts import past_day
from reltrack.domain.introductions import Days
from reltrack.domain.names import Known
from reltrack.domain.text import checked, person_name
from reltrack.errors import AmbiguousError, RefusedError, UsageError
from reltrack.read import glance, introductions, names
from reltrack.write.introductions import advance, introduce
from reltrack.write.newcomers import add_person

if TYPE_CHECKING:
    import sqlite3

    from reltrack.domain.giving import Step

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack intro ana bob --why "both restore old boats"
    reltrack intro ana bob --made yesterday
    reltrack intro grace --from ana
    reltrack intro 41 --met "last tue"
    reltrack intro 41 --thanked
    """,
)
def intro(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ID|NAME...", help="Two people I introduce; one, with --from; or its number."
        ),
    ],
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="What for.")] = None,
    by: Annotated[
        str | None, typer.Option("--from", metavar="NAME", help="Who introduced them to me.")
    ] = None,
    made: Annotated[bool, typer.Option("--made", help="It was made: today, or WHEN.")] = False,
    met: Annotated[bool, typer.Option("--met", help="They met: today, or WHEN.")] = False,
    thanked: Annotated[
        bool, typer.Option("--thanked", help="I thanked who introduced me: today, or WHEN.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Two people of mine who should know each other; or somebody I was introduced to.

    With --from, somebody new is added. A word after --made, --met or --thanked says when. What I
    propose waits for --made, then due asks how it went until --met; somebody introduced to me has
    due say thanks until --thanked. With its number alone an introduction is shown.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    given: dict[Step, bool] = {"made": made, "met": met, "thanked": thanked}
    steps = [step for step, chosen in given.items() if chosen]
    numbered = by is None and words[0].removeprefix("#").isdecimal()
    people = 1 if numbered or by is not None else 2
    day = _day(invocation, words[people:], steps)
    reason = None if why is None else checked(why, what="reason").strip() or None
    if numbered:
        _go_on(invocation, record_number(words[0]), steps, day, reason)
        return
    if len(words) < people:
        raise UsageError(
            "an introduction joins two people",
            hint="name both, or who introduced them to you: --from NAME",
        )
    db = invocation.db
    if by is None:
        one, other = (names.find(db, name) for name in words[:2])
        _begin(invocation, None, one, other, steps, day, reason)
    else:
        _begin(invocation, names.find(db, by), _met(db, words[0]), None, steps, day, reason)


def _met(db: sqlite3.Connection, name: str) -> Known | str:
    """Return whom I was introduced to, or the name of somebody new whom nobody resembles."""
    if names.fitting(db, name):
        return names.find(db, name)
    new = person_name(checked(name, what="name"))
    alike = names.resembling(db, new)
    if alike:
        raise AmbiguousError(
            f"{alike[0].name} exists; {new} looks like the same person",
            hint=f"{alike[0].slug} means {alike[0].name}; for another person first:"
            f" reltrack add {shlex.quote(new)} --new",
            candidates=names.candidates(alike),
        )
    return new


def _day(invocation: Invocation, rest: list[str], steps: list[Step]) -> str:
    """Return the day that was typed after the names; today if there is none."""
    if len(rest) > 1 or (rest and not steps):
        raise UsageError(
            "there are more words than were expected",
            hint="quote a name or a day of several words; a day goes with --made, --met, --thanked",
        )
    today = invocation.today
    return past_day(when(invocation, rest[0], "past").date if rest else today, today=today)


def _begin(
    invocation: Invocation,
    introducer: Known | None,
    one: Known | str,
    other: Known | None,
    steps: list[Step],
    day: str,
    why: str | None,
) -> None:
    """Write down an introduction, proposed by me or made for me; or go on with it."""
    by, to = introducer and introducer.person_id, other and other.person_id
    if isinstance(one, Known) and len({by, to, one.person_id, None}) != 3:
        raise UsageError("nobody is introduced to themselves", hint="name somebody else")
    if introducer is None and "thanked" in steps:
        raise _thanks_to_me()
    days = Days(invocation.today.isoformat()).reached(steps, day)
    if introducer is not None and days.made is None:
        days = days.reached(["made"], day)
    with invocation.change("intro") as operation:
        db = operation.db
        person = add_person(operation, one, added_on=day) if isinstance(one, str) else one.person_id
        number = introductions.under_way(db, by, person, to)
        if number is None:
            number = introduce(
                operation, introducer=by, person=person, other=to, why=why, days=days
            )
        elif steps:
            advance(operation, number, steps, on=day, why=why)
        else:
            raise RefusedError(
                f"this introduction is written down already: #{number}",
                hint=f"reltrack intro {number} --{'made' if introducer is None else 'thanked'}"
                " goes on with it",
            )
        who = glance.reference(db, person)
        joined = f"{who['name']} and {other.name}" if other else who["name"]
        operation.summary = f"intro #{number} of {joined}"
        record = introductions.by_number(db, number)
    invocation.show_record("introduction", dict(record))
    if isinstance(one, str):
        verb = "would add" if invocation.dry_run else "added"
        talk.note(f"{verb} {who['name']} ({who['slug']})")


def _go_on(
    invocation: Invocation, number: int, steps: list[Step], day: str, why: str | None
) -> None:
    """Write down how far an introduction has come, or show it."""
    record = introductions.by_number(invocation.db, number)
    if record["introducer"] is None and "thanked" in steps:
        raise _thanks_to_me()
    if steps or why is not None:
        with invocation.change("intro") as operation:
            advance(operation, number, steps, on=day, why=why)
            operation.summary = f"intro #{number} {' and '.join(steps) or 'reason'}"
            record = introductions.by_number(operation.db, number)
    invocation.show("introduction", dict(record))


def _thanks_to_me() -> UsageError:
    return UsageError(
        "the introduction is yours, so there is nobody to thank", hint="--met says that they met"
    )


@commands.command(
    epilog="""
    reltrack intros --open
    reltrack intros ana
    reltrack intros --to "Grace Hopper"
    reltrack intros --to "Nordtind Ferries"
    """,
)
def intros(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only those with this person.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="NAME|COMPANY", help="Who could introduce me to them?"),
    ] = None,
    still_open: Annotated[
        bool, typer.Option("--open", help="Only those that wait for something.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many; 0 is all.")] = 10,
) -> None:
    """Introductions, mine and those made for me; or who could introduce me to somebody.

    With --to: those who introduced them, were in entries with them, spoke of them or work with
    them, the likeliest first.
    """
    invocation = Invocation.of(context)
    limit = whole(limit, option="--limit")
    if to is None:
        person = None if name is None else names.find(invocation.db, name).person_id
        found = introductions.introductions(invocation.db, person=person, still_open=still_open)
        invocation.show("introductions", found[: limit or None])
        return
    if name is not None or still_open:
        raise UsageError(
            "--to asks another question than the list", hint="leave out the name, and --open"
        )
    to = checked(to, what="name")
    db, today = invocation.db, invocation.today
    company = {} if len(names.fitting(db, to)) == 1 else introductions.at_company(db, to)
    if company:
        page = introductions.to_company(db, company, today=today, limit=limit)
    else:
        target = names.find(db, to)
        page = introductions.to_person(db, target.person_id, today=today, limit=limit)
    invocation.show("introducers", page)
