"""The forty checks: each names the tests that it is, and those it has nowhere else are here."""

from __future__ import annotations

import ast
import re
import time
from functools import cache
from pathlib import Path

import pytest

from cli.checks_ux import CHECKS
from running import ask, done, invoke

ROOT = Path(__file__).parents[2]


def test_all_forty_are_here():
    assert list(CHECKS) == list(range(1, 41))


@pytest.mark.parametrize("number", CHECKS)
def test_what_a_check_names_is_there(number):
    assert CHECKS[number].tests
    for name in CHECKS[number].tests:
        file, _, test = name.partition("::")
        assert test in names_in(ROOT / "tests" / file), name


@cache
def names_in(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.name for node in tree if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(
    "words", [["--version"], ["-h"], ["--help"], ["help", "log"], ["log", "-h"], ["help"]]
)
def test_01_help_is_everywhere(words, journal):
    result = invoke(*words, db=journal)
    assert (result.code, result.err) == (0, "")
    assert not journal.exists()
    if "log" in words:
        assert "Examples:\n" in result.out


def test_07_text_is_as_it_was_typed(db):
    text = "-thanks [/foo] :smile: $HOME `x` \\$(y) <b> %s {0} C:\\new"
    done("log", "-w", "bob", "--", text, db=db)
    assert ask("history", db=db)[0]["text"] == text
    for kind in ("table", "text"):
        shown = " ".join(done("show", "bob", "--format", kind, db=db).out.split())
        assert text in shown


def test_12_nobody_due_is_an_empty_list(db):
    result = done("due", "--json", "--tag", "none", db=db)
    assert result.out == "[]\n"


def test_13_what_went_wrong_is_not_a_no(tmp_path):
    assert invoke("due", "--exit-code", db=tmp_path / "nowhere" / "x.db").code == 7


@pytest.mark.parametrize("surroundings", [{"GITHUB_ACTIONS": "true"}, {"COLUMNS": "20"}])
def test_16_a_pipe_is_for_programs(surroundings, db, monkeypatch):
    done("edit", "bob", "--company", "An honest company with a very long name & daughters", db=db)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    for command in ("people", "due --all", "history", "occasions", "follow-ups"):
        out = done(*command.split(), db=db).out
        assert "\x1b" not in out
        assert "…" not in out
        assert len({line.count("\t") for line in out.splitlines()}) == 1
    assert "with a very long name & daughters" in done("people", db=db).out


@pytest.mark.parametrize("width", ["0", "1", "20", "40", "300", "-5", "abc", "9" * 30, "٤٠"])
def test_18_a_width_that_is_none(width, db, monkeypatch):
    monkeypatch.setenv("COLUMNS", width)
    monkeypatch.setenv("TERMINAL_WIDTH", width)
    out = done("people", "--format", "table", "--color", "always", db=db).out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert all(name in plain for name in ("Ana Lima", "José Núñez", "Grace Hopper"))
    assert max(map(len, plain.splitlines())) <= 120


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "AND",
        "foo-bar",
        "*",
        "NEAR(",
        "O'Brien",
        "c++",
        "50%",
        "a@b",
        "x" * 100_000,
        "a:b",
        "^",
    ],
)
def test_22_a_query_is_no_language(query, db):
    result = invoke("search", "--", query, db=db)
    assert result.code in (0, 2)
    assert not re.search(r"sqlite|fts5|syntax|match", result.err, re.IGNORECASE)
    assert len(result.err) < 300


def test_39_a_day_is_a_day_in_every_zone(db, monkeypatch):
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "UTC")
    for zone in zones:
        move(monkeypatch, zone)
        for moment in ("2026-03-08T00:00", "2026-11-01T23:59"):  # clocks change in New York
            done("log", "-w", "bob", "Tea", db=db, now=moment)
    for zone in zones:
        move(monkeypatch, zone)
        days = [entry["date"] for entry in ask("history", db=db)]
        assert days == ["2026-11-01"] * 4 + ["2026-03-08"] * 4
        (bob,) = [who for who in ask("people", db=db) if who["slug"] == "bob-stone"]
        assert (bob["last_date"], bob["quiet_days"]) == ("2026-11-01", 19)


def move(monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
