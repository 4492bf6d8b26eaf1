"""A journal to be examined, what `doctor` says of it, and ways to spoil it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from reltrack.database.connection import open_to_read
from running import done, invoke
from states import derived, state_hash

INSIDE = [
    *("journal", "journal-mode", "integrity", "references", "schema", "triggers", "search"),
    *("participants", "rhythms", "numbers", "recording", "handles", "names"),
]
OUTSIDE = [
    *("leftovers", "permissions", "location", "space", "clock", "zone", "versions", "backups"),
    "settings",
]


def live(db):
    """Let something happen in a journal, and a backup be made of it."""
    done("edit", "grace", "--alias", "Amazing Grace", "--tag", "navy", db=db, now="2026-11-01")
    for day in ("2026-11-02", "2026-11-09", "2026-11-17"):
        done("log", "Coffee with Grace #ships", "--fact", "sails", db=db, now=day)


def examined(db, *words, **options):
    """The exit code, and what was found wrong."""
    result = invoke("doctor", *words, "--json", db=db, **options)
    found = {check["name"]: check for check in result.json if check["state"] != "ok"}
    assert result.code == (7 if any(c["state"] == "problem" for c in found.values()) else 0)
    found.pop("clock", None)  # RELTRACK_NOW is set here
    return result.code, found


def spoil(db, *statements):
    with closing(sqlite3.connect(db, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            raw.execute(statement)


def hash_of(path):
    with closing(open_to_read(path)) as db:
        return state_hash(db), derived(db)
