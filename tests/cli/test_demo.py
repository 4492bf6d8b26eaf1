"""The demo: every feature shows in it, on any day, and nobody's own journal is touched."""

from __future__ import annotations

import re
import shlex
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from reltrack.database.connection import open_to_read
from reltrack.domain.channels import CHANNELS
from reltrack.read import names
from running import ask, done, invoke
from states import check_search, state

DAYS = ("2026-11-20", "2026-01-01", "2027-12-31", "2028-02-28", "2028-02-29", "2028-03-01",
        "2027-03-04", "2026-03-29", "2028-03-04")  # fmt: skip

REASONS = {"quiet", "reply", "promise", "waiting", "plan", "occasion", "introduction"}


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return made(tmp_path / "demo.db")


def made(path: Path, day: str = "2026-11-20") -> Path:
    done("demo", "--at", path, db=path.with_name("nobodys.db"), now=day)
    return path


@pytest.mark.parametrize("day", DAYS)
def test_on_any_day_all_reasons_show_on_a_page_of_one_screen_or_two(day, tmp_path):
    db = made(tmp_path / "demo.db", day)
    page = ask("due", db=db, now=day)
    sections = [item["section"] for item in page]
    assert sections == ["dated"] * 7 + ["quiet"] * 5
    everybody = ask("due", "--limit", "0", db=db, now=day)
    assert len(everybody) >= len(page) + 2
    reasons = [r for item in everybody for r in item["reasons"] if r["score"] >= 1]
    assert {r["code"] for r in reasons} == REASONS
    told = " | ".join(r["text"] for r in reasons)
    for words in (
        "birthday today, turns 52",
        "birthday in 4 days",
        "birthday was 4 days ago",
        "birthday this month",
        "congratulate: head of kelp research",
        "you owe an answer (4 days ago)",
        "you promised: the revised quote (for ",
        "you promised: lend her the glass atlas (12 days ago)",
        "you are waiting for his drawings of the harbour",
        "you planned to meet: see the glass maps together (6 weeks ago)",
        "you planned to meet: tea, with his tide tables (for ",
        "thank them for introducing 蘇望潮",
        "ask how it went with Íñigo Veracruz-Luna",
        "ask how it went with Käthe Morgenröthe",
        "not logged yet",
    ):
        assert words in told
    sources = {item["rhythm_source"] for item in ask("due", "--all", db=db, now=day)}
    assert sources == {"set", "circle", "learned", "default"}


def test_everything_else_the_program_keeps_is_in_it(demo):
    people = ask("people", "--all", db=demo)
    assert {person["status"] for person in people} == {"active", "new", "archived"}
    assert any(person["snoozed_until"] for person in people)
    for key in ("aliases", "circles", "tags", "cadence_days", "company", "title", "city"):
        assert any(person[key] for person in people), key
    for key in ("met_on", "how_met", "introduced_by", "contact_points", "birthday"):
        assert any(person[key] for person in people), key
    entries = ask("history", "--limit", "0", db=demo)
    assert {entry["initiated"] for entry in entries} == {"me", "them", None}
    assert {entry["mark"] for entry in entries} == {"gave", "asked", "promoted", None}
    assert {entry["broadcast"] for entry in entries} == {True, False}
    for key in ("time", "place", "tags", "mentioned"):
        assert any(entry[key] for entry in entries), key
    assert any(len(entry["people"]) > 1 for entry in entries)
    assert any(entry["via"] == "touch" for entry in entries)
    assert {entry["via"] for entry in entries} <= {*CHANNELS, None}
    assert ask("triage", db=demo)[0]["slug"] == "folasade-irawo"
    assert ask("show", "zoryana-kalynova", db=demo)["slug"] == "zoryana-vesnyanka"
    assert "#film" in done("search", "lighthouses film", db=demo).out


def test_the_entries_are_as_log_would_have_understood_them(demo):
    with closing(open_to_read(demo)) as db:
        for number, text, via, broadcast in db.execute(
            "SELECT id, text, via, broadcast FROM interaction"
        ).fetchall():
            read = names.in_text(db, text, named=bool(broadcast))
            kept: dict[int, set[int]] = {0: set(), 1: set()}
            for person, present in db.execute(
                "SELECT person_id, present FROM participant WHERE interaction_id = ?", [number]
            ):
                kept[present].add(person)
            assert {one.person_id for one in read.present} == kept[1], text
            assert {one.person_id for one in read.mentioned} == kept[0], text
            assert via or broadcast, text


