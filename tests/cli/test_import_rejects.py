"""What an import left out comes as a file that is mended and imported in turn."""

from __future__ import annotations

import csv
import io
import json

import pytest

from running import ask, done, invoke

PEOPLE = (
    'Name;E-mail;Notes\nAna Reis;a@x.example;"likes\nboats"\n;=1+1;"two ""x"";\nlines"\nBo;b@x;\n'
)
LONG = "x" * 300
CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Reis\r\nEND:VCARD\r\n"
    "begin : vcard\r\nVERSION:2.1\r\nTEL:+351 1\r\nNOTE;CHARSET=ISO-8859-1:caf\xe9\r\n"
    "AGENT:\r\nBEGIN:VCARD\r\nFN:Hal\r\nEND:VCARD\r\nPHOTO;ENCODING=b:AA\r\n BB\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nFN:Bo Berg\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nEMAIL:c@x.example\r\n"
).encode("latin-1")
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VTIMEZONE\nTZID:Home\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
    "TZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VTODO\nSUMMARY:Shop\nEND:VTODO\n"
    "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Home:20260102T090000\nSUMMARY:Tea\n"
    "ATTENDEE;CN=Ana Reis:mailto:ana@x.example\nEND:VEVENT\n"
    "BEGIN:VEVENT\nUID:2\nDTSTART;TZID=Home:someday\nSUMMARY:Lunch\n"
    "ATTENDEE;CN=Bo Berg:mailto:bo@x.example\nBEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT\n"
    "END:VCALENDAR\n"
)


@pytest.fixture
def rejected(tmp_path, db):
    """Imports what files hold and returns the path of what was left out."""

    def bring(*files, code=0, to="left out"):
        path = tmp_path / to
        result = invoke("import", *files, "--rejects", path, "--force", "--json", db=db)
        assert result.code == code, result
        return path

    return bring


def rows_of(path, delimiter=","):
    return [*csv.reader(io.StringIO(path.read_text(), newline=""), delimiter=delimiter)]


def rows_of_text(text):
    return [*csv.DictReader(io.StringIO(text, newline=""))]


def mended(path, old, new):
    text = path.read_bytes()
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new))
    return path


def test_rows_are_mended_and_imported(tmp_path, db, rejected):
    table = tmp_path / "people.csv"
    table.write_text(PEOPLE)
    left = rejected(table)
    header, row = rows_of(left, ";")
    assert header == ["rejected because", "Name", "E-mail", "Notes"]
    assert row == ["line 4: no name", "", "=1+1", 'two "x";\nlines']
    again = rejected(left, code=6, to="still left out")
    assert rows_of(again, ";") == [header, ["line 2: no name", *row[1:]]]
    report = ask("import", mended(again, b";;=1+1", b";Cy Moss;c@x.example"), db=db)
    assert (report["people_added"], report["rejected"], report["remarks"]) == (1, [], [])
    card = ask("show", "cy-moss", db=db)
    assert [fact["text"] for fact in card["facts"]] == ['two "x";\nlines']
    assert [point["value"] for point in card["contact_points"]] == ["c@x.example"]
    mended(table, b"\n;=1+1", b"\nCy Moss;c@x.example")
    assert ask("import", table, db=db)["unchanged"] == 3


def test_the_reason_has_its_place_in_a_row_that_breaks_off(tmp_path, rejected):
    table = tmp_path / "people.csv"
    table.write_text("Name,Email,rejected because\nAna Reis,a@x.example\n,b@x.example\n")
    rows = rows_of(rejected(table))
    assert rows[1:] == [["", "b@x.example", "line 3: no name"]]


def test_rows_of_several_files_stand_under_one_header(tmp_path, db, rejected):
    header = "First Name,Last Name,Email Address,Connected On\n"
    files = [tmp_path / name for name in ("1.csv", "2.csv")]
    for file in files:
        file.write_text(f"{header}Ana,{file.stem},,26 Nov 2022\n,,{file.stem}@x.example,\n")
    files[0].write_text(f"Notes:\nSome words\n\n{files[0].read_text()}")
    files[1].write_text(f"{files[1].read_text()},{LONG},,\n")
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\x00\x01")
    left = rejected(*files, broken)
    rows = rows_of(left)
    assert [row[0].partition(":")[0] for row in rows] == [
        "rejected because",
        "line 6",
        "line 3",
        "line 4",
    ]
    assert [row[3] for row in rows[1:]] == ["1@x.example", "2@x.example", ""]
    mended(left, b",1@x.example", b"Zoe,1@x.example")
    left.rename(tmp_path / "mended.csv")
    report = ask("import", tmp_path / "mended.csv", db=db)
    assert (report["format"], report["people_added"], len(report["rejected"])) == ("linkedin", 1, 2)


