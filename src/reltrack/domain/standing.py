"""How things stand with one person on one day: what is expected, and every reason to be in touch.

Days are ordinals (`date.toordinal`), so that gaps and ages are plain subtractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reltrack.config import Settings
from reltrack.domain import rhythm, scoring
from reltrack.domain.records import FollowUpKind, OccasionKind, ReasonCode, Section


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


class Facts(NamedTuple):
    """What the journal says about one person, up to the day."""

    id: int
    own_days: int | None
    circle_days: int | None
    active_since: int
    contact_days: Sequence[int]
    """Newest first; the latest 65 are enough."""
    snoozed_until: int | None = None
    loops: Sequence[Loop] = ()
    dates: Sequence[Date] = ()
    intros: Sequence[Intro] = ()


class Ground(NamedTuple):
    """One reason to be in touch, unrounded; `subject` is the loop, date or introduction."""

    code: ReasonCode
    score: float
    days: int | None
    day: int | None
    subject: Loop | Date | Intro | None = None


class Standing(NamedTuple):
    """How things stand with one person."""

    facts: Facts
    gaps: Sequence[int]
    expectation: rhythm.Expectation
    quiet_days: int | None
    grounds: Sequence[Ground]
    """Largest score first; `quiet` always among them."""
    score: float
    section: Section
    section_score: float
    due_day: int

    @property
    def due(self) -> bool:
        """Whether there is a reason to be in touch today."""
        return self.section_score >= scoring.DUE


def typical_gap(everyone: Iterable[Sequence[int]]) -> float:
    """Return the journal's typical gap in days, from each active person's latest gaps."""
    return rhythm.typical_gap([rhythm.median(gaps) for gaps in everyone if len(gaps) >= 2])


def assess(
    facts: Facts, gaps: Sequence[int], *, today: int, prior_days: float, settings: Settings
) -> Standing:
    """Weigh everything there is to be in touch about; `gaps` are those of the contact days."""
    expectation = rhythm.expect(
        gaps,
        own_days=facts.own_days,
        circle_days=facts.circle_days,
        prior_days=prior_days,
        default_days=settings.default_cadence,
        learned_range=(settings.learned_min, settings.learned_max),
    )
    last = facts.contact_days[0] if facts.contact_days else None
    since = facts.active_since if last is None else last
    silence = max(today - since, 0)
    quiet_days = None if last is None else silence
    quiet = Ground("quiet", scoring.quiet(silence, expectation.due_after_days), quiet_days, last)
    grounds = [quiet]
    if facts.loops or facts.dates or facts.intros:
        grounds += _dated(facts, today)
        grounds.sort(key=lambda ground: -ground.score)
    snoozed = facts.snoozed_until is not None
    heard = [g for g in grounds if not (snoozed and g.code in ("quiet", "plan"))]
    score = heard[0].score if heard else 0.0
    pressing = [g.score for g in heard if g.code in scoring.DATED and g.score >= scoring.DUE]
    due_day = since + scoring.quiet_due_in(expectation.due_after_days)
    return Standing(
        facts,
        gaps,
        expectation,
        quiet_days,
        grounds,
        score,
        "dated" if pressing else "quiet",
        pressing[0] if pressing else score,
        max(due_day, facts.snoozed_until or 0),
    )


def _dated(facts: Facts, today: int) -> Iterable[Ground]:
    for loop in facts.loops:
        past = None if loop.due is None else today - loop.due
        opened = today - loop.opened
        if loop.kind == "reply":
            score: float | None = scoring.reply(opened)
        elif loop.kind == "promise":
            score = scoring.promise(days_open=opened, days_past=past)
        else:
            score = scoring.waiting(days_open=opened, days_past=past)
        if score is not None:
            days = opened if past is None else past
            day = loop.opened if loop.due is None else loop.due
            yield Ground(loop.kind, score, days, day, loop)
    for date in facts.dates:
        away = None if date.day is None else date.day - today
        if away is None:
            score = scoring.MONTH_ONLY
        elif date.kind == "milestone":
            score = scoring.milestone(-away)
        else:
            score = scoring.yearly(away, lead_days=date.lead_days)
        if score is not None:
            yield Ground("occasion", score, away, date.day, date)
    for intro in facts.intros:
        days_since = today - intro.since
        weigh = scoring.thank_introducer if intro.thank else scoring.ask_how_it_went
        score = weigh(days_since)
        if score is not None:
            yield Ground("introduction", score, days_since, intro.since, intro)
