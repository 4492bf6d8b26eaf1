"""`log --batch`: many entries at once, exactly as given, all or nothing."""

from __future__ import annotations

import json
import sqlite3

import pytest

from cli.refusals import contents
from running import ask, done, invoke

FULL = {
    "text": "Tea with @nobody and Zelda #x",
    "date": "2026-11-01",
    "time": "09:30",
    "via": "E-Mail",
    "place": "Café Luso",
    "tags": ["Book Club", "#work"],
    "initiated": "them",
    "mark": "gave",
    "with": ["ana-lima", "Bob Stone"],
}


def lines(*entries):
    return "".join(
        entry if isinstance(entry, str) else json.dumps(entry) + "\n" for entry in entries
    )


def batch(*entries, db, **options):
    return done("log", "--batch", "-", "--json", db=db, stdin=lines(*entries), **options).json


def test_every_key(db):
    assert batch(FULL, db=db) == {"added": 1, "skipped": 0, "people_added": 0, "dry_run": False}
    (entry,) = ask("history", db=db)
    assert entry["text"] == FULL["text"]
    assert (entry["date"], entry["time"]) == ("2026-11-01", "09:30")
    assert (entry["via"], entry["place"]) == ("email", "Café Luso")
    assert (entry["initiated"], entry["mark"]) == ("them", "gave")
    assert entry["tags"] == ["book-club", "work"]
    assert [who["slug"] for who in entry["people"]] == ["ana-lima", "bob-stone"]
    assert (entry["mentioned"], entry["source"]) == ([], "batch")


def test_an_entry_needs_little(db):
    batch({"with": "bob-stone"}, {"broadcast": True, "text": "A post"}, db=db)
    post, entry = ask("history", db=db)
    assert (entry["date"], entry["text"], entry["via"]) == ("2026-11-20", "", None)
    assert (post["broadcast"], post["people"]) == (True, [])


def test_nothing_is_guessed_and_no_reply_opened(db):
    batch(FULL, {"with": ["bob-stone"], "text": "yesterday: coffee with Ana Lima"}, db=db)
    assert ask("follow-ups", db=db) == []
    newest = ask("history", db=db)[0]
    assert (newest["date"], newest["via"]) == ("2026-11-20", None)
    assert newest["text"] == "yesterday: coffee with Ana Lima"


@pytest.mark.parametrize(
    "name", ["bob-stone", "Bob Stone", "bob stone", "BOB STONE", "Robbie", "robbie"]
)
def test_people_by_handle_name_or_alias(name, db):
    done("edit", "bob", "--alias", "Robbie", db=db)
    assert batch({"with": [name]}, db=db)["people_added"] == 0
    assert ask("show", "bob-stone", db=db)["last_date"] == "2026-11-20"


def test_unknown_people_are_added_once_whatever_they_resemble(db):
    answer = batch({"with": ["Bob"]}, {"with": ["Bob", "Yan Wu"]}, {"with": ["Bob Stne"]}, db=db)
    assert (answer["added"], answer["people_added"]) == (3, 3)
    assert {who["name"] for who in ask("people", db=db)} >= {"Bob", "Yan Wu", "Bob Stne"}


def test_two_of_one_name_are_ambiguous_but_by_handle(db):
    done("add", "Bob Stone", "--new", db=db)
    error = refused(6, "log", "--batch", "-", db=db, stdin=lines({"with": ["Bob Stone"]})).err
    assert 'line 1: "Bob Stone" could be 2 people' in error
    assert batch({"with": ["bob-stone-2"]}, db=db)["added"] == 1


def refused(code, *words, db, stdin):
    """Run a command that must write nothing: what is wrong with each line is said first."""
    before = contents(db)
    result = invoke(*words, db=db, stdin=stdin)
    assert (result.code, result.out, contents(db)) == (code, "", before)
    return result


BAD = {
    "nope": "it is not valid JSON",
    "[1]": "it is not a JSON object",
    '{"with": ["Bob Stone"], "date": "2026-11-21"}': "lies in the future",
    '{"with": ["Bob Stone"], "date": "20 nov"}': "date",
    '{"with": ["Bob Stone"], "date": "2026-02-30"}': "date",
    '{"with": ["Bob Stone"], "date": "1800-01-01"}': "too early",
    '{"with": ["Bob Stone"], "time": "25:00"}': "time",
    '{"with": ["Bob Stone"], "time": "9:30"}': "time",
    '{"with": ["Bob Stone"], "time": "1٣:00"}': "time",
    '{"with": ["Bob Stone"], "id": 3}': "unknown key 'id'",
    '{"with": ["Bob Stone"], "uid": "x"}': "unknown key 'uid'",
    '{"with": ["Bob Stone"], "text": 1}': "text",
    '{"with": ["Bob Stone"], "text": NaN}': "JSON",
    '{"with": ["Bob Stone"], "text": "a\\u0000b"}': "NUL",
    '{"with": ["Bob Stone"], "text": "\\ud800"}': "UTF-8",
    '{"with": ["Bob Stone"], "tags": [1]}': "tags",
    '{"with": ["Bob Stone"], "tags": ["!"]}': "tag",
    '{"with": ["Bob Stone"], "initiated": "you"}': "initiated",
    '{"with": ["Bob Stone"], "mark": "kept"}': "mark",
    '{"with": ["Bob Stone"], "broadcast": "yes"}': "broadcast",
    '{"with": ["Bob Stone"], "broadcast": true}': "broadcast",
    '{"with": ["Bob Stone"], "source_id": 5}': "source_id",
    '{"with": []}': '"with" names nobody',
    '{"text": "alone"}': '"with" names nobody',
    '{"with": [""]}': "name",
    '{"with": ["\\ud800"]}': "UTF-8",
    '{"with": 5}': "with",
    "[" * 100_000: "it is not valid JSON",
}


