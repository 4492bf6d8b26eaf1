"""`log`: the line you type after a coffee."""

# No annotations from the future: those of options would be compiled at every start.

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from reltrack.cli import talk
from reltrack.cli.app import TextCommand
from reltrack.cli.invocation import Invocation, interactive
from reltrack.cli.options import DryRun, Edit, OptionalWords, coming, labels, standard_input, when
from reltrack.domain import channels
from reltrack.domain.day_words import day_name
from reltrack.errors import UsageError
from reltrack.read import follow_ups, glance, interactions, matters
from reltrack.read.understanding import NobodyThereError, Reading, Typed, understand
from reltrack.write.log import log as write_log

if TYPE_CHECKING:
    from reltrack.database.recording import Operation
    from reltrack.domain.answers import Written
    from reltrack.domain.records import FollowUp

commands = typer.Typer()

_OF_BATCH = ("batch", "dry_run")

_ABOUT = """What happened, and with whom: Coffee with Ana Lima, she moves to Porto #porto
A date and a colon at the beginning say when it was: yesterday: called Bob
"""


@commands.command(
    cls=TextCommand,
    epilog="""
    reltrack log "Coffee with Ana Lima, she moves to Porto #porto"
    reltrack log "yesterday: called Bob about the offer" --promise "send the deck" --by fri
    reltrack log -w "Grace Hopper" -v email --in "asked for an introduction"
    reltrack log --batch entries.jsonl
    """,
)
def log(
    context: typer.Context,
    text: OptionalWords = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", "-w", metavar="NAME", help="Who was there; adds somebody new."),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", "-d", metavar="WHEN", help="When it was: fri, 3d, 20 nov.")
    ] = None,
    via: Annotated[
        str | None, typer.Option("--via", "-v", metavar="CHANNEL", help="coffee, call, email ...")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", "-p", help="Where it was.")] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", "-t", help="What it was about.")] = None,
    they: Annotated[bool, typer.Option("--in", help="They reached out.")] = False,
    me: Annotated[bool, typer.Option("--out", help="I reached out.")] = False,
    answered: Annotated[
        bool, typer.Option("--answered", help="Their message needs no answer any more.")
    ] = False,
    gave: Annotated[bool, typer.Option("--gave", help="I gave something.")] = False,
    asked: Annotated[bool, typer.Option("--asked", help="I asked for something.")] = False,
    promoted: Annotated[bool, typer.Option("--promoted", help="I promoted my own.")] = False,
    promise: Annotated[
        list[str] | None, typer.Option("--promise", metavar="TEXT", help="What I promised.")
    ] = None,
    waiting: Annotated[
        list[str] | None, typer.Option("--waiting", metavar="TEXT", help="What they promised.")
    ] = None,
    reply: Annotated[bool, typer.Option("--reply", help="I owe them an answer.")] = False,
    plan: Annotated[
        list[str] | None, typer.Option("--plan", metavar="TEXT", help="What to meet for.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="WHEN", help="By when it is promised or planned.")
    ] = None,
    done: Annotated[
        list[int] | None, typer.Option("--done", metavar="ID", help="What this closes.")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", metavar="TEXT", help="Something to remember.")
    ] = None,
    broadcast: Annotated[
        bool, typer.Option("--broadcast", help="A post, a talk: nobody in particular.")
    ] = False,
    new: Annotated[
        bool, typer.Option("--new", help="Add people even if somebody is alike.")
    ] = False,
    batch: Annotated[
        str | None,
        typer.Option("--batch", metavar="FILE", help="JSON lines, one entry each; - is a pipe."),
    ] = None,
    edit: Edit = False,
    dry_run: DryRun = False,
) -> None:
    """Write down a coffee, a call, a message: one line.

    Names in the text are recognised; a leading date such as "yesterday:" dates the entry, a
    leading word such as coffee or called sets the channel, #tag tags. Put -- before a text that
    starts with "-"; a lone - reads the text from standard input.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    if batch is not None:
        if any(value for name, value in context.params.items() if name not in _OF_BATCH):
            raise UsageError(
                "--batch takes no text and no other option but --dry-run",
                hint="say it in the lines of the file",
            )
        from reltrack.cli.batch import log_batch

        log_batch(invocation, batch)
        return
    typed = Typed(
        with_=with_ or (),
        on=None if on is None else when(invocation, on, "past"),
        via=via,
        place=place,
        tags=labels(tag, what="tag"),
        initiated=_one_of({"--in": they, "--out": me}, {"--in": "them", "--out": "me"}),
        answered=answered,
        mark=_one_of(
            {"--gave": gave, "--asked": asked, "--promoted": promoted},
            {"--gave": "gave", "--asked": "asked", "--promoted": "promoted"},
        ),
        promises=promise or (),
        waits=waiting or (),
        plans=plan or (),
        reply=reply,
        by=coming(invocation, by),
        done=done or (),
        facts=fact or (),
        broadcast=broadcast,
        new=new,
        channels=channels.with_own(invocation.settings.channels),
        dry_run=dry_run,
    )
    given = any(value for name, value in context.params.items() if name != "dry_run")
    if not (given or invocation.json) and interactive():
        from reltrack.cli import guided

        did = guided.log(invocation, lambda words, typed: _logged(invocation, words, typed))
    elif edit:
        from reltrack.cli.editing import edited

        with edited(invocation, " ".join(text or ()), about=_ABOUT) as words:
            did = _logged(invocation, words, typed)
    else:
        question = "What happened?" if with_ or broadcast else "What happened, and with whom?"
        did = _logged(invocation, _words(text, as_json=invocation.json, question=question), typed)
    invocation.show("log", did)


def _words(text: list[str] | None, *, as_json: bool, question: str) -> str:
    words = " ".join(text or ())
    if words == "-":
        return standard_input()
    if not text and not as_json and interactive():
        return talk.ask(question)
    return words


def _logged(invocation: Invocation, words: str, typed: Typed) -> "Written":
    """Write the entry; on a terminal, ask who was there if nobody is recognised.

    Names are looked up inside the transaction: of two commands that add the same person, the
    second finds them there. A refused entry makes no journal where there is none.
    """
    while True:
        try:
            if not invocation.path.exists():
                _understood(invocation, words, typed)
            with invocation.change("log") as operation:
                reading = _understood(invocation, words, typed)
                return written(invocation, operation, reading)
        except NobodyThereError as problem:
            if invocation.json or not interactive():
                raise
            from reltrack.cli import who

            typed = typed._replace(with_=who.asked(invocation, problem, new=typed.new))
            if not typed.with_:
                raise


def _understood(invocation: Invocation, words: str, typed: Typed) -> Reading:
    order = invocation.settings.date_order
    return understand(invocation.db, words, typed, today=invocation.today, order=order)


def written(invocation: Invocation, operation: "Operation", reading: Reading) -> "Written":
    """Write an entry and return what it did, read back."""
    draft, today, db = reading.draft, invocation.today, operation.db
    known = [who for who in draft.present if isinstance(who, int)]
    known += matters.people_of(db, draft.done)
    before = matters.open_with(db, known, today=today)
    logged = write_log(operation, draft, today=today.isoformat())
    after = matters.open_with(db, known, today=today)
    (entry,) = interactions.by_number(db, [logged.entry])
    opened, noted = [], []
    if logged.follow_ups:
        opened = follow_ups.follow_ups(db, today=today, ids=logged.follow_ups, closed=True)
    if logged.facts:
        from reltrack.read import facts

        noted = facts.by_number(db, logged.facts, today=today)
    people = ", ".join(who["name"] for who in entry["people"])
    operation.summary = f"log #{logged.entry}" + (f" with {people}" if people else "")
    remarks = [*reading.remarks, *_already_closed(opened)]
    if draft.mark == "asked":
        from reltrack.read.balance import remarks_on_asking

        present = [who["id"] for who in entry["people"] if who["id"] is not None]
        remarks += remarks_on_asking(db, present, today=today)
    did: Written = {
        "entry": entry,
        "today": today.isoformat(),
        "added": [glance.reference(db, number) for number in logged.added],
        "facts": noted,
        "opened": opened,
        "closed": [text for key, text in before.items() if key not in after],
        "still_open": [text for key, text in after.items() if key in before],
        "to_close": [key for key in after if key in before],
        "remarks": remarks,
        "dry_run": invocation.dry_run,
    }
    if invocation.dry_run:
        _unnumber(did)
    return did


def _already_closed(opened: "list[FollowUp]") -> list[str]:
    """Say which of the follow-ups count as closed by another entry as soon as they are opened."""
    return [
        f"you were in touch on {day_name(date.fromisoformat(loop['closed_on']))}, which closes the"
        f" {loop['kind']}: reltrack {loop['kind']} {loop['person']['slug']} opens another"
        for loop in opened
        if loop["closed_on"]
    ]


def _unnumber(did: "Written") -> None:
    """Take back the numbers of what was not written."""
    did["entry"]["id"] = did["entry"]["uid"] = None
    for made in (*did["facts"], *did["opened"]):
        made["id"] = made["uid"] = None
    for loop in did["opened"]:
        loop["interaction_id"] = None
    new = {who["id"] for who in did["added"]}
    made_up = [*did["entry"]["people"], *(one["person"] for one in did["facts"])]
    made_up += [*did["added"], *(loop["person"] for loop in did["opened"])]
    for who in made_up:
        if who["id"] in new:
            who["id"] = None


def _one_of(given: dict[str, bool], meaning: dict[str, str]) -> str | None:
    chosen = [option for option, is_given in given.items() if is_given]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} contradict each other", hint="give one of them")
    return meaning[chosen[0]] if chosen else None
