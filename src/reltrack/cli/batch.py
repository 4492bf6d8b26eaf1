"""`log --batch`: many entries at once, all or nothing."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import existing_file
from reltrack.domain.drafts import EntryDraft
from reltrack.domain.names import best
from reltrack.errors import AmbiguousError, BadDataError
from reltrack.exchange.batch import BadLine, read_batch  # noqa: TID253 — imported by log on demand
from reltrack.exchange.files import opened  # noqa: TID253
from reltrack.read import names
from reltrack.write.batch import write_entries
from reltrack.write.log import seen
from reltrack.write.newcomers import add_person

_SHOWN = 20


def log_batch(invocation: Invocation, source: str) -> None:
    """Write the entries of a file of JSON lines.

    Raises:
        BadDataError: a line cannot be used; nothing is written.
    """
    gc.enable()
    today = invocation.today.isoformat()
    bad: list[BadLine] = []
    added = skipped = lines = 0
    with _lines(source) as file, invocation.change("log --batch", bulk=True) as operation:
        known: dict[str, int] = {}
        newcomers = 0
        fresh: set[str] = set()

        def person(name: str) -> int:
            nonlocal newcomers
            if name not in known:
                fits = names.by_handle(operation.db, name) or best(
                    names.exactly(operation.db, name)
                )
                if len(fits) > 1:
                    raise AmbiguousError(f'"{name[:80]}" could be {len(fits)} people')
                if fits:
                    known[name] = fits[0].person_id
                else:
                    known[name] = add_person(operation, name, added_on=today)
                    newcomers += 1
            return known[name]

        for chunk in read_batch(file, today=invocation.today):
            entries: list[tuple[EntryDraft, list[int]]] = []
            for line in chunk:
                lines += 1
                if isinstance(line, BadLine):
                    bad.append(line)
                    continue
                identity = line.draft.source_id
                if identity is not None:
                    if identity in fresh or seen(operation, "batch", identity):
                        skipped += 1
                        continue
                    fresh.add(identity)
                try:
                    entries.append((line.draft, [person(name) for name in line.people]))
                except AmbiguousError as problem:
                    bad.append(BadLine(line.number, str(problem)))
            if not bad:
                write_entries(operation, entries)
            added += len(entries)
        if bad:
            _refuse(bad, lines, talkative=not invocation.json)
        operation.summary = f"log --batch: {added} {'entry' if added == 1 else 'entries'}"
    invocation.show(
        "batch",
        {
            "added": added,
            "skipped": skipped,
            "people_added": newcomers,
            "dry_run": invocation.dry_run,
        },
    )


def _refuse(bad: list[BadLine], lines: int, *, talkative: bool) -> None:
    if talkative:
        for line in bad[:_SHOWN]:
            talk.note(f"line {line.number}: {line.reason}")
        if len(bad) > _SHOWN:
            talk.note(f"... and {len(bad) - _SHOWN} more")
    raise BadDataError(
        f"{len(bad)} of {lines} lines cannot be used, the first is line {bad[0].number}:"
        f" {bad[0].reason}",
        hint="mend them and run it again; nothing was written",
    )


@contextmanager
def _lines(source: str) -> Iterator[TextIO]:
    """Open JSON lines; `-` is standard input, taken in whole before anything is locked."""
    path = None if source == "-" else existing_file(source)
    name = "standard input" if path is None else source
    with (
        opened(path, name, standard_input=sys.stdin.buffer) as file,
        file.text(newline="\n") as lines,
    ):
        yield lines
