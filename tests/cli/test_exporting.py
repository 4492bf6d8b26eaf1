"""`export` in other formats and in parts, and `import csv --update`, as they are typed."""

from __future__ import annotations

import csv
import io
import json
import shutil
import stat
from pathlib import Path

import pytest

from running import ask, done, invoke

ANA = "ana-lima"


@pytest.fixture(scope="module")
def full_once(known, tmp_path_factory):
    db = Path(shutil.copy(known, tmp_path_factory.mktemp("full") / "journal.db"))
    done("log", "Coffee with Ana Lima and Bob #move", "--promise", "ana: the deck", db=db)
    done("log", "Tea with Ana Lima", "--on", "2026-01-05", "--fact", "two kids", db=db)
    done("log", "A talk", "--broadcast", "--on", "yesterday", db=db)
    done("edit", ANA, "--circle", "peer", "--birthday", "1980-03-14", "--phone", "+351 900",
         "--company", "=Acme", db=db)  # fmt: skip
    return db


@pytest.fixture
def full(full_once, tmp_path):
    return Path(shutil.copy(full_once, tmp_path / "journal.db"))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_of_people(full):
    ana = next(row for row in rows(done("export", "csv", db=full).out) if row["slug"] == ANA)
    person = ask("show", ANA, db=full)
    assert ana["uid"] == person["uid"]
    assert (ana["company"], ana["phone"]) == ("'=Acme", "'+351 900")
    assert (ana["circles"], ana["birthday"]) == ("peer", "1980-03-14")


def test_a_table_of_entries(full):
    found = rows(done("export", "csv", "--entries", "--with", ANA, db=full).out)
    assert [(row["date"], row["people"]) for row in found] == [
        ("2026-11-20", ANA), ("2026-01-05", ANA),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "people", "entries"),
    [
        (["--with", ANA], {ANA}, 2),
        (["--with", "bob"], {"bob-stone"}, 1),
        (["--with", ANA, "--with", "bob"], {ANA, "bob-stone"}, 2),
        (["--circle", "peer"], {ANA}, 2),
        (["--circle", "peer", "--with", "bob"], set(), 0),
        (["--circle", "peer", "--since", "2026-06-01"], {ANA}, 1),
    ],
)
def test_a_part_can_be_imported(words, people, entries, full, tmp_path):
    for layout in ("json", "jsonl"):
        part = done("export", layout, *words, db=full).out
        other = tmp_path / f"{layout}.db"
        report = done("import", "-", "--json", db=other, stdin=part).json
        assert report["rejected"] == report["remarks"] == []
        assert {one["slug"] for one in ask("people", "--all", db=other)} == people
        assert len(ask("history", db=other)) == entries
        assert done("export", layout, db=other).out == part


def test_vcards(full):
    out = done("export", "vcard", "--circle", "peer", db=full).out
    assert out.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert out.count("BEGIN:VCARD") == 1
    old = done("export", "vcard", "--vcard-version", "3.0", db=full).out
    assert "VERSION:3.0\r\n" in old


def test_a_journal_to_read(full, tmp_path):
    whole = done("export", "markdown", db=full).out
    assert "# Ana Lima\n" in whole
    folder = tmp_path / "journal"
    said = done("export", "markdown", "-o", f"{folder}/", db=full)
    assert (said.out, said.err) == ("", f"exported to {folder}\n")
    assert (folder / f"{ANA}.md").read_text() in whole
    assert "[Ana Lima](<ana-lima.md>)" in (folder / "index.md").read_text()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert invoke("export", "markdown", "-o", f"{folder}/", db=full).code == 5
    (folder / "mine.md").write_text("mine")
    done("note", ANA, "plays the cello", db=full)
    done("export", "markdown", "-o", folder, "--force", db=full)
    assert "cello" in (folder / f"{ANA}.md").read_text()
    assert (folder / "mine.md").read_text() == "mine"
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--entries"], 2, "--entries belongs to csv"),
        (["csv", "--with", "nobody"], 3, "nobody is called"),
        (["csv", "--circle", "nobody"], 3, "there is no circle nobody"),
        (["csv", "--since", "someday"], 2, "'someday' is not a date"),
        (["vcard", "--vcard-version", "2.1"], 2, "is not one of"),
        (["csv", "--vcard-version", "3.0"], 2, "--vcard-version belongs to vcard"),
        (["csv", "--force"], 2, "--force belongs to --output"),
        (["markdown", "-o", "/no/such/folder/"], 7, "the folder does not exist: /no/such"),
    ],
)
def test_refusals(words, code, message, full):
    result = invoke("export", *words, "--json", db=full)
    assert (result.code, result.out) == (code, "")
    assert message.lower() in json.loads(result.err)["error"]["message"].lower()


