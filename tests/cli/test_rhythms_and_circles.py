"""`rhythms` and `circles`: what is meant against what is lived, by hand-written values."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.refusals import contents, refused
from running import ask, done

LIVED = "person stated_days circle lived_days gaps last_date quiet_days"
STANDING = (
    "name cadence_days people within within_share last_date quietest quietest_days would_help"
    " would_help_days"
)


def meet(name, *days, db):
    for day in days:
        done("log", f"Coffee with {name}", "--on", day, db=db)


@pytest.fixture(scope="module")
def lived_once(known, tmp_path_factory):
    db = Path(shutil.copy(known, tmp_path_factory.mktemp("lived") / "journal.db"))
    done("circle", "mentor", "bob", "grace", "--every", "45d", db=db)
    done("circle", "alumni", "bob", "--every", "45d", db=db)
    done("circle", "friend", "jose", db=db)
    done("edit", "ana-lima", "--every", "30d", db=db)
    meet("Ana Lima", "2026-03-01", "2026-05-01", "2026-07-14", "2026-10-12", db=db)  # 61 74 90
    meet("Bob Stone", "2026-08-01", "2026-09-10", "2026-10-20", db=db)  # 40 40
    meet("José Núñez", "2026-11-01", db=db)
    return db


@pytest.fixture
def lived(lived_once, tmp_path):
    """Ana Lima: 30 days meant, 74 lived. Bob: a circle's 45, lived 40. Grace: never."""
    return Path(shutil.copy(lived_once, tmp_path / "journal.db"))


def test_stated_against_lived_the_farthest_apart_first(lived):
    found = ask("rhythms", db=lived)
    assert all(list(one) == LIVED.split() for one in found)
    assert [one["person"]["slug"] for one in found] == ["ana-lima", "bob-stone", "grace-hopper"]
    ana, bob, grace = ([*one.values()][1:] for one in found)
    assert ana == [30, None, 74.0, 3, "2026-10-12", 39]
    assert bob == [45, "alumni", 40.0, 2, "2026-10-20", 31]
    assert grace == [45, "mentor", None, 0, None, None]


def test_the_page_in_words(lived, monkeypatch):
    monkeypatch.setenv("COLUMNS", "45")
    shown = " ".join(done("rhythms", "--format", "table", db=lived).out.split())
    assert "Ana Lima you say 30 days, you live 74 days, which is 2.5 times as long" in shown
    assert "Bob Stone you say 45 days (alumni), you live 40 days, which is about the same" in shown
    assert "which is not known yet" in shown
    assert "reltrack rhythms --apply ana-lima" in shown


def test_apply_sets_the_lived_rhythm_rounded_to_weeks(lived):
    before = contents(lived)
    tried = ask("rhythms", "--apply", "ana-lima", "--dry-run", db=lived)
    assert tried["cadence_days"] == 77
    assert contents(lived) == before
    applied = ask("rhythms", "--apply", "ana-lima", db=lived)
    assert (applied["slug"], applied["cadence_days"]) == ("ana-lima", 77)
    assert applied["rhythm_source"] == "set"
    assert ask("rhythms", db=lived)[0]["stated_days"] == 45
    done("undo", db=lived)
    assert ask("show", "ana-lima", db=lived)["cadence_days"] == 30
    assert "every 11 weeks" in done("redo", db=lived).out


def test_apply_makes_an_own_cadence_of_a_circles_one(lived):
    assert ask("rhythms", "--apply", "bob", db=lived)["cadence_days"] == 42
    bob = next(one for one in ask("rhythms", db=lived) if one["person"]["slug"] == "bob-stone")
    assert (bob["stated_days"], bob["circle"]) == (42, None)


def test_what_is_not_known_cannot_be_applied(lived):
    assert "not known yet" in refused(5, "rhythms", "--apply", "grace", db=lived).err
    refused(3, "rhythms", "--apply", "nobody", db=lived)
    refused(2, "rhythms", "--dry-run", db=lived)


def test_archived_people_have_no_rhythm_to_keep(lived):
    done("archive", "ana-lima", db=lived)
    assert "ana-lima" not in [one["person"]["slug"] for one in ask("rhythms", db=lived)]


def test_each_circle_its_people_who_is_quiet_longest_and_who_would_help(lived):
    found = ask("circles", db=lived)
    assert all(list(one) == STANDING.split() for one in found)
    alumni, friend, mentor = ([*one.values()] for one in found)
    bob = {"id": 3, "slug": "bob-stone", "name": "Bob Stone"}
    jose = {"id": 4, "slug": "jose-nunez", "name": "José Núñez"}
    grace = {"id": 5, "slug": "grace-hopper", "name": "Grace Hopper"}
    assert alumni == ["alumni", 45, 1, 1, 1.0, "2026-10-20", bob, 31, None, None]
    assert friend == ["friend", None, 1, 1, 1.0, "2026-11-01", jose, 19, None, None]
    # Grace is known since January and never was in touch: nobody would help more.
    assert mentor == ["mentor", 45, 2, 1, 0.5, "2026-10-20", bob, 31, grace, None]


def test_whoever_was_put_off_is_not_called_for(lived):
    done("skip", "grace", "--because", "busy", db=lived)
    mentor = ask("circles", db=lived)[2]
    assert (mentor["within"], mentor["would_help"]) == (1, None)


def test_an_empty_circle_and_none_at_all(db):
    assert ask("circles", db=db) == []
    assert "No circles yet" in done("circles", "--format", "table", db=db).out
    assert "No cadence is set yet" in done("rhythms", "--format", "text", db=db).out
    done("circle", "peer", "--every", "30d", db=db)
    (peer,) = ask("circles", db=db)
    assert (peer["people"], peer["within_share"], peer["quietest"]) == (0, None, None)
    assert "nobody yet" in done("circles", "--format", "text", db=db).out


def test_circles_in_a_pipe(lived):
    header, first, *_ = done("circles", db=lived).out.split("\n")
    assert header.split("\t") == STANDING.split()
    assert first.split("\t")[6] == "bob-stone"
