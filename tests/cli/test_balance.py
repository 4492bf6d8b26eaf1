"""`balance`: what was given and asked, counted by hand on small journals."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cli.refusals import refused
from running import ask, done

COUNTS = (
    "entries gave asked promoted unmarked marked_share own_promotion promotion_share from_me"
    " from_them from_unknown conversations broadcasts touches"
)


@pytest.fixture(scope="module")
def lived_once(known, tmp_path_factory):
    db = Path(shutil.copy(known, tmp_path_factory.mktemp("lived") / "journal.db"))
    done("circle", "peer", "ana-lima", "ana-ortiz", db=db)
    for words in (
        ["Coffee with Ana Lima", "--on", "2026-09-01", "--gave", "--out"],
        ["Coffee with Ana Lima", "--on", "2026-09-08", "--asked", "--out"],
        ["Call with Ana Lima and Ana Ortiz", "--on", "2026-10-01", "--asked"],
        ["E-mail from Bob Stone", "--on", "2026-10-02", "--in", "--gave"],
        ["Called Bob Stone", "--on", "2026-10-03", "--promoted", "--out"],
        ["Coffee with Bob Stone", "--on", "2026-11-03"],
        ["Talk on maps", "--broadcast", "--on", "2026-11-04"],
        ["Liked a post", "-w", "bob", "--via", "touch", "--on", "2026-11-05", "--out"],
        ["Tea with Grace Hopper", "--on", "2026-11-06", "--asked", "--in"],
        ["Met Grace Hopper", "--on", "2026-11-07"],
    ):
        done("log", *words, db=db)
    return db


@pytest.fixture
def lived(lived_once, tmp_path):
    """Ten entries: two given, three asked, two of own promotion, one like."""
    return Path(shutil.copy(lived_once, tmp_path / "journal.db"))


def counted(record):
    return [record[key] for key in COUNTS.split()]


def test_the_balance_of_everything(lived):
    found = ask("balance", db=lived)
    assert list(found) == ["person", "since", *COUNTS.split(), "channels", "asks_in_a_row"]
    # Own promotion: the call and the talk. Nine are no broadcast, one of them a mere like.
    assert counted(found) == [10, 2, 3, 1, 4, 0.6, 2, 0.2, 3, 2, 3, 8, 1, 1]
    assert found["channels"] == [
        {"via": "coffee", "entries": 3, "share": 0.38},
        {"via": "call", "entries": 2, "share": 0.25},
        {"via": "email", "entries": 1, "share": 0.12},
    ]
    assert (found["person"], found["since"], found["asks_in_a_row"]) == (None, None, None)


def test_the_balance_with_one_person_and_since_a_day(lived):
    found = ask("balance", "bob", db=lived)
    assert found["person"] == {"id": 3, "slug": "bob-stone", "name": "Bob Stone"}
    assert counted(found) == [4, 1, 0, 1, 2, 0.5, 1, 0.25, 1, 1, 1, 3, 0, 1]
    assert found["asks_in_a_row"] == 0
    found = ask("balance", "--since", "2026-11-01", db=lived)
    assert found["since"] == "2026-11-01"
    assert counted(found) == [5, 0, 1, 0, 4, 0.2, 1, 0.2, 0, 1, 2, 3, 1, 1]


def test_only_what_was_marked_has_a_bar(lived, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = done("balance", "--format", "table", db=lived).out.split("\n")
    drawn = [line for line in lines if "█" in line]
    assert [(line.split()[0], line.count("█")) for line in drawn] == [
        ("gave", 16), ("asked", 24), ("promoted", 8)
    ]  # fmt: skip
    assert "  unmarked   4" in lines


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("month", {"2026-09": (2, 1, 1, 0), "2026-10": (3, 1, 1, 1), "2026-11": (5, 0, 1, 0)}),
        # Both Anas are in one entry, which counts once; broadcasts are with nobody.
        ("circle", {None: (6, 1, 1, 1), "peer": (3, 1, 2, 0)}),
        (
            "person",
            {
                "bob-stone": (4, 1, 0, 1),
                "ana-lima": (3, 1, 2, 0),
                "grace-hopper": (2, 0, 1, 0),
                "ana-ortiz": (1, 0, 1, 0),
            },
        ),
    ],
)
def test_groups(by, expected, lived):
    groups = ask("balance", "--by", by, db=lived)
    assert all(list(group) == ["group", "person", *COUNTS.split()] for group in groups)
    found = {
        group["person"]["slug"] if group["person"] else group["group"]: tuple(
            group[key] for key in ("entries", "gave", "asked", "promoted")
        )
        for group in groups
    }
    assert found == expected
    assert list(found) == list(expected)
    header = done("balance", "--by", by, db=lived).out.split("\n")[0]
    assert header.split("\t")[:4] == ["group", "person", "entries", "gave"]


def test_a_limit_of_groups_says_what_it_leaves_out(lived):
    assert len(ask("balance", "--by", "person", "-n", 2, db=lived)) == 2
    assert [m["group"] for m in ask("balance", "--by", "month", "-n", 1, db=lived)] == ["2026-11"]
    shown = done("balance", "--by", "person", "-n", 2, "--format", "text", db=lived).out
    assert "2 more people: --limit 0 shows all" in shown
    assert len(ask("balance", "--by", "person", "-n", 0, db=lived)) == 4


def test_what_was_amended_deleted_or_undone_is_no_longer_counted(lived):
    before = ask("balance", db=lived)
    done("amend", "--via", "touch", db=lived)
    assert ask("balance", db=lived)["touches"] == before["touches"] + 1
    done("undo", db=lived)
    assert ask("balance", db=lived) == before


@pytest.mark.parametrize("width", [80, 45])
def test_the_page_says_coverage_and_the_habit(width, lived, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    shown = " ".join(done("balance", "--format", "table", db=lived).out.split())
    assert "marked 60%: 6 of 10 entries" in shown
    assert "20%: 2 of 10 entries, promoted ones and broadcasts the habit: 10% at most" in shown
    assert "coffee 38%, 3 times" in shown
    assert (
        "marked in all: 60%" in done("balance", "--by", "circle", "--format", "text", db=lived).out
    )


def test_a_gentle_word_before_a_third_ask_in_a_row(lived):
    word = "You have asked Ana Lima twice in a row: before the next, perhaps there is something"

    def said():
        return " ".join(done("balance", "ana-lima", "--format", "text", db=lived).out.split())

    assert ask("balance", "ana-lima", db=lived)["asks_in_a_row"] == 2
    assert word in said()
    assert "in a row" not in done("balance", "grace", "--format", "text", db=lived).out
    done("log", "Coffee with Ana Lima", db=lived)  # an unmarked entry says nothing
    assert word in said()
    done("log", "Coffee with Ana Lima", "--gave", db=lived)
    assert "in a row" not in said()
    done("undo", db=lived)
    done("log", "Coffee with Ana Lima", "--asked", db=lived)
    assert "You have asked Ana Lima three times in a row" in said()


def test_asks_of_years_ago_are_no_row(db):
    for day in ("2024-03-01", "2025-03-01", "2026-11-02"):
        done("log", "Coffee with Bob Stone", "--asked", "--on", day, db=db)
    assert ask("balance", "bob", db=db)["asks_in_a_row"] == 1


def test_nothing_written_down_yet(db):
    found = ask("balance", db=db)
    assert (found["entries"], found["marked_share"], found["promotion_share"]) == (0, None, None)
    assert found["channels"] == []
    assert ask("balance", "--by", "person", db=db) == []
    assert "no entries" in done("balance", "bob", "--format", "text", db=db).out


def test_what_is_refused(db):
    refused(3, "balance", "nobody", db=db)
    refused(2, "balance", "bob", "--by", "month", db=db)
    refused(2, "balance", "--since", "soon", db=db)
    refused(5, "balance", "--since", "2027-01-01", db=db)
    refused(5, "balance", "--by", "month", "--since", "2026-11-21", db=db)
    refused(2, "balance", "--limit", "3", db=db)
    refused(2, "balance", "--by", "week", db=db)


def test_help_shows_examples(db):
    shown = done("balance", "--help", db=db).out
    assert re.search(r"reltrack balance --by month --since", shown)


def test_the_demo_has_something_to_look_back_on(tmp_path):
    db = tmp_path / "demo.db"
    done("demo", "--at", db, db=tmp_path / "nobodys.db")
    assert ask("balance", "nur", db=db)["asks_in_a_row"] == 2
    assert all(ask("balance", db=db)[key] for key in COUNTS.split())
    assert any(one["lived_days"] != one["stated_days"] for one in ask("rhythms", db=db))
    assert any(one["would_help"] for one in ask("circles", db=db))
    week = ask("review", "--since", "2 weeks ago", db=db)
    assert all(week[key] for key in ("people", "promised", "skips", "occasions", "suggestion"))
    assert len(ask("stats", db=db)["days"]) > 50


def test_logging_an_ask_says_when_it_is_the_third_in_a_row(db):
    words = ("log", "Asked Bob Stone for a favour", "--asked")
    assert "row" not in done(*words, db=db).out
    second = ask(*words, db=db)["remarks"]
    assert len(second) == 1
    assert "Bob Stone" in second[0]
    done("log", "Sent Bob Stone the piece on tiles", "--gave", db=db)
    assert ask(*words, db=db)["remarks"] == []
