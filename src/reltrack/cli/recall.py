"""`history`, `search`, `note`: what was, and what is worth remembering."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.app import TextCommand
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import (
    DryRun,
    Edit,
    Name,
    OptionalWords,
    Words,
    optional_label,
    standard_input,
    when,
    whole,
)
from reltrack.domain.names import Known
from reltrack.domain.text import checked
from reltrack.errors import UsageError
from reltrack.read import interactions, names

commands = typer.Typer()


@commands.command(
    epilog="""
    reltrack history
    reltrack history ana --since "3 months ago"
    reltrack history --with bob --via coffee --json
    """,
)
def history(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only entries with this person.")
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME", help="Only with all of these people."),
    ] = None,
    via: Annotated[str | None, typer.Option("--via", metavar="CHANNEL", help="Only by it.")] = None,
    tag: Annotated[str | None, typer.Option("--tag", metavar="TAG", help="Only about it.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="From that day on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="Up to that day.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many; 0 is all.")] = 20,
) -> None:
    """Entries, newest first."""
    invocation = Invocation.of(context)
    people = [
        names.find(invocation.db, one).person_id
        for one in [*(with_ or ()), *([] if name is None else [name])]
    ]
    chosen = interactions.Selection(
        people=tuple(people),
        via=None if via is None else invocation.channel(via),
        tag=optional_label(tag, what="tag"),
        since=None if since is None else when(invocation, since, "past").date.isoformat(),
        until=None if until is None else when(invocation, until, "past").date.isoformat(),
    )
    entries = interactions.history(invocation.db, chosen, limit=whole(limit, option="--limit"))
    invocation.show("history", entries)


@commands.command(
    cls=TextCommand,
    epilog="""
    reltrack search lisbon
    reltrack search "board seat" --json
    """,
)
def search(
    context: typer.Context,
    query: Words,
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many; 0 is all.")] = 20,
) -> None:
    """Find words in entries, facts, promises and names.

    All of the words are looked for, whatever their case and accents; the last may be the beginning
    of one. Promises, answers owed, waits and plans are found whether they are open or done.
    """
    from reltrack.read import search as read_search

    invocation = Invocation.of(context)
    found = read_search.search(
        invocation.db,
        " ".join(query),
        today=invocation.today,
        settings=invocation.settings,
        limit=whole(limit, option="--limit"),
    )
    invocation.show("search", found)


@commands.command(
    cls=TextCommand,
    epilog="""
    reltrack note ana "two kids, wife from Texas"
    reltrack note ana "wants to learn sailing #hobby" --on "last tue"
    """,
)
def note(
    context: typer.Context,
    name: Name,
    text: OptionalWords = None,
    on: Annotated[
        str | None, typer.Option("--on", "-d", metavar="WHEN", help="When you heard it.")
    ] = None,
    edit: Edit = False,
    dry_run: DryRun = False,
) -> None:
    """Write down a fact about a person: what matters to them.

    It is kept with the day you heard it, shown with its age, and offered in due as something to
    ask about.
    """
    from reltrack.domain.drafts import past_day

    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    heard = invocation.today if on is None else when(invocation, on, "past").date
    day = past_day(heard, today=invocation.today)
    words = " ".join(text or ())
    if edit:
        from reltrack.cli.editing import edited

        about = f"What is worth remembering of {person.name}; #words tag it.\n"
        with edited(invocation, words, about=about) as written:
            _note(invocation, names.find(invocation.db, person.slug), written, day)
    else:
        _note(invocation, person, standard_input() if words == "-" else words, day)


def _note(invocation: Invocation, person: Known, words: str, day: str) -> None:
    from reltrack.read import facts
    from reltrack.write.log import add_fact

    fact = checked(words, what="fact").strip()
    if not fact:
        raise UsageError("the fact is empty", hint=f'reltrack note {person.slug} "two kids"')
    with invocation.change("note") as operation:
        number = add_fact(operation, person.person_id, fact, heard_on=day)
        operation.summary = f"note #{number} about {person.name}"
        (record,) = facts.by_number(invocation.db, [number], today=invocation.today)
    invocation.show_record("fact", dict(record))
