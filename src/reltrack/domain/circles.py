"""How a circle fares: who is within their rhythm, who is quiet longest, who would help most."""

from __future__ import annotations

from collections.abc import Sequence

from reltrack.domain.scoring import DUE
from reltrack.domain.standing import Standing


def within(members: Sequence[Standing]) -> int:
    """Return how many are within their rhythm."""
    return sum(one.quiet_score < DUE for one in members)


def quietest(members: Sequence[Standing]) -> Standing | None:
    """Return the one whose last contact is longest ago; None if there never was any."""
    known = [one for one in members if one.quiet_days is not None]
    return max(known, key=lambda one: (one.quiet_days or 0, *_name(one)), default=None)


def would_help(members: Sequence[Standing]) -> Standing | None:
    """Return the one whose silence exceeds most what is expected; nobody who was put off."""
    waiting = [
        one for one in members if one.quiet_score >= DUE and one.matters.snoozed_until is None
    ]
    return min(waiting, key=lambda one: (-one.quiet_score, *_name(one)), default=None)


def _name(one: Standing) -> tuple[str, int]:
    return one.facts.name, one.facts.id
