from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.dates import (
    When,
    mentioned_date_word,
    opening_date,
    parse_when,
    split_leading_date,
)
from reltrack.errors import UsageError

SUNDAY = date(2026, 11, 22)


# --- The date that opens an entry ---


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("yesterday: coffee with Ana", "2026-11-21", "coffee with Ana"),
        ("Yesterday:coffee", "2026-11-21", "coffee"),
        ("  yesterday :   a\n b ", "2026-11-21", "a\n b "),
        ("yesterday:", "2026-11-21", ""),
        ("2026-11-20: a: b", "2026-11-20", "a: b"),
        ("2026-11-20T14:30: a", "2026-11-20 14:30", "a"),
        ("2026-11-20 14:30:59: a", "2026-11-20 14:30", "a"),
        ("fri 14:30: a", "2026-11-20 14:30", "a"),
        ("14:30: a", "2026-11-22 14:30", "a"),
        ("14:30:a", "2026-11-22 14:30", "a"),
        ("2pm: a", "2026-11-22 14:00", "a"),
        ("20 nov:lunch", "2026-11-20", "lunch"),
        ("Fri 20 Nov 2026: a", "2026-11-20", "a"),
        ("Fri 20 Nov 2026 (2 days ago): a", "2026-11-20", "a"),
        ("Nov 20, 2026: a", "2026-11-20", "a"),
        ("sat: a", "2026-11-21", "a"),
        ("Sun: a", "2026-11-22", "a"),
        ("last tue: a", "2026-11-17", "a"),
        ("last night: a", "2026-11-21", "a"),
        ("this morning: a", "2026-11-22", "a"),
        ("3 days ago: a", "2026-11-19", "a"),
        ("a week ago: a", "2026-11-15", "a"),
        ("3d: a", "2026-11-19", "a"),
        ("-3d: a", "2026-11-19", "a"),
        ("2 weeks: a", "2026-11-08", "a"),
        ("mar 3: a", "2026-03-03", "a"),
        ("tomorrow: a", "2026-11-23", "a"),
        ("next week: a", "2026-11-29", "a"),
        ("2099-01-01: a", "2099-01-01", "a"),
    ],
)
def test_a_date_before_the_first_colon_dates_the_entry(text: str, day: str, rest: str) -> None:
    when, left = split_leading_date(text, today=SUNDAY)
    assert when is not None
    assert f"{when.date} {when.time or ''}".strip() == day
    assert left == rest


@pytest.mark.parametrize(
    "text",
    [
        *("", ":", ": a", "coffee with Ana", "coffee with Ana yesterday", "Ana: hello"),
        *("Note to self: x", "re: soon", "Re 2026-11-20: x", "today I met Ana: great"),
        *("10: x", "2026: x", "may: x", "March: x", "soon: x", "Mark 3: x", "Q3 2026: x"),
        *("3M: call with Ana", "3D: printing", "1M: raised", "2 Weeks: x", "one day: x", "a: x"),
        *("1:1: with Ana", "1-1: Ana", "1:1 with Ana", "2:0: x", "99.5: x", "1.2.3: x", "m: x"),
        *("50/50: x", "20 nov:3 people", "14:30 called: x", "9:30-10:30: x", "25:00: x"),
        *("https://example.org: x", "https://example.org", "12345678: x", "+351 912 345: x"),
        *("the other day: x", "Ana (03/04): x", "(yesterday): x", "a\nyesterday: x", "evening: x"),
        *("x" * 500 + ": y", "::: x", "昨日: x"),
    ],
)
def test_what_is_just_words_stays_in_the_text(text: str) -> None:
    assert split_leading_date(text, today=SUNDAY) == (None, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-02-30: x", "February 2026 has 28 days"),
        ("03/04: x", "can be two days"),
        ("03/04/2026: x", "can be two days"),
        ("3.4.: x", "can be two days"),
        ("03.04: x", "can be two days"),
        ("13/04: x", "order year-month-day"),
        ("31/02/2026: x", "no day of the calendar"),
        ("Mon 20 Nov 2026: x", "is a Friday"),
        ("31 nov: x", "November has 30 days"),
        ("nov 2026: x", "lacks the day"),
        ("fri 20: x", "lacks the month"),
        ("20.11.26: x", "four digits"),
        ("9999 years ago: x", "outside the calendar"),
    ],
)
def test_a_date_that_cannot_be_used_is_refused_rather_than_kept_as_words(
    text: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        split_leading_date(text, today=SUNDAY)


def test_the_order_counts_there_too() -> None:
    when, rest = split_leading_date("3.4.: a", today=SUNDAY, order="dmy")
    assert (when, rest) == (When(date(2026, 4, 3), None), "a")


# --- Date words in the middle of a text ---


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("lunch with Ana yesterday", "yesterday"),
        ("Yesterday, lunch", "Yesterday"),
        ("lunch the day before yesterday", "the day before yesterday"),
        ("saw her last Friday.", "last Friday"),
        ("saw her last\nweek", "last week"),
        ("drinks last night with Ana", "last night"),
        ("met Ana on Tuesday", "on Tuesday"),
        ("met Ana on tue", "on tue"),
        ("met Ana 3 days ago", "3 days ago"),
        ("met Ana two weeks ago", "two weeks ago"),
        ("met Ana a couple of weeks ago", "a couple of weeks ago"),
        ("2026-11-20 lunch", "2026-11-20"),
        ("photos from yesterday, then lunch on tue", "on tue"),
    ],
)
def test_a_phrase_that_would_date_the_text_is_found_as_typed(text: str, phrase: str) -> None:
    assert mentioned_date_word(text) == phrase


