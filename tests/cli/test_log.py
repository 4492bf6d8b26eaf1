"""`log`: who was there, who is spoken of, and who is new."""

from __future__ import annotations

import pytest

from cli.refusals import contents, refused
from cli.sqlite_rows import make_new
from running import ask, done, invoke


def slugs(people):
    return [who["slug"] for who in people]


@pytest.mark.parametrize(
    ("words", "present", "mentioned"),
    [
        (["Coffee with Ana Lima about Bob Stone"], ["ana-lima"], ["bob-stone"]),
        (["Coffee", "with", "Bob", "and", "Grace"], ["bob-stone", "grace-hopper"], []),
        (["coffee with ANA LIMA"], ["ana-lima"], []),
        (["coffee with jose nunez"], ["jose-nunez"], []),
        (["Bob told me about José"], ["bob-stone"], ["jose-nunez"]),
        (["@ana-ortiz told me about Bob"], ["ana-ortiz"], ["bob-stone"]),
        (["@Ana-Ortiz and @bob-stone came by"], ["ana-ortiz", "bob-stone"], []),
        (["Lunch with Grace, and @ana-lima rang"], ["ana-lima"], ["grace-hopper"]),
        (["Lunch with \\Bob and Grace"], ["grace-hopper"], []),
        (["Talked about Bob", "-w", "grace"], ["grace-hopper"], ["bob-stone"]),
        (["Coffee with Bob", "--with", "grace"], ["grace-hopper"], ["bob-stone"]),
        (["Coffee", "-w", "bob", "-w", "Grace Hopper", "-w", "@bob-stone"],
         ["bob-stone", "grace-hopper"], []),
        (["Coffee", "-w", "lima"], ["ana-lima"], []),
        (["Coffee with Bob", "-w", "bob"], ["bob-stone"], []),
        (["Coffee with Bob, @ana-lima", "-w", "grace"], ["ana-lima", "grace-hopper"],
         ["bob-stone"]),
        (["Wrote about Bob and Grace", "--broadcast"], [], ["bob-stone", "grace-hopper"]),
    ],
)  # fmt: skip
def test_who_was_there_and_who_is_spoken_of(words, present, mentioned, db):
    entry = ask("log", *words, db=db)
    assert (slugs(entry["people"]), slugs(entry["mentioned"])) == (present, mentioned)
    assert entry["broadcast"] is ("--broadcast" in words)


def test_mentioned_people_are_linked_but_not_in_contact(db):
    done("log", "Coffee with Bob about Grace", db=db)
    people = {who["slug"]: who for who in ask("people", db=db)}
    assert people["bob-stone"]["last_date"] == "2026-11-20"
    assert people["grace-hopper"]["last_date"] is None
    assert [e["text"] for e in ask("history", "grace", db=db)] == ["Coffee with Bob about Grace"]


@pytest.mark.parametrize("words", [["A post"], ["A talk about Bob", "--via", "event"]])
def test_a_broadcast_is_contact_with_nobody(words, db):
    done("log", *words, "--broadcast", db=db)
    assert {who["last_date"] for who in ask("people", db=db)} == {None}


def test_a_like_is_kept_but_is_no_contact(db):
    entry = ask("log", "Liked her photo", "-w", "grace", db=db)
    assert (entry["via"], slugs(entry["people"])) == ("touch", ["grace-hopper"])
    assert ask("show", "grace", db=db)["last_date"] is None


@pytest.mark.parametrize("name", ["Zoë Quinn", "李小龍", "O'Brien", "Jan van der Berg", "Øyvind"])
def test_with_adds_somebody_whom_nobody_resembles(name, db):
    entry = ask("log", "Coffee", "-w", name, db=db)
    assert [who["name"] for who in entry["people"]] == [name]
    assert entry["added"] == entry["people"]
    assert ask("show", name, db=db)["status"] == "active"


def test_somebody_new_named_twice_is_added_once(db):
    entry = ask("log", "Lunch", "-w", "Yan Wu", "-w", "yan  wu", "-w", "@Yan Wu", db=db)
    assert slugs(entry["people"]) == slugs(entry["added"]) == ["yan-wu"]
    entry = ask("amend", "-w", "Zoë Quinn", "-w", "zoe quinn", db=db)
    assert slugs(entry["people"]) == ["zoe-quinn"]


def test_several_may_be_new_at_once(db):
    entry = ask("log", "Lunch", "-w", "Zoë Quinn", "-w", "bob", "-w", "Yan Wu", db=db)
    assert slugs(entry["people"]) == ["bob-stone", "yan-wu", "zoe-quinn"]
    assert slugs(entry["added"]) == ["zoe-quinn", "yan-wu"]


@pytest.mark.parametrize("name", ["Ana Lma", "Anna Lima", "Lima Ana", "A. Lima", "Ana B Lima"])
def test_a_near_miss_is_refused_with_the_one_it_looks_like(name, db):
    result = refused(4, "log", "Coffee", "-w", name, db=db)
    assert f"Ana Lima exists; {name} looks like the same person" in result.err
    assert "\n  ana-lima  Ana Lima\n" in result.err
    assert "--new adds another" in result.err
    assert slugs(ask("log", "Coffee", "-w", name, "--new", db=db)["added"]) != []


