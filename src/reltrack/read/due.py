"""The morning: who to be in touch with, and why now."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from math import inf
from typing import TYPE_CHECKING, Literal

from reltrack.config import Settings
from reltrack.database.rhythms import contact_days
from reltrack.domain import reasons, scoring
from reltrack.domain.matters import Date
from reltrack.domain.rhythm import gaps_between
from reltrack.domain.standing import Standing
from reltrack.read import facts, glance, occasions, skip, standing
from reltrack.read.glance import EVERYBODY, Filter

if TYPE_CHECKING:
    from reltrack.domain.records import DueItem, DuePage, DueWhy

Sort = Literal["score", "quiet", "name"]

IDEA_DAYS = 30
"""With nobody due, how far ahead a date is worth a word."""

LOOK_AHEAD_DAYS = 90
"""How far ahead the reasons to come are told to whoever asks why."""


def due(
    db: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    limit: int | None = None,
    everybody: bool = False,
    sort: Sort = "score",
    only: Filter = EVERYBODY,
) -> DuePage:
    """Return the people to be in touch with on a day.

    Those with a dated reason come first and are never cut off; `limit` counts the others (0 is
    all). With `everybody`, those not yet due are listed too.
    """
    if limit is None:
        limit = 0 if everybody else settings.due_limit
    left_out = 0
    if everybody:
        found = standing.everyone(db, today=today, settings=settings)
        anybody = bool(found)
    else:
        most = limit if sort == "score" and only == EVERYBODY else 0
        found, left_out, anybody = standing.pressing(db, today=today, settings=settings, most=most)
    chosen = [s for s in found if everybody or s.due]
    if only != EVERYBODY:
        wanted = glance.matching(db, only, [s.facts.id for s in chosen], today=today)
        chosen = [s for s in chosen if s.facts.id in wanted]
    chosen.sort(key=_ORDER[sort])
    shown: list[Standing] = []
    quiet = 0
    for one in chosen:
        if one.section == "quiet" or sort != "score":
            quiet += 1
            if limit and quiet > limit:
                continue
        shown.append(one)
    ahead, interest = None, None
    if anybody and not shown and only == EVERYBODY:
        ahead = next(iter(occasions.coming(db, today=today, within=IDEA_DAYS)), None)
        interest = None if ahead else facts.interest(db, today=today)
    return {
        "today": today.isoformat(),
        "items": _items(db, shown, today=today),
        "due": sum(s.due for s in chosen) + left_out,
        "waiting": len(chosen) + left_out - len(shown),
        "snoozed": sum(s.matters.snoozed_until is not None for s in found),
        "filtered": only != EVERYBODY,
        "anybody": anybody,
        "ahead": ahead,
        "interest": interest,
        "acquaintance": None if only != EVERYBODY else glance.acquaintance(db, today=today),
    }


def count(
    db: sqlite3.Connection, *, today: date, settings: Settings, only: Filter = EVERYBODY
) -> int:
    """Return how many people are due."""
    most = 1 if only == EVERYBODY else 0
    found, left_out, _ = standing.pressing(db, today=today, settings=settings, most=most)
    chosen = [s.facts.id for s in found if s.due]
    if only != EVERYBODY:
        return len(glance.matching(db, only, chosen, today=today))
    return len(chosen) + left_out


def why(db: sqlite3.Connection, person: int, *, today: date, settings: Settings) -> DueWhy | None:
    """Return the arithmetic behind one person's place; None if they were not known on the day."""
    (found,), measure = standing.some(db, [person], today=today, settings=settings)
    if found.since > today.toordinal():
        return None
    (item,) = _items(db, [found], today=today)
    return {
        **item,
        "today": today.isoformat(),
        "due": found.due,
        "gaps": gaps_between(contact_days(db, person, until=today.toordinal())),
        "since": date.fromordinal(found.since).isoformat(),
        "typical_gap_days": round(measure.typical_gap, 2),
        "circle_days": found.facts.circle_days,
        "learned_range": [settings.learned_min, settings.learned_max],
        "coming": reasons.coming(found.matters, _next_dates(db, person, today), today=today),
    }


def _next_dates(db: sqlite3.Connection, person: int, today: date) -> Iterator[Date]:
    """Yield a person's dates of the coming months that `due` does not speak of yet."""
    for one in occasions.coming(db, today=today, person=person, within=LOOK_AHEAD_DAYS):
        if one["next_date"] and one["day"] and one["id"]:
            falls = date.fromisoformat(one["next_date"]).toordinal()
            lead = 0 if one["kind"] == "milestone" else one["lead_days"]
            yield Date(one["id"], one["kind"], one["label"], falls, one["years"], lead)


def _silence(one: Standing) -> float:
    return -inf if one.quiet_days is None else -one.quiet_days


_ORDER: dict[Sort, Callable[[Standing], tuple[object, ...]]] = {
    "name": lambda s: (s.facts.name.casefold(), s.facts.name, s.facts.id),
    "quiet": lambda s: (_silence(s), s.facts.name, s.facts.id),
    "score": lambda s: (s.section, -s.section_score, _silence(s), s.facts.name, s.facts.id),
}


def _items(db: sqlite3.Connection, shown: list[Standing], *, today: date) -> list[DueItem]:
    ids = [s.facts.id for s in shown]
    names = glance.names(db, ids)
    circles = glance.circles(db, ids)
    contacts = glance.contacts(db, ids, today=today)
    skips = skip.in_a_row(db, ids, today=today)
    ask_about = glance.ask_about(db, ids, today=today)
    items: list[DueItem] = []
    for one in shown:
        number = one.facts.id
        met = contacts.get(number)
        entry = met and met.last
        items.append(
            {
                "id": number,
                "uid": names[number].uid,
                "slug": names[number].slug,
                "name": names[number].name,
                "circles": circles.get(number, []),
                "section": one.section,
                "score": scoring.printed(one.score),
                "quiet_days": one.quiet_days,
                "last_date": entry.date if entry else None,
                "last_via": entry.via if entry else None,
                "last_text": entry.text if entry else None,
                "usual_days": round(one.expectation.usual_days, 2),
                "due_after_days": round(one.expectation.due_after_days, 2),
                "due_on": date.fromordinal(one.due_day).isoformat(),
                "rhythm_source": one.expectation.source,
                "usual_via": met and met.usual_via,
                "ask_about": ask_about[number].text if number in ask_about else None,
                "ask_about_on": ask_about[number].day if number in ask_about else None,
                "snoozed_until": _iso(one.matters.snoozed_until),
                "skips_in_a_row": skips.get(number, 0),
                "reasons": reasons.told(one, today=today),
            }
        )
    return items


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
