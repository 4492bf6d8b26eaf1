"""How things stand with one person on one day: what is expected, and every reason to be in touch.

Days are ordinals (`date.toordinal`), so that gaps and ages are plain subtractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import log
from typing import TYPE_CHECKING

from reltrack.domain import scoring
from reltrack.domain.matters import NOTHING_ELSE, Date, Intro, Loop, Matters
from reltrack.domain.rhythm import Expectation, Summary, expect
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.config import Settings
    from reltrack.domain.records import ReasonCode, Section


class Facts(NamedTuple):
    """What the journal says about one person's rhythm, up to the day."""

    id: int
    name: str
    own_days: int | None
    circle_days: int | None
    active_since: int
    last_day: int | None
    summary: Summary

    @property
    def counted_from(self) -> int:
        """The day the silence is counted from."""
        return self.active_since if self.last_day is None else self.last_day


class Ground(NamedTuple):
    """One reason to be in touch, unrounded; `subject` is the loop, date or introduction."""

    code: ReasonCode
    score: float
    days: int | None
    day: int | None
    subject: Loop | Date | Intro | None = None


class Measure(NamedTuple):
    """What all people are measured by on one day; the typical gap in days."""

    today: int
    typical_gap: float
    log_prior: float
    default_days: int
    learned_range: tuple[int, int]

    @classmethod
    def of(cls, today: int, typical_gap: float, settings: Settings) -> Measure:
        """Return the measure of a day, from the journal's typical gap and the settings."""
        return cls(
            today,
            typical_gap,
            log(typical_gap),
            settings.default_cadence,
            (settings.learned_min, settings.learned_max),
        )


class Standing(NamedTuple):
    """How things stand with one person."""

    facts: Facts
    matters: Matters
    expectation: Expectation
    quiet_days: int | None
    quiet_score: float
    score: float
    section: Section
    section_score: float

    @property
    def due(self) -> bool:
        """Whether there is a reason to be in touch today."""
        return self.section_score >= scoring.DUE

    @property
    def since(self) -> int:
        """The day the silence is counted from."""
        return self.facts.counted_from

    @property
    def due_day(self) -> int:
        """The day on which silence alone is, or was, reason enough."""
        day = self.since + scoring.quiet_due_in(self.expectation.due_after_days)
        return max(day, self.matters.snoozed_until or 0)


def assess(facts: Facts, matters: Matters, measure: Measure) -> Standing:
    """Weigh everything there is to be in touch about."""
    expectation = _expected(facts, measure)
    last = facts.last_day
    silence = _silence(facts, measure)
    quiet = scoring.quiet(silence, expectation.due_after_days)
    quiet_days = None if last is None else silence
    if matters is NOTHING_ELSE:
        return Standing(facts, matters, expectation, quiet_days, quiet, quiet, "quiet", quiet)
    snoozed = matters.snoozed_until is not None
    heard = [] if snoozed else [quiet]
    pressing = []
    for ground in dated(matters, measure.today):
        if ground.code != "plan" or not snoozed:
            heard.append(ground.score)
        if ground.code in scoring.DATED and ground.score >= scoring.DUE:
            pressing.append(ground.score)
    score = max(heard, default=0.0)
    section: Section = "dated" if pressing else "quiet"
    return Standing(
        facts, matters, expectation, quiet_days, quiet, score, section, max(pressing, default=score)
    )


def overdue(
    people: Iterable[tuple[int, int, float, int | None]],
    circle_days: Mapping[int, int],
    *,
    today: int,
) -> list[tuple[float, int, int]]:
    """Return the score, the silence and the number of those who are quiet for too long.

    Of each there is their number, the day of the last contact, what goes without a cadence, and the
    cadence that was set. It is what `assess` finds, without making anything of it: there may be ten
    thousand.
    """
    found = []
    for number, last_day, learned_days, own_days in people:
        days = own_days or circle_days.get(number) or learned_days
        quiet_days = today - last_day
        if quiet_days >= days:
            found.append((scoring.quiet(quiet_days, days), quiet_days, number))
    return found


def _expected(facts: Facts, measure: Measure) -> Expectation:
    return expect(
        facts.summary,
        own_days=facts.own_days,
        circle_days=facts.circle_days,
        log_prior=measure.log_prior,
        default_days=measure.default_days,
        learned_range=measure.learned_range,
    )


def _silence(facts: Facts, measure: Measure) -> int:
    return max(measure.today - facts.counted_from, 0)


def grounds(standing: Standing, *, today: int) -> list[Ground]:
    """Return every reason that applies, largest first; `quiet` is always among them."""
    quiet = Ground("quiet", standing.quiet_score, standing.quiet_days, standing.facts.last_day)
    found = [quiet, *dated(standing.matters, today)]
    found.sort(key=_largest_first)
    return found


_CODES = ("reply", "promise", "occasion", "introduction", "waiting", "plan", "quiet")


def _largest_first(ground: Ground) -> tuple[float, int, int, str]:
    """Order reasons by what they say, never by the order in which they were typed."""
    subject = ground.subject
    words = ""
    if isinstance(subject, Loop):
        words = subject.text
    elif subject is not None:
        words = (subject.label or subject.kind) if isinstance(subject, Date) else subject.other
    return -ground.score, _CODES.index(ground.code), ground.day or 0, words


def dated(matters: Matters, today: int) -> Iterator[Ground]:
    """Yield the reasons other than being quiet that apply on a day."""
    for loop in matters.loops:
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
    for date in matters.dates:
        away = None if date.day is None else date.day - today
        if away is None:
            score = scoring.MONTH_ONLY
        elif date.kind == "milestone":
            score = scoring.milestone(-away)
        else:
            score = scoring.yearly(away, lead_days=date.lead_days)
        if score is not None:
            yield Ground("occasion", score, away, date.day, date)
    for intro in matters.intros:
        days_since = today - intro.since
        weigh = scoring.thank_introducer if intro.thank else scoring.ask_how_it_went
        score = weigh(days_since)
        if score is not None:
            yield Ground("introduction", score, days_since, intro.since, intro)
