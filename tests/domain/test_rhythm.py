"""The learned rhythm, against the formula written out a second time and against its laws."""

from math import exp, log
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain import rhythm

GAPS = st.lists(st.integers(1, 2000), min_size=1, max_size=90)


def independently(gaps, prior):
    latest = gaps[-64:]
    n = len(latest)
    weights = [2 ** (-(n - i) / 8) for i in range(1, n + 1)]
    logs = [log(g) for g in latest]
    m = (log(prior) + sum(w * x for w, x in zip(weights, logs))) / (1 + sum(weights))
    s2 = (1.8**2 + sum(w * (x - m) ** 2 for w, x in zip(weights, logs))) / (1 + sum(weights))
    return exp(m + 0.8416 * s2**0.5)


@given(GAPS, st.floats(1, 400))
def test_learns_as_the_formula_says(gaps, prior):
    learned = rhythm.learn(gaps, prior_days=prior)
    assert learned.due_after_days == pytest.approx(independently(gaps, prior))
    assert learned.usual_days == median(gaps[-9:])


def test_by_hand():
    # One gap of 30 days, prior 30: the mean is ln 30, the spread (1.8² + 0) / 2.
    assert rhythm.learn([30]).due_after_days == pytest.approx(30 * exp(0.8416 * (3.24 / 2) ** 0.5))
    assert rhythm.learn([30]).usual_days == 30


@given(GAPS)
def test_only_the_latest_64_count(gaps):
    assert rhythm.learn([999] * 10 + (gaps * 64)[-64:]) == rhythm.learn((gaps * 64)[-64:])


@given(GAPS, st.integers(0, 89), st.integers(1, 500))
def test_a_longer_gap_never_shortens_the_usual(gaps, place, more):
    longer = list(gaps)
    longer[place % len(gaps)] += more
    assert rhythm.learn(longer).usual_days >= rhythm.learn(gaps).usual_days


@pytest.mark.parametrize("gaps", [[], [0], [3, -1], [5, 0, 5]])
def test_refuses_what_is_no_gap(gaps):
    with pytest.raises(ValueError, match="gap"):
        rhythm.learn(gaps)


def test_typical_gap_needs_ten_people():
    assert rhythm.typical_gap([5.0] * 9) == 30
    assert rhythm.typical_gap([5.0] * 10) == 5
    assert rhythm.typical_gap([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]) == 5.5


def test_gaps_between_days():
    assert rhythm.gaps_between([]) == []
    assert rhythm.gaps_between([100]) == []
    assert rhythm.gaps_between([100, 90, 60]) == [30, 10]
    assert len(rhythm.gaps_between(range(500, 0, -1))) == 64


def expect(gaps=(), own=None, circle=None, prior=30.0):
    return rhythm.expect(
        rhythm.summarise(gaps),
        own_days=own,
        circle_days=circle,
        log_prior=log(prior),
        default_days=90,
        learned_range=(7, 180),
    )


def test_own_cadence_goes_before_circle_before_learned_before_default():
    gaps = [10, 12, 14]
    assert expect(gaps, own=20, circle=40) == (20, 20, "set")
    assert expect(gaps, circle=40) == (40, 40, "circle")
    assert expect(gaps).source == "learned"
    assert expect(gaps).usual_days == 12
    assert expect([10]) == (90, 90, "default")


def test_learned_is_kept_within_its_range():
    assert expect([1] * 40, prior=1.0).due_after_days == 7
    assert expect([900] * 40).due_after_days == 180
