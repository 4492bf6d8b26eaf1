"""Whatever is typed, in whatever order: the journal stays sound, and every step can be turned."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reltrack.database.connection import open_to_write
from reltrack.database.contents import RECORDS
from reltrack.database.rhythms import contact_days
from reltrack.domain import rhythm
from reltrack.write.undo import redo, undo
from running import ask, done, invoke
from states import derived, state_hash

REFUSED = {2, 3, 4, 5, 6}
"""What a command may answer that did nothing; anything else is a fault of the program."""

BEGINNING = [
    ["add", "Ana Lima", "--birthday", "--03-14", "--circle", "peer", "--company", "Initech"],
    ["add", "Bob Stone", "--introduced-by", "ana", "--email", "b@x.example", "--every", "3w"],
    ["log", "-w", "ana", "-w", "bob", "mail", "--in", "-v", "email", "--fact", "ana: kids #sea"],
    ["log", "-w", "Chen Wei", "Café talk about Bob Stone", "--on", "2026-06-01", "--promise", "x"],
]  # fmt: skip
STAMPS = {"created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z"}
IMPORTED = [
    {"record": "journal", "format": "reltrack", "version": 1, "last_number": 60},
    {"record": "person", "id": 51, "uid": "p-51", "slug": "dana-fox", "name": "Dana Fox",
     "status": "new", "added_on": "2026-01-05", "aliases": ["Annie"], "circles": ["peer"],
     "contact_points": [{"kind": "email", "value": "d@x.example", "label": None}], **STAMPS},
    {"record": "person", "id": 52, "uid": "p-52", "slug": "ana-lima", "name": "Ana Lima",
     "status": "active", "added_on": "2026-01-05", "active_on": "2026-01-05",
     "introduced_by": 51, **STAMPS},
    {"record": "interaction", "id": 53, "uid": "e-53", "date": "2026-01-06", "text": "Café talk",
     "people": [51, 52], "tags": ["sea"], "source": "typed", **STAMPS},
    {"record": "fact", "id": 54, "uid": "f-54", "person": 51, "text": "two kids",
     "heard_on": "2026-01-06", "interaction_id": 53, **STAMPS},
    {"record": "occasion", "id": 55, "uid": "o-55", "person": 52, "kind": "birthday", "month": 3,
     "day": 14, "year": 1980, "closings": [
         {"occurs_on": "2026-03-14", "closed_on": "2026-03-15"}], **STAMPS},
    {"record": "introduction", "id": 56, "uid": "i-56", "introducer": 51, "person": 52,
     "proposed_on": "2026-01-07", "why": "both sail", **STAMPS},
    {"record": "tombstone", "uid": "p-99", "deleted_at": "2026-01-05T09:00:00Z"},
]  # fmt: skip
BATCH = [
    {"with": ["Bob Stone"], "text": "mail", "date": "2026-02-01", "via": "email", "source_id": "1"},
    {"with": ["Yan Wu", "Ana Lima"], "text": "lunch", "date": "2026-02-03", "tags": ["x"]},
]

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Bob,Stone,https://www.linkedin.com/in/bob,b@x.example,Globex,Cook,03 Feb 2024\n"
    "Eve,Young,https://www.linkedin.com/in/eve,,Acme,,26 Nov 2022\n"
)

# Who and what there is at that moment is looked up when it is typed: the first, the second, ...
who = st.integers(0, 4).map("PERSON {}".format) | st.just("nobody")
which = st.integers(0, 15).map("RECORD {}".format) | st.just("4711")
name = st.sampled_from(["Ana Lima", "Bob Stone", "Ana Ortiz", "Zoë Quinn", "Annie"])
day = st.sampled_from(["today", "yesterday", "3d", "2026-03-01", "2026-06-01", "2026-07-15"])
text = st.sampled_from(["Coffee with Ana Lima", "called Bob", "Zoë sails #sea", "@chen-wei, Bob"])


def words(*parts):
    """A command line of words, some of them drawn, and of parts that are there or not."""
    drawn = [part if isinstance(part, st.SearchStrategy) else st.just(part) for part in parts]
    return st.tuples(*drawn).map(
        lambda found: [w for part in found for w in ([part] if isinstance(part, str) else part)]
    )


def maybe(*parts):
    return st.just([]) | words(*parts)


CARD = [
    maybe("--circle", "peer"), maybe("--tag", "sea"), maybe("--alias", "Annie"),
    maybe("--every", "3w"), maybe("--email", "a@x.example"), maybe("--introduced-by", who),
    maybe("--birthday", st.sampled_from(["1980-03-14", "--03-14", "14 april"])),
    maybe("--company", st.sampled_from(["Acme", ""])), maybe("--met", day),
]  # fmt: skip
COMMANDS = [
    words(
        "log", text, maybe("-w", who), maybe("-w", name), maybe("--on", day),
        maybe("-v", st.sampled_from(["email", "touch", "coffee"])), maybe("--in"),
        maybe("-p", "Łódź"), maybe("--fact", "sails"), maybe("--promise", "the deck"),
        maybe("--new"), maybe("--done", which),
    ),
    words("log", "Talk about Ana Lima", "--broadcast"),
    words("log", "--batch", "-"),
    words("add", name, *CARD, maybe("--new")),
    words("edit", who, *CARD, maybe("--no-circle", "peer"), maybe("--no-every")),
    words("rename", who, name),
    words("merge", who, who),
    words("merge", who, who),
    words("delete", which, "--yes"),
    words("delete", who, "--yes"),
    words(st.sampled_from(["archive", "unarchive"]), who),
    words("triage", who, "--every", "90d"),
    words("circle", "peer", maybe(who), maybe("--every", "30d"), maybe("--remove")),
    words("note", who, "sails to Kraków #sea"),
    words(st.sampled_from(["promise", "waiting", "plan"]), who, "the deck", maybe("--by", "fri")),
    words("reply", who),
    words("skip", who, maybe("--because", "busy")),
    words("done", who | which),
    words(
        "amend", maybe(which), maybe("--on", day), maybe("--with", who), maybe("--text", text),
        maybe("--via", st.sampled_from(["touch", ""])),
    ),
    words("import", "FILE"),
    words("import", "linkedin", "SHEET"),
    words("occasion", who, "milestone", day, "--label", "new job"),
    words("congrats", who, "on the award"),
    words("intro", who, who, "--why", "both sail"),
    words("intro", who, "--from", who),
    words("share", "https://x.example/a", "--about", "sea", "--to", who),
    words("forget", who, "--yes", maybe("--redact")),
    *(st.just([verb]) for verb in ("undo", "undo", "undo", "redo", "redo")),
]  # fmt: skip


def held(db):
    """What the journal holds, once it is known to hold together."""
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for person, *kept, _ in connection.execute("SELECT * FROM rhythm"):
            days = contact_days(connection, person)
            summary = rhythm.summarise(rhythm.gaps_between(days))
            assert tuple(kept) == (days[0] if days else None, *summary)
        return state_hash(connection), derived(connection)


@cache
def beginning():
    """A journal to begin with, made once."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "journal.db"
        for command in BEGINNING:
            done(*command, db=db)
        return db.read_bytes()


