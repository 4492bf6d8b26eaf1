"""Read people from any table with a column of names: what address books and spreadsheets save.

Which column holds what is told from the header (columns.py), unless it is said. A row is a person.
Somebody without a name goes by their nickname, then by what they are filed as, then by their
company; a row with no more than an address is nobody yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

from reltrack.domain.arrivals import Newcomer, Place
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange import cells, table
from reltrack.exchange.columns import NAMES, REASON, Columns, fitness, understood, wanted_fitness
from reltrack.exchange.files import Source, chunked
from reltrack.exchange.seen import Seen
from reltrack.exchange.table_dates import order_of
from reltrack.exchange.table_person import PersonReader
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

CHUNK = 1000
_DATES = ("birthday", "anniversary", "met_on")
_STAND_INS = ("aliases", "file as", "company")
"""Fields by which somebody without a name goes."""

_SHOWN = 8
"""Columns that are named when they are left out."""


def recognises(head: str) -> bool:
    """Tell whether a file that begins so is a table of people."""
    found = table.layout(head, fitness)
    if found is None or found.row > 2:
        return False
    header = [cell for cell in found.header if cell != REASON]
    named = any(field in understood(header, {}).fields for field in NAMES)
    whole = fitness(header) == len(header)
    return whole if len(header) == 1 else named or whole


def read(source: Source, tally: Tally, wishes: Wishes) -> Iterator[list[Newcomer]]:
    """Yield the people in chunks; rows without a name go to the tally.

    Raises:
        UsageError: a column that was named is not there.
        BadDataError: no column holds names, or it is not text.
    """
    return chunked(_people(source, tally, wishes), CHUNK)


def _people(source: Source, tally: Tally, wishes: Wishes) -> Iterator[Newcomer]:
    found = layout(source, wishes)
    columns = understood(found.header, wishes.columns)
    if not columns.fields.keys() & {*NAMES, *_STAND_INS}:
        raise _nameless(source, next(filter(None, found.header))[:40])
    with table.opened(source, tally) as text:
        order = order_of(_dates(table.body(text, found), columns))
    ours = {"uid", "slug"} <= set(found.header)
    if ours:
        tally.remark(Place(source.name), "export wrote it; --update brings back what was edited")
    rows = _Rows(source.name, columns, tally)
    with table.opened(source, Tally()) as text, closing(Seen()) as seen:
        people = PersonReader(columns, order, tally, seen, today=wishes.today, ours=ours)
        for place, row in rows.new(table.body(text, found), seen, ours=ours):
            try:
                yield people.newcomer(place, row)
            except UsageError as problem:
                tally.reject(place, str(problem))
    rows.conclude()


def layout(source: Source, wishes: Wishes) -> table.Layout:
    """Return how the table is laid out.

    Raises:
        BadDataError: no row can be its header.
        UsageError: a column that was named is not there.
    """
    head = table.head(source)
    wanted = wishes.columns
    if found := table.layout(head, lambda header: wanted_fitness(header, wanted)):
        return found
    if found := table.layout(head, fitness):
        return found
    if wanted and (found := table.layout(head, len)):
        understood(found.header, wanted)
    raise _nameless(source, "Full Name")


def _nameless(source: Source, column: str) -> BadDataError:
    return BadDataError(
        f"{source.name} has no column of names",
        hint=f'say which one has them: --map name="{column}"',
    )


def _dates(rows: Iterable[tuple[int, list[str] | None]], columns: Columns) -> Iterator[str]:
    places = [place for field in _DATES for place in columns.fields.get(field, ())]
    for _, row in rows if places else ():
        for place in places:
            if row and place < len(row):
                yield row[place]


class _Rows:
    """The rows of a file: what is new in them, and what is passed over."""

    def __init__(self, name: str, columns: Columns, tally: Tally) -> None:
        self._name = name
        self._columns = columns
        self._tally = tally
        self._left_out: set[int] = set()

    def new(
        self, rows: Iterable[tuple[int, list[str] | None]], seen: Seen, *, ours: bool
    ) -> Iterator[tuple[Place, list[str]]]:
        """Yield the rows that hold something, each once."""
        for line, read in rows:
            place = Place(self._name, line)
            if read is None:
                self._tally.reject(place, table.UNREADABLE)
                continue
            row = [cells.restored(cell).strip() if ours else cell.strip() for cell in read]
            if not any(row):
                continue
            if seen.times("row", *row) > 1:
                self._tally.unchanged += 1
                continue
            self._left_out.update(n for n in self._columns.left_out if n < len(row) and row[n])
            yield place, row

    def conclude(self) -> None:
        """Remark on columns that had something and were left out."""
        names = [self._columns.left_out[place][:40] for place in sorted(self._left_out)]
        if names:
            rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            self._tally.remark(
                Place(self._name), f"columns left out: {', '.join(names[:_SHOWN])}{rest}"
            )
