"""Data of every kind there is to show, calm and hostile."""

from __future__ import annotations

from typing import Any

import giving_samples
import insight_samples
from record_samples import (  # noqa: F401 — the tests take all of them from here
    HOSTILE,
    NAMES,
    TODAY,
    card,
    circle,
    fact,
    follow_up,
    interaction,
    occasion,
    origin,
    people,
    person,
    ref,
    report,
    setting,
    skip,
    step,
    updated,
    written,
)


def reason(code: str = "quiet", score: float = 1.2, **over: Any) -> dict[str, Any]:
    return {
        "code": code,
        "score": score,
        "text": "quiet for 5 weeks, usually every 3 weeks",
        "days": 38,
        "date": "2026-10-13",
        "ref": None,
        "kind": None,
    } | over


def due_item(**over: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "uid": "0193-1",
        "slug": "ana-lima",
        "name": "Ana Lima",
        "circles": ["peer"],
        "section": "quiet",
        "score": 1.39,
        "quiet_days": 38,
        "last_date": "2026-10-13",
        "last_via": "coffee",
        "last_text": "planning the move to Porto, she wants to be near the sea by spring and "
        "asked who could help her find a school for the two kids",
        "usual_days": 21.0,
        "due_after_days": 27.31,
        "due_on": "2026-11-10",
        "rhythm_source": "learned",
        "usual_via": "coffee",
        "ask_about": "her first marathon in Berlin",
        "ask_about_on": "2026-09-14",
        "snoozed_until": None,
        "skips_in_a_row": 0,
        "reasons": [reason()],
    } | over


def due_page(**over: Any) -> dict[str, Any]:
    def dated(number: int, name: str, slug: str, *reasons: dict[str, Any], **more: Any) -> Any:
        return due_item(
            id=number,
            name=name,
            slug=slug,
            section="dated",
            reasons=[*reasons, reason(score=0.4)],
            **more,
        )

    return {
        "today": "2026-11-20",
        "items": [
            dated(
                2,
                "Bob Stone",
                "bob-stone",
                reason(
                    "reply",
                    1.71,
                    text="you owe an answer: the deck for the board (5 days ago)",
                    ref=77,
                ),
                ask_about="the deck for the board",
            ),
            dated(
                3,
                "José Núñez",
                "jose-nunez",
                reason("occasion", 2.0, text="birthday today, turns 40", ref=61, kind="birthday"),
                reason(
                    "promise",
                    1.0,
                    text="you promised: introduce him to Ana (for Sun 22 Nov 2026, in 2 days)",
                    ref=78,
                ),
            ),
            dated(
                4,
                "李小龍",
                "李小龍",
                reason(
                    "occasion",
                    1.4,
                    text="congratulate: new job at Initech (3 days ago)",
                    ref=79,
                    kind="milestone",
                ),
                last_date=None,
                last_via=None,
                last_text=None,
                ask_about=None,
                ask_about_on=None,
            ),
            due_item(),
            due_item(
                id=5,
                name="Maria van der Berg",
                slug="maria-van-der-berg",
                last_via="call",
                last_text="short one",
                ask_about=None,
                ask_about_on=None,
                reasons=[
                    reason(text="quiet for 14 weeks, meant to be every 4 weeks"),
                    reason("plan", 1.1, text="you planned to meet: lunch (4 weeks ago)"),
                ],
            ),
            due_item(
                id=6,
                name="Carla Diaz",
                slug="carla-diaz",
                last_date=None,
                last_via=None,
                last_text=None,
                quiet_days=None,
                ask_about=None,
                ask_about_on=None,
                reasons=[reason(text="not logged yet", days=None)],
            ),
        ],
        "waiting": 3,
        "snoozed": 1,
        "filtered": False,
        "due": 9,
        "anybody": True,
        "ahead": None,
        "interest": None,
        "acquaintance": ref(9, "Dana Fox", "dana-fox")
        | {"company": "Initech", "met_on": "2019-03-04"},
    } | over


def why(**over: Any) -> dict[str, Any]:
    return (
        due_item()
        | {
            "today": "2026-11-20",
            "due": True,
            "gaps": [30, 12, 20, 19, 25, 30, 21, 14, 28, 21, 22],
            "since": "2026-10-13",
            "typical_gap_days": 30.0,
            "circle_days": None,
            "snoozed_until": None,
            "learned_range": [7, 180],
            "coming": [
                {
                    "code": "occasion",
                    "text": "birthday in 3 weeks, Fri 11 Dec 2026, turns 40",
                    "date": "2026-12-04",
                    "ref": 61,
                }
            ],
            "reasons": [
                reason(),
                reason("plan", 0.4, text="you planned to meet: lunch (2 weeks ago)"),
            ],
        }
        | over
    )


