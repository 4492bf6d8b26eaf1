"""Invented introductions, and answers to who would be glad and who could introduce me."""

from __future__ import annotations

from typing import Any

from record_samples import ref


def introduction(**over: Any) -> dict[str, Any]:
    return {
        "id": 91,
        "uid": "0193-91",
        "introducer": None,
        "person": ref(),
        "other": ref(2, "Bob Stone", "bob-stone"),
        "why": "both restore old boats",
        "proposed_on": "2026-10-20",
        "made_on": "2026-10-30",
        "met_on": None,
        "thanked_on": None,
    } | over


def sign(code: str = "fact", text: str = "her bees on the roof", **over: Any) -> dict[str, Any]:
    return {
        "code": code,
        "topic": "bees",
        "text": text,
        "times": 1,
        "date": "2026-03-03",
        "days": 262,
        "ref": 51,
    } | over


def share(**over: Any) -> dict[str, Any]:
    item = {
        "id": 1,
        "uid": "0193-1",
        "slug": "ana-lima",
        "name": "Ana Lima",
        "last_date": "2026-10-13",
        "quiet_days": 38,
        "reasons": [
            sign(),
            sign("entry", "Lunch with Ana, the bees are back", times=3),
            sign("tag", "bees", date=None, days=None, ref=None),
            sign("quiet", "quiet for 5 weeks, usually every 3 weeks", topic=None, ref=None),
        ],
    }
    return {
        "today": "2026-11-20",
        "topics": ["bees", "submarines"],
        "items": [item],
        "more": 2,
        "unmatched": ["submarines"],
        "left_out": [{"person": ref(2, "Bob Stone", "bob-stone"), "date": "2026-11-17"}],
        "given_today": 2,
        "about": ["bees", "submarines"],
        "text": "",
    } | over


def introducers(**over: Any) -> dict[str, Any]:
    def way(code: str, text: str, times: int = 1) -> dict[str, Any]:
        on = {"date": "2026-03-03", "days": 262, "ref": 41}
        return {"code": code, "to": ref(), "text": text, "times": times} | on

    item = {
        "id": 2,
        "uid": "0193-2",
        "slug": "bob-stone",
        "name": "Bob Stone",
        "last_date": "2026-10-13",
        "quiet_days": 38,
        "reasons": [
            way("introduced", "introduced Ana Lima before"),
            way("together", "was with Ana Lima in 3 entries", 3),
        ],
    }
    return {"to": ref(), "company": None, "last_date": "2026-11-18", "items": [item]} | over


def calm() -> dict[str, Any]:
    """Return data of every kind."""
    return {
        "introduction": introduction(),
        "introductions": [
            introduction(),
            introduction(id=92, introducer=ref(3, "Eve Fox", "eve-fox"), other=None),
            introduction(id=93, made_on=None, why=None),
            introduction(id=94, met_on="2026-11-18"),
        ],
        "introducers": introducers(),
        "share": share(),
    }
