"""`doctor`: every way a journal or its surroundings can be wrong is seen, and mended where safe."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from checkups import INSIDE, OUTSIDE, examined, hash_of, live, spoil
from refusals import refused

from processes import run as run_code
from reltrack import config
from running import ask, done, invoke, process
from states import file_state, names


@pytest.fixture
def db(db):
    """A journal in which something has happened, with a backup."""
    live(db)
    return db


def test_a_sound_journal(db):
    before = file_state(db)
    assert examined(db) == (0, {})
    assert file_state(db) == before
    checks = ask("doctor", db=db)
    assert [check["name"] for check in checks] == INSIDE + OUTSIDE
    assert all(set(check) == {"name", "state", "text", "hint", "fixed"} for check in checks)
    assert all((check["hint"] is None) == (check["state"] == "ok") for check in checks)


def test_where_there_is_no_journal_yet(tmp_path):
    assert examined(tmp_path / "none.db") == (0, {})
    assert examined(tmp_path / "none.db", "--fix") == (0, {})
    assert names(tmp_path) == []
    refused(7, "doctor", db=tmp_path / "no" / "none.db")


def test_a_damaged_journal_is_left_alone_and_every_check_still_speaks(db):
    with closing(sqlite3.connect(db)) as raw:
        (root,) = raw.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'interaction'"
        ).fetchone()
    content = bytearray(db.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    db.write_bytes(content)
    before = file_state(db)
    for words in ([], ["--fix"]):
        code, found = examined(db, *words)
        assert code == 7
        assert "doctor --recover" in found["integrity"]["hint"]
        assert [check["name"] for check in invoke("doctor", "--json", db=db).json][:13] == INSIDE
    assert file_state(db) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"Dear diary,\n" * 500, "not a reltrack journal"),
        (None, "it is a folder"),
    ],
)
def test_what_is_no_journal(content, said, tmp_path):
    path = tmp_path / "journal.db"
    path.mkdir() if content is None else path.write_bytes(content)
    code, found = examined(path)
    assert code == 7
    assert said in found["journal"]["text"]
    assert found["journal"]["hint"]
    examined(path, "--fix")
    assert path.is_dir() or path.read_bytes() == content


def test_rights_of_others_are_taken_away(db):
    backup = Path(ask("backup", "--list", db=db)[0]["path"])
    for path in (db, backup, backup.parent):
        path.chmod(0o777)
    code, found = examined(db)
    assert (code, found["permissions"]["state"]) == (7, "problem")
    assert examined(db, "--fix") == (0, {})
    assert [path.stat().st_mode & 0o777 for path in (db, backup, backup.parent)] == [
        0o600, 0o600, 0o700,
    ]  # fmt: skip


def test_a_folder_that_is_not_ours_keeps_its_mode(db):
    db.parent.chmod(0o757)
    code, found = examined(db, "--fix")
    assert (code, list(found)) == (7, ["permissions"])
    assert db.parent.stat().st_mode & 0o777 == 0o757


def test_what_a_crash_has_left(db):
    draft = db.with_name(".journal.db.1.2.draft")
    draft.touch()
    assert examined(db) == (0, {})  # somebody may be at work on it
    os.utime(draft, (1, 1))
    _, found = examined(db)
    assert list(found) == ["leftovers"]
    assert examined(db, "--fix") == (0, {})
    assert names(db.parent) == ["home", "journal.db"]
    killed = run_code(
        """
