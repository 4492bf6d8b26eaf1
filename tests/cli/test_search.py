"""`search`: every word, whatever its case, accents and script; the query is only text."""

from __future__ import annotations

import unicodedata

import pytest

from cli.refusals import refused
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
    return db


def found(query, *, db, **options):
    return done("search", "--json", "--", query, db=db, **options).json


@pytest.mark.parametrize("query", FOUND)
def test_found(query, told):
    assert [hit["record"] for hit in found(query, db=told)] == ["interaction"]


@pytest.mark.parametrize("query", NOT_FOUND)
def test_not_found(query, told):
    assert found(query, db=told) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("query", ["Café", "naïve", "Øre", "한국어"])
def test_however_the_accents_are_written(query, form, told):
    assert len(found(unicodedata.normalize(form, query), db=told)) == 1


@pytest.mark.parametrize("query", ["", " ", "\n", "a" * 1001, "\udcff", "a " * 600])
def test_what_cannot_be_searched(query, told):
    error = refused(2, "search", "--", query, db=told).err
    assert len(error) < 300


def test_an_option_in_the_query(told):
    assert "put --" in refused(2, "search", "-x", db=told).err
    assert len(found("-x", db=told)) == 1


@pytest.mark.parametrize("query", ["x" * 1000, "a " * 500, '"' * 1000, "(" * 999, "é" * 1000])
def test_a_long_query_is_only_text(query, told):
    assert found(query, db=told) in ([], found("x", db=told), found("a", db=told))


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
