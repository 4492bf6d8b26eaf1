"""How the journal is written out: the document itself, and the file it goes to."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exchange.random_journals import empty, exported
from reltrack.errors import JournalError, RefusedError
from reltrack.exchange.writing import spooled, write_file
from rows import AT, DAY, insert, insert_all
from states import names

ANA = {"id": 1, "slug": "person-1", "name": "Ana Lima"}
BO = {"id": 2, "slug": "person-2", "name": "Ana Lima"}
STAMPS = {"created_at": AT, "updated_at": AT}


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as db:
        insert_all(db)
        db.execute("UPDATE person SET slug = 'person-' || id, introduced_by = nullif(3 - id, 1)")
        db.execute("UPDATE participant SET present = 0, contact = 0")
        insert(db, "participant", person_id=2)
        db.execute("UPDATE journal SET last_number = 8")
        yield db


def test_the_document(db: sqlite3.Connection) -> None:
    document = json.loads(exported(db))
    assert document.pop("people")[0] == {
        "id": 1, "uid": "uid-1", "slug": "person-1", "name": "Ana Lima", "aliases": ["Annie"],
        "circles": ["peer"], "tags": ["music"], "status": "active", "added_on": DAY,
        "active_on": DAY, "cadence_days": None, "company": None, "title": None, "city": None,
        "met_on": None, "how_met": None, "introduced_by": BO,
        "contact_points": [{"kind": "email", "value": "A@x.example", "label": None}],
        "retired_slugs": ["ana"], **STAMPS,
    }  # fmt: skip
    assert document == {
        "format": "reltrack",
        "version": 1,
        "last_number": 8,
        "circles": [{"name": "peer", "cadence_days": 30}],
        "interactions": [
            {"id": 3, "uid": "uid-3", "date": DAY, "time": None, "via": None, "place": None,
             "text": "Coffee with Ana", "people": [BO], "mentioned": [ANA], "tags": ["work"],
             "initiated": None, "mark": None, "broadcast": False, "source": "typed", **STAMPS}
        ],
        "facts": [
            {"id": 4, "uid": "uid-4", "person": ANA, "text": "Two kids", "tags": ["family"],
             "heard_on": DAY, "interaction_id": None, **STAMPS}
        ],
        "follow_ups": [
            {"id": 5, "uid": "uid-5", "kind": "promise", "person": ANA, "text": "Send the book",
             "due_date": None, "opened_on": DAY, "done_on": None, "interaction_id": None,
             "automatic": False, **STAMPS}
        ],
        "occasions": [
            {"id": 6, "uid": "uid-6", "person": ANA, "kind": "birthday", "label": None,
             "year": None, "month": 2, "day": 29, "lead_days": None, "interaction_id": None,
             "closings": [{"occurs_on": DAY, "closed_on": DAY}], **STAMPS}
        ],
        "introductions": [
            {"id": 7, "uid": "uid-7", "introducer": None, "person": ANA, "other": BO, "why": None,
             "proposed_on": DAY, "made_on": None, "met_on": None, "thanked_on": None, **STAMPS}
        ],
        "skips": [
            {"id": 8, "uid": "uid-8", "person": ANA, "skipped_on": DAY, "until_on": "2026-12-04",
             "reason": None, **STAMPS}
        ],
        "tombstones": [{"uid": "uid-9", "deleted_at": AT}],
        "origins": [{"source": "import:vcard", "key": "0a1b", "uid": "uid-1"}],
    }  # fmt: skip


def test_json_lines_say_the_same(db: sqlite3.Connection) -> None:
    head, *lines = map(json.loads, exported(db, "jsonl").splitlines())
    document = json.loads(exported(db))
    assert head == {
        "record": "journal", "format": "reltrack", "version": 1, "last_number": 8
    }  # fmt: skip
    records = [record for found in document.values() if isinstance(found, list) for record in found]
    kinds = [line.pop("record") for line in lines]
    assert lines == records
    assert list(dict.fromkeys(kinds)) == [
        "circle", "person", "interaction", "fact", "follow_up", "occasion", "introduction", "skip",
        "tombstone", "origin",
    ]  # fmt: skip


def test_one_record_on_each_line(db: sqlite3.Connection) -> None:
    before = exported(db).splitlines()
    db.execute("UPDATE fact SET text = 'Three kids'")
    changed = [(a, b) for a, b in zip(before, exported(db).splitlines(), strict=True) if a != b]
    assert [json.loads(line)["text"] for line in changed[0]] == ["Two kids", "Three kids"]
    assert len(changed) == 1


def test_an_empty_journal() -> None:
    with closing(empty()) as db:
        document = json.loads(exported(db))
        assert document.pop("last_number") == 0
        assert {key for key, found in document.items() if found == []} == document.keys() - {
            "format",
            "version",
        }


def test_nobody_is_kept_from_writing(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "j.db", isolation_level=None)) as db:
        with closing(empty()) as made:
            made.backup(db)
        from reltrack.exchange.export import export

        with spooled(export(db, "json")) as lines:
            next(lines)
            assert not db.in_transaction
            db.execute("UPDATE journal SET last_number = 99")
            assert b"99" not in b"".join(lines)


class TestFile:
    @pytest.fixture
    def journal(self, tmp_path: Path) -> Path:
        path = tmp_path / "journal.db"
        path.write_text("the journal")
        return path

    def test_is_private_and_whole(self, tmp_path: Path, journal: Path) -> None:
        before = os.umask(0)
        try:
            write_file(tmp_path / "out", ["a", "é"], force=False, journal=journal)
        finally:
            os.umask(before)
        assert (tmp_path / "out").read_bytes() == "a\né\n".encode()
        assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
        assert names(tmp_path) == ["journal.db", "out"]

    @pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
    def test_is_not_overwritten_unasked(self, kind: str, tmp_path: Path, journal: Path) -> None:
        out, other = tmp_path / "out", tmp_path / "other"
        if kind != "dangling link":
            other.write_text("precious")
        if kind == "file":
            other.rename(out)
        else:
            out.symlink_to(other)
        with pytest.raises(RefusedError):
            write_file(out, ["new"], force=False, journal=journal)
        write_file(out, ["new"], force=True, journal=journal)
        assert out.read_text() == "new\n"
        assert kind != "link" or other.read_text() == "precious"

    def test_somebody_was_first(self, tmp_path: Path, journal: Path) -> None:
        def lines() -> Iterator[str]:
            yield "mine"
            (tmp_path / "out").write_text("theirs")

        with pytest.raises(RefusedError):
            write_file(tmp_path / "out", lines(), force=False, journal=journal)
        assert (tmp_path / "out").read_text() == "theirs"
        assert names(tmp_path) == ["journal.db", "out"]

    @pytest.mark.parametrize("name", ["journal.db", "linked.db", "folder", "pipe"])
    def test_never_goes_over_the_journal_or_what_is_no_file(
        self, name: str, tmp_path: Path, journal: Path
    ) -> None:
        (tmp_path / "linked.db").symlink_to(journal)
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(RefusedError):
            write_file(tmp_path / name, ["new"], force=True, journal=journal)
        assert journal.read_text() == "the journal"

    def test_needs_its_folder(self, tmp_path: Path, journal: Path) -> None:
        with pytest.raises(JournalError, match="the folder does not exist"):
            write_file(tmp_path / "no" / "out", [], force=False, journal=journal)

    def test_leaves_nothing_behind_when_it_fails(self, tmp_path: Path, journal: Path) -> None:
        def lines() -> Iterator[str]:
            yield "half"
            raise OSError(28, "No space left on device")

        with pytest.raises(JournalError, match="no space left"):
            write_file(tmp_path / "out", lines(), force=False, journal=journal)
        assert names(tmp_path) == ["journal.db"]
