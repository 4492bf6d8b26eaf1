"""Journals of every released schema: they open for ever, and nothing is missing from them.

Run as a program, this file dumps a journal of today's schema, once: before that schema is released.
`PYTHONPATH=src:tests:tests/cli python tests/database/test_released.py`.
"""

from __future__ import annotations

import os
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reltrack.database.checkup import schema as shape_of
from reltrack.database.connection import open_in_memory, open_to_read
from reltrack.database.contents import row_counts
from reltrack.database.recording import columns, recorded_tables
from reltrack.database.schema import APPLICATION_ID, VERSION
from running import ask, done, process
from states import state_hash

RELEASED = Path(__file__).parent / "released"
DUMPS = sorted(RELEASED.glob("*.sql"))

DAY = "2026-03-14"

PAGES = [
    ["due", "--all"],
    ["people", "--all"],
    ["history", "-n", "0"],
    ["search", "harbour"],
    ["follow-ups"],
    ["circle"],
    ["undo", "--list"],
    ["export"],
]


@pytest.fixture(params=DUMPS, ids=lambda path: path.stem)
def dump(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def old(dump: Path, journal: Path) -> Path:
    """A journal as a released program left it."""
    journal.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(journal, isolation_level=None)) as db:
        db.executescript(dump.read_text("utf-8"))
    journal.chmod(0o600)
    return journal


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        number: int = db.execute("PRAGMA user_version").fetchone()[0]
        return number


def test_there_is_a_journal_of_every_schema() -> None:
    assert [int(dump.stem) for dump in DUMPS] == list(range(1, VERSION + 1))


