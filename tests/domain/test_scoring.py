"""Every score of the scale, by hand-computed values and by its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain import scoring

DAYS = st.integers(-800, 800)


@pytest.mark.parametrize(("days", "score"), [(0, 1), (7, 2), (14, 3), (400, 3)])
def test_reply(days, score):
    assert scoring.reply(days) == score


@pytest.mark.parametrize(
    ("open_", "past", "score"),
    [
        (0, -3, None),
        (0, -2, 1),
        (0, -1, 1),
        (0, 0, 2),
        (0, 7, 3),
        (0, 70, 3),
        (6, None, None),
        (7, None, 1),
        (14, None, 2),
        (99, None, 3),
    ],
)
def test_promise(open_, past, score):
    assert scoring.promise(days_open=open_, days_past=past) == score


@pytest.mark.parametrize(
    ("open_", "past", "score"),
    [
        (99, -1, None),
        (0, 0, 1),
        (0, 30, 2),
        (0, 99, 3),
        (13, None, None),
        (14, None, 1),
        (44, None, 2),
    ],
)
def test_waiting_and_plan(open_, past, score):
    assert scoring.waiting(days_open=open_, days_past=past) == score


@pytest.mark.parametrize(
    ("away", "score"),
    [(8, None), (7, 1), (3, 1 + 4 / 7), (0, 2), (-1, 2 - 1 / 14), (-13, 2 - 13 / 14), (-14, None)],
)
def test_yearly(away, score):
    assert scoring.yearly(away) == (None if score is None else pytest.approx(score))


def test_yearly_lead():
    assert scoring.yearly(30, lead_days=30) == 1
    assert scoring.yearly(15, lead_days=30) == 1.5


@pytest.mark.parametrize(("since", "score"), [(-1, None), (0, 2), (7, 1.5), (14, 1), (500, 1)])
def test_milestone(since, score):
    assert scoring.milestone(since) == score


def test_introductions():
    assert scoring.thank_introducer(0) == 1
    assert scoring.thank_introducer(14) == 2
    assert scoring.ask_how_it_went(13) is None
    assert scoring.ask_how_it_went(14) == 1
    assert scoring.ask_how_it_went(28) == 2


@given(DAYS, DAYS, DAYS)
def test_what_applies_is_between_one_and_three(open_, past, away):
    found = [
        scoring.reply(max(open_, 0)),
        scoring.promise(days_open=open_, days_past=past),
        scoring.promise(days_open=open_, days_past=None),
        scoring.waiting(days_open=open_, days_past=past),
        scoring.yearly(away),
        scoring.milestone(away),
        scoring.thank_introducer(away),
        scoring.ask_how_it_went(away),
    ]
    assert all(1 <= score <= 3 for score in found if score is not None)


@given(st.integers(0, 5000), st.floats(1, 400))
def test_more_silence_never_scores_less(days, expected):
    assert scoring.quiet(days + 1, expected) > scoring.quiet(days, expected)


@given(st.floats(0, 50, allow_nan=False))
def test_print_never_makes_somebody_look_due(score):
    printed = scoring.printed(score)
    assert (printed >= 1) == (score >= 1)
    assert abs(printed - score) < 0.011
