"""Whatever a journal has been through: after `forget` no file holds a word of the person's own."""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import closing
from itertools import count
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reltrack.database.connection import open_to_read
from running import ask, done, invoke
from states import state
from write.traces import _bare

OTHERS = ["Grace Hopper", "Lindqvist Zoe"]
NAMES = [
    "Zorvanek Quillfeather",
    "Zörvanek Qüillfeather",
    "Zorvanek",
    "翠嵐曜",
    "Q'illfeather Zorvan",
]
FORMERLY = "Brumdale Xanthippe"
MARKS = r"mark\d+wxyz|912.?345|zorvan|illfeather|xanthippe|brumdale|翠嵐曜|imp markalias"
OWN, MERGED = re.compile(MARKS), re.compile(f"{MARKS}|markother")
HEAD = {"record": "journal", "format": "reltrack", "version": 1, "last_number": 950}
IMPORTED = {"record": "person", "uid": "p-99", "id": 901, "slug": "imported-zorvanek",
            "aliases": ["Imp Markalias"], "status": "new", "added_on": "2026-11-01",
            "created_at": "2026-11-01T09:00:00Z", "updated_at": "2026-11-01T09:00:00Z"}  # fmt: skip
# In these MARK is a word that stands nowhere else: it was theirs alone.
THEIRS = [
    ["log", "-w", "PERSON", "Tea MARK", "-p", "Cafe MARK", "--fact", "likes MARK", "--promise", "MARK"],  # noqa: E501
    ["note", "PERSON", "plays MARK #MARK"],
    ["edit", "PERSON", "--alias", "Al MARK", "--company", "MARK", "--email", "MARK@x.example"],
    ["edit", "PERSON", "--how-met", "at MARK", "--city", "MARK", "--phone", "+351 912 345 678"],
    ["rename", "PERSON", FORMERLY],
    ["rename", "PERSON", "NAME"],
    ["occasion", "PERSON", "milestone", "2026-11-01", "--label", "MARK"],
    ["plan", "PERSON", "MARK"],
    ["intro", "PERSON", "--from", "grace", "--why", "MARK"],
    ["skip", "PERSON"],
    ["import", "FILE"],
    ["merge", "PERSON", "MERGED"],
]  # fmt: skip
SHARED = [
    *(["log", "-w", "grace", text] for text in (
        "NAME sails", "NAME's dog", "with @NAME and Zoe", "NAME, at last\nwith Grace Hopper")),
    ["note", "grace", "knows NAME"],
    ["edit", "grace", "--how-met", "through NAME"],
    ["log", "-w", "grace", "-w", "PERSON", "Lunch NAME", "--place", "at NAME's", "-t", "NAME"],
]  # fmt: skip
CARE = [["undo"], ["undo"], ["redo"], ["backup"]]


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A name, and commands about whom it is and others."""
    name = draw(st.sampled_from(NAMES))
    marks = count()
    drawn = draw(
        st.lists(st.sampled_from([*THEIRS, *THEIRS, *SHARED, *CARE]), min_size=4, max_size=9)
    )
    return name, [
        [re.sub("MARK", lambda _: f"mark{next(marks)}wxyz", w).replace("NAME", name) for w in words]
        for words in drawn
    ]


def read(home: Path) -> dict[Path, tuple[str, str]]:
    """Every file, as text in lower case and as the search index has it."""
    found = {}
    for file in home.rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode(errors="surrogateescape")
            found[file] = (text.casefold(), _bare(text))
    return found


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(histories())
def test_no_byte_of_them_is_left(history: tuple[str, list[list[str]]]) -> None:
    name, commands = history
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ):
        home = Path(folder)
        for each in ("STATE", "DATA", "CONFIG", "CACHE"):
            os.environ[f"XDG_{each}_HOME"] = str(home / each)
        db = home / "journal.db"
        happened(name, commands, db)
        told = ask("people", "--all", db=db)
        # A namesake that came by import keeps what is theirs, until their turn.
        everybody = [one["slug"] for one in told if OWN.search(one["name"].casefold())]
        assume(everybody)
        assert any(OWN.search(form) for forms in read(home).values() for form in forms)
        for slug in everybody:
            done("forget", slug, "--yes", "--redact", db=db)
        merged = "merge-markother" not in [one["slug"] for one in told]
        left = [
            found[0]
            for forms in read(home).values()
            for form in forms
            for found in (MERGED if merged else OWN).finditer(form)
        ]
        assert left == []
        with closing(open_to_read(db)) as connection:
            assert all(len(row) == 4 for row in state(connection)["tombstone"])
            assert connection.execute("SELECT count(*) FROM change").fetchone() == (0,)


def happened(name: str, commands: list[list[str]], db: Path) -> None:
    """Let a history happen, a day for each command."""
    for who in (*OTHERS, "Merge Markother", name):
        done("add", who, "--fact", f"is {who}", db=db, now="2026-11-01")
    slug = ask("show", name, db=db)["slug"]
    file = db.with_name("import.jsonl")
    lines = [HEAD, IMPORTED | {"name": name}]
    for day, command in enumerate(commands, 2):
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        asked = {"PERSON": slug, "MERGED": "merge-markother", "FILE": str(file)}
        words = [asked.get(word, word) for word in command]
        result = invoke(*words, db=db, now=f"2026-11-{day:02}")
        assert result.code in (0, 2, 3, 4, 5), (words, result)
    file.unlink(missing_ok=True)
