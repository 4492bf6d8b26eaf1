"""What a record may hold: a reason for each that cannot be used, and the others arrive."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import pytest

from exchange.random_journals import empty, imported
from rows import AT, DAY

STAMPS = {"created_at": AT, "updated_at": AT}
GOOD = {"record": "person", "id": 1, "uid": "p-1", "slug": "ana-lima", "name": "Ana Lima",
        "status": "new", "added_on": DAY, **STAMPS}  # fmt: skip
ENTRY = {"record": "interaction", "id": 2, "uid": "e-2", "date": DAY, "text": "Coffee",
         "people": [1], "source": "typed", **STAMPS}  # fmt: skip
HEAD = '{"record": "journal", "format": "reltrack", "version": 1, "last_number": 90}\n'


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("id", None, "id is missing"),
        ("id", 0, "id is not a whole number in its range"),
        ("id", True, "id is not a whole number in its range"),
        ("id", 2**70, "id is not a whole number in its range"),
        ("uid", "a b", "uid is not an identifier"),
        ("slug", "ana lima", "slug is not a handle such as ana-lima"),
        ("slug", "-rf", "slug is not a handle such as ana-lima"),
        ("slug", "$(id)", "slug is not a handle such as ana-lima"),
        ("name", None, "name is missing"),
        ("name", " ", "name is empty"),
        ("name", 5, "name is not a text"),
        ("name", "x" * 201, "name has 201 characters"),
        ("name", "Ana\0", "name holds a NUL character"),
        ("name", "Ana\ud800", "name is not valid UTF-8"),
        ("status", "active", "active_on is missing"),
        ("status", "gone", "status is not one of active, new, archived"),
        ("status", ["new"], "status is not one of active, new, archived"),
        ("added_on", "2026-02-30", "added_on is not a day such as 2026-11-20"),
        ("added_on", "20261120", "added_on is not a day such as 2026-11-20"),
        ("created_at", "2026-11-20", "created_at is not an instant such as 2026-11-20T09:30:00Z"),
        ("cadence_days", 1.5, "cadence_days is not a whole number in its range"),
        ("aliases", "Annie", "aliases is not a list"),
        ("aliases", ["Annie", None], "aliases is not a text"),
        ("circles", ["#"], "circles is empty"),
        ("tags", ["ß" * 150], "tags has 300 characters"),
        ("contact_points", [1], "contact_points is not a list of objects"),
        ("contact_points", [{"kind": "email"}], "contact_points value is missing"),
        ("introduced_by", {"name": "Bo"}, "introduced_by is not a whole number in its range"),
        ("how_met", "x" * 65_537, "how_met has 65537 characters"),
    ],
)
def test_a_field_that_cannot_be(field: str, value: Any, reason: str) -> None:
    other = GOOD | {"id": 5, "uid": "p-5"}
    lines = [GOOD | {field: value}, other]
    with closing(empty()) as db:
        report = imported(db, HEAD + "".join(json.dumps(line) + "\n" for line in lines))
        assert [row["reason"] for row in report["rejected"]] == [reason]
        assert db.execute("SELECT uid FROM person").fetchall() == [("p-5",)]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"record": "interaction", "broadcast": 1}, "broadcast is not true or false"),
        ({"record": "interaction", "time": "24:00"}, "time is not a time such as 09:30"),
        ({"record": "interaction", "time": "09:3\u0663"}, "time is not a time such as 09:30"),
        ({"record": "interaction", "source": "import:"}, "source is not a source such as import:"),
        ({"record": "interaction", "text": None}, "text is missing"),
        ({"record": "interaction", "people": [9]}, "it names a person who is not in the file"),
        ({"record": "fact", "text": ""}, "text is empty"),
        ({"record": "occasion", "month": 2, "day": 30}, "there is no such date"),
        ({"record": "occasion", "year": 2027, "month": 2, "day": 29}, "there is no such date"),
        ({"record": "occasion", "kind": "milestone", "month": 2}, "a milestone needs a whole date"),
        ({"record": "follow_up", "automatic": True}, "automatic belongs to a reply with an entry"),
        ({"record": "introduction"}, "introducer and other are missing"),
        ({"record": "introduction", "other": 1}, "it introduces somebody to themselves"),
        ({"record": "skip", "reason": "lazy"}, "reason is not one of busy,"),
        ({"record": "person", "id": 1}, "another record of the file has the number 1"),
    ],
)
def test_parts_that_do_not_fit_together(record: dict[str, Any], reason: str) -> None:
    whole = {
        "interaction": ENTRY,
        "person": GOOD,
        "fact": {"person": 1, "heard_on": DAY},
        "occasion": {"person": 1, "kind": "other"},
        "follow_up": {"person": 1, "kind": "reply", "text": "", "opened_on": DAY},
        "introduction": {"person": 1, "proposed_on": DAY},
        "skip": {"person": 1, "skipped_on": DAY, "until_on": DAY},
    }[record["record"]] | {"id": 7, "uid": "x-7", **STAMPS, **record}
    with closing(empty()) as db:
        report = imported(db, HEAD + f"{json.dumps(GOOD)}\n{json.dumps(whole)}\n")
        assert [row["reason"][: len(reason)] for row in report["rejected"]] == [reason]
        assert db.execute("SELECT name FROM person").fetchall() == [("Ana Lima",)]
