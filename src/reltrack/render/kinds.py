"""The kinds of data there are to show, and what scripts get of each."""

from __future__ import annotations

from typing import Any, Literal

Kind = Literal[
    "backup",
    "backups",
    "balance",
    "balances",
    "batch",
    "card",
    "checks",
    "checkup",
    "circle",
    "circle_standings",
    "circles",
    "deleted",
    "due",
    "fact",
    "facts",
    "follow_up",
    "follow_ups",
    "forgotten",
    "history",
    "interaction",
    "introducers",
    "introduction",
    "introductions",
    "log",
    "merged",
    "occasion",
    "occasions",
    "paths",
    "people",
    "people_chosen",
    "person",
    "redone",
    "report",
    "restored",
    "review",
    "rhythms",
    "salvage",
    "schemas",
    "search",
    "setting",
    "settings",
    "share",
    "skip",
    "stats",
    "steps",
    "tallies",
    "triage",
    "triaged",
    "undone",
    "updated",
    "why",
]

Outcome = Literal["written", "dry run", "unchanged", "looked"]
"""What a command came to."""

Data = Any
"""A record, a list of records or a page; the kind says which."""

ECHOES = frozenset(
    (
        "backup",
        "batch",
        "circle",
        "deleted",
        "fact",
        "follow_up",
        "forgotten",
        "interaction",
        "introduction",
        "log",
        "merged",
        "occasion",
        "person",
        "redone",
        "report",
        "restored",
        "salvage",
        "setting",
        "skip",
        "triaged",
        "undone",
        "updated",
    )
)
"""What a write prints."""

REPORTS = frozenset(("report", "updated"))
"""What names lines of files, and is looked through with other programs: not wrapped for those."""

PAGES: dict[str, str] = {
    "balance": "insight",
    "balances": "insight",
    "card": "pages",
    "checks": "care",
    "checkup": "care",
    "circle_standings": "insight",
    "introducers": "giving",
    "introductions": "giving",
    "review": "review",
    "rhythms": "insight",
    "share": "giving",
    "stats": "stats",
    "tallies": "stats",
    "why": "pages",
}
"""What is shown as a page: the module of render/ whose function of the kind's name lays it out."""

CARE = frozenset(("backup", "backups", "restored", "salvage"))
"""What is said in render/care.py, loaded for it alone."""


def records(kind: Kind, data: Data) -> Data:
    """Return the record, or the list of records, that a script is given."""
    if kind in ("due", "introducers", "share"):
        return data["items"]
    if kind == "triaged":
        return data["people"]
    if kind in ("balances", "tallies"):
        return data["groups"]
    if kind == "log":
        extra = ("added", "facts", "opened", "closed", "still_open", "remarks")
        return data["entry"] | {key: data[key] for key in extra}
    return data
