"""`add`, `edit`, `people`, `show`, `rename`, `archive`, `triage`."""

from __future__ import annotations

import pytest

from cli.refusals import contents, refused
from cli.sqlite_rows import make_new
from running import ask, done

CARD = [
    "--circle", "Mentor", "--circle", "peer", "--tag", "#Sailing", "--alias", "Annie",
    "--every", "3w", "--email", "Ana@x.example", "--phone", "+351 912 345", "--url",
    "https://ana.example", "--company", "Acme", "--title", "CTO", "--city", "São Paulo",
    "--met", "2019-05-02", "--how-met", "at a fair", "--introduced-by", "bob",
    "--birthday", "1980-03-14", "--fact", "two kids #family", "--fact", "sails",
]  # fmt: skip


def slugs(*options, db):
    return [who["slug"] for who in ask("people", *options, db=db)]


def test_add_with_everything(db):
    who = ask("add", "Zoë", "Quinn", *CARD, db=db)
    assert (who["slug"], who["name"], who["status"]) == ("zoe-quinn", "Zoë Quinn", "active")
    assert (who["circles"], who["tags"], who["aliases"]) == (
        ["mentor", "peer"], ["sailing"], ["Annie"],
    )  # fmt: skip
    assert (who["cadence_days"], who["rhythm_source"]) == (21, "set")
    assert who["contact_points"] == [
        {"kind": "email", "value": "Ana@x.example", "label": None},
        {"kind": "phone", "value": "+351 912 345", "label": None},
        {"kind": "url", "value": "https://ana.example", "label": None},
    ]
    assert (who["company"], who["title"], who["city"]) == ("Acme", "CTO", "São Paulo")
    assert (who["met_on"], who["how_met"]) == ("2019-05-02", "at a fair")
    assert who["introduced_by"] == {"id": 3, "slug": "bob-stone", "name": "Bob Stone"}
    assert who["birthday"] == "1980-03-14"
    assert (who["last_date"], who["quiet_days"], who["score"]) == (None, None, 0.0)
    card = ask("show", "zoe", db=db)
    assert {fact["text"] for fact in card["facts"]} == {"two kids #family", "sails"}
    assert {key: card[key] for key in who} == who


def test_everything_added_is_undone_in_one_step(db):
    done("add", "Zoë Quinn", *CARD, db=db)
    done("undo", db=db)
    refused(3, "show", "zoe-quinn", db=db)
    assert ask("circle", db=db) == []
    done("redo", db=db)
    assert ask("show", "zoe-quinn", db=db)["circles"] == ["mentor", "peer"]


@pytest.mark.parametrize("name", ["Ana Lima", "ana LIMA", "José Nuñez", "ana-lima", "Robbie"])
def test_an_existing_name_is_refused(name, db):
    done("edit", "bob", "--alias", "Robbie", db=db)
    assert " exists" in refused(5, "add", name, db=db).err
    assert ask("add", name, "--new", db=db)["id"]


def test_a_namesake_has_a_handle_of_their_own(db):
    assert ask("add", "Ana Lima", "--new", db=db)["slug"] == "ana-lima-2"
    assert ask("add", "Ana Lima", "--new", db=db)["slug"] == "ana-lima-3"
    refused(4, "show", "Ana Lima", db=db)
    assert ask("show", "ana-lima", db=db)["id"] == 1


@pytest.mark.parametrize("name", ["", " ", "...", "42", "x" * 201, "a\0b", "\udcff"])
@pytest.mark.parametrize("command", [["add"], ["rename", "bob"]])
def test_what_is_no_name(command, name, db):
    refused(2, *command, name, db=db)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--met", "tomorrow"], 5), (["--met", "03/04"], 2), (["--met", "soon"], 2),
        (["--birthday", "30 feb"], 2), (["--birthday=--02-30"], 2), (["--birthday=--13"], 2),
        (["--birthday", "soon"], 2), (["--birthday", "2030-01-01"], 5),
        (["--every", "0d"], 2), (["--every", "-3d"], 2), (["--every", "21"], 2),
        (["--every", "101y"], 2), (["--every", ""], 2), (["--circle", ""], 2),
        (["--tag", "!"], 2), (["--alias", ""], 2), (["--alias", "Bob Stone"], 5),
        (["--introduced-by", "ana"], 4), (["--introduced-by", "zelda"], 3),
        (["--company", "x" * 201], 2), (["--city", " "], 2), (["--email", "\udcff"], 2),
        (["--nope"], 2), (["--fact", "x" * 65_537], 2),
    ],
)  # fmt: skip
def test_what_a_card_cannot_say(options, code, db):
    refused(code, "add", "Zoë Quinn", *options, db=db)
    refused(code, "edit", "grace", *options, db=db)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1980-03-14", "1980-03-14"), ("--03-14", "--03-14"), ("--0314", "--03-14"),
        ("--03", "--03"), ("14 march", "--03-14"), ("March 14", "--03-14"),
        ("14 mar 1980", "1980-03-14"), ("--02-29", "--02-29"), ("2000-02-29", "2000-02-29"),
    ],
)  # fmt: skip
def test_birthdays(typed, kept, db):
    assert ask("edit", "bob", f"--birthday={typed}", db=db)["birthday"] == kept


