"""Nothing of somebody forgotten is left: every file is searched byte for byte."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from reltrack import config
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.database.recording import change
from reltrack.domain.drafts import EntryDraft, PersonDraft
from reltrack.write.log import log
from reltrack.write.people import add
from states import names, state
from write.forgetting import NOW, TODAY, check, forgotten, texts
from write.traces import NAME, TERMS, traces


def test_no_byte_is_left(full: Path, tmp_path: Path) -> None:
    before = {term for _, term in traces(tmp_path)}
    assert before == set(TERMS)
    done = forgotten(full, redact=True)
    assert traces(tmp_path) == []
    assert done.records == {
        "entries": 2, "facts": 1, "follow_ups": 1, "occasions": 1, "introductions": 0, "skips": 0,
        "people": 1,
    }  # fmt: skip
    assert done.shared == 1
    assert [copy.fate for copy in done.copies] == ["rewritten", "rewritten"]
    assert texts(full) == [
        "Lunch with [redacted] and Bob: [redacted] brought Eve Nunez",
        "Bob quotes [redacted] and [redacted]; mail [redacted], not [redacted]",
    ]
    with closing(open_to_read(full)) as db:
        held = {row[0] for row in db.execute("SELECT text FROM fact")}
        assert held == {"went to school with [redacted]", "looks like [redacted]"}
        assert db.execute("SELECT place FROM interaction").fetchall()[1] == ("[redacted]'s",)
        assert db.execute("SELECT name FROM person ORDER BY name").fetchall() == [
            ("Bob Stone",), ("Eve Nunez",),
        ]  # fmt: skip
        assert state(db)["interaction_tag"] == []
        assert db.execute("SELECT count(*) FROM operation").fetchone() == (0,)
        assert db.execute("SELECT key FROM origin").fetchall() == [("eve-nunez",)]
        assert all(len(row) == 4 for row in state(db)["tombstone"])
    for file in (full, *config.backups_path(full).iterdir()):
        check(file)
    assert names(full.parent) == ["journal.db"]


def test_without_redacting_they_are_listed_and_stay(full: Path, tmp_path: Path) -> None:
    there = texts(full)
    done = forgotten(full)
    assert texts(full) == [there[1], there[2]]
    found = [(one.record, one.number, one.date) for one in done.mentions]
    assert [(record, date) for record, _, date in found] == [
        ("interaction", TODAY), ("interaction", TODAY), ("fact", TODAY), ("fact", TODAY),
    ]  # fmt: skip
    assert [copy.mentions for copy in done.copies] == [4, 3]
    left = {term for _, term in traces(tmp_path)}
    names_left = {
        "Pepin Negro",
        "old@nunez.example",
        NAME,
        "Josep Nonell",
        "Pepe Quixano",
        "jose@nunez.example",
        "Chemita",
    }
    handles = {"jose-nunez-muller", "josep-nonell", "pepe-quixano"}
    assert left - {"onell", "uixano", "hemita"} == names_left | handles


def test_a_trial_tells_the_same_and_changes_nothing(full: Path, tmp_path: Path) -> None:
    def contents() -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}

    before = contents()
    told = forgotten(full, redact=True, dry_run=True)
    assert contents() == before
    assert told == forgotten(full, redact=True)


def test_others_keep_all_that_is_theirs(full: Path) -> None:
    with closing(open_to_write(full)) as db, change(db, "log", now=NOW) as op:
        add(op, "Chemita", PersonDraft(), today=TODAY)
        log(op, EntryDraft(TODAY, "Walk with Bob and Chemita", present=["Josep Nonell Roca"]),
            today=TODAY)  # fmt: skip
        (entry,) = op.db.execute("SELECT max(id) FROM interaction").fetchone()
        op.db.execute("UPDATE interaction SET text = 'Walk: Chemita, Josep Nonell Roca'"
                      " WHERE id = ?", [entry])  # fmt: skip
    done = forgotten(full, redact=True)
    assert texts(full)[-1] == "Walk: Chemita, Josep Nonell Roca"
    assert done.namesakes == ["chemita", "josep-nonell-roca"]
    assert entry not in [one.number for one in done.mentions if one.record == "interaction"]
