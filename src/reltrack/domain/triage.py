"""Those who came by import and wait to be settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.names import Known

CADENCES = (7, 14, 30, 60, 90, 180, 365)
"""In days: what one key chooses, 1 the first of them."""

LATER_DAYS = 14
"""For how long whoever is put off does not come up again."""


class Waiting(NamedTuple):
    """Somebody who waits, and what helps to settle who they are."""

    number: int
    slug: str
    name: str
    work: list[str]
    """Title, company and city, as far as known."""
    sources: list[str]
    """The formats that brought them."""
    times: int
    """Days in contact."""
    last_date: str | None
    met_on: str | None
    how_met: str | None
    double: Known | None
    """Who here may be the same person."""