def edited(db: Path, folder: Path, **cells: str) -> Path:
    """Return the table of people in which Ana's cells were edited."""
    found = rows(done("export", "csv", db=db).out)
    next(row for row in found if row["slug"] == ANA).update(cells)
    path = folder / "people.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    return path


def test_an_edited_table_comes_back(full, tmp_path):
    path = edited(full, tmp_path, company="Globex", phone="", name="Ana Costa", tags="chess, go")
    before = done("export", db=full).out
    command = ["import", "csv", "--update", path]
    told = ask(*command, "--dry-run", db=full)
    assert done("export", db=full).out == before
    refused = invoke(*command, db=full)
    assert (refused.code, refused.out) == (2, "")
    assert "1 person would change" in refused.err
    said = ask(*command, "--yes", db=full)
    assert told | {"dry_run": False} == said
    (ana,) = said["updated"]
    assert [(c["field"], c["old"], c["new"]) for c in ana["changes"]] == [
        ("name", "Ana Lima", "Ana Costa"),
        ("tags", "", "chess\ngo"),
        ("company", "=Acme", "Globex"),
        ("phone", "+351 900", ""),
    ]
    card = ask("show", "ana-costa", db=full)
    assert (card["company"], card["tags"]) == ("Globex", ["chess", "go"])
    assert card["contact_points"] == []
    assert ask(*command, "--yes", db=full)["updated"] == []
    done("undo", db=full)
    assert done("export", db=full).out == before


def test_what_an_edited_table_changes_is_said(full, tmp_path):
    path = edited(full, tmp_path, company="", how_met="at a fair")
    out = done("import", "csv", "--update", path, "--dry-run", db=full).out
    assert out == (
        "csv: 1 person changed\n"
        "  Ana Lima, company: =Acme → (empty)\n"
        "  Ana Lima, how met: (empty) → at a fair\n"
        f"  {len(ask('people', '--all', db=full)) - 1} people as before\n"
        "  would be written; nothing was written\n"
    )


def test_a_circle_that_an_edited_table_makes_has_the_cadence_that_is_set(full, tmp_path):
    done("config", "set", "circles.choir", "3w", db=full)
    path = edited(full, tmp_path, circles="choir")
    done("import", "csv", "--update", path, "--yes", db=full)
    assert ask("circle", "choir", db=full)["cadence_days"] == 21


def test_tables_that_cannot_be_taken_back(full, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Name,Company\nAna Lima,Globex\n")
    assert invoke("import", "csv", "--update", path, db=full).code == 6
    path.write_text("uid,company\nnobody,Globex\n")
    assert invoke("import", "csv", "--update", path, db=full).code == 6
    assert invoke("import", "vcard", "--update", path, db=full).code == 2


def test_the_tables_of_a_folder_come_back(full, tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    edited(full, folder, company="Globex")
    (ana,) = ask("import", "csv", "--update", folder, "--yes", db=full)["updated"]
    assert ana["changes"][0]["new"] == "Globex"


def test_nothing_is_written_when_nothing_was_edited(full, tmp_path):
    path = edited(full, tmp_path)
    copy = tmp_path / "copy.db"
    shutil.copy(full, copy)
    out = done("import", "csv", "--update", path, db=full).out
    assert out.startswith("csv: nothing changed\n")
    assert done("export", db=full).out == done("export", db=copy).out


def test_what_is_open_is_told_from_the_whole_journal(full):
    done("log", "Asked me something", "--with", ANA, "--in", "-v", "email", "--on", "2026-01-10",
         db=full)  # fmt: skip
    done("log", "Called Ana Lima", "--out", "--on", "2026-01-11", db=full)
    part = done("export", "markdown", "--with", ANA, "--since", "2026-11-01", db=full).out
    assert "I promised: the deck" in part
    assert "I owe an answer" not in part
    whole, alone = (
        {line for line in done("export", "ics", *words, db=full).out.splitlines()
         if line.startswith(("UID", "DT"))}
        for words in ([], ["--with", ANA, "--since", "2026-11-01"])
    )  # fmt: skip
    assert alone
    assert alone <= whole
