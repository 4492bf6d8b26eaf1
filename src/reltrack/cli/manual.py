"""`man`: the manual page, made from the program itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import typer

from reltrack import __version__
from reltrack.cli.app import Command, section_of
from reltrack.cli.commands import COMMANDS, GROUPS
from reltrack.cli.invocation import Invocation
from reltrack.errors import ReltrackError

if TYPE_CHECKING:
    from typer.core import TyperGroup

commands = typer.Typer()

_LONG = 68
"""Characters of a line, before what has to be escaped is."""

_ANY = 1000

RELEASED = date(2026, 11, 22)
"""Of the page: it says the same wherever and whenever it is printed."""

_DESCRIPTION = (
    "A networking journal for the command line. After a coffee, a call or a message you write one"
    " line with log; each morning due says who has gone quiet, and why now. The journal is one"
    " file on your own disk: no account, no network, no telemetry.",
    "On a terminal lists are tables; in a pipe they are tab-separated lines with a header. --json"
    " prints JSON for scripts: arrays for lists, an object for one record.",
)
_WHEN = (
    "A day is written 2026-11-20, today, yesterday, fri, last tue, next friday, 3d, 2w, 3 days ago,"
    " in 2 weeks, 20 nov, or Fri 20 Nov 2026; a time such as 14:30 may follow. What has been leans"
    " to the past (fri is the latest Friday), what is to come to the future."
)
_FILES = (
    ("$XDG_DATA_HOME/reltrack/journal.db", "the journal; ~/.local/share without the variable"),
    ("$XDG_CONFIG_HOME/reltrack/config.toml", "the settings: reltrack config lists them"),
    ("$XDG_STATE_HOME/reltrack/", "backups, drafts and crash reports"),
)
_ENVIRONMENT = (
    ("RELTRACK_DB", "the journal to use, unless --db says"),
    ("RELTRACK_NOW", "the date or date-time to take for now"),
    ("RELTRACK_DEBUG", "if 1, a crash leaves a report in the state folder"),
    ("RELTRACK_*", "any setting of one value in capitals, such as RELTRACK_DUE_LIMIT"),
    ("RELTRACK_EDITOR, VISUAL, EDITOR", "the editor that -e opens"),
    ("PAGER, RELTRACK_PAGER", "what shows long pages; cat for none"),
    ("NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE", "whether to colour"),
)
_STATUS = {
    0: "all went well, also where there is nothing to list",
    1: "no, only where --exit-code asks",
    70: "a fault of the program",
    130: "interrupted, or answered with no",
}


@commands.command(
    epilog="""
    reltrack man > ~/.local/share/man/man1/reltrack.1
    reltrack man | man -l -
    """,
)
def man(context: typer.Context) -> None:
    """Print the manual page, for `man` to show."""
    parent = context.parent
    assert parent is not None
    Invocation.of(context).say("\n".join(_page(parent)))


def _page(parent: Any) -> Iterator[str]:
    yield f'.TH RELTRACK 1 {RELEASED} "reltrack {__version__}" "User Commands"'
    yield from (".SH NAME", r"reltrack \- a networking journal for the command line")
    yield from (".SH SYNOPSIS", ".B reltrack", r"[\fIoptions\fR] \fIcommand\fR ...")
    yield from (".SH DESCRIPTION", *_paragraphs(_DESCRIPTION))
    yield ".SH OPTIONS"
    any_command = _loaded(parent, "due")
    for param in any_command.get_params(parent):
        if section_of(param) == "Options of every command":
            yield from _option(param, parent)
    yield ".SH COMMANDS"
    for group, entries in GROUPS.items():
        yield f'.SS "{group.capitalize()}"'
        for name in entries:
            yield from _command(name, parent)
    yield from (".SH DAYS", _text(_WHEN))
    yield from (".SH FILES", *_terms(_FILES), ".SH ENVIRONMENT", *_terms(_ENVIRONMENT))
    yield from (".SH EXIT STATUS", *_terms(sorted(_codes().items())))


def _loaded(parent: Any, name: str) -> Command:
    group: TyperGroup = parent.command
    found = group.get_command(parent, name)
    assert isinstance(found, Command)
    return found


def _command(name: str, parent: Any) -> Iterator[str]:
    command = _loaded(parent, name)
    with command.make_context(name, [], parent=parent, resilient_parsing=True) as context:
        usage = " ".join(command.collect_usage_pieces(context))
        yield from (".TP", rf"\fBreltrack {_text(name)}\fR {_text(usage, most=_ANY)}")
        yield _text(COMMANDS[name].summary)
        paragraphs = (command.help or "").strip().split("\n\n")[1:]
        yield from _paragraphs([part for part in paragraphs if part.strip()], macro=".IP")
        own = [p for p in command.get_params(context) if section_of(p) == "Options"]
        if own:
            yield ".RS"
            for param in own:
                yield from _option(param, context)
            yield ".RE"
        if command.examples:
            yield from (".IP", ".nf", *(_text(line, most=_ANY) for line in command.examples), ".fi")


def _option(param: Any, context: Any) -> Iterator[str]:
    if told := param.get_help_record(context):
        yield from (".TP", rf"\fB{_text(told[0])}\fR", _text(told[1]))


def _codes() -> dict[str, str]:
    """Return every exit code and what it means, those of the errors by their own words."""
    known = dict(_STATUS)
    for kind in ReltrackError.__subclasses__():
        first = (kind.__doc__ or "").split("\n")[0].rstrip(".")
        known[kind.exit_code] = first[:1].lower() + first[1:]
    return {str(code): text for code, text in sorted(known.items())}


def _paragraphs(texts: Sequence[str], macro: str = ".PP") -> Iterator[str]:
    for place, text in enumerate(texts):
        if place or macro != ".PP":
            yield macro
        yield _text(" ".join(text.split()))


def _terms(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in pairs:
        yield from (".TP", rf"\fB{_text(term)}\fR", _text(meaning))


def _text(text: str, most: int = _LONG) -> str:
    """Return text that roff prints as it stands: nothing in it is a request or an escape."""
    if len(text) > most:
        text = "\n".join(wrap(text, most, break_on_hyphens=False, break_long_words=False))
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    escaped = re.sub(r"[^\x00-\x7f]", lambda found: rf"\[u{ord(found[0]):04X}]", escaped)
    return re.sub(r"^(?=[.'])", r"\\&", escaped, flags=re.MULTILINE)
