"""What is interrupted: commands, the journal they are run on, and the files they make."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any, NamedTuple

from faults.injection import Outcome
from faults.rooms import NOTHING, PEOPLE, SECRET, Room, populate, program, told
from reltrack.database.connection import open_to_write

LATER = """
from reltrack.database import connection, migrate, schema
scripts = migrate._scripts()
version = schema.VERSION + 1
migrate._scripts = lambda: [*scripts, (version, "ALTER TABLE person ADD COLUMN pronoun TEXT;")]
for module in (connection, migrate, schema):
    module.VERSION = version
"""
"""A program of the next version."""


class Deed(NamedTuple):
    """A command, and what must be so before it."""

    words: tuple[str, ...]
    prepare: Callable[[Room], None]
    before: str = ""
    """Code that is run first in the program's process."""
    makes: str | None = None
    """The file it writes beside the journal; the journal stays as it is then."""

    @property
    def command(self) -> list[str]:
        return [*program(self.before), *self.words]


def nothing(room: Room) -> None:
    """No journal yet."""
    del room


def ready(room: Room) -> None:
    """A journal whose backup of the day is made."""
    populate(room)
    room.do("note", "grace-hopper", f"sails to {SECRET}")


def to_undo(room: Room) -> None:
    ready(room)
    room.do("merge", "ana-lima", "zelda-quist")


def to_import(room: Room) -> None:
    """A file of some sixty records, and a journal that knows a few of them."""
    populate(room)
    room.do("export", "jsonl", "-o", room.folder / "other.jsonl")
    room.journal.unlink()
    room.do("log", "-w", "Olga Other", SECRET)


def to_import_first(room: Room) -> None:
    """The same file, and no journal yet."""
    to_import(room)
    room.journal.unlink()


def to_restore(room: Room) -> None:
    """A backup with fewer records than the journal of now."""
    populate(room)
    room.do("backup", room.folder / "older.db")
    room.do("delete", "bob-stone", "--yes")


def to_overwrite(room: Room) -> None:
    """An older copy and an older export in the place of the new ones."""
    populate(room)
    room.do("backup", room.folder / "copy.db")
    room.do("export", "-o", room.folder / "export.json")
    room.do("note", "grace-hopper", f"sails to {SECRET}")


DEEDS = {
    "first log": Deed(("log", "-w", "Ana Lima", SECRET, "--fact", SECRET), nothing),
    "log": Deed(
        ("log", f"Tea with Ana Lima #{SECRET}", "--promise", SECRET, "--fact", SECRET), populate
    ),
    "edit": Deed(("edit", "ana-lima", "--tag", "new", "--alias", "Annie", "--city", SECRET), ready),
    "merge": Deed(("merge", "ana-lima", "zelda-quist"), ready),
    "undo": Deed(("undo",), to_undo),
    "import": Deed(("import", "{room}/other.jsonl"), to_import),
    "first import": Deed(("import", "{room}/other.jsonl"), to_import_first),
    "migrate": Deed(("people",), ready, before=LATER),
    "backup": Deed(("backup",), ready),
    "backup FILE": Deed(("backup", "{room}/copy.db", "--force"), to_overwrite, makes="copy.db"),
    "restore": Deed(("restore", "{room}/older.db", "--yes"), to_restore),
    "forget": Deed(("forget", "jose-nunez", "--yes"), ready),
    "export -o": Deed(("export", "-o", "{room}/new.json"), ready, makes="new.json"),
    "export -o --force": Deed(
        ("export", "-o", "{room}/export.json", "--force"), to_overwrite, makes="export.json"
    ),
}


class Stage:
    """A deed set up: how things are before, and how a run to the end leaves them."""

    def __init__(self, name: str, room: Room) -> None:
        self.name, self.room = name, room
        self.deed = DEEDS[name]
        self.command = [word.replace("{room}", str(room.folder)) for word in self.deed.command]
        self.deed.prepare(room)
        room.save()
        self.before, self.product_before = told(room.journal), self.product()
        self.copies_before = len(room.backups())
        self.midway = self.before if self.before != NOTHING else empty(room)
        """A journal is made before the first entry is written to it."""

    def run(self, **options: Any) -> Outcome:
        """Run the command as it is."""
        done = subprocess.run(
            self.command,
            env=self.room.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            **options,
        )
        return Outcome(done.returncode, done.stdout, done.stderr, hit=True)

    def finished(self) -> None:
        """Remember how a run to the end has left things."""
        self.after, self.product_after = told(self.room.journal), self.product()
        changed = (self.before, self.product_before) != (self.after, self.product_after)
        assert changed or len(self.room.backups()) > self.copies_before

    def product(self) -> str | None:
        """Return what is in the file that is made: there whole, or not at all."""
        if self.deed.makes is None:
            return None
        path = self.room.folder / self.deed.makes
        if path.suffix == ".db":
            return told(path)
        return path.read_text("utf-8") if path.exists() else NOTHING


def empty(room: Room) -> str:
    """Return what a journal tells in which nothing is written yet."""
    path = room.folder.with_name("empty.db")
    open_to_write(path).close()
    return told(path)


PRIVATE = (SECRET, *PEOPLE)
