"""Lists of connections as LinkedIn gives them, and what becomes of them."""

from __future__ import annotations

import sqlite3
from typing import Any

from exchange.random_journals import imported
from reltrack.domain.reports import Report

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ANA = "Ana,Lima,https://www.linkedin.com/in/ana,ana@x.example,Acme,Engineer,26 Nov 2022"
BO = "Bo,Stone,https://www.linkedin.com/in/bo,,Globex,,03 Feb 2024"


def sheet(*rows: str, header: str = HEADER) -> str:
    return "\n".join((header, *rows)) + "\n"


def bring(
    db: sqlite3.Connection, *rows: str, header: str = HEADER, dry_run: bool = False
) -> Report:
    return imported(db, sheet(*rows, header=header), form="linkedin", dry_run=dry_run)


def told(report: Report) -> dict[str, int]:
    keys = ("people_added", "people_matched", "unchanged", "skipped")
    found = {key: report[key] for key in keys}  # type: ignore[literal-required]
    return {key: count for key, count in found.items() if count}


def person(db: sqlite3.Connection, name: str = "Ana Lima") -> dict[str, Any]:
    cursor = db.execute("SELECT * FROM person WHERE name = ?", [name])
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def points(db: sqlite3.Connection, number: int) -> list[tuple[str, str]]:
    return db.execute(
        "SELECT kind, value FROM contact_point WHERE person_id = ? ORDER BY position", [number]
    ).fetchall()


def names(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM person ORDER BY id")]