db = open_to_write(path)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE interaction SET text = 'half'")
db.executemany("INSERT INTO tombstone VALUES (?, '')", [(f"{n}" * 50,) for n in range(2000)])
os.kill(os.getpid(), 9)
""",
        db,
    )
    assert killed.returncode == -9
    _, found = examined(db)
    assert "journal.db-journal" in found["leftovers"]["text"]
    assert "never remove it" in found["leftovers"]["hint"]
    assert examined(db) == (0, {})


def test_a_backup_that_holds_what_the_journal_has_lost(db):
    done("backup", db=db)
    for number in ask("history", "-n", "0", db=db):
        done("delete", "--yes", number["id"], db=db)
    _, found = examined(db)
    assert "manual-2026-11-20T093000.db holds" in found["backups"]["text"]
    assert "reltrack restore manual-2026-11-20T093000.db" in found["backups"]["hint"]


def test_backups_that_are_not_made_any_more(db):
    shutil.rmtree(config.backups_path(db))
    _, found = examined(db)
    assert "none of Tue 17 Nov 2026" in found["backups"]["text"]
    done("log", "Tea with Grace", db=db)
    assert examined(db) == (0, {})


def test_settings_and_where_they_come_from(db):
    file = config.config_path()
    file.parent.mkdir(parents=True)
    file.write_text("due_limit = 7\n[circles]\npeer = 30\n")
    [settings] = [check for check in ask("doctor", db=db) if check["name"] == "settings"]
    told = settings["text"].split("\n")
    assert told[:2] == [f"journal {db} (RELTRACK_DB)", f"file {file}"]
    assert {"due_limit 7 (file)", "circles.peer 30 (file)", "default_cadence 90 (default)"} <= {
        *told
    }
    page = done("doctor", "--all", "--format", "text", db=db).out.split("\n")
    assert {f"  {line}" for line in told[2:]} <= {*page}
    file.write_text("due_limit = 'many'\n")
    code, found = examined(db)
    assert (code, found["settings"]["state"]) == (7, "problem")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount")
def test_a_disk_that_is_nearly_full(db, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1M,mode=700", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("cannot mount here")
    try:
        shutil.copy(db, disk / "journal.db")
        _, found = examined(disk / "journal.db")
        assert "0 MB free" in found["space"]["text"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_the_page_for_people_leads_with_what_is_wrong(db):
    spoil(db, "UPDATE journal SET last_number = 1")
    for form in ("table", "text"):
        shown = invoke("doctor", "--all", "--format", form, db=db)
        assert shown.code == 7
        assert shown.out.startswith("1 problem, 1 warning.")
        assert shown.out.index("numbers") < shown.out.index("RELTRACK_NOW")
        assert shown.out.index("RELTRACK_NOW") < shown.out.index("integrity")
        brief = invoke("doctor", "--format", form, db=db)
        assert brief.code == 7
        assert brief.out.startswith("1 problem, 1 warning.")
        assert brief.out.index("numbers") < brief.out.index("RELTRACK_NOW")
        assert "integrity" not in brief.out
        assert f"{len(INSIDE + OUTSIDE) - 2} checks passed. Each of them" in brief.out
        assert brief.out.endswith("reltrack doctor --all\n")
    shown = done("doctor", "--fix", "--format", "text", db=db).out
    assert "fixed: the next number is beyond all" in shown


def test_programs_are_told_every_check(db):
    for form in ("json", "tsv"):
        every = invoke("doctor", "--format", form, db=db).out
        assert every == invoke("doctor", "--all", "--format", form, db=db).out
        assert all(name in every for name in INSIDE + OUTSIDE)


def test_recover(db, tmp_path):
    wanted = hash_of(db)[0]
    with db.open("r+b") as file:
        file.write(bytes(100))
    before = file_state(db)[:2]
    refused(7, "due", db=db)
    told = ask("doctor", "--recover", tmp_path / "saved.db", db=db)
    assert file_state(db)[:2] == before
    assert set(told) == {"journal", "path", "tables", "people_made"}
    assert {"table": "interaction", "saved": 3, "lost": 0} in told["tables"]
    assert hash_of(tmp_path / "saved.db")[0] == wanted
    assert examined(tmp_path / "saved.db") == (0, {})
    refused(5, "doctor", "--recover", tmp_path / "saved.db", db=db)
    refused(7, "doctor", "--recover", tmp_path / "no" / "saved.db", db=db)
    refused(2, "doctor", "--recover", tmp_path / "other.db", "--fix", db=db)
    refused(3, "doctor", "--recover", tmp_path / "other.db", db=tmp_path / "none.db")
    said = done("doctor", "--recover", tmp_path / "other.db", db=db).out
    assert "interaction: 3 saved" in said
    done("restore", tmp_path / "saved.db", "--yes", db=db)
    assert hash_of(db)[0] == wanted


def test_a_journal_that_is_busy_says_so(db):
    code = f"""
import threading, subprocess
db = open_to_write(path)
db.execute("BEGIN EXCLUSIVE")
import reltrack.database.connection as connection
connection.BUSY_SECONDS = 0.0
from reltrack.cli.run import run
sys.exit(run(["--db", {str(db)!r}, "doctor", "--json"]))
"""
    shown = run_code(code, db)
    assert shown.returncode == 7, shown
    assert "busy" in shown.stdout


def test_as_a_process_it_prints_nothing_private(db):
    environ = {**os.environ, "RELTRACK_DB": str(db)}
    spoil(db, "INSERT INTO person_tag VALUES (99, 'SECRET')", "UPDATE fact SET text = 'SECRET'")
    shown = process("doctor", env=environ)
    assert (shown.code, shown.err) == (7, "")
    assert "SECRET" not in shown.out
    assert "Grace" not in shown.out