def test_cards_come_whole(tmp_path, db, rejected):
    cards = tmp_path / "cards.vcf"
    cards.write_bytes(CARDS)
    left = rejected(cards)
    lines = left.read_bytes().split(b"\n")
    wanted = CARDS.split(b"\r\n")
    reason = b"X-RELTRACK-REASON:no name"
    assert lines == [
        wanted[4], reason, *wanted[5:15], wanted[18], reason, *wanted[19:21], b"END:VCARD", b""
    ]  # fmt: skip
    again = rejected(left, code=6, to="still left out")
    assert again.read_bytes() == left.read_bytes()
    mended(left, b"TEL:", b"FN:Cy Moss\nTEL:")
    report = ask("import", left, db=db)
    assert (report["format"], report["people_added"], len(report["rejected"])) == ("vcard", 1, 1)
    assert [fact["text"] for fact in ask("show", "cy-moss", db=db)["facts"]] == ["café"]


def test_events_come_with_their_calendar(tmp_path, db, rejected):
    calendar = tmp_path / "meetings.ics"
    calendar.write_text(CALENDAR)
    left = rejected(calendar, "--me", "me@x.example")
    text = left.read_text()
    assert "BEGIN:VTODO" not in text
    assert "Ana Reis" not in text
    assert text.count("\nX-RELTRACK-REASON:") == 1
    mended(left, b"someday", b"20260103T030000")
    report = ask("import", left, "--me", "me@x.example", db=db)
    assert (report["interactions_added"], report["rejected"]) == (1, [])
    (entry,) = ask("history", "--with", "bo-berg", db=db)
    assert (entry["date"], entry["time"], entry["text"]) == ("2026-01-02", "22:00", "Lunch")


def test_what_cannot_be_put_together_is_told_with_its_line(tmp_path, rejected):
    export = tmp_path / "export.jsonl"
    export.write_text('{"record": "journal", "format": "reltrack", "version": 1}\n{"record": 3}\n')
    cards = tmp_path / "cards.vcf"
    cards.write_bytes(CARDS)
    told = [json.loads(line) for line in rejected(export, cards).read_text().splitlines()]
    assert told[0] == {
        "file": str(export), "line": 2, "reason": "it does not say what record it is",
        "text": '{"record": 3}',
    }  # fmt: skip
    assert [(each["line"], each["text"]) for each in told[1:]] == [
        (5, "begin : vcard"), (19, "BEGIN:VCARD")
    ]  # fmt: skip


def test_from_standard_input(tmp_path, db):
    left = tmp_path / "left.csv"
    done("import", "-", "--rejects", left, db=db, stdin=PEOPLE)
    assert left.read_text().startswith("rejected because;Name;")


def test_edited_rows_are_mended_and_brought_back(db, tmp_path):
    rows = rows_of_text(done("export", "csv", db=db).out)
    for row in rows:
        row["birthday"] = "someday" if row["slug"] == "bob-stone" else ""
        row["city"] = "Rome"
    table, left = tmp_path / "people.csv", tmp_path / "left.csv"
    with table.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["uid", "slug", "city", "birthday"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    command = ("import", "csv", "--update", "--yes", "--rejects", left)
    assert not left.exists()
    said = done(*command, table, db=db).out
    assert "1 row left out, with all that was edited in it:" in said
    assert "birthday: the date is not readable (write 1980-03-14)" in said
    header, row = rows_of(left)
    assert header == ["rejected because", "uid", "slug", "city", "birthday"]
    assert row[0].startswith("line ")
    assert row[2:] == ["bob-stone", "Rome", "someday"]
    assert ask("show", "bob", db=db)["city"] is None
    assert invoke(*command, left, "--force", db=db).code == 5  # it would overwrite what it reads
    again = (*command[:-1], tmp_path / "still.csv", left)
    problem = invoke(*again, db=db)
    assert problem.code == 6
    assert "the only row cannot be used: line 2: birthday: " in problem.err
    assert len(rows_of(tmp_path / "still.csv")) == 2
    mended(left, b"someday", b"1980-03-14")
    (bob,) = ask(*again, "--force", db=db)["updated"]
    assert [change["field"] for change in bob["changes"]] == ["city", "birthday"]
    assert (tmp_path / "still.csv").read_text() == ""


def test_a_trial_of_edited_rows_writes_no_file(db, tmp_path):
    table, left = tmp_path / "people.csv", tmp_path / "left.csv"
    table.write_text(done("export", "csv", db=db).out + "other,,,\n")
    done("import", "csv", "--update", "--dry-run", "--rejects", left, table, db=db)
    assert not left.exists()
