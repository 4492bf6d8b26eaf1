"""Reasons in words. They suggest; they never shame."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain.day_words import day_name, relative_day, say_every, span
from reltrack.domain.matters import Date, Intro, Loop, Matters, brought_up
from reltrack.domain.scoring import INTRODUCTION_WAIT_DAYS, printed
from reltrack.domain.standing import Ground, Standing, grounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reltrack.domain.records import (
        Coming,
        IntroductionKind,
        OccasionKind,
        Reason,
        ReasonCode,
    )


def told(standing: Standing, *, today: date) -> list[Reason]:
    """Return the reasons to be in touch with one person, largest first."""
    return [
        {
            "code": ground.code,
            "score": printed(ground.score),
            "text": _text(ground, standing, today),
            "days": ground.days,
            "date": None if ground.day is None else date.fromordinal(ground.day).isoformat(),
            "ref": None if ground.subject is None else ground.subject.id,
            "kind": _kind(ground.subject),
        }
        for ground in grounds(standing, today=today.toordinal())
    ]


def coming(matters: Matters, dates: Iterable[Date], *, today: date) -> list[Coming]:
    """Return what will be a reason on a later day, the earliest first.

    `dates` are a person's next occurrences, however far away.
    """
    found: list[tuple[int, ReasonCode, str, int]] = [
        *((brought_up(loop), loop.kind, _loop(loop, today), loop.id) for loop in matters.loops),
        *(
            (one.day - one.lead_days, "occasion", _occasion(one, today), one.id)
            for one in dates
            if one.day is not None
        ),
        *(
            (
                intro.since + INTRODUCTION_WAIT_DAYS,
                "introduction",
                f"ask how it went with {intro.other}",
                intro.id,
            )
            for intro in matters.intros
            if not intro.thank
        ),
    ]
    return [
        {"code": code, "text": text, "date": date.fromordinal(day).isoformat(), "ref": ref}
        for day, code, text, ref in sorted(found)
        if day > today.toordinal()
    ]


def _kind(subject: Loop | Date | Intro | None) -> OccasionKind | IntroductionKind | None:
    if isinstance(subject, Intro):
        return "thanks" if subject.thank else "outcome"
    return subject.kind if isinstance(subject, Date) else None


def _text(ground: Ground, standing: Standing, today: date) -> str:
    subject = ground.subject
    if isinstance(subject, Loop):
        return _loop(subject, today)
    if isinstance(subject, Date):
        return _occasion(subject, today)
    if isinstance(subject, Intro):
        when = relative_day(date.fromordinal(subject.since), today=today)
        if subject.thank:
            return f"thank them for introducing {subject.other} ({when})"
        return f"ask how it went with {subject.other}, introduced {when}"
    if ground.days is None:
        return "not logged yet"
    expectation = standing.expectation
    days = round(expectation.usual_days)
    quiet = f"quiet for {span(ground.days)}" if ground.days else "in touch today"
    if expectation.source == "default":
        return quiet
    if expectation.source == "learned":
        return f"{quiet}, usually every {span(days).removeprefix('1 ')}"
    return f"{quiet}, meant to be {say_every(days)}"


def _loop(loop: Loop, today: date) -> str:
    about = f": {loop.text}" if loop.text else ""
    opened = relative_day(date.fromordinal(loop.opened), today=today)
    when = ""
    if loop.due is not None:
        due = date.fromordinal(loop.due)
        when = f" (for {day_name(due)}, {relative_day(due, today=today)})"
    if loop.kind == "reply":
        return f"you owe an answer{about} ({opened})"
    if loop.kind == "promise":
        return f"you promised{about}{when or f' ({opened})'}"
    if loop.kind == "waiting":
        return (
            f"you are waiting for{about.removeprefix(':') or ' something'}{when or f' ({opened})'}"
        )
    return f"you planned to meet{about}{when or f' ({opened})'}"


def _occasion(occasion: Date, today: date) -> str:
    name = occasion.label or ("a date" if occasion.kind == "other" else occasion.kind)
    if occasion.day is None:
        return f"{name} this month"
    day = date.fromordinal(occasion.day)
    when = relative_day(day, today=today)
    if occasion.kind == "milestone":
        return f"congratulate: {name} ({when})"
    years = ""
    if occasion.years:
        years = f", {occasion.years} years"
        if occasion.kind == "birthday":
            years = f", {'turns' if day >= today else 'turned'} {occasion.years}"
    if day == today:
        return f"{name} today{years}"
    if day > today:
        return f"{name} {when}, {day_name(day)}{years}"
    return f"{name} was {when}, {day_name(day)}{years}"