class History:
    """A journal, the states it went through, and which of them it is in."""

    def __init__(self, folder):
        self.db = folder / "journal.db"
        self.db.write_bytes(beginning())
        self.file = folder / "journal.jsonl"
        self.file.write_text("".join(json.dumps(record) + "\n" for record in IMPORTED))
        self.sheet = folder / "Connections.csv"
        self.sheet.write_text(CONNECTIONS)
        self.states = [held(self.db)]
        self.place = 0

    def take(self, command):
        before = self._numbers("SELECT max(id) FROM operation")
        typed = [self._typed(word) for word in command]
        lines = "".join(json.dumps(line) + "\n" for line in BATCH)
        possible = True
        if command[0] in ("undo", "redo"):
            place = self.place + (1 if command[0] == "redo" else -1)
            possible = 0 <= place < len(self.states)
            if command[0] == "undo" and not possible:  # there is more, from before it began
                return
        result = invoke(*typed, db=self.db, stdin=lines)
        now = held(self.db)
        assert result.code in (REFUSED if result.code else {0}), (typed, result)
        if command[0] in ("undo", "redo"):
            assert result.code == (0 if possible else 5), (typed, result)
            self.place = place if possible else self.place
        elif command[0] == "forget" and not result.code:
            self.states, self.place = [now], 0
        elif self._numbers("SELECT max(id) FROM operation") != before:
            assert not result.code, (typed, result)
            self.place += 1
            self.states[self.place :] = [now]
        assert now == self.states[self.place], (typed, result)

    def turn_all(self):
        """Go back to the first state, forth to the last, and back to where it was."""
        here, last = self.place, len(self.states) - 1
        with closing(open_to_write(self.db)) as db:
            for turn, steps in (
                (undo, range(here - 1, -1, -1)),
                (redo, range(1, last + 1)),
                (undo, range(last - 1, here - 1, -1)),
            ):
                for place in steps:
                    turn(db)
                    assert (state_hash(db), derived(db)) == self.states[place]

    def _typed(self, word):
        kind, _, place = word.partition(" ")
        if kind in ("FILE", "SHEET"):
            return str(self.file if kind == "FILE" else self.sheet)
        if kind not in ("PERSON", "RECORD"):
            return word
        tables = ("person",) if kind == "PERSON" else RECORDS
        column = "slug" if kind == "PERSON" else "id"
        found = [n for t in tables for n in self._numbers(f"SELECT {column} FROM {t} ORDER BY id")]
        return str(found[int(place) % len(found)]) if found else "nobody"

    def _numbers(self, query):
        with closing(sqlite3.connect(self.db)) as connection:
            return [number for (number,) in connection.execute(query)]


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(COMMANDS), min_size=5, max_size=14))
def test_any_history(commands):
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder))
        for command in commands:
            history.take(command)
        history.turn_all()
        states = {check["name"]: check["state"] for check in ask("doctor", db=history.db)}
        assert "problem" not in states.values(), states
        document = done("export", db=history.db).out
        copy = Path(folder) / "copy.db"
        done("import", "-", db=copy, stdin=document)
        assert done("export", db=copy).out == document
