"""`log`: what it remarks upon, and how to set it right; what it asks."""

from __future__ import annotations

import pytest

from cli.refusals import refused
from running import ask, done


def remarks(*words, db):
    return ask("log", *words, db=db)["remarks"]


@pytest.mark.parametrize("handle", ["bob-stne", "grace-hoper"])
def test_what_looks_like_a_handle_is_a_slip_of_one(handle, db):
    assert "looks like the same person" in refused(4, "log", "Tea", "-w", handle, db=db).err
    assert len(ask("log", "Tea", "-w", handle, "--new", db=db)["added"]) == 1


def test_a_slip_of_a_handle_whose_name_is_spelt_differently(db):
    done("add", "Inés Ribeira SLU", db=db)
    said = refused(4, "log", "Tea", "-w", "ines-ribeira-slo", db=db).err
    assert "\n  ines-ribeira-slu  Inés Ribeira SLU\n" in said
    assert len(ask("log", "Tea", "-w", "jan-peter", db=db)["added"]) == 1


def test_a_new_channel_near_a_known_one_is_asked_about_once(db):
    told = '"cofee" is a new channel; did you mean coffee? reltrack amend --via coffee'
    assert remarks("Saw Bob", "-v", "cofee", db=db) == [told]
    assert remarks("Saw Bob", "-v", "cofee", db=db) == []
    assert remarks("Saw Bob", "-v", "choir", db=db) == []


def test_of_somebody_unknown_it_tells_how_to_link_them(db):
    assert remarks("Coffee with Bob and Zelda", db=db) == [
        'nobody is called "Zelda", so it is not linked; to add them:',
        "reltrack amend --with bob-stone --with Zelda",
    ]
    entry = ask("amend", "--with", "bob-stone", "--with", "Zelda", db=db)
    assert [who["slug"] for who in entry["people"]] == ["bob-stone", "zelda"]


def test_on_is_no_part_of_the_day(db):
    assert remarks("Met Bob on Tuesday", db=db) == [
        "dated today; for Tuesday: reltrack amend --on Tuesday"
    ]


@pytest.mark.parametrize(
    ("words", "way"),
    [
        *(("yesterday coffee with Bob", "yesterday"), ("thu coffee with Bob", "thu")),
        *(("19 nov, coffee with Bob", '"19 nov"'), ("2026-11-19 coffee with Bob", "2026-11-19")),
        *(("18:30 Had a coffee with Bob", '"18:30"'), ("sat coffee with Bob", "sat")),
        *(("On Tuesday I had coffee with Bob", "Tuesday"), ("Last night Bob rang", '"Last night"')),
    ],
)
def test_a_date_that_opens_the_text_without_a_colon(words, way, db):
    entry = ask("log", words, db=db)
    typed = way.strip('"')
    assert entry["remarks"] == [f"dated today; for {typed}: reltrack amend --on {way}"]
    assert (entry["date"], entry["text"]) == ("2026-11-20", words)
    assert entry["via"] == ("coffee" if " coffee" in words and "I had" not in words else None)
    done("amend", "--on", typed, db=db)


def test_figures_that_open_the_text_are_said_in_full(db):
    for typed, days in (("18.11.2026", "2026-11-18"), ("3/4/2026", "2026-03-04 or 2026-04-03")):
        entry = ask("log", f"{typed} coffee with Bob", db=db)
        assert entry["remarks"] == [f"dated today; for {typed}: reltrack amend --on {days}"]
        assert entry["via"] == "coffee"


@pytest.mark.parametrize(
    ("words", "via"),
    [
        *(("fri coffee with Bob", "coffee"), ("today lunch with Bob", "lunch")),
        *(("this morning: coffee with Bob", "coffee"), ("Sat with Bob in the sun", None)),
        *(("3d printing with Bob", None), ("2 weeks in Rome with Bob", None)),
    ],
)
def test_what_opens_the_text_and_dates_nothing_else(words, via, db):
    entry = ask("log", words, db=db)
    assert (entry["remarks"], entry["via"]) == ([], via)


