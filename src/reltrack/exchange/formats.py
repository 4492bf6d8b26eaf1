"""The formats that can be imported: which module reads each, and what it heeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from reltrack.errors import BadDataError
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.exchange.files import Source
    from reltrack.exchange.wishes import Wishes
    from reltrack.write.bulk import Tally

_WINDOW = ("--since", "--until")


class Reader(Protocol):
    """What the module of a format offers."""

    recognises: Callable[[str], bool]
    read: Callable[[Source, Tally, Wishes], Iterator[Sequence[Any]]]


class Format(NamedTuple):
    """A format: its module, how its files are called, and the options that it heeds."""

    module: str
    suffixes: tuple[str, ...]
    heeds: tuple[str, ...] = ()

    @property
    def reader(self) -> Reader:
        """The module itself."""
        return cast(Reader, import_module(f"reltrack.exchange.{self.module}"))


# From strict to loose: the first that recognises a file has it.
FORMATS = {
    "vcard": Format("vcard", (".vcf", ".vcard")),
    "ics": Format("ics", (".ics", ".ical", ".vcs"), ("--me", *_WINDOW)),
    "linkedin-messages": Format(
        "linkedin_messages", (".csv",), ("--me", "--no-subjects", *_WINDOW)
    ),
    "linkedin": Format("linkedin", (".csv",)),
    "monica": Format("monica", (".json",), _WINDOW),
    "jrnl": Format("jrnl", (".json", ".txt", ".journal"), _WINDOW),
    "reltrack": Format("journal", (".json", ".jsonl")),
    "friends": Format("friends", (".md",), _WINDOW),
    "org-contacts": Format("org_contacts", (".org",)),
    "mbox": Format("mbox", (".mbox", ".mbx", ".eml"), ("--me", "--no-subjects", *_WINDOW)),
    "csv": Format("csv", (".csv", ".tsv", ".txt"), ("--map",)),
}
NAMES = {"json": "reltrack", "jsonl": "reltrack"} | {name: name for name in FORMATS}
"""What may be typed, and which format it means."""

LISTED = ", ".join(FORMATS)
"""The formats, to be named in a hint."""


def meant(word: str) -> str | None:
    """Return the format that was probably meant by a word that is none."""
    from difflib import get_close_matches

    key = word.casefold()
    near = (
        [name for name, form in FORMATS.items() if f".{key}" in form.suffixes]
        or [name for name in FORMATS if sorted(name) == sorted(key)]  # cvs: ics is as near
        or get_close_matches(key, FORMATS, n=1)
    )
    return near[0] if near else None


def settled(source: Source, form: str) -> str:
    """Return the format of a file that somebody has named, or the variant of it that it is in."""
    for name in FORMATS:
        if name.startswith(f"{form}-") and FORMATS[name].reader.recognises(source.head()):
            return name
    return form


def guess(source: Source) -> str:
    """Return the format of a file: those that are called so are asked first.

    Raises:
        BadDataError: it is none that can be read.
    """
    head = source.head()
    called_so = [name for name in FORMATS if fits(source.name, name)]
    for name in dict.fromkeys([*called_so, *FORMATS]):
        if FORMATS[name].reader.recognises(head):
            return name
    raise BadDataError(
        f"{source.name} is in no format that can be imported",
        hint=f"these can: {LISTED}; name one in front of the file to insist",
    )


def fits(file: str, name: str | None) -> bool:
    """Tell whether a file is called as those of a format are, or of any."""
    wanted = FORMATS.values() if name is None else [FORMATS[name]]
    return file.lower().endswith(tuple(suffix for form in wanted for suffix in form.suffixes))
