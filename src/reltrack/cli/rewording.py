"""The text of an entry or a fact, given or written anew in an editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reltrack.cli.invocation import Invocation
from reltrack.errors import RefusedError

if TYPE_CHECKING:
    from reltrack.domain.records import Fact, Interaction


@contextmanager
def reworded(
    invocation: Invocation, record: Interaction | Fact, text: str | None, *, edit: bool
) -> Iterator[str | None]:
    """Yield the new text, if there is one: as given, or as somebody has written it."""
    if not edit:
        yield text
        return
    from reltrack.cli.editing import edited

    with edited(invocation, record["text"] if text is None else text) as written:
        yield written


def refuse_if_changed(before: Interaction | Fact, now: Sequence[Interaction | Fact]) -> None:
    """Refuse to write over what was changed while somebody wrote."""
    if not now or now[0]["text"] != before["text"]:
        raise RefusedError(
            "it was changed or deleted meanwhile",
            hint=f"reltrack history shows it: #{before['id']}",
        )
