"""What there is with one person on one day besides being quiet: loops, dates, introductions.

Days are ordinals (`date.toordinal`), so that gaps and ages are plain subtractions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reltrack.domain import scoring
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reltrack.domain.records import FollowUpKind, OccasionKind


class Loop(NamedTuple):
    """A follow-up that is open on the day."""

    id: int
    kind: FollowUpKind
    text: str
    opened: int
    due: int | None


class Date(NamedTuple):
    """An occurrence of an occasion that nobody has acted on: the one most worth naming.

    `day` is None for a birthday of which only the month is known, in that month.
    """

    id: int
    kind: OccasionKind
    label: str | None
    day: int | None
    years: int | None
    lead_days: int


class Intro(NamedTuple):
    """An introduction that waits for a word: thanks to this person, or "how did it go?"."""

    id: int
    thank: bool
    other: str
    since: int


class Matters(NamedTuple):
    """What there is with one person besides being quiet."""

    loops: Sequence[Loop] = ()
    dates: Sequence[Date] = ()
    intros: Sequence[Intro] = ()
    snoozed_until: int | None = None


NOTHING_ELSE = Matters()


def brought_up(loop: Loop) -> int:
    """Return the day from which a loop is a reason to be in touch."""
    if loop.kind == "reply":
        return loop.opened
    if loop.kind == "promise":
        if loop.due is None:
            return loop.opened + scoring.UNDATED_PROMISE_DAYS
        return loop.due - scoring.PROMISE_LEAD_DAYS
    return loop.opened + scoring.UNDATED_WAIT_DAYS if loop.due is None else loop.due
