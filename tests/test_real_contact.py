"""One person's side of real mail: the ranking, and its rhythms computed a second way."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from datetime import date
from math import exp, log
from pathlib import Path
from statistics import median

import pytest

from contact_lines import lines
from running import ask, done

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[2] / "shared"))
ROWS = SHARED / "data" / "temporal" / "enron_dedup.csv"
AS_OF = date(2001, 11, 1)

pytestmark = pytest.mark.skipif(not ROWS.exists(), reason="the real rows are not here")


@pytest.fixture(scope="module")
def entries():
    return list(lines(ROWS))


@pytest.fixture(scope="module")
def journal(entries, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mail")
    batch = folder / "lines.jsonl"
    batch.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    db = folder / "journal.db"
    added = ask("log", "--batch", batch, db=db)
    assert added["added"] == len(entries) > 1000
    again = ask("log", "--batch", batch, db=db)
    assert (again["added"], again["skipped"]) == (0, len(entries))
    return db


def weighted(gaps, prior):
    """Return the figure of the design, written out plainly."""
    latest = gaps[-64:]
    n = len(latest)
    weight = [2 ** (-(n - i) / 8) for i in range(1, n + 1)]
    m = (log(prior) + sum(w * log(g) for w, g in zip(weight, latest))) / (1 + sum(weight))
    spread = sum(w * (log(g) - m) ** 2 for w, g in zip(weight, latest))
    return exp(m + 0.8416 * ((1.8**2 + spread) / (1 + sum(weight))) ** 0.5)


def test_learned_rhythms_agree_with_the_design(entries, journal):
    days = defaultdict(set)
    for entry in entries:
        if entry["date"] <= AS_OF.isoformat():
            days[entry["with"][0]].add(date.fromisoformat(entry["date"]).toordinal())
    gaps = {
        who: [b - a for a, b in zip(sorted(found), sorted(found)[1:])]
        for who, found in days.items()
    }
    medians = [median(g[-64:]) for g in gaps.values() if len(g) >= 2]
    prior = median(medians) if len(medians) >= 10 else 30
    items = ask("due", "--all", "--as-of", AS_OF.isoformat(), db=journal)
    assert {item["name"] for item in items} == set(days)
    for item in items:
        own = gaps[item["name"]]
        quiet = AS_OF.toordinal() - max(days[item["name"]])
        assert item["quiet_days"] == quiet
        if len(own) < 2:
            expected, source = 90, "default"
        else:
            expected, source = min(max(weighted(own, prior), 7), 180), "learned"
            assert item["usual_days"] == round(median(own[-9:]), 2)
        assert item["rhythm_source"] == source
        assert item["due_after_days"] == pytest.approx(expected, abs=0.0051)
        assert item["score"] == pytest.approx(quiet / expected, abs=0.0101)
    scores = [item["score"] for item in items]
    assert scores == sorted(scores, reverse=True)


def test_only_those_due_are_shown_unless_asked(journal):
    everyone = ask("due", "--all", "--as-of", AS_OF.isoformat(), db=journal)
    due = ask("due", "-n", "0", "--as-of", AS_OF.isoformat(), db=journal)
    assert [i["name"] for i in due] == [i["name"] for i in everyone if i["score"] >= 1]
    assert len(due) > 5
    assert ask("due", "--as-of", AS_OF.isoformat(), db=journal) == due[:5]
    count = done("due", "--count", "--as-of", AS_OF.isoformat(), db=journal)
    assert int(count.out) == len(due)
