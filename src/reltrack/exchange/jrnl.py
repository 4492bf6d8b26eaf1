"""Read journals of `jrnl`: what it exports as JSON, or its own file of plain text.

A journal is about everything; the entries kept are those that name people who are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from reltrack.domain.arrivals import Happening, Place
from reltrack.domain.channels import leading
from reltrack.domain.text import label
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange import table, table_dates
from reltrack.exchange.files import Source, bounded, json_value
from reltrack.exchange.wishes import Wishes
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import Tally

SOURCE = "import:jrnl"
CHUNK = 500

LARGEST_VALUE = 1 << 26
"""Bytes of an export, which has to be read as one value."""

LONGEST_ENTRY = 1 << 20
"""Characters of an entry in plain text; far more than is kept of one."""

_EXPORT = re.compile(r'\s*\{\s*(?:"tags"\s*:\s*\{[^{}]*\}\s*,\s*)?"entries"\s*:\s*\[')
_HEADER = re.compile(
    r"(?m)^\[(?P<day>\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4})"
    r"[ T]*(?:(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d)?(?: ?(?P<half>[APap])\.?[Mm]\.?)?)?\]"
    r"(?= |$)"
)
_TAG = re.compile(r"(?<!\S)@([^\W_][\w+-]*)")
_STAR = re.compile(r"^\*\s|\s\*$")


class _Entry(NamedTuple):
    place: Place
    day: str
    time: str | None
    text: str
    tags: list[str]


def recognises(head: str) -> bool:
    """Tell whether a file that begins so is a journal of jrnl."""
    head = head.removeprefix("\ufeff")
    return bool(_EXPORT.match(head) or _HEADER.match(head.lstrip()))


def read(source: Source, tally: Tally, _wishes: Wishes) -> Iterator[list[Happening]]:
    """Yield the entries in chunks; those without a day go to the tally.

    Raises:
        BadDataError: it is no such journal.
    """
    head = table.head(source).lstrip()
    if _HEADER.match(head):
        entries = _plain(source, tally)
    elif head.startswith("{"):
        entries = _exported(source, tally)
    else:
        raise _foreign(source)
    alike: Counter[str] = Counter()
    chunk: list[Happening] = []
    for entry in entries:
        same = f"{entry.day} {entry.time or ''} {entry.text}"
        alike[same] += 1
        chunk.append(
            Happening(
                entry.place,
                SOURCE,
                f"{same} {alike[same]}",
                date=entry.day,
                time=entry.time,
                text=entry.text,
                via=leading(entry.text),
                tags=entry.tags,
                names_in_text=True,
            )
        )
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _exported(source: Source, tally: Tally) -> Iterator[_Entry]:
    content = json_value(
        source,
        largest=LARGEST_VALUE,
        hint="jrnl --export json writes such files; with -from and -to, of a part of a journal",
    )
    entries = content.get("entries") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise _foreign(source)
    for number, entry in enumerate(entries):
        place = Place(source.name, spot=f".entries[{number}]")
        try:
            yield _entry(entry, place)
        except ValueError as problem:
            tally.reject(place, str(problem))


def _entry(content: Any, place: Place) -> _Entry:  # noqa: ANN401 — whatever JSON holds
    """Return an entry of an export.

    Raises:
        ValueError: it has no day.
    """
    if not isinstance(content, dict):
        raise ValueError("it is not a JSON object")
    # Half a character, as of an emoji that was cut in two, is none.
    said = {
        key: value.encode(errors="replace").decode()
        for key, value in content.items()
        if isinstance(value, str)
    }
    text = "\n".join(filter(None, (said.get("title", ""), said.get("body", ""))))
    tags = content.get("tags")
    tags = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    day = _day(said.get("date", ""))
    return _Entry(place, day, said.get("time"), text.strip(), list(_labels(tags)))


def _plain(source: Source, tally: Tally) -> Iterator[_Entry]:
    place, found, size = Place(source.name), None, 0
    lines: list[str] = []
    order = table_dates.order_of(found["day"] for found in _HEADER.finditer(table.head(source)))
    with table.opened(source, tally) as text:
        for number, line in bounded(text, limit=table.LONGEST_LINE):
            if line and (header := _HEADER.match(line)):
                if found:
                    yield from _written(place, found, lines, order, tally)
                place, found, size = Place(source.name, number), header, 0
                lines = [line[header.end() :]]
            elif found:
                size += LONGEST_ENTRY if line is None else len(line)
                if line is None or size >= LONGEST_ENTRY:
                    tally.reject(place, "it is too long")
                    found, lines = None, []
                else:
                    lines.append(line)
    if found:
        yield from _written(place, found, lines, order, tally)


def _written(
    place: Place,
    header: re.Match[str],
    lines: list[str],
    order: table_dates.Order | None,
    tally: Tally,
) -> Iterator[_Entry]:
    """Yield the entry of some lines, if it has a day."""
    text = _STAR.sub("", "".join(lines).replace("\r", "").strip(), count=1)
    try:
        day = _day(header["day"], order)
        yield _Entry(place, day, _time(header), text, list(_labels(_TAG.findall(text))))
    except ValueError as problem:
        tally.reject(place, str(problem))


def _day(typed: str, order: table_dates.Order | None = None) -> str:
    """Return a day as ISO.

    Raises:
        ValueError: there is none, or it may be read in two ways.
    """
    day = table_dates.whole(typed, order)
    if day is None:
        raise ValueError("it has no date")
    return day


def _time(header: re.Match[str]) -> str | None:
    if header["hour"] is None:
        return None
    hour = int(header["hour"])
    if header["half"]:
        hour = hour % 12 + 12 * (header["half"] in "pP")
    return f"{hour:02}:{header['minute']}"


def _labels(tags: list[str]) -> Iterator[str]:
    for tag in dict.fromkeys(tags):
        with suppress(UsageError):
            yield label(tag.strip("@#"), what="tag")


def _foreign(source: Source) -> BadDataError:
    return BadDataError(
        f"{source.name} is no journal of jrnl", hint="jrnl --export json writes one"
    )
