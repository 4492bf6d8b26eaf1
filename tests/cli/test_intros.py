"""Introductions: proposed, made, met, thanked; and who could introduce me."""

from __future__ import annotations

import pytest

from cli.refusals import refused
from running import ask, done, invoke

INTRODUCTION = "id uid introducer person other why proposed_on made_on met_on thanked_on"
INTRODUCER = "id uid slug name last_date quiet_days reasons"
REASON = "code to text times date days ref"


def dates(record):
    return [record[key] for key in ("proposed_on", "made_on", "met_on", "thanked_on")]


def reasons(db, slug, now="2026-11-20T09:30"):
    for item in ask("due", "-n", "0", db=db, now=now):
        if item["slug"] == slug:
            return [r["text"] for r in item["reasons"] if r["code"] == "introduction"]
    return []


def test_two_people_are_introduced_step_by_step(db):
    made = ask("intro", "bob", "grace", "--why", "old boats", db=db, now="2026-10-01")
    assert list(made) == INTRODUCTION.split()
    assert made["introducer"] is None
    assert (made["person"]["slug"], made["other"]["slug"]) == ("bob-stone", "grace-hopper")
    assert (made["why"], dates(made)) == ("old boats", ["2026-10-01", None, None, None])
    number = made["id"]
    assert reasons(db, "bob-stone") == []
    made = ask("intro", number, "--made", "2 nov", db=db, now="2026-11-03")
    assert dates(made)[1] == "2026-11-02"
    assert reasons(db, "bob-stone", "2026-11-15") == []
    assert reasons(db, "bob-stone", "2026-11-16") == [
        "ask how it went with Grace Hopper, introduced 2 weeks ago"
    ]
    assert reasons(db, "grace-hopper", "2026-11-16")
    ask("intro", f"#{number}", "--met", "yesterday", db=db)
    assert reasons(db, "bob-stone") == reasons(db, "grace-hopper") == []
    done("undo", db=db)
    assert reasons(db, "bob-stone")
    done("redo", db=db)
    assert ask("intro", number, db=db)["met_on"] == "2026-11-19"


def test_somebody_is_introduced_to_me_and_the_introducer_is_thanked(db):
    made = ask("intro", "grace", "--from", "bob", "--made", "3 days ago", db=db)
    assert (made["introducer"]["slug"], made["other"]) == ("bob-stone", None)
    assert dates(made) == ["2026-11-17", "2026-11-17", None, None]
    assert ask("show", "grace", db=db)["introduced_by"]["slug"] == "bob-stone"
    assert reasons(db, "bob-stone") == ["thank them for introducing Grace Hopper (3 days ago)"]
    done("intro", made["id"], "--thanked", db=db)
    assert reasons(db, "bob-stone") == []
    for _ in range(2):
        done("undo", db=db)
    assert reasons(db, "bob-stone") == []
    assert ask("show", "grace", db=db)["introduced_by"] is None
    assert ask("intros", db=db) == []


def test_a_card_that_says_who_introduced_them_is_left_alone(db):
    done("edit", "grace", "--introduced-by", "jose", db=db)
    done("intro", "grace", "--from", "bob", db=db)
    assert ask("show", "grace", db=db)["introduced_by"]["slug"] == "jose-nunez"


def test_at_once_or_as_a_trial(db):
    trial = ask("intro", "bob", "grace", "--dry-run", db=db)
    assert (trial["id"], trial["uid"]) == (None, None)
    assert ask("intros", db=db) == []
    made = ask("intro", "bob", "grace", "--made", "--met", "last fri", db=db)
    assert dates(made) == ["2026-11-13", "2026-11-13", "2026-11-13", None]
    assert ask("intro", made["id"], "--met", "--dry-run", db=db)["met_on"] == "2026-11-20"
    assert ask("intro", made["id"], db=db)["met_on"] == "2026-11-13"
    said = done("intro", made["id"], db=db).out
    assert said.startswith(f"#{made['id']}  Bob Stone and Grace Hopper\n")
    assert "undo" not in said
    assert "nothing was changed" in done("intro", made["id"], "--met", "13 nov", db=db).out


