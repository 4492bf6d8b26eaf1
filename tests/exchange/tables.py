"""Tables for the tests, and what their reader makes of them."""

from __future__ import annotations

import csv as standard
import io
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

from reltrack.domain.arrivals import Newcomer
from reltrack.exchange import csv
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

TODAY = date(2026, 11, 20)


def written(*rows: Sequence[str], delimiter: str = ",") -> str:
    """Return a table as a spreadsheet saves it."""
    out = io.StringIO()
    standard.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def people(content: str | bytes, tally: Tally | None = None, **columns: str) -> list[Newcomer]:
    """Return the people of a table; `columns` as in `--map`."""
    return read(content, tally or Tally(), columns)


def read(content: str | bytes, tally: Tally, columns: Mapping[str, str]) -> list[Newcomer]:
    data = content.encode() if isinstance(content, str) else content
    source = Source("people.csv", BytesIO(data))
    wishes = Wishes(TODAY, columns=columns)
    return [one for chunk in csv.read(source, tally, wishes) for one in chunk]
