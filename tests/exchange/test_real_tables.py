"""Tables that real programs wrote: each row arrives or is told, and none is lost in between."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from reltrack.errors import BadDataError
from reltrack.exchange.files import Source
from reltrack.exchange.formats import FORMATS, guess
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[3] / "shared")) / "data"
FILES = sorted((SHARED / "csv").glob("*.csv"))
HEADERS = {"first name", "name", "primary email", "e-mail address", "conversation id"}
"""What stands first in the headers of these files."""

ADDRESSES_ALONE = {"roundcubemail__email", "roundcubemail__outlook"}

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not here")


def counted(path: Path) -> int | None:
    """Return how many rows a file has below its header, told in another way; None: no header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
    for number, row in enumerate(rows):
        if row[0].strip().casefold() in HEADERS:
            return len(rows) - number - 1
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_is_accounted_for(path: Path) -> None:
    tally = Tally()
    with path.open("rb") as file:
        source = Source(path.name, file)
        if counted(path) is None:
            with pytest.raises(BadDataError):
                guess(source)
            return
        form = guess(source)
        wishes = Wishes(date(2026, 11, 20), me=frozenset({"ana lopez"}))
        if path.stem in ADDRESSES_ALONE:
            with pytest.raises(BadDataError, match="has no column of names"):
                next(FORMATS[form].reader.read(source, tally, wishes))
            return
        drafts = [
            one for chunk in FORMATS[form].reader.read(source, tally, wishes) for one in chunk
        ]
    rejected = [reason for _, reason in tally.rejected]
    if form == "linkedin-messages":
        assert (len(drafts), rejected) == (1, ["it does not say who wrote, or to whom"])
        assert (drafts[0].present[0].name, drafts[0].initiated) == ("Pedro Fuentes", None)
    else:
        assert len(drafts) + len(rejected) + tally.unchanged == counted(path)
        assert set(rejected) <= {"no name"}
        assert all(one.name and one.name == one.name.strip() for one in drafts)