def test_a_dry_run_names_the_option_that_says_it(db):
    told = ask("log", "-w", "bob", "coffee yesterday", "-v", "coffe", "--dry-run", db=db)
    assert told["remarks"] == [
        '"coffe" is a new channel; did you mean coffee? --via coffee',
        "dated today; for yesterday: --on yesterday",
    ]
    told = ask("log", "Coffee with Bob and Zelda", "--dry-run", db=db)
    assert told["remarks"][1] == "--with bob-stone --with Zelda"


@pytest.mark.parametrize("zoe", ["Zoe Quux", "zoe-crooks"])
@pytest.mark.parametrize("text", ["coffee with Zoe", "coffee with zoe", "Zoe came", "zoe, at last"])
def test_a_first_name_is_that_of_whom_it_was_with(text, zoe, db):
    for other in ("Zoe Crooks", "Zoe Lind"):
        done("add", other, db=db)
    entry = ask("log", "-w", zoe, text, db=db)
    assert (entry["remarks"], entry["mentioned"]) == ([], [])
    assert len(entry["people"]) == 1
    entry = ask("log", "-w", zoe, "coffee with Zoe and Zoe Lind", db=db)
    assert ([who["slug"] for who in entry["mentioned"]], entry["remarks"]) == (["zoe-lind"], [])


def test_a_first_name_of_nobody_there_is_linked_as_ever(db):
    done("add", "Zoe Crooks", db=db)
    entry = ask("log", "-w", "Max Quux", "coffee with Zoe", db=db)
    assert [who["slug"] for who in entry["mentioned"]] == ["zoe-crooks"]
    entry = ask("log", "-w", "Zoe Quux", "--new", "coffee with Zoe", db=db)
    assert entry["mentioned"] == []


@pytest.fixture
def terminal(db, monkeypatch):
    """Answer the questions of `log`, and return them."""
    monkeypatch.setattr("reltrack.cli.log.interactive", lambda: True)
    asked = []

    def start(*words, answer):
        def told(question):
            asked.append(question)
            return answer if isinstance(answer, str) else next(answer)

        monkeypatch.setattr("reltrack.cli.talk.ask", told)
        done("log", *words, db=db)
        return asked

    return start


@pytest.mark.parametrize("answer", ["bob", "Y", "yes"])
def test_a_question_holds_the_guess(answer, terminal, db):
    assert terminal("had tea with bob", answer=answer) == [
        "nobody known is named in the text. Did you mean Bob Stone (y)?"
        " Who was there? (Enter: nothing is saved)"
    ]
    assert ask("history", db=db)[0]["people"][0]["slug"] == "bob-stone"


def test_yes_adds_the_one_who_is_named(terminal, db):
    asked = terminal("Tea with Zelda Zhang", answer="yes")
    assert asked == [
        'nobody is called "Zelda Zhang" yet. Add them (y)? Who was there? (Enter: nothing is saved)'
    ]
    assert ask("history", db=db)[0]["people"][0]["slug"] == "zelda-zhang"


def test_yes_is_nobodys_name(terminal, db):
    asked = terminal("Tea as ever", answer=iter(["yes", "no", "ana", "Zelda", "y"]))
    assert asked[1:3] == ["Who was there? (Enter: nothing is saved)"] * 2
    assert asked[-1] == '"Zelda" is new here: add them? [Y/n]'
    assert ask("history", db=db)[0]["people"][0]["slug"] == "zelda"


def test_whom_it_was_with_is_not_asked_twice(terminal):
    assert terminal("-w", "bob", answer="tea") == ["What happened?"]


def test_a_day_to_come_that_opens_the_text_is_said_to_be_one(db):
    (said,) = remarks("Next friday lunch with Bob", db=db)
    assert said == "dated today; Next friday is still to come: that is for reltrack plan"
