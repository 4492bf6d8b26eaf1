"""Plain paragraphs for mail, screen readers and echoes: no boxes, colour or columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from reltrack.domain.text import visible
from reltrack.render import echo, wording
from reltrack.render.breaking import wrapped
from reltrack.render.kinds import CARE, ECHOES, Data, Kind, Outcome
from reltrack.render.wording import dated, joined

if TYPE_CHECKING:
    from reltrack.domain.answers import RecordName
    from reltrack.domain.records import Origin, Person, Setting, Step

WIDEST = 100
"""Longer lines are hard to read."""

NARROWEST = 20
_ENDLESS = 1_000_000

_DEEPEST = 8  # blanks before a line

Paragraph = Iterable[str]


def render(
    kind: Kind, data: Data, *, today: date, width: int | None, outcome: Outcome = "written"
) -> str:
    """Return the paragraphs that say a record, a list or a page, wrapped to the width if any."""
    paragraphs: Iterable[Paragraph]
    if kind in CARE:
        from reltrack.render import care

        paragraphs = care.paragraphs(kind, data, today, outcome)
    elif kind in ECHOES:
        paragraphs = [echo.render(kind, data, today=today, outcome=outcome)]
    elif kind in _EACH:
        paragraphs = [_EACH[kind](each, today) for each in data]
        paragraphs = paragraphs or [[wording.NOTHING[kind]]]
    else:
        from reltrack.render import text_pages

        paragraphs = text_pages.paragraphs(kind, data, today)
    room = _ENDLESS if width is None else max(min(width, WIDEST), NARROWEST)
    return "\n".join("".join(flow(paragraph, room)) for paragraph in paragraphs)


def flow(lines: Iterable[str], room: int) -> Iterator[str]:
    """Yield lines wrapped at words, all but the first of a paragraph indented.

    What begins with blanks keeps them, on all its lines.
    """
    indent = ""
    for line in lines:
        told = line.lstrip(" ")
        margin = " " * min(len(line) - len(told), _DEEPEST)
        for part in wrapped(visible(told), room - 2 - len(margin)) if told else ():
            yield f"{indent}{margin}{part}\n"
            indent = "  "


def _people(person: Person, today: date) -> Paragraph:
    status = "" if person["status"] == "active" else f", {person['status']}"
    yield f"{person['name']} ({person['slug']}){status}"
    yield joined((person["title"], person["company"], person["city"]), ", ")
    yield f"last contact: {wording.last_contact(person, today)}, {wording.rhythm(person)}"
    yield joined((", ".join(person["circles"]), wording.tags(person["tags"])), ", ")


def _triage(person: Person, today: date) -> Paragraph:
    work = joined((person["title"], person["company"]), ", ")
    yield joined((f"{person['name']} ({person['slug']})", work), ", ")
    yield wording.how_met(person, today)


def _search(hit: dict[str, Any], today: date) -> Paragraph:
    return _EACH[_HITS[hit["record"]]](hit, today)


def _steps(step: Step, today: date) -> Paragraph:
    when = dated(wording.local_day(step["at"]), today)
    yield f"{step['state']} {when}: {step['command']}"
    yield step["summary"]


def _paths(origin: Origin, _today: date) -> Paragraph:
    yield f"{origin['what']}: {origin['path']}"
    yield f"({origin['source']}{'' if origin['exists'] else ', not there yet'})"


def _schemas(one: RecordName, _today: date) -> Paragraph:
    yield f"{one['record']}: {one['meaning']}"


def _settings(setting: Setting, today: date) -> Paragraph:
    yield from echo.setting(setting, today)
    yield setting["meaning"]


_EACH: dict[str, Callable[[Any, date], Paragraph]] = {
    "people": _people,
    "people_chosen": _people,
    "triage": _triage,
    "history": echo.interaction,
    "search": _search,
    "facts": echo.fact,
    "follow_ups": echo.follow_up,
    "occasions": echo.occasion,
    "circles": echo.circle,
    "steps": _steps,
    "paths": _paths,
    "settings": _settings,
    "schemas": _schemas,
}
_HITS = {
    "interaction": "history",
    "fact": "facts",
    "follow_up": "follow_ups",
    "person": "people",
}
