"""How the changes that an edited table brings are said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from reltrack.render.imports import file_names
from reltrack.render.wording import counted

if TYPE_CHECKING:
    from reltrack.domain.updates import CellChange, UpdateReport

LONGEST = 60
"""Characters of a value that are shown."""


def updated(report: UpdateReport, _today: date) -> Iterator[str]:
    """Say who changes in what, one change to a line."""
    found = report["updated"]
    people = counted(len(found), "person", "people")
    yield f"csv: {people} changed" if found else "csv: nothing changed"
    for each in found:
        for change in each["changes"]:
            yield f"{each['person']['name']}, {_field(change)}: {_values(change)}"
    if report["unchanged"]:
        yield f"{counted(report['unchanged'], 'person', 'people')} as before"
    names = file_names(report["files"])
    for records, what in (
        (report["rejected"], "left out, with all that was edited in them"),
        (report["remarks"], "remarked upon"),
    ):
        if records:
            told = what.replace("them", "it") if len(records) == 1 else what
            yield f"{counted(len(records), 'row', 'rows')} {told}:"
        for one in records:
            line = "" if one["line"] is None else f", line {one['line']}"
            yield f"  {names.get(one['file'], one['file'])}{line}: {one['reason']}"


def _field(change: CellChange) -> str:
    return change["field"].replace("_", " ")


def _values(change: CellChange) -> str:
    """Return both values, of long ones the part in which they begin to differ."""
    old, new = change["old"], change["new"]
    if change["field"] != "how_met":
        old, new = old.replace("\n", ", "), new.replace("\n", ", ")
    differ = (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    start = max(0, next(differ, min(len(old), len(new))) - LONGEST // 3)
    if max(len(old), len(new)) <= LONGEST:
        start = 0
    return f"{_shown(old, start)} → {_shown(new, start)}"


def _shown(value: str, start: int) -> str:
    if not value:
        return "(empty)"
    part = value[start : start + LONGEST]
    return f"{'…' * (start > 0)}{part}{'…' * (start + LONGEST < len(value))}"
