"""`amend` and `delete`: set right what was written down."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from reltrack.cli.app import TextCommand
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import DryRun, Edit, Yes, confirm, labels, record_number, when
from reltrack.cli.rewording import refuse_if_changed, reworded
from reltrack.domain.drafts import EntryChange, Who, entry_text, past_day
from reltrack.domain.text import checked, one_line
from reltrack.errors import NotFoundError, UsageError
from reltrack.read import facts, glance, interactions, names, records
from reltrack.read.understanding import each_once, resolve

if TYPE_CHECKING:
    from reltrack.domain.records import Fact, Interaction

commands = typer.Typer()

_TIME_ALONE = r"\s*(at )?(\d{1,2}(:\d\d)?\s?([ap]m)?|noon)\s*"
"""A time without a day: of an entry that has one, it is that day's."""

_OF_FACT = ("which", "text", "on", "edit", "dry_run")

Which = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID]", help="The number of an entry, or a fact.", show_default="the last entry"
    ),
]


@commands.command(
    cls=TextCommand,
    epilog="""
    reltrack amend --on yesterday
    reltrack amend 41 --with ana --with "Bob Stone" --via lunch
    reltrack amend 41 --text "Lunch with Ana and Bob about the move"
    reltrack amend 51 --text "three kids now #family" --on today
    """,
)
def amend(
    context: typer.Context,
    which: Which = None,
    text: Annotated[str | None, typer.Option("--text", help="Another text.")] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", "-w", metavar="NAME", help="Who was there, all of them."),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", "-d", metavar="WHEN", help="When it was.")
    ] = None,
    via: Annotated[
        str | None, typer.Option("--via", "-v", metavar="CHANNEL", help='The channel; "" for none.')
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", "-p", help='Where it was; "" for nowhere.')
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", "-t", help="What it was about, all of it.")
    ] = None,
    they: Annotated[bool, typer.Option("--in", help="They reached out.")] = False,
    me: Annotated[bool, typer.Option("--out", help="I reached out.")] = False,
    both: Annotated[bool, typer.Option("--both", help="Neither in particular.")] = False,
    gave: Annotated[bool, typer.Option("--gave", help="I gave something.")] = False,
    asked: Annotated[bool, typer.Option("--asked", help="I asked for something.")] = False,
    promoted: Annotated[bool, typer.Option("--promoted", help="I promoted my own.")] = False,
    unmarked: Annotated[bool, typer.Option("--unmarked", help="None of the three.")] = False,
    new: Annotated[
        bool, typer.Option("--new", help="Add people even if somebody is alike.")
    ] = False,
    edit: Edit = False,
    dry_run: DryRun = False,
) -> None:
    """Change an entry, or a fact.

    People stay as they are unless --with says otherwise; what a new text mentions is read again.
    Of a fact the text changes, with the topics it names, and the day on which you heard it.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    if which and (
        found := facts.by_number(invocation.db, [record_number(which)], today=invocation.today)
    ):
        others = {name for name, value in context.params.items() if value} - set(_OF_FACT)
        _amend_fact(invocation, found[0], text, on, edit=edit, others=bool(others))
        return
    before = _entry(invocation, which)
    moment = None if on is None else when(invocation, on, "past")
    if moment and re.fullmatch(_TIME_ALONE, on or "", re.IGNORECASE):
        moment = moment._replace(date=date.fromisoformat(before["date"]))
    initiated = [value for given, value in ((they, "them"), (me, "me"), (both, "")) if given]
    marked = {"gave": gave, "asked": asked, "promoted": promoted, "": unmarked}
    marks = [mark for mark, given in marked.items() if given]
    if len(initiated) > 1 or len(marks) > 1:
        raise UsageError("the options contradict each other", hint="give one of them")
    change = EntryChange(
        date=past_day(moment.date, today=invocation.today) if moment else None,
        time=moment.time if moment else None,
        via=via and invocation.channel(via),
        place=place and one_line(place, what="place"),
        initiated=initiated[0] if initiated else None,  # type: ignore[arg-type]
        mark=marks[0] if marks else None,  # type: ignore[arg-type]
        tags=None if tag is None else labels([t for t in tag if t], what="tag"),
    )
    if change == EntryChange() and text is None and with_ is None and not edit:
        raise UsageError(
            "there is nothing to change", hint="reltrack amend --help lists the options"
        )
    number = before["id"]
    assert number is not None
    from reltrack.write.interactions import amend as write_amend

    with (
        reworded(invocation, before, text, edit=edit) as text,
        invocation.change("amend") as operation,
    ):
        if edit:
            refuse_if_changed(before, interactions.by_number(operation.db, [number]))
        change = _people_and_text(invocation, before, change, text, with_, new=new)
        added = write_amend(operation, number, change, today=invocation.today.isoformat())
        operation.summary = f"amend #{number}"
        (record,) = interactions.by_number(invocation.db, [number])
        newcomers = [glance.reference(invocation.db, one) for one in added]
    for who in (*record["people"], *newcomers) if dry_run else ():
        who["id"] = None if who["id"] in added else who["id"]
    invocation.show("interaction", {**record, "added": newcomers})


def _amend_fact(
    invocation: Invocation,
    fact: Fact,
    text: str | None,
    on: str | None,
    *,
    edit: bool,
    others: bool,
) -> None:
    """Change a fact."""
    if others or (text is None and on is None and not edit):
        raise UsageError(
            "of a fact the text and the day can change",
            hint='reltrack amend NUMBER --text "three kids now" --on yesterday',
        )
    day = None
    if on is not None:
        day = past_day(when(invocation, on, "past").date, today=invocation.today)
    number = fact["id"]
    assert number is not None
    from reltrack.write.facts import amend as write_amend

    with (
        reworded(invocation, fact, text, edit=edit) as text,
        invocation.change("amend") as operation,
    ):
        if edit:
            refuse_if_changed(fact, facts.by_number(operation.db, [number], today=invocation.today))
        words = None if text is None else checked(text, what="fact").strip()
        if words == "":
            raise UsageError("the fact is empty", hint="reltrack delete takes it away")
        write_amend(operation, number, text=words, heard_on=day)
        operation.summary = f"amend #{number} about {fact['person']['name']}"
        (record,) = facts.by_number(invocation.db, [number], today=invocation.today)
    invocation.show("fact", record)


def _people_and_text(
    invocation: Invocation,
    before: Interaction,
    change: EntryChange,
    text: str | None,
    with_: list[str] | None,
    *,
    new: bool,
) -> EntryChange:
    """Return the change with who is present and who is merely mentioned from now on."""
    if text is not None:
        change = change._replace(text=entry_text(text))
        old_tags = set(names.in_text(invocation.db, before["text"], named=True).tags)
        if change.tags is None:
            kept = [tag for tag in before["tags"] if tag not in old_tags]
            read = names.in_text(invocation.db, change.text or "", named=True).tags
            change = change._replace(tags=[*kept, *read])
    if text is None and with_ is None:
        return change
    present: list[Who]
    if with_ is None:
        present = [who["id"] for who in before["people"] if who["id"] is not None]
    else:
        present = [resolve(invocation.db, name, new=new) for name in with_]
    mentioned = names.in_text(invocation.db, change.text or before["text"], named=True)
    both = [*mentioned.present, *mentioned.mentioned]
    return change._replace(
        present=each_once(present),
        mentioned=[one.person_id for one in both],
        broadcast=False if with_ else None,
    )


def _entry(invocation: Invocation, which: str | None) -> Interaction:
    number = record_number(which) if which else interactions.latest_number(invocation.db)
    if number is None:
        raise NotFoundError("there is no entry yet", hint='reltrack log "Coffee with Ana"')
    found = interactions.by_number(invocation.db, [number])
    if not found:
        raise NotFoundError(
            f"no entry or fact has the number {number}",
            hint="reltrack history and reltrack show list the numbers",
        )
    return found[0]


@commands.command(
    epilog="""
    reltrack delete 41
    reltrack delete bob-stone --dry-run
    reltrack delete bob-stone --yes
    """,
)
def delete(
    context: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar="ID|NAME", help="A record's number, or a person.")
    ],
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Delete an entry, a fact, a follow-up or a date by its number, or a person.

    Facts and follow-ups that an entry brought go with it. With a person goes all about them, and
    entries in which nobody else takes part; the others stay. `reltrack undo` brings all back.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    found = _found(invocation, which)
    if found.kind == "person":
        deleted = _delete_person(invocation, found, yes=yes or dry_run)
    else:
        deleted = _delete_record(invocation, found, yes=yes or dry_run)
    invocation.show(
        "deleted",
        {
            "record": found.kind,
            "id": found.number,
            "text": found.text,
            "also": deleted,
            "dry_run": dry_run,
        },
    )


def _found(invocation: Invocation, which: str) -> records.Found:
    """Return the record of a number, or the person of a name."""
    try:
        return records.find(invocation.db, record_number(which))
    except (UsageError, NotFoundError):
        if not any(map(str.isalpha, which)) and not names.fitting(
            invocation.db, checked(which, what="name")
        ):
            raise
        return records.find(invocation.db, names.find(invocation.db, which).person_id)


def _delete_record(invocation: Invocation, found: records.Found, *, yes: bool) -> list[str]:
    """Delete a record other than a person, and return what went with it."""
    also = records.brought_by(invocation.db, found.number) if found.kind == "interaction" else []
    kind = "entry" if found.kind == "interaction" else found.kind.replace("_", "-")
    words = " ".join(found.text.split())[:60]
    what = f"{kind} #{found.number}"
    confirm(f'Delete "{words}", {what}?', yes=yes, as_json=invocation.json)
    from reltrack.write.interactions import delete_record

    with invocation.change("delete") as operation:
        delete_record(operation, found.kind, found.number)
        operation.summary = f"delete {what}"
    return [f"{one.kind.replace('_', '-')} #{one.number}: {one.text}" for one in also]


def _delete_person(invocation: Invocation, person: records.Found, *, yes: bool) -> list[str]:
    """Delete a person, and return what went with them."""
    confirm(f"Delete {person.text}, and all about them?", yes=yes, as_json=invocation.json)
    from reltrack.render.wording import amounts
    from reltrack.write.people import delete_person

    with invocation.change("delete") as operation:
        deleted = delete_person(operation, person.number)
        operation.summary = f"delete {person.text}"
    went = [amounts({what: count}) for what, count in deleted.records.items() if what != "people"]
    stay = deleted.shared and f"their part in {amounts({'entries': deleted.shared})} of others"
    return [each for each in (*went, stay) if each]
