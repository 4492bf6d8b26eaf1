"""What an import, and the triage after it, say they did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from reltrack.domain.durations import say_every
from reltrack.render.wording import amounts, counted, joined

if TYPE_CHECKING:
    from reltrack.domain.reports import Rejected, Report

MOST_NAMED = 10
"""Reasons and people that are named; the rest are counted."""

MOST_LINES = 3
"""Lines that are named of those left out for one reason."""

Lines = Iterator[str]


def report(report: Report, _today: date) -> Lines:
    """Say what an import did, or would do."""
    added = (
        (report["people_added"], "person", "people"),
        (report["interactions_added"], "entry", "entries"),
        (report["facts_added"], "fact", "facts"),
    )
    known = [counted(*each) for each in added if each[0]]
    brought = joined((*known, amounts(report["others"])), ", ")
    added_or_not = "would be added" if report["dry_run"] else "added"
    yield f"{report['format']}: {f'{brought} {added_or_not}' if brought else 'nothing new'}"
    if report["people_matched"]:
        yield f"{counted(report['people_matched'], 'person', 'people')} matched"
    if report["unchanged"]:
        yield f"{counted(report['unchanged'], 'record', 'records')} already there"
    if report["skipped"]:
        yield f"{counted(report['skipped'], 'record', 'records')} deleted here, and left so"
    if passed := report["passed_over"]:
        why = ", ".join(f"{each['reason']} ({each['count']})" for each in passed)
        yield f"{counted(sum(p['count'] for p in passed), 'record', 'records')} passed over: {why}"
    names = file_names(report["files"])
    yield from _each(report["rejected"], names, "left out")
    yield from _each(report["remarks"], names, "taken with a remark")
    if report["to_triage"] and not report["dry_run"]:
        yield "next: reltrack triage settles who is who"


def file_names(files: Sequence[str]) -> dict[str, str]:
    """Return each file under its name, or with its folders where two have the same."""
    alike = Counter(PurePath(file).name for file in files)
    return {
        file: name if alike[name := PurePath(file).name] == 1 and name else file for file in files
    }


def _each(records: Sequence[Rejected], names: Mapping[str, str], what: str) -> Lines:
    """Say where and why, for the first of them: whole files first, one line for each reason."""
    if not records:
        return
    yield f"{counted(len(records), 'record', 'records')} {what}:"
    lines: dict[tuple[str, str], list[int | None]] = {}
    for each in sorted(records, key=lambda each: each["line"] is not None):
        lines.setdefault((each["file"], each["reason"]), []).append(each["line"])
    for (file, reason), places in list(lines.items())[:MOST_NAMED]:
        yield f"  {names.get(file, file)}{_where(places)}: {reason}"
    if rest := sum(map(len, list(lines.values())[MOST_NAMED:])):
        yield f"  and {rest} more"


def _where(places: Sequence[int | None]) -> str:
    lines = [str(line) for line in places if line is not None]
    if not lines:
        return f", {len(places)} times" if len(places) > 1 else ""
    more = len(lines) - MOST_LINES
    named = ", ".join(lines[:MOST_LINES]) + (f" and {more} more" if more > 0 else "")
    return f", {'lines' if len(lines) > 1 else 'line'} {named}"


def triaged(done: Mapping[str, Any], _today: date) -> Lines:
    """Say who was settled in one go."""
    people = done["people"]
    yield f"{counted(len(people), 'person', 'people')} settled"
    for each in people[:MOST_NAMED]:
        cadence = each["cadence_days"] and say_every(each["cadence_days"])
        state = "archived" if each["status"] == "archived" else None
        yield f"{each['name']}: {joined((state, *each['circles'], cadence or None), ', ')}"
    if len(people) > MOST_NAMED:
        yield f"and {len(people) - MOST_NAMED} more"
