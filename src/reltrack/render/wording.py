"""How things are said to a person, whatever the layout: dates, names, what to type next."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from reltrack.domain.day_words import MONTHS, day_name, relative_day, span
from reltrack.domain.durations import say_every

if TYPE_CHECKING:
    from reltrack.domain.records import (
        DueItem,
        Fact,
        FollowUp,
        Interaction,
        Occasion,
        Person,
        PersonRef,
        Setting,
    )

TYPED = "reltrack "
"""Lines that begin so are for copying and never broken."""

OLD_FACT_DAYS = 365
"""What was heard longer ago than this may have changed."""

NOTHING = {
    "people": "nobody here yet: reltrack log, or reltrack add",
    "people_chosen": "nobody fits; everybody: reltrack people --all",
    "triage": "nobody waits for triage",
    "history": "no entries",
    "search": "nothing found",
    "facts": "nothing noted yet: reltrack note",
    "follow_ups": "nothing is open",
    "occasions": "no dates ahead: reltrack occasion",
    "circles": "no circles yet: reltrack circle",
    "steps": "nothing to undo",
    "paths": "no files",
    "schemas": "no records",
    "settings": "nothing is set",
    "backups": "no backups yet: reltrack backup",
    "checks": "nothing to check",
    "rhythms": "no cadence is set yet: reltrack edit NAME --every 6w, reltrack circle",
}
"""What to say of an empty list."""

MANY_SKIPS = 3
"""Skips in a row after which something else may suit better."""

_PROMISED = {
    "promise": "you promised",
    "reply": "you owe an answer",
    "waiting": "you are waiting for",
    "plan": "you planned to meet",
}


def number(record_id: int | None) -> str:
    """Return a record's number as it is written: `#41`; empty before it has one."""
    return "" if record_id is None else f"#{record_id}"


def counted(count: int, one: str, many: str) -> str:
    """Return a number and its noun."""
    return f"{count} {one if count == 1 else many}"


def setting(setting: Setting) -> str:
    """Return the value of a setting, as it is typed."""
    value = setting["value"]
    return ", ".join(value) if isinstance(value, list) else str("" if value is None else value)


def amounts(counts: Mapping[str, int]) -> str:
    """Return `3 entries, 1 fact` of counts by kind; what there is none of is left out."""
    return ", ".join(
        counted(count, _ONE.get(kind, kind.removesuffix("s")), kind).replace("_", "-")
        for kind, count in counts.items()
        if count
    )


_ONE = {"entries": "entry", "people": "person", "aliases": "alias"}


def day(iso: str) -> str:
    """Return `Fri 20 Nov 2026`."""
    return day_name(date.fromisoformat(iso))


def ago(iso: str, today: date) -> str:
    """Return `2 days ago`."""
    return relative_day(date.fromisoformat(iso), today=today)


def dated(iso: str, today: date) -> str:
    """Return `Fri 20 Nov 2026 (2 days ago)`."""
    return f"{day(iso)} ({ago(iso, today)})"


def local_day(instant: str) -> str:
    """Return the local date of an instant in UTC."""
    return datetime.fromisoformat(instant).astimezone().date().isoformat()


def month_of(iso: str) -> str:
    """Return `Nov 2026`."""
    return day(iso).split(" ", 2)[2]


def yearly(year: int | None, month: int, day_of_month: int | None) -> str:
    """Return `14 March 1980`, as much of it as is known."""
    return " ".join(str(part) for part in (day_of_month, MONTHS[month - 1], year) if part)


def birthday(text: str) -> str:
    """Return a stored birthday (`1980-03-14`, `--03-14`, `--03`, `1980-03`) as it is said."""
    year, month, *rest = text.replace("--", "-", 1).split("-")
    return yearly(int(year) if year else None, int(month), int(rest[0]) if rest else None)


def names(people: Sequence[PersonRef]) -> str:
    """Return `Ana Lima, Bob Stone and Carla Diaz`."""
    *first, last = [person["name"] for person in people] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def joined(parts: Iterable[str | None], by: str) -> str:
    """Join what there is."""
    return by.join(part for part in parts if part)


def tags(of: Sequence[str]) -> str:
    """Return `#move #porto`."""
    return " ".join(f"#{tag}" for tag in of)


def sentence(text: str, *, capital: bool = True) -> str:
    """Return the text with a capital and a full stop."""
    text = text[:1].upper() + text[1:] if capital else text
    return text if text.endswith((".", "!", "?", "…", "。")) else f"{text}."


