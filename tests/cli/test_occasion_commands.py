"""`occasion`, `congrats`, `occasions`: writing dates down, and which of them are ahead."""

from __future__ import annotations

import pytest

from cli.refusals import contents, refused
from cli.sqlite_rows import make_new
from running import ask, done, invoke


def one(*words, db):
    """Write a date down, and return what it says of the day, the years and the change."""
    made = ask("occasion", *words, db=db)
    parts = (made["year"], made["month"], made["day"])
    return parts, made["next_date"], made["years"], made["was"]


@pytest.mark.parametrize(
    ("typed", "parts", "falls", "years"),
    [
        (["1980-11-25"], (1980, 11, 25), "2026-11-25", 46),
        (["--11-25"], (None, 11, 25), "2026-11-25", None),
        (["25", "nov"], (None, 11, 25), "2026-11-25", None),
        (["14 march"], (None, 3, 14), "2027-03-14", None),
        (["march"], (None, 3, None), "2027-03-01", None),
        (["--03"], (None, 3, None), "2027-03-01", None),
        (["mar", "1980"], (1980, 3, None), "2027-03-01", 47),
        (["1980-03"], (1980, 3, None), "2027-03-01", 47),
        (["--11"], (None, 11, None), "2026-11-20", None),
        (["--02-29"], (None, 2, 29), "2027-02-28", None),
        (["1980-02-29"], (1980, 2, 29), "2027-02-28", 47),
        (["2026-11-20"], (2026, 11, 20), "2026-11-20", 0),
    ],
)
def test_a_birthday_as_far_as_it_is_known(typed, parts, falls, years, db):
    assert one("ana-lima", "birthday", *typed, db=db) == (parts, falls, years, None)


def test_a_date_without_a_year_may_stand_before_options(db):
    made = ask("occasion", "bob", "birthday", "--03-14", "--lead", "2w", db=db)
    assert (made["month"], made["day"], made["lead_days"]) == (3, 14, 14)
    done("occasion", "bob", "birthday", "--", "--03-15", db=db)
    assert [(o["day"], o["lead_days"]) for o in ask("occasion", "bob", db=db)] == [(15, 14)]


def test_a_birthday_written_again_is_changed_and_says_from_what(db):
    number = ask("occasion", "bob", "birthday", "14 march", db=db)["id"]
    echo = done("occasion", "bob", "birthday", "1980-03-12", db=db).out
    assert "  was 14 March\n" in echo
    (kept,) = ask("occasion", "bob", db=db)
    assert (kept["id"], kept["year"], kept["day"]) == (number, 1980, 12)
    assert "nothing was changed" in done("occasion", "bob", "birthday", "1980-03-12", db=db).out
    done("undo", db=db)
    assert ask("show", "bob", db=db)["birthday"] == "--03-14"
    done("undo", db=db)
    assert ask("occasion", "bob", db=db) == []


@pytest.mark.parametrize(
    ("before", "said", "kept"),
    [
        ("1980-03-14", "14 march", (1980, 3, 14)),
        ("1980-03-14", "march", (1980, 3, 14)),
        ("1980-03-14", "1980-03", (1980, 3, 14)),
        ("--03-14", "1980-03", (1980, 3, 14)),
        ("1980-03", "--03-14", (1980, 3, 14)),
        ("1980-03-14", "--03-15", (None, 3, 15)),
        ("1980-03-14", "april", (None, 4, None)),
        ("1980-03-14", "1981-03", (1981, 3, None)),
        ("--02-29", "1981-02", (1981, 2, None)),
    ],
)
@pytest.mark.parametrize("what", [["birthday"], ["anniversary", "--label", "wedding"]])
def test_a_date_said_again_in_part_keeps_the_rest_unless_it_contradicts_it(
    what, before, said, kept, db
):
    kind, *label = what
    done("occasion", "bob", kind, before, *label, db=db)
    done("occasion", "bob", kind, said, *label, db=db)
    (found,) = ask("occasion", "bob", db=db)
    assert (found["year"], found["month"], found["day"]) == kept


def test_only_the_lead_can_change_too(db):
    refused(3, "occasion", "bob", "birthday", "--lead", "2w", db=db)
    done("occasion", "bob", "birthday", "14 march", db=db)
    echo = done("occasion", "bob", "birthday", "--lead", "3w", db=db).out
    assert "due speaks of it 3 weeks before" in echo
    assert "was" not in echo
    done("occasion", "bob", "birthday", "15 march", db=db)
    assert ask("occasion", "bob", db=db)[0]["lead_days"] == 21


def test_anniversaries_are_told_apart_by_their_label(db):
    for label, day in (("wedding", "2010-06-01"), ("founded Acme", "2016-07-11")):
        done("occasion", "bob", "anniversary", day, "--label", label, db=db)
    done("occasion", "bob", "anniversary", "2016-07-12", "--label", "Founded ACME", db=db)
    found = ask("occasion", "bob", db=db)
    assert [(o["label"], o["next_date"], o["years"]) for o in found] == [
        ("wedding", "2027-06-01", 17),
        ("Founded ACME", "2027-07-12", 11),
    ]