def test_the_names_again_go_on_with_it(db):
    number = ask("intro", "ana-lima", "bob", "--why", "boats", db=db)["id"]
    assert "written down already" in refused(5, "intro", "bob", "ana-lima", db=db).err
    made = ask("intro", "bob", "ana-lima", "--made", "yesterday", db=db)
    assert (made["id"], made["made_on"], made["why"]) == (number, "2026-11-19", "boats")


def test_somebody_new_is_introduced_to_me(db):
    tried = ask("intro", "Zoe Quinn", "--from", "bob", "--dry-run", db=db)
    assert tried["person"]["name"] == "Zoe Quinn"
    assert tried["id"] is None
    tried = done("intro", "Zoe Quinn", "--from", "bob", "--dry-run", db=db)
    assert "would add Zoe Quinn (zoe-quinn)" in tried.err
    found = done("intro", "Zoe Quinn", "--from", "bob", db=db)
    assert "added Zoe Quinn (zoe-quinn)" in found.err
    assert ask("show", "zoe", db=db)["introduced_by"]["slug"] == "bob-stone"
    again = refused(4, "intro", "Zoe Quint", "--from", "bob", db=db).err
    assert "looks like the same person" in again
    assert "--new" in again
    done("undo", db=db)
    assert "Zoe" not in done("people", "--all", db=db).out


def test_why_may_be_said_later_and_the_whole_be_deleted(db):
    number = ask("intro", "bob", "grace", db=db)["id"]
    assert ask("intro", number, "--why", "boats", db=db)["why"] == "boats"
    done("delete", number, "--yes", db=db)
    assert ask("intros", db=db) == []
    done("undo", db=db)
    assert ask("intros", db=db)[0]["why"] == "boats"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["bob"], 2),
        (["bob", "bob"], 2),
        (["bob", "--from", "bob"], 2),
        (["Bob", "Stone", "grace", "jose"], 2),
        (["bob", "grace", "yesterday"], 2),
        (["bob", "grace", "--made", "soonish"], 2),
        (["bob", "grace", "--thanked"], 2),
        (["bob", "nobody"], 3),
        (["bob", "--from", "zoe"], 3),
        (["999"], 3),
        (["bob", "ana"], 4),
        (["bob", "grace", "--made", "tomorrow"], 5),
        (["jose", "ana-lima"], 5),
        (["ana-lima", "jose"], 5),
    ],
)
def test_what_is_refused(words, code, db):
    done("intro", "jose", "ana-lima", db=db)
    before = ask("intros", db=db)
    result = invoke("intro", *words, db=db)
    assert (result.code, result.out) == (code, "")
    assert ask("intros", db=db) == before


def test_done_takes_the_next_step(db):
    mine = ask("intro", "bob", "grace", db=db)["id"]
    for step in ("made_on", "met_on"):
        assert ask("done", mine, "--dry-run", db=db)[step] == "2026-11-20"
        assert ask("done", mine, db=db)[step] == "2026-11-20"
        done("undo", db=db)
        assert ask("intro", mine, db=db)[step] is None
        done("redo", db=db)
    refused = invoke("done", mine, db=db)
    assert (refused.code, refused.err.splitlines()[0]) == (
        3, f"error: nothing open has the number {mine}",
    )  # fmt: skip
    theirs = ask("intro", "jose", "--from", "bob", "--made", "2 nov", db=db)["id"]
    assert ask("done", "bob", db=db)["thanked_on"] == "2026-11-20"
    assert invoke("done", theirs, db=db).code == invoke("done", "bob", db=db).code == 3


def test_being_in_touch_tells_of_what_is_to_be_said(db):
    mine = ask("intro", "jose", "grace", "--made", db=db)["id"]
    theirs = ask("intro", "ana-lima", "--from", "jose", db=db)["id"]
    thanks = f"introduction #{theirs}: thanks for Ana Lima (José Núñez)"
    outcome = f"introduction #{mine}: how it went with Grace Hopper (José Núñez)"
    told = ask("log", "Tea", "-w", "jose", db=db)
    assert (told["closed"], told["still_open"]) == ([], [outcome, thanks])
    told = ask("log", "a card", "-w", "jose", "--done", theirs, "--on", "yesterday", db=db,
               now="2026-11-22")  # fmt: skip
    assert (told["closed"], told["still_open"]) == ([thanks], [outcome])
    assert ask("intro", theirs, db=db)["thanked_on"] == "2026-11-21"
    told = ask("log", "the post", "--broadcast", "--done", mine, db=db)
    assert told["closed"] == [outcome]


