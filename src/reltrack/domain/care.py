"""What the care commands tell: backups, checks, and what was saved of a damaged journal."""

from __future__ import annotations

from typing import Literal, TypedDict

BackupKind = Literal["daily", "migration", "manual", "replaced"]
State = Literal["ok", "warning", "problem"]


class Backup(TypedDict):
    """A copy of the journal; what it holds is null where it cannot be read."""

    path: str
    kind: BackupKind
    date: str
    time: str | None
    people: int | None
    entries: int | None
    records: int | None
    """Everything with a number, people and entries among it."""
    last_date: str | None
    """The day of the newest entry."""
    size: int
    """In bytes."""


class Restored(TypedDict):
    """What took the journal's place, and where the journal of before is now."""

    journal: str
    restored: Backup
    replaced: Backup | None


class Check(TypedDict):
    """One thing that `doctor` looked at."""

    name: str
    state: State
    text: str
    hint: str | None
    fixed: str | None
    """What `--fix` did about it."""


class SalvagedTable(TypedDict):
    """How many rows of a table were saved, and how many are known to be lost."""

    table: str
    saved: int
    lost: int


class Salvage(TypedDict):
    """What was saved of a damaged journal."""

    journal: str
    path: str
    tables: list[SalvagedTable]
    people_made: int
    """People whose cards are lost but whom other records name: made anew, to be triaged."""