@pytest.mark.parametrize(
    ("typed", "days"),
    [("3d", 3), ("2w", 14), ("6m", 180), ("1y", 365), ("every 6 weeks", 42), ("monthly", 30)],
)
def test_cadences(typed, days, db):
    assert ask("edit", "bob", "--every", typed, db=db)["cadence_days"] == days


def test_edit_adds_takes_away_and_clears(db):
    done("edit", "grace", *CARD, db=db)
    who = ask(
        "edit", "grace", "--no-circle", "Mentor", "--no-tag", "sailing", "--no-alias", "annie",
        "--no-every", "--company", "", "--city", "", "--met", "", "--how-met", "", "--email", "",
        "--introduced-by", "", "--birthday", "", "--circle", "admired", db=db,
    )  # fmt: skip
    assert (who["circles"], who["tags"], who["aliases"]) == (["admired", "peer"], [], [])
    cleared = ("cadence_days", "company", "city", "met_on", "how_met", "introduced_by", "birthday")
    assert [who[key] for key in cleared] == [None] * len(cleared)
    assert (who["title"], [p["kind"] for p in who["contact_points"]]) == ("CTO", ["phone", "url"])
    done("undo", db=db)
    assert ask("show", "grace", db=db)["birthday"] == "1980-03-14"


def test_edit_with_nothing_to_change(db):
    refused(2, "edit", "grace", db=db)
    refused(2, "edit", "grace", "--every", "3w", "--no-every", db=db)
    refused(2, "edit", "grace", "--introduced-by", "grace", db=db)
    refused(3, "edit", "zelda", "--city", "x", db=db)
    refused(4, "edit", "ana", "--city", "x", db=db)


def test_the_same_address_is_kept_once(db):
    done("edit", "bob", "--email", "b@x.example", "--phone", "+1 (2) 34", db=db)
    who = ask("edit", "bob", "--email", "B@X.example", "--phone", "+1234", db=db)
    assert [p["value"] for p in who["contact_points"]] == ["B@X.example", "+1234"]


def test_people_by_status_circle_tag_and_city(db):
    done("edit", "grace", "--circle", "peer", "--tag", "navy", "--city", "New York", db=db)
    done("archive", "bob", db=db)
    make_new(db, "jose-nunez")
    assert slugs(db=db) == ["ana-lima", "ana-ortiz", "grace-hopper"]
    assert slugs("--all", db=db) == [
        "ana-lima", "ana-ortiz", "bob-stone", "grace-hopper", "jose-nunez",
    ]  # fmt: skip
    assert slugs("--status", "archived", db=db) == ["bob-stone"]
    assert slugs("--status", "new", db=db) == ["jose-nunez"]
    for options in (["--circle", "Peer"], ["--tag", "#NAVY"], ["--city", "new york"]):
        assert slugs(*options, db=db) == ["grace-hopper"]
    assert slugs("--circle", "peer", "--tag", "x", db=db) == []
    assert slugs("-n", 2, db=db) == ["ana-lima", "ana-ortiz"]
    refused(2, "people", "--all", "--status", "new", db=db)
    refused(2, "people", "-n", "-1", db=db)
    refused(2, "people", "--status", "old", db=db)


def test_the_order_of_people(db):
    done("log", "Tea with Grace", db=db)
    done("log", "3d: tea with Bob", db=db)
    done("edit", "bob", "--every", "1d", db=db)
    assert slugs("--sort", "added", db=db)[0] == "grace-hopper"
    never = ["ana-lima", "ana-ortiz", "jose-nunez"]
    assert slugs("--sort", "quiet", db=db) == [*never, "bob-stone", "grace-hopper"]
    assert slugs("--sort", "score", db=db) == [*never, "bob-stone", "grace-hopper"]
    assert [w["score"] for w in ask("people", "--sort", "score", db=db)][-2:] == [3.0, 0.0]


