"""What a write prints: the record it made, in plain lines, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from reltrack.domain.durations import say_duration, say_every
from reltrack.domain.scoring import DEFAULT_LEAD_DAYS
from reltrack.render import wording
from reltrack.render.kinds import Data, Kind, Outcome
from reltrack.render.wording import MANY_SKIPS, counted, dated, joined, names, number, put_off

if TYPE_CHECKING:
    from reltrack.domain.answers import Amended, Written
    from reltrack.domain.giving import Introduction
    from reltrack.domain.records import (
        Circle,
        Fact,
        FollowUp,
        Interaction,
        Occasion,
        OccasionKept,
        Person,
        PersonRef,
        Setting,
        Step,
    )

MOST_LINES = 3
"""Lines of an entry's text that its echo repeats."""

MOST_OPEN = 3
"""What is still open with people is named up to so many; the rest is counted."""

Lines = Iterator[str]


def render(kind: Kind, data: Data, *, today: date, outcome: Outcome) -> list[str]:
    """Return the lines that say what was written, the first of them the headline."""
    lines = [line for line in _teller(kind)(data, today) if line]
    if outcome == "dry run" or (isinstance(data, Mapping) and data.get("dry_run")):
        would = f"would be {_DONE.get(kind, 'saved')}; " if kind != "report" else ""
        return [*lines, f"{would}nothing was written"]
    if kind == "forgotten":
        return [*lines, "this cannot be undone, nor can anything done before it"]
    if outcome == "looked":
        return lines
    if outcome == "unchanged":
        return [*lines, "nothing was changed"]
    counts = [n for key, n in data.items() if key.endswith("added")]
    if kind not in ("batch", "report") or any(counts) or data.get("people_matched"):
        lines.append("redo: reltrack redo" if kind == "undone" else "undo: reltrack undo")
    return lines


def _log(done: Written, today: date) -> Lines:
    yield from _written(done["entry"], today)
    yield from _added(done["added"])
    for fact in done["facts"]:
        yield f"noted about {fact['person']['name']}: {fact['text']}"
    for opened in done["opened"]:
        head = joined(("opened", opened["kind"], number(opened["id"])), " ")
        by = opened["due_date"] and f"by {dated(opened['due_date'], today)}"
        about = joined((opened["person"]["name"], opened["text"]), ": ")
        yield joined((f"{head} ({about})", by), ", ")
    for closed in done["closed"]:
        yield f"closed {closed}"
    for still in done["still_open"][:MOST_OPEN]:
        yield f"still open: {still}"
    if done["to_close"]:
        only = done["to_close"][0] if len(done["to_close"]) == 1 else "NUMBER"
        yield f"once done: reltrack done {only}"
    if len(done["still_open"]) > MOST_OPEN:
        yield f"and {len(done['still_open']) - MOST_OPEN} more: reltrack follow-ups"
    yield from done["remarks"]


def _written(entry: Interaction, today: date) -> Lines:
    return interaction(entry, today, most=MOST_LINES)


def _amended(entry: Amended, today: date) -> Lines:
    yield from _written(entry, today)
    yield from _added(entry["added"])


def _added(people: Sequence[PersonRef]) -> Lines:
    return (f"added {person['name']} ({person['slug']})" for person in people)


def interaction(entry: Interaction, today: date, *, most: int | None = None) -> Lines:
    """Say an entry, or the first lines of it."""
    yield joined((number(entry["id"]), wording.headline(entry, today)), "  ")
    yield wording.company(entry)
    yield from wording.body(entry["text"], most=most)
    yield wording.marks(entry)


def _person(person: Person, today: date) -> Lines:
    state = joined(
        (
            None if person["status"] == "active" else person["status"],
            joined((person["title"], person["company"], person["city"]), ", "),
        ),
        " · ",
    )
    yield joined((f"{person['name']} ({person['slug']})", state), " · ")
    if person["aliases"]:
        yield f"also known as {', '.join(person['aliases'])}"
    yield joined((", ".join(person["circles"]), wording.tags(person["tags"])), " · ")
    if person["cadence_days"]:
        yield wording.rhythm(person)
    for point in person["contact_points"]:
        yield joined((point["label"] or point["kind"], point["value"]), ": ")
    if person["birthday"]:
        yield f"birthday {wording.birthday(person['birthday'])}"
    yield wording.how_met(person, today)


def fact(fact: Fact, today: date) -> Lines:
    """Say a fact."""
    yield joined((number(fact["id"]), f"about {fact['person']['name']}"), "  ")
    yield from fact["text"].split("\n")
    yield joined(
        (
            f"heard {wording.day(fact['heard_on'])} ({wording.fact_age(fact, today)})",
            wording.tags(fact["tags"]),
        ),
        ", ",
    )


