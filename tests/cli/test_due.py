"""`due`: who, in which order, how many, and on which day."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli.refusals import refused
from cli.sqlite_rows import make_new
from running import NOW, ask, done, invoke

TODAY = date(2026, 11, 20)


def ago(days):
    return (TODAY - timedelta(days)).isoformat()


def person(db, name, *, quiet=None, every=10, via="call", options=()):
    """Add somebody who is meant to be heard of every so often, and was so long ago."""
    done("add", name, "--every", f"{every}d", *options, db=db, now="2026-01-01")
    if quiet is not None:
        done("log", f"to {name}", "-w", name, "--via", via, db=db, now=ago(quiet))


def names(*options, db, now=NOW):
    return [item["name"] for item in ask("due", *options, db=db, now=now)]


@pytest.fixture
def journal(journal):
    journal.parent.mkdir()
    return journal


@pytest.fixture(scope="session")
def usual_morning(tmp_path_factory):
    journal = tmp_path_factory.mktemp("morning") / "journal.db"
    person(journal, "Al", quiet=20)
    person(journal, "Bo", quiet=1)
    person(journal, "Cy", quiet=50)
    person(journal, "Di", quiet=12)
    person(journal, "Ed", quiet=30)
    person(journal, "Fe", quiet=14, every=90)
    person(journal, "Gi", quiet=9)
    done("promise", "bo", "a deck", "--by", ago(0), db=journal, now=ago(3))
    done("reply", "cy", db=journal)
    done("plan", "fe", "sailing", db=journal, now=ago(14))
    return journal


@pytest.fixture
def morning(usual_morning, tmp_path):
    """Dated: Bo 2.0, Cy 1.0 (but quiet 5.0). Quiet: Ed 3.0, Al 2.0, Di 1.2, Fe a plan 1.0."""
    return Path(shutil.copy(usual_morning, tmp_path / "journal.db"))


def test_dated_first_then_quiet_each_by_score(morning):
    items = ask("due", db=morning)
    assert [(i["name"], i["section"], i["score"]) for i in items] == [
        ("Bo", "dated", 2.0),
        ("Cy", "dated", 5.0),
        ("Ed", "quiet", 3.0),
        ("Al", "quiet", 2.0),
        ("Di", "quiet", 1.2),
        ("Fe", "quiet", 1.0),
    ]


def test_ties_by_silence_then_name_then_number(journal):
    for name, every in [("Zoe", 10), ("Amy", 10), ("Bea", 20), ("Amy", 10)]:
        done("add", name, "--new", "--every", f"{every}d", db=journal, now="2026-01-01")
    for slug, quiet in [("zoe", 20), ("amy", 20), ("bea", 40), ("amy-2", 20)]:
        done("log", "hello", "-w", slug, db=journal, now=ago(quiet))
    items = ask("due", db=journal)
    assert {i["score"] for i in items} == {2.0}
    assert [i["slug"] for i in items] == ["bea", "amy", "amy-2", "zoe"]


def test_the_limit_counts_the_second_part_only(morning):
    assert names("-n", 1, db=morning) == ["Bo", "Cy", "Ed"]
    assert names("--limit", 0, db=morning) == ["Bo", "Cy", "Ed", "Al", "Di", "Fe"]
    for n in range(5):
        done("promise", "gi", f"number {n}", "--by", ago(0), db=morning)
    assert "Gi" in names("-n", 1, db=morning)


def test_five_unless_told_otherwise_in_every_format(journal):
    for n in range(7):
        person(journal, f"Person {chr(65 + n)}", quiet=20 + n)
    assert len(ask("due", db=journal)) == 5
    assert len(done("due", db=journal).out.splitlines()) == 6
    assert done("due", "--format", "text", db=journal).out.count("quiet for") == 5
    assert len(ask("due", "-n", 0, db=journal)) == 7
    assert "2 more are waiting" in done("due", db=journal).err
    assert "1 more is waiting" in done("due", "-n", 6, db=journal).err
    assert done("due", "-n", 7, db=journal).err == ""
    assert done("due", "--json", db=journal).err == ""


def test_the_usual_limit_can_be_set(journal, tmp_path):
    for n in range(3):
        person(journal, f"Person {chr(65 + n)}", quiet=20 + n)
    config = tmp_path / "home" / "config" / "reltrack" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("due_limit = 2\n")
    assert len(ask("due", db=journal)) == 2
    assert len(ask("due", "-n", 0, db=journal)) == 3


def test_all_lists_those_not_due_too_without_a_limit(morning):
    assert names("--all", db=morning) == ["Bo", "Cy", "Ed", "Al", "Di", "Fe", "Gi"]
    assert names("--all", "-n", 1, db=morning) == ["Bo", "Cy", "Ed"]
    last = ask("due", "--all", db=morning)[-1]
    assert (last["score"], last["due_on"]) == (0.9, "2026-11-21")


def test_other_orders_drop_the_sections(morning):
    assert names("--sort", "quiet", db=morning) == ["Cy", "Ed", "Al", "Fe", "Di"]
    assert names("--sort", "quiet", "-n", 0, db=morning)[-1] == "Bo"
    assert names("--sort", "name", "-n", 3, db=morning) == ["Al", "Bo", "Cy"]
    refused(2, "due", "--sort", "age", db=morning)


@pytest.mark.parametrize("limit", ["-1", "x", "1.5", ""])
def test_a_limit_that_is_none(limit, morning):
    refused(2, "due", "-n", limit, db=morning)


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    journal = tmp_path_factory.mktemp("three") / "journal.db"
    person(journal, "Al", quiet=20, via="coffee", options=["--circle", "peer", "--tag", "music"])
    person(journal, "Di", quiet=12, options=["--circle", "peer"])
    person(journal, "Ed", quiet=30, options=["--tag", "music", "--city", "São Paulo"])
    return journal


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--circle", "Peer"], ["Al", "Di"]),
        (["--circle", "peer", "--tag", "music"], ["Al"]),
        (["--tag", "#Music"], ["Ed", "Al"]),
        (["--city", "são paulo"], ["Ed"]),
        (["--city", "SAO PAULO"], ["Ed"]),
        (["--city", "Porto"], []),
        (["--via", "phone"], ["Ed", "Di"]),
        (["--via", "coffee"], ["Al"]),
        (["--tag", "nothing"], []),
    ],
)
def test_filters(options, found, three):
    assert names(*options, db=three) == found
    assert done("due", *options, "--count", db=three).out == f"{len(found)}\n"
    assert invoke("due", *options, "--exit-code", db=three).code == (0 if found else 1)


@pytest.mark.parametrize("option", ["--circle", "--tag", "--city", "--via", "--as-of"])
def test_an_empty_filter_is_refused(option, morning):
    refused(2, "due", option, "", db=morning)


def test_count_and_exit_code(morning):
    assert done("due", "--count", db=morning).out == "6\n"
    assert done("due", "--count", "--json", db=morning).json == 6
    assert invoke("due", "--count", "--exit-code", db=morning).code == 0
    nobody = ["due", "--tag", "x", "--exit-code"]
    assert invoke(*nobody, "--json", db=morning)[:2] == (1, "[]\n")
    assert invoke(*nobody, "--count", db=morning)[:2] == (1, "0\n")
    assert invoke("due", "--tag", "x", db=morning).code == 0
    assert invoke("due", "--exit-code", "--tag", "", db=morning).code == 2


def test_as_of_another_day(morning):
    assert names("--as-of", "tomorrow", db=morning) == ["Bo", "Cy", "Ed", "Al", "Di", "Fe", "Gi"]
    assert names("--as-of", "3d", db=morning) == ["Bo", "Cy", "Ed", "Al", "Di", "Gi", "Fe"]
    # Neither the promise nor what was logged since was there two weeks ago.
    assert names("--as-of", ago(15), db=morning) == ["Bo", "Di", "Gi", "Cy", "Fe"]


def test_before_the_first_day_there_is_nobody(morning):
    assert names("--all", "--as-of", "2025-12-31", db=morning) == []
    assert len(names("--all", "--as-of", "2026-01-01", db=morning)) == 7


def test_people_met_before_they_were_added_are_known_from_then(journal):
    done("add", "Al", "--met", "2026-03-01", db=journal)
    done("add", "Bo", db=journal)
    done("log", "hi", "-w", "bo", "--on", "2026-02-01", db=journal)
    assert names("--all", "--as-of", "2026-01-31", db=journal) == []
    assert names("--all", "--as-of", "2026-02-01", db=journal) == ["Bo"]
    assert names("--all", "--as-of", "2026-03-01", db=journal) == ["Bo", "Al"]
    why = ask("due", "--why", "al", "--as-of", "2026-06-09", db=journal)
    (item,) = (i for i in ask("due", "--as-of", "2026-06-09", db=journal) if i["name"] == "Al")
    assert item["score"] == why["score"] == 1.11  # 100 of 90 days
    refused(5, "due", "--why", "al", "--as-of", "2026-02-28", db=journal)


def test_never_in_contact(journal):
    person(journal, "Al", every=30)
    (item,) = ask("due", db=journal, now="2026-01-31")
    assert (item["score"], item["quiet_days"], item["last_date"]) == (1.0, None, None)
    assert item["reasons"] == [
        {"code": "quiet", "score": 1.0, "text": "not logged yet", "days": None, "date": None,
         "ref": None, "kind": None}
    ]  # fmt: skip
    assert names(db=journal, now="2026-01-30") == []


def test_archived_and_new_people_are_never_in_it(morning):
    done("archive", "ed", db=morning)
    make_new(morning, "al")
    assert not {"Ed", "Al"} & set(names("--all", db=morning))
    assert "Ed is archived and not in due" in refused(5, "due", "--why", "ed", db=morning).err
    assert "reltrack triage al" in refused(5, "due", "--why", "al", db=morning).err
    done("unarchive", "ed", db=morning)
    assert "Ed" in names(db=morning)


def test_nearly_due_is_never_printed_as_due(journal):
    person(journal, "Al", quiet=364, every=365)
    done("edit", "al", "--met", ago(364), db=journal)
    (item,) = ask("due", "--all", db=journal)
    assert (item["score"], item["reasons"][0]["score"]) == (0.99, 0.99)
    assert names(db=journal) == []
    assert names("--as-of", "tomorrow", db=journal) == ["Al"]


def test_an_empty_journal_says_what_to_do_next(journal):
    assert done("due", "--json", db=journal).out == "[]\n"
    result = done("due", db=journal)
    assert result.out.count("\n") == 1
    assert "the journal is empty" in result.err
    assert "reltrack log" in result.err
    assert "reltrack log" in done("due", "--format", "text", db=journal).out
    assert invoke("due", "--exit-code", db=journal).code == 1
    assert list(journal.parent.iterdir()) == []


def test_nobody_due_is_said_on_stderr_in_a_pipe(journal):
    person(journal, "Al", quiet=1)
    result = done("due", db=journal)
    assert "nothing due today" in result.err
    assert result.out.startswith("slug\tname\t")
    assert "Nothing due today" in done("due", "--format", "text", db=journal).out
