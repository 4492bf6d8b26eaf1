"""What a write says: what was understood, what it opened and closed, how to take it back."""

from __future__ import annotations

import pytest
import samples

from reltrack.render import text
from reltrack.render.kinds import ECHOES


def said(kind, data, *, width=100, outcome="written"):
    return text.render(kind, data, today=samples.TODAY, width=width, outcome=outcome)


def test_log_says_what_was_understood():
    assert said("log", samples.written()) == (
        "#41  Wed 18 Nov 2026 (2 days ago) · 14:30 · coffee · Lisbon\n"
        "  with Ana Lima; mentioned Bob Stone\n"
        "  Planning the move to Porto: she wants to be near the sea by spring.\n"
        "  Her team grows by two.\n"
        "  She asked about the deck. …\n"
        "  #move #porto, they reached out\n"
        "  added Ana Lima (ana-lima)\n"
        "  noted about Ana Lima: two kids, wife from Texas\n"
        "  opened promise #42 (Ana Lima: send the deck), by Fri 27 Nov 2026 (in 7 days)\n"
        '  closed reply #12 "the deck"\n'
        "  closed birthday #61 (Ana Lima)\n"
        "  still open: promise #40: the slides (Ana Lima)\n"
        "  once done: reltrack done 40\n"
        "  dated today; for yesterday: reltrack amend --on yesterday\n"
        "  undo: reltrack undo\n"
    )


def test_a_plain_entry_says_little():
    bare = samples.interaction(
        time=None, via=None, place=None, mentioned=[], tags=[], initiated=None, text="Hello."
    )
    nothing = {key: [] for key in samples.written() if isinstance(samples.written()[key], list)}
    written = samples.written(entry=bare, **nothing)
    assert said("log", written) == (
        "#41  Wed 18 Nov 2026 (2 days ago)\n  with Ana Lima\n  Hello.\n  undo: reltrack undo\n"
    )


def test_a_dry_run_has_no_number_and_wrote_nothing():
    written = samples.written(entry=samples.interaction(id=None, uid=None), dry_run=True)
    shown = said("log", written)
    assert shown.startswith("Wed 18 Nov 2026 (2 days ago)")
    assert shown.endswith("\n  would be logged; nothing was written\n")
    assert "undo" not in shown


def test_a_broadcast_is_called_one():
    entry = samples.interaction(added=[], people=[], mentioned=[], broadcast=True, mark="promoted")
    assert "\n  a broadcast\n" in said("interaction", entry)
    assert "you promoted" in said("interaction", entry)


@pytest.mark.parametrize("kind", sorted(ECHOES - {"backup", "forgotten", "restored", "salvage"}))
def test_every_write_says_how_to_take_it_back_and_a_dry_run_that_it_was_none(kind):
    data = samples.calm()[kind]
    back = "redo: reltrack redo" if kind == "undone" else "undo: reltrack undo"
    assert said(kind, data).endswith(f"\n  {back}\n")
    assert said(kind, data, outcome="dry run").endswith("nothing was written\n")


@pytest.mark.parametrize(
    ("people", "told"),
    [
        (["Ana Lima"], "with Ana Lima;"),
        (["Ana Lima", "Bob"], "with Ana Lima and Bob;"),
        (["Ana Lima", "Bob", "Eve"], "with Ana Lima, Bob and Eve;"),
    ],
)
def test_people_are_counted_as_in_a_sentence(people, told):
    entry = samples.interaction(added=[], people=[samples.ref(name=name) for name in people])
    assert told in said("interaction", entry)


def test_one_and_many():
    batch = {"added": 1, "skipped": 0, "people_added": 2, "dry_run": False}
    assert said("batch", batch).startswith("1 entry, 2 people added\n")
    many = samples.calm()["batch"]
    assert said("batch", many).startswith("120 entries, 1 person added, 3 seen before\n")
    assert "mentor: every 30 days, 8 people" in said("circle", samples.circle())
    lone = samples.circle(people=[samples.ref()], cadence_days=7)
    assert said("circle", lone).startswith("mentor: every week, 1 person\n  Ana Lima\n")


def test_an_import_counts_what_came_and_names_the_first_it_left_out():
    shown = said("report", samples.report())
    assert shown.startswith(
        "linkedin: 812 people, 1 fact added\n  3 people matched\n  14 records already there\n"
        "  2 records deleted here, and left so\n"
    )
    assert "12 records left out:\n" in shown
    assert "\n    Connections.csv, lines 0, 1, 2 and 9 more: no name\n" in shown


