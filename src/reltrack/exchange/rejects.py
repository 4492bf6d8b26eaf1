"""Write what an import left out, so that it can be mended and imported again.

Rows come under their header, vCards and events whole, each with the reason. What is of several
kinds, or of one that cannot be taken apart, comes as JSON lines: the reason, and the line itself.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, cast

from reltrack.domain.reports import Rejected
from reltrack.errors import ReltrackError
from reltrack.exchange import content_lines, table
from reltrack.exchange.columns import REASON
from reltrack.exchange.files import Source, bounded
from reltrack.exchange.formats import FORMATS
from reltrack.exchange.wishes import Wishes
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import Tally

Sources = Iterable[tuple[Source, str | ReltrackError]]

_Reasons = Mapping[int, str]
"""By the line on which a record begins."""

_LayoutOf = Callable[[str, Source, Wishes], table.Layout]
"""Tells how a table of a format is laid out."""

_PROPERTY = "X-RELTRACK-REASON"
_LONGEST = 1 << 16
_CARD = "BEGIN:VCARD"
_OF_CALENDARS = ("BEGIN:VCALENDAR", "END:VCALENDAR")


class _TableReader(Protocol):
    layout: Callable[[Source, Wishes], table.Layout | None]


class _Shape(NamedTuple):
    """What the records of files have in common that can be put together in one."""

    form: str
    delimiter: str = ""
    header: tuple[str, ...] = ()


def lines(
    sources: Sources,
    rejected: Sequence[Rejected],
    wishes: Wishes,
    *,
    layout: _LayoutOf | None = None,
) -> Iterator[str]:
    """Yield the lines of a file of what was left out; its sources are gone through twice.

    What was said of a file as a whole is in it only if nothing else is. `layout` tells how tables
    are laid out, if not as those of their format are.
    """
    layout = layout or _layout
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in rejected:
        if each["line"]:
            found[each["file"]][each["line"]].append(each["reason"])
    reasons: dict[str, _Reasons] = {
        file: {line: "; ".join(dict.fromkeys(said)) for line, said in told.items()}
        for file, told in found.items()
    }
    shapes = {
        _shape(source, form, wishes, layout) for source, form in sources if source.name in reasons
    }
    shape = shapes.pop() if len(shapes) == 1 else None
    if shape is None:
        yield from _told(sources, rejected)
        return
    if shape.header:
        yield _row(shape, REASON, shape.header)
    for source, _ in sources:
        if told := reasons.pop(source.name, None):
            laid_out = layout(shape.form, source, wishes) if shape.header else None
            yield from _TAKEN[shape.form](source, told, shape, laid_out)


def _shape(
    source: Source, form: str | ReltrackError, wishes: Wishes, layout: _LayoutOf
) -> _Shape | None:
    if not isinstance(form, str) or form not in _TAKEN:
        return None
    if _TAKEN[form] is not _rows:
        return _Shape(form)
    found = layout(form, source, wishes)
    return _Shape(form, found.delimiter, tuple(found.header))


def _layout(form: str, source: Source, wishes: Wishes) -> table.Layout:
    found = cast(_TableReader, FORMATS[form].reader).layout(source, wishes)
    assert found
    return found


def _told(sources: Sources, rejected: Sequence[Rejected]) -> Iterator[str]:
    """Yield what was said, with the line that it was said of."""
    left: dict[str, list[Rejected]] = defaultdict(list)
    for each in rejected:
        left[each["file"]].append(each)
    for source, _ in sources:
        told = left.pop(source.name, [])
        with source.text(newline="", errors="replace") as text:
            read = bounded(text, limit=_LONGEST)
            number, line = 0, None
            for each in told:
                while number < (each["line"] or 0):
                    number, line = next(read, (each["line"] or 0, None))
                here = line.rstrip("\r\n") if line and each["line"] else None
                yield json.dumps({**each, "text": here}, ensure_ascii=False)


def _rows(
    source: Source, reasons: _Reasons, shape: _Shape, found: table.Layout | None
) -> Iterator[str]:
    assert found
    with table.opened(source, Tally()) as text:
        for line, row in table.body(text, found):
            if line in reasons:
                yield _row(shape, f"line {line}: {reasons[line]}", row or ())


def _row(shape: _Shape, reason: str, cells: Sequence[str]) -> str:
    """Return a row with the reason in front, or where it stands already."""
    row = [*cells]
    if REASON in shape.header:
        place = shape.header.index(REASON)
        row += [""] * (place + 1 - len(row))
        row[place] = reason
    else:
        row.insert(0, reason)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=shape.delimiter, lineterminator="").writerow(row)
    return out.getvalue()


def _cards(source: Source, reasons: _Reasons, *_: object) -> Iterator[str]:
    within = 0  # a card that is wanted, and the cards within it
    agent = False
    for number, line in _raw(source):
        word = _word(line)
        if word == _CARD and not (within and agent):
            if within:
                yield "END:VCARD"
            within = int(number in reasons)
            if within:
                yield from _marked(line, reasons[number])
        elif within:
            yield line
            within += word == _CARD or (word.startswith("AGENT") and word.endswith(f":{_CARD}"))
            within -= word == "END:VCARD"
        agent = word.startswith("AGENT") and word.endswith(":")
    if within:
        yield "END:VCARD"


def _events(source: Source, reasons: _Reasons, *_: object) -> Iterator[str]:
    """Yield calendars with their zones, and of their events those that are wanted."""
    within, wanted = "", True
    for number, line in _raw(source):
        word = _word(line)
        begins = word.startswith("BEGIN:")
        if within and (word in _OF_CALENDARS or word == "BEGIN:VEVENT"):
            if wanted:
                yield f"END:{within}"
            within, wanted = "", True
        if begins and not within and word not in _OF_CALENDARS:
            within = word.removeprefix("BEGIN:")
            wanted = within == "VTIMEZONE" or (within == "VEVENT" and number in reasons)
        if wanted and within == "VEVENT" and word == "BEGIN:VEVENT":
            yield from _marked(line, reasons[number])
        elif wanted:
            yield line
        if within and word == f"END:{within}":
            within, wanted = "", True


def _raw(source: Source) -> Iterator[tuple[int, str]]:
    """Yield lines as they stand, but for those too long for a card, and reasons given before."""
    with content_lines.opened(source) as text:
        for number, line in bounded(text, limit=content_lines.LONGEST):
            if line is not None and not line.startswith(f"{_PROPERTY}:"):
                yield number, line.rstrip("\r\n")


def _word(line: str) -> str:
    return re.sub(r"\s*:\s*", ":", line[:200].strip()).upper()


def _marked(line: str, reason: str) -> Iterator[str]:
    yield line
    yield f"{_PROPERTY}:{content_lines.escaped(reason)}"


_TAKEN: dict[str, Callable[[Source, _Reasons, _Shape, table.Layout | None], Iterator[str]]] = {
    "csv": _rows,
    "linkedin": _rows,
    "linkedin-messages": _rows,
    "vcard": _cards,
    "ics": _events,
}
