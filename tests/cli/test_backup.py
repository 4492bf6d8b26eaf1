"""`backup`, `restore`, and the backup that the first change of a day makes by itself."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from refusals import refused

from reltrack import config
from reltrack.cli import talk
from reltrack.database import backup as copies
from reltrack.database.connection import open_to_read
from running import ask, done, invoke, process, spawn
from states import file_state, names, state_hash


def listed(db, **options):
    return ask("backup", "--list", db=db, **options)


def hash_of(path):
    with closing(open_to_read(Path(path))) as db:
        return state_hash(db)


def entries(path):
    with closing(open_to_read(Path(path))) as db:
        return {text for (text,) in db.execute("SELECT text FROM interaction")}


class TestTheDailyOne:
    def test_is_made_before_the_first_change_of_a_day(self, db):
        before = hash_of(db)
        said = done("log", "Coffee with Grace", db=db)
        assert said.err == ""
        [made] = listed(db)
        assert (made["kind"], made["date"], made["people"]) == ("daily", "2026-11-20", 5)
        assert hash_of(made["path"]) == before
        done("log", "Tea with Grace", db=db)
        assert listed(db) == [made]
        done("log", "Tea with Grace", db=db, now="2026-11-21")
        assert [told["date"] for told in listed(db)] == ["2026-11-21", "2026-11-20"]

    @pytest.mark.parametrize(
        "words",
        [
            ["note", "grace", "sails"],
            ["edit", "grace", "--city", "Porto"],
            ["undo"],
            ["skip", "bob"],
        ],
    )
    def test_is_made_whatever_writes_first(self, words, db):
        done(*words, db=db)
        assert len(listed(db)) == 1

    @pytest.mark.parametrize(
        "words",
        [
            ["due"],
            ["history"],
            ["log", "Tea with Grace", "--dry-run"],
            ["edit", "grace", "--city", "Porto", "--dry-run"],
            ["undo", "--dry-run"],
            ["undo", "--list"],
        ],
    )
    def test_is_not_made_by_looking_or_a_dry_run(self, words, db):
        done(*words, db=db)
        assert listed(db) == []

    def test_of_a_new_journal_there_is_none(self, tmp_path):
        done("log", "-w", "Ana Lima", "hello", db=tmp_path / "new.db")
        assert listed(tmp_path / "new.db") == []

    def test_costs_one_look_when_it_is_there(self, db, monkeypatch):
        done("log", "Tea with Grace", db=db)

        def fail(*_):
            raise AssertionError

        monkeypatch.setattr(copies, "daily", fail)
        done("log", "Tea with Grace", db=db)

    def test_never_stands_in_the_way(self, db, tmp_path, monkeypatch):
        (tmp_path / "file").touch()
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
        result = done("log", "Tea with Grace", db=db)
        assert re.fullmatch(r"today's backup could not be made: .*not a directory.*\n", result.err)
        assert entries(db) == {"Tea with Grace"}

    def test_of_a_damaged_journal_is_not_made_and_says_so(self, db):
        with closing(sqlite3.connect(db)) as raw:
            query = "SELECT rootpage FROM sqlite_schema WHERE name = 'skip'"
            (root,) = raw.execute(query).fetchone()
        content = bytearray(db.read_bytes())
        content[(root - 1) * 4096 : root * 4096] = bytes(4096)
        db.write_bytes(content)
        result = done("log", "Tea with Grace", db=db)
        assert result.err.count("\n") == 1
        assert "damaged" in result.err
        assert listed(db) == []

    def test_many_first_changes_at_once_make_one(self, db):
        environ = {**os.environ, "RELTRACK_DB": str(db)}
        running = [spawn("log", f"Tea {number} with Grace", env=environ) for number in range(8)]
        for each in running:
            out, err = each.communicate(timeout=60)
            assert (each.returncode, err) == (0, ""), out
        assert names(config.backups_path(db)) == ["daily-2026-11-20.db"]
        assert len(entries(db)) == 8


class TestByHand:
    def test_without_a_file_it_goes_to_the_others_and_says_what_it_holds(self, db):
        result = done("backup", db=db)
        [made] = listed(db)
        assert made["path"] in result.out
        assert "5 people and 0 entries" in result.out
        assert "undo" not in result.out
        assert Path(made["path"]).name == "manual-2026-11-20T093000.db"
        assert ask("backup", db=db)["people"] == 5
        assert len(listed(db)) == 2

    def test_to_a_file(self, db, tmp_path):
        target = tmp_path / "copy.db"
        made = ask("backup", target, db=db)
        assert (made["path"], made["date"], made["time"]) == (str(target), "2026-11-20", "09:30")
        assert hash_of(target) == hash_of(db)
        assert target.stat().st_mode & 0o777 == 0o600
        assert listed(db) == []

    def test_what_is_there_is_overwritten_only_by_force(self, db, tmp_path):
        target = tmp_path / "copy.db"
        target.write_text("mine")
        refused(5, "backup", target, db=db)
        assert target.read_text() == "mine"
        done("backup", target, "--force", db=db)
        assert hash_of(target) == hash_of(db)

    def test_a_far_fuller_journal_is_not_even_then(self, db, tmp_path):
        target = tmp_path / "copy.db"
        done("backup", target, db=db)
        before = file_state(target)
        done("log", "-w", "Ana Lima", "hello", db=tmp_path / "new.db")
        refused(5, "backup", target, "--force", db=tmp_path / "new.db")
        assert file_state(target)[:2] == before[:2]

    def test_where_it_cannot_go(self, db, tmp_path):
        refused(7, "backup", tmp_path / "no" / "copy.db", db=db)
        refused(5, "backup", tmp_path, db=db)
        refused(5, "backup", db, "--force", db=db)
        (tmp_path / "link").symlink_to(db)
        refused(5, "backup", tmp_path / "link", "--force", db=db)
        refused(2, "backup", "--list", "copy.db", db=db)

    def test_where_there_is_no_journal(self, tmp_path):
        refused(3, "backup", db=tmp_path / "none.db")
        assert listed(tmp_path / "none.db") == []
        assert not config.backups_path(tmp_path / "none.db").exists()

    def test_the_list_in_every_format(self, db):
        assert "no backups yet" in done("backup", "--list", "--format", "text", db=db).out
        assert "no backups yet" in done("backup", "--list", "--format", "table", db=db).out.lower()
        done("backup", db=db)
        for form in ("text", "table"):
            shown = done("backup", "--list", "--format", form, db=db)
            assert "manual-2026-11-20T093000.db" in shown.out
            assert "5 people and 0 entries" in " ".join(shown.out.split())
            assert str(config.backups_path(db)) in shown.err
        header, row = done("backup", "--list", db=db).out.splitlines()
        assert header.split("\t")[:3] == ["path", "kind", "date"]
        assert row.split("\t")[1:3] == ["manual", "2026-11-20"]

    def test_the_list_of_a_journal_that_cannot_be_opened(self, db):
        done("backup", db=db)
        db.write_text("Dear diary")
        assert len(listed(db)) == 1
        result = invoke("due", db=db)
        assert result.code == 7
        assert "reltrack backup --list" in result.err


class TestRestore:
    @pytest.fixture
    def copy(self, db, tmp_path):
        """A backup from before the last entry."""
        done("log", "Coffee with Grace", db=db)
        done("backup", tmp_path / "copy.db", db=db)
        done("log", "Tea with Bob", db=db)
        return tmp_path / "copy.db"

    def test_brings_it_back_and_keeps_what_was_there(self, db, copy):
        before = hash_of(db)
        told = ask("restore", copy, "--yes", db=db)
        assert entries(db) == {"Coffee with Grace"}
        assert (told["restored"]["entries"], told["replaced"]["entries"]) == (1, 2)
        result = done("restore", told["replaced"]["path"], "--yes", db=db)
        assert hash_of(db) == before
        assert "holds 5 people and 2 entries" in result.out
        assert "reltrack restore " in result.out
        assert "undo" not in result.out

    @pytest.mark.usefixtures("copy")
    def test_a_name_from_the_list_is_enough(self, db):
        done("restore", "daily-2026-11-20.db", "--yes", db=db)
        assert entries(db) == set()

    def test_nobody_there_to_confirm_it(self, db, copy):
        result = refused(2, "restore", copy, db=db)
        assert "--yes" in result.err
        assert "1 entry" in result.err
        assert "2 entries" in result.err

    @pytest.mark.parametrize(("answer", "left"), [("y", 1), ("n", 2), ("", 2)])
    def test_somebody_is_asked(self, answer, left, db, copy, monkeypatch):
        asked = []
        for module in ("options", "backup"):
            monkeypatch.setattr(f"reltrack.cli.{module}.interactive", lambda: True)
        monkeypatch.setattr(talk, "ask", lambda question: asked.append(question) or answer)
        assert (invoke("restore", copy, db=db).code == 0) is (left == 1)
        assert len(entries(db)) == left
        assert "1 entry" in asked[0]
        assert "2 entries" in asked[0]

    def test_a_dry_run(self, db, copy):
        before = file_state(db), file_state(copy)
        result = done("restore", copy, "--dry-run", db=db)
        assert "would hold 5 people and 1 entry" in " ".join(result.out.split())
        assert "nothing was changed" in result.out
        assert (file_state(db), file_state(copy)) == before

    def test_what_cannot_be_restored(self, db, copy, tmp_path):
        (tmp_path / "text").write_text("Dear diary")
        refused(6, "restore", tmp_path / "text", "--yes", db=db)
        refused(6, "restore", tmp_path, "--yes", db=db)
        refused(3, "restore", tmp_path / "none.db", "--yes", db=db)
        refused(5, "restore", db, "--yes", db=db)
        os.truncate(copy, 20_000)
        refused(6, "restore", copy, "--yes", db=db)
        with closing(sqlite3.connect(tmp_path / "newer.db")) as raw:
            raw.execute("PRAGMA application_id = 1380734027")
            raw.execute("PRAGMA user_version = 9999")
        refused(7, "restore", tmp_path / "newer.db", "--yes", db=db)

    def test_where_the_journal_is_gone_nothing_needs_to_be_confirmed(self, db, copy):
        db.unlink()
        done("restore", copy, db=db)
        assert entries(db) == {"Coffee with Grace"}

    def test_nothing_acknowledged_is_lost_while_others_write(self, db, copy):
        """What was said to be saved is in the journal, or in one that was kept."""
        environ = {**os.environ, "RELTRACK_DB": str(db)}
        writers = []
        for number in range(24):
            writers.append(spawn("log", f"Tea {number} with Grace", env=environ))
            if number % 6 == 3:
                restored = process("restore", copy, "--yes", env=environ)
                assert restored.code == 0, restored
        saved = set()
        for number, writer in enumerate(writers):
            _, err = writer.communicate(timeout=60)
            if writer.returncode == 0:
                saved.add(f"Tea {number} with Grace")
            else:
                # Replaced at the very moment of a call, the file may look like a faulty disk.
                told = "was replaced" in err or "the disk reported a fault" in err
                assert (writer.returncode, told) == (7, True), err
        kept = [told["path"] for told in listed(db) if told["kind"] == "replaced"]
        assert len(kept) == 4
        assert saved <= set.union(entries(db), *map(entries, kept))
        with closing(sqlite3.connect(db)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not [name for name in names(db.parent) if name.startswith((".", "journal.db-"))]
