"""One person at a time, on a terminal: who they are, and what may be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain.durations import say_every
from reltrack.domain.text import visible
from reltrack.domain.triage import CADENCES, LATER_DAYS
from reltrack.render.breaking import whole, wrapped
from reltrack.render.wording import counted, dated, joined

if TYPE_CHECKING:
    from reltrack.domain.triage import Waiting

KEYS = (
    "k keep",
    "c circle",
    "e how often",
    "a archive",
    "m merge",
    "Enter later",
    "q quit",
    "? more",
)


def card(who: Waiting, today: date, *, left: int, width: int) -> str:
    """Return what there is to know of somebody, and the keys."""
    how = who.how_met and who.how_met.casefold() not in who.sources and who.how_met
    met = joined((how or None, who.met_on and f"met {dated(who.met_on, today)}"), ", ")
    brought = f"from {' and '.join(who.sources)}" if who.sources else None
    touch = None
    if who.last_date:
        often = "once" if who.times == 1 else counted(who.times, "day", "days")
        touch = f"in touch {'' if who.times == 1 else 'on '}{often},"
        touch += f" last {dated(who.last_date, today)}"
    double = None
    if who.double:
        double = f"perhaps {who.double.name} ({who.double.slug}), {_known(who.double.status)}"
    told = [", ".join(who.work), met, brought, touch, double]
    more = f"  ({counted(left - 1, 'more waits', 'more wait')})" if left > 1 else ""
    lines = [*wrapped(visible(who.name) + more, width)]
    for each in told:
        if each:
            lines += _hanging(each, width, first="  ", others="    ")
    keys = ", ".join(whole(key) for key in KEYS if who.double or not key.startswith("m "))
    return "\n".join([*lines, *wrapped(f"{keys}:", width)])


def _known(status: str) -> str:
    return {"active": "whom you know", "archived": "archived"}.get(status, "who waits, too")


def keys(width: int) -> str:
    """Return what each key does."""
    return "\n".join(
        [
            *_hanging("k  keep: no longer new, with no cadence of their own", width),
            *_hanging("c  keep, in a circle", width),
            *_hanging("e  keep, with a cadence of their own; or at once:", width),
            *(f"   {key}  {say_every(days)}" for key, days in enumerate(CADENCES, 1)),
            *_hanging("a  archive: put away", width),
            *_hanging("m  merge with the one here who is much like them", width),
            *_hanging(f"Enter, space or l  later: ask again in {LATER_DAYS // 7} weeks", width),
            *_hanging("u  undo the last answer", width),
            *_hanging("q  quit; what was answered is saved", width),
        ]
    )


def _hanging(text: str, width: int, *, first: str = "", others: str = "   ") -> list[str]:
    head, *rest = wrapped(visible(text), width - len(others))
    return [first + head, *(others + line for line in rest)]


def cadences(width: int) -> str:
    """Return what the number keys choose."""
    told = "; ".join(whole(f"{key} {say_every(days)}") for key, days in enumerate(CADENCES, 1))
    return "\n".join(wrapped(f"number keys: {told}", width))


def circles(names: Iterable[str], width: int) -> str:
    """Return the circles with the numbers that choose them."""
    told = ", ".join(whole(f"{key} {visible(name)}") for key, name in enumerate(names, 1))
    return "\n".join(wrapped(told, width))


def summary(settled: int, left: int) -> str:
    """Return what came of it."""
    rest = f"{counted(left, 'person waits', 'people wait')} still" if left else "nobody waits"
    back = "\nreltrack undo takes the last one back" if settled else ""
    return f"{settled} settled, {rest}{back}"
