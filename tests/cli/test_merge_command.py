"""`merge` and `delete NAME`: people's cards change safely, and back."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from cli.refusals import contents, refused
from cli.sqlite_rows import make_new
from running import ask, done
from states import derived, state

CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Robert,Stone,https://www.linkedin.com/in/rstone,rob@x.example,Acme,CTO,02 May 2019
"""


def held(db):
    with closing(sqlite3.connect(db)) as connection:
        return state(connection), derived(connection)


def slugs(db):
    return [who["slug"] for who in ask("people", "--all", db=db)]


def test_merge(db):
    done("log", "Tea with Grace about Bob", db=db, now="2026-02-01")
    done("log", "Lunch with Bob", "--fact", "sails", "--promise", "a deck", db=db, now="2026-03-01")
    done("edit", "bob", "--circle", "peer", "--alias", "Bobby", "--every", "3w", db=db)
    before = held(db)
    merged = ask("merge", "grace", "bob-stone", db=db)
    assert (merged["slug"], merged["aliases"], merged["circles"]) == (
        "grace-hopper", ["Bob Stone", "Bobby"], ["peer"],
    )  # fmt: skip
    assert merged["merged"] == {"id": 3, "slug": "bob-stone", "name": "Bob Stone"}
    assert merged["moved"] == {
        "entries": 2, "facts": 1, "follow_ups": 1, "occasions": 0, "introductions": 0, "skips": 0,
        "circles": 1, "tags": 0, "contact_points": 0, "aliases": 2,
    }  # fmt: skip
    assert (merged["cadence_days"], merged["last_date"]) == (21, "2026-03-01")
    assert merged["remarks"] == []
    assert "bob-stone" not in slugs(db)
    for name in ("bob-stone", "Bobby", "bob stone", "grace"):
        card = ask("show", name, db=db)
        assert card["id"] == 5
        assert [len(card[what]) for what in ("entries", "facts", "follow_ups")] == [2, 1, 1]
    after = held(db)
    for _ in range(2):
        assert ask("undo", db=db)["summary"] == "merge Bob Stone into Grace Hopper"
        assert held(db) == before
        done("redo", db=db)
        assert held(db) == after


def test_merge_says_what_moved_and_a_trial_does_nothing(db):
    done("log", "Lunch with Bob", db=db)
    before = contents(db)
    said = done("merge", "grace", "bob", "--dry-run", db=db).out
    assert contents(db) == before
    assert said.endswith("would be merged; nothing was written\n")
    assert ask("merge", "grace", "bob", "--dry-run", db=db)["id"] is None
    assert contents(db) == before
    told = done("merge", "grace", "bob", db=db).out
    assert "merged with Bob Stone: 1 entry, 1 alias moved" in told
    assert told.endswith("undo: reltrack undo\n")


def test_what_the_card_has_no_room_for_becomes_a_fact(db):
    done("edit", "grace", "--birthday", "1906-12-09", "--company", "Navy", db=db)
    done("edit", "bob", "--birthday", "1980-03-14", "--company", "navy", "--city", "Porto", db=db)
    merged = ask("merge", "grace", "bob", db=db)
    assert merged["remarks"] == ["kept as a fact: birthday also given as 14 March 1980"]
    assert (merged["birthday"], merged["city"]) == ("1906-12-09", "Porto")
    (fact,) = ask("show", "grace", db=db)["facts"]
    assert fact["text"] == "birthday also given as 14 March 1980"


def test_an_import_after_a_merge_brings_nobody_back(db, tmp_path):
    connections = tmp_path / "Connections.csv"
    connections.write_text(CONNECTIONS)
    assert ask("import", connections, db=db)["people_added"] == 1
    done("merge", "bob-stone", "robert-stone", db=db)
    again = ask("import", connections, db=db)
    assert (again["people_added"], again["unchanged"]) == (0, 1)
    assert ask("show", "robert stone", db=db)["slug"] == "bob-stone"