def test_an_import_tells_each_reason_once_and_whole_files_first():
    rejected = [
        {"file": "a.csv", "line": 3, "reason": "no name"},
        *({"file": "a.csv", "line": line, "reason": f"reason {line}"} for line in range(10)),
        {"file": "a.csv", "line": 12, "reason": "no name"},
        {"file": "b.txt", "line": None, "reason": "is in no format that can be imported"},
    ]
    shown = said("report", samples.report(rejected=rejected))
    assert "left out:\n    b.txt: is in no format that can be imported\n" in shown
    assert "\n    a.csv, lines 3, 12: no name\n    a.csv, line 0: reason 0\n" in shown
    assert "\n    and 2 more\n" in shown


def test_a_dry_run_of_an_import_says_what_would_be():
    shown = said("report", samples.report(dry_run=True))
    assert shown.startswith("linkedin: 812 people, 1 fact would be added\n")
    assert shown.endswith("\n  nothing was written\n")


def test_an_import_or_a_batch_that_brought_nothing_has_nothing_to_take_back():
    report = samples.report(people_added=0, facts_added=0, people_matched=0, skipped=0, rejected=[])
    assert said("report", report) == "linkedin: nothing new\n  14 records already there\n"
    batch = {"added": 0, "skipped": 3, "people_added": 0, "dry_run": False}
    assert said("batch", batch) == "0 entries, 3 seen before\n"


@pytest.mark.parametrize(
    "part",
    [
        "archived",
        "Anita",
        "mentor, peer",
        "#design",
        "every 3 weeks",
        "ana@example.com",
        "work: +351",
        "25 November 1986",
        "Tue 3 Mar 2020",
        "introduced by Bob Stone",
    ],
)
def test_a_person_is_shown_with_all_that_was_said_of_them(part):
    person = samples.person(cadence_days=21, rhythm_source="set", status="archived")
    assert part in said("person", person)


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("1986-11-25", "25 November 1986"),
        ("--03-14", "14 March"),
        ("--02-29", "29 February"),
        ("--03", "March"),
        ("1986-03", "March 1986"),
    ],
)
def test_a_birthday_as_much_of_it_as_is_known(stored, told):
    assert f"\n  birthday {told}\n" in said("person", samples.person(birthday=stored))


def test_deleting_names_what_went_and_what_went_with_it():
    assert said("deleted", samples.calm()["deleted"]) == (
        "deleted entry #41: Planning the move…\n  also: promise #42\n  undo: reltrack undo\n"
    )
    trial = samples.calm()["deleted"] | {"dry_run": True, "record": "follow_up"}
    assert said("deleted", trial).startswith("follow-up #41: Planning")


def test_a_merge_says_what_moved_and_what_the_card_had_no_room_for():
    shown = said("merged", samples.calm()["merged"])
    assert shown.startswith("Ana Lima (ana-lima)")
    assert "\n  merged with Ana L.: 3 entries, 1 fact, 2 aliases moved\n" in shown
    assert "\n  kept as a fact: company also given as Initech\n" in shown


def test_forgetting_says_what_is_left_and_that_there_is_no_way_back():
    forgotten = samples.calm()["forgotten"]
    assert said("forgotten", forgotten) == (
        "forgot Ana Lima (ana-lima)\n"
        "  gone: 2 facts, 1 entry, 1 person, every step of undo\n"
        "  1 entry stays with others\n"
        "  still named in 3 records about others; reltrack amend NUMBER mends an entry:\n"
        "  entry #41, Wed 18 Nov 2026 (2 days ago)\n"
        "  follow-up #42\n"
        "  circle\n"
        "  ana-lima-2 bears the name, too, and keeps it\n"
        "  rewritten: /state/daily.db; in it 2 records name them\n"
        "  out of reach: copies you made; the history of the shell\n"
        "  this cannot be undone, nor can anything done before it\n"
    )
    trial = said("forgotten", forgotten | {"dry_run": True, "redacted": True})
    assert trial.startswith("Ana Lima (ana-lima)\n")
    assert "taken out of 3 records" in trial
    assert trial.endswith("\n  would be forgotten; nothing was written\n")
    assert "gone: 2 facts, 1 entry, 1 person, every step of undo\n" in trial


def test_a_skip_says_when_the_person_is_back():
    assert said("skip", samples.skip()) == (
        "#81  Ana Lima: not now\n"
        "  because: busy\n"
        "  back on Fri 4 Dec 2026 (in 2 weeks), or at the next contact\n"
        "  undo: reltrack undo\n"
    )
