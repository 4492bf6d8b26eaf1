"""What files bring, as each source has it: people, and what happened, before anybody is matched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.drafts import Initiated
    from reltrack.domain.records import OccasionKind


LONGEST_TOGETHER = 500
"""Characters of texts that are joined; what goes beyond is left out."""


TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
"""A time of day, in the digits that the journal keeps."""


class Place(NamedTuple):
    """Where a record stands: a file and a line, or a spot in a document that is one value."""

    file: str
    line: int | None = None
    spot: str = ""


class Point(NamedTuple):
    """A way to reach somebody: `email`, `phone`, `url` or another kind."""

    kind: str
    value: str
    label: str | None = None


class Yearly(NamedTuple):
    """A birthday or another yearly date; the year, and of a birthday the day, may be unknown."""

    kind: OccasionKind
    month: int
    day: int | None = None
    year: int | None = None
    label: str | None = None


class Remark(NamedTuple):
    """Something worth remembering about a person, and the day it was heard, if the source says."""

    text: str
    heard_on: str | None = None


class Newcomer(NamedTuple):
    """A person as a source has them; dates are ISO days."""

    place: Place
    source: str
    """`import:` and the format."""
    name: str
    own_identity: str | None
    """What the source calls this person and nobody else."""
    likely_identity: str
    """What tells them from others in the source, unless something speaks against it."""
    aliases: Sequence[str] = ()
    company: str | None = None
    title: str | None = None
    met_on: str | None = None
    how_met: str | None = None
    contact_points: Sequence[Point] = ()
    city: str | None = None
    tags: Sequence[str] = ()
    dates: Sequence[Yearly] = ()
    facts: Sequence[Remark] = ()


class Party(NamedTuple):
    """Somebody in an entry, as far as the source says: at least one of the three is there."""

    name: str | None = None
    points: Sequence[Point] = ()
    identity: str | None = None
    """The source's own, as in `Newcomer.own_identity`."""


class Happening(NamedTuple):
    """An entry as a source has it; the day is an ISO day."""

    place: Place
    source: str
    identity: str
    """What the source calls this entry and no other, or what it holds."""
    date: str
    text: str
    present: Sequence[Party] = ()
    mentioned: Sequence[Party] = ()
    time: str | None = None
    via: str | None = None
    spot: str | None = None
    """Where it happened."""
    initiated: Initiated | None = None
    tags: Sequence[str] = ()
    broadcast: bool = False
    known_only: bool = False
    """Whether to leave out parties nobody here answers to, instead of adding them; an entry with
    nobody left is left out, and counted."""
    adds_up: bool = False
    """Whether what else comes under this identity, as from another file, is told with it."""
    names_in_text: bool = False
    """Whether those known who are named in the text are in it, as in one that is typed; parties
    are then not given."""


def together(one: Happening, other: Happening) -> Happening:
    """Return two entries of one identity as one: the earlier, with what both say."""
    if (other.date, other.time or "~") < (one.date, one.time or "~"):
        one, other = other, one
    said = dict.fromkeys([*one.text.split("; "), *other.text.split("; ")])
    text = "; ".join(said)
    return one._replace(text=text if len(text) <= LONGEST_TOGETHER else one.text)


Arrival = Newcomer | Happening
