"""The text of Org files: headings, links, and notes with the day they were taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST_HEADING = 4000
"""Characters; far more than a name has."""

_LINK = re.compile(r"\[\[([^\[\]]+)\](?:\[([^\[\]]+)\])?\]")
_TAGS = re.compile(r"[ \t]:([\w@#%:]+):[ \t]*$")
_KEYWORD = re.compile(r"(?:TODO|DONE|NEXT|WAITING|SOMEDAY|CANCELLED|CANCELED|COMMENT)\s+")
_COOKIE = re.compile(r"\[(?:#\w|\d*%|\d*/\d*)\]\s*")
_TAKEN = re.compile(r"\s*[-+] Note taken on \[(\d{4}-\d\d-\d\d)[^\]]*\](?: *\\\\)?\s*")
_LOG = re.compile(r"\s*(?:[-+] (?:State|Refiled on|Rescheduled|CLOSING NOTE)\b|CLOCK:).*")
_PLANNED = re.compile(r"\s*(?:SCHEDULED|DEADLINE|CLOSED):.*")
_DATED = re.compile(r"\s*[-+] [\[<](\d{4}-\d\d-\d\d)[^\]>]*[\]>]:?\s*(.*)")


def heading(line: str) -> tuple[str, list[str]]:
    """Return the title of a heading in plain words, and its tags."""
    title = line[:LONGEST_HEADING].lstrip("*").strip()
    tags: list[str] = []
    if found := _TAGS.search(f" {title}"):
        tags = [tag for tag in found[1].split(":") if tag]
        title = title[: max(0, found.start() - 1)].rstrip()
    title = _KEYWORD.sub("", title, count=1) if _KEYWORD.match(title) else title
    return plain(_COOKIE.sub("", title)), tags


def links(text: str) -> list[tuple[str, str]]:
    """Return the targets and the words of the links in a text."""
    return [(found[1], found[2] or "") for found in _LINK.finditer(text)]


def plain(text: str) -> str:
    """Return a text with links as the words they show."""
    return _LINK.sub(lambda found: found[2] or found[1].partition(":")[2] or found[1], text).strip()


def notes(lines: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield the texts among some lines, with the day each was taken, if that is said."""
    day: str | None = None
    gathered: list[str] = []
    for line in lines:
        taken, dated = _TAKEN.fullmatch(line), _DATED.fullmatch(line)
        if taken or dated or _LOG.fullmatch(line) or _PLANNED.fullmatch(line):
            yield from _told(gathered, day)
            found = taken or dated
            day = found[1] if found else None
            gathered = [dated[2]] if dated else []
        elif day and line.strip() and not line.startswith((" ", "\t")):
            yield from _told(gathered, day)  # what is not indented is no longer of the note
            day, gathered = None, [line]
        else:
            gathered.append(line)
    yield from _told(gathered, day)


def _told(lines: Iterable[str], day: str | None) -> Iterator[tuple[str, str | None]]:
    text = "\n".join(plain(line) for line in lines).strip()
    if text:
        yield text, day