def test_it_is_a_sound_journal_that_can_be_written_to(demo):
    with closing(open_to_read(demo)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        check_search(db)
    latest = ask("history", "--limit", "1", db=demo)
    assert latest[0]["date"] == "2026-11-19"
    done("log", "Coffee with Niamh, she has bought a lighthouse #radio", db=demo)
    done("undo", db=demo)
    done("undo", db=demo)
    assert ask("history", "--limit", "1", db=demo) != latest
    done("redo", db=demo)
    assert ask("history", "--limit", "1", db=demo) == latest


def test_what_it_suggests_works(demo):
    for line in done("demo", "--format", "text", db=demo).err.splitlines():
        if line.startswith("  reltrack "):
            done(*shlex.split(line)[1:], db=demo)


def test_the_past_was_different(demo):
    then = ask("due", "--all", "--as-of", "2026-03-01", db=demo)
    assert {item["slug"] for item in then}.isdisjoint({"bintangsari", "蘇望潮"})
    assert all(item["last_date"] is None or item["last_date"] <= "2026-03-01" for item in then)


def test_two_demos_of_a_day_differ_only_in_their_uids(tmp_path):
    first = made(tmp_path / "a.db", "2026-11-20T08:00")
    second = made(tmp_path / "b.db", "2026-11-20T21:00")
    assert all_but_uids(first) == all_but_uids(second)
    assert all_but_uids(first) != all_but_uids(made(tmp_path / "c.db", "2026-11-21"))


def all_but_uids(path: Path) -> str:
    with closing(open_to_read(path)) as db:
        return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", repr(state(db)))


def test_the_own_journal_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = tmp_path / "own.db"
    done("log", "-w", "Ana Lima", "Coffee", db=own)
    before = own.read_bytes()
    slugs = {item["slug"] for item in done("--db", own, "demo", "--json", db=own).json}
    assert "ana-lima" not in slugs
    assert own.read_bytes() == before
    assert not (tmp_path / "home").exists()


def test_every_run_makes_a_private_journal_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    paths = set()
    for _ in range(2):
        (line,) = done("demo", db=tmp_path / "none.db").err.splitlines()[-1:]
        assert line.startswith("export RELTRACK_DB=")
        path = Path(shlex.split(line)[1].partition("=")[2])
        paths.add(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert list(path.parent.iterdir()) == [path]
    assert len(paths) == 2


def test_nothing_is_overwritten(tmp_path):
    taken = tmp_path / "taken.txt"
    taken.write_text("mine")
    result = invoke("demo", "--at", taken, db=tmp_path / "none.db")
    assert (result.code, result.out) == (5, "")
    assert taken.read_text() == "mine"
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    assert invoke("demo", "--at", dangling, db=tmp_path / "none.db").code == 5
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    result = invoke("demo", "--at", tmp_path / "no" / "demo.db", db=tmp_path / "none.db")
    assert result.code == 7
    assert "--at" in result.err
    assert not (tmp_path / "no").exists()


def test_a_place_that_cannot_be_written_is_a_fault_of_the_journal(tmp_path, monkeypatch):
    assert invoke("demo", "--at", tmp_path / ("x" * 300), db=tmp_path / "none.db").code == 7
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert invoke("demo", db=tmp_path / "none.db").code == 7


def test_the_page_is_that_of_due_itself(tmp_path, demo):
    again = tmp_path / "again.db"
    shown = done("demo", "--at", again, "--format", "text", db=demo)
    assert shown.out == done("due", "--format", "text", db=again).out
    as_json = done("demo", "--at", tmp_path / "third.db", "--json", db=demo)
    assert [item["name"] for item in as_json.json] == [
        item["name"] for item in ask("due", db=again)
    ]


def test_it_is_made_without_the_orm(tmp_path):
    look = (
        "import sys; from reltrack.exchange.demo import make_journal; from pathlib import Path\n"
        "from datetime import date; make_journal(Path(sys.argv[1]), today=date(2026, 11, 20))\n"
        "sys.exit(bool({'sqlmodel', 'sqlalchemy', 'pydantic', 'rich'} & sys.modules.keys()))"
    )
    path = tmp_path / "demo.db"
    assert subprocess.run([sys.executable, "-c", look, str(path)]).returncode == 0
    with closing(sqlite3.connect(path)) as db:
        (first,) = db.execute("SELECT min(date) FROM interaction").fetchone()
    assert date.fromisoformat(first) < date(2024, 12, 1)


def test_what_is_to_be_typed_is_what_was_typed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    for typed, said in (
        (".venv/bin/reltrack", ".venv/bin/reltrack"),
        ("/x/__main__.py", "reltrack"),
    ):
        monkeypatch.setattr(sys, "argv", [typed])
        shown = done("demo", "--at", tmp_path / "d.db", "--format", "text", db=tmp_path / "no.db")
        assert f"  {said} show ines\n" in shown.err
        (tmp_path / "d.db").unlink()
