"""`log`: when, how and where, what it opens and what it closes."""

from __future__ import annotations

import pytest

from cli.refusals import refused
from running import ask, done


def echo(*words, db, **options):
    """What `log` says, without the indent."""
    return [line.strip() for line in done("log", *words, db=db, **options).out.splitlines()]


@pytest.mark.parametrize(
    ("typed", "date", "time"),
    [
        ("today", "2026-11-20", None),
        ("yesterday", "2026-11-19", None),
        ("fri", "2026-11-20", None),
        ("thu", "2026-11-19", None),
        ("last fri", "2026-11-13", None),
        ("last tue", "2026-11-17", None),
        ("3d", "2026-11-17", None),
        ("-3d", "2026-11-17", None),
        ("2 weeks ago", "2026-11-06", None),
        ("20 nov", "2026-11-20", None),
        ("21 nov", "2025-11-21", None),
        ("2026-11-18", "2026-11-18", None),
        ("2026-11-18T14:30", "2026-11-18", "14:30"),
        ("Wed 18 Nov 2026", "2026-11-18", None),
        ("14:30", "2026-11-20", "14:30"),
        ("Fri 20 Nov 2026 (today)", "2026-11-20", None),
    ],
)
def test_when(typed, date, time, db):
    entry = ask("log", "Tea with Bob", "--on", typed, db=db)
    assert (entry["date"], entry["time"]) == (date, time)


@pytest.mark.parametrize("typed", ["tomorrow", "2026-11-21", "next fri", "in 2 days", "2027-01-01"])
def test_the_future_is_refused(typed, db):
    assert "lies in the future" in refused(5, "log", "Tea with Bob", "--on", typed, db=db).err
    refused(5, "log", f"{typed}: tea with Bob", db=db)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("03/04", ["2026-03-04", "2026-04-03"]),
        ("2026-02-30", ["28"]),
        ("soon", ["'soon'", "3 days ago"]),
        ("yesterdya", ["did you mean yesterday?"]),
        ("Thu 20 Nov 2026", ["Fri"]),
        ("1" * 20, []),
        ("", ["the date is empty"]),
        ("25:00", []),
        ("nov", []),
        ("1800-01-01", ["too early"]),
    ],
)
def test_an_unreadable_date_is_refused_with_what_would_do(typed, said, db):
    error = refused(2, "log", "Tea with Bob", "--on", typed, db=db).err
    assert all(word in error for word in said)


def test_a_date_of_two_readings_also_before_the_text(db):
    refused(2, "log", "03/04: tea with Bob", db=db)
    assert ask("log", "2026-03-04: tea with Bob", db=db)["date"] == "2026-03-04"


def test_date_order_settles_two_readings(db, tmp_path):
    config = tmp_path / "home" / "config" / "reltrack" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('date_order = "dmy"\n')
    assert ask("log", "03/04: tea with Bob", db=db)["date"] == "2026-04-03"


def test_a_leading_date_dates_the_entry_and_goes(db):
    entry = ask("log", "yesterday 18:05: called Bob about the move: soon", db=db)
    assert (entry["date"], entry["time"]) == ("2026-11-19", "18:05")
    assert (entry["text"], entry["via"]) == ("called Bob about the move: soon", "call")


@pytest.mark.parametrize("text", ["Note: tea with Bob", "Bob: yesterday was fine", "tea: Bob, 3d"])
def test_other_words_before_a_colon_stay(text, db):
    assert ask("log", text, db=db)["text"] == text


def test_dated_twice(db):
    refused(2, "log", "mon: tea with Bob", "--on", "tue", db=db)
    assert ask("log", "tue: tea with Bob", "--on", "2026-11-17", db=db)["date"] == "2026-11-17"


def test_a_date_word_in_the_text_is_only_remarked_upon(db):
    lines = echo("Met Bob last week about the move", db=db)
    assert lines[0] == "#6  Fri 20 Nov 2026 (today) · meeting"
    assert 'dated today; for last week: reltrack amend --on "last week"' in lines
    assert not any("dated" in line for line in echo("met Bob last week", "--on", "tue", db=db))