def test_a_dump_has_rows_in_every_table(dump: Path, old: Path) -> None:
    with closing(sqlite3.connect(old)) as db:
        assert version_of(old) == int(dump.stem)
        empty = {table for table, count in row_counts(db).items() if not count}
        assert empty == set()
        for table in ("operation", "change"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0
        states = db.execute("SELECT DISTINCT state FROM operation ORDER BY state").fetchall()
        assert states == [("done",), ("undone",)]


def test_it_opens_with_all_its_rows_and_a_clean_bill_of_health(old: Path) -> None:
    with closing(sqlite3.connect(old)) as db:
        before = row_counts(db)
    with closing(open_to_read(old)) as db:
        after = row_counts(db)
        assert {table: after[table] for table in before} == before
        with closing(open_in_memory()) as fresh:
            assert shape_of(db) == shape_of(fresh)
    assert version_of(old) == VERSION
    checks = ask("doctor", db=old)
    assert [check for check in checks if check["state"] == "problem"] == []


def test_every_page_of_it_can_be_read(old: Path) -> None:
    with closing(sqlite3.connect(old)) as db:
        counts = row_counts(db)
    for page in PAGES:
        for form in ("json", "tsv", "text"):
            words = page if page == ["export"] else [*page, "--format", form]
            assert done(*words, db=old).out.strip() not in ("", "[]"), words
    assert len(ask("history", "-n", "0", db=old)) == counts["interaction"]
    people = ask("people", "--all", db=old)
    assert len(people) == counts["person"]
    for person in people:
        shown = ask("show", person["slug"], db=old)
        assert shown["uid"] == person["uid"]
    exported = ask("export", db=old)
    assert len(exported["people"]) == counts["person"]
    assert len(exported["interactions"]) == counts["interaction"]


def test_its_steps_can_be_undone_and_redone(old: Path) -> None:
    with closing(open_to_read(old)) as db:
        before = state_hash(db)
        (undone,) = db.execute("SELECT count(*) FROM operation WHERE state = 'undone'").fetchone()
    for _ in range(undone):
        done("redo", db=old)
    for _ in range(undone):
        done("undo", db=old)
    with closing(open_to_read(old)) as db:
        assert state_hash(db) == before
    done("undo", db=old)
    done("redo", db=old)
    with closing(open_to_read(old)) as db:
        assert state_hash(db) == before


def test_it_can_be_written_to(old: Path) -> None:
    environ = {**os.environ, "RELTRACK_DB": str(old)}
    done = process("log", "-w", "Zoe Quill", "met at the harbour", env=environ)
    assert done.code == 0, done
    assert "Zoe Quill" in done.out


def dumped(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the statements that make the journal again; the search index is made of the rest."""
    made = db.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'search!_%' ESCAPE '!'"
        " ORDER BY rowid"
    ).fetchall()
    tables = [name for kind, name, _ in made if kind == "table" and name != "search"]
    yield "PRAGMA foreign_keys = OFF;"
    yield "BEGIN;"
    yield from (f"{sql};" for kind, name, sql in made if kind == "table" and name in tables)
    for table in tables:
        names = columns(db, table)
        quoted = " || ', ' || ".join(f"quote({name})" for name in names.all)
        for (values,) in db.execute(
            f"SELECT {quoted} FROM {table} ORDER BY {', '.join(names.key)}"
        ):
            yield f"INSERT INTO {table} ({', '.join(names.all)}) VALUES ({values});"
    yield "DELETE FROM sqlite_sequence;"
    for name, last in db.execute("SELECT name, seq FROM sqlite_sequence"):
        yield f"INSERT INTO sqlite_sequence VALUES ('{name}', {last});"
    rest = [(kind, name, sql) for kind, name, sql in made if name not in tables]
    for wanted in ("view", "index", "table", "trigger"):
        yield from (f"{sql};" for kind, _, sql in rest if kind == wanted)
    yield "INSERT INTO search (search) VALUES ('rebuild');"
    yield f"PRAGMA application_id = {APPLICATION_ID};"
    yield f"PRAGMA user_version = {VERSION};"
    yield "COMMIT;"


def live(db: Path) -> None:
    """Use a journal for a while, so that every table holds something."""
    from sqlite_rows import insert, write

    def at(day: str, words: str, stdin: str = "") -> None:
        done(*shlex.split(words), db=db, now=f"{day}T09:30", stdin=stdin)

    lunch = '{"text": "lunch", "date": "2026-03-01", "with": ["Ilse Vos"], "source_id": "a1"}'
    at("2026-01-05", "add 'Marta Oliveira' --alias Tita --circle mentor --tag music --city Porto")
    at("2026-01-05", "edit marta --email marta@harbour.example --every 6w --birthday=--03-14")
    at("2026-01-05", "edit marta --met 2019-05-02 --how-met 'on the night train'")
    at("2026-01-05", "circle mentor --every 30d")
    at("2026-01-06", "add 'Sören Blom' --introduced-by marta --phone '+46 1'")
    told = "-p 'Café Farol' --promise 'the book on knots' --by fri --fact 'two dogs, Pico and Nau'"
    at("2026-01-07", f"log 'Coffee with Marta at the harbour #sailing' {told}")
    at("2026-02-01", "log 'called Sören about the boat' --gave")
    at("2026-02-20", "log -v email --in -w 'Sören Blom' 'he asks for a price'")
    at("2026-03-02", "log --broadcast 'a post about the harbour #sailing'")
    at("2026-03-03", "note 'Sören Blom' 'builds boats of oak #craft'")
    at("2026-03-04", "waiting marta 'the address of the sailmaker'")
    at("2026-03-05", "plan 'Sören Blom' 'see the boat' --by 2026-04-01")
    at("2026-03-06", "skip marta --because busy")
    at("2026-03-07", "rename 'Sören Blom' 'Sören Lindblom'")
    at("2026-03-08", "log 'a slip of the pen about @soren-lindblom'")
    at("2026-03-08", f"delete --yes {ask('history', '-n', '1', db=db)[0]['id']}")
    at("2026-03-09", "log --batch -", lunch)
    people = {person["name"]: person["id"] for person in ask("people", "--all", db=db)}
    [birthday] = ask("show", "Marta Oliveira", db=db)["occasions"]
    by, who = people["Marta Oliveira"], people["Ilse Vos"]
    insert(db, "introduction", introducer_id=by, person_id=who, why="sail", proposed_on=DAY)
    values = {"id": birthday["id"], "on": DAY}
    write(db, ("INSERT INTO occasion_closing VALUES (:id, :on, :on)", values))
    at("2026-03-15", "log 'met Ilse by chance'")
    at("2026-03-16", "archive ilse")
    at("2026-03-16", "undo")


def main() -> None:
    """Dump a journal of today's schema, unless there is one."""
    import tempfile

    target = RELEASED / f"{VERSION:04}.sql"
    if target.exists():
        raise SystemExit(f"{target} is there: what is released never changes")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        path = Path(folder) / "journal.db"
        live(path)
        with closing(open_to_read(path)) as db:
            missing = [table for table in recorded_tables(db) if not row_counts(db)[table]]
            assert not missing, missing
            target.write_text("\n".join([*dumped(db), ""]), "utf-8")


if __name__ == "__main__":
    main()
