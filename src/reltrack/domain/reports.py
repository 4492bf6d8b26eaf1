"""What an import tells when it is done."""

from __future__ import annotations

from typing import TypedDict


class Report(TypedDict):
    """What an import did, or would do."""

    format: str
    files: list[str]
    people_added: int
    people_matched: int
    """People who were here already and are now known by this source, too."""
    interactions_added: int
    facts_added: int
    other_added: int
    others: dict[str, int]
    """The same by what they are, such as `occasions`."""
    unchanged: int
    skipped: int
    """Records that were deleted here, and stay so."""
    to_triage: int
    """People among those added who wait for triage."""
    passed_over: list[PassedOver]
    """Records that are sound, but not for a journal: cancelled meetings, bulk mail."""
    rejected: list[Rejected]
    remarks: list[Rejected]
    """What was left out of, or noticed in, records that did arrive."""
    dry_run: bool


class PassedOver(TypedDict):
    """How many records were left out for one reason."""

    reason: str
    count: int


class Rejected(TypedDict):
    """A record that could not be imported."""

    file: str
    line: int | None
    reason: str