@pytest.mark.parametrize(
    ("text", "options", "via"),
    [
        ("Coffee with Bob", [], "coffee"),
        ("E-mailed Bob", [], "email"),
        ("Had a long lunch with Bob", [], "lunch"),
        ("Bob came for coffee", [], None),
        ("Coffee with Bob", ["--via", "Zoom"], "video"),
        ("Coffee with Bob", ["-v", "Book Club"], "book-club"),
        ("Coffee prices, with Bob", ["--via", ""], None),
    ],
)
def test_channel(text, options, via, db):
    assert ask("log", text, *options, db=db)["via"] == via


def test_place_tags_and_mark(db):
    words = ["Met Bob #Work #C++", "-p", " Café  Luso ", "-t", "Book Club", "-t", "work", "--gave"]
    entry = ask("log", *words, db=db)
    assert (entry["place"], entry["mark"]) == ("Café Luso", "gave")
    assert entry["tags"] == ["book-club", "c++", "work"]
    entry = ask("log", "Tea with Bob", "--asked", "--out", "-t", "x", db=db)
    assert (entry["tags"], entry["initiated"], entry["mark"]) == (["x"], "me", "asked")


@pytest.mark.parametrize("option", ["--tag", "--via"])
def test_a_label_without_letters(option, db):
    refused(2, "log", "Tea with Bob", option, "!!", db=db)


@pytest.mark.parametrize("via", ["email", "message", "letter"])
def test_a_message_that_came_in_opens_a_reply(via, db):
    lines = echo("asked for help", "-w", "bob", "-v", via, "--in", db=db)
    assert "opened reply #7 (Bob Stone)" in lines
    (loop,) = ask("follow-ups", db=db)
    assert (loop["kind"], loop["owner"], loop["interaction_id"]) == ("reply", "me", 6)


@pytest.mark.parametrize(
    "options",
    [["-v", "email", "--in", "--answered"], ["-v", "email", "--out"], ["-v", "email"],
     ["-v", "coffee", "--in"], ["-v", "call", "--in"], ["--in"]],
)  # fmt: skip
def test_other_entries_open_none(options, db):
    assert ask("log", "asked for help", "-w", "bob", *options, db=db)["opened"] == []


def test_a_message_from_two_opens_two_replies(db):
    entry = ask("log", "Mail from Bob and Grace", "--in", db=db)
    assert [loop["person"]["slug"] for loop in entry["opened"]] == ["bob-stone", "grace-hopper"]


def test_what_is_opened_with_one_person(db):
    options = ["--promise", "send the deck", "--waiting", "the contract", "--plan", "sail",
               "--by", "in 2 weeks", "--reply", "--fact", "two kids #family"]  # fmt: skip
    lines = echo("Tea with Bob", *options, db=db)
    assert "opened promise #8 (Bob Stone: send the deck), by Fri 4 Dec 2026 (in 2 weeks)" in lines
    assert "noted about Bob Stone: two kids #family" in lines
    loops = {loop["kind"]: loop for loop in ask("follow-ups", db=db)}
    assert {kind: loop["due_date"] for kind, loop in loops.items()} == {
        "promise": "2026-12-04", "waiting": "2026-12-04", "plan": "2026-12-04", "reply": None,
    }  # fmt: skip
    assert loops["waiting"]["owner"] == "them"
    (fact,) = ask("show", "bob", db=db)["facts"]
    assert (fact["text"], fact["tags"]) == ("two kids #family", ["family"])


def test_what_is_opened_is_dated_like_the_entry(db):
    done("log", "3d: tea with Bob", "--promise", "a deck", "--fact", "sails", db=db)
    assert ask("follow-ups", db=db)[0]["opened_on"] == "2026-11-17"
    assert ask("show", "bob", db=db)["facts"][0]["heard_on"] == "2026-11-17"


