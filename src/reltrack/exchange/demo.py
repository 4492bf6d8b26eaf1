"""The journal of `demo`: a story of invented people, written down as if it had been lived.

The story is in demo.toml, told in days before today, so that the journal always looks alive. Each
of its steps is one of its own, on its own evening: `undo` and `due --as-of` work as in any journal.
"""

from __future__ import annotations

import os
import sqlite3
import tomllib
from calendar import isleap
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from reltrack.clock import uuid7
from reltrack.database.connection import open_in_memory
from reltrack.database.recording import Operation, change
from reltrack.domain import channels
from reltrack.domain.day_words import day_name
from reltrack.domain.drafts import EntryDraft, NewFact, NewFollowUp, contact_key
from reltrack.domain.records import FollowUpKind, Status
from reltrack.domain.sentence import tags_in
from reltrack.domain.text import fold, slugify
from reltrack.errors import JournalError, RefusedError
from reltrack.tuples import NamedTuple
from reltrack.write.log import add_fact, close, log
from reltrack.write.loops import open_follow_up, skip
from reltrack.write.newcomers import add_person

Table = dict[str, Any]
"""A table of the story, as it stands in the file."""

_EVENING = time(18)
_LOOPS: tuple[FollowUpKind, ...] = ("promise", "waiting", "plan")


class Step(Protocol):
    """Writes one thing down and returns what `undo` would say."""

    def __call__(self, operation: Operation, day: str) -> str:
        """Write it, dated that day."""


class Event(NamedTuple):
    """What was done one day."""

    days_ago: int
    command: str
    step: Step


def make_journal(path: Path, *, today: date) -> None:
    """Make the journal, private, where there is no file yet.

    Raises:
        RefusedError: there is one.
        JournalError: it cannot be written.
    """
    with closing(open_in_memory()) as db:
        _tell(db, today)
        content = db.serialize()
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise
    except FileExistsError:
        raise RefusedError(
            f"there is a file already: {path}", hint="give the path of a new one with --at"
        ) from None
    except OSError as error:
        raise JournalError(
            f"cannot make the journal {path}: {(error.strerror or 'fault').lower()}",
            hint="give another path with --at",
        ) from None


def _tell(db: sqlite3.Connection, today: date) -> None:
    for event in sorted(_events(today), key=lambda event: -event.days_ago):
        day = today - timedelta(event.days_ago)
        with change(db, event.command, now=datetime.combine(day, _EVENING)) as operation:
            operation.summary = event.step(operation, day.isoformat())


def _events(today: date) -> Iterator[Event]:
    """Yield what was done; of one day, in the order in which it was."""
    story: Table = tomllib.loads(Path(__file__).with_name("demo.toml").read_text("utf-8"))
    told = _Telling(today)
    people = story["people"]
    for name, days in story["circles"].items():
        first = max(person["added"] for person in people)
        yield Event(first, "circle", partial(told.circle, name=name, cadence_days=days or None))
    for person in people:
        yield Event(person["added"], "add", partial(told.person, person=person))
    for intro in story["introductions"]:
        first = intro.get("proposed", intro.get("made"))
        yield Event(first, "intro", partial(told.introduction, intro=intro))
    for person in people:
        name = person["name"]
        for days, text in person.get("facts", ()):
            yield Event(days, "note", partial(told.fact, name=name, text=text))
        for days, text, *said in person.get("entries", ()):
            yield Event(days, "log", partial(told.entry, names=[name], text=text, said=dict(*said)))
        for loop in person.get("loops", ()):
            yield Event(loop["day"], loop["kind"], partial(told.loop, name=name, loop=loop))
        for rest in person.get("skips", ()):
            yield Event(rest["day"], "skip", partial(told.skip, name=name, rest=rest))
        if "archived" in person:
            yield Event(person["archived"], "archive", partial(told.archive, name=name))
    for days, text, *said in story["broadcasts"]:
        yield Event(days, "log", partial(told.entry, names=[], text=text, said=dict(*said)))


