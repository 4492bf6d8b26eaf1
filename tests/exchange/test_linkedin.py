"""LinkedIn's list of connections: every row with a name arrives, once, and waits."""

from __future__ import annotations

import csv
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from exchange.connections import ANA, BO, bring, names, person, points, sheet, told
from exchange.random_journals import at_rest, empty, imported
from reltrack.errors import BadDataError
from reltrack.exchange import importing, linkedin, table
from reltrack.exchange.files import Source
from reltrack.write.undo import undo
from states import state

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[3] / "shared")) / "data"
REAL = SHARED / "csv" / "linkedin_real_pseudonymised_A.csv"


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as db:
        yield db


def test_a_person_arrives_whole(db: sqlite3.Connection) -> None:
    report = bring(db, ANA)
    assert told(report) == {"people_added": 1}
    assert report["rejected"] == report["remarks"] == []
    ana = person(db)
    assert {key: ana[key] for key in ("slug", "status", "added_on", "active_on", "company",
                                      "title", "met_on", "how_met")} == {
        "slug": "ana-lima", "status": "new", "added_on": "2026-11-20", "active_on": None,
        "company": "Acme", "title": "Engineer", "met_on": "2022-11-26", "how_met": "LinkedIn",
    }  # fmt: skip
    assert points(db, ana["id"]) == [
        ("url", "https://www.linkedin.com/in/ana"),
        ("email", "ana@x.example"),
    ]
    origins = db.execute("SELECT DISTINCT source, uid FROM origin").fetchall()
    assert origins == [("import:linkedin", ana["uid"])]
    assert "ana" not in str(db.execute("SELECT key FROM origin").fetchall())


@pytest.mark.parametrize(
    "content",
    [
        "Notes:\nSome words about privacy.\n\n" + sheet(ANA),
        'Notes:\n"When exporting your data, you may notice..."\n\n' + sheet(ANA),
        'Notes:\n"Line one\nline two"\n' + sheet(ANA),
        sheet(ANA).replace("\n", "\r\n"),
        sheet("Acme,26 Nov 2022,Lima,Ana", header="Company,Connected On,Last Name,First Name"),
        sheet("Ana,Lima,2022-11-26", header="FIRST NAME, Last Name ,Connected On"),
        sheet("Ana,Lima,,,,,26 November 2022"),
    ],
    ids=range(7),
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_layouts(content: str, encoding: str, db: sqlite3.Connection) -> None:
    assert told(imported(db, content.encode(encoding), form="linkedin")) == {"people_added": 1}
    assert person(db)["met_on"] == "2022-11-26"


def test_again_adds_only_what_is_new(db: sqlite3.Connection) -> None:
    bring(db, ANA)
    before = at_rest(db)
    assert told(bring(db, ANA)) == {"unchanged": 1}
    assert at_rest(db) == before
    assert told(bring(db, ANA, BO)) == {"unchanged": 1, "people_added": 1}


def test_edits_made_since_are_kept(db: sqlite3.Connection) -> None:
    bring(db, ANA)
    db.execute("UPDATE person SET name = 'Ana Ortiz', company = NULL")
    assert told(bring(db, ANA.replace("Acme", "Other"))) == {"unchanged": 1}
    assert person(db, "Ana Ortiz")["company"] is None


def test_one_undo(db: sqlite3.Connection) -> None:
    before = state(db)
    bring(db, ANA, BO)
    undo(db)
    assert state(db) == before


def test_a_dry_run_tells_the_same(db: sqlite3.Connection) -> None:
    rows = (ANA, BO, BO, ",,,,,,01 Jan 2020", "Cy,Twombly,,,,,soon")
    before = at_rest(db)
    dry = bring(db, *rows, dry_run=True)
    assert at_rest(db) == before
    assert dry | {"dry_run": False} == bring(db, *rows)


def test_what_was_deleted_stays_deleted(db: sqlite3.Connection) -> None:
    bring(db, ANA)
    db.execute("DELETE FROM person")
    assert told(bring(db, ANA)) == {"skipped": 1}
    assert names(db) == []


def test_rows_without_a_name_and_without_a_date(db: sqlite3.Connection) -> None:
    long = f"{'x' * 201},Lima,,,,,01 Jan 2020"
    report = bring(db, ",,,,,,01 Jan 2020", "Cy,Twombly,,,,,soon", "Di,Fox,,,,,01 Jan 2030", long)
    assert [(row["line"], row["reason"]) for row in report["rejected"]] == [
        (2, "no name"),
        (5, "the name has 206 characters"),
    ]
    assert [(row["line"], row["reason"]) for row in report["remarks"]] == [
        (3, "the date is not readable, and is left out"),
        (4, "the day it gives cannot be, and is left out"),
    ]
    assert person(db, "Cy Twombly")["met_on"] is person(db, "Di Fox")["met_on"] is None
    again = bring(db, "Cy,Twombly,,,,,soon", "Di,Fox,,,,,01 Jan 2030")
    assert told(again) == {"unchanged": 2}


def test_a_field_that_cannot_be_kept_is_left_out(db: sqlite3.Connection) -> None:
    report = bring(db, f"Ana,Lima,,,{'x' * 201},Engineer,26 Nov 2022")
    assert person(db)["company"] is None
    assert person(db)["title"] == "Engineer"
    assert report["remarks"][0]["reason"] == "the company has 201 characters, and is left out"


def test_the_name_as_shown_is_an_alias(db: sqlite3.Connection) -> None:
    bring(db, '✪ Ana,"Lima, PhD",,,,,26 Nov 2022', "Bo,Stone,,,,,26 Nov 2022")
    assert names(db) == ["Ana Lima", "Bo Stone"]
    assert db.execute("SELECT name FROM alias").fetchall() == [("✪ Ana Lima, PhD",)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "has no header with First Name and Last Name"),
        (b"Name,Company\nAna,Acme\n", "has no header with First Name and Last Name"),
        (sheet(",,,,,,", ",,,,,,").encode(), "none of the 2 records can be used"),
    ],
)
def test_files_that_cannot_be_used(content: bytes, message: str, db: sqlite3.Connection) -> None:
    with pytest.raises(BadDataError, match=message) as caught:
        imported(db, content, form="linkedin")
    assert caught.value.hint
    assert names(db) == []


