"""What a table of people that was edited elsewhere changes in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.arrivals import Place, Point
    from reltrack.domain.records import PersonRef, Status
    from reltrack.domain.reports import Rejected


OWN_COLUMN = ("email", "phone", "url")
"""Kinds of contact points that have a column of their own in a table of people."""


class CellChange(TypedDict):
    """A cell, as it was and as it is wanted; empty is empty."""

    field: str
    old: str
    new: str


class PersonUpdate(TypedDict):
    """What changes of a person, and where the table says so."""

    person: PersonRef
    line: int
    changes: list[CellChange]


class UpdateReport(TypedDict):
    """What an edited table changed, or would change."""

    format: Literal["csv"]
    files: list[str]
    updated: list[PersonUpdate]
    unchanged: int
    rejected: list[Rejected]
    remarks: list[Rejected]
    dry_run: bool


class CardUpdate(NamedTuple):
    """The new values of a person's card; None leaves a field as it is, "" and 0 clear it."""

    name: str | None = None
    status: Status | None = None
    aliases: list[str] | None = None
    circles: list[str] | None = None
    tags: list[str] | None = None
    cadence_days: int | None = None
    company: str | None = None
    title: str | None = None
    city: str | None = None
    points: dict[str, list[Point]] | None = None
    """By kind, each with all there are to be; "" stands for the kinds without a column."""
    birthday: tuple[int | None, int, int | None] | tuple[()] | None = None
    met_on: str | None = None
    how_met: str | None = None
    introduced_by: int | None = None


class Update(NamedTuple):
    """A change that is ready to be written, and how it is told."""

    place: Place
    told: PersonUpdate
    card: CardUpdate
