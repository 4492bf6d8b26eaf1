"""What goes to stdout and in which format, and what goes to stderr."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from cli.refusals import refused
from running import ask, done, invoke

LISTS = {
    "due": ["due", "-n", "0"],
    "due all": ["due", "--all"],
    "people": ["people", "--all"],
    "history": ["history"],
    "search": ["search", "tea"],
    "follow-ups": ["follow-ups", "--all"],
    "circle": ["circle"],
    "steps": ["undo", "--list"],
    "paths": ["paths"],
    "triage": ["triage"],
}
ONE = {"show": ["show", "bob"], "why": ["due", "--why", "bob"], "one circle": ["circle", "peer"]}
WRITES = {
    "log": ["log", "Tea with Bob", "--in", "-v", "email"],
    "add": ["add", "Zoë Quinn", "--new"],
    "note": ["note", "bob", "sails"],
    "promise": ["promise", "bob", "a deck"],
    "skip": ["skip", "bob"],
    "amend": ["amend", "--via", "call"],
    "undo": ["undo"],
}
HOSTILE = (
    "tea \t tab \\ back\r\n line\n two \x1b[31m red \x07 \u202e bidi \x9b31m [/foo] :smile: 龍"
)
ESCAPE = re.compile(r"\x1b|\x9b|\x07|\u202e")


@pytest.fixture(scope="module")
def told(known, tmp_path_factory):
    """Text that would like to steer a terminal or break a table, everywhere it may stand."""
    db = Path(shutil.copy(known, tmp_path_factory.mktemp("told") / "journal.db"))
    done("log", "-w", "bob", "-p", "Caf\u202eé", "--", HOSTILE, db=db, now="2026-01-06")
    done("edit", "bob", "--company", "[/bold] \x1b[2J", "--how-met", HOSTILE, db=db)
    done("add", "E\x1b]0;T\x07ve", "--circle", "peer", db=db)
    done("note", "bob", HOSTILE, db=db)
    done("promise", "bob", HOSTILE, "--by", "today", db=db)
    return db


@pytest.mark.parametrize("words", LISTS.values(), ids=LISTS.keys())
def test_in_a_pipe_a_list_is_a_header_and_one_line_each(words, told):
    assert done(*words, db=told).out == done(*words, "--format", "tsv", db=told).out
    out = done(*words, db=told).out
    lines = out.removesuffix("\n").split("\n")
    assert len(lines) == 1 + len(ask(*words, db=told))
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out)
    assert "…" not in out


def test_what_would_break_a_line_is_escaped_and_nothing_cut(told, db):
    header, line = done("history", db=told).out.splitlines()
    cell = dict(zip(header.split("\t"), line.split("\t"), strict=True))["text"]
    assert cell.startswith("tea \\t tab \\\\ back\\r\\n line\\n two \\x1b[31m red \\x07 ")
    assert cell.endswith(" [/foo] :smile: 龍")
    done("log", "-w", "bob", "long " * 5000, db=db)
    assert "long " * 4999 in done("history", db=db).out


@pytest.mark.parametrize("words", [*LISTS.values(), *ONE.values()], ids=[*LISTS, *ONE])
@pytest.mark.parametrize("format_", ["table", "text", "tsv"])
def test_no_text_from_outside_steers_a_terminal(format_, words, told):
    out = done(*words, "--format", format_, "--color", "never", db=told).out
    assert not ESCAPE.search(out)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out)


@pytest.mark.parametrize("words", [*LISTS.values(), *ONE.values()], ids=[*LISTS, *ONE])
def test_json_is_the_same_bytes_wherever_it_goes(words, told, monkeypatch):
    plain = done(*words, "--json", db=told).out
    json.loads(plain)
    assert not ESCAPE.search(plain)
    assert done(*words, "--format", "json", db=told).out == plain
    assert done(*words, "--json", "--color", "always", db=told).out == plain
    for name, value in [("FORCE_COLOR", "1"), ("COLUMNS", "20"), ("CLICOLOR_FORCE", "1"),
                        ("GITHUB_ACTIONS", "true"), ("TERM", "dumb")]:  # fmt: skip
        monkeypatch.setenv(name, value)
        assert done(*words, "--json", db=told).out == plain


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES.keys())
def test_a_write_says_what_it_did_in_plain_lines_or_json(words, db):
    done("log", "Tea with Grace", db=db)
    result = done(*words, db=db)
    assert result.err == ""
    assert result.out.splitlines()[-1].strip() in ("undo: reltrack undo", "redo: reltrack redo")
    assert isinstance(ask(*words, db=db), dict)
    header, line = done(*words, "--format", "tsv", db=db).out.splitlines()
    assert header.count("\t") == line.count("\t")


@pytest.mark.parametrize(
    ("variables", "flag", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "0"}, [], True),
        ({"FORCE_COLOR": ""}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], True),
        ({"CLICOLOR_FORCE": "1"}, [], True),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, [], False),
        ({"GITHUB_ACTIONS": "true", "PY_COLORS": "1"}, [], False),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({}, ["--color", "always"], True),
        ({}, ["--color", "auto"], False),
    ],
)
def test_colour(variables, flag, coloured, told, monkeypatch):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for words in (["due"], ["show", "bob"], ["people"], ["history"]):
        out = done(*words, "--format", "table", *flag, db=told).out
        assert bool(re.search("\x1b\\[", out)) is coloured
        header, *rows = done(*words, "--format", "tsv", *flag, db=told).out.splitlines()
        assert header.startswith("\x1b[1m") is coloured
        assert not ESCAPE.search("\n".join(rows))
        assert not ESCAPE.search(done(*words, "--format", "text", *flag, db=told).out)


def test_options_of_all_before_or_after_the_command(told):
    table = done("due", "--format", "table", "--color", "always", db=told).out
    assert done("--color", "always", "due", "--format", "table", db=told).out == table
    elsewhere = told.with_name("elsewhere.db")
    assert ask("people", "--db", told, db=elsewhere) == ask("people", db=told)
    assert done("--db", told, "people", "--json", db=elsewhere).json == ask("people", db=told)
    # The nearer one counts.
    assert ask("--db", elsewhere, "people", "--db", told, db=elsewhere) == ask("people", db=told)


@pytest.mark.parametrize("width", ["1", "20", "59", "80", "300", "abc", "", "-5", "9" * 12])
def test_any_width(width, told, monkeypatch):
    monkeypatch.setenv("COLUMNS", width)
    monkeypatch.setenv("TERMINAL_WIDTH", width)
    for words in (["due"], ["people"], ["show", "bob"], ["help", "log"], ["history"]):
        out = done(*words, *([] if "help" in words else ["--format", "table"]), db=told).out
        assert out
    assert done("history", db=told).out == done("history", "--format", "tsv", db=told).out


def test_errors_are_two_lines_on_stderr(db):
    result = refused(3, "show", "zelda", db=db)
    assert result.err.splitlines() == [
        'error: nobody is called "zelda"',
        'hint: reltrack people lists everybody; reltrack add "zelda" adds somebody',
    ]


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        (["show", "zelda"], 3, "not_found"),
        (["show", "ana"], 4, "ambiguous"),
        (["undo", "--nope"], 2, "usage"),
        (["shwo"], 2, "usage"),
        (["log"], 2, "usage"),
        (["log", "-thanks"], 2, "usage"),
        (["history", "-n", "x"], 2, "usage"),
        (["add", "Bob Stone"], 5, "refused"),
        (["due", "--format", "tsv"], 2, "usage"),
        (["due", "--color", "red"], 2, "usage"),
        (["log", "--batch", "none"], 3, "not_found"),
    ],
)
def test_errors_in_json_are_one_line(words, code, name, db):
    result = invoke(*words, "--json", db=db)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    error = json.loads(result.err)["error"]
    assert list(error) == ["code", "message", "hint", "candidates"]
    assert error["code"] == name
    assert error["message"][0].islower() or error["message"][0] in '"-' or code in (3, 4, 5)
    assert not error["message"].endswith(".")
    assert error["hint"]


def test_candidates_are_people_one_may_name(db):
    error = json.loads(invoke("show", "ana", "--json", db=db).err)["error"]
    assert error["candidates"] == [
        {"id": 1, "slug": "ana-lima", "name": "Ana Lima"},
        {"id": 2, "slug": "ana-ortiz", "name": "Ana Ortiz"},
    ]
    lines = invoke("show", "ana", db=db).err.splitlines()
    assert lines[1:3] == ["  ana-lima   Ana Lima", "  ana-ortiz  Ana Ortiz"]


@pytest.mark.parametrize(
    "words",
    [["show", HOSTILE], ["log", "-w", "bob", "x", "--on", HOSTILE], ["log", f"with @{HOSTILE}"],
     ["edit", "bob", "--every", HOSTILE], [HOSTILE], ["due", "--sort", HOSTILE], ["done", HOSTILE]],
)  # fmt: skip
def test_errors_do_not_steer_a_terminal_either(words, db):
    result = invoke(*words, db=db)
    assert result.code in (2, 3)
    assert not ESCAPE.search(result.err)
    assert not ESCAPE.search(invoke(*words, "--json", db=db).err)


@pytest.mark.parametrize("words", [["due"], ["log", "x"], ["undo"], ["people", "--json"]])
def test_a_path_whose_folder_is_missing(words, db, tmp_path):
    missing = tmp_path / "none" / "x.db"
    for flags in (["--db", missing, *words], [*words, "--db", missing]):
        assert "does not exist" in invoke(*flags, db=db).err
        assert invoke(*flags, db=db).code == 7
    assert invoke(*words, db=missing).code == 7
    assert not missing.parent.exists()


def test_an_empty_path(db):
    assert invoke("--db", "", "people", db=db).code == 2
    assert invoke("people", "--db", "", db=db).code == 2


@pytest.mark.parametrize("content", [None, b"", b"not a journal\n" * 100, b"SQLite format 3\0"])
def test_a_path_that_is_no_journal(content, tmp_path):
    path = tmp_path / "thing"
    path.mkdir() if content is None else path.write_bytes(content)
    for words in (["due"], ["log", "-w", "Al", "hello"], ["undo"], ["people", "--json"]):
        result = invoke(*words, db=path)
        assert (result.code, result.out) == (7, "")
        assert "Traceback" not in result.err
    assert content is None or path.read_bytes() == content
