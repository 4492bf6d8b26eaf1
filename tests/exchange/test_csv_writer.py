"""Tables we write: no cell is a formula, and every value comes back."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.random_journals import LINES, Rows, journal, journals, maybe, random_journals
from exchange.tables import people
from reltrack.domain.arrivals import Point
from reltrack.domain.updates import OWN_COLUMN
from reltrack.exchange import cells, csv_writer, export
from reltrack.exchange.table import rows as table_rows
from reltrack.write.bulk import Tally
from rows import AT

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)
FORMULAS = st.sampled_from("=+-@'\t\r\n ").flatmap(lambda start: TEXTS.map(start.__add__))


@given(TEXTS | FORMULAS)
def test_no_cell_is_a_formula_and_each_comes_back(cell: str) -> None:
    safe = cells.defused(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cells.restored(safe) == cell
    assert safe == cell or safe == f"'{cell}"


@given(TEXTS)
def test_what_a_spreadsheet_leaves_alone_stays(cell: str) -> None:
    assert cells.restored(cell) == cell or cell[0] == "'"


POINTS = st.builds(Point, LINES, LINES, maybe(LINES))


@given(POINTS)
def test_labels_come_back(point: Point) -> None:
    assert cells.point(point.kind, cells.labelled(point.label, point.value)) == point
    assert cells.other_point(cells.other(point)) == point


def test_cells_read_well() -> None:
    assert cells.labelled("work", "ana@x.example") == "work: ana@x.example"
    assert cells.labelled(None, "https://ana.example") == "https://ana.example"
    assert cells.other(Point("matrix", "@ana:x.example")) == "matrix: @ana:x.example"


@random_journals
@given(journals())
def test_people_come_back_value_by_value(rows: Rows) -> None:
    with closing(journal(rows)) as db:
        found = list(export.people(db))
        text = "".join(f"{line}\n" for line in csv_writer.people(export.people(db)))
    header, *body = [row for _, row in table_rows(io.StringIO(text, newline=""))]
    assert header == list(csv_writer.PEOPLE)
    for person, row in zip(found, body, strict=True):
        assert row is not None
        held = dict(zip(header, map(cells.restored, row), strict=True))
        assert held == csv_writer.person_cells(person)
        _check(person, held)


def _check(person: dict[str, Any], held: dict[str, str]) -> None:
    """Compare a person with what their cells say, read in another way."""
    for key in ("uid", "slug", "name", "status", "company", "title", "city", "met_on", "how_met"):
        assert held[key] == (person[key] or "")
    for key in ("aliases", "circles", "tags"):
        assert [line for line in held[key].split("\n") if line] == person[key]
    assert held["cadence_days"] == str(person["cadence_days"] or "")
    points = [
        cells.point(kind, line) for kind in OWN_COLUMN for line in held[kind].split("\n") if line
    ]
    assert sorted(points, key=str) == sorted(
        (Point(**point) for point in person["contact_points"]), key=str
    )


def test_our_own_reader_takes_it_back() -> None:
    person = {
        **dict.fromkeys(csv_writer.PEOPLE),
        "uid": "0198c0de-0000-7000-8000-000000000001", "slug": "ana-lima", "name": "Ana Lima",
        "aliases": ["=Nita", "'Anita"], "status": "active", "circles": ["peer"],
        "tags": ["chess", "c++"], "company": "@Acme", "how_met": "at a fair,\nin \"Rome\"",
        "contact_points": [
            {"kind": "phone", "value": "+351 900", "label": "mobile"},
            {"kind": "matrix", "value": "@ana:x.example", "label": None},
        ],
        "occasions": [{"kind": "birthday", "year": None, "month": 3, "day": 14}],
        "introduced_by": None, "created_at": AT,
    }  # fmt: skip
    text = "".join(f"{line}\n" for line in csv_writer.people([person]))
    tally = Tally()
    (ana,) = people(text, tally)
    assert "--update" in tally.remarks[0][1]
    assert (ana.name, list(ana.aliases)) == ("Ana Lima", ["=Nita", "'Anita"])
    assert (ana.company, ana.how_met, ana.tags) == (
        "@Acme", person["how_met"], ["chess", "c++"],
    )  # fmt: skip
    assert ana.contact_points == [
        Point("phone", "+351 900", "mobile"), Point("matrix", "@ana:x.example"),
    ]  # fmt: skip
    assert ana.own_identity == f"id:{person['uid']}"
    assert [(one.month, one.day, one.year) for one in ana.dates] == [(3, 14, None)]


@random_journals
@given(journals())
def test_entries_come_back_value_by_value(rows: Rows) -> None:
    with closing(journal(rows)) as db:
        text = "".join(f"{line}\n" for line in csv_writer.entries(db))
        texts = [t for (t,) in db.execute(
            "SELECT text FROM interaction ORDER BY date DESC, time DESC, id DESC")]  # fmt: skip
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [cells.restored(row["text"]) for row in found] == texts


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_spreadsheet_reads_it(tmp_path: Path) -> None:
    values = ["=1+1", "+49 1", "'x", "two\nlines", 'a "b", c', "José 李小龍", " blank "]
    person = {**dict.fromkeys(csv_writer.PEOPLE), "aliases": values, "circles": [], "tags": [],
              "contact_points": [], "occasions": [], "name": values[0],
              "company": values[1], "title": values[2], "how_met": values[3], "city": values[4],
              "slug": values[5], "uid": values[6]}  # fmt: skip
    source = tmp_path / "people.csv"
    source.write_text("".join(f"{line}\n" for line in csv_writer.people([person])), newline="")
    out = tmp_path / "out"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--infilter=CSV:44,34,76,1", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
         "--outdir", out, source],
        check=True, timeout=240,
    )  # fmt: skip
    with (out / "people.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    for column in ("name", "company", "title", "how_met", "city", "slug", "uid"):
        assert cells.restored(row[column]) == person[column], column
