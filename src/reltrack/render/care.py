"""How backups, checks and what was saved of a damaged journal are said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from reltrack.render.kinds import Data, Kind, Outcome
from reltrack.render.pages import Page, Row, Section
from reltrack.render.wording import NOTHING, counted, dated, day, joined, sentence

if TYPE_CHECKING:
    from reltrack.domain.care import Backup, Check, Restored, Salvage

Lines = Iterator[str]

ALL = "reltrack doctor --all"

_FOREMOST = ("journal", "backups")
"""What is told even if all is well: where it lies, and what there is to go back to."""


def holding(backup: Backup) -> str:
    """Return what a journal holds: `2 people and 14 entries, the newest of Fri 20 Nov 2026`."""
    if backup["people"] is None or backup["entries"] is None:
        return "what cannot be read"
    newest = backup["last_date"] and f"the newest of {day(backup['last_date'])}"
    counts = (
        f"{counted(backup['people'], 'person', 'people')}"
        f" and {counted(backup['entries'], 'entry', 'entries')}"
    )
    return joined((counts, newest), ", ")


def size(of: int) -> str:
    """Return a size as people say it: `300 KB`."""
    for unit, bytes_in_it in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if of >= bytes_in_it:
            return f"{of / bytes_in_it:.1f} {unit}"
    return f"{of} B"


def made(backup: Backup, today: date) -> str:
    """Return when a backup was made."""
    return joined((dated(backup["date"], today), backup["time"]), ", ")


def paragraphs(kind: Kind, data: Data, today: date, outcome: Outcome) -> Iterator[Lines]:
    """Yield the paragraphs of a kind."""
    if kind == "backups":
        yield from (_listed(each, today) for each in data)
        if not data:
            yield iter([NOTHING[kind]])
    elif kind == "restored":
        yield _restored(data, dry_run=outcome == "dry run")
    else:
        yield _copied(data) if kind == "backup" else _salvage(data)


def _copied(backup: Backup) -> Lines:
    """Say which copy was made."""
    yield backup["path"]
    yield f"{holding(backup)}; {size(backup['size'])}"
    yield "to bring it back:"
    yield _command(backup["path"])


def _listed(backup: Backup, today: date) -> Lines:
    """Say a backup in a list."""
    yield Path(backup["path"]).name
    yield f"{backup['kind']}, {made(backup, today)}; {holding(backup)}; {size(backup['size'])}"


def _restored(done: Restored, *, dry_run: bool) -> Lines:
    """Say what took, or would take, the journal's place."""
    verb = "would hold" if dry_run else "holds"
    yield f"{done['journal']} {verb} {holding(done['restored'])}"
    before = done["replaced"]
    if before:
        yield f"instead of {holding(before)}"
    if dry_run:
        yield "nothing was changed"
    elif before:
        yield "what was there is kept; to go back to it:"
        yield _command(before["path"])


def checkup(found: Sequence[Check], today: date, *, width: int | None = None) -> Page:
    """Return what doctor found amiss, or has mended; of what is well, how much it is."""
    amiss = [check for check in found if check["state"] != "ok" or check["fixed"]]
    page = checks(amiss, today, width=width)
    sections = page.sections
    if not amiss:
        told = [check for check in found if check["name"] in _FOREMOST]
        sections = [Section("", [Row(check["name"], list(_said(check))) for check in told])]
    well = counted(sum(check["state"] == "ok" for check in found), "check", "checks")
    below = (f"{well} passed. Each of them, and where every setting comes from:", ALL)
    return page._replace(sections=sections, below=below)


def checks(found: Sequence[Check], _today: date, *, width: int | None = None) -> Page:  # noqa: ARG001
    """Return what doctor found: problems first, then warnings, then what is well."""
    sections = [
        Section(title, [Row(check["name"], list(_said(check))) for check in part])
        for title, state in (("Problems", "problem"), ("Warnings", "warning"), ("Well", "ok"))
        if (part := [check for check in found if check["state"] == state])
    ]
    counts = [sum(check["state"] == state for check in found) for state in ("problem", "warning")]
    title = joined(
        (
            counted(counts[0], "problem", "problems") if counts[0] else "no problem",
            counted(counts[1], "warning", "warnings") if counts[1] else None,
        ),
        ", ",
    )
    return Page(sentence(title), [], sections)


def _said(check: Check) -> Lines:
    yield from check["text"].split("\n")
    if check["fixed"]:
        yield f"fixed: {check['fixed']}"
    if check["hint"]:
        yield f"hint: {check['hint']}"


def _salvage(done: Salvage) -> Lines:
    """Say what was saved of a damaged journal."""
    yield f"saved into {done['path']}"
    for table in done["tables"]:
        if table["saved"] or table["lost"]:
            lost = table["lost"] and f"{table['lost']} lost"
            name = table["table"].replace("_", " ")
            yield joined((f"{name}: {table['saved']} saved", lost or None), ", ")
    if done["people_made"]:
        people = counted(done["people_made"], "person", "people")
        yield f"{people} known by number only: reltrack triage shows them"
    yield "the damaged journal is as it was; to put this one in its place:"
    yield _command(done["path"])


def _command(path: str) -> str:
    return f"reltrack restore {quote(path)}"