@pytest.mark.parametrize("option", ["--promise", "--waiting", "--plan", "--fact"])
def test_with_several_people_each_text_names_one(option, db):
    for text in ("the deck", "ana: the deck", "zelda: the deck", "bob:", ""):
        error = refused(2, "log", "Tea with Bob and Grace", option, text, db=db).err
        assert '"ana: ..."' in error or "is empty" in error
    words = ["Tea with Bob and Grace", option, "grace: the deck", option, "@bob-stone: a book"]
    entry = ask("log", *words, db=db)
    made = entry["facts"] or entry["opened"]
    assert [(one["person"]["slug"], one["text"]) for one in made] == [
        ("grace-hopper", "the deck"),
        ("bob-stone", "a book"),
    ]


def test_a_colon_that_names_nobody_present_is_text(db):
    entry = ask("log", "Tea with Bob", "--promise", "note: the deck", db=db)
    assert entry["opened"][0]["text"] == "note: the deck"


def test_a_reply_needs_one_person(db):
    assert "reltrack reply NAME" in refused(2, "log", "Met Bob and Grace", "--reply", db=db).err


def test_nobody_can_be_promised_anything_in_a_broadcast(db):
    refused(2, "log", "A post", "--broadcast", "--promise", "more", db=db)


def test_by_alone_is_for_nothing(db):
    refused(2, "log", "Tea with Bob", "--by", "fri", db=db)
    refused(2, "log", "Tea with Bob", "--promise", "x", "--by", "soon", db=db)
    refused(2, "log", "Tea with Bob", "--promise", "x", "--by", "", db=db)


def test_done_closes_by_number(db):
    done("log", "Tea with Bob", "--promise", "the deck", db=db)
    lines = echo("Sent it", "-w", "bob", "--done", 7, db=db)
    assert "closed promise #7: the deck (Bob Stone)" in lines
    assert ask("follow-ups", db=db) == []
    done("undo", db=db)
    assert [loop["id"] for loop in ask("follow-ups", db=db)] == [7]


@pytest.mark.parametrize("number", ["999", "1", "6", "-1", "0", str(2**63), "9" * 30])
def test_done_with_a_number_that_is_nothing_open(number, db):
    done("log", "Tea with Bob", db=db)
    assert "nothing open" in refused(3, "log", "Tea with Bob", "--done", number, db=db).err


def test_done_twice(db):
    done("promise", "bob", "the deck", db=db)
    done("log", "Sent it", "-w", "bob", "--done", 6, db=db, now="2026-11-22")
    refused(3, "log", "Sent it", "-w", "bob", "--done", 6, db=db, now="2026-11-25")
    refused(3, "done", 6, db=db, now="2026-11-25")
    (loop,) = ask("follow-ups", "--all", db=db, now="2026-11-25")
    assert loop["closed_on"] == "2026-11-22"


def test_contact_says_what_it_closes(db):
    done("log", "wed: mail from Bob", "--in", db=db)
    done("plan", "bob", "sailing", db=db, now="2026-11-18")
    assert "closed reply #7 (Bob Stone)" in echo("Wrote to Bob", "--out", db=db)
    assert "closed plan #8: sailing (Bob Stone)" in echo("Coffee with Bob", db=db)
    done("edit", "grace", "--birthday=--11-21", db=db)
    assert "closed birthday #11 (Grace Hopper)" in echo("Tea with Grace", db=db)


def test_a_reply_that_other_contact_of_the_day_closes_is_said_to_be_closed(db):
    done("log", "Coffee with Bob", db=db)
    (remark,) = ask("log", "Mail from Bob", "--in", db=db)["remarks"]
    assert remark.endswith("closes the reply: reltrack reply bob-stone opens another")
    done("reply", "bob", "his question", db=db)
    assert [loop["text"] for loop in ask("follow-ups", db=db)] == ["his question"]
