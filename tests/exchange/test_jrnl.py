"""Journals of jrnl in: the entries that name people who are known."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.arrivals import Happening
from reltrack.errors import BadDataError
from reltrack.exchange import jrnl
from reltrack.exchange.files import Source
from reltrack.exchange.formats import guess
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally
from running import ask, done

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[3] / "shared")) / "data"
EXPORTS = sorted(SHARED.glob("peers/jrnl_exports/*.json"))
JOURNALS = sorted(SHARED.glob("peers/jrnl_journals/*"))

PLAIN = """\
[2024-03-01 09:30] Coffee with Ana Lima. *
She told me about @Bo, and the @book-club.

[not a date] stays in it.
[2024-03-02 03:05:00 PM] Alone at home.
[2024-02-30 10:00] Never
[2024-03-03] Thought of Ana Lima
"""


def export(*entries: Any) -> str:
    return json.dumps({"tags": {"@idea": 2}, "entries": entries})


def written(day: str, title: str, body: str = "", **more: Any) -> dict[str, Any]:
    return {"title": title, "body": body, "date": day, "time": "09:30", "tags": [],
            "starred": False} | more  # fmt: skip


def read(content: str | bytes) -> tuple[list[Happening], Tally]:
    data = content.encode() if isinstance(content, str) else content
    tally = Tally()
    chunks = list(jrnl.read(Source("j", BytesIO(data)), tally, Wishes(date(2026, 11, 20))))
    return [one for chunk in chunks for one in chunk], tally


def test_an_export_arrives() -> None:
    (one,), tally = read(export(written("2024-03-01", "Lunch.", "With Ana", tags=["@Idea", 3])))
    assert one == Happening(
        ("j", None, ".entries[0]"), "import:jrnl", "2024-03-01 09:30 Lunch.\nWith Ana 1",
        "2024-03-01", "Lunch.\nWith Ana", time="09:30", via="lunch", tags=["idea"],
        names_in_text=True,
    )  # fmt: skip
    assert (tally.rejected, tally.remarks) == ([], [])


def test_its_own_file_arrives() -> None:
    entries, tally = read(PLAIN)
    assert [(one.place.line, one.date, one.time, one.text, one.tags) for one in entries] == [
        (1, "2024-03-01", "09:30", "Coffee with Ana Lima. *\nShe told me about @Bo, and the"
         " @book-club.\n\n[not a date] stays in it.", ["bo", "book-club"]),
        (5, "2024-03-02", "15:05", "Alone at home.", []),
        (7, "2024-03-03", None, "Thought of Ana Lima", []),
    ]  # fmt: skip
    assert [place.line for place, _ in tally.rejected] == [6]


def test_the_order_of_days_and_months_is_that_of_the_file() -> None:
    entries, tally = read("[03/04/2024 10:00] One\n[25/04/2024 10:00] Two\n")
    assert [one.date for one in entries] == ["2024-04-03", "2024-04-25"]
    assert not tally.rejected
    entries, tally = read("[03/04/2024 10:00] One\n")
    assert not entries
    assert "two ways" in tally.rejected[0][1]


def test_entries_without_a_day_cost_themselves() -> None:
    entries, tally = read(export(written("", "a"), 3, written("2024-13-01", "b"),
                                 written("2024-01-01", "c")))  # fmt: skip
    assert [one.text for one in entries] == ["c"]
    assert [place.spot for place, _ in tally.rejected] == [f".entries[{i}]" for i in range(3)]


def test_what_is_something_else_is_said_to_be_so() -> None:
    assert jrnl.recognises(export())
    assert jrnl.recognises("[2024-01-01 10:00] A")
    assert not jrnl.recognises('{"format": "reltrack", "version": 1}')
    assert not jrnl.recognises('[{"record": "person"}]')
    for content in ("", "{}", "[]", '{"entries": 3}', "hello", '{"a":' * 100_000):
        with pytest.raises(BadDataError):
            read(content)


def test_an_entry_without_end_is_refused_alone() -> None:
    entries, tally = read("[2024-01-01 10:00] A\n" + "x" * (3 << 20) + "\n[2024-01-02 10:00] B\n")
    assert [one.text for one in entries] == ["B"]
    assert tally.rejected == [(("j", 1, ""), "it is too long")]


def test_those_known_are_in_it_and_others_are_left_out(tmp_path: Path) -> None:
    file, db = tmp_path / "journal.json", tmp_path / "journal.db"
    file.write_text(
        export(
            written("2024-03-01", "Coffee with Ana Lima.", "We spoke of Bo Ek."),
            written("2024-03-02", "Alone at home."),
            written("2024-03-03", "Lunch with Zoe Day."),
            written("2024-03-04", "Saw @bo-ek"),
        ),
        encoding="utf-8",
    )
    done("add", "Ana Lima", db=db)
    done("add", "Bo Ek", db=db)
    report = ask("import", file, db=db)
    assert (report["format"], report["people_added"], report["interactions_added"]) == (
        "jrnl", 0, 2,
    )  # fmt: skip
    assert report["passed_over"] == [{"reason": "nobody you know is in it", "count": 2}]
    entries = ask("history", db=db)
    there = {
        one["date"]: [[who["name"] for who in one[part]] for part in ("people", "mentioned")]
        for one in entries
    }
    assert there == {"2024-03-01": [["Ana Lima"], ["Bo Ek"]], "2024-03-04": [["Bo Ek"], []]}
    done("add", "Zoe Day", db=db)
    again = ask("import", file, db=db)
    assert (again["interactions_added"], again["unchanged"]) == (1, 2)


def test_those_who_come_with_it_are_known(tmp_path: Path) -> None:
    (tmp_path / "j.txt").write_text("[2024-03-01 09:30] Coffee with Ana Lima.\n", encoding="utf-8")
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Lima\nEND:VCARD\n"
    (tmp_path / "a.vcf").write_text(card, encoding="utf-8")
    report = ask("import", tmp_path / "j.txt", tmp_path / "a.vcf", db=tmp_path / "journal.db")
    assert (report["people_added"], report["interactions_added"]) == (1, 1)


@pytest.mark.parametrize("content", [PLAIN, export(written("2024-03-01", "Lunch", "Ana"))])
@given(st.data())
def test_no_file_stops_it(content: str, data: st.DataObject) -> None:
    mutated = bytearray(content.encode())
    for _ in range(data.draw(st.integers(1, 9))):
        place = data.draw(st.integers(0, len(mutated) - 1))
        mutated[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        mutated = mutated or bytearray(b"[")
    with suppress(BadDataError):
        read(bytes(mutated))


@pytest.mark.skipif(not EXPORTS, reason="the real files are not here")
@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_every_entry_of_real_exports_arrives(path: Path) -> None:
    entries, tally = read(path.read_bytes())
    assert guess(Source(path.name, BytesIO(path.read_bytes()))) == "jrnl"
    assert len(entries) == len(json.loads(path.read_bytes())["entries"]) > 0
    assert (tally.rejected, tally.remarks) == ([], [])


@pytest.mark.skipif(not JOURNALS, reason="the real files are not here")
@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.name)
def test_every_entry_of_real_journals_arrives(path: Path) -> None:
    entries, tally = read(path.read_bytes())
    assert guess(Source(path.name, BytesIO(path.read_bytes()))) == "jrnl"
    assert len(entries) == len(re.findall(rb"(?m)^\[\d", path.read_bytes())) > 0
    assert (tally.rejected, tally.remarks) == ([], [])