def test_new_insists_even_on_the_very_same_name(db):
    entry = ask("log", "Coffee", "-w", "Bob Stone", "--new", db=db)
    assert slugs(entry["added"]) == ["bob-stone-2"]
    refused(4, "log", "Coffee", "-w", "bob", db=db)


def test_with_a_handle_new_does_not_add_anybody(db):
    assert ask("log", "Coffee", "-w", "bob-stone", "--new", db=db)["added"] == []


@pytest.mark.parametrize(
    "words", [["Lunch with Ana"], ["Lunch", "-w", "ana"], ["Lunch", "-w", "an"]]
)
def test_two_fit(words, db):
    result = refused(4, "log", *words, db=db)
    assert "\n  ana-lima   Ana Lima\n  ana-ortiz  Ana Ortiz\n" in result.err
    assert "ana-lima" in result.err.splitlines()[-1]


def test_two_fit_where_nobody_is_said_to_be_present(db):
    entry = ask("log", "Lunch with Bob about Ana", db=db)
    assert (slugs(entry["people"]), entry["mentioned"]) == (["bob-stone"], [])
    (remark,) = entry["remarks"]
    assert "Ana Lima or Ana Ortiz" in remark
    assert "@ana-lima" in remark


def test_ambiguity_is_judged_among_active_people_first(db):
    done("archive", "ana-ortiz", db=db)
    assert slugs(ask("log", "Lunch with Ana", db=db)["people"]) == ["ana-lima"]
    done("archive", "ana-lima", db=db)
    refused(4, "log", "Lunch with Ana", db=db)


def test_an_alias_and_an_old_handle_name_people_too(db):
    done("edit", "grace", "--alias", "Amazing Grace", db=db)
    done("rename", "bob-stone", "Robert Stone", db=db)
    entry = ask("log", "Tea with amazing grace and @bob-stone", db=db)
    assert slugs(entry["people"]) == ["robert-stone"]
    assert slugs(ask("log", "Tea with amazing grace", db=db)["people"]) == ["grace-hopper"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["tea"], "nobody known is named"),
        (["tea with Zelda"], 'nobody is called "Zelda" yet'),
        (["tea with the team"], "nobody known is named"),
        (["tea with @zelda"], "nobody has the handle @zelda"),
        (["tea with bob and @zelda", "-w", "grace"], "nobody has the handle @zelda"),
        (["tea with \\Bob"], "nobody known is named"),
        (["Tea at Bob's place with Zelda"], 'nobody is called "Zelda" yet'),
    ],
)
def test_nobody_there(words, reason, db):
    result = refused(3, "log", *words, db=db)
    assert reason in result.err
    assert "-w" in result.err.splitlines()[-1]


@pytest.mark.parametrize("name", ["", "  ", "42", "...", "@", "!?"])
def test_what_is_no_name_adds_nobody(name, db):
    refused(2, "log", "tea", "-w", name, db=db)


def test_the_first_entry_of_all_makes_the_journal(journal):
    journal.parent.mkdir()
    refused(3, "log", "Coffee with Ana Lima", db=journal)
    assert contents(journal) is None
    assert done("log", "-w", "Ana Lima", "Coffee with Ana", db=journal).out.splitlines() == [
        "#2  Fri 20 Nov 2026 (today) · coffee",
        "  with Ana Lima",
        "  Coffee with Ana",
        "  added Ana Lima (ana-lima)",
        "  undo: reltrack undo",
    ]


def test_a_broadcast_has_nobody_present(db):
    refused(2, "log", "A post", "--broadcast", "-w", "bob", db=db)
    lines = done("log", "A post for Grace Hopper", "--broadcast", db=db).out.splitlines()
    assert lines[1] == "  a broadcast; mentioned Grace Hopper"


def test_somebody_new_by_import_becomes_active_by_an_entry(db):
    make_new(db, "grace-hopper")
    assert ask("people", "--status", "new", db=db)[0]["slug"] == "grace-hopper"
    done("log", "Tea with Bob about Grace", db=db)
    assert ask("show", "grace", db=db)["status"] == "new"
    done("log", "Tea with Grace", db=db)
    assert ask("show", "grace", db=db)["status"] == "active"
    done("undo", db=db)
    assert ask("show", "grace", db=db)["status"] == "new"


def test_options_that_contradict_each_other(db):
    for pair in (["--in", "--out"], ["--gave", "--asked"], ["--asked", "--promoted"]):
        result = refused(2, "log", "Tea with Bob", *pair, db=db)
        assert " and ".join(pair) in result.err


def test_every_person_of_a_crowd_is_named(db):
    names = [f"Person {chr(65 + i)}{chr(97 + i)}x" for i in range(12)]
    words = [word for name in names for word in ("-w", name)]
    assert len(ask("log", "A party", *words, db=db)["people"]) == 12
    assert invoke("due", "--all", "-n", 0, "--json", db=db).json


def test_a_first_name_in_lower_case_beside_a_sure_one_is_remarked_upon(db):
    said = done("log", "Coffee with @ana-lima and jose", db=db).out
    assert '"jose" could be José Núñez, so it is not linked; @jose-nunez links it' in said


def test_an_entry_alone_does_not_bring_back_who_is_archived(db):
    done("archive", "bob-stone", db=db)
    said = done("log", "Coffee with Bob Stone", db=db).out
    assert "Bob Stone is archived: reltrack unarchive bob-stone brings them back" in said
    assert "archived" not in done("log", "Coffee with @ana-lima", db=db).out