def test_every_bad_line_is_named_by_number_and_nothing_is_written(db):
    good = json.dumps({"with": ["Yan Wu"], "text": "fine"})
    bad = list(BAD)
    text = "".join(f"{line}\n{good}\n\n" for line in bad)
    error = refused(6, "log", "--batch", "-", db=db, stdin=text).err
    assert f"{len(bad)} of {2 * len(bad)} lines cannot be used" in error
    assert all(f"line {3 * number + 1}: " in error for number in range(20))
    assert f"and {len(bad) - 20} more" in error
    assert len(ask("people", db=db)) == 5


@pytest.mark.parametrize("line", [pytest.param(line, id=line[:50]) for line in BAD])
def test_what_is_wrong_with_a_line(line, db):
    error = refused(6, "log", "--batch", "-", db=db, stdin=line + "\n").err.splitlines()
    assert error[-1] == "hint: mend them and run it again; nothing was written"
    assert BAD[line] in error[-2]
    assert len(error[-2]) < 300


def test_in_json_the_error_is_one_line(db):
    result = refused(6, "log", "--batch", "-", "--json", db=db, stdin="nope\n[1]\n")
    error = json.loads(result.err)["error"]
    assert error["code"] == "bad_data"
    assert error["message"].startswith("2 of 2 lines cannot be used, the first is line 1: ")


def test_a_line_break_inside_a_line_is_two_bad_lines(db):
    refused(6, "log", "--batch", "-", db=db, stdin='{"with": ["Bob Stone"],\n"text": "x"}\n')
    refused(6, "log", "--batch", "-", db=db, stdin='{"with": ["Bob Stone"]}, {"with": "x"}\n')


def test_what_was_seen_before_is_skipped(db):
    first = {"with": "bob-stone", "text": "one", "source_id": "m1"}
    other = {"with": "bob-stone", "text": "two", "source_id": "m2"}
    assert batch(first, first, db=db)["skipped"] == 1
    assert batch(first, other, db=db) == {
        "added": 1, "skipped": 1, "people_added": 0, "dry_run": False,
    }  # fmt: skip
    assert [entry["text"] for entry in ask("history", db=db)] == ["two", "one"]
    for entry in ask("history", db=db):
        done("delete", entry["id"], "--yes", db=db)
    assert batch(first, other, db=db)["added"] == 0


def test_a_source_is_not_kept_in_clear(db):
    batch({"with": "bob-stone", "source_id": "secret@mail.example"}, db=db)
    assert b"secret@mail" not in db.read_bytes()
    batch({"with": "bob-stone", "source_id": "\ud800"}, db=db)


def test_undo_takes_the_whole_batch_back(db):
    entries = [{"with": [f"Person {n % 7}x"], "date": "2026-01-02"} for n in range(2500)]
    assert batch(*entries, db=db)["people_added"] == 7
    (step,) = ask("undo", "--list", "-n", 1, db=db)
    assert step["summary"] == "log --batch: 2500 entries"
    done("undo", db=db)
    assert ask("history", db=db) == []
    assert len(ask("people", db=db)) == 5
    done("redo", db=db)
    assert len(ask("history", "-n", 0, db=db)) == 2500
    with sqlite3.connect(db) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_dry_run(db, journal):
    before = contents(db)
    two = lines({"with": "Yan Wu"}, FULL)
    answer = done("log", "--batch", "-", "--dry-run", "--json", db=db, stdin=two).json
    assert answer == {"added": 2, "skipped": 0, "people_added": 1, "dry_run": True}
    assert contents(db) == before
    journal.parent.mkdir()
    done("log", "--batch", "-", "--dry-run", db=journal, stdin=lines({"with": "Yan Wu"}))
    assert list(journal.parent.iterdir()) == []


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_nothing_in_it(text, db):
    assert done("log", "--batch", "-", "--json", db=db, stdin=text).json["added"] == 0
    assert ask("undo", "--list", "-n", 1, db=db)[0]["command"] == "add"


def test_a_file_with_a_byte_order_mark_and_windows_line_ends(db, tmp_path):
    path = tmp_path / "entries.jsonl"
    path.write_bytes("\ufeff".encode() + lines(FULL).replace("\n", "\r\n").encode())
    assert done("log", "--batch", path, db=db).out.splitlines()[0] == "1 entry"


def test_a_file_that_is_not_text(db, tmp_path):
    path = tmp_path / "entries.jsonl"
    path.write_bytes(b'{"with": ["Bob Stone"], "text": "\xff"}\n')
    refused(6, "log", "--batch", path, db=db, stdin="")


def test_a_file_that_is_not_there(db, tmp_path):
    refused(3, "log", "--batch", tmp_path / "none", db=db, stdin="")
    refused(3, "log", "--batch", tmp_path, db=db, stdin="")


@pytest.mark.parametrize(
    "words", [["a text"], ["-w", "bob"], ["--in"], ["--on", "today"], ["--new"], ["--done", "3"]]
)
def test_it_goes_with_no_text_and_no_other_option(words, db):
    refused(2, "log", "--batch", "-", *words, db=db, stdin=lines(FULL))
