"""`stats`: numbers counted by hand, the year at a glance, and the picture."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cli.refusals import refused
from running import ask, done, invoke

KEYS = (
    "since until filters entries people contact_days whole first_date last_date busiest_day"
    " busiest_month days months"
)


@pytest.fixture(scope="module")
def lived_once(known, tmp_path_factory):
    db = Path(shutil.copy(known, tmp_path_factory.mktemp("lived") / "journal.db"))
    done("circle", "peer", "ana-lima", "bob", db=db)
    for day, *words in (
        ("2024-05-01", "Coffee with Ana Lima"),
        ("2026-03-02", "Coffee with Ana Lima and Grace Hopper #maps"),
        ("2026-03-02", "Called Bob Stone"),
        ("2026-03-08", "Coffee with Ana Lima"),
        ("2026-11-16", "Called José Núñez #maps"),
        ("2026-11-18", "Post on ferries #maps", "--broadcast"),
        ("2026-11-19", "Liked a post", "-w", "bob", "--via", "touch"),
    ):
        done("log", *words, "--on", day, db=db)
    return db


@pytest.fixture
def lived(lived_once, tmp_path):
    """Seven entries: one too old for the last year, a post, a like."""
    return Path(shutil.copy(lived_once, tmp_path / "journal.db"))


def test_all_of_it(lived):
    found = ask("stats", db=lived)
    assert list(found) == KEYS.split()
    assert (found["entries"], found["people"], found["contact_days"]) == (7, 4, 4)
    assert found["whole"] == {"entries": 7, "people": 4, "contact_days": 4}
    assert (found["first_date"], found["last_date"]) == ("2024-05-01", "2026-11-19")
    assert found["busiest_day"] == {"date": "2026-03-02", "entries": 2}
    assert found["busiest_month"] == {"month": "2026-11", "entries": 3}
    assert [(day["date"], day["entries"]) for day in found["days"]] == [
        ("2026-03-02", 2), ("2026-03-08", 1), ("2026-11-16", 1), ("2026-11-18", 1),
        ("2026-11-19", 1),
    ]  # fmt: skip
    months = {month["month"]: month["entries"] for month in found["months"]}
    assert list(months)[0::11] == ["2025-12", "2026-11"]
    assert (months["2026-03"], months["2026-11"], sum(months.values())) == (3, 3, 6)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--circle", "peer"], (5, 2, 3)),
        (["--via", "phone"], (2, 2, 2)),
        (["--tag", "maps"], (3, 3, 2)),
        (["--since", "2026-03-08"], (4, 2, 2)),
        (["--until", "2026-03-02"], (3, 3, 2)),
        (["--since", "2026-01-01", "--until", "2026-10-01", "--circle", "peer"], (3, 2, 2)),
        (["--circle", "peer", "--tag", "maps", "--via", "coffee"], (1, 1, 1)),
        (["--tag", "none"], (0, 0, 0)),
    ],
)
def test_a_part_of_it_against_the_whole(options, expected, lived):
    found = ask("stats", *options, db=lived)
    assert (found["entries"], found["people"], found["contact_days"]) == expected
    assert found["whole"] == {"entries": 7, "people": 4, "contact_days": 4}
    shown = done("stats", *options, "--format", "text", db=lived).out
    assert shown.startswith(f"{expected[0]} of 7 entries\n")
    header, row = done("stats", *options, db=lived).out.splitlines()
    values = dict(zip(header.split("\t"), row.split("\t"), strict=True))
    assert values["entries"] == str(expected[0])
    filters = [name[2:] for name in options[::2] if name not in ("--since", "--until")]
    assert [each.split(":")[0] for each in values["filters"].split(", ") if each] == filters


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("channel", {"coffee": (3, 2, 3), "call": (2, 2, 2), "touch": (1, 0, 0), None: (1, 0, 0)}),
        ("circle", {"peer": (5, 2, 3), None: (2, 2, 2)}),
        (
            "person",
            {
                "ana-lima": (3, 1, 3),
                "bob-stone": (2, 1, 1),
                "grace-hopper": (1, 1, 1),
                "jose-nunez": (1, 1, 1),
            },
        ),
    ],
)
def test_groups_largest_first(by, expected, lived):
    found = ask("stats", "--by", by, db=lived)
    assert all(
        list(one) == ["group", "person", "entries", "people", "contact_days"] for one in found
    )
    told = {
        one["person"]["slug"] if one["person"] else one["group"]: (
            one["entries"], one["people"], one["contact_days"],
        )
        for one in found
    }  # fmt: skip
    assert list(told.items()) == list(expected.items())


def test_weeks_and_months_of_the_last_year_or_since_a_day(lived):
    months = ask("stats", "--by", "month", db=lived)
    assert [m["group"] for m in months][0::11] == ["2025-12", "2026-11"]
    march = next(m for m in months if m["group"] == "2026-03")
    assert (march["entries"], march["people"], march["contact_days"]) == (3, 3, 2)
    weeks = ask("stats", "--by", "week", db=lived)
    assert (len(weeks), weeks[-1]["group"]) == (53, "2026-11-16")
    # 2 March 2026 is a Monday, the 8th the Sunday of that week.
    (busy,) = (week for week in weeks if week["group"] == "2026-03-02")
    assert (busy["entries"], busy["people"], busy["contact_days"]) == (3, 3, 2)
    ever = ask("stats", "--by", "month", "--since", "2000-01-01", db=lived)
    assert (ever[0]["group"], ever[0]["entries"], len(ever)) == ("2024-05", 1, 31)
    assert [w["group"] for w in ask("stats", "--by", "week", "--since", "mon", db=lived)] == [
        "2026-11-16"
    ]


def test_a_limit_leaves_the_smallest_out(lived):
    assert [g["group"] for g in ask("stats", "--by", "channel", "-n", 1, db=lived)] == ["coffee"]
    shown = done("stats", "--by", "channel", "-n", 1, "--format", "text", db=lived).out
    assert "3 more channels: --limit 0 shows all" in shown


@pytest.mark.parametrize(
    ("by", "last", "more"),
    [
        ("month", "2026-10 2026-11", "10 more months"),
        ("week", "2026-11-09 2026-11-16", "51 more weeks"),
    ],
)
def test_a_limit_takes_the_latest_weeks_or_months(by, last, more, lived):
    assert [g["group"] for g in ask("stats", "--by", by, "-n", 2, db=lived)] == last.split()
    for format_ in ("text", "table"):
        shown = done("stats", "--by", by, "-n", 2, "--format", format_, db=lived).out
        assert f"{more}: --limit 0 shows all" in shown
    assert len(ask("stats", "--by", by, "-n", 0, db=lived)) == int(more.split()[0]) + 2


def test_only_by_a_channel_as_it_is_called_in_the_settings(lived):
    done("config", "set", "channels.coffee", "flat-white", db=lived)
    assert ask("stats", "--via", "Flat-White", db=lived)["entries"] == 3


def test_a_year_at_a_glance_in_weeks_or_where_it_is_narrow_in_months(lived, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    wide = done("stats", "--format", "table", db=lived).out.split("\n")
    monday = next(line for line in wide if line.startswith("  Mon"))
    assert len(monday) == len("  Mon  ") + 53
    assert monday[7:].index("▒") == 15  # 2 March
    assert monday.endswith("░")  # 16 November, this week
    assert any(line.strip() == "· none  ░ 1  ▒ 2 or more" for line in wide)
    monkeypatch.setenv("COLUMNS", "45")
    narrow = done("stats", "--format", "table", db=lived).out.split("\n")
    march = next(line for line in narrow if line.startswith("  Mar "))
    assert march == "  Mar  ·▒·····░" + "·" * 23
    assert max(map(len, narrow)) <= 45


def test_the_card_has_the_last_year_in_twelve_characters(lived):
    assert ask("show", "ana-lima", db=lived)["by_month"] == [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]
    shown = done("show", "ana-lima", "--format", "table", db=lived).out
    assert "last year     ···▄········  2 days in touch" in shown
    assert (
        "last year: 2 days in touch" in done("show", "ana-lima", "--format", "text", db=lived).out
    )
    assert "last year" not in done("show", "ana-ortiz", "--format", "text", db=lived).out


def test_the_picture_is_well_formed_private_and_says_in_words_what_it_shows(lived, tmp_path):
    path = tmp_path / "year.svg"
    done("rename", "bob", "Bob <script>&\"'", db=lived)
    result = done("stats", "--by", "person", "--svg", path, "--json", db=lived)
    assert len(result.json) == 4
    assert str(path) in result.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    root = ElementTree.parse(path).getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "7 entries"
    description = root.find(f"{space}desc").text
    assert "Ana Lima 3, Bob <script>&\"' 2" in description
    assert not root.findall(f".//{space}script")
    squares = [rect for rect in root.iter(f"{space}rect") if rect.get("class", "")[0] == "s"]
    assert len(squares) == 52 * 7 + 5 + 3  # to Friday, and the legend
    assert "Mon 2 Mar 2026: 2 entries" in [title.text for title in root.iter(f"{space}title")]


def test_a_picture_is_never_overwritten_unasked(lived, tmp_path):
    path = tmp_path / "year.svg"
    path.write_text("mine")
    refused(5, "stats", "--svg", path, db=lived)
    assert path.read_text() == "mine"
    done("stats", "--svg", path, "--force", db=lived)
    assert path.read_text().startswith("<svg")
    refused(5, "stats", "--svg", lived, "--force", db=lived)
    assert invoke("stats", "--svg", tmp_path / "no" / "year.svg", db=lived).code == 7


def test_nothing_yet_and_what_is_refused(db):
    found = ask("stats", db=db)
    assert (found["entries"], found["first_date"], found["busiest_day"]) == (0, None, None)
    assert (found["days"], len(found["months"])) == ([], 12)
    assert ask("stats", "--by", "channel", db=db) == []
    assert done("stats", "--format", "text", db=db).out == "0 entries\n"
    refused(2, "stats", "--since", "2026-11-10", "--until", "2026-11-01", db=db)
    refused(5, "stats", "--since", "2027-01-01", db=db)
    refused(2, "stats", "--force", db=db)
    refused(2, "stats", "--limit", "3", db=db)
    refused(2, "stats", "--by", "day", db=db)
    refused(2, "stats", "--limit", "-1", db=db)
