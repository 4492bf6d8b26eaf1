"""`add`, `edit`: what a person's card says."""

from __future__ import annotations

from typing import Annotated

import typer

from reltrack.cli.invocation import Invocation
from reltrack.cli.options import (
    DryRun,
    Edit,
    Name,
    circles_in,
    days,
    labels,
    point,
    when,
)
from reltrack.cli.people import card_of
from reltrack.cli.rename import refuse_taken
from reltrack.domain.drafts import PersonDraft, past_day
from reltrack.domain.names import Known
from reltrack.domain.occasions import parse_yearly
from reltrack.domain.text import checked, fold, one_line, person_name
from reltrack.errors import RefusedError, UsageError
from reltrack.read import names

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
    full = person_name(" ".join(name))
    draft = _draft(invocation, circle, tag, alias, every, email, phone, url, company, title, city,
                   met, how_met, introduced_by, birthday, fact)  # fmt: skip
    from reltrack.write.people import add as write_add

    with invocation.change("add") as operation:
        if not new and (same := names.exactly(operation.db, full)):
            raise RefusedError(
                f"{same[0].name} exists",
                hint=f"reltrack edit {same[0].slug} changes the card; --new adds another",
                candidates=names.candidates(same),
            )
        number = write_add(operation, full, draft, today=invocation.today.isoformat())
        operation.summary = f"add {full}"
        record = card_of(invocation, number)
    invocation.show_record("person", record)


@commands.command(
    epilog="""
    reltrack edit ana --city Lisbon --no-circle mentor
    reltrack edit ana --every 6w
    reltrack edit ana --no-email ana@old.example --email ana@new.example
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
    no_email: Annotated[
        list[str] | None, typer.Option("--no-email", metavar="EMAIL", help="Without an address.")
    ] = None,
    no_phone: Annotated[
        list[str] | None, typer.Option("--no-phone", metavar="PHONE", help="Without a number.")
    ] = None,
    no_url: Annotated[
        list[str] | None, typer.Option("--no-url", metavar="URL", help="Without a page.")
    ] = None,
    no_every: Annotated[bool, typer.Option("--no-every", help="No cadence of their own.")] = False,
    edit: Edit = False,
    dry_run: DryRun = False,
) -> None:
    """Change what a person's card says.

    An empty value removes what was there: --company "", or every address with --email "". With -e
    the whole card, the name too, stands in your editor.
    """
    invocation = Invocation.of(context)
    invocation.dry_run = dry_run
    person = names.find(invocation.db, name)
    if edit:
        if any(v for key, v in context.params.items() if key not in ("name", "edit", "dry_run")):
            raise UsageError(
                "-e takes no other option but --dry-run", hint="the whole card is in the editor"
            )
        from reltrack.cli.card_text import changed

        with changed(invocation, card_of(invocation, person.person_id)) as (full, said, without):
            person = names.find(invocation.db, person.slug)  # who may be gone meanwhile
            draft = _draft(invocation, **said, person=person.person_id)._replace(**without)
            _write(invocation, person, draft, full)
        return
    draft = _draft(invocation, circle, tag, alias, every, email, phone, url, company, title, city,
                   met, how_met, introduced_by, birthday, fact, person=person.person_id)._replace(
        no_circles=labels(no_circle, what="circle"),
        no_tags=labels(no_tag, what="tag"),
        no_aliases=[one_line(a, what="alias") for a in no_alias or ()],
        no_contact_points=[
            (kind, point(kind, value)) for kind, value in _points(no_email, no_phone, no_url)
        ],
        no_cadence=no_every,
    )  # fmt: skip
    if draft.no_cadence and draft.cadence_days:
        raise UsageError("--every and --no-every contradict each other", hint="give one of them")
    _write(invocation, person, draft)


def _write(
    invocation: Invocation, person: Known, draft: PersonDraft, full: str | None = None
) -> None:
    """Change a card, and the name if there is another."""
    if not full and all(value is None or value is False or value in ([], {}) for value in draft):
        raise UsageError(
            "there is nothing to change", hint="reltrack edit --help lists the options"
        )
    from reltrack.write.people import edit as write_edit
    from reltrack.write.people import rename as write_rename

    with invocation.change("edit") as operation:
        if full:
            refuse_taken(invocation, full, person)
            write_rename(operation, person.person_id, full)
        write_edit(operation, person.person_id, draft, today=invocation.today.isoformat())
        operation.summary = f"edit {person.name}"
        record = card_of(invocation, person.person_id)
    invocation.show_record("person", record)


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
    introducer = None if introduced_by is None else 0
    if introduced_by:
        introducer = names.find(invocation.db, introduced_by).person_id
    if introducer is not None and introducer == person:
        raise UsageError("nobody introduces themselves", hint="name somebody else")
    born: tuple[int | None, int, int | None] | tuple[()] | None = None
    if birthday is not None:
        born = parse_yearly(birthday, today=invocation.today) if birthday else ()
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
        birthday=born,
        circles=circles_in(invocation, circle),
        tags=labels(tag, what="tag"),
        aliases=aliases,
        contact_points=[
            (kind, value and point(kind, value)) for kind, value in _points(email, phone, url)
        ],
        facts=[checked(text, what="fact").strip() for text in fact or () if text.strip()],
    )  # fmt: skip


def _points(
    email: list[str] | None, phone: list[str] | None, url: list[str] | None
) -> list[tuple[str, str]]:
    typed = {"email": email, "phone": phone, "url": url}
    return [(kind, value) for kind, values in typed.items() for value in values or ()]


def _line(value: str | None, what: str) -> str | None:
    return value and one_line(value, what=what)