@pytest.mark.parametrize(
    "text",
    [
        *("", "coffee with Ana", "sunday roast", "may", "today", "tomorrow", "next friday"),
        *("on Sun servers", "on sat", "on Fridays", "on the roof", "yesterday's news", "lastly"),
        *("since last week", "by 2026-11-20", "about 3 days ago", "more than a week ago"),
        *("last year", "3 years ago", "at last", "last but not least", "long ago"),
        *("https://example.org/2026-11-20/a", "2026-13-45", "2026-02-30", "12026-11-201"),
    ],
)
def test_what_only_sounds_like_a_date_is_left_alone(text: str) -> None:
    assert mentioned_date_word(text) is None


@given(st.text())
def test_a_phrase_found_is_a_date_that_can_be_typed(text: str) -> None:
    for padded in (text, f"{text} yesterday {text}", f"2026-11-20{text}", f"on fri{text}"):
        if phrase := mentioned_date_word(padded):
            parse_when(phrase, today=SUNDAY, lean="past")


# --- A date that opens a text without a colon ---


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        *(("yesterday", "2026-11-21"), ("fri", "2026-11-20"), ("Last tue", "2026-11-17")),
        *(("19 nov", "2026-11-19"), ("2026-11-19", "2026-11-19"), ("3 days ago", "2026-11-19")),
        *(("on friday", "2026-11-20"), ("the 19th of nov", "2026-11-19"), ("noon", "2026-11-22")),
        *(("Fri 20 Nov 2026 (2 days ago)", "2026-11-20"), ("2pm", "2026-11-22")),
    ],
)
def test_a_date_that_opens_a_text_is_told_from_the_rest(opening: str, day: str) -> None:
    for between in (" ", ", ", " - ", "\n"):
        found = opening_date(f"{opening}{between}coffee with 2 people", today=SUNDAY)
        assert found is not None
        assert (found.typed, found.says, str(found.when.date)) == (opening, (opening,), day)
        assert (found.rest, found.doubtful) == ("coffee with 2 people", False)


@pytest.mark.parametrize(
    "opening", ["Sat", "wed", "mon", "3d", "2 weeks", "last year", "1 year ago"]
)
def test_what_may_be_just_words_is_doubtful(opening: str) -> None:
    found = opening_date(f"{opening} with Ana", today=SUNDAY)
    assert found is not None
    assert (found.typed, found.rest, found.doubtful) == (opening, "with Ana", True)


def test_figures_in_an_order_not_agreed_upon_say_which_days_they_may_be() -> None:
    said = {
        text: found.says
        for text in ("20.11.2026 tea", "3/4/2026 tea", "3/4 tea", "20.11 tea", "31/02/2026 tea")
        if (found := opening_date(text, today=SUNDAY))
    }
    assert said == {"20.11.2026 tea": ("2026-11-20",), "3/4/2026 tea": ("2026-03-04", "2026-04-03")}
    found = opening_date("3/4 tea", today=SUNDAY, order="dmy")
    assert found is not None
    assert (found.says, found.when.date) == (("3/4",), date(2026, 4, 3))


@pytest.mark.parametrize(
    "text",
    [
        *("", "coffee yesterday", "May came", "Mark 3", "10 km", "1-1 with Ana", "24/7", "A post"),
        *("2026-02-30 tea", "yesterday's tea", "3M call", "1 on 1", "fri/sat tea", "12 came"),
    ],
)
def test_no_date_opens_it(text: str) -> None:
    assert opening_date(text, today=SUNDAY) is None


@given(st.text(), st.sampled_from(["fri", "3d", "19 nov", "1.1.2026", "last", "9:30"]))
def test_whatever_opens_a_text_can_be_said(text: str, opening: str) -> None:
    for whole in (text, f"{opening}{text}", f"{opening} {text}"):
        if found := opening_date(whole, today=SUNDAY):
            assert whole.endswith(found.rest)
            for said in found.says:
                parse_when(said, today=SUNDAY, lean="past")
