"""The keys of every record, typed again by hand: none slips in or out unseen."""

from __future__ import annotations

import re

import pytest

from running import ask, done

REFERENCE = "id slug name"
POINT = "kind value label"
PERSON = (
    "id uid slug name aliases circles tags status cadence_days company title city birthday met_on"
    " how_met introduced_by contact_points last_date quiet_days usual_days due_after_days"
    " rhythm_source usual_via score snoozed_until"
)
CARD = f"{PERSON} facts occasions follow_ups entries by_month"
INTERACTION = (
    "id uid date time via place text people mentioned tags initiated mark broadcast source"
    " created_at updated_at"
)
LOGGED = f"{INTERACTION} added facts opened closed still_open remarks"
DUE_ITEM = (
    "id uid slug name circles section score quiet_days last_date last_via last_text usual_days"
    " due_after_days due_on rhythm_source usual_via ask_about ask_about_on snoozed_until"
    " skips_in_a_row reasons"
)
REASON = "code score text days date ref kind"
WHY = f"{DUE_ITEM} today due gaps since typical_gap_days circle_days learned_range coming"
FOLLOW_UP = "id uid kind owner person text due_date opened_on closed_on interaction_id"
OCCASION = "id uid person kind label year month day next_date days_away years lead_days closed_on"
FACT = "id uid person text tags heard_on age_days"
CIRCLE = "name cadence_days people"
SKIP = "id uid person skipped_on until_on reason skips_in_a_row"
STEP = "id command summary at state"
BATCH = "added skipped people_added dry_run"
DELETED = "record id text also dry_run"
PATH = "what path source exists"

DAY = r"\d{4}-\d\d-\d\d"
INSTANT = rf"{DAY}T\d\d:\d\d:\d\dZ"
UID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
SHAPES = {
    "uid": UID, "date": DAY, "last_date": DAY, "due_on": DAY, "due_date": DAY, "opened_on": DAY,
    "closed_on": DAY, "heard_on": DAY, "met_on": DAY, "next_date": DAY, "snoozed_until": DAY,
    "was": rf"{DAY}|--\d\d(-\d\d)?|\d{{4}}-\d\d",
    "until_on": DAY, "skipped_on": DAY, "ask_about_on": DAY, "since": DAY, "today": DAY,
    "time": r"\d\d:\d\d", "created_at": INSTANT, "updated_at": INSTANT, "at": INSTANT,
    "birthday": rf"{DAY}|--\d\d(-\d\d)?|\d{{4}}-\d\d", "section": "dated|quiet",
    "status": "active|new|archived", "owner": "me|them", "initiated": "me|them",
    "mark": "gave|asked|promoted",
    "source": r"typed|batch|import:\w+|--db|RELTRACK_DB|default|XDG\w+",
    "rhythm_source": "set|circle|learned|default", "state": "done|undone",
    "code": "quiet|reply|promise|waiting|plan|occasion|introduction",
}  # fmt: skip


@pytest.fixture(scope="module")
def full(known, tmp_path_factory):
    """A journal in which every key of every record has a value somewhere."""
    import shutil

    db = tmp_path_factory.mktemp("full") / "journal.db"
    shutil.copy(known, db)
    done(
        "edit", "bob", "--circle", "peer", "--tag", "music", "--alias", "Robbie", "--every", "3w",
        "--email", "b@x.example", "--company", "Acme", "--title", "CTO", "--city", "Porto",
        "--met", "2019-05-02", "--how-met", "at a fair", "--introduced-by", "grace",
        "--birthday", "1980-11-21", "--fact", "two kids #family", db=db,
    )  # fmt: skip
    for day in ("2026-05-01 09:00", "2026-06-01", "2026-07-01"):
        done("log", "Tea with Bob about Grace #work", "-p", "Porto", "--gave", "--out", "--on", day,
             db=db)  # fmt: skip
    for kind in ("promise", "waiting"):
        done(kind, "bob", "a deck", "--by", "today", db=db, now="2026-07-02")
    done("log", "mail from Bob", "--in", "--on", "2026-07-03", "-v", "email", db=db)
    done("skip", "bob", "--because", "busy", db=db)
    return db


def check(value, keys):
    """Check the keys of a record and the shape of its values, whatever is null."""
    assert list(value) == keys.split()
    for key, each in value.items():
        if isinstance(each, str) and key in SHAPES:
            assert re.fullmatch(SHAPES[key], each), (key, each)
        if isinstance(each, float):
            assert round(each, 2) == each
        if key in ("person", "introduced_by") and each is not None:
            assert list(each) == REFERENCE.split()
        if key in ("people", "mentioned", "added") and isinstance(each, list):
            assert all(list(one) == REFERENCE.split() for one in each)


