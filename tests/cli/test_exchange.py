"""`export` and `import`, as they are typed."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from running import ask, done, invoke, spawn

CONNECTIONS = """Notes:
"Some words about privacy."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ana,Lima,https://www.linkedin.com/in/ana,,Acme,Engineer,26 Nov 2022
,,,,,,25 Nov 2022
Bo,Stone,,,,,24 Nov 2022
"""


@pytest.fixture
def connections(tmp_path):
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS)
    return path


@pytest.fixture(scope="module")
def full_once(known, tmp_path_factory):
    db = Path(shutil.copy(known, tmp_path_factory.mktemp("full") / "journal.db"))
    done("log", "Coffee with Ana Lima about Bob #move", "--promise", "send the deck", db=db)
    done("log", "A talk", "--broadcast", "--on", "yesterday", db=db)
    done("log", "Question", "--with", "bob", "--via", "email", "--in", db=db)
    done("note", "ana-lima", "two kids #family", db=db)
    done("circle", "peer", "ana-lima", "bob", "--every", "30d", db=db)
    done("rename", "grace", "Grace Murray", db=db)
    done("edit", "jose", "--birthday", "14 mar", "--email", "jose@x.example", db=db)
    done("skip", "bob", "--because", "busy", db=db)
    done("log", "Lunch with Ana Lima", db=db)
    done("delete", ask("history", "-n", "1", db=db)[0]["id"], "--yes", db=db)
    done("import", "-", db=db, stdin=CONNECTIONS)
    return db


@pytest.fixture
def full(full_once, tmp_path):
    """A journal in which something of everything has happened."""
    return Path(shutil.copy(full_once, tmp_path / "journal.db"))


@pytest.mark.parametrize("layout", [[], ["json"], ["jsonl"]])
def test_there_and_back(layout, full, tmp_path):
    exported = done("export", *layout, db=full).out
    other = tmp_path / "other.db"
    report = done("import", "-", "--json", db=other, stdin=exported).json
    assert report["rejected"] == report["remarks"] == []
    assert report["format"] == "reltrack"
    assert report["files"] == ["standard input"]
    assert done("export", *layout, db=other).out == exported
    again = done("import", "-", "--json", db=other, stdin=exported).json
    assert [v for k, v in again.items() if k.endswith("_added")] == [0, 0, 0, 0]
    assert done("export", *layout, db=other).out == exported
    assert ask("due", "--all", db=other) == ask("due", "--all", db=full)


def test_it_is_json_whatever_is_asked(full):
    plain = done("export", db=full).out
    for words in (["--json"], ["--format", "table"], ["--color", "always"], ["-o", "-"]):
        assert done("export", *words, db=full).out == plain


def test_looking_creates_nothing(connections, tmp_path):
    journal = tmp_path / "journal.db"
    document = json.loads(done("export", db=journal).out)
    assert document["people"] == []
    report = done("import", connections, "--dry-run", "--json", db=journal).json
    assert report["people_added"] == 2
    assert report["dry_run"] is True
    assert not journal.exists()


def test_people_from_elsewhere(connections, db):
    before = ask("due", "--all", db=db)
    dry = done("import", "linkedin", connections, "--dry-run", "--json", db=db).json
    report = done("import", "linkedin", connections, "--json", db=db).json
    assert dry | {"dry_run": False} == report
    assert report["rejected"] == [{"file": str(connections), "line": 6, "reason": "no name"}]
    # Ana Lima, typed by hand, is matched; Bo Stone is new, although a Bob Stone is known.
    assert (report["people_matched"], report["people_added"]) == (1, 1)
    assert ask("show", "ana-lima", db=db)["company"] == "Acme"
    (bo,) = ask("people", "--status", "new", db=db)
    assert (bo["name"], bo["met_on"], bo["how_met"]) == ("Bo Stone", "2022-11-24", "LinkedIn")
    assert ask("due", "--all", db=db) == before
    again = done("import", connections, "--json", db=db).json
    assert (again["unchanged"], again["people_added"], again["people_matched"]) == (2, 0, 0)
    done("undo", db=db)
    assert ask("people", "--status", "new", db=db) == []


def test_the_summary_for_a_person(connections, db):
    out = " ".join(done("import", connections, db=db).out.split())
    assert "1 person added" in out
    assert "line 6: no name" in out


def test_a_pipe_and_several_files(connections, db, tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    writer = threading.Thread(target=lambda: fifo.write_text(CONNECTIONS))
    writer.start()
    report = done("import", fifo, connections, "--json", db=db).json
    writer.join()
    assert report["files"] == [str(fifo), str(connections)]
    assert report["unchanged"] == 2


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["import"], 2, "the format is missing"),
        (["import", "linkedin"], 2, "there is no file to import"),
        (["import", "nowhere.csv"], 3, "there is no file nowhere.csv"),
        (["import", "xls"], 3, "there is no file xls"),
        (["import", "/dev/null"], 3, "/dev/null cannot be read as a file"),
        (["import", "-"], 6, "standard input is in no format that can be imported"),
        (["import", "linkedin", "-"], 6, "standard input has no header"),
        (["import", "reltrack", "-"], 6, "standard input is not valid JSON"),
        (["export", "xls"], 2, "no such format: xls"),
        (["export", "-o", "/no/such/folder/file"], 7, "the folder does not exist"),
        (["export", "-o", "/dev/null", "--force"], 5, "/dev/null is not a file"),
    ],
)
def test_refusals(words, code, message, db):
    result = invoke(*words, "--json", db=db, stdin="hello, world\n")
    error = json.loads(result.err)["error"]
    assert (result.code, result.out) == (code, "")
    assert error["message"].startswith(message)
    assert error["hint"]


def test_to_a_file(full, tmp_path):
    path = tmp_path / "out.json"
    said = done("export", "-o", path, db=full)
    assert (said.out, said.err) == ("", f"exported to {path}\n")
    assert path.read_text() == done("export", db=full).out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert invoke("export", "-o", path, db=full).code == 5
    done("note", "ana-lima", "plays the cello", db=full)
    done("export", "--output", path, "--force", db=full)
    assert "cello" in path.read_text()
    assert invoke("export", "-o", full, "--force", db=full).code == 5
    done("due", db=full)


def test_a_reader_who_dawdles_keeps_nobody_from_writing(full):
    entries = ({"text": "x" * 1000, "broadcast": True} for _ in range(300))
    lines = "".join(json.dumps(entry) + "\n" for entry in entries)
    done("log", "--batch", "-", db=full, stdin=lines)
    with spawn("--db", full, "export") as slow:
        assert slow.stdout is not None
        assert slow.stdout.read(1) == "{"  # more than a pipe holds is still to come
        done("log", "Tea with Ana Lima", db=full)
        assert "Tea with" not in slow.stdout.read()
    assert slow.returncode == 0


def test_a_reader_who_leaves(full):
    with spawn("--db", full, "export") as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.wait() == 0
        assert running.stderr is not None
        assert running.stderr.read() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk(full):
    command = [sys.executable, "-m", "reltrack", "--db", str(full), "export"]
    with Path("/dev/full").open("w") as nowhere:
        ended = subprocess.run(command, stdout=nowhere, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 7
    assert "no space left" in ended.stderr
