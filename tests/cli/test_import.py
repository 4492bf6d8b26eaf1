"""`import`, as it is typed: several files, folders, options, what is left out."""

from __future__ import annotations

import json
import os
import stat
import sys

import pexpect
import pytest

from cli.refusals import refused
from reltrack.exchange.formats import FORMATS
from running import ask, done, invoke

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ANA = f"{HEADER}Ana,Silva,https://www.linkedin.com/in/ana-silva,,Acme,Engineer,26 Nov 2022\n"
BO = f"{HEADER}Bo,Berg,,,,,24 Nov 2022\n,,,,,,25 Nov 2022\n"
MESSAGES = (
    "FROM,TO,DATE,CONTENT\nAna Silva,Me Myself,2024-03-01 09:00:00 UTC,Hello\n"
    "Me Myself,Ana Silva,2024-04-01 09:00:00 UTC,Hi\nBo Berg,Me Myself,2025-03-01 09:00:00 UTC,Yo\n"
)


@pytest.fixture
def folder(tmp_path):
    """A folder with lists in it, and what is none."""
    inner = tmp_path / "all" / "old"
    inner.mkdir(parents=True)
    (inner / "ana.CSV").write_text(ANA)
    (inner.parent / "bo.csv").write_text(BO)
    (inner.parent / "photo.png").write_bytes(b"\x89PNG")
    (inner.parent / ".hidden.csv").write_text(ANA)
    return inner.parent


def names(db, *words):
    return sorted(person["name"] for person in ask("people", "--status", "new", *words, db=db))


def test_a_folder_stands_for_its_files(folder, db):
    report = done("import", folder, "--json", db=db).json
    assert report["files"] == [str(folder / "bo.csv"), str(folder / "old" / "ana.CSV")]
    assert names(db) == ["Ana Silva", "Bo Berg"]
    assert report["to_triage"] == 2
    assert done("import", "linkedin", folder, "--json", db=db).json["unchanged"] == 2


def test_the_echo_leads_on(folder, db):
    out = done("import", folder, db=db).out.splitlines()
    assert out[0] == "linkedin: 2 people added"
    assert [line.strip() for line in out[-2:]] == [
        "next: reltrack triage settles who is who",
        "undo: reltrack undo",
    ]
    assert "triage" not in done("import", folder, db=db).out


def test_one_file_that_cannot_be_used_stops_no_other(folder, db):
    odd = folder / "odd.csv"
    odd.write_bytes(b"\0\1\2")
    report = done("import", folder, "--json", db=db).json
    assert [row["file"] for row in report["rejected"]] == [str(folder / "bo.csv"), str(odd)]
    assert report["people_added"] == 2


def test_people_and_what_happened_in_any_order(tmp_path, db):
    people, messages = tmp_path / "a.csv", tmp_path / "b.csv"
    people.write_text(ANA)
    messages.write_text(MESSAGES)
    other = tmp_path / "other.db"
    first = done("import", people, messages, "--json", db=db).json
    second = done("import", messages, people, "--json", db=other).json
    for report in (first, second):
        assert (report["people_added"], report["interactions_added"]) == (2, 3)
        assert report["format"] in ("linkedin, linkedin-messages", "linkedin-messages, linkedin")
    assert names(db) == names(other) == ["Ana Silva", "Bo Berg"]
    assert ask("due", db=other) == []
    assert ask("follow-ups", db=other) == []


def test_a_window(tmp_path, db):
    path = tmp_path / "messages.csv"
    path.write_text(MESSAGES)
    words = ("import", path, "--since", "2024-03-15", "--until", "2024-12-31", "--json")
    assert done(*words, db=db).json["interactions_added"] == 1
    assert done("import", path, "--json", db=db).json["interactions_added"] == 2


def test_the_step_counts_as_one_does(tmp_path, db):
    path = tmp_path / "one.csv"
    path.write_text("Name\nZoë Quinn\n")
    done("import", "csv", path, db=db)
    assert ask("undo", "--list", db=db)[0]["summary"] == "import csv: 1 person, 0 entries"


def test_messages_are_linkedins_too(tmp_path, db):
    path = tmp_path / "messages.csv"
    path.write_text(MESSAGES)
    report = done("import", "linkedin", path, "--me", "Me Myself", "--json", db=db).json
    assert (report["format"], report["interactions_added"]) == ("linkedin-messages", 3)