def test_an_export_from_before_a_merge_brings_nobody_back(db, tmp_path):
    done("log", "Lunch with Bob", "--fact", "sails", db=db)
    done("export", "-o", tmp_path / "before.json", db=db)
    done("merge", "grace", "bob", db=db)
    report = ask("import", tmp_path / "before.json", db=db)
    assert (report["people_added"], report["interactions_added"], report["skipped"]) == (0, 0, 1)
    assert "bob-stone" not in slugs(db)


def test_somebody_who_waits_for_triage_is_settled_by_a_merge(db):
    make_new(db, "bob-stone")
    assert ask("merge", "bob-stone", "grace", db=db)["status"] == "active"


@pytest.mark.parametrize(
    ("words", "code"),
    [(["bob", "bob-stone"], 5), (["bob", "zelda"], 3), (["ana", "bob"], 4), (["bob", "ana"], 4),
     (["bob"], 2), (["bob", ""], 2), (["bob", "grace", "ana"], 2)],
)  # fmt: skip
def test_refusals(words, code, db):
    refused(code, "merge", *words, db=db)


def test_delete_a_person(db):
    done("log", "Tea with Bob", "--fact", "sails", "--promise", "a deck", db=db)
    done("log", "Lunch with Bob and Grace", "--fact", "grace: knows Bob", db=db)
    done("log", "Grace says hello to Bob", "-w", "grace", db=db)
    done("log", "Bob on stage", "--broadcast", db=db)
    done("edit", "grace", "--introduced-by", "bob", db=db)
    before = held(db)
    preview = done("delete", "bob", "--dry-run", db=db).out
    assert held(db) == before
    assert preview.startswith("person #3: Bob Stone\n  also: 1 fact\n  also: 1 follow-up\n")
    deleted = ask("delete", "bob", "--yes", db=db)
    assert deleted == {
        "record": "person", "id": 3, "text": "Bob Stone",
        "also": ["1 fact", "1 follow-up", "1 entry", "their part in 3 entries of others"],
        "dry_run": False,
    }  # fmt: skip
    assert "bob-stone" not in slugs(db)
    assert [entry["text"] for entry in ask("history", db=db)] == [
        "Bob on stage", "Grace says hello to Bob", "Lunch with Bob and Grace",
    ]  # fmt: skip
    card = ask("show", "grace", db=db)
    assert card["introduced_by"] is None
    assert [fact["text"] for fact in card["facts"]] == ["knows Bob"]
    assert len(held(db)[0]["tombstone"]) == 4
    refused(3, "show", "bob-stone", db=db)
    assert ask("undo", db=db)["summary"] == "delete Bob Stone"
    assert held(db) == before


@pytest.mark.parametrize("which", ["3", "#3", "bob-stone", "BOB stone"])
def test_a_person_is_deleted_by_number_or_name(which, db):
    assert ask("delete", which, "-y", db=db)["text"] == "Bob Stone"


def test_what_an_entry_brought_about_others_outlives_it(db):
    done("log", "Mail", "-w", "bob", "-w", "grace", "--in", "-v", "email",
         "--fact", "grace: sails", "--promise", "grace: a deck", db=db)  # fmt: skip
    done("amend", "--with", "bob", db=db)
    done("delete", "bob", "--yes", db=db)
    card = ask("show", "grace", db=db)
    assert [fact["text"] for fact in card["facts"]] == ["sails"]
    assert [loop["text"] for loop in card["follow_ups"]] == ["a deck"]
    assert ask("history", db=db) == []


def test_deleting_a_person_asks(db):
    assert "--yes" in refused(2, "delete", "bob", db=db).err
    refused(4, "delete", "ana", "--yes", db=db)
    refused(3, "delete", "zelda", "--yes", db=db)
    refused(3, "delete", "4711", "--yes", db=db)
    refused(2, "delete", "", "--yes", db=db)


def test_a_deleted_person_stays_deleted_after_an_import(db, tmp_path):
    done("export", "-o", tmp_path / "before.json", db=db)
    done("delete", "bob", "--yes", db=db)
    assert ask("import", tmp_path / "before.json", db=db)["skipped"] == 1
    assert "bob-stone" not in slugs(db)
