"""Late, backdated, amended, deleted and undone entries give what typing them in order gives."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from running import ask, done

FIRST = date(2026, 1, 5)
LAST = 120
PEOPLE = ("Ana Lima", "Bob Stone", "Chen Wei", "Dora Keller")
UNNUMBERED = {"id", "uid", "ref"}

ENTRY = st.fixed_dictionaries(
    {
        "day": st.integers(0, LAST),
        "who": st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True),
        "via": st.sampled_from(["coffee", "email", "call", "touch", "event"]),
        "way": st.sampled_from([None, "--in", "--out"]),
        "text": st.sampled_from(["about the move", "a long talk", "news", "the lease"]),
        "brings": st.sampled_from(
            [
                [],
                ["--promise", "the deck"],
                ["--promise", "a book"],
                ["--fact", "two kids"],
                ["--plan", "a hike"],
            ]
        ),
    }
).filter(
    # Without any contact, silence counts from the day somebody became active, which is typed.
    lambda entry: entry["via"] != "touch" or PEOPLE[3] not in entry["who"]
)
HOW = st.sampled_from(["late", "amended", "deleted twin", "undone twin", "undone and redone"])


def day(offset):
    return (FIRST + timedelta(offset)).isoformat()


def stripped(value):
    if isinstance(value, dict):
        return {k: stripped(v) for k, v in value.items() if k not in UNNUMBERED}
    return [stripped(v) for v in value] if isinstance(value, list) else value


@cache
def beginning():
    """A journal with a few people, made once."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder, "journal.db")
        people_of(db)
        return db.read_bytes()


def people_of(db):
    for name in PEOPLE[:3]:
        done("add", name, db=db, now=day(0))
    # One came by import and becomes active with the first entry.
    connections = db.with_name("Connections.csv")
    connections.write_text("First Name,Last Name,Connected On\nDora,Keller,01 Jan 2026\n")
    done("import", "linkedin", connections, db=db, now=day(0))
    done("circle", "close", PEOPLE[1], "--every", "20d", db=db, now=day(0))


def log(entry, *, db, now, on=None, text=None):
    words = ["log", text or entry["text"], "--via", entry["via"]]
    for name in entry["who"]:
        words += ["--with", name]
    words += [entry["way"]] if entry["way"] else []
    words += ["--on", on] if on else []
    words += entry["brings"] if len(entry["who"]) == 1 else []
    return ask(*words, db=db, now=now)["id"]


def in_some_way(entry, how, *, db, now):
    on = day(entry["day"])
    if how == "amended" and not entry["brings"]:
        other = {**entry, "via": "walk", "who": [PEOPLE[2]], "way": None}
        number = log(other, db=db, now=now, on=day(LAST - entry["day"]), text="something else")
        words = ["amend", number, "--on", on, "--via", entry["via"], "--text", entry["text"]]
        for name in entry["who"]:
            words += ["--with", name]
        done(*words, *([entry["way"]] if entry["way"] else []), db=db, now=now)
        return
    if how == "deleted twin":
        done("delete", log(entry, db=db, now=now, on=day(LAST)), "--yes", db=db, now=now)
    if how == "undone twin":
        log(entry, db=db, now=now, on=day(entry["day"] // 2))
        done("undo", db=db, now=now)
    log(entry, db=db, now=now, on=on)
    if how == "undone and redone":
        done("undo", db=db, now=now)
        done("redo", db=db, now=now)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(ENTRY, HOW), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_typing_does_not_matter(entries, random):
    with tempfile.TemporaryDirectory() as folder:
        straight, crooked = Path(folder, "straight.db"), Path(folder, "crooked.db")
        now = day(LAST)
        straight.write_bytes(beginning())
        crooked.write_bytes(beginning())
        for entry, _ in sorted(entries, key=lambda row: row[0]["day"]):
            log(entry, db=straight, now=day(entry["day"]))
        shuffled = list(entries)
        random.shuffle(shuffled)
        for entry, how in shuffled:
            in_some_way(entry, how, db=crooked, now=now)
        for extra in ([], ["--all"]):
            assert stripped(ask("due", *extra, db=straight, now=now)) == stripped(
                ask("due", *extra, db=crooked, now=now)
            )


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ENTRY, max_size=5), st.lists(st.integers(0, LAST), min_size=1, max_size=4))
def test_as_of_a_day_gives_what_it_gave_then(entries, asked):
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder, "journal.db")
        db.write_bytes(beginning())
        given_then = {}
        for offset in range(LAST + 1):
            for entry in entries:
                if entry["day"] == offset:
                    log(entry, db=db, now=day(offset))
            if offset in asked:
                given_then[day(offset)] = ask("due", "--all", db=db, now=day(offset))
        for moment, answer in given_then.items():
            assert ask("due", "--all", "--as-of", moment, db=db, now=day(LAST)) == answer
