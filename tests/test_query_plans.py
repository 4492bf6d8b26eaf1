"""Every statement of a read finds what it needs by an index, and reads no entry in vain.

The plans are those of a journal that was never analysed, as journals are.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from running import invoke

MAKE = Path(__file__).parent / "benchmarks" / "journals.py"

LARGE = ("interaction", "participant", "interaction_tag", "search", "own", "entry", "change")
"""What grows with the entries, by its name or by what a statement calls it."""

READS = [
    ["due"],
    ["due", "--as-of", "2026-12-24"],
    ["due", "--all"],
    ["due", "--circle", "peer"],
    ["due", "--via", "coffee"],
    ["due", "--why", "SLUG"],
    ["due", "--count"],
    ["show", "SLUG"],
    ["people"],
    ["people", "--sort", "quiet"],
    ["history"],
    ["history", "SLUG"],
    ["history", "--via", "coffee"],
    ["history", "--tag", "museum"],
    ["history", "--since", "2026-01-01", "--until", "2026-02-01"],
    ["search", "kinomarno"],
    ["search", "oboe"],
    ["search", "SLUG"],
    ["search", "kino"],
    ["follow-ups"],
    ["occasions"],
    ["intros"],
    ["rhythms"],
    ["circles"],
    ["circle", "peer"],
    ["share", "museum", "--about", "museum"],
    ["review"],
    ["triage"],
    ["balance"],
    ["stats"],
]

WHOLE = {
    "balance": "sums up a year of entries",
    "review": "sums up the week and the time before",
    "stats": "sums up everything there is",
}
"""Commands that are asked about all entries, and so may read them all."""

SCANNED = [
    (r"INDEXED BY interaction_date", "of very many hits the newest are met first, going back"),
    (r"ORDER BY date DESC, time DESC, id DESC LIMIT", "goes back in time until there are enough"),
    (r"count\(\*\) FROM participant WHERE day", "what one entry says weighs by how many there are"),
    (r"search MATCH", "the index of words is asked for words, which SQLite calls a scan"),
]
"""Statements of other commands that may, and why."""


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "journal.db"
    subprocess.run([sys.executable, MAKE, path, "150", "3000"], check=True)
    return path


def statements(words, journal):
    """Return what a command asks the journal, with its values."""
    asked = []
    connect = sqlite3.connect

    def traced(*arguments, **options):
        db = connect(*arguments, **options)
        db.set_trace_callback(asked.append)
        return db

    with patch("sqlite3.connect", traced):
        result = invoke(*words, "--json", db=journal)
    assert result.code == 0, result
    # What a virtual table asks by itself is told as a comment.
    questions = r"\s*(SELECT|WITH|INSERT INTO hit|CREATE TEMP TABLE)\b"
    return dict.fromkeys(one for one in asked if re.match(questions, one))


def scans(db, statement):
    """Return the large tables that a statement reads from end to end."""
    plan = [detail for *_, detail in db.execute(f"EXPLAIN QUERY PLAN {statement}")]
    found = (re.match(r"SCAN (?:TABLE )?(\w+)", detail) for detail in plan)
    return [match[1] for match in found if match and match[1] in LARGE]


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_no_read_goes_through_all_entries(words, journal):
    with closing(sqlite3.connect(journal)) as db:
        (slug,) = db.execute("SELECT slug FROM person ORDER BY id LIMIT 1 OFFSET 9").fetchone()
        asked = statements([slug if word == "SLUG" else word for word in words], journal)
        assert asked
        if words[0] in WHOLE:
            return
        for statement in asked:
            if statement.startswith("CREATE"):
                db.execute(statement)
            elif not any(re.search(pattern, statement) for pattern, _ in SCANNED):
                assert scans(db, statement) == [], statement


def test_a_scan_would_be_noticed(journal):
    with closing(sqlite3.connect(journal)) as db:
        assert scans(db, "SELECT count(*) FROM interaction WHERE text LIKE '%a%'")
        assert scans(db, "SELECT 1 FROM participant JOIN person ON id = person_id WHERE day > 9")
        assert not scans(db, "SELECT 1 FROM participant WHERE person_id = 9 AND day > 9")


def test_what_is_let_through_is_still_asked(journal):
    asked = "\n".join(
        statement
        for words in (["history"], ["search", "oboe"], ["share", "--about", "museum"])
        for statement in statements(words, journal)
    )
    for pattern, _ in SCANNED[1:]:
        assert re.search(pattern, asked)