def test_once_they_have_met_the_two_may_be_introduced_again(db):
    done("intro", "jose", "bob", "--met", db=db)
    assert ask("intro", "bob", "jose", db=db)["id"]


def test_the_list_and_what_is_open(db):
    first = ask("intro", "jose", "bob", "--met", "1 oct", db=db)["id"]
    second = ask("intro", "grace", "--from", "bob", db=db)["id"]
    third = ask("intro", "ana-lima", "jose", db=db, now="2026-11-21")["id"]
    assert [each["id"] for each in ask("intros", db=db)] == [third, second, first]
    assert [each["id"] for each in ask("intros", "--open", db=db)] == [third, second]
    assert [each["id"] for each in ask("intros", "bob", db=db)] == [second, first]
    assert [each["id"] for each in ask("intros", "-n", "1", db=db)] == [third]
    header, *lines = done("intros", db=db).out.splitlines()
    assert (header.split("\t"), len(lines)) == (INTRODUCTION.split(), 3)
    page = done("intros", "--format", "text", db=db).out
    assert page.index("Open:") < page.index("Grace Hopper") < page.index("Settled:")
    assert "Bob Stone would like to hear how it went" in page


def who_to(db, *words):
    return [item["slug"] for item in ask("intros", "--to", *words, db=db)]


def test_who_could_introduce_me(db):
    done("log", "Lunch with Bob and Grace", db=db, now="2026-10-01")
    done("log", "Lunch with Bob and Grace", db=db, now="2026-10-08")
    done("log", "Tea with Ana Lima about Grace Hopper", db=db, now="2026-10-09")
    done("intro", "grace", "--from", "jose", "--made", "1 sep", db=db)
    assert who_to(db, "grace") == ["jose-nunez", "bob-stone", "ana-lima"]
    found = ask("intros", "--to", "grace", db=db)
    assert list(found[0]) == INTRODUCER.split()
    assert [[r["text"] for r in item["reasons"]] for item in found] == [
        ["introduced Grace Hopper before"],
        ["was with Grace Hopper in 2 entries"],
        ["spoke of Grace Hopper in 1 entry"],
    ]
    bob = found[1]["reasons"][0]
    assert list(bob) == REASON.split()
    assert (bob["times"], bob["date"], bob["to"]["slug"]) == (2, "2026-10-08", "grace-hopper")
    done("archive", "jose", db=db)
    assert who_to(db, "grace", "-n", "1") == ["bob-stone"]
    page = done("intros", "--to", "grace", "--format", "text", db=db).out
    assert "You were in touch with them yourself on Thu 8 Oct 2026 (6 weeks ago)." in page


def test_who_could_introduce_me_at_a_company(db):
    done("edit", "grace", "--company", "Nordtind Ferries", "--title", "captain", db=db)
    done("edit", "bob", "--company", "Nordtind Ferries", db=db)
    done("log", "Lunch with Grace and Ana Lima", db=db)
    assert who_to(db, "nordtind") == ["grace-hopper", "bob-stone", "ana-lima"]
    assert who_to(db, "NORDTIND FERRIES")[0] == "grace-hopper"
    first = ask("intros", "--to", "nordtind", db=db)[0]["reasons"]
    assert [r["code"] for r in first] == ["works"]
    assert who_to(db, "bob") == ["grace-hopper"]
    assert ask("intros", "--to", "bob", db=db)[0]["reasons"][0]["code"] == "company"
    assert "works there: captain" in done("intros", "--to", "nordtind", "--format", "text",
                                          db=db).out  # fmt: skip


def test_nobody_knows_them_and_nobody_is_called_so(db):
    assert ask("intros", "--to", "grace", db=db) == []
    page = done("intros", "--to", "grace", "--format", "text", db=db).out
    assert "Nobody in the journal is known to know Grace Hopper." in page
    assert invoke("intros", "--to", "Acme", db=db).code == 3
    assert invoke("intros", "--to", "ana", db=db).code == 4
    assert invoke("intros", "--to", "", db=db).code == 2
    assert invoke("intros", "--to", "\udcff", db=db).code == 2
    assert invoke("intros", "bob", "--to", "grace", db=db).code == 2
