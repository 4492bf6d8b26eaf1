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


@pytest.fixture
def terminal(db, monkeypatch):
    """Answer the questions of `log`, and return them."""
    monkeypatch.setattr("reltrack.cli.log.interactive", lambda: True)
    asked = []

    def start(*words, answer):
        def told(question):
            asked.append(question)
            return answer

        monkeypatch.setattr("reltrack.cli.talk.ask", told)
        done("log", *words, db=db)
        return asked

    return start


def test_a_question_holds_the_guess(terminal):
    assert terminal("had tea with bob", answer="bob") == [
        "nobody known is named in the text. Did you mean Bob Stone? Who was there?"
    ]


def test_whom_it_was_with_is_not_asked_twice(terminal):
    assert terminal("-w", "bob", answer="tea") == ["What happened?"]
