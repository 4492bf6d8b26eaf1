"""Days that TAB offers: each word is read as the day that is said beside it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from reltrack.cli.complete import candidates
from reltrack.cli.complete_table import COMMANDS
from reltrack.domain import dates
from reltrack.domain.civil import Lean
from reltrack.domain.day_offers import day_offers, yearly_offers
from reltrack.domain.occasions import parse_yearly
from running import done, invoke

TODAY = date(2026, 11, 20)

leans = st.sampled_from(["past", "future"])
days = st.dates()
begun = st.one_of(
    st.just(""),
    st.sampled_from(["t", "la", "last-f", "next", "in", "in-3", "in-12-w", "SUN", "3", "999y"]),
    st.builds(lambda day, end: day.isoformat()[:end], days, st.integers(1, 10)),
    st.text("0123456789-adeinstwy", max_size=9),
)


@given(begun, days, leans)
@example("", TODAY, "past")
@example("", TODAY, "future")
@example("", date.min, "past")
@example("", date.max, "future")
@example("2028-02", date(2028, 2, 29), "past")
@example("0000-", TODAY, "past")
@example("²", TODAY, "past")
def test_what_is_offered_is_read_as_the_day_it_says(typed: str, today: date, lean: Lean) -> None:
    found = day_offers(typed, today=today, lean=lean)
    for word, day in found:
        assert word.startswith(typed.casefold())
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", word), "no shell has to quote it"
        assert dates.parse_when(word, today=today, lean=lean) == (day, None)
        assert day <= today if lean == "past" else day >= today
    assert len({day for _, day in found}) == len(found) <= 48


@given(days, st.integers(4, 10), days, leans)
def test_all_days_that_begin_so_share_what_the_offered_ones_share(
    day: date, end: int, today: date, lean: Lean
) -> None:
    typed = day.isoformat()[:end]
    year = (date(day.year, 1, 1) + timedelta(n) for n in range(365))
    every = [each.isoformat() for each in (*year, date(day.year, 12, 31))]
    now = today.isoformat()
    fitting = [
        each
        for each in every
        if each.startswith(typed) and (each <= now if lean == "past" else each >= now)
    ]
    found = [word for word, _ in day_offers(typed, today=today, lean=lean)]
    assert set(found) <= set(fitting)
    assert shared(found) == shared(fitting)


def shared(words: list[str]) -> str:
    """Return the beginning that all have in common, which a shell puts in."""
    low, high = min(words, default=""), max(words, default="")
    return next((low[:end] for end in range(len(low), 0, -1) if high.startswith(low[:end])), "")


@given(st.one_of(begun, st.sampled_from(["m", "14", "31-f", "29"])), days)
@example("", TODAY)
def test_days_of_any_year_are_read_as_what_they_say(typed: str, today: date) -> None:
    for word, day in yearly_offers(typed, today=today):
        assert word.startswith(typed.casefold())
        assert parse_yearly(word, today=today) == day


def offered(line: str) -> dict[str, str]:
    """Return what is offered at the end of a line, and what is said of it."""
    return dict(candidates("zsh", line.split(" ")))


def test_days_lean_as_the_command_does() -> None:
    assert list(offered("log --on ").items())[:4] == [
        ("today", "Fri 20 Nov 2026"),
        ("yesterday", "Thu 19 Nov 2026"),
        ("wed", "Wed 18 Nov 2026"),
        ("tue", "Tue 17 Nov 2026"),
    ]
    assert offered("history --until f") == {"fri": "Fri 20 Nov 2026"}
    assert offered("promise ana x --by=f") == {"--by=fri": "Fri 27 Nov 2026"}
    assert offered("due --as-of 3") == {
        "3d": "Mon 23 Nov 2026",
        "3w": "Fri 11 Dec 2026",
        "3m": "Sat 20 Feb 2027",
        "3y": "Tue 20 Nov 2029",
    }
    assert "today" in offered("plan ana --by ")
    assert "today" not in offered("skip ana --until ")
    assert list(offered("log --on 2026-1"))[-2:] == ["2026-11-01", "2026-10-01"]
    assert list(offered("log --by 2026-11-2"))[:2] == ["2026-11-20", "2026-11-21"]
    assert offered("intro 41 --met y") == {"yesterday": "Thu 19 Nov 2026"}


def test_dates_of_every_year_are_months_or_days_that_have_been() -> None:
    assert list(offered("add Ana Maria Lima --birthday ma")) == ["march", "may"]
    assert list(offered("edit ana --birthday 30-f")) == []
    assert list(offered("edit ana --birthday 14-m")) == ["14-march", "14-may"]
    assert list(offered("occasion ana birthday 14 ma")) == ["march", "may"]
    assert list(offered("occasion ana birthday march 1")) == []
    assert offered("occasion ana birthday 1980-03-14") == {"1980-03-14": "Fri 14 Mar 1980"}
    assert offered("occasion ana milestone y") == {"yesterday": "Thu 19 Nov 2026"}


LINES = {
    "amend": ("--on",),
    "note ana-lima x": ("--on",),
    "share x --to ana-lima": ("--on",),
    "log x -w ana-lima --promise y": ("--on", "--by"),
    "add Eve": ("--met",),
    "edit ana-lima": ("--met",),
    "review": ("--since",),
    "balance": ("--since",),
    "history": ("--since", "--until"),
    "stats": ("--since", "--until"),
    "import csv FILE": ("--since", "--until"),
    "export": ("--since",),
    "promise ana-lima x": ("--by",),
    "waiting ana-lima x": ("--by",),
    "plan ana-lima x": ("--by",),
    "due": ("--as-of",),
    "skip ana-lima": ("--until",),
    "intro ana-lima bob": ("--made", "--met"),
    "intro ana-lima --from bob": ("--thanked",),
}
"""A call of each command that takes a day, and its options that do."""


def test_every_option_is_offered_days_of_the_side_it_leans_to(db: Path, tmp_path: Path) -> None:
    leaning = {
        (command, option.split("=")[0].split(",")[0]): option.split("=")[1].lower()
        for command, takes in COMMANDS.items()
        for option in takes.split()
        if option.endswith(("=PAST", "=FUTURE"))
    }
    file = tmp_path / "people.csv"
    file.write_text("name\nAna Lima\n")
    done("log", "Coffee with Bob Stone", db=db)
    tried = {}
    for line, options in LINES.items():
        for option in options:
            with patch.object(dates, "parse_when", wraps=dates.parse_when) as read:
                words = line.replace("FILE", str(file)).split()
                result = invoke(*words, option, "2026-11-20", db=db)
            assert read.call_args, (words, option, result)
            tried[words[0], option] = read.call_args.kwargs["lean"]
    assert tried == leaning