def test_person(full):
    people = ask("people", "--all", db=full)
    for who in people:
        check(who, PERSON)
        assert all(list(point) == POINT.split() for point in who["contact_points"])
    bob = next(who for who in people if who["slug"] == "bob-stone")
    assert [key for key, value in bob.items() if value in (None, [])] == []
    check(ask("add", "Zoë Quinn", "--dry-run", db=full), PERSON)


def test_card(full):
    card = ask("show", "bob", db=full)
    check(card, CARD)
    for key, keys in [("facts", FACT), ("occasions", OCCASION), ("follow_ups", FOLLOW_UP),
                      ("entries", INTERACTION)]:  # fmt: skip
        assert card[key]
        for one in card[key]:
            check(one, keys)


def test_interaction(full):
    entries = ask("history", db=full)
    for entry in entries:
        check(entry, INTERACTION)
    assert {type(entry["broadcast"]) for entry in entries} == {bool}
    logged = ask("log", "Tea with Bob", "--fact", "x", "--promise", "y", "--dry-run", db=full)
    check(logged, LOGGED)
    check(logged["facts"][0], FACT)
    check(logged["opened"][0], FOLLOW_UP)
    check(ask("amend", "--via", "call", "--dry-run", db=full), f"{INTERACTION} added")


def test_due_item(full):
    items = ask("due", "--all", db=full)
    for item in items:
        check(item, DUE_ITEM)
        for reason in item["reasons"]:
            check(reason, REASON)
    bob = next(item for item in items if item["slug"] == "bob-stone")
    assert [key for key, value in bob.items() if value in (None, [])] == []
    assert {r["code"] for r in bob["reasons"]} == {
        "quiet", "reply", "promise", "waiting", "occasion",
    }  # fmt: skip
    check(ask("due", "--why", "bob", db=full), WHY)


def test_other_records(full):
    for loop in ask("follow-ups", "--all", db=full):
        check(loop, FOLLOW_UP)
    for kind in ("promise", "waiting", "plan", "reply"):
        check(ask(kind, "bob", "x", "--dry-run", db=full), FOLLOW_UP)
    check(ask("note", "bob", "x", "--dry-run", db=full), FACT)
    check(ask("skip", "bob", "--dry-run", db=full), SKIP)
    check(ask("circle", "peer", db=full), CIRCLE)
    check(ask("circle", db=full)[0], CIRCLE)
    check(ask("undo", "--list", db=full)[0], STEP)
    check(ask("undo", "--dry-run", db=full), STEP)
    check(ask("delete", 12, "--dry-run", db=full), DELETED)
    check(done("log", "--batch", "-", "--dry-run", "--json", db=full).json, BATCH)
    for path in ask("paths", db=full):
        check(path, PATH)
    occasion = ask("show", "bob", db=full)["occasions"][0]
    check(ask("done", occasion["id"], "--dry-run", db=full), OCCASION)
    check(ask("occasions", "--all", db=full)[0], OCCASION)
    check(ask("occasion", "bob", db=full)[0], OCCASION)
    check(ask("occasion", "bob", "birthday", "--03", "--dry-run", db=full), f"{OCCASION} was")
    check(ask("congrats", "bob", "a prize", "--dry-run", db=full), f"{OCCASION} was")


def test_search_hits_say_which_record_they_are(full):
    kinds = {"person": PERSON, "fact": FACT, "interaction": INTERACTION, "follow_up": FOLLOW_UP}
    for query in ("bob", "kids", "tea", "deck"):
        hits = ask("search", query, db=full)
        assert hits
        for hit in hits:
            check(hit, f"record {kinds[hit['record']]}")


def test_tsv_has_the_keys_of_the_json(full):
    for words, keys in [(["people"], PERSON), (["history"], INTERACTION),
                        (["follow-ups"], FOLLOW_UP), (["circle"], CIRCLE),
                        (["occasions", "--all"], OCCASION)]:  # fmt: skip
        assert done(*words, db=full).out.split("\n")[0].split("\t") == keys.split()


def test_what_a_dry_run_makes_has_no_number(full):
    for words in (["add", "Zoë Quinn"], ["note", "bob", "x"], ["promise", "bob", "x"],
                  ["skip", "bob"], ["congrats", "bob", "x"], ["occasion", "bob", "birthday", "may"],
                  ["log", "Tea with Bob"]):  # fmt: skip
        record = ask(*words, "--dry-run", db=full)
        assert (record["id"], record["uid"]) == (None, None)
