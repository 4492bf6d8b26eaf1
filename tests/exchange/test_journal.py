"""Files that are wrong, cut short or made to hurt: told in words, and no harm to the rest."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.random_journals import (
    Rows,
    empty,
    exported,
    imported,
    journal,
    journals,
    random_journals,
)
from reltrack.errors import BadDataError
from reltrack.exchange import journal as reader
from rows import AT, DAY
from states import check_search, state

STAMPS = {"created_at": AT, "updated_at": AT}
GOOD = {"record": "person", "id": 1, "uid": "p-1", "slug": "ana-lima", "name": "Ana Lima",
        "status": "new", "added_on": DAY, **STAMPS}  # fmt: skip
ENTRY = {"record": "interaction", "id": 2, "uid": "e-2", "date": DAY, "text": "Coffee",
         "people": [1], "source": "typed", **STAMPS}  # fmt: skip
HEAD = '{"record": "journal", "format": "reltrack", "version": 1, "last_number": 90}\n'
DEEP = "[" * 100_000

ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=5)
    | st.sampled_from(["2026-02-30", "0000-01-01", "24:00", "é" * 300, "x" * 70_000, "\0"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)


def people(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM person ORDER BY id")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not valid JSON"),
        ('{"record": "person"', "it is not valid JSON"),
        (DEEP, "it is not valid JSON"),
        ('{"record": "person", "id": ' + "9" * 5000 + "}", "it is not valid JSON"),
        ('{"record": "person", "id": NaN}', "it is not valid JSON"),
        ('{"record": "person", "id": 1, "id": 2}', "it is not valid JSON"),
        ("[]", "it is not a JSON object"),
        ("7", "it is not a JSON object"),
        ('{"id": 4}', "it does not say what record it is"),
        ('{"record": 4}', "it does not say what record it is"),
    ],
    ids=range(10),
)
def test_a_line_that_is_no_record(line: str, reason: str) -> None:
    with closing(empty()) as db:
        report = imported(db, HEAD + line + "\n" + json.dumps(GOOD) + "\n")
        assert report["rejected"] == [{"file": "file 1", "line": 2, "reason": reason}]
        assert people(db) == ["Ana Lima"]


@random_journals
@given(journals(), st.data())
def test_anything_anywhere_is_taken_or_told(rows: Rows, data: st.DataObject) -> None:
    with closing(journal(rows)) as db:
        lines = [json.loads(line) for line in exported(db, "jsonl").splitlines()]
    line = data.draw(st.sampled_from(lines))
    field = data.draw(st.sampled_from([*line, "record"]))
    if field not in line or data.draw(st.booleans()):
        line[field] = data.draw(ANY_JSON)
    else:
        del line[field]
    with closing(empty()) as db:
        nothing = state(db)
        try:
            report = imported(db, "".join(json.dumps(line) + "\n" for line in lines))
            assert all(type(row["line"]) is int for row in report["rejected"])
        except BadDataError:
            assert state(db) == nothing
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        check_search(db)


@given(st.data())
def test_a_document_cut_anywhere_gives_what_is_whole(data: st.DataObject) -> None:
    with closing(empty()) as db:
        imported(db, HEAD + f"{json.dumps(GOOD)}\n{json.dumps(ENTRY)}\n")
        document = exported(db).encode()
    cut = data.draw(st.integers(0, len(document) - 3))
    with closing(empty()) as db:
        try:
            report = imported(db, document[:cut])
        except BadDataError:
            assert people(db) == []
            assert cut < document.index(b'"}\n],\n"interactions"') + 2  # no record is whole
        else:
            assert "the file is cut short" in [row["reason"] for row in report["rejected"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "file 1 is not valid JSON"),
        ("{", "file 1 is not valid JSON"),
        (DEEP, "file 1 is not valid JSON"),
        ('{"a": NaN}', "file 1 is not valid JSON"),
        ("[]", "file 1 is not an export of reltrack"),
        ('{"text": "Coffee"}', "file 1 is not an export of reltrack"),
        ('{"format": "other", "version": 1}', "file 1 is not an export of reltrack"),
        ('{"format": "reltrack", "version": "1"}', "file 1 is not an export of reltrack"),
        (
            '{"format": "reltrack", "version": 2}',
            "file 1 was written by a newer reltrack (version 2, this one knows 1)",
        ),
        (
            '{"record": "journal", "format": "reltrack", "version": 2}\n',
            "file 1 was written by a newer reltrack (version 2, this one knows 1)",
        ),
        (
            '{"format": "reltrack", "version": 1, "last_number": -1}',
            "file 1 has no usable last_number",
        ),
    ],
)
def test_a_file_that_is_no_export(content: str, message: str) -> None:
    with closing(empty()) as db:
        with pytest.raises(BadDataError) as caught:
            imported(db, content)
        assert str(caught.value) == message
        assert caught.value.hint


def test_nothing_usable_writes_nothing() -> None:
    with closing(empty()) as db:
        before = state(db)
        bad = json.dumps(GOOD | {"status": "gone"})
        with pytest.raises(BadDataError, match=r"none of the 2 records .* file 1, line 2: status"):
            imported(db, HEAD + bad + "\n" + bad + "\n")
        assert state(db) == before


def test_one_bad_file_does_not_stop_the_others() -> None:
    with closing(empty()) as db:
        report = imported(db, "[]", HEAD + json.dumps(GOOD) + "\n")
        assert report["rejected"] == [
            {"file": "file 1", "line": None, "reason": "is not an export of reltrack"}
        ]
        assert people(db) == ["Ana Lima"]


def test_an_endless_line_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LONGEST_LINE", 1000)
    with closing(empty()) as db:
        report = imported(db, HEAD + " " * 5000 + "\n" + json.dumps(GOOD) + "\n" + "x" * 5000)
        assert [(row["line"], row["reason"]) for row in report["rejected"]] == [
            (2, "the line is too long"),
            (4, "the line is too long"),
        ]
        assert people(db) == ["Ana Lima"]


def test_a_value_too_large_to_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_VALUE", 10)
    with closing(empty()) as db, pytest.raises(BadDataError) as caught:
        imported(db, '{"format": "reltrack",\n"version": 1}')
    assert "export jsonl" in (caught.value.hint or "")


def test_bytes_that_are_no_text_cost_their_record_only() -> None:
    with closing(empty()) as db:
        bad = json.dumps(GOOD | {"id": 3, "uid": "p-3"}).encode().replace(b"Ana", b"\xff\xfe")
        report = imported(db, HEAD.encode() + bad + b"\n" + json.dumps(GOOD).encode() + b"\n")
        assert [row["reason"] for row in report["rejected"]] == ["name is not valid UTF-8"]
        assert people(db) == ["Ana Lima"]


def test_keys_and_records_of_later_versions_are_remarked_upon() -> None:
    odd = GOOD | {"shoe_size": 41}
    with closing(empty()) as db:
        report = imported(db, HEAD + json.dumps(odd) + '\n{"record": "shoe"}\n{"record": "shoe"}\n')
        assert report["people_added"] == 1
        assert [row["reason"] for row in report["remarks"]] == [
            "not known to this version, and left out: person.shoe_size (1)",
            "not known to this version, and left out: shoe (2)",
        ]
        document = json.dumps({"format": "reltrack", "version": 1, "shoes": [], "people": {}})
        report = imported(db, document, HEAD + json.dumps(GOOD))
        assert [row["reason"] for row in report["remarks"]] == [
            "not known to this version, and left out: shoes (1)"
        ]
        assert [row["reason"] for row in report["rejected"]] == ["people is not a list"]


def test_a_record_in_a_document_is_told_by_its_spot() -> None:
    people_ = [GOOD | {"slug": None}, GOOD]
    document = json.dumps({"format": "reltrack", "version": 1, "people": people_}, indent=1)
    with closing(empty()) as db:
        report = imported(db, document)
        assert report["rejected"] == [
            {"file": "file 1", "line": None, "reason": ".people[0]: slug is missing"}
        ]


def test_hand_edited_but_valid() -> None:
    with closing(empty()) as here:
        imported(here, HEAD + json.dumps(GOOD) + "\n")
        document = exported(here)
    broken_up = document.replace(',"name"', ',\n  "name"')
    with closing(empty()) as here:
        imported(here, broken_up)
        assert exported(here) == document


def test_utf_16_and_byte_order_marks() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        with closing(empty()) as db:
            imported(db, (HEAD + json.dumps(GOOD) + "\n").encode(encoding))
            assert people(db) == ["Ana Lima"]
