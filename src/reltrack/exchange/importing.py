"""Bring files in: tell what they are, read them, write what can be used, report the rest.

A format is a module with `recognises(head)` and `read(source, tally, wishes)`, which yields drafts
in chunks and knows nothing of the journal. One with `survey(sources, wishes)` is first shown all
files of the run, and finds what it made of them in the wishes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from reltrack.database.recording import Operation
from reltrack.domain.arrivals import Place
from reltrack.domain.reports import PassedOver, Rejected, Report
from reltrack.errors import BadDataError, ReltrackError, UsageError
from reltrack.exchange.files import Source, unreadable
from reltrack.exchange.formats import FORMATS, NAMES, guess
from reltrack.exchange.wishes import Wishes
from reltrack.read.names import in_text
from reltrack.write.bulk import Tally
from reltrack.write.bulk_arrivals import Arrivals
from reltrack.write.bulk_records import Restorer

__all__ = ["FORMATS", "NAMES", "Writer", "bring_in", "guess"]

Watcher = Callable[[str], None]
"""Is told, in a few words, how far it has come."""


class Writer(Protocol):
    """Writes the drafts of one file."""

    def write(self, drafts: Sequence[Any]) -> None:
        """Take some drafts."""

    def finish(self) -> None:
        """The file is at its end."""


class UselessError(BadDataError):
    """None of the records can be used."""

    def __init__(self, rejected: list[Rejected]) -> None:
        first = rejected[0]
        line = f", line {first['line']}" if first["line"] else ""
        which = "the only record cannot be used:"
        if len(rejected) > 1:
            which = f"none of the {len(rejected)} records can be used; the first,"
        super().__init__(
            f"{which} {Path(first['file']).name}{line}: {first['reason']}",
            hint="mend it and run it again; nothing was written",
        )
        self.rejected = rejected


def bring_in(
    operation: Operation,
    sources: Iterable[tuple[Source, str | ReltrackError]],
    wishes: Wishes,
    *,
    dry_run: bool,
    watch: Watcher = lambda _: None,
) -> Report:
    """Write what files hold, each read in its format, and report.

    What stands in place of a format says why the file has none. Files are gone through twice.

    Raises:
        ReltrackError: nothing in them can be used.
    """
    tally = Tally()
    failed: list[ReltrackError] = []
    formats: dict[str, None] = {}
    files: list[str] = []
    arrivals = Arrivals(
        operation,
        tally,
        since=wishes.since,
        until=wishes.until,
        recognise=lambda text: _named(operation.db, text),
        trial=dry_run,
    )
    surveyed = _surveyed(sources, wishes, watch)
    with closing(arrivals):
        for source, form in sources:
            files.append(source.name)
            try:
                if not isinstance(form, str):
                    raise form
                formats[form] = None
                writer: Writer = Restorer(operation, tally) if form == "reltrack" else arrivals
                heeded = wishes._replace(surveyed=surveyed.get(form))
                _read(source, form, writer, tally, heeded, watch)
            except OSError as problem:
                failed.append(unreadable(source.name, problem))
                tally.reject(Place(source.name), str(failed[-1]).removeprefix(f"{source.name} "))
            except ReltrackError as problem:
                failed.append(problem)
                said = str(problem).removeprefix(f"{source.name} ")
                hint = f"; {problem.hint}" if isinstance(problem, UsageError) else ""
                tally.reject(Place(source.name), said + hint)
        arrivals.finish(watch)
    report = _report(tally, files, formats, dry_run=dry_run)
    if tally.rejected and not tally.usable:
        raise failed[0] if len(failed) == len(files) else UselessError(report["rejected"])
    from reltrack.render.wording import counted

    operation.summary = (
        f"import {report['format']}: {counted(report['people_added'], 'person', 'people')},"
        f" {counted(report['interactions_added'], 'entry', 'entries')}"
    )
    return report


def _surveyed(
    sources: Iterable[tuple[Source, str | ReltrackError]], wishes: Wishes, watch: Watcher
) -> dict[str, object]:
    """Return what the files of each format tell together, where its module wants to know."""

    def of(wanted: str) -> Iterator[Source]:
        for source, form in sources:
            if form == wanted:
                watch(f"looking at {source.name}")
                yield source

    found = {}
    for form in {form for _, form in sources if isinstance(form, str)}:
        if survey := getattr(FORMATS[form].reader, "survey", None):
            found[form] = survey(of(form), wishes)
    return found


def _read(
    source: Source, form: str, writer: Writer, tally: Tally, wishes: Wishes, watch: Watcher
) -> None:
    size = source.size()
    count = 0
    try:
        for drafts in FORMATS[form].reader.read(source, tally, wishes):
            writer.write(drafts)
            count += len(drafts)
            share = f", {source.file.tell() * 100 // size} %" if size else ""
            watch(f"reading {source.name}: {count:,} records{share}")
    finally:
        if not isinstance(writer, Arrivals):
            writer.finish()


def _named(db: sqlite3.Connection, text: str) -> tuple[list[int], list[int]]:
    """Return who is present in a text, and who is mentioned, as in an entry that is typed."""
    found = in_text(db, text, named=False)
    return [one.person_id for one in found.present], [one.person_id for one in found.mentioned]


def _report(tally: Tally, files: list[str], formats: Iterable[str], *, dry_run: bool) -> Report:
    counted = ("person", "interaction", "fact")
    place = {file: number for number, file in enumerate(files)}

    def told(noted: list[tuple[Place, str]]) -> list[Rejected]:
        # People are settled in an order of their own; told is in the order of the files.
        noted.sort(key=lambda each: (place.get(each[0].file, 0), each[0].line or 0))
        return [told_record(*each) for each in noted]

    return {
        "format": ", ".join(formats),
        "files": files,
        "people_added": tally.added["person"],
        "people_matched": tally.matched,
        "interactions_added": tally.added["interaction"],
        "facts_added": tally.added["fact"],
        "other_added": sum(n for kind, n in tally.added.items() if kind not in counted),
        "others": {
            f"{kind}s": n for kind, n in sorted(tally.added.items()) if n and kind not in counted
        },
        "unchanged": tally.unchanged,
        "skipped": tally.skipped,
        "to_triage": tally.newcomers,
        "passed_over": [
            PassedOver(reason=reason, count=count)
            for reason, count in tally.passed_over.most_common()
        ],
        "rejected": told(tally.rejected),
        "remarks": told(tally.remarks),
        "dry_run": dry_run,
    }


def told_record(place: Place, reason: str) -> Rejected:
    """Return where a record stands, and why it was left out or remarked upon."""
    said = f"{place.spot}: {reason}" if place.spot else reason
    return {"file": place.file, "line": place.line, "reason": said}