class _Telling:
    """The steps; people are called by their whole name or by its first word."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._numbers: dict[str, int] = {}

    def circle(
        self, operation: Operation, _day: str, *, name: str, cadence_days: int | None
    ) -> str:
        _insert(operation, "circle", name=name, cadence_days=cadence_days)
        return f"circle {name}"

    def person(self, operation: Operation, day: str, *, person: Table) -> str:
        name: str = person["name"]
        first_name: str = person.get("formerly", name)
        status: Status = "new" if person.get("new") else "active"
        number = add_person(operation, first_name, added_on=day, status=status)
        self._numbers[name] = self._numbers[name.split()[0]] = number
        _update(
            operation,
            number,
            met_on=self._ago(person.get("met")),
            cadence_days=person.get("every"),
            introduced_by=self._number(person.get("introduced_by")),
            **person["card"],
        )
        for circle in person.get("circles", ()):
            _insert(operation, "circle_member", person_id=number, circle=circle)
        for tag in person.get("tags", ()):
            _insert(operation, "person_tag", person_id=number, tag=tag)
        for alias in person.get("aliases", ()):
            _insert(operation, "alias", person_id=number, name=alias, key=fold(alias))
        for position, (kind, value) in enumerate(person.get("contacts", {}).items()):
            _insert(
                operation,
                "contact_point",
                person_id=number,
                kind=kind,
                key=contact_key(kind, value),
                value=value,
                position=position,
            )
        for occasion in person.get("occasions", ()):
            self._occasion(operation, number, occasion)
        if "formerly" in person:
            _rename(operation, number, person["formerly"], name)
        return f"add {name}"

    def _occasion(self, operation: Operation, person: int, occasion: Table) -> None:
        """Write a date down: so many days from today, or only its month where `in` is missing."""
        kind = occasion["kind"]
        day = self._today + timedelta(occasion.get("in", 0))
        year = day.year - occasion["years"] if "years" in occasion else None
        if kind == "milestone":
            year = day.year
        elif (day.month, day.day) == (2, 29) and year is not None and not isleap(year):
            year = None
        _record(
            operation,
            "occasion",
            person_id=person,
            kind=kind,
            label=occasion.get("label"),
            year=year,
            month=day.month,
            day=day.day if "in" in occasion else None,
            lead_days=occasion.get("lead"),
        )

    def introduction(self, operation: Operation, day: str, *, intro: Table) -> str:
        _record(
            operation,
            "introduction",
            introducer_id=self._number(intro.get("introducer")),
            person_id=self._number(intro["person"]),
            other_id=self._number(intro.get("other")),
            why=intro["why"],
            proposed_on=day,
            made_on=self._ago(intro.get("made")),
            met_on=self._ago(intro.get("met")),
            thanked_on=self._ago(intro.get("thanked")),
        )
        return f"intro of {intro['person']}"

    def entry(
        self, operation: Operation, day: str, *, names: list[str], text: str, said: Table
    ) -> str:
        present = [self._numbers[name] for name in (*names, *said.get("with", ()))]
        via, initiated, due_on = channels.leading(text), said.get("initiated"), self._due(said)
        follow_ups = [
            NewFollowUp(kind, present[0], said[kind], due_on) for kind in _LOOPS if kind in said
        ]
        if initiated == "them" and channels.opens_reply(via) and not said.get("answered"):
            follow_ups += [NewFollowUp("reply", who, "", automatic=True) for who in present]
        draft = EntryDraft(
            date=day,
            time=said.get("time"),
            text=text,
            via=via,
            place=said.get("place"),
            present=present,
            mentioned=[self._numbers[name] for name in said.get("mentions", ())],
            tags=tags_in(text),
            initiated=initiated,
            mark=said.get("mark"),
            broadcast=not present,
            facts=[NewFact(present[0], fact) for fact in said.get("facts", ())],
            follow_ups=follow_ups,
        )
        number = log(operation, draft, today=day).entry
        if kind := said.get("done"):
            (loop,) = operation.db.execute(
                "SELECT max(id) FROM follow_up WHERE person_id = ? AND kind = ?",
                [present[0], kind],
            ).fetchone()
            close(operation, loop, on=day)
        return f"log #{number}" + (f" with {', '.join(names)}" if names else "")

    def fact(self, operation: Operation, day: str, *, name: str, text: str) -> str:
        number = add_fact(operation, self._numbers[name], text, heard_on=day)
        return f"note #{number} about {name}"

    def loop(self, operation: Operation, day: str, *, name: str, loop: Table) -> str:
        number = open_follow_up(
            operation,
            loop["kind"],
            self._numbers[name],
            loop["text"],
            due_on=self._due(loop),
            opened_on=day,
        )
        return f"{loop['kind']} #{number} with {name}"

    def skip(self, operation: Operation, day: str, *, name: str, rest: Table) -> str:
        until = self._today + timedelta(rest["until"])
        back, reason = until.isoformat(), rest["because"]
        skip(operation, self._numbers[name], today=day, until=back, reason=reason)
        return f"skip {name} until {day_name(until)}"

    def archive(self, operation: Operation, _day: str, *, name: str) -> str:
        _update(operation, self._numbers[name], status="archived")
        return f"archive {name}"

    def _number(self, name: str | None) -> int | None:
        return None if name is None else self._numbers[name]

    def _ago(self, days: int | None) -> str | None:
        return None if days is None else (self._today - timedelta(days)).isoformat()

    def _due(self, said: Table) -> str | None:
        return (self._today + timedelta(said["in"])).isoformat() if "in" in said else None


def _rename(operation: Operation, person: int, old: str, name: str) -> None:
    _update(operation, person, name=name, key=fold(name), slug=slugify(name))
    _insert(operation, "retired_slug", slug=slugify(old), person_id=person)
    _insert(operation, "alias", person_id=person, name=old, key=fold(old))


def _update(operation: Operation, person: int, **values: object) -> None:
    assignments = ", ".join(f"{column} = :{column}" for column in values)
    operation.db.execute(
        f"UPDATE person SET {assignments}, updated_at = :at WHERE id = :id",
        {**values, "at": operation.at, "id": person},
    )


def _record(operation: Operation, table: str, **values: object) -> None:
    at = operation.at
    number = operation.number()
    _insert(operation, table, id=number, uid=uuid7(), created_at=at, updated_at=at, **values)


def _insert(operation: Operation, table: str, **values: object) -> None:
    operation.db.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        list(values.values()),
    )
