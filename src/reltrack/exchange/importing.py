"""Bring files in: tell what they are, read them, write what can be used, report the rest.

A format is a module with `recognises(head)`, `read(source, tally, wishes)`, which yields drafts in
chunks and knows nothing of the journal, and the name of what writes such drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, NamedTuple, Protocol, cast

from reltrack.database.recording import Operation
from reltrack.domain.arrivals import Place
from reltrack.domain.records import Rejected, Report
from reltrack.errors import BadDataError
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally
from reltrack.write.bulk_arrivals import Arrivals
from reltrack.write.bulk_records import Restorer


class Writer(Protocol):
    """Writes the drafts of one file."""

    def write(self, drafts: Sequence[Any]) -> None:
        """Take some drafts."""

    def finish(self) -> None:
        """The file is at its end."""


class Reader(Protocol):
    """What the module of a format offers."""

    recognises: Callable[[str], bool]
    read: Callable[[Source, Tally, Wishes], Iterator[Sequence[Any]]]


class Format(NamedTuple):
    """A format: its module, and what writes its drafts."""

    module: str
    writer: Callable[[Operation, Tally], Writer]


FORMATS = {
    "reltrack": Format("journal", Restorer),
    "linkedin": Format("linkedin", Arrivals),
}
NAMES = {"json": "reltrack", "jsonl": "reltrack"} | {name: name for name in FORMATS}
"""What may be typed, and which format it means."""


def guess(source: Source) -> str:
    """Return the format of a file.

    Raises:
        BadDataError: it is none that can be read.
    """
    head = source.head()
    for name in FORMATS:
        if _module(name).recognises(head):
            return name
    raise BadDataError(
        f"{source.name} is in no format that can be imported",
        hint=f"these can: {', '.join(FORMATS)}; name one in front of the file to insist",
    )


def bring_in(
    operation: Operation,
    sources: Sequence[tuple[Source, str]],
    wishes: Wishes,
    *,
    dry_run: bool,
) -> Report:
    """Write what files hold, each read in its format, and report.

    Raises:
        BadDataError: nothing in them can be used.
    """
    tally = Tally()
    failed: list[BadDataError] = []
    arrivals = Arrivals(operation, tally)
    for source, name in sources:
        made_by = FORMATS[name].writer
        writer = arrivals if made_by is Arrivals else made_by(operation, tally)
        try:
            for drafts in _module(name).read(source, tally, wishes):
                writer.write(drafts)
        except BadDataError as problem:
            failed.append(problem)
            tally.reject(Place(source.name), str(problem))
        if writer is not arrivals:
            writer.finish()
    arrivals.finish()
    if tally.rejected and not tally.usable:
        raise failed[0] if len(failed) == len(sources) else _useless(tally)
    report = _report(tally, sources, dry_run=dry_run)
    operation.summary = (
        f"import {report['format']}: {report['people_added']} people,"
        f" {report['interactions_added']} entries"
    )
    return report


def _useless(tally: Tally) -> BadDataError:
    count = len(tally.rejected)
    first = _told(*tally.rejected[0])
    line = f", line {first['line']}" if first["line"] else ""
    return BadDataError(
        f"none of the {count} records can be used; the first, {first['file']}{line}:"
        f" {first['reason']}",
        hint="mend them and run it again; nothing was written",
    )


def _report(tally: Tally, sources: Sequence[tuple[Source, str]], *, dry_run: bool) -> Report:
    counted = ("person", "interaction", "fact")
    return {
        "format": ", ".join(dict.fromkeys(name for _, name in sources)),
        "files": [source.name for source, _ in sources],
        "people_added": tally.added["person"],
        "people_matched": tally.matched,
        "interactions_added": tally.added["interaction"],
        "facts_added": tally.added["fact"],
        "other_added": sum(n for kind, n in tally.added.items() if kind not in counted),
        "unchanged": tally.unchanged,
        "skipped": tally.skipped,
        "rejected": [_told(place, reason) for place, reason in tally.rejected],
        "remarks": [_told(place, reason) for place, reason in tally.remarks],
        "dry_run": dry_run,
    }


def _told(place: Place, reason: str) -> Rejected:
    said = f"{place.spot}: {reason}" if place.spot else reason
    return {"file": place.file, "line": place.line, "reason": said}


def _module(name: str) -> Reader:
    return cast(Reader, import_module(f"reltrack.exchange.{FORMATS[name].module}"))
