"""What may go wrong, said once: each class knows its exit code and its name in JSON.

The message is one line saying what happened; the hint one line saying what to do. Neither ever
holds text from the journal: names of people are the only private words a candidate list shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypedDict

    class Candidate(TypedDict):
        """A person somebody may have meant."""

        id: int
        slug: str
        name: str


class ReltrackError(Exception):
    """Base of every expected failure; `str()` is the sentence shown."""

    exit_code: ClassVar[int] = 70
    code: ClassVar[str] = "bug"

    def __init__(
        self, message: str, *, hint: str | None = None, candidates: Sequence[Candidate] = ()
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.candidates = list(candidates)


class UsageError(ReltrackError):
    """A bad option, an unreadable or ambiguous date, an empty text."""

    exit_code = 2
    code = "usage"


class NotFoundError(ReltrackError):
    """No such person, record, circle or file."""

    exit_code = 3
    code = "not_found"


class AmbiguousError(ReltrackError):
    """Several people fit, or somebody too much alike exists already."""

    exit_code = 4
    code = "ambiguous"


class RefusedError(ReltrackError):
    """It exists already, lies in the future, would overwrite, or there is nothing to undo."""

    exit_code = 5
    code = "refused"


class BadDataError(ReltrackError):
    """Input data that cannot be used."""

    exit_code = 6
    code = "bad_data"


class JournalError(ReltrackError):
    """The journal or an output cannot be used: locked, corrupt, read-only, newer, disk full."""

    exit_code = 7
    code = "journal"
