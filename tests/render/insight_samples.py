"""Invented figures of every kind that looks back."""

from __future__ import annotations

from typing import Any

from record_samples import NAMES, follow_up, occasion, ref, skip


def attention(**over: Any) -> dict[str, Any]:
    return {
        "entries": 340,
        "gave": 14,
        "asked": 6,
        "promoted": 3,
        "unmarked": 317,
        "marked_share": 0.07,
        "own_promotion": 9,
        "promotion_share": 0.03,
        "from_me": 120,
        "from_them": 80,
        "from_unknown": 130,
        "conversations": 330,
        "broadcasts": 6,
        "touches": 4,
    } | over


def balance(**over: Any) -> dict[str, Any]:
    return {
        "person": None,
        "since": None,
        **attention(),
        "channels": [
            {"via": "coffee", "entries": 132, "share": 0.4},
            {"via": "email", "entries": 1, "share": 0.0},
        ],
        "asks_in_a_row": None,
    } | over


def balances(by: str = "person") -> dict[str, Any]:
    people = [ref(number, name, f"person-{number}") for number, name in enumerate(NAMES, start=1)]
    groups = [{"group": None, "person": who, **attention()} for who in people]
    if by != "person":
        names = {"circle": ["mentor", None], "month": ["2026-10", "2026-11"]}[by]
        groups = [{"group": name, "person": None, **attention()} for name in names]
    return {"by": by, "whole": balance(), "groups": groups, "left_out": 3}


def lived(number: int = 1, name: str = "Ana Lima", **over: Any) -> dict[str, Any]:
    return {
        "person": ref(number, name, f"person-{number}"),
        "stated_days": 30,
        "circle": "mentor",
        "lived_days": 74.0,
        "gaps": 9,
        "last_date": "2026-10-13",
        "quiet_days": 38,
    } | over


def circle_standing(**over: Any) -> dict[str, Any]:
    return {
        "name": "mentor",
        "cadence_days": 30,
        "people": 12,
        "within": 8,
        "within_share": 0.67,
        "last_date": "2026-11-18",
        "quietest": ref(2, "Bob Stone", "bob-stone"),
        "quietest_days": 98,
        "would_help": ref(),
        "would_help_days": None,
    } | over


def review(**over: Any) -> dict[str, Any]:
    return {
        "since": "2026-11-16",
        "until": "2026-11-20",
        "entries": 7,
        "contact_days": 4,
        "people": [
            {
                "person": ref(number, name, f"person-{number}"),
                "entries": number,
                "last_date": "2026-11-18",
            }
            for number, name in enumerate(NAMES * 5, start=1)
        ],
        "promised": [follow_up()],
        "kept": [follow_up(id=43, closed_on="2026-11-19")],
        "attention": attention(entries=7, unmarked=3),
        "skips": [skip(), skip(id=82, reason=None)],
        "occasions": [occasion()],
        "quiet_circles": [
            {"name": "peer", "people": 4, "last_date": "2026-11-03"},
            {"name": "admired", "people": 1, "last_date": None},
        ],
        "suggestion": {"person": ref(), "circle": "peer", "quiet_days": 38},
    } | over


def stats(**over: Any) -> dict[str, Any]:
    return {
        "since": None,
        "until": "2026-11-20",
        "filters": {"circle": "mentor"},
        "entries": 12,
        "people": 5,
        "contact_days": 11,
        "whole": {"entries": 340, "people": 57, "contact_days": 210},
        "first_date": "2020-03-03",
        "last_date": "2026-11-18",
        "busiest_day": {"date": "2026-03-03", "entries": 3},
        "busiest_month": {"month": "2026-03", "entries": 6},
        "days": [
            {"date": "2026-03-03", "entries": 3},
            {"date": "2026-11-18", "entries": 1},
        ],
        "months": [
            {"month": f"2026-{month:02}", "entries": {3: 3, 11: 1}.get(month, 0)}
            for month in range(1, 12)
        ],
    } | over


def tallies(by: str = "person") -> dict[str, Any]:
    counts = {"entries": 9, "people": 2, "contact_days": 8}
    people = [ref(number, name, f"person-{number}") for number, name in enumerate(NAMES, start=1)]
    groups = [{"group": None, "person": who, **counts} for who in people]
    if by != "person":
        names = {
            "week": ["2026-11-09", "2026-11-16"],
            "month": ["2026-10", "2026-11"],
            "channel": ["coffee", None],
            "circle": ["mentor", None],
        }[by]
        groups = [{"group": name, "person": None, **counts} for name in names]
    return {"by": by, "whole": stats(), "groups": groups, "left_out": 2}


def calm() -> dict[str, Any]:
    people = enumerate(NAMES, start=1)
    return {
        "balance": balance(),
        "balances": balances(),
        "rhythms": [
            *(lived(number, name) for number, name in people),
            lived(circle=None, lived_days=None),
        ],
        "circle_standings": [
            circle_standing(),
            circle_standing(
                name="peer", cadence_days=None, people=0, within=0, quietest=None, would_help=None
            ),
        ],
        "review": review(),
        "stats": stats(),
        "tallies": tallies(),
    }
