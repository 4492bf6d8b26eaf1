"""`undo --list`: the latest steps, said as everything else is; and what --limit is of."""

from __future__ import annotations

import pytest

from cli.refusals import refused
from running import ask, done


@pytest.fixture
def demo(tmp_path):
    done("demo", "--at", tmp_path / "demo.db", db=tmp_path / "other.db")
    return tmp_path / "demo.db"


def test_a_skip_is_told_with_a_day_that_is_read(db):
    done("skip", "grace", "--until", "2026-12-04", db=db)
    [step, *_] = ask("undo", "--list", db=db)
    assert step["summary"] == "skip Grace Hopper until Fri 4 Dec 2026"


def test_the_demo_says_its_days_so_too(demo):
    summaries = [step["summary"] for step in ask("undo", "--list", "-n", 0, db=demo)]
    assert any(" until Tue 1 Dec 2026" in summary for summary in summaries)
    assert not [summary for summary in summaries if "2026-" in summary]


def test_how_many_are_listed(demo):
    assert len(ask("undo", "--list", db=demo)) == 20
    assert len(ask("undo", "--list", "-n", 3, db=demo)) == 3
    assert len(ask("undo", "--list", "--limit", 0, db=demo)) > 20
    assert "--limit" in refused(2, "undo", "--list", "-n", "-1", db=demo).err


def test_one_change_is_taken_back_at_a_time(demo):
    before = ask("undo", "--list", db=demo)
    assert "--list" in refused(2, "undo", "-n", "3", db=demo).err
    assert ask("undo", "--list", db=demo) == before
