"""People: add, list, show, edit, rename, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import (
    CircleFilter,
    CityFilter,
    DryRun,
    Name,
    TagFilter,
    days,
    labels,
    optional_label,
    when,
    whole,
)
from reltrack.domain.drafts import PersonDraft, past_day
from reltrack.domain.occasions import parse_yearly
from reltrack.domain.text import checked, fold, one_line
from reltrack.errors import RefusedError, UsageError
from reltrack.read import names
from reltrack.read import people as read_people
from reltrack.read.glance import Filter

if TYPE_CHECKING:
    from reltrack.domain.records import Status

commands = typer.Typer()

Circles = Annotated[
    list[str] | None, typer.Option("--circle", metavar="CIRCLE", help="A circle they belong to.")
]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="A word for them.")]
Aliases = Annotated[
    list[str] | None, typer.Option("--alias", metavar="NAME", help="What they are called as well.")
]
Every = Annotated[
    str | None, typer.Option("--every", metavar="3w", help="How often you mean to be in touch.")
]
Email = Annotated[list[str] | None, typer.Option("--email", help="An e-mail address.")]
Phone = Annotated[list[str] | None, typer.Option("--phone", help="A telephone number.")]
Url = Annotated[list[str] | None, typer.Option("--url", help="A page of theirs.")]
Company = Annotated[str | None, typer.Option("--company", help="Where they work.")]
Title = Annotated[str | None, typer.Option("--title", help="What they do.")]
City = Annotated[str | None, typer.Option("--city", help="Where they live.")]
Met = Annotated[str | None, typer.Option("--met", metavar="WHEN", help="When you met.")]
HowMet = Annotated[str | None, typer.Option("--how-met", metavar="TEXT", help="How you met.")]
IntroducedBy = Annotated[
    str | None, typer.Option("--introduced-by", metavar="NAME", help="Who introduced you.")
]
Birthday = Annotated[
    str | None,
    typer.Option("--birthday", metavar="DATE", help="1980-03-14, --03-14 without a year, --03."),
]
FactTexts = Annotated[
    list[str] | None, typer.Option("--fact", metavar="TEXT", help="Something to remember.")
]


@commands.command(
    epilog="""
    reltrack add "Ana Lima" --circle mentor --city Porto --every 6w
    reltrack add "José Núñez" --email jose@example.org --birthday=--03-14 --met 2019-05-02
    """,
)
def add(
    context: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="Their name, in full.")],
    circle: Circles = None,
    tag: Tags = None,
    alias: Aliases = None,
    every: Every = None,
    email: Email = None,
    phone: Phone = None,
    url: Url = None,
    company: Company = None,
    title: Title = None,
    city: City = None,
    met: Met = None,
    how_met: HowMet = None,
    introduced_by: IntroducedBy = None,
    birthday: Birthday = None,
    fact: FactTexts = None,
    new: Annotated[bool, typer.Option("--new", help="Add even if the name exists.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Add a person."""
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    full = one_line(" ".join(name), what="name")
    if not any(map(str.isalnum, full)):
        raise UsageError("that is not a name", hint='reltrack add "Ana Lima"')
    draft = _draft(invocation, circle, tag, alias, every, email, phone, url, company, title, city,
                   met, how_met, introduced_by, birthday, fact)  # fmt: skip
    if not new and (same := names.exactly(invocation.db, full)):
        raise RefusedError(
            f"{same[0].name} exists",
            hint=f"reltrack edit {same[0].slug} changes the card; --new adds another",
            candidates=names.candidates(same),
        )
    from reltrack.write.people import add as write_add

    with invocation.change("add") as operation:
        number = write_add(operation, full, draft, today=invocation.today.isoformat())
        operation.summary = f"add {full}"
        record = _card(invocation, number)
    invocation.show_record("person", record)


