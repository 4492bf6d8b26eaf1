"""`doctor --fix` mends what is derived, and never touches what people wrote."""

from __future__ import annotations

import pytest
from checkups import examined, hash_of, live, spoil

from running import ask
from states import file_state


@pytest.fixture
def db(db):
    """A journal in which something has happened, with a backup."""
    live(db)
    return db


MENDED = {
    "an index that has lost words": (
        "search",
        ["DELETE FROM search_data WHERE id > 10"],
    ),
    "an index with an entry too few": (
        "search",
        ["INSERT INTO search (search, rowid, body) SELECT 'delete', 6, 'coffee'"],
    ),
    "a trigger that is gone": ("triggers", ["DROP TRIGGER interaction_search_insert"]),
    "a trigger that is another": (
        "triggers",
        [
            "DROP TRIGGER record_person_delete",
            "CREATE TRIGGER record_person_delete AFTER DELETE ON person BEGIN SELECT 1; END",
        ],
    ),
    "a view that is gone": ("triggers", ["DROP VIEW searchable"]),
    "a day that is not the entry's": ("participants", ["UPDATE participant SET day = day + 1"]),
    "a contact that was none": (
        "participants",
        [
            "UPDATE interaction SET via = 'touch'",
            "UPDATE participant SET contact = 1",
            "DELETE FROM stale_rhythm",
        ],
    ),
    "a rhythm that was never lived": ("rhythms", ["UPDATE rhythm SET sum_log = sum_log + 1"]),
    "a rhythm that is missing": ("rhythms", ["DELETE FROM rhythm"]),
    "a typical gap that is not theirs": ("rhythms", ["UPDATE journal SET typical_low = 1"]),
    "a number that would be given out twice": ("numbers", ["UPDATE journal SET last_number = 1"]),
    "an operation that never ended": ("recording", ["UPDATE journal SET recording = 1"]),
    "an undo that never ended": ("recording", ["UPDATE journal SET replaying = 1"]),
    "names that cannot be found": (
        "names",
        ["UPDATE person SET key = upper(key)", "UPDATE alias SET key = upper(key)"],
    ),
    "another journal mode": ("journal-mode", ["PRAGMA journal_mode = WAL"]),
}


@pytest.mark.parametrize(("name", "statements"), MENDED.values(), ids=MENDED.keys())
def test_what_can_be_derived_is_mended(name, statements, db):
    wanted = hash_of(db)
    spoil(db, *statements)
    code, found = examined(db)
    assert name in found
    assert found[name]["hint"] == "reltrack doctor --fix mends it"
    assert (code, found[name]["state"]) == (7, "problem")
    before = len(ask("backup", "--list", db=db))
    fixed = ask("doctor", "--fix", db=db)
    assert {check["state"] for check in fixed if check["name"] != "clock"} == {"ok"}
    assert next(check["fixed"] for check in fixed if check["name"] == name)
    if name != "journal-mode":
        assert len(ask("backup", "--list", db=db)) == before + 1
    if "touch" not in str(statements):
        assert hash_of(db) == wanted
    before = file_state(db)
    assert examined(db, "--fix") == (0, {})
    assert file_state(db) == before


UNMENDED = {
    "a reference to nobody": ("references", ["INSERT INTO person_tag VALUES (99, 'x')"]),
    "a table with a column too many": ("schema", ["ALTER TABLE person ADD COLUMN x TEXT"]),
    "a table of somebody's own": ("schema", ["CREATE TABLE mine (x)"]),
    "an index that is gone": ("schema", ["DROP INDEX person_key"]),
    "one number twice": (
        "numbers",
        ["UPDATE fact SET id = 6 WHERE id = 7"],
    ),
    "one handle twice": ("handles", ["INSERT INTO retired_slug VALUES ('grace-hopper', 1)"]),
    "a value that breaks a rule": (
        "integrity",
        ["PRAGMA ignore_check_constraints = ON", "UPDATE person SET status = 'gone'"],
    ),
}


@pytest.mark.parametrize(("name", "statements"), UNMENDED.values(), ids=UNMENDED.keys())
def test_what_people_wrote_is_not_touched(name, statements, db):
    spoil(db, *statements)
    code, found = examined(db)
    assert (code, found[name]["state"]) == (7, "problem")
    assert "reltrack" in found[name]["hint"]
    _, after = examined(db, "--fix")
    assert name in after
