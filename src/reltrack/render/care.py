"""How backups, checks and what was saved of a damaged journal are said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reltrack.domain.care import Backup, Check, Restored, Salvage
from reltrack.render.wording import counted, dated, day, joined

Lines = Iterator[str]


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
    amount, unit = float(of), "B"
    for unit in ("B", "KB", "MB", "GB"):  # noqa: B007 — the last one is used
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if amount >= 10 or unit == "B" else f"{amount:.1f} {unit}"


def made(backup: Backup, today: date) -> str:
    """Return when a backup was made."""
    return joined((dated(backup["date"], today), backup["time"]), ", ")


def copied(backup: Backup, _today: date) -> Lines:
    """Say which copy was made."""
    yield backup["path"]
    yield f"{holding(backup)}; {size(backup['size'])}"
    yield f"to bring it back: reltrack restore {backup['path']}"


def listed(backup: Backup, today: date) -> Lines:
    """Say a backup in a list."""
    yield backup["path"]
    yield f"{backup['kind']}, {made(backup, today)}; {holding(backup)}; {size(backup['size'])}"


def restored(done: Restored, _today: date) -> Lines:
    """Say what took the journal's place."""
    yield f"{done['journal']} holds {holding(done['restored'])}"
    before = done["replaced"]
    if before:
        yield f"instead of {holding(before)}"
        if before["path"] != done["journal"]:
            yield f"what was there is kept: reltrack restore {before['path']}"


def check(done: Check, _today: date) -> Lines:
    """Say what doctor found."""
    yield f"{done['state']}: {done['name']}: {done['text']}"
    if done["fixed"]:
        yield f"fixed: {done['fixed']}"
    if done["hint"]:
        yield f"hint: {done['hint']}"


def salvage(done: Salvage, _today: date) -> Lines:
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
    yield f"the damaged journal is as it was; to go on with this one: reltrack restore {done['path']}"
