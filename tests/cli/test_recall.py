"""`history` and `note`: what was, in order, and what is worth remembering."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.refusals import refused
from running import ask, done


@pytest.fixture(scope="module")
def out_of_order(known, tmp_path_factory):
    db = Path(shutil.copy(known, tmp_path_factory.mktemp("told") / "journal.db"))
    for text, options in {
        "Coffee with Bob about Grace #work": ["--on", "2026-11-01"],
        "Lunch with Bob and Grace": ["--on", "2026-11-03 13:00", "-t", "work"],
        "called Grace": ["--on", "2026-11-03"],
        "Breakfast with Grace": ["--on", "2026-11-03 08:00"],
        "A talk": ["--broadcast", "--on", "2026-10-05"],
        "Tea with José": ["--on", "yesterday"],
    }.items():
        done("log", text, *options, db=db)
    for who in ("李小龍", "O'Brien", "Jan van der Berg", "Øyvind Aas", "Weiß Straßer"):
        done("add", who, db=db)
    return db


@pytest.fixture
def told(out_of_order, tmp_path):
    """Six entries, typed out of order, and people of all kinds of names."""
    return Path(shutil.copy(out_of_order, tmp_path / "told.db"))


def texts(*options, db):
    return [entry["text"].split(" ")[0] for entry in ask("history", *options, db=db)]


def test_newest_first_by_date_then_time_then_number(told):
    assert texts(db=told) == ["Tea", "Lunch", "Breakfast", "called", "Coffee", "A"]
    done("log", "Dinner with Bob", "--on", "2026-11-03", db=told)
    assert texts("--since", "2026-11-03", "--until", "2026-11-03", db=told) == [
        "Lunch", "Breakfast", "Dinner", "called",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["bob"], ["Lunch", "Coffee"]),
        (["grace"], ["Lunch", "Breakfast", "called", "Coffee"]),
        (["--with", "bob"], ["Lunch", "Coffee"]),
        (["bob", "--with", "grace"], ["Lunch", "Coffee"]),
        (["--with", "bob", "--with", "jose"], []),
        (["--via", "Phone"], ["called"]),
        (["--tag", "#Work"], ["Lunch", "Coffee"]),
        (["--since", "2026-11-03"], ["Tea", "Lunch", "Breakfast", "called"]),
        (["--until", "2026-11-01"], ["Coffee", "A"]),
        (["--since", "2 weeks ago"], ["Tea"]),
        (["--since", "thu"], ["Tea"]),
        (["--until", "last month"], ["A"]),
        (["grace", "--tag", "work", "--via", "lunch"], ["Lunch"]),
        (["-n", "2"], ["Tea", "Lunch"]),
        (["ana-lima"], []),
    ],
)
def test_filters(options, found, told):
    assert texts(*options, db=told) == found


def test_twenty_unless_told_otherwise(db):
    lines = "".join(f'{{"with": "bob-stone", "text": "{n}"}}\n' for n in range(25))
    done("log", "--batch", "-", db=db, stdin=lines)
    assert len(ask("history", db=db)) == 20
    assert len(ask("history", "-n", 0, db=db)) == 25
    assert texts("-n", 2, db=db) == ["24", "23"]


@pytest.mark.parametrize(
    ("options", "code"),
    [(["zelda"], 3), (["ana"], 4), ([""], 2), (["--with", "zelda"], 3), (["--since", "soon"], 2),
     (["--since", "03/04"], 2), (["--since", ""], 2), (["--until", ""], 2), (["--via", ""], 2),
     (["--tag", ""], 2), (["-n", "-1"], 2), (["-n", "x"], 2), (["bob", "grace"], 2)],
)  # fmt: skip
def test_refusals(options, code, told):
    refused(code, "history", *options, db=told)


def test_looking_at_an_empty_journal(journal):
    journal.parent.mkdir()
    for words in (["history"], ["people"], ["circle"], ["follow-ups"], ["triage"], ["search", "x"]):
        assert done(*words, "--json", db=journal).out == "[]\n"
        assert done(*words, db=journal).out.count("\n") == 1
    assert list(journal.parent.iterdir()) == []


def test_note(db):
    fact = ask("note", "bob", "two", "kids,", "wife from Texas #family", db=db)
    assert (fact["text"], fact["tags"]) == ("two kids, wife from Texas #family", ["family"])
    assert (fact["heard_on"], fact["age_days"]) == ("2026-11-20", 0)
    assert fact["person"]["slug"] == "bob-stone"
    older = ask("note", "bob", "sails", "--on", "last tue", db=db)
    assert (older["heard_on"], older["age_days"]) == ("2026-11-17", 3)
    assert [f["text"] for f in ask("show", "bob", db=db)["facts"]] == [fact["text"], "sails"]
    for day, topic in (("2026-11-20", "sails"), ("2026-11-21", fact["text"])):
        (item,) = (i for i in ask("due", "--all", db=db, now=day) if i["slug"] == "bob-stone")
        assert item["ask_about"] == topic  # what was noted today needs no reminder
    assert ask("show", "bob", db=db)["last_date"] is None


def test_note_from_a_pipe_and_with_a_dash(db):
    piped = done("note", "bob", "-", "--json", db=db, stdin="two\nlines\n").json
    assert piped["text"] == "two\nlines"
    assert done("note", "bob", "--json", "--", "-x", db=db).json["text"] == "-x"


@pytest.mark.parametrize(
    ("words", "code"),
    [(["bob"], 2), (["bob", ""], 2), (["bob", " "], 2), (["zelda", "x"], 3), (["ana", "x"], 4),
     (["bob", "-x"], 2), (["bob", "x", "--on", "tomorrow"], 5), (["bob", "x", "--on", ""], 2),
     (["bob", "\udcff"], 2), (["bob", "x" * 65_537], 2)],
)  # fmt: skip
def test_what_cannot_be_noted(words, code, db):
    refused(code, "note", *words, db=db)


def test_show_puts_everything_on_one_page(told):
    done("edit", "bob", "--birthday=--12-24", "--met", "2020-01-01", db=told)
    done("note", "bob", "sails", db=told)
    done("promise", "bob", "a deck", "--by", "fri", db=told)
    card = ask("show", "bob", db=told)
    assert [entry["text"].split()[0] for entry in card["entries"]] == ["Lunch", "Coffee"]
    assert card["facts"][0]["text"] == "sails"
    assert (card["occasions"][0]["next_date"], card["occasions"][0]["days_away"]) == (
        "2026-12-24", 34,
    )  # fmt: skip
    assert card["follow_ups"][0]["due_date"] == "2026-11-27"
    page = done("show", "bob", "--format", "text", db=told).out
    for said in ("Bob Stone (bob-stone)", "sails", "a deck", "24 Dec", "Lunch with Bob", "2020"):
        assert said in page


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("bob-stone", "bob-stone"), ("Bob Stone", "bob-stone"), ("@bob-stone", "bob-stone"),
        ("bob  stone", "bob-stone"), ("STONE", "bob-stone"), ("bo st", "bob-stone"),
        ("JOSE", "jose-nunez"), ("josé nunez", "jose-nunez"), ("ana-l", "ana-lima"),
        ("ana o", "ana-ortiz"), ("hop", "grace-hopper"), ("小龍", "李小龍"), ("李", "李小龍"),
        ("o'brien", "o-brien"), ("OBRIEN", "o-brien"),
        ("van der berg", "jan-van-der-berg"), ("oyvind", "oyvind-aas"),
        ("strasser", "weiss-strasser"),
    ],
)  # fmt: skip
def test_a_name_on_the_line(name, slug, told):
    assert ask("show", name, db=told)["slug"] == slug


def test_an_exact_name_wins_over_the_beginning_of_others(db):
    done("add", "Ana", db=db)
    assert ask("show", "ana", db=db)["slug"] == "ana"


def test_a_name_that_nobody_has_brings_the_nearest(db):
    assert "did you mean" in refused(3, "show", "anna", db=db).err
    assert "ana-lima" in refused(3, "show", "Ana Lma", db=db).err
    assert "grace-hopper" in refused(3, "show", "garce", db=db).err


def test_a_name_in_another_order_brings_its_owner(db):
    assert "ana-lima" in refused(3, "show", "Lima Ana", db=db).err
