"""A year told through the command line: what it says at each month's end was worked out by hand."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import pytest

from running import ask, done, process
from story.months import BALANCE, DUE, OCCASIONS, REVIEW, RHYTHMS
from story.year import CONNECTIONS, YEAR

LAST_DAYS = ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30",
             "10-31", "11-30", "12-31"]  # fmt: skip
REAL = ("import", "undo", "redo")
"""What is run as a process of its own, as it would be."""

BALANCE_KEYS = ("entries", "gave", "asked", "promoted", "unmarked", "marked_share",
                "own_promotion", "promotion_share", "from_me", "from_them", "conversations",
                "broadcasts", "touches")  # fmt: skip


def lines(text):
    """Return what a table says of each day, in its order."""
    found = {day: [] for day in LAST_DAYS}
    for line in filter(None, text.splitlines()):
        day, said = line.split(maxsplit=1)
        found[day].append(said)
    return found


def live(db, folder, now, command, kept):
    """Type one command, and keep the number of what it made if it has a name."""
    words = shlex.split(command.format(folder=folder, **kept))
    name = words[0] if words[1:2] == ["="] else None
    if name:
        words = words[2:]
    if words[0] in REAL:
        ran = process(*words, env=os.environ | {"RELTRACK_DB": str(db), "RELTRACK_NOW": now})
        assert (ran.code, ran.err) == (0, ""), (command, ran)
    elif name:
        kept[name] = ask(*words, db=db, now=now)["id"]
    else:
        done(*words, db=db, now=now)


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The journal as it was at the end of each month."""
    folder = tmp_path_factory.mktemp("year")
    (folder / "connections.csv").write_text(CONNECTIONS)
    db, journals, kept = folder / "journal.db", {}, {}
    for last in LAST_DAYS:
        for line in YEAR.splitlines():
            if line[:2] == last[:2]:
                day, command = line.split(maxsplit=1)
                live(db, folder, f"2026-{day}T12:00", command, kept)
        journals[last] = Path(shutil.copy(db, folder / f"{last}.db"))
    return journals


@pytest.fixture(params=LAST_DAYS)
def evening(request, year):
    """Ask the journal of a month on the evening of its last day."""
    day = request.param

    def asked(*words):
        return ask(*words, db=year[day], now=f"2026-{day}T20:00")

    return day, asked


def first_name(record):
    return record["person"]["name"].split()[0]


def test_due(evening):
    day, asked = evening
    assert [
        f"{item['section']} {item['name']} {item['score']:.2f}: "
        + ", ".join(f"{reason['code']} {reason['score']:.2f}" for reason in item["reasons"])
        for item in asked("due")
    ] == lines(DUE)[day]


def test_occasions(evening):
    day, asked = evening
    assert [
        f"{each['person']['name']}, {each['label'] or each['kind']}, {each['next_date']},"
        f" {'-' if each['years'] is None else each['years']}"
        for each in asked("occasions", "--within", "30d")
    ] == lines(OCCASIONS)[day]


def test_balance(evening):
    day, asked = evening
    (expected,) = lines(BALANCE)[day]
    found = asked("balance")
    assert [found[key] for key in BALANCE_KEYS] == [float(each) for each in expected.split()]


def test_review(evening):
    day, asked = evening
    found = asked("review", "--since", f"2026-{day[:2]}-01")
    told = {
        "people": [f"{first_name(each)} {each['entries']}" for each in found["people"]],
        "promised": [each["text"] for each in found["promised"]],
        "kept": [each["text"] for each in found["kept"]],
        "skips": [f"{first_name(each)} {each['reason']}" for each in found["skips"]],
        "without": [each["name"] for each in found["quiet_circles"]],
    }
    assert [f"{key}: {', '.join(each)}" for key, each in told.items() if each] == lines(REVIEW)[day]


def test_rhythms(evening):
    day, asked = evening
    told = (
        f"{first_name(each)} {each['stated_days']} "
        + ("-" if each["lived_days"] is None else f"{each['lived_days']:g}")
        for each in asked("rhythms")
    )
    assert [", ".join(told)] == lines(RHYTHMS)[day]


def copy(year, day, tmp_path):
    return Path(shutil.copy(year[day], tmp_path / "journal.db"))


def test_an_entry_tells_what_it_closed_and_what_is_still_open(year, tmp_path):
    db = copy(year, "02-28", tmp_path)

    def told(*words, now):
        said = ask("log", *words, db=db, now=now)
        return [[text.split(" #")[0] for text in said[key]] for key in ("closed", "still_open")]

    assert told("Called Ben", "--out", now="2026-03-01") == [["reply"], ["waiting"]]
    assert told("Lunch with Eva", now="2026-03-01") == [["plan", "birthday"], []]
    assert told("Called Dov", "--in", now="2026-03-01") == [[], ["reply", "his first marathon"]]


def test_after_three_skips_another_way_is_suggested_kindly(year, tmp_path):
    db, evening = copy(year, "10-31", tmp_path), "2026-10-31T20:00"
    said = done("due", "--format", "text", db=db, now=evening).out
    assert "a longer rhythm, another channel, or letting go" in said
    for command in ("edit cleo-marsh --every 8w", "log -w cleo-marsh -v message", "archive"):
        assert f"reltrack {command}" in said
    done("log", "Called Cleo", db=db, now=evening)
    assert "letting go" not in done("due", "--all", "--format", "text", db=db, now=evening).out


def test_all_of_it_is_undone_and_done_again(year, tmp_path):
    db, evening = copy(year, "12-31", tmp_path), "2026-12-31T20:00"
    whole = done("export", db=db, now=evening).out
    steps = ask("undo", "--list", "-n", 0, db=db, now=evening)
    for _ in steps:
        done("undo", db=db, now=evening)
    assert [ask(*words, db=db, now=evening) for words in (["people", "--all"], ["history"],
            ["follow-ups", "--all"], ["occasions", "--all"], ["intros"], ["circle"], ["due"])
            ] == [[]] * 7  # fmt: skip
    for _ in steps:
        done("redo", db=db, now=evening)
    assert done("export", db=db, now=evening).out == whole
    assert len(steps) > 130
