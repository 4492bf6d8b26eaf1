"""The options several commands share, and how what is typed becomes a value."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation, interactive
from reltrack.domain.text import label, one_line
from reltrack.errors import NotFoundError, RefusedError, UsageError

_MOST = 2**63 - 1  # SQLite counts no further

if TYPE_CHECKING:
    from reltrack.domain.dates import Lean, When

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, handle or part of a name.")]
Words = Annotated[list[str], typer.Argument(metavar="TEXT...", help="Plain words.")]
OptionalWords = Annotated[
    list[str] | None, typer.Argument(metavar="[TEXT]...", help="Plain words.", show_default=False)
]
Edit = Annotated[bool, typer.Option("--edit", "-e", help="Write the text in your editor.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing; show what would be.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
CircleFilter = Annotated[
    str | None, typer.Option("--circle", metavar="CIRCLE", help="Only people in this circle.")
]
TagFilter = Annotated[str | None, typer.Option("--tag", metavar="TAG", help="Only with this tag.")]
CityFilter = Annotated[str | None, typer.Option("--city", help="Only people in this city.")]
By = Annotated[str | None, typer.Option("--by", metavar="WHEN", help="By when.")]


def when(invocation: Invocation, typed: str, lean: Lean) -> When:
    """Return the date somebody typed."""
    from reltrack.domain.dates import parse_when

    order = invocation.settings.date_order
    return parse_when(typed, today=invocation.today, lean=lean, order=order)


def coming(invocation: Invocation, typed: str | None) -> str | None:
    """Return a day to come, as ISO."""
    return None if typed is None else when(invocation, typed, "future").date.isoformat()


def since_day(invocation: Invocation, typed: str | None) -> date | None:
    """Return the day from which on entries are looked at.

    Raises:
        RefusedError: it is still to come.
    """
    if typed is None:
        return None
    day = when(invocation, typed, "past").date
    if day > invocation.today:
        raise RefusedError("that day is still to come", hint="give one that has been: --since mon")
    return day


def as_of(invocation: Invocation, typed: str | None) -> date:
    """Return the day a question is about: today unless said otherwise."""
    return invocation.today if typed is None else when(invocation, typed, "future").date


def labels(values: list[str] | None, *, what: str) -> list[str]:
    """Return tags or circles in their one spelling, each once."""
    return list(dict.fromkeys(label(value, what=what) for value in values or ()))


def circles_in(invocation: Invocation, typed: list[str] | None) -> dict[str, int | None]:
    """Return circles in their one spelling, each with the cadence it is made with, in days."""
    wanted = labels(typed, what="circle")
    cadences = circle_cadences(invocation) if wanted else {}
    return {name: cadences.get(name) for name in wanted}


def circle_cadences(invocation: Invocation) -> dict[str, int]:
    """Return the cadence in days that a circle begins with, as it is set.

    Raises:
        UsageError: nothing is left of a name in the settings.
    """
    told = invocation.settings.circles
    return {label(name, what="circle in the settings"): each for name, each in told.items()}


def optional_label(value: str | None, *, what: str) -> str | None:
    """Return a tag or circle in its one spelling."""
    return None if value is None else label(value, what=what)


def known_circle(invocation: Invocation, value: str | None) -> str | None:
    """Return a circle in its one spelling.

    Raises:
        NotFoundError: there is none of that name.
    """
    name = optional_label(value, what="circle")
    if name is None:
        return None
    from reltrack.read import circles

    if name not in (known := circles.names(invocation.db)):
        hint = "reltrack circle lists them" if known else "none is made yet: reltrack circle --help"
        raise no_circle(name, known, hint=hint)
    return name


def no_circle(name: str, known: Sequence[str], *, hint: str) -> NotFoundError:
    """Return the error for a circle that is not one of those there are."""
    from difflib import get_close_matches

    if near := get_close_matches(name, known, n=1):
        hint = f"did you mean {near[0]}? {hint}"
    return NotFoundError(f"there is no circle {name}", hint=hint)


def point(kind: str, typed: str) -> str:
    """Return an address, a number or a page."""
    return one_line(typed, what=kind, limit=2000)


def days(typed: str | None) -> int | None:
    """Return a duration in days."""
    from reltrack.domain.durations import parse_duration

    return None if typed is None else parse_duration(typed)


def whole(number: int, *, option: str) -> int:
    """Return a count.

    Raises:
        UsageError: it is negative.
    """
    if number < 0:
        raise UsageError(f"{option} is below zero", hint=f"{option} 0 shows all")
    return min(number, _MOST)


def standard_input() -> str:
    """Return what is piped in."""
    if sys.stdin.isatty():
        talk.note("reading from the terminal: end with Ctrl-D")
    content = sys.stdin.buffer.read()
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise UsageError("standard input is not valid UTF-8", hint="check its encoding") from None


def existing_file(typed: str) -> Path:
    """Return the path of a file that can be read.

    Raises:
        NotFoundError: it cannot.
    """
    path = existing_path(typed)
    if path.is_dir() or not os.access(path, os.R_OK):
        raise NotFoundError(f"{typed} cannot be read as a file", hint="check the path")
    return path


def existing_path(typed: str) -> Path:
    """Return the path of a file or a folder.

    Raises:
        NotFoundError: there is none.
    """
    try:
        path = Path(typed).expanduser()
        path.stat()
    except (OSError, RuntimeError, ValueError):
        raise NotFoundError(f"there is no file {typed[:200]}", hint="check the path") from None
    return path


def confirm(question: str, *, yes: bool, as_json: bool = False) -> None:
    """Ask before something is taken away.

    Raises:
        UsageError: nobody is there to answer and `--yes` is missing.
        typer.Abort: the answer is no.
    """
    if yes:
        return
    if as_json or not interactive():
        raise UsageError(
            "this takes something away, and nobody is there to confirm it",
            hint="add --yes; reltrack undo brings it back",
        )
    try:
        answer = talk.ask(f"{question} [y/N]")
    except EOFError:
        answer = ""
    if answer.lower() not in ("y", "yes"):
        talk.note("nothing was changed")
        raise typer.Abort


def record_number(typed: str) -> int:
    """Return a record's number, typed with or without its #.

    Raises:
        UsageError: it is no number, or more than any journal counts to.
    """
    digits = typed.strip().removeprefix("#")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 18:
        raise UsageError(f"{typed[:40]} is not a number", hint="reltrack history shows the numbers")
    return int(digits)