def test_rejects(folder, tmp_path, db):
    path = tmp_path / "rejects.csv"
    done("import", folder, "--rejects", path, "--dry-run", db=db)
    assert not path.exists()
    done("import", folder, "--rejects", path, db=db)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    reason, row = f"rejected because,{HEADER}", "line 3: no name,,,,,,,25 Nov 2022\n"
    assert path.read_text() == reason + row
    refused = invoke("import", folder, "--rejects", path, db=db)
    assert (refused.code, "exists already" in refused.err) == (5, True)
    useless = folder / "useless.csv"
    useless.write_text(f"{HEADER},,,,,,\n,,,,,,01 Jan 2020\n")
    assert invoke("import", useless, "--rejects", path, "--force", db=db).code == 6
    rows = ["line 2: no name,,,,,,,\n", "line 3: no name,,,,,,,01 Jan 2020\n"]
    assert path.read_text() == "".join([reason, *rows])
    assert invoke("import", folder, "--rejects", db, "--force", db=db).code == 5


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["linkedin", "x.csv", "--me", "a@x.example"], 2, "--me means nothing to linkedin"),
        (["linkedin", "x.csv", "--update"], 2, "--update is for csv"),
        (["x.csv", "--update", "--map", "name=x"], 2, "--map means nothing with --update"),
        (["x.csv", "--update", "--since", "2024-01-01"], 2, "--since means nothing with --up"),
        (["x.csv", "--update", "--force"], 2, "--force belongs to --rejects"),
        (["x.csv", "--update", "--me", "a@x.example"], 2, "--me means nothing with --update"),
        (["csv", "empty", "--update"], 3, "there is no csv file in empty"),
        (["x.csv", "--force"], 2, "--force belongs to --rejects"),
        (["x.csv", "--yes"], 2, "--yes belongs to --update"),
        (["x.csv", "--rejects", "./x.csv", "--force"], 5, "--rejects x.csv is a file to be im"),
        ([".", "--rejects", "x.csv", "--force"], 5, "--rejects x.csv is a file to be imported"),
        (["x.csv", "--map", "name"], 2, "--map name does not name a column"),
        (["x.csv", "--map", "a=b", "--map", "A=c"], 2, "--map gives A twice"),
        (["x.csv", "--since", "2024-01-01", "--until", "2023-01-01"], 2, "--since is later"),
        (["x.csv", "--since", "2024-01-01"], 2, "--since means nothing to linkedin"),
        (["linkedin", "empty"], 3, "there is no linkedin file in empty"),
        (["empty"], 3, "there is no file that can be imported in empty"),
        (["linkedin", "x.csv", "none.csv"], 3, "there is no file none.csv"),
        (["x.csv", "--rejects", "no/where"], 7, "the folder does not exist"),
    ],
)
def test_refusals(words, code, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.csv").write_text(ANA)
    journal = tmp_path / "journal.db"
    result = invoke("import", *words, "--json", db=journal)
    error = json.loads(result.err)["error"]
    assert (result.code, result.out) == (code, "")
    assert error["message"].startswith(message)
    assert error["hint"]
    assert not journal.exists()


def test_what_fails_leaves_no_empty_journal(tmp_path):
    journal = tmp_path / "home" / "journal.db"
    journal.parent.mkdir()
    path = tmp_path / "x.csv"
    path.write_text(f"{HEADER},,,,,,\n")
    assert invoke("import", path, db=journal).code == 6
    assert list(journal.parent.iterdir()) == []
    path.write_text(ANA)
    done("import", path, db=journal)
    assert names(journal) == ["Ana Silva"]
    assert [file.name for file in journal.parent.iterdir()] == ["journal.db"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_what_may_not_be_read(folder, db):
    (folder / "bo.csv").chmod(0)
    assert invoke("import", folder / "bo.csv", db=db).code == 3
    report = done("import", folder, "--json", db=db).json
    assert report["rejected"][0]["reason"].endswith("permission denied")
    (folder / "old").chmod(0)
    assert invoke("import", folder, db=db).code == 3
    (folder / "old").chmod(0o700)


def test_every_format_can_be_told_and_heeds_only_what_there_is():
    for name, form in FORMATS.items():
        assert form.suffixes
        assert callable(form.reader.recognises)
        assert callable(form.reader.read), name


def test_progress_on_a_terminal_only(tmp_path, db):
    path = tmp_path / "x.csv"
    rows = (f"Ana,Silva{n},https://x.example/in/{n},,,,24 Nov 2022\n" for n in range(3000))
    path.write_text(HEADER + "".join(rows))
    environ = {**os.environ, "RELTRACK_DB": str(db), "TERM": "xterm"}
    impatient = (
        "from reltrack.cli.talk import Progress; Progress._AFTER = Progress._BETWEEN = 0;"
        "from reltrack.__main__ import main; main()"
    )
    watched = pexpect.spawn(
        sys.executable, ["-c", impatient, "import", str(path)], env=environ, timeout=60
    )
    watched.expect("records, [0-9]+ %|settled")
    watched.expect("3000 people added|3,000 people added")
    watched.expect(pexpect.EOF)
    assert invoke("undo", db=db).err == ""


def test_an_export_beside_what_it_was_made_of(tmp_path, db):
    lunch = tmp_path / "lunch.ics"
    lunch.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260102T090000Z\nSUMMARY:Lunch\n"
        "ATTENDEE;CN=Ana Lima:mailto:ana@x.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    done("import", lunch, db=db)
    whole = tmp_path / "whole.json"
    whole.write_text(done("export", "json", db=db).out)
    report = done("import", lunch, whole, "--json", db=tmp_path / "other.db").json
    assert (report["interactions_added"], report["rejected"]) == (1, [])


def test_a_report_names_files_as_shortly_as_can_be(tmp_path, db):
    folder = tmp_path / ("a folder with a long name " * 4).strip()
    for name in ("one/people.csv", "two/people.csv", "three.csv"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Name,Birthday,Email\nAna Reis,1980-02-31,ana@x.example\n,,b@x.example\n")
    one = done("import", "csv", folder / "one/people.csv", "--dry-run", db=db).out
    why = "the date is not readable, and is left out (write 1980-03-14)"
    assert f"\n    people.csv, line 2: {why}\n" in one
    assert "\n    people.csv, line 3: no name\n" in one
    report = done("import", "csv", folder, db=db).out
    assert f"\n    {folder / 'one/people.csv'}, line 3: no name\n" in report
    assert "\n    three.csv, line 3: no name\n" in report


def test_what_else_came_is_called_by_its_name(tmp_path, db):
    path = tmp_path / "people.csv"
    path.write_text("Name,Birthday\nAna Reis,1980-02-03\nBo Berg,1981-02-03\n")
    assert done("import", path, db=db).out.startswith("csv: 2 people, 2 occasions added\n")
    assert done("import", path, "--json", db=db).json["others"] == {}


def test_who_may_be_the_same_is_to_be_merged_only_once_they_are_there(tmp_path, db):
    path = tmp_path / "people.csv"
    path.write_text("Name,Company,Email\nBob Stone,Acme,bob@stone.example\n")
    done("edit", "bob", "--company", "Other", "--email", "bob@other.example", db=db)
    trial = done("import", path, "--dry-run", db=db).out
    assert trial.endswith(
        "  people.csv, line 2: perhaps the same person as Bob Stone\n  nothing was written\n"
    )
    said = done("import", path, db=db).out
    assert "perhaps the same person as Bob Stone: reltrack merge bob-stone bob-stone-2\n" in said


@pytest.mark.parametrize(
    ("name", "head", "row"),
    [
        ("Connections.csv", HEADER, ".,.,,,,,01 Jan 2020\n"),
        ("people.csv", "Name,Email\n", "- -,a@x.example\n"),
        ("a.vcf", "BEGIN:VCARD\nVERSION:3.0\n", "FN:?!\nEND:VCARD\n"),
    ],
)
def test_a_name_without_a_letter_is_nobody(name, head, row, tmp_path, db):
    path = tmp_path / name
    path.write_text(head + row)
    before = names(db)
    problem = invoke("import", path, db=db)
    assert problem.code == 6
    assert f"the only record cannot be used: {name}, line " in problem.err
    assert ": that is not a name" in problem.err
    assert names(db) == before


@pytest.mark.parametrize(
    ("word", "form"),
    [
        *(("linkdin", "linkedin"), ("VCF", "vcard"), ("ical", "ics"), ("org", "org-contacts")),
        ("cvs", "csv"),
    ],
)
def test_a_format_spelled_wrong(word, form, folder, db):
    problem = refused(3, "import", word, folder / "people.csv", db=db).err
    assert problem.splitlines()[1] == (
        f"hint: did you mean the format {form}? reltrack import {form} FILE"
    )


def test_both_hints_name_the_same_formats(tmp_path, db):
    odd = tmp_path / "odd.xyz"
    odd.write_text("nothing known")
    for told in (refused(3, "import", "mbx2024", odd, db=db), refused(6, "import", odd, db=db)):
        assert ": vcard, ics, linkedin-messages, linkedin, " in told.err
        assert "jsonl" not in told.err
