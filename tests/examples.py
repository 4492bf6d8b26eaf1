"""A journal in which the examples of help and README make sense, and a shell to run them in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from running import done

VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoe Quinn\nEMAIL:zoe@x.example\nEND:VCARD\n"
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Max,Moor,https://www.linkedin.com/in/max-moor,,Nordtind Ferries,Editor,26 Nov 2022\n"
    "Hana,Moss,https://www.linkedin.com/in/hana-moss,,Nordtind Ferries,Steward,25 Nov 2022\n"
)
MAIL = (
    "From ana@x.example Thu Nov 19 09:00:00 2026\n"
    "From: Ana Lima <ana@x.example>\nTo: Me <me@x.example>\n"
    "Date: Thu, 19 Nov 2026 09:00:00 +0000\nSubject: the lease\n\nHello\n"
)
ICS = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nBEGIN:VEVENT\nUID:1@x.example\n"
    "DTSTART:20261110T100000Z\nSUMMARY:Planning\nORGANIZER;CN=Ana Lima:mailto:ana@x.example\n"
    "ATTENDEE:mailto:ana@example.org\nATTENDEE;CN=Bob Stone:mailto:bob@x.example\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)
FILES = {
    "entries.jsonl": '{"text": "Tea", "with": ["Ana Lima"], "date": "2026-11-19"}\n',
    "contacts.vcf": VCARD,
    "Connections.csv": CONNECTIONS,
    "people.csv": "Full Name,E-mail\nZoe Quinn,zoe@x.example\n",
    "calendar.ics": ICS,
    "Mail/inbox.mbox": MAIL,
}


def furnish(folder: Path) -> Path:
    """Make the journal and the files that the examples speak of, and return the journal."""
    db = folder / "journal.db"
    done("add", "Ana Lima", "--circle", "mentor", "--city", "Porto", "--tag", "film", db=db)
    done("edit", "ana-lima", "--company", "Acme", "--title", "Head of sails", db=db)
    for name in ("Bob Stone", "Grace Hopper", "José Núñez", "Eve Park"):
        done("add", name, db=db)
    for day in ("2026-07-06", "2026-08-03", "2026-09-01"):
        done("log", "Coffee with Ana Lima about lighthouses, lisbon", "--on", day, db=db)
    done("log", "Coffee with Bob Stone and Grace Hopper, board seat", "--on", "yesterday", db=db)
    done("note", "jose-nunez", "collects stamps of birds", db=db)
    done("circle", "peer", "bob-stone", db=db)
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    done("import", folder / "Connections.csv", db=db)
    return db


def next_number(db: Path, number: int) -> None:
    """Let the next record get this number."""
    with closing(sqlite3.connect(db)) as journal, journal:
        journal.execute("UPDATE journal SET last_number = ?", [number - 1])


def shell(text: str, folder: Path, *, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run some lines in bash, with `reltrack` on the path and nothing of the developer's."""
    programs = folder / "bin"
    if not programs.exists():
        programs.mkdir()
        ours = programs / "reltrack"
        ours.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reltrack "$@"\n')
        mail = programs / "mail"
        mail.write_text("#!/bin/sh\ncat\n")
        for program in (ours, mail):
            program.chmod(0o755)
    environ = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "RELTRACK_DB": str(folder / "journal.db"),
        "TMPDIR": str(folder),
        "FZF_DEFAULT_OPTS": "--filter=ana",
        "MANPAGER": "cat",
    }
    bash = shutil.which("bash")
    assert bash
    return subprocess.run(
        [bash, "-euo", "pipefail", "-c", text],
        cwd=folder,
        env=environ,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
