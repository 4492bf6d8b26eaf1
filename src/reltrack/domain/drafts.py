"""What a write is asked to do, validated: pure values, so that a bad command fails early."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from reltrack.domain import text
from reltrack.errors import RefusedError, UsageError
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.records import FollowUpKind

Who = int | str
"""A person by number, or by the name of somebody this very entry adds."""

Mark = Literal["gave", "asked", "promoted"]
Initiated = Literal["me", "them"]
EARLIEST = date(1900, 1, 1)


class NewFollowUp(NamedTuple):
    """A follow-up that an entry opens."""

    kind: FollowUpKind
    who: Who
    text: str
    due_on: str | None = None
    automatic: bool = False


class NewFact(NamedTuple):
    """A fact heard in an entry."""

    who: Who
    text: str


class EntryDraft(NamedTuple):
    """An entry to be written; dates are ISO days."""

    date: str
    text: str
    time: str | None = None
    via: str | None = None
    place: str | None = None
    present: Sequence[Who] = ()
    mentioned: Sequence[int] = ()
    tags: Sequence[str] = ()
    initiated: Initiated | None = None
    mark: Mark | None = None
    broadcast: bool = False
    source: str = "typed"
    source_id: str | None = None
    facts: Sequence[NewFact] = ()
    follow_ups: Sequence[NewFollowUp] = ()
    done: Sequence[int] = ()

    @property
    def contact(self) -> bool:
        """Whether being present in it counts as contact."""
        return not self.broadcast and self.via != "touch"


def past_day(day: date, *, today: date, what: str = "the date") -> str:
    """Return a day that has been, as ISO.

    Raises:
        RefusedError: it lies in the future.
        UsageError: it lies before any journal.
    """
    if day > today:
        raise RefusedError(
            f"{what} {day.isoformat()} lies in the future",
            hint="an entry says what has been; for what is to come: --promise, --plan --by",
        )
    if day < EARLIEST:
        raise UsageError(f"{what} {day.isoformat()} is too early", hint="check the year")
    return day.isoformat()


def entry_text(words: str) -> str:
    """Return the text of an entry.

    Raises:
        UsageError: it is empty, too long or not text.
    """
    cleaned = text.checked(words, what="text").strip()
    if not cleaned:
        raise UsageError(
            "there is no text", hint='say what happened: reltrack log "Coffee with Ana"'
        )
    return cleaned


def contact_key(kind: str, value: str) -> str:
    """Return the form under which contact points are compared."""
    if kind == "phone":
        digits = "".join(c for c in value if c.isdigit())
        return ("+" if value.strip().startswith("+") else "") + digits or value
    key = value.strip().casefold()
    if kind == "url":
        for prefix in ("https://", "http://", "www."):
            key = key.removeprefix(prefix)
        key = key.split("?")[0].rstrip("/")
    return key or value


class PersonDraft(NamedTuple):
    """What `add` and `edit` say about a person; None leaves a field as it is, "" clears it."""

    cadence_days: int | None = None
    no_cadence: bool = False
    company: str | None = None
    title: str | None = None
    city: str | None = None
    met_on: str | None = None
    how_met: str | None = None
    introduced_by: int | None = None
    """0 clears it."""
    birthday: tuple[int | None, int, int | None] | tuple[()] | None = None
    """Year, month and day; () clears it."""
    circles: Mapping[str, int | None] = {}
    """Each with the cadence in days that it is made with, if it is made now."""
    tags: Sequence[str] = ()
    aliases: Sequence[str] = ()
    contact_points: Sequence[tuple[str, str]] = ()
    """Kind and value, in order; an empty value removes those of the kind."""
    facts: Sequence[str] = ()
    no_circles: Sequence[str] = ()
    no_tags: Sequence[str] = ()
    no_aliases: Sequence[str] = ()
    no_contact_points: Sequence[tuple[str, str]] = ()


class EntryChange(NamedTuple):
    """What `amend` changes in an entry; None leaves it as it is, "" clears it."""

    date: str | None = None
    time: str | None = None
    via: str | None = None
    place: str | None = None
    text: str | None = None
    present: Sequence[Who] | None = None
    mentioned: Sequence[int] | None = None
    tags: Sequence[str] | None = None
    initiated: Initiated | Literal[""] | None = None
    mark: Mark | Literal[""] | None = None
    broadcast: bool | None = None
