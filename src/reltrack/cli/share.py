"""`share`: who would be glad of this? And: I gave it to them."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.app import TextCommand
from reltrack.cli.invocation import Invocation
from reltrack.cli.log import written
from reltrack.cli.options import DryRun, OptionalWords, labels, standard_input, when, whole
from reltrack.domain import topics
from reltrack.domain.drafts import EntryDraft, past_day
from reltrack.domain.sharing import HABIT
from reltrack.domain.text import checked
from reltrack.errors import UsageError
from reltrack.read import names, sharing
from reltrack.read.understanding import Reading

commands = typer.Typer()

_USUAL = 5  # people


@commands.command(
    cls=TextCommand,
    epilog="""
    reltrack share --about lighthouses,film
    reltrack share "Why swifts sleep in the air" --about birds
    reltrack share https://example.org/history-of-glass
    reltrack share https://example.org/history-of-glass --to ana -v email
    """,
)
def share(
    context: typer.Context,
    text: OptionalWords = None,
    about: Annotated[
        list[str] | None,
        typer.Option("--about", metavar="TOPIC", help="What it is about: film,books."),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="NAME", help="I gave it to them: write it down.")
    ] = None,
    via: Annotated[
        str | None,
        typer.Option("--via", "-v", metavar="CHANNEL", help="How, with --to; a message if unsaid."),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", "-d", metavar="WHEN", help="When, with --to.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", help="How many; 0 is all.", show_default="5")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Who would be glad of this? One thing, to the one person it helps.

    People are found by their facts, tags, circles and cards, and by what you wrote of them; what
    came up often or lately counts for more. Without --about the words of the text are its topics;
    an address is never looked up, only its words are read. Those you gave something in the last 14
    days are left out. With --to it is written down as given, tagged with its topics.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    words = " ".join(text or ())
    words = checked(standard_input() if words == "-" else words, what="text").strip()
    if to is not None:
        if limit is not None:
            raise UsageError("there is no list to limit", hint="leave out --to, or --limit")
        _give(invocation, to, words, about, via=via, on=on)
        return
    if via is not None or on is not None:
        raise UsageError(
            "--via and --on say how it was given", hint="add --to NAME to write that down"
        )
    if dry_run:
        raise UsageError("there is nothing to try out", hint="add --to NAME")
    if about is None and not words:
        raise UsageError(
            "there is nothing to share yet", hint='reltrack share "what it is" --about TOPIC'
        )
    page = sharing.share(
        invocation.db,
        topics.spoken_of(words) if about is None else topics.asked(about),
        today=invocation.today,
        settings=invocation.settings,
        limit=whole(_USUAL if limit is None else limit, option="--limit"),
        text=words,
        derived=about is None,
    )
    invocation.show("share", page)
    invocation.notes("share", page)


def _give(
    invocation: Invocation,
    to: str,
    words: str,
    about: list[str] | None,
    *,
    via: str | None,
    on: str | None,
) -> None:
    """Write down what was given to somebody."""
    if not words:
        raise UsageError(
            "there is no text: what did you give?",
            hint=f'reltrack share "the piece on glass" --to {to[:40]}',
        )
    person = names.find(invocation.db, to)
    today = invocation.today
    moment = None if on is None else when(invocation, on, "past")
    understood = names.in_text(invocation.db, words, named=True)
    named = [*understood.present, *understood.mentioned]
    tagged = [part for given in about or () for part in given.split(",") if part.strip()]
    draft = EntryDraft(
        date=past_day(moment.date if moment else today, today=today),
        time=moment.time if moment else None,
        text=words,
        via=invocation.channel(via or "message"),
        present=[person.person_id],
        mentioned=[one.person_id for one in named],
        tags=[*understood.tags, *labels(tagged, what="topic")],
        initiated="me",
        mark="gave",
    )
    with invocation.change("share") as operation:
        did = written(invocation, operation, Reading(draft, []))
        given = sharing.given_on(operation.db, today)
        operation.summary = operation.summary.replace("log", "share", 1)
    if given >= HABIT and draft.date == today.isoformat():
        from reltrack.render.giving import habit

        did["remarks"].append(habit(given))
    invocation.show("log", did)
