"""Read what LinkedIn exports: `Connections.csv`, and its messages next door.

`Profile.csv`, which lies there too, is passed over: it is me.

The columns of connections come in any order, some years without a URL, and after a preamble of a
few lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date

from reltrack.domain.arrivals import Arrival, Newcomer, Place, Point
from reltrack.domain.drafts import contact_key
from reltrack.domain.text import NAME_LIMIT, fold, one_line
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange import linkedin_messages, table
from reltrack.exchange.display_names import plain
from reltrack.exchange.files import Source, chunked
from reltrack.exchange.seen import Seen
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

CHUNK = 1000
SOURCE = "import:linkedin"
HOW_MET = "LinkedIn"

_NAMES = ("first name", "last name")
_MINE = {*_NAMES, "maiden name", "headline"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DATE = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4})")


def recognises(head: str) -> bool:
    """Tell whether a file that begins so is a list of connections, messages or my profile."""
    found = table.layout(head, _fitness)
    columns = set(map(str.casefold, found.header)) if found else set()
    ours = "connected on" in columns or columns >= _MINE
    return ours or linkedin_messages.recognises(head)


def read(source: Source, tally: Tally, wishes: Wishes) -> Iterator[Sequence[Arrival]]:
    """Yield the people, or the messages, in chunks; rows that are of no use go to the tally.

    Raises:
        BadDataError: it is neither.
        UsageError: it is not clear whose messages they are.
    """
    if linkedin_messages.recognises(table.head(source)):
        yield from linkedin_messages.read(source, tally, wishes)
    else:
        yield from chunked(_connections(source, tally), CHUNK)


def layout(source: Source, _wishes: Wishes | None = None) -> table.Layout | None:
    """Return how the list of connections is laid out."""
    return table.layout(table.head(source), _fitness)


def _connections(source: Source, tally: Tally) -> Iterator[Newcomer]:
    found = layout(source)
    if found is None:
        raise BadDataError(
            f"{source.name} has no header with First Name and Last Name",
            hint="give the Connections.csv of a LinkedIn data export, in English",
        )
    columns = {cell.casefold(): i for i, cell in enumerate(found.header)}
    if columns.keys() >= _MINE:
        tally.pass_over("my own profile")
        return
    with table.opened(source, tally) as text, closing(Seen()) as seen:
        for line, cells in table.body(text, found):
            place = Place(source.name, line)
            if cells is None:
                tally.reject(place, table.UNREADABLE)
                continue
            row = {name: cells[i].strip() for name, i in columns.items() if i < len(cells)}
            if not any(row.get(column) for column in _NAMES):
                tally.reject(place, "no name")
            elif seen.times("row", *row.values()) > 1:
                tally.unchanged += 1
            else:
                try:
                    yield _newcomer(row, place, tally, seen)
                except UsageError as problem:
                    tally.reject(place, str(problem))


def _fitness(header: Sequence[str]) -> int:
    columns = {cell.casefold() for cell in header}
    return len(columns) if columns.issuperset(_NAMES) else 0


def _newcomer(row: dict[str, str], place: Place, tally: Tally, seen: Seen) -> Newcomer:
    """Return the person of a row.

    Raises:
        UsageError: the name cannot be used.
    """
    given, family = (row.get(column, "") for column in _NAMES)
    shown = one_line(f"{given} {family}", what="name")
    name = one_line(plain(given, family), what="name")
    connected = row.get("connected on", "")
    met_on = _day(connected)
    if connected and met_on is None:
        tally.remark(place, "the date is not readable, and is left out")
    url = _kept(row, "url", tally, place, 2000)
    points = [Point("url", url, "linkedin")] if url else []
    if email := _kept(row, "email address", tally, place, 2000):
        points.append(Point("email", email))
    likely = f"name:{fold(name)}|{met_on or connected}"
    return Newcomer(
        place,
        SOURCE,
        name,
        own_identity=f"url:{contact_key('url', url)}" if url else None,
        likely_identity=f"{likely}|{seen.times(likely)}",
        aliases=[shown] if shown != name else (),
        company=_kept(row, "company", tally, place),
        title=_kept(row, "position", tally, place),
        met_on=met_on,
        how_met=HOW_MET,
        contact_points=points,
    )


def _kept(
    row: dict[str, str], column: str, tally: Tally, place: Place, limit: int = NAME_LIMIT
) -> str | None:
    """Return a cell; one that cannot be kept is left out."""
    value = row.get(column)
    if not value:
        return None
    try:
        return one_line(value, what=column, limit=limit)
    except UsageError as problem:
        tally.remark(place, f"{problem}, and is left out")
        return None


def _day(typed: str) -> str | None:
    """Return a day written `26 Nov 2022` or `2022-11-26`."""
    found = _DATE.fullmatch(typed)
    try:
        if not found:
            return date.fromisoformat(typed).isoformat()
        month = _MONTHS.index(found[2].casefold()) + 1
        return date(int(found[3]), month, int(found[1])).isoformat()
    except ValueError:
        return None