def follow_up(follow_up: FollowUp, today: date) -> Lines:
    """Say a follow-up."""
    yield joined((number(follow_up["id"]), follow_up["person"]["name"]), "  ")
    yield wording.promised(follow_up)
    yield wording.deadline(follow_up, today)


def occasion(occasion: Occasion, today: date) -> Lines:
    """Say an occasion."""
    yield joined((number(occasion["id"]), occasion["person"]["name"]), "  ")
    told = wording.occasion_name(occasion)
    yield f"{told}: {wording.occasion_day(occasion, today)}"


def _occasion(one: Occasion, today: date) -> Lines:
    """Say an occasion; of one just written down, what it was before and what comes of it."""
    yield from occasion(one, today)
    if "was" not in one:
        return
    kept = cast("OccasionKept", one)
    if kept["was"]:
        yield f"was {wording.birthday(kept['was'])}"
    if kept["kind"] != "milestone":
        if kept["lead_days"] != DEFAULT_LEAD_DAYS:
            yield f"due speaks of it {say_duration(kept['lead_days'])} before"
    elif kept["id"] is not None and kept["closed_on"] is None:
        yield f"once you did: reltrack done {kept['id']}"


def circle(circle: Circle, _today: date) -> Lines:
    """Say a circle."""
    cadence = say_every(circle["cadence_days"]) if circle["cadence_days"] else "no cadence"
    people = circle["people"]
    yield f"{circle['name']}: {cadence}, {counted(len(people), 'person', 'people')}"
    yield names(people)


def _skip(skip: Mapping[str, Any], today: date) -> Lines:
    yield joined((number(skip["id"]), f"{skip['person']['name']}: not now"), "  ")
    if skip["reason"]:
        yield f"because: {skip['reason']}"
    yield f"back on {dated(skip['until_on'], today)}, or at the next contact"
    if skip["skips_in_a_row"] >= MANY_SKIPS:
        yield f"{put_off(skip['skips_in_a_row'])}?"


def setting(setting: Setting, _today: date) -> Lines:
    """Say a setting."""
    value = wording.setting(setting) or "not set"
    yield f"{setting['key']}: {value} (from the {setting['source']})"


def _introduction(record: Introduction, today: date) -> Lines:
    from reltrack.render.giving import introduction

    return introduction(record, today)


def _batch(done: Mapping[str, Any], _today: date) -> Lines:
    parts = (
        counted(done["added"], "entry", "entries"),
        done["people_added"] and f"{counted(done['people_added'], 'person', 'people')} added",
        done["skipped"] and f"{done['skipped']} seen before",
    )
    yield joined((part or None for part in parts), ", ")


def _undone(step: Step, _today: date) -> Lines:
    yield f"undone: {step['summary'] or step['command']}"


def _redone(step: Step, _today: date) -> Lines:
    yield f"redone: {step['summary'] or step['command']}"


def _deleted(done: Mapping[str, Any], _today: date) -> Lines:
    kind = "entry" if done["record"] == "interaction" else str(done["record"]).replace("_", "-")
    verb = None if done["dry_run"] else "deleted"
    head = joined((verb, kind, number(done["id"])), " ")
    yield joined((head, done["text"]), ": ")
    yield from (f"also: {each}" for each in done["also"])


def _merged(person: Mapping[str, Any], today: date) -> Lines:
    yield from _person(cast("Person", person), today)
    moved = wording.amounts(person["moved"])
    yield joined((f"merged with {person['merged']['name']}", moved and f"{moved} moved"), ": ")
    yield from person["remarks"]


_ELSEWHERE = {
    "forgotten": "forget", "report": "imports", "triaged": "imports", "updated": "updates"
}  # fmt: skip
"""What few commands print: the module whose function of the kind's name says it."""


def _teller(kind: Kind) -> Callable[[Any, date], Lines]:
    if kind in _ELSEWHERE:
        module = import_module(f"reltrack.render.{_ELSEWHERE[kind]}")
        return cast("Callable[[Any, date], Lines]", getattr(module, kind))
    return _SAID[kind]


_SAID: dict[str, Callable[[Any, date], Lines]] = {
    "log": _log,
    "batch": _batch,
    "person": _person,
    "interaction": _amended,
    "introduction": _introduction,
    "fact": fact,
    "follow_up": follow_up,
    "occasion": _occasion,
    "circle": circle,
    "setting": setting,
    "skip": _skip,
    "undone": _undone,
    "redone": _redone,
    "deleted": _deleted,
    "merged": _merged,
}

_DONE = {
    "log": "logged",
    "batch": "logged",
    "deleted": "deleted",
    "forgotten": "forgotten",
    "merged": "merged",
    "undone": "undone",
    "redone": "redone",
    "updated": "written",
}
