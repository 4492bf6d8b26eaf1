"""`log`: the text itself, from the line, from a pipe or from a terminal."""

from __future__ import annotations

import json
import os

import pytest

from cli.refusals import contents, refused
from running import ask, done, invoke, process

ENTRY_KEYS = [
    "id", "uid", "date", "time", "via", "place", "text", "people", "mentioned", "tags",
    "initiated", "mark", "broadcast", "source", "created_at", "updated_at",
]  # fmt: skip
MADE = ["added", "facts", "opened", "closed", "still_open", "remarks"]


@pytest.mark.parametrize(
    "text",
    [
        "-thanks [/foo] :smile: $HOME",
        "- a bullet",
        "--json",
        "-w",
        "list[str] [red]x[/red] {0} %s ' \" \\ `",
        "two\nlines\n\n  and an indent",
        "tab\tand \u00a0 spaces   kept",
        "مرحبا שלום 小龍 👩‍👩‍👧 é\u0301",
        "\x1b[2J\x1b]52;c;ZQ==\x07 \u202e \x9b31m",
        "é" * 65_536,
    ],
)
def test_text_is_stored_as_given(text, db):
    done("log", "-w", "bob", "--", text, db=db)
    (entry,) = ask("history", db=db)
    assert entry["text"] == text


def test_words_are_joined_by_one_space_and_trimmed(db):
    assert ask("log", " tea ", "", "with", "Bob  Stone ", db=db)["text"] == "tea   with Bob  Stone"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "yesterday:", "yesterday: "])
def test_an_empty_text_is_refused(text, db):
    assert "there is no text" in refused(2, "log", text, "-w", "bob", db=db).err


def test_nothing_at_all_without_a_terminal(db):
    refused(2, "log", db=db)
    refused(2, "log", "-w", "bob", db=db)


@pytest.mark.parametrize("word", ["-thanks", "-x", "--thanks", "-d3d", "-vemail", "-wx", "-tw"])
def test_what_looks_like_an_option_is_refused_with_a_hint(word, db):
    result = refused(2, "log", "Tea with Bob", word, db=db)
    assert "put -- before a text" in result.err.splitlines()[-1]
    assert "Usage" not in result.err


def test_a_misspelt_option_is_named(db):
    assert "did you mean --promise" in refused(2, "log", "Tea with Bob", "--promse", "x", db=db).err


def test_an_option_without_its_value(db):
    refused(2, "log", "Tea with Bob", "--on", db=db)


@pytest.mark.parametrize(
    ("options", "what"),
    [(["--place", "x" * 201], "place"), (["--via", "x" * 201], "channel"),
     (["--tag", "x" * 201], "tag"), (["-w", "x" * 201], "name"),
     (["--promise", "x" * 65_537], "promise"), (["--fact", "x" * 65_537], "fact")],
)  # fmt: skip
def test_what_is_too_long_is_refused(options, what, db):
    error = refused(2, "log", "Tea with Bob", *options, db=db).err
    assert what in error
    assert len(error) < 300
    assert len(refused(2, "log", "bob " + "x" * 65_536, "-w", "bob", db=db).err) < 300


@pytest.mark.parametrize(
    "words",
    [["\udcff"], ["Tea", "-w", "\udcff"], ["Tea", "-w", "bob", "-t", "\udcff"],
     ["Tea", "-w", "bob", "-v", "\udcff"], ["Tea", "-w", "bob", "-p", "\udcff"],
     ["Tea", "-w", "bob", "--fact", "\udcff"], ["Tea", "-w", "bob", "--on", "\udcff"],
     ["Tea", "-w", "bob", "--plan", "x", "--by", "\udcff"]],
)  # fmt: skip
def test_what_is_not_utf8_is_refused(words, db):
    refused(2, "log", *words, db=db)


def test_standard_input(db):
    assert ask_piped("two\nlines with Bob\n", db=db)["text"] == "two\nlines with Bob"
    assert ask_piped("yesterday: - Bob\r\n", db=db)["date"] == "2026-11-19"
    refused(2, "log", "-", "-w", "bob", db=db, stdin="")
    refused(2, "log", "-", "-w", "bob", db=db, stdin=" \n")
    refused(2, "log", "-", "-w", "bob", db=db, stdin="a\0b")


def ask_piped(text, db):
    return done("log", "-", "--json", db=db, stdin=text).json


def test_standard_input_that_is_not_text(db, tmp_path):
    (tmp_path / "bytes").write_bytes(b"tea with Bob \xff")
    with (tmp_path / "bytes").open("rb") as stdin:
        result = process("log", "-", env={**os.environ, "RELTRACK_DB": str(db)}, stdin=stdin)
    assert result.code == 2
    assert "not valid UTF-8" in result.err
    assert ask("history", db=db) == []


@pytest.mark.parametrize(
    "options",
    [[], ["-w", "Zoë Quinn", "--promise", "zoe: a book", "--in", "-v", "email"],
     ["--fact", "two kids #family", "--place", "Porto"]],
)  # fmt: skip
def test_dry_run_writes_nothing(options, db):
    before = contents(db)
    lines = done("log", "Tea with @bob-stone", *options, "--dry-run", db=db).out.splitlines()
    assert lines[-1].strip() == "would be logged; nothing was written"
    assert not any("undo" in line for line in lines)
    entry = ask("log", "Tea with @bob-stone", *options, "--dry-run", db=db)
    assert (entry["id"], entry["uid"]) == (None, None)
    assert all(one["id"] is one["uid"] is None for one in [*entry["facts"], *entry["opened"]])
    assert all(one["interaction_id"] is None for one in entry["opened"])
    assert contents(db) == before


def test_dry_run_creates_no_journal(journal):
    journal.parent.mkdir()
    assert ask("log", "-w", "Ana Lima", "Tea", "--dry-run", db=journal)["added"]
    assert list(journal.parent.iterdir()) == []


def test_json_of_an_entry(db):
    entry = ask("log", "Tea with Bob", db=db)
    assert list(entry) == ENTRY_KEYS + MADE
    assert {key: entry[key] for key in ENTRY_KEYS if key != "uid"} == {
        "id": 6, "date": "2026-11-20", "time": None, "via": "tea", "place": None,
        "text": "Tea with Bob", "people": [{"id": 3, "slug": "bob-stone", "name": "Bob Stone"}],
        "mentioned": [], "tags": [], "initiated": None, "mark": None, "broadcast": False,
        "source": "typed", "created_at": "2026-11-20T09:30:00Z",
        "updated_at": "2026-11-20T09:30:00Z",
    }  # fmt: skip
    assert {key: entry[key] for key in MADE} == {key: [] for key in MADE}
    assert [{k: e[k] for k in ENTRY_KEYS} for e in [entry]] == ask("history", db=db)


def test_an_error_in_json_is_one_line_on_stderr(db):
    result = invoke("log", "Lunch with Ana", "--json", db=db)
    assert (result.code, result.out, result.err.count("\n")) == (4, "", 1)
    error = json.loads(result.err)["error"]
    assert list(error) == ["code", "message", "hint", "candidates"]
    assert [who["slug"] for who in error["candidates"]] == ["ana-lima", "ana-ortiz"]