def test_rename_keeps_the_old_name_and_handle(db):
    who = ask("rename", "bob-stone", "Robert", "Stone", db=db)
    assert (who["slug"], who["name"], who["aliases"]) == (
        "robert-stone", "Robert Stone", ["Bob Stone"],
    )  # fmt: skip
    for name in ("bob-stone", "Bob Stone", "bob", "robert"):
        assert ask("show", name, db=db)["id"] == who["id"]
    back = ask("rename", "robert-stone", "Bob Stone", db=db)
    assert (back["slug"], back["aliases"]) == ("bob-stone", ["Robert Stone"])
    # The handle of old is never given to somebody else.
    assert ask("add", "Robert Stone", "--new", db=db)["slug"] == "robert-stone-2"


def test_rename_to_a_name_that_exists(db):
    assert "Grace Hopper exists" in refused(5, "rename", "bob", "grace  HOPPER", db=db).err
    assert ask("rename", "bob", "BOB STONE", db=db)["name"] == "BOB STONE"


def test_archive_and_back(db):
    done("log", "Tea with Bob", db=db)
    assert ask("archive", "bob", db=db)["status"] == "archived"
    assert "bob-stone" not in slugs(db=db)
    assert len(ask("history", "bob", db=db)) == 1
    assert ask("unarchive", "bob", db=db)["status"] == "active"


def test_triage(db):
    for slug in ("bob-stone", "grace-hopper", "jose-nunez"):
        make_new(db, slug)
    waiting = ask("triage", db=db)
    assert [who["slug"] for who in waiting] == ["bob-stone", "grace-hopper", "jose-nunez"]
    assert len(ask("triage", "-n", 2, db=db)) == 2
    assert ask("triage", "bob", "--circle", "Peer", db=db)["circles"] == ["peer"]
    assert ask("triage", "grace", "--every", "30d", db=db)["cadence_days"] == 30
    assert ask("triage", "jose", "--archive", db=db)["status"] == "archived"
    assert ask("triage", db=db) == []
    assert {who["slug"] for who in ask("due", "--all", db=db)} >= {"bob-stone", "grace-hopper"}
    refused(2, "triage", "bob", db=db)
    refused(2, "triage", "--archive", db=db)
    refused(2, "triage", "bob", "--archive", "--circle", "x", db=db)


def test_circle(db):
    shown = ask("circle", "Book Club", "bob", "Grace Hopper", "--every", "30d", db=db)
    assert (shown["name"], shown["cadence_days"]) == ("book-club", 30)
    assert [who["slug"] for who in shown["people"]] == ["bob-stone", "grace-hopper"]
    assert ask("circle", "book-club", db=db) == shown
    assert ask("circle", db=db) == [shown]
    assert ask("show", "bob", db=db)["rhythm_source"] == "circle"
    assert ask("circle", "book-club", "--no-every", db=db)["cadence_days"] is None
    left = ask("circle", "book-club", "bob", "--remove", db=db)
    assert [who["slug"] for who in left["people"]] == ["grace-hopper"]
    done("circle", "book-club", "--remove", db=db)
    assert ask("circle", db=db) == []
    refused(3, "circle", "book-club", db=db)
    done("undo", db=db)
    assert len(ask("circle", "book-club", db=db)["people"]) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [(["none"], 3), (["none", "--remove"], 3), (["peer", "zelda"], 3), (["peer", "ana"], 4),
     (["peer", "bob", "--every", "soon"], 2), ([""], 2)],
)  # fmt: skip
def test_circle_refusals(words, code, db):
    refused(code, "circle", *words, db=db)


@pytest.mark.parametrize(
    "words",
    [["add", "Zoë Quinn", "--circle", "x"], ["edit", "bob", "--city", "Porto"],
     ["rename", "bob", "Rob"], ["archive", "bob"], ["circle", "peer", "bob"],
     ["triage", "bob", "--archive"], ["skip", "bob"], ["note", "bob", "sails"],
     ["promise", "bob", "a deck"], ["plan", "bob"]],
)  # fmt: skip
def test_dry_runs_write_nothing(words, db):
    before = contents(db)
    assert "nothing was written" in done(*words, "--dry-run", db=db).out
    ask(*words, "--dry-run", db=db)
    assert contents(db) == before