@commands.command(
    epilog="""
    reltrack edit ana --city Lisbon --no-circle mentor
    reltrack edit ana --every 6w
    reltrack edit ana --company ""
    """,
)
def edit(
    context: typer.Context,
    name: Name,
    circle: Circles = None,
    tag: Tags = None,
    alias: Aliases = None,
    every: Every = None,
    email: Email = None,
    phone: Phone = None,
    url: Url = None,
    company: Company = None,
    title: Title = None,
    city: City = None,
    met: Met = None,
    how_met: HowMet = None,
    introduced_by: IntroducedBy = None,
    birthday: Birthday = None,
    fact: FactTexts = None,
    no_circle: Annotated[
        list[str] | None, typer.Option("--no-circle", metavar="CIRCLE", help="Out of a circle.")
    ] = None,
    no_tag: Annotated[
        list[str] | None, typer.Option("--no-tag", metavar="TAG", help="Without a tag.")
    ] = None,
    no_alias: Annotated[
        list[str] | None, typer.Option("--no-alias", metavar="NAME", help="Without an alias.")
    ] = None,
    no_every: Annotated[bool, typer.Option("--no-every", help="No cadence of their own.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Change what a person's card says.

    An empty value removes what was there: --company "" or --email "".
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    draft = _draft(invocation, circle, tag, alias, every, email, phone, url, company, title, city,
                   met, how_met, introduced_by, birthday, fact, person=person.person_id)._replace(
        no_circles=labels(no_circle, what="circle"),
        no_tags=labels(no_tag, what="tag"),
        no_aliases=[one_line(a, what="alias") for a in no_alias or ()],
        no_cadence=no_every,
    )  # fmt: skip
    if draft == PersonDraft():
        raise UsageError(
            "there is nothing to change", hint="reltrack edit --help lists the options"
        )
    if draft.no_cadence and draft.cadence_days:
        raise UsageError("--every and --no-every contradict each other", hint="give one of them")
    from reltrack.write.people import edit as write_edit

    with invocation.change("edit") as operation:
        write_edit(operation, person.person_id, draft, today=invocation.today.isoformat())
        operation.summary = f"edit {person.name}"
        record = _card(invocation, person.person_id)
    invocation.show_record("person", record)


@commands.command(
    epilog="""
    reltrack people
    reltrack people --circle mentor --sort quiet
    reltrack people --all --json | jq length
    """,
)
def people(
    context: typer.Context,
    everybody: Annotated[bool, typer.Option("--all", help="Of every status.")] = False,
    status: Annotated[
        Literal["active", "new", "archived"] | None,
        typer.Option("--status", help="Only of this status.", show_default="active"),
    ] = None,
    circle: CircleFilter = None,
    tag: TagFilter = None,
    city: CityFilter = None,
    sort: Annotated[
        Literal["name", "quiet", "score", "added"], typer.Option("--sort", help="In which order.")
    ] = "name",
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many; 0 is all.")] = 0,
) -> None:
    """List people and how things stand with them."""
    invocation = Invocation.of(context)
    if everybody and status:
        raise UsageError("--all and --status contradict each other", hint="give one of them")
    statuses: tuple[Status, ...] = (
        ("active", "new", "archived") if everybody else (status or "active",)
    )
    found = read_people.people(
        invocation.db,
        today=invocation.today,
        settings=invocation.settings,
        statuses=statuses,
        only=Filter(
            circle=optional_label(circle, what="circle"),
            tag=optional_label(tag, what="tag"),
            city=city,
        ),
        sort=sort,
        limit=whole(limit, option="--limit"),
    )
    invocation.show("people", found)


@commands.command(
    epilog="""
    reltrack show ana
    reltrack show "josé núñez" --json | jq .facts
    """,
)
def show(context: typer.Context, name: Name) -> None:
    """The back of one person's card: who, how met, facts, rhythm, what is open, last entries."""
    invocation = Invocation.of(context)
    person = names.find(invocation.db, name)
    card = read_people.card(
        invocation.db, person.person_id, today=invocation.today, settings=invocation.settings
    )
    invocation.show("card", card)


@commands.command(
    epilog="""
    reltrack rename ana-lima "Ana Costa"
    """,
)
def rename(
    context: typer.Context,
    name: Name,
    new_name: Annotated[list[str], typer.Argument(metavar="NEW NAME", help="The new name.")],
    dry_run: DryRun = False,
) -> None:
    """Give a person another name.

    The old name stays as an alias, and the old handle still leads to them.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    full = one_line(" ".join(new_name), what="name")
    if not any(map(str.isalnum, full)):
        raise UsageError("that is not a name", hint='reltrack rename ana-lima "Ana Costa"')
    others = [
        one for one in names.exactly(invocation.db, full) if one.person_id != person.person_id
    ]
    if others:
        raise RefusedError(
            f"{others[0].name} exists", hint=f"see reltrack show {others[0].slug}",
            candidates=names.candidates(others),
        )  # fmt: skip
    from reltrack.write.people import rename as write_rename

    with invocation.change("rename") as operation:
        write_rename(operation, person.person_id, full)
        operation.summary = f"rename {person.name} to {full}"
        record = _card(invocation, person.person_id)
    invocation.show_record("person", record)


@commands.command(epilog="reltrack archive bob-stone")
def archive(context: typer.Context, name: Name, dry_run: DryRun = False) -> None:
    """Put a person away: out of due and people, still in history; nothing is lost."""
    _set_status(context, name, "archived", dry_run=dry_run)


@commands.command(epilog="reltrack unarchive bob-stone")
def unarchive(context: typer.Context, name: Name, dry_run: DryRun = False) -> None:
    """Bring a person back."""
    _set_status(context, name, "active", dry_run=dry_run)


def _set_status(context: typer.Context, name: str, status: Status, *, dry_run: bool) -> None:
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    from reltrack.write.people import set_status

    with invocation.change(str(context.info_name)) as operation:
        set_status(operation, person.person_id, status, today=invocation.today.isoformat())
        operation.summary = f"{context.info_name} {person.name}"
        record = _card(invocation, person.person_id)
    invocation.show_record("person", record)


def _card(invocation: Invocation, person: int) -> dict[str, Any]:
    return dict(
        read_people.one(invocation.db, person, today=invocation.today, settings=invocation.settings)
    )


def _draft(
    invocation: Invocation,
    circle: list[str] | None,
    tag: list[str] | None,
    alias: list[str] | None,
    every: str | None,
    email: list[str] | None,
    phone: list[str] | None,
    url: list[str] | None,
    company: str | None,
    title: str | None,
    city: str | None,
    met: str | None,
    how_met: str | None,
    introduced_by: str | None,
    birthday: str | None,
    fact: list[str] | None,
    *,
    person: int | None = None,
) -> PersonDraft:
    """Return what the options say about a person; "" clears a field."""
    introducer = names.find(invocation.db, introduced_by).person_id if introduced_by else None
    if introducer is not None and introducer == person:
        raise UsageError("nobody introduces themselves", hint="name somebody else")
    points = [("email", v) for v in email or ()] + [("phone", v) for v in phone or ()]
    points += [("url", v) for v in url or ()]
    aliases = [one_line(a, what="alias") for a in alias or ()]
    for other in aliases:
        taken = [k for k in names.exactly(invocation.db, other) if k.person_id != person]
        if taken and fold(other):
            raise RefusedError(
                f"{taken[0].name} is called so already", hint="choose another alias",
                candidates=names.candidates(taken),
            )  # fmt: skip
    return PersonDraft(
        cadence_days=days(every),
        company=_line(company, "company"),
        title=_line(title, "title"),
        city=_line(city, "city"),
        met_on="" if met == "" else met and past_day(
            when(invocation, met, "past").date, today=invocation.today, what="the day you met"),
        how_met=how_met and checked(how_met, what="how you met").strip(),
        introduced_by=introducer,
        birthday=parse_yearly(birthday, today=invocation.today) if birthday else None,
        circles=labels(circle, what="circle"),
        tags=labels(tag, what="tag"),
        aliases=aliases,
        contact_points=[
            (kind, value and one_line(value, what=kind, limit=2000)) for kind, value in points
        ],
        facts=[checked(text, what="fact").strip() for text in fact or () if text.strip()],
    )  # fmt: skip


def _line(value: str | None, what: str) -> str | None:
    return value and one_line(value, what=what)