def test_any_other_yearly_date_says_what_it_is(db):
    assert "--label" in refused(2, "occasion", "bob", "other", "14 march", db=db).err
    made = ask("occasion", "bob", "other", "dec", "--label", "sends cards", db=db)
    assert (made["kind"], made["label"], made["day"]) == ("other", "sends cards", None)


def test_milestones_are_of_today_unless_said_otherwise(db):
    made = ask("congrats", "bob", "promoted", "to", "VP", db=db)
    assert (made["kind"], made["label"], made["next_date"]) == (
        "milestone", "promoted to VP", "2026-11-20",
    )  # fmt: skip
    assert (
        f"once you did: reltrack done {made['id']}"
        in done("congrats", "bob", "promoted to VP", db=db).out
    )
    made = ask("occasion", "bob", "milestone", "last tue", "--label", "a prize", db=db)
    assert (made["next_date"], made["days_away"], made["lead_days"]) == ("2026-11-17", -3, 7)
    labels = [o["label"] for o in ask("occasions", db=db)]
    assert labels == ["a prize", "promoted to VP"]


def test_a_milestone_stays_until_it_is_done(db):
    number = ask("congrats", "bob", "a prize", db=db)["id"]
    done("log", "Tea with Bob", db=db)
    assert [o["id"] for o in ask("occasions", db=db, now="2027-09-01")] == [number]
    closed = ask("done", number, db=db, now="2027-09-01")
    assert (closed["closed_on"], closed["next_date"]) == ("2027-09-01", "2026-11-20")
    assert ask("occasions", db=db, now="2027-09-01") == []
    assert [o["id"] for o in ask("occasions", "--all", db=db, now="2027-09-01")] == [number]
    done("undo", db=db, now="2027-09-01")
    assert [o["id"] for o in ask("occasions", db=db, now="2027-09-01")] == [number]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["birthday"], 2), (["birthday", ""], 2), (["birthday", "yesterday"], 2),
        (["birthday", "31 feb"], 2), (["birthday", "--13"], 2), (["birthday", "--02-30"], 2),
        (["birthday", "03/04"], 2), (["birthday", "14 march 10:30"], 2),
        (["birthday", "2026-11-21"], 5), (["anniversary", "dec 2026"], 5),
        (["milestone", "tomorrow"], 5), (["milestone", "--lead", "2w"], 2),
        (["birthday", "14 march", "--lead", "0d"], 2),
        (["birthday", "14 march", "--lead", "2y"], 2),
        (["birthday", "14 march", "--label", " "], 2), (["other", "14 march", "--label", ""], 2),
        (["birthday", "14 march", "--label", "x" * 201], 2), (["party", "14 march"], 2),
        (["--label", "x"], 2), (["--lead", "2w"], 2), (["birthday", "14 march", "--nope"], 2),
        (["anniversary", "--lead", "2w"], 3),
    ],
)  # fmt: skip
def test_what_is_no_date(words, code, db):
    refused(code, "occasion", "bob", *words, db=db)


def test_who_is_not_there_has_no_dates(db):
    refused(3, "occasion", "zelda", "birthday", "14 march", db=db)
    refused(4, "congrats", "ana", "a prize", db=db)
    refused(2, "congrats", "bob", "", db=db)
    refused(2, "congrats", "bob", db=db)
    refused(3, "occasions", "zelda", db=db)
    refused(2, "occasions", "--within", "soon", db=db)


def test_nothing_of_a_dry_run_is_kept(db):
    before = contents(db)
    for words in (["occasion", "bob", "birthday", "march"], ["congrats", "bob", "a prize"]):
        made = ask(*words, "--dry-run", db=db)
        assert (made["id"], made["uid"], made["was"]) == (None, None, None)
        assert "nothing was written" in done(*words, "--dry-run", db=db).out
    assert contents(db) == before


def test_a_date_can_be_deleted_and_brought_back(db):
    number = ask("occasion", "bob", "birthday", "14 march", db=db)["id"]
    done("delete", number, "--yes", db=db)
    assert ask("occasion", "bob", db=db) == []
    done("undo", db=db)
    assert ask("occasion", "bob", db=db)[0]["id"] == number


@pytest.fixture
def year(db):
    """Dates all round the year, some of them just missed."""
    for who, day in (("ana-lima", "--11-25"), ("ana-ortiz", "--11-16"), ("bob", "--11-05"),
                     ("josé", "--12"), ("grace", "--12-20")):  # fmt: skip
        done("occasion", who, "birthday", day, db=db)
    done("occasion", "grace", "anniversary", "2016-12-01", "--label", "founded Acme", db=db)
    done("congrats", "grace", "a prize", db=db)
    return db