def cells(text: str) -> int:
    """Return how many columns of a terminal the text takes, or a little more."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else unicodedata.combining(c) == 0
        for c in text
    )


def shortened(text: str, room: int | None) -> str:
    """Return on one line as many whole words as fit in `room` columns, `…` for the rest."""
    text = " ".join(text.split())
    if room is None or cells(text) <= room:
        return text
    taken = place = 0
    while taken < room:
        taken += cells(text[place])
        place += 1
    head, _, tail = text[: place - 1].rpartition(" ")
    kept = head if head and cells(tail) < room / 2 else text[: place - 1]
    return f"{kept.rstrip(' ,;:-')}…"


def body(text: str, *, most: int | None = None, room: int | None = None) -> list[str]:
    """Return the lines of a text: at most so many, each in so many columns, `…` for the rest."""
    found = text.strip().split("\n")
    if room is not None:
        found = [shortened(line, room) for line in found]
    if most is None or len(found) <= most:
        return found
    return [*found[: most - 1], f"{found[most - 1].removesuffix('…')} …"]


def headline(entry: Interaction, today: date, *, by: str = " · ") -> str:
    """Return `Fri 20 Nov 2026 (2 days ago) · 14:30 · coffee · Lisbon`."""
    return joined((dated(entry["date"], today), entry["time"], entry["via"], entry["place"]), by)


def company(entry: Interaction) -> str:
    """Return who was there and who was spoken of: `with Ana Lima, mentioned Bob Stone`."""
    present = names(entry["people"])
    spoken_of = names(entry["mentioned"])
    parts = (
        present and f"with {present}",
        entry["broadcast"] and not present and "a broadcast",
        spoken_of and f"mentioned {spoken_of}",
    )
    return joined((part or None for part in parts), "; ")


def marks(entry: Interaction) -> str:
    """Return tags not in the text, who reached out, and giving: `#move, they reached out`."""
    reached = {"me": "you reached out", "them": "they reached out"}
    gave = {"gave": "you gave", "asked": "you asked", "promoted": "you promoted"}
    text = entry["text"].casefold()
    said = (
        tags([tag for tag in entry["tags"] if f"#{tag}" not in text]),
        reached.get(entry["initiated"] or ""),
        gave.get(entry["mark"] or ""),
    )
    return joined(said, ", ")


def put_off(times: int) -> str:
    """Return what may suit better than yet another skip."""
    return f"not now, {times} times in a row: a longer rhythm, another channel, or letting go"


def how_met(who: Person, today: date) -> str:
    """Return `met Tue 3 Mar 2020 (6 years ago), at the meetup, introduced by Bob Stone`."""
    by = who["introduced_by"]
    parts = (
        who["met_on"] and dated(who["met_on"], today),
        who["how_met"],
        by and f"introduced by {by['name']}",
    )
    told = joined((part or None for part in parts), ", ")
    return f"met {told}" if told else ""


def rhythm(who: Person | DueItem) -> str:
    """Return how often you are, or mean to be, in touch: `usually every 3 weeks`."""
    if who["rhythm_source"] == "default":
        return "no rhythm yet"
    days = round(who["usual_days"])
    if who["rhythm_source"] == "learned":
        return f"usually every {span(days).removeprefix('1 ')}"
    return f"meant to be {say_every(days)}"


def last_contact(who: Person, today: date) -> str:
    """Return the day of the last contact."""
    return dated(who["last_date"], today) if who["last_date"] else "not logged yet"


def fact_age(fact: Fact, today: date) -> str:
    """Return how long ago a fact was heard, and whether to ask again."""
    heard = ago(fact["heard_on"], today)
    return f"{heard}: ask again" if fact["age_days"] > OLD_FACT_DAYS else heard


def promised(follow_up: FollowUp) -> str:
    """Return `you promised: the deck`."""
    kind, text = follow_up["kind"], follow_up["text"]
    if kind == "waiting":
        return f"you are waiting for {text or 'something'}"
    return f"{_PROMISED[kind]}: {text}" if text else _PROMISED[kind]


def deadline(follow_up: FollowUp, today: date) -> str:
    """Return by when, or since when: `by Fri 27 Nov 2026 (in 7 days)`."""
    if follow_up["closed_on"]:
        return f"closed {dated(follow_up['closed_on'], today)}"
    if follow_up["due_date"]:
        return f"by {dated(follow_up['due_date'], today)}"
    return f"since {dated(follow_up['opened_on'], today)}"


def occasion_name(occasion: Occasion) -> str:
    """Return `birthday, turns 40`."""
    name = occasion["label"] or ("a date" if occasion["kind"] == "other" else occasion["kind"])
    years = occasion["years"]
    if not years:
        return name
    if occasion["kind"] == "birthday":
        past = occasion["days_away"] is not None and occasion["days_away"] < 0
        return f"{name}, {'turned' if past else 'turns'} {years}"
    return f"{name}, {counted(years, 'year', 'years')}"


def occasion_day(occasion: Occasion, today: date) -> str:
    """Return when it next falls, and when it was acted on: `..., closed yesterday`."""
    if occasion["day"] is None:
        when = f"in {yearly(None, occasion['month'], None)}"
    elif occasion["next_date"] is None:
        when = yearly(occasion["year"], occasion["month"], occasion["day"])
    else:
        when = dated(occasion["next_date"], today)
    closed = occasion["closed_on"] and f"closed {ago(occasion['closed_on'], today)}"
    return joined((when, closed), ", ")
