"""Invented records, each in its plainest form; what differs is given by key."""

from __future__ import annotations

from datetime import date
from typing import Any

TODAY = date(2026, 11, 20)

HOSTILE = (
    "[/foo] list[str] :smile: \x1b[2J\x1b]52;c;ZQ==\x07 \u202egnirts\u2066 \x9b31m"
    " a\nline\tb \x7f \u2028 [red]x[/red]"
)
NAMES = [
    "Ana Lima",
    "José Núñez de la Peña y Garcés",
    "李小龍",
    "👩‍👩‍👧 Family",
    "שרה לוי",
    "Christopher Montgomery-Featherstonehaugh",
    "O'Brien",
    "Nguyễn Văn An",
]


def ref(number: int = 1, name: str = "Ana Lima", slug: str = "ana-lima") -> dict[str, Any]:
    return {"id": number, "slug": slug, "name": name}


def interaction(**over: Any) -> dict[str, Any]:
    return {
        "id": 41,
        "uid": "0193-41",
        "date": "2026-11-18",
        "time": "14:30",
        "via": "coffee",
        "place": "Lisbon",
        "text": "Planning the move to Porto: she wants to be near the sea by spring.\n"
        "Her team grows by two.\nShe asked about the deck.\nAnd the weather.",
        "people": [ref()],
        "mentioned": [ref(2, "Bob Stone", "bob-stone")],
        "tags": ["move", "porto"],
        "initiated": "them",
        "mark": None,
        "broadcast": False,
        "source": "typed",
        "created_at": "2026-11-20T09:30:00Z",
        "updated_at": "2026-11-20T09:30:00Z",
    } | over


def fact(**over: Any) -> dict[str, Any]:
    return {
        "id": 51,
        "uid": "0193-51",
        "person": ref(),
        "text": "two kids, wife from Texas",
        "tags": ["family"],
        "heard_on": "2025-09-20",
        "age_days": 426,
    } | over


def follow_up(**over: Any) -> dict[str, Any]:
    return {
        "id": 42,
        "uid": "0193-42",
        "kind": "promise",
        "owner": "me",
        "person": ref(),
        "text": "send the deck",
        "due_date": "2026-11-27",
        "opened_on": "2026-11-18",
        "closed_on": None,
        "interaction_id": 41,
    } | over


def occasion(**over: Any) -> dict[str, Any]:
    return {
        "id": 61,
        "uid": "0193-61",
        "person": ref(),
        "kind": "birthday",
        "label": None,
        "year": 1986,
        "month": 11,
        "day": 25,
        "next_date": "2026-11-25",
        "days_away": 5,
        "years": 40,
        "lead_days": 7,
        "closed_on": None,
    } | over


def person(**over: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "uid": "0193-1",
        "slug": "ana-lima",
        "name": "Ana Lima",
        "aliases": ["Anita"],
        "circles": ["mentor", "peer"],
        "tags": ["design", "porto"],
        "status": "active",
        "cadence_days": None,
        "company": "Acme",
        "title": "Product lead",
        "city": "Lisbon",
        "birthday": "1986-11-25",
        "met_on": "2020-03-03",
        "how_met": "at the design meetup",
        "introduced_by": ref(2, "Bob Stone", "bob-stone"),
        "contact_points": [
            {"kind": "email", "value": "ana@example.com", "label": None},
            {"kind": "phone", "value": "+351 555 0100", "label": "work"},
        ],
        "last_date": "2026-11-18",
        "quiet_days": 2,
        "usual_days": 21.0,
        "due_after_days": 27.31,
        "rhythm_source": "learned",
        "usual_via": "coffee",
        "score": 0.07,
        "snoozed_until": None,
    } | over


def card(**over: Any) -> dict[str, Any]:
    return (
        person()
        | {
            "facts": [
                fact(id=52, text="runs marathons", heard_on="2026-09-14", age_days=67),
                fact(),
            ],
            "occasions": [occasion()],
            "follow_ups": [follow_up()],
            "by_month": [0, 1, 2, 0, 1, 1, 3, 0, 0, 1, 1, 1],
            "entries": [
                interaction(),
                interaction(
                    id=33,
                    date="2026-10-13",
                    time=None,
                    via="call",
                    place=None,
                    text="Caught up on her new team.",
                    mentioned=[],
                    tags=[],
                ),
            ],
        }
        | over
    )


def circle(**over: Any) -> dict[str, Any]:
    people = [ref(number, name, f"person-{number}") for number, name in enumerate(NAMES, start=1)]
    return {"name": "mentor", "cadence_days": 30, "people": people} | over


def skip(**over: Any) -> dict[str, Any]:
    return {
        "id": 81,
        "uid": "0193-81",
        "person": ref(),
        "skipped_on": "2026-11-20",
        "until_on": "2026-12-04",
        "reason": "busy",
        "skips_in_a_row": 1,
    } | over


def written(**over: Any) -> dict[str, Any]:
    return {
        "entry": interaction(),
        "today": "2026-11-20",
        "added": [ref()],
        "facts": [fact(id=52, heard_on="2026-11-18", age_days=2)],
        "opened": [follow_up()],
        "closed": ['reply #12 "the deck"', "birthday #61 (Ana Lima)"],
        "still_open": ["promise #40: the slides (Ana Lima)"],
        "to_close": [40],
        "remarks": ["dated today; for yesterday: reltrack amend --on yesterday"],
        "dry_run": False,
    } | over


def step(**over: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "command": "log",
        "summary": "entry #41 with Ana Lima",
        "at": "2026-11-20T09:30:00Z",
        "state": "done",
    } | over


def report(**over: Any) -> dict[str, Any]:
    return {
        "format": "linkedin",
        "files": ["Connections.csv"],
        "people_added": 812,
        "people_matched": 3,
        "interactions_added": 0,
        "facts_added": 1,
        "other_added": 0,
        "others": {},
        "unchanged": 14,
        "skipped": 2,
        "to_triage": 0,
        "passed_over": [],
        "remarks": [],
        "rejected": [
            {"file": "Connections.csv", "line": n, "reason": "no name"} for n in range(12)
        ],
        "dry_run": False,
    } | over


def origin(**over: Any) -> dict[str, Any]:
    return {
        "what": "journal",
        "path": "/home/ana/.local/share/reltrack/journal.db",
        "source": "default",
        "exists": True,
    } | over


def people() -> list[dict[str, Any]]:
    return [
        person(id=number, name=name, slug=f"person-{number}")
        for number, name in enumerate(NAMES, start=1)
    ]


def setting(**over: Any) -> dict[str, Any]:
    return {
        "key": "due_limit",
        "value": 5,
        "source": "file",
        "meaning": "how many quiet people due shows; 0 is all",
    } | over


def updated(**over: Any) -> dict[str, Any]:
    return {
        "format": "csv",
        "files": ["people.csv"],
        "updated": [
            {
                "person": ref(),
                "line": 2,
                "changes": [{"field": "company", "old": "Acme", "new": ""}],
            }
        ],
        "unchanged": 3,
        "rejected": [{"file": "people.csv", "line": 4, "reason": "nobody here has its uid"}],
        "remarks": [],
        "dry_run": False,
    } | over