def ahead(*options, db, **at):
    found = ask("occasions", *options, db=db, **at)
    return [(o["person"]["slug"], o["label"] or o["kind"], o["days_away"]) for o in found]


def test_the_dates_ahead_by_their_day_with_those_just_missed(year):
    assert ahead(db=year) == [
        ("ana-ortiz", "birthday", -4),
        ("grace-hopper", "a prize", 0),
        ("ana-lima", "birthday", 5),
        ("grace-hopper", "founded Acme", 11),
        ("jose-nunez", "birthday", 11),
        ("grace-hopper", "birthday", 30),
    ]
    assert len(ahead("--within", "29d", db=year)) == 5
    assert ahead("--within", "1y", db=year)[-1] == ("bob-stone", "birthday", 350)


@pytest.mark.parametrize(("now", "missed"), [("2026-11-29", True), ("2026-11-30", False)])
def test_a_birthday_just_missed_stays_for_two_weeks(now, missed, year):
    assert any(slug == "ana-ortiz" for slug, *_ in ahead(db=year, now=now)) is missed


def test_a_month_alone_is_listed_until_it_is_over(year):
    def of_month(now):
        return [away for slug, _, away in ahead(db=year, now=now) if slug == "jose-nunez"]

    assert of_month("2026-11-01") == [30]
    assert of_month("2026-12-31") == [0]
    assert of_month("2027-01-01") == []


def test_contact_around_the_day_closes_it(year):
    done("log", "happy birthday", "-w", "ana-ortiz", "--on", "2026-11-18", db=year)
    done("log", "early", "-w", "ana-lima", "--on", "2026-11-24", db=year, now="2026-11-24")
    found = ahead(db=year, now="2026-11-24")
    assert "birthday" not in [what for slug, what, _ in found if slug.startswith("ana")]
    everything = ask("occasions", "--all", db=year, now="2026-11-24")
    closed = {o["person"]["slug"]: o["closed_on"] for o in everything if o["kind"] == "birthday"}
    assert closed == {
        "ana-lima": "2026-11-24", "ana-ortiz": None, "bob-stone": None, "jose-nunez": None,
        "grace-hopper": None,
    }  # fmt: skip
    (next_year,) = (o for o in everything if o["person"]["slug"] == "ana-ortiz")
    assert next_year["next_date"] == "2027-11-16"
    assert "closed today" in done("occasions", "--all", "--format", "text", db=year,
                                  now="2026-11-24").out  # fmt: skip


def test_done_says_which_one_it_closed(year):
    number = ask("occasion", "ana-ortiz", db=year)[0]["id"]
    closed = ask("done", number, db=year)
    assert (closed["next_date"], closed["closed_on"]) == ("2026-11-16", "2026-11-20")
    (later,) = ask("occasion", "ana-ortiz", db=year)
    assert (later["next_date"], later["closed_on"]) == ("2027-11-16", None)


def test_done_by_name_closes_the_only_thing_there_is(year):
    assert ask("done", "ana-lima", db=year)["kind"] == "birthday"
    refused(3, "done", "ana-lima", db=year)
    done("promise", "grace", "the deck", db=year)
    assert "2 things are open" in refused(2, "done", "grace", db=year).err


def test_one_persons_dates_all_round_the_year(year):
    assert ahead("bob", db=year) == [("bob-stone", "birthday", 350)]
    assert ahead("bob", "--within", "7d", db=year) == []


def test_only_active_people_are_listed_unless_asked_for(year):
    done("archive", "ana-lima", db=year)
    make_new(year, "ana-ortiz")
    assert {slug for slug, *_ in ahead(db=year)} == {"grace-hopper", "jose-nunez"}
    assert ahead("ana-lima", db=year) == [("ana-lima", "birthday", 5)]


def test_no_dates_at_all_are_an_empty_list(db):
    assert done("occasions", "--json", db=db).out == "[]\n"
    assert "No dates ahead" in done("occasions", "--format", "text", db=db).out.capitalize()
    assert ask("occasion", "bob", db=db) == []


def test_an_age_is_said_only_where_the_year_is_known(year):
    done("occasion", "ana-ortiz", "birthday", "1980-11-16", db=year)
    text = done("occasions", "--format", "text", db=year).out
    assert "birthday, turned 46: Mon 16 Nov 2026 (4 days ago)" in text
    assert "birthday: Wed 25 Nov 2026 (in 5 days)" in text
    assert "founded Acme, 10 years: Tue 1 Dec 2026" in text
    assert "birthday: in December" in text


def test_help_says_what_becomes_of_the_29th_of_february(db):
    shown = " ".join(invoke("occasion", "--help", db=db).out.split())
    assert "29 February is celebrated on 28 February in common years" in shown
