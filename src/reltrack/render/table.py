"""Terminal layouts: tables where there is room, cards where there is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.text import Text

from reltrack.domain.durations import say_every
from reltrack.domain.text import visible
from reltrack.render import care, pages, wording
from reltrack.render.breaking import whole
from reltrack.render.kinds import PAGES, Data, Kind
from reltrack.render.table_due import due
from reltrack.render.table_grid import Grid
from reltrack.render.theme import (
    BRACKET,
    FAINT,
    HEADING,
    NAME,
    NARROWEST,
    NUMBER,
    TITLE,
    WIDEST,
    Column,
    Shown,
    lines,
    listing,
    painted,
    said,
    typed,
    words,
)
from reltrack.render.wording import ago, counted, dated, day, joined, names, number

if TYPE_CHECKING:
    from reltrack.domain.answers import RecordName
    from reltrack.domain.care import Backup
    from reltrack.domain.records import (
        Circle,
        Fact,
        FollowUp,
        Interaction,
        Occasion,
        Origin,
        Person,
        PersonRef,
        Setting,
        Step,
    )

Rows = Iterator[Sequence[Text]]

_ENTRY_LINES = 6  # of an entry's text, in a list
_NOTE_ROOM = 300  # columns of each
_WHOLE = 22  # columns of a name that stays on one line


def render(kind: Kind, data: Data, *, today: date, width: int, color: bool) -> str:
    """Return a list or a page laid out for a terminal of that width."""
    shown: Iterable[Shown]
    width = max(width, NARROWEST)
    if kind == "due":
        shown = due(data, today, width)
    elif kind in PAGES:
        width = min(width, WIDEST)
        shown = _page(pages.page(kind, data, today, width=width), width)
    elif not data:
        shown = [words(wording.sentence(wording.NOTHING[kind]))]
    else:
        columns, rows = _LISTS[kind]
        shown = listing(columns, list(rows(data, today)), width=width)
        if kind == "triage":
            command = f"reltrack triage {data[0]['slug']} --every 90d"
            shown = [*shown, Text(), words("To settle one:"), typed(command, width, indent=2)]
    return painted(shown, width=width, color=color)


def _number(record_id: int | None) -> Text:
    return words(number(record_id), FAINT)


def _when(iso: str | None, today: date) -> Text:
    """The day, and below it how long ago."""
    return lines([words(day(iso)), words(ago(iso, today), FAINT)]) if iso else Text()


def _people(people: Sequence[Person], today: date) -> Rows:
    alike = Counter(person["name"] for person in people)
    for person in people:
        name = [words(person["name"], NAME)]
        if alike[person["name"]] > 1:
            name.append(words(person["slug"], FAINT))
        if person["status"] != "active":
            name.append(words(person["status"], FAINT))
        last = words(wording.last_contact(person, today))
        groups = (
            *person["circles"],
            wording.tags(person["tags"]),
            person["company"],
            person["city"],
        )
        yield lines(name), last, words(wording.rhythm(person)), words(joined(groups, ", "))


def _triage(people: Sequence[Person], today: date) -> Rows:
    for person in people:
        work = (person["title"], person["company"], person["city"])
        met = [_when(person["met_on"], today), words(person["how_met"] or "", FAINT)]
        yield words(person["name"], NAME), words(joined(work, ", ")), lines(met)


def _history(entries: Sequence[Interaction], today: date) -> Rows:
    for entry in entries:
        spoken_of = entry["mentioned"] and f"mentioned {_whole(entry['mentioned'])}"
        who = [words(_whole(entry["people"]), NAME), words(spoken_of or "", FAINT)]
        text = wording.body(entry["text"], most=_ENTRY_LINES, room=_NOTE_ROOM)
        if entry["broadcast"]:
            who.insert(0, words("a broadcast"))
        yield (
            _number(entry["id"]),
            lines(
                [
                    words(day(entry["date"])),
                    words(joined((ago(entry["date"], today), entry["via"]), ", "), FAINT),
                    words(joined((entry["time"], entry["place"]), ", "), FAINT),
                ]
            ),
            lines(who),
            lines([*map(words, text), words(wording.marks(entry), FAINT)]),
        )


def _whole(people: Sequence[PersonRef]) -> str:
    """The names, none of which goes on below unless it is long."""
    return names(
        [
            {**who, "name": whole(who["name"]) if cell_len(who["name"]) <= _WHOLE else who["name"]}
            for who in people
        ]
    )


def _search(hits: Sequence[dict[str, Any]], today: date) -> Rows:
    for hit in hits:
        if hit["record"] == "interaction":
            yield from _history([hit], today)  # type: ignore[list-item]
        elif hit["record"] == "fact":
            found, who, text, heard = next(_facts([hit], today))  # type: ignore[list-item]
            yield found, heard, who, lines([text, words("a fact", FAINT)])
        elif hit["record"] == "follow_up":
            found, who, promised, state = next(_follow_ups([hit], today))  # type: ignore[list-item]
            yield found, words(day(hit["opened_on"])), who, lines([promised, state])
        else:
            work = joined((hit["title"], hit["company"], hit["city"]), ", ")
            groups = joined((*hit["circles"], wording.tags(hit["tags"])), ", ")
            told = [words(joined((work, groups), ", ")), words("a person", FAINT)]
            yield _number(hit["id"]), Text(), words(hit["name"], NAME), lines(told)


def _facts(facts: Sequence[Fact], today: date) -> Rows:
    for fact in facts:
        text = [*map(words, fact["text"].split("\n")), words(wording.tags(fact["tags"]), FAINT)]
        heard = [words(day(fact["heard_on"])), words(wording.fact_age(fact, today), FAINT)]
        yield _number(fact["id"]), words(fact["person"]["name"], NAME), lines(text), lines(heard)


def _follow_ups(follow_ups: Sequence[FollowUp], today: date) -> Rows:
    for each in follow_ups:
        who, when = words(each["person"]["name"], NAME), words(wording.deadline(each, today))
        yield _number(each["id"]), who, words(wording.promised(each)), when


def _occasions(occasions: Sequence[Occasion], today: date) -> Rows:
    for each in occasions:
        when = words(wording.occasion_day(each, today))
        yield (
            _number(each["id"]),
            words(each["person"]["name"], NAME),
            words(wording.occasion_name(each)),
            when,
        )


def _circles(circles: Sequence[Circle], _today: date) -> Rows:
    for circle in circles:
        cadence = circle["cadence_days"]
        size = counted(len(circle["people"]), "person", "people")
        yield (
            words(circle["name"], NAME),
            lines([words(say_every(cadence) if cadence else "no cadence"), words(size, FAINT)]),
            words(", ".join(person["name"] for person in circle["people"])),
        )


def _steps(steps: Sequence[Step], today: date) -> Rows:
    for step in steps:
        when = dated(wording.local_day(step["at"]), today)
        yield (
            words(when),
            words(step["command"], NAME),
            words(step["summary"]),
            words(step["state"], FAINT),
        )


def _paths(paths: Sequence[Origin], _today: date) -> Rows:
    for origin in paths:
        source = origin["source"] if origin["exists"] else f"{origin['source']}, not there yet"
        yield words(origin["what"], NAME), words(origin["path"]), words(source, FAINT)


def _schemas(found: Sequence[RecordName], _today: date) -> Rows:
    for one in found:
        yield words(one["record"], NAME), words(one["meaning"])


def _settings(settings: Sequence[Setting], _today: date) -> Rows:
    for each in settings:
        value = words(wording.setting(each))
        source = [words(f"from the {each['source']}", FAINT)] if each["source"] != "default" else []
        yield words(each["key"], NAME), value, lines([words(each["meaning"]), *source])


def _backups(backups: Sequence[Backup], today: date) -> Rows:
    for backup in backups:
        yield (
            lines([words(care.made(backup, today)), words(backup["kind"], FAINT)]),
            lines([words(care.holding(backup)), words(care.size(backup["size"]), FAINT)]),
            words(Path(backup["path"]).name),
        )


def _page(page: pages.Page, width: int) -> Iterator[Shown]:
    width = min(width, WIDEST)
    yield words(page.title, TITLE)
    yield from map(words, page.under)
    for section in page.sections:
        yield Text()
        if section.title:
            yield words(section.title, HEADING)
        if isinstance(section, pages.Table):
            columns = [_WHO._replace(title=section.columns[0]), *map(_words, section.columns[1:])]
            cells = [[words(row[0], NAME), *map(words, row[1:])] for row in section.rows]
            yield from listing(columns, cells, width=width, indent=2)
            continue
        longest = max(cell_len(visible(row.label)) for row in section.rows)
        label = min(longest, width // 3)
        room = width - label - 4
        rows = [
            [words(row.label, FAINT), lines(said(line, room) for line in row.lines)]
            for row in section.rows
        ]
        yield Grid(rows, [label, room], indent=2)
    if page.below:
        yield Text()
    yield from (said(line, width, indent=2) for line in page.below)


_NUMBER = Column(NUMBER)
_WHO = Column("Who", breaks=" ", whole=True)
_WHEN = Column("When", breaks=BRACKET)


def _words(title: str) -> Column:
    return Column(title, breaks=" ")


def _prose(title: str) -> Column:
    return Column(title, breaks=" ", prose=True)


_LISTS: dict[str, tuple[Sequence[Column], Callable[[Any, date], Rows]]] = {
    "people": (
        [_WHO, Column("Last contact", breaks=BRACKET), _words("Rhythm"), _words("About")],
        _people,
    ),
    "triage": ([_WHO, _words("About"), _words("Met")], _triage),
    "history": ([_NUMBER, _words("When"), _WHO, _prose("Entry")], _history),
    "search": ([_NUMBER, _words("When"), _WHO, _prose("Found")], _search),
    "facts": ([_NUMBER, _WHO, _prose("Fact"), Column("Heard")], _facts),
    "follow_ups": ([_NUMBER, _WHO, _words("What"), _WHEN], _follow_ups),
    "occasions": ([_NUMBER, _WHO, _words("What"), _WHEN], _occasions),
    "circles": (
        [_WHO._replace(title="Circle"), Column("Cadence"), _words("Who")],
        _circles,
    ),
    "steps": ([_WHEN, Column("Command"), _words("What"), Column("State")], _steps),
    "paths": ([Column("What"), _WHO._replace(title="Path"), _words("From")], _paths),
    "schemas": ([_WHO._replace(title="Record"), _words("Meaning")], _schemas),
    "settings": ([_WHO._replace(title="Setting"), _words("Value"), _words("Meaning")], _settings),
    "backups": ([_WHEN, _words("Holds"), _WHO._replace(title="Name")], _backups),
}
