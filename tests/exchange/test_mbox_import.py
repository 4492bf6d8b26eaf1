"""Mail and meetings all the way into the journal, from files and folders."""

from __future__ import annotations

from pathlib import Path

from running import ask, done

MAIL = """From: {sender}
To: {to}
Subject: {subject}
Date: Mon, 10 Mar 2025 {time}:00 +0000

Hello
"""
ANA, ME = "Ana Lima <ana@x.example>", "me@x.example"


def message(folder: Path, name: str, subject: str, time: str, *, mine: bool = False) -> None:
    sender, to = (ME, ANA) if mine else (ANA, ME)
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(MAIL.format(sender=sender, to=to, subject=subject, time=time))


def test_a_day_in_many_files_is_one_entry(tmp_path: Path) -> None:
    db = tmp_path / "journal.db"
    folder = tmp_path / "Mail"
    message(folder, "1.eml", "Plans", "12:00")
    message(folder, "2.eml", "Lunch?", "11:00", mine=True)
    message(folder / "cur", "173.x:2,S", "Re: Lunch?", "13:00")
    report = ask("import", "mbox", folder, "--me", ME, db=db)
    assert (report["people_added"], report["interactions_added"]) == (1, 1)
    (entry,) = ask("history", "ana", db=db)
    assert (entry["text"], entry["initiated"]) == ("Lunch?; Plans", "me")
    assert entry["source"] == "import:mbox"
    again = ask("import", "mbox", folder, "--me", ME, db=db)
    assert (again["interactions_added"], again["unchanged"]) == (0, 3)
    done("undo", db=db)
    assert ask("people", "--all", db=db) == []


def test_all_messages_of_a_folder_tell_whose_they_are(tmp_path: Path) -> None:
    db = tmp_path / "journal.db"
    folder = tmp_path / "Mail"
    message(folder, "1.eml", "Plans", "12:00")
    message(folder, "2.eml", "Lunch?", "11:00", mine=True)
    (folder / "3.eml").write_text(
        MAIL.format(sender="Bo <bo@x.example>", to=ME, subject="A job", time="10:00")
    )
    report = ask("import", folder, db=db)
    assert (report["people_added"], report["interactions_added"]) == (2, 2)
    (remark,) = report["remarks"]
    assert ME in remark["reason"]
    (entry,) = ask("history", "ana", db=db)
    assert entry["initiated"] == "me"


def test_meetings_meet_the_people_of_mail(tmp_path: Path) -> None:
    db = tmp_path / "journal.db"
    message(tmp_path, "1.eml", "Plans", "12:00")
    (tmp_path / "c.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20250601T090000Z\nSUMMARY:Retro\n"
        "RRULE:FREQ=DAILY\nORGANIZER:mailto:me@x.example\nATTENDEE:MAILTO:ana@x.example\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    window = ("--since", "2025-03-01", "--until", "2025-06-02")
    report = ask("import", tmp_path / "1.eml", tmp_path / "c.ics", "--me", ME, *window, db=db)
    assert report["format"] == "mbox, ics"
    assert (report["people_added"], report["interactions_added"]) == (1, 3)
    texts = [(one["date"], one["text"], one["via"]) for one in ask("history", "ana", db=db)]
    assert texts == [
        ("2025-06-02", "Retro", "event"),
        ("2025-06-01", "Retro", "event"),
        ("2025-03-10", "Plans", "email"),
    ]