def test_an_unclosed_quote_costs_what_it_swallows(db: sqlite3.Connection) -> None:
    swallowed = '"' + "x" * 70_000
    report = bring(db, ANA, f"Bad,{swallowed}", *["y" * 70_000] * 2, BO)
    assert [row["line"] for row in report["rejected"]][:1] == [3]
    assert "Ana Lima" in names(db)
    assert "Bo Stone" in names(db)


def test_an_endless_line(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LONGEST_LINE", 1000)
    report = bring(db, ANA, "x" * 5000, BO, ",")
    assert [row["line"] for row in report["rejected"]] == [3, 5]
    assert names(db) == ["Ana Lima", "Bo Stone"]


def test_it_is_recognised() -> None:
    for content in (sheet(ANA), "Notes:\nwords\n\n" + sheet(ANA)):
        assert importing.guess(Source("x", BytesIO(content.encode("utf-16")))) == "linkedin"
    with pytest.raises(BadDataError, match="in no format that can be imported"):
        importing.guess(Source("x", BytesIO(b"FROM,TO,CONTENT\n")))


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
def test_a_real_list(db: sqlite3.Connection) -> None:
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            " ".join(f"{row['First Name']} {row['Last Name']}".split())
            for row in csv.DictReader(file)
        ]
    named = [name for name in rows if any(map(str.isalnum, name))]
    report = imported(db, REAL.read_bytes(), form="linkedin")
    assert report["people_added"] == len(named)
    assert [row["reason"] for row in report["rejected"]] == [
        "that is not a name: it has no letter or digit" if name else "no name"
        for name in rows
        if name not in named
    ]
    shown = db.execute(
        "SELECT coalesce(alias.name, person.name) FROM person LEFT JOIN alias ON person_id = id"
    )
    assert Counter(name for (name,) in shown) == Counter(named)
    assert {status for (status,) in db.execute("SELECT status FROM person")} == {"new"}
    assert db.execute("SELECT count(*) FROM person WHERE met_on IS NULL").fetchone() == (0,)
    before = state(db)
    again = imported(db, REAL.read_bytes(), form="linkedin")
    assert told(again) == {"unchanged": len(named)}
    assert again["rejected"] == report["rejected"]
    assert state(db) == before


def test_what_windows_saved_arrives_with_a_remark(db: sqlite3.Connection) -> None:
    saved = sheet("José,Lima,,,,,").replace(",", ";").encode("cp1252")
    report = imported(db, saved, form="linkedin")
    assert names(db) == ["José Lima"]
    assert [said["reason"] for said in report["remarks"]] == [
        "what is not UTF-8 in it was read as Windows-1252"
    ]


def test_my_own_profile_is_passed_over(db: sqlite3.Connection) -> None:
    content = "First Name,Last Name,Maiden Name,Address,Headline,Summary\nMe,Myself,,,Writer,\n"
    assert linkedin.recognises(content)
    report = imported(db, content, sheet(ANA), form="linkedin")
    assert told(report) == {"people_added": 1}
    assert report["passed_over"] == [{"reason": "my own profile", "count": 1}]
    assert names(db) == ["Ana Lima"]
    assert told(imported(db, content, form="linkedin")) == {}
