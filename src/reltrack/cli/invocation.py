"""One run of one command: the options all share, and what is opened only when asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from reltrack import clock, config
from reltrack.config import ColorChoice
from reltrack.database.connection import drafted, open_in_memory, open_to_read, open_to_write
from reltrack.errors import JournalError, ReltrackError, UsageError
from reltrack.render.kinds import Data, Kind, Outcome
from reltrack.render.output import Format, Output, decide_color, width_of

if TYPE_CHECKING:
    import sqlite3

    from reltrack.database.recording import Operation


class Invocation:
    """The options every command has, and the journal, clock and output they lead to."""

    def __init__(self) -> None:
        self.db_flag: str | None = None
        self.color: ColorChoice = "auto"
        self.json = False
        self.no_pager = False
        self.fields: str | None = None
        self.format: Format | None = None
        self.dry_run = False
        self.outcome: Outcome = "looked"
        self._db: sqlite3.Connection | None = None
        self._writable = False
        self._seen: tuple[int | None, int | None] | None = None

    @classmethod
    def of(cls, context: typer.Context) -> Invocation:
        """Return the invocation a command runs in."""
        found = context.find_object(cls)
        assert found is not None
        return found

    @cached_property
    def now(self) -> datetime:
        """The moment of this run, in local time."""
        return clock.now(os.environ.get("RELTRACK_NOW"))

    @property
    def today(self) -> date:
        """The local civil day of this run."""
        return self.now.date()

    @cached_property
    def settings(self) -> config.Settings:
        """What the configuration file says."""
        return config.load(config.config_path())

    def channel(self, typed: str) -> str:
        """Return a channel under its one name."""
        from reltrack.domain import channels

        return channels.canonical(typed, channels.with_own(self.settings.channels))

    @cached_property
    def path(self) -> Path:
        """Where the journal lies."""
        if self.db_flag == "":
            raise UsageError("the path of the journal is empty", hint="--db takes a path")
        path, source = config.journal_path(self.db_flag)
        if source != "default" and not path.parent.is_dir():
            raise JournalError(
                f"the folder of the journal does not exist: {path.parent}",
                hint=f"create it, or give another path with {source}",
            )
        return path

    @property
    def db(self) -> sqlite3.Connection:
        """The journal, open for reading at least."""
        if self._db is None:
            self._db = open_to_read(self.path, now=self.now)
            self._seen = _latest(self._db)
        return self._db

    @contextmanager
    def change(self, command: str, *, bulk: bool = False) -> Iterator[Operation]:
        """Write in one transaction, one step of undo; `--dry-run` leaves no trace."""
        from reltrack.database.recording import change

        if self.fields is not None:  # told before anything is written
            raise UsageError(
                "--fields is for what is listed or shown", hint="--json prints all that was written"
            )
        if bulk and not self.dry_run and not self._writable and not self.path.exists():
            with (  # what fails leaves no empty journal behind
                drafted(self.path, now=self.now) as db,
                change(db, command, now=self.now, bulk=True) as operation,
            ):
                yield operation
            self.close()
            self.outcome = "written" if operation.changed else "unchanged"
            return
        if not self._writable:
            self.close()
            if self.dry_run and not self.path.exists():
                self._db = open_in_memory()
            else:
                self._db = open_to_write(self.path, now=self.now)
            self._writable = True
        if not self.dry_run:
            self._back_up()
        with change(self.db, command, now=self.now, dry_run=self.dry_run, bulk=bulk) as operation:
            yield operation
        self.rewritten()
        self.outcome = "written" if operation.changed else "unchanged"

    def writing_if_any(self) -> sqlite3.Connection:
        """Return the journal open for writing if there is one, for what has its own transaction.

        Otherwise an empty one: nothing to undo creates no file.
        """
        if not self._writable and self.path.exists():
            self.close()
            self._db = open_to_write(self.path, now=self.now)
            self._writable = True
            if not self.dry_run:
                self._back_up()
        db = self.db
        self.rewritten()
        return db

    def _back_up(self) -> None:
        """Keep the journal as it stands before a day's first change; never in the way of that."""
        try:
            if config.daily_backup_path(self.path, self.today).exists():
                return
            from reltrack.database.backup import daily

            daily(self.db, self.path, self.today)
        except (ReltrackError, OSError) as problem:
            from reltrack.cli import talk

            reason = getattr(problem, "strerror", None) or problem
            talk.note(f"today's backup could not be made: {reason} (reltrack doctor says more)")

    def rewritten(self) -> None:
        """Note that what is new in the journal from here on is our own."""
        self._seen = None

    def overtaken(self) -> bool:
        """Tell whether another command changed the journal between our reading and writing."""
        seen = self._seen
        self.close()
        return seen is not None and _latest(self.db) != seen

    def close(self) -> None:
        """Let go of the journal, so that nobody waits while output is read."""
        if self._db is not None:
            self._db.close()
            self._db = None
            self._writable = False

    def show(self, kind: Kind, data: Data) -> None:
        """Write records to stdout in the format asked for; the journal is let go of first."""
        self.close()
        self.output.show(kind, data, outcome="dry run" if self.dry_run else self.outcome)

    def notes(self, kind: Kind, data: Data) -> None:
        """Say beside lines for a program what the page itself would have told a person."""
        if self.output.format != "tsv":
            return
        from reltrack.cli import talk
        from reltrack.render.pages import notes

        for line in notes(kind, data):
            talk.note(line)

    def say(self, said: str | int) -> None:
        """Write plain text or a number that was asked for: help, a script, how many."""
        if self.output.format == "json":
            from json import dumps

            said = dumps(said, ensure_ascii=False)
        self.output.lines([str(said).rstrip("\n")])

    def show_record(self, kind: Kind, record: dict[str, Any]) -> None:
        """Write the record a command made; of a dry run, without the number it would get."""
        if self.dry_run:
            record = {**record, "id": None, "uid": None}
        self.show(kind, cast(Data, record))

    @cached_property
    def output(self) -> Output:
        """The one writer of stdout."""
        if self.json and self.format not in (None, "json"):
            raise UsageError(
                f"--json and --format {self.format} contradict each other", hint="give one of them"
            )
        terminal = sys.stdout.isatty()
        chosen: Format | None = "json" if self.json else self.format
        fields = [field.strip() for field in (self.fields or "").split(",") if field.strip()]
        if self.fields is not None and not fields:
            raise UsageError("--fields names no field", hint="such as --fields slug,name")
        if fields and chosen not in (None, "json", "tsv"):
            raise UsageError("--fields is for tab-separated and JSON output", hint="add --json")
        chosen = chosen or ("tsv" if fields else None)
        return Output(
            sys.stdout,
            format=chosen or ("table" if terminal else "tsv"),
            color=self._colored(terminal),
            width=width_of(sys.stdout, os.environ),
            echo=chosen or "text",
            today=self.today,
            pager=self._pager if terminal and interactive() and not self.no_pager else None,
            fields=fields,
        )

    def _colored(self, terminal: bool) -> bool:
        setting: ColorChoice = "auto"
        if self.color == "auto" and not self.json:
            with suppress(UsageError):  # help is printed even where the settings are wrong
                setting = self.settings.color
        return decide_color(self.color, terminal, os.environ, setting)

    def _pager(self) -> list[str]:
        from reltrack.render import paging

        return paging.command(self.settings.pager, os.environ)

    @property
    def for_people(self) -> bool:
        """Whether the page itself may talk: on a terminal, or as plain text."""
        return self.output.format in ("table", "text")


def _latest(db: sqlite3.Connection) -> tuple[int | None, int | None]:
    """Return which changes are the latest, and the latest that was not undone."""
    found: tuple[int | None, int | None] = db.execute(
        "SELECT max(id), (SELECT id FROM operation WHERE state = 'done' ORDER BY id DESC LIMIT 1)"
        " FROM operation"
    ).fetchone()
    return found


def interactive() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()
