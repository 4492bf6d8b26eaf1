"""What is written in bulk is found like what is written one by one, and its triggers come back."""

from __future__ import annotations

from datetime import datetime

import pytest

from reltrack.database.checkup import examine, schema
from reltrack.database.connection import open_in_memory
from reltrack.database.recording import change
from reltrack.domain.drafts import EntryDraft
from reltrack.write.batch import write_entries
from reltrack.write.log import add_fact
from reltrack.write.newcomers import add_person
from reltrack.write.undo import undo

NOW = datetime(2026, 11, 20, 9, 30).astimezone()


@pytest.fixture
def db():
    db = open_in_memory()
    yield db
    db.close()


def found(db, word):
    return [row for (row,) in db.execute("SELECT rowid FROM search WHERE search MATCH ?", [word])]


def write(db, *texts, bulk=True):
    with change(db, "log --batch", now=NOW, bulk=bulk) as operation:
        person = add_person(operation, f"Ana {len(texts)}", added_on="2026-11-20")
        for text in texts:
            draft = EntryDraft("2026-11-19", text, broadcast=False)
            write_entries(operation, [(draft, [person])])
            add_fact(operation, person, text, heard_on="2026-11-19")


def test_entries_and_facts_are_found_once(db):
    before = schema(db)
    write(db, "a harbour", "the Ærø ferry")
    assert len(found(db, "harbour")) == len(found(db, "aero")) == 2
    assert schema(db) == before
    assert [check["text"] for check in examine(db) if check["state"] != "ok"] == []


def test_what_follows_is_found_too(db):
    write(db, "a harbour")
    write(db, "another harbour", "a third harbour", bulk=False)
    assert len(found(db, "harbour")) == 6


def test_what_is_undone_is_not_found(db):
    write(db, "a harbour")
    undo(db)
    assert found(db, "harbour") == []
    assert [check["text"] for check in examine(db) if check["state"] != "ok"] == []


def test_what_fails_leaves_all_as_it_was(db):
    before = schema(db)
    with pytest.raises(ZeroDivisionError), change(db, "import", now=NOW, bulk=True):
        raise ZeroDivisionError
    assert schema(db) == before