def calm() -> dict[str, Any]:
    """Return data of every kind."""
    return {
        **insight_samples.calm(),
        **giving_samples.calm(),
        "due": due_page(),
        "people": [
            *people(),
            person(
                name="Zed",
                status="archived",
                last_date=None,
                circles=[],
                tags=[],
                company=None,
                city=None,
                title=None,
            ),
        ],
        "person": person(),
        "card": card(),
        "history": [interaction(), *card()["entries"]],
        "interaction": interaction() | {"added": []},
        "search": [
            interaction() | {"record": "interaction"},
            fact() | {"record": "fact"},
            person() | {"record": "person"},
        ],
        "facts": [fact(), fact(id=52, heard_on="2026-09-14", age_days=67, text="runs marathons")],
        "fact": fact(),
        "follow_ups": [
            follow_up(),
            follow_up(id=43, kind="reply", text="", due_date=None),
            follow_up(
                id=44, kind="waiting", owner="them", text="her slides", closed_on="2026-11-19"
            ),
            follow_up(id=45, kind="plan", text="lunch by the river", due_date="2026-11-01"),
        ],
        "follow_up": follow_up(),
        "occasions": [
            occasion(),
            occasion(id=62, day=None, year=None, years=None, month=3, next_date="2027-03-01"),
            occasion(id=63, kind="milestone", label="new job at Initech", years=0),
            occasion(id=64, kind="anniversary", years=1, year=2025),
        ],
        "occasion": occasion(),
        "circles": [circle(), circle(name="peer", cadence_days=None, people=[])],
        "circle": circle(),
        "skip": skip(),
        "log": written(),
        "batch": {"added": 120, "skipped": 3, "people_added": 1, "dry_run": False},
        "why": why(),
        "steps": [step(), step(id=6, state="undone", command="edit", summary="Ana Lima")],
        "undone": step(state="undone"),
        "redone": step(),
        "deleted": {
            "record": "interaction",
            "id": 41,
            "text": "Planning the move…",
            "also": ["promise #42"],
            "dry_run": False,
        },
        "merged": person()
        | {
            "merged": ref(9, "Ana L.", "ana-l"),
            "moved": {"entries": 3, "facts": 1, "follow_ups": 0, "aliases": 2},
            "remarks": ["kept as a fact: company also given as Initech"],
        },
        "forgotten": {
            "record": "person",
            "id": 1,
            "slug": "ana-lima",
            "name": "Ana Lima",
            "deleted": {"facts": 2, "entries": 1, "people": 1},
            "shared": 1,
            "mentions": [
                {"record": "interaction", "id": 41, "date": "2026-11-18"},
                {"record": "follow_up", "id": 42, "date": None},
                {"record": "circle", "id": None, "date": None},
            ],
            "redacted": False,
            "namesakes": ["ana-lima-2"],
            "copies": [{"path": "/state/daily.db", "fate": "rewritten", "mentions": 2}],
            "beyond": ["copies you made", "the history of the shell"],
            "dry_run": False,
        },
        "report": report(),
        "updated": updated(),
        "schemas": [{"record": "person", "meaning": "A person, with how things stand today."}],
        "paths": [
            origin(),
            origin(
                what="configuration", path="/home/ana/.config/reltrack/config.toml", exists=False
            ),
        ],
        "setting": setting(key="channels.coffee", value=["flat-white", "cortado"]),
        "settings": [setting(), setting(key="editor", value="", source="default")],
        "triaged": {
            "people": [
                person(circles=["peer"]),
                person(name="Dana Fox", status="archived", circles=[], cadence_days=None),
            ],
            "dry_run": False,
        },
        "triage": [
            person(status="new", last_date=None),
            person(name="Dana Fox", how_met=None, met_on=None, introduced_by=None),
        ],
    }


def poisoned(value: Any, key: str = "") -> Any:
    """Return the same data with hostile text wherever people write freely."""
    free = {
        "name",
        "text",
        "last_text",
        "ask_about",
        "company",
        "title",
        "city",
        "how_met",
        "place",
        "via",
        "last_via",
        "label",
        "value",
        "new",
        "meaning",
        "summary",
        "reason",
        "path",
        "tags",
        "circles",
        "aliases",
        "closed",
        "remarks",
        "also",
        "usual_via",
    }
    if isinstance(value, dict):
        return {k: poisoned(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(v, key) for v in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) and key in free else value
