"""`search`: every word, whatever its case, accents and script; the query is only text."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing, suppress
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cli.refusals import refused
from reltrack.config import Settings
from reltrack.domain.text import checked
from reltrack.errors import UsageError
from reltrack.read import search
from running import ask, done

ENTRY = (
    "met at the C++ meetup, 50% off; Straße, café naïve list[str] [red]x[/red] a@b.example"
    ' NEAR( "quoted" O\'Brien foo-bar -x Øre İstanbul 功夫大師 ภาษาไทย דברי العربية हिन्दी'
    " 한국어"
)
FOUND = [
    "meetup", "MEETUP", "meet", "c++", "C++", "50%", "straße", "strasse", "STRASSE", "cafe",
    "CAFÉ", "naive", "list[str]", "[red]", "a@b.example", "a@b", "NEAR(", '"quoted"', '"',
    "quoted",
    "O'Brien", "o’brien", "foo-bar", "foo bar", "øre", "ore", "功夫", "大師", "師",
    "ภาษา",
    "ไทย", "דברי", "العربية", "हिन्दी", "한국어", "한국", "istanbul", "(", "met strasse",
    "strasse met", "*red*", "%", "x", "{met}", "^met",
]  # fmt: skip
NOT_FOUND = [
    "AND", "met AND cafe", "met OR zzz", "NOT zzz", "*", "text:met", "body : met", "zzz",
    "met zzz", "eet", "raße", "_", "\\", "^zzz", "NEAR(met zzz)", "'; DROP TABLE person",
]  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    db = tmp_path_factory.mktemp("search") / "journal.db"
    done("log", "-w", "Al", "--", ENTRY, db=db)
    done("waiting", "Al", "--", ENTRY, db=db)
    return db


def found(query, *, db, **options):
    return done("search", "--json", "--", query, db=db, **options).json


@pytest.mark.parametrize("query", FOUND)
def test_found(query, told):
    assert [hit["record"] for hit in found(query, db=told)] == ["interaction", "follow_up"]


@pytest.mark.parametrize("query", NOT_FOUND)
def test_not_found(query, told):
    assert found(query, db=told) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("query", ["Café", "naïve", "Øre", "한국어"])
def test_however_the_accents_are_written(query, form, told):
    assert len(found(unicodedata.normalize(form, query), db=told)) == 2


@pytest.mark.parametrize("query", ["", " ", "\n", "a" * 1001, "\udcff", "a " * 600])
def test_what_cannot_be_searched(query, told):
    error = refused(2, "search", "--", query, db=told).err
    assert len(error) < 300


def test_an_option_in_the_query(told):
    assert "put --" in refused(2, "search", "-x", db=told).err
    assert len(found("-x", db=told)) == 2


@pytest.mark.parametrize("query", ["x" * 1000, "a " * 500, '"' * 1000, "(" * 999, "é" * 1000])
def test_a_long_query_is_only_text(query, told):
    assert found(query, db=told) in ([], found("x", db=told), found("a", db=told))


@given(st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=4), st.data())
def test_follow_ups_are_found_as_entries_are(told, words, data):
    text, word = " ".join(words), data.draw(st.sampled_from(words))
    ends = st.integers(0, len(word))
    query = word[data.draw(ends) : data.draw(ends)] or word
    assume(text.strip() and query.replace("\0", " ").strip())
    with closing(sqlite3.connect(told)) as db, suppress(UsageError):
        for table in ("interaction", "follow_up"):
            db.execute(f"UPDATE {table} SET text = ?", [checked(text, what="text")])
        hits = search.search(db, query, today=date(2026, 11, 20), settings=Settings())
        records = {hit["record"] for hit in hits} - {"person"}
        assert records in (set(), {"interaction", "follow_up"})


def test_promises_replies_waits_and_plans(db):
    done("promise", "bob", "send the budget", "--by", "fri", db=db, now="2026-11-02")
    done("reply", "bob", "his budget", db=db, now="2026-11-03")
    done("plan", "grace", "lunch, and the BUDGETS", db=db, now="2026-11-04")
    done("waiting", "grace", "the budget", db=db, now="2026-11-05")
    done("log", "Tea with Grace about her budget", "--in", "-v", "email", db=db, now="2026-11-06")
    hits = found("budget", db=db)
    assert [hit.get("kind") for hit in hits] == [None, "waiting", "plan", "reply", "promise"]
    assert {**hits[-1]} == {"record": "follow_up", **ask("follow-ups", db=db)[0]}
    before = found("budget", db=db, now="2026-11-03")
    assert [hit["kind"] for hit in before if "kind" in hit] == ["reply", "promise"]
    assert len(ask("search", "budget", "-n", 2, db=db)) == 2
    done("done", hits[-1]["id"], db=db)
    assert found("budget send", db=db)[0]["closed_on"] == "2026-11-20"
    _, line = done("search", "send budget", db=db).out.splitlines()
    assert line.split("\t")[:1] + line.split("\t")[2:] == [
        "follow_up", "2026-11-02", "bob-stone", "send the budget"
    ]  # fmt: skip
    page = done("search", "budget", "--format", "table", db=db).out
    assert "you promised: send the budget" in page
    assert "closed Fri 20 Nov 2026 (today)" in page
    text = done("search", "send budget", "--format", "text", db=db).out
    assert text.splitlines() == [
        f"#{hits[-1]['id']}  Bob Stone",
        "  you promised: send the budget",
        "  closed Fri 20 Nov 2026 (today)",
    ]
    fields = done("search", "send budget", "--fields", "kind,due_date", db=db).out
    assert fields == "kind\tdue_date\npromise\t2026-11-06\n"


def test_one_search_knows_nothing_of_the_one_before(told):
    with closing(sqlite3.connect(told)) as db:
        for query, hits in (("café", 2), ("nowhere", 0), ("café", 2)):
            found = search.search(db, query, today=date(2026, 11, 20), settings=Settings())
            assert len(found) == hits


def test_very_many_promises(db):
    done("promise", "bob", "a word", db=db)
    with closing(sqlite3.connect(db)) as journal, journal:
        journal.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
            " INSERT INTO follow_up"
            " (id, uid, kind, person_id, text, opened_on, created_at, updated_at)"
            " SELECT 1000 + i, 'u' || i, kind, person_id, iif(i % 2, 'a sword', 'Wörd ' || i),"
            " date('2026-11-20', -i || ' days'), created_at, updated_at FROM n, follow_up"
        )
    assert [hit["id"] for hit in ask("search", "word", "-n", 0, db=db)][1:] == [
        1000 + i for i in range(2, 1501, 2)
    ]
    assert [hit["id"] for hit in ask("search", "word", "-n", 3, db=db)][1:] == [1002, 1004]


@pytest.fixture
def mixed(db):
    """Entries, facts and a person that have a word in common."""
    done("edit", "bob", "--city", "Lisbon", "--company", "Lisbon Labs", db=db)
    done("log", "3d: tea with Grace in Lisbon", "--fact", "moves to Lisbon #lisbon", db=db)
    done("log", "Dinner with José", "--place", "Lisbon", db=db)
    done("note", "ana-lima", "loves Lisbon", "--on", "2026-01-02", db=db)
    return db


def test_entries_facts_and_people(mixed):
    hits = found("lisbon", db=mixed)
    assert [hit["record"] for hit in hits] == [
        "person", "interaction", "interaction", "fact", "fact",
    ]  # fmt: skip
    assert hits[0]["slug"] == "bob-stone"
    assert [hit.get("date") or hit.get("heard_on") for hit in hits[1:]] == [
        "2026-11-20", "2026-11-17", "2026-11-17", "2026-01-02",
    ]  # fmt: skip
    assert len(ask("search", "lisbon", "-n", 2, db=mixed)) == 2
    assert len(ask("search", "lisbon", "-n", 0, db=mixed)) == 5
    refused(2, "search", "lisbon", "-n", "-1", db=mixed)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("jose", ["jose-nunez"]), ("NÚÑEZ", ["jose-nunez"]), ("bob lisbon", ["bob-stone"]),
        ("ana", ["ana-lima", "ana-ortiz"]), ("labs", ["bob-stone"]), ("obert", []),
    ],
)  # fmt: skip
def test_people_by_any_part_of_their_card(query, slugs, mixed):
    hits = found(query, db=mixed)
    assert [hit["slug"] for hit in hits if hit["record"] == "person"] == slugs


def test_what_is_searched_follows_every_change(mixed):
    def count():
        return len([h for h in found("lisbon", db=mixed) if h["record"] != "person"])

    assert count() == 4
    entry = next(h["id"] for h in found("dinner", db=mixed) if h["record"] == "interaction")
    done("amend", entry, "--place", "Porto", db=mixed)
    assert count() == 3
    done("undo", db=mixed)
    assert count() == 4
    done("delete", entry, "--yes", db=mixed)
    assert count() == 3
    done("undo", db=mixed)
    done("amend", entry, "--text", "No longer there", "--place", "", db=mixed)
    assert count() == 3


def test_archived_people_come_last(db):
    done("archive", "ana-lima", db=db)
    assert [hit["slug"] for hit in found("ana", db=db)] == ["ana-ortiz", "ana-lima"]


def test_in_a_pipe_every_hit_is_one_line(mixed):
    header, *lines = done("search", "lisbon", db=mixed).out.splitlines()
    assert header.split("\t") == ["record", "id", "date", "people", "text"]
    assert all(line.count("\t") == 4 for line in lines)
    assert len(lines) == 5
