"""What goes with a person who is forgotten, and what still names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from reltrack.render.wording import amounts, counted, dated, joined, number

MOST_NAMED = 20
"""Records that a question names; the rest are counted."""


def going(name: str, records: Mapping[str, int]) -> str:
    """Return what goes, said before it does."""
    gone = amounts({what: count for what, count in records.items() if what != "people"})
    return f"{name} goes for good; with them: {joined((gone, 'every step of undo'), ', ')}."


def naming(mentions: Sequence[Mapping[str, Any]], *, redact: bool) -> str:
    """Return which records about others name them, said before anything is done."""
    listed = [joined(_record(each), " ") for each in mentions[:MOST_NAMED]]
    if len(mentions) > MOST_NAMED:
        listed.append(f"{len(mentions) - MOST_NAMED} more")
    records = counted(len(mentions), "record", "records")
    if redact:
        return f"Their name is taken out of {records} about others: {', '.join(listed)}."
    names = "names" if len(mentions) == 1 else "name"
    return f"{records} about others {names} them, and would go on to: {', '.join(listed)}."


def forgotten(done: Mapping[str, Any], today: date) -> Iterator[str]:
    """Say what is gone, or would go, and what is left."""
    trial, mentions = done["dry_run"], done["mentions"]
    yield joined((None if trial else "forgot", f"{done['name']} ({done['slug']})"), " ")
    yield joined(("gone", f"{amounts(done['deleted'])}, every step of undo"), ": ")
    if done["shared"]:
        yield f"{counted(done['shared'], 'entry stays', 'entries stay')} with others"
    if mentions:
        records = counted(len(mentions), "record", "records")
        if done["redacted"]:
            yield f"the name is taken out of {records} about others:"
        elif trial:
            yield f"still named in {records} about others; --redact takes the name out, now only:"
        else:
            yield f"still named in {records} about others; reltrack amend NUMBER mends an entry:"
    for each in mentions:
        yield joined(
            (joined(_record(each), " "), each["date"] and dated(each["date"], today)), ", "
        )
    for slug in done["namesakes"]:
        yield f"{slug} bears the name, too, and keeps it"
    for copy in done["copies"]:
        told = copy["mentions"] and counted(copy["mentions"], "record names", "records name")
        yield joined((f"{copy['fate']}: {copy['path']}", told and f"in it {told} them"), "; ")
    yield f"out of reach: {'; '.join(done['beyond'])}"


def _record(mention: Mapping[str, Any]) -> tuple[str, str]:
    kind = mention["record"]
    return "entry" if kind == "interaction" else kind.replace("_", "-"), number(mention["id"])
