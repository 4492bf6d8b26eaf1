"""What is saved of a damaged journal: all that is still there, and nothing that never was."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processes import run
from reltrack.database.checkup import examine
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.database.pages import Pages
from reltrack.database.recording import change
from reltrack.database.recover import salvage
from reltrack.domain.care import Salvage
from reltrack.domain.drafts import EntryDraft
from reltrack.errors import BadDataError, JournalError, NotFoundError, RefusedError
from reltrack.exchange.demo import make_journal
from reltrack.write.batch import write_entries
from rows import insert
from states import Row, file_state, names, state

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PAGE = 4096
AT = "2026-11-20T09:30:00Z"
UID = "01900000-0000-7000-8000-{:012}"

SEVERAL = settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with rows in every table, large enough for trees of several floors."""
    path = tmp_path_factory.mktemp("whole") / "journal.db"
    make_journal(path, today=date(2026, 11, 20))
    with closing(open_to_write(path)) as db:
        people = [number for (number,) in db.execute("SELECT id FROM person ORDER BY id LIMIT 9")]
        chance = random.Random(1)
        with change(db, "batch", now=NOW, bulk=True) as operation:
            drafts = [
                EntryDraft(
                    f"20{year:02}-{month:02}-{day:02}",
                    " ".join(chance.choices(["lake", "train", "deck", "Łódź", "sea"], k=20)),
                    tags=["water"] if day % 3 else [],
                    present=[],
                    broadcast=False,
                )
                for year in range(17, 26)
                for month in range(1, 13)
                for day in range(1, 5)
            ]
            write_entries(operation, [(draft, chance.sample(people, 2)) for draft in drafts])
            long = EntryDraft("2026-01-01", "ab " * 9000, present=[], broadcast=False)
            write_entries(operation, [(long, people[:1])])
        for number in range(3):
            insert(db, "tombstone", uid=UID.format(number), deleted_at=AT)
            insert(db, "origin", source="import:vcard", key=f"{number}", uid=UID.format(number))
        (occasion, owner) = db.execute("SELECT id, person_id FROM occasion LIMIT 1").fetchone()
        insert(db, "occasion_closing", occasion_id=occasion)
        insert(db, "alias", person_id=owner)
    return path


@pytest.fixture
def damaged(whole: Path, tmp_path: Path) -> Path:
    """The same, to be damaged."""
    return Path(shutil.copy(whole, tmp_path / "journal.db"))


def rows_of(path: Path) -> dict[str, set[Row]]:
    with closing(open_to_read(path)) as db:
        return {table: set(rows) for table, rows in state(db).items()}


def saved_of(damaged: Path) -> tuple[Salvage, dict[str, set[Row]]]:
    """Save what there is, see that it is a sound journal, and return it."""
    path = damaged.with_name("saved.db")
    path.unlink(missing_ok=True)
    before = damaged.read_bytes()
    told = salvage(damaged, path, now=NOW)
    assert damaged.read_bytes() == before
    with closing(open_to_write(path)) as db:
        assert [check for check in examine(db) if check["state"] != "ok"] == []
        assert db.execute("SELECT 1 FROM operation UNION SELECT 1 FROM change").fetchall() == []
    return told, rows_of(path)


def overwrite(path: Path, number: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE)
        file.write(content)


def root(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]).fetchone()
    return int(found[0])


def lost(told: Salvage) -> dict[str, int]:
    return {table["table"]: table["lost"] for table in told["tables"] if table["lost"]}


def test_of_a_sound_journal_all_is_saved(whole: Path, damaged: Path) -> None:
    told, saved = saved_of(damaged)
    assert saved == rows_of(whole)
    assert (lost(told), told["people_made"]) == ({}, 0)
    with closing(open_to_read(damaged)) as a, closing(open_to_read(Path(told["path"]))) as b:
        journal = "SELECT uid, last_number, created_at FROM journal"
        assert a.execute(journal).fetchall() == b.execute(journal).fetchall()
    assert Path(told["path"]).stat().st_mode & 0o777 == 0o600
    assert names(damaged.parent)[-2:] == ["journal.db", "saved.db"]


def test_every_page_is_read_as_sqlite_reads_it(whole: Path) -> None:
    pages = Pages(whole.read_bytes())
    seen: set[int] = set()
    with closing(sqlite3.connect(whole)) as db:
        for name, page in db.execute(
            "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"
        ).fetchall():
            nodes = [node for _, node in pages.tree(page, seen)]
            assert sum(node.unreadable for node in nodes) == 0
            if db.execute("SELECT 1 FROM pragma_table_list WHERE name = ?", [name]).fetchone():
                (count,) = db.execute(f"SELECT count(*) FROM {name}").fetchone()
                assert sum(len(node.cells) for node in nodes) == count
    assert max(len(pages.node(number).children) for number in seen) > 3  # type: ignore[union-attr]


def header(path: Path) -> None:
    overwrite(path, 1, bytes(100))


def first_page(path: Path) -> None:
    overwrite(path, 1, bytes(PAGE))


def root_of(name: str, content: bytes = bytes(PAGE)) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        overwrite(path, root(path, name), content)

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        header,
        first_page,
        root_of("interaction"),
        root_of("participant", random.Random(2).randbytes(PAGE)),
        root_of("interaction_tag"),
        root_of("search_data"),
        root_of("interaction_date"),
    ],
    ids=["header", "page 1", "interaction", "participant", "tags", "search", "index"],
)
def test_what_only_leads_to_records_can_be_done_without(
    spoil: Callable[[Path], None], whole: Path, damaged: Path
) -> None:
    """Interior pages, the schema, indexes: no record that is not on such a page is lost."""
    spoil(damaged)
    told, saved = saved_of(damaged)
    expected = rows_of(whole)
    few = {"participant": 40, "interaction_tag": 40}  # some lie on the interior pages themselves
    for table, rows in expected.items():
        assert saved[table] <= rows
        assert len(rows - saved[table]) <= few.get(table, 0), table
    assert told["people_made"] == 0


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_of_a_truncated_file_what_is_left_is_saved(
    share: float, whole: Path, damaged: Path
) -> None:
    size = damaged.stat().st_size
    with damaged.open("r+b") as file:
        file.truncate(int(size * share) + 1000)
    _, saved = saved_of(damaged)
    expected = rows_of(whole)
    for table in expected.keys() - {"person", "participant", "follow_up", "fact", "circle"}:
        assert saved[table] <= expected[table]
    assert sum(map(len, saved.values())) > 0


@SEVERAL
@given(data=st.data())
def test_pages_that_are_gone_cost_only_what_was_on_them(
    data: st.DataObject, whole: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(whole, tmp_path / "journal.db"))
    count = path.stat().st_size // PAGE
    gone = data.draw(st.sets(st.integers(1, count), min_size=1, max_size=8))
    pages = Pages(whole.read_bytes())
    on_them = sum(len(node.cells) for number in gone if (node := pages.node(number)))
    for number in gone:
        overwrite(path, number, bytes(PAGE))
    told, saved = saved_of(path)
    expected = rows_of(whole)
    # A long text may have lost a page that it flowed over to, and is then left out as a whole.
    assert len(expected["interaction"] - saved["interaction"]) <= on_them + len(gone)
    for table in ("interaction", "occasion", "skip", "tombstone", "origin", "interaction_tag"):
        assert {row[0] for row in saved[table]} <= {row[0] for row in expected[table]}
    assert told["people_made"] <= on_them


@SEVERAL
@given(seed=st.integers(0, 10_000), flips=st.integers(1, 2000))
def test_whatever_the_garbage_what_is_saved_is_a_sound_journal(
    seed: int, flips: int, whole: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    content = bytearray(whole.read_bytes())
    if chance.random() < 0.5:
        for _ in range(flips):
            content[chance.randrange(len(content))] = chance.randrange(256)
    else:
        at = chance.randrange(len(content))
        content[at : at + flips * 50] = chance.randbytes(min(flips * 50, len(content) - at))
    path = tmp_path / "journal.db"
    path.write_bytes(content)
    _, saved = saved_of(path)
    assert sum(map(len, saved.values())) > 100


def test_people_whose_cards_are_lost_are_known_by_what_is_left(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as db:
        (person, name) = db.execute("SELECT person_id, name FROM alias LIMIT 1").fetchone()
        (other,) = db.execute(
            "SELECT person_id FROM participant WHERE person_id NOT IN (SELECT person_id FROM alias)"
            " LIMIT 1"
        ).fetchone()
        entries = db.execute("SELECT count(*) FROM participant").fetchone()
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DROP TRIGGER record_person_delete")
        db.execute("DELETE FROM person WHERE id IN (?, ?)", [person, other])
        db.commit()
    told, _ = saved_of(damaged)
    assert told["people_made"] == 2
    with closing(open_to_read(Path(told["path"]))) as db:
        found = db.execute(
            "SELECT name, status FROM person WHERE id IN (?, ?) ORDER BY id = ?",
            [person, other, other],
        ).fetchall()
        assert found == [(name, "new"), (f"Person {other}", "new")]
        assert db.execute("SELECT count(*) FROM participant").fetchone() == entries


def test_a_note_with_a_hole_in_it_is_better_than_none(damaged: Path) -> None:
    content = damaged.read_bytes()
    with closing(sqlite3.connect(damaged)) as db:
        number, text = db.execute(
            "SELECT id, text FROM interaction WHERE text LIKE 'ab ab%'"
        ).fetchone()
    at = content.index(b"ab " * 200)
    damaged.write_bytes(content[:at] + bytes(9) + content[at + 9 :])
    told, _ = saved_of(damaged)
    with closing(open_to_read(Path(told["path"]))) as db:
        (found,) = db.execute("SELECT text FROM interaction WHERE id = ?", [number]).fetchone()
    assert found.count("\ufffd") == 9
    assert len(found) == len(text)


def test_an_unfinished_change_is_taken_back_first(whole: Path, damaged: Path) -> None:
    killed = run(
        """
db = open_to_write(path)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE interaction SET text = 'half'")
os.kill(os.getpid(), signal.SIGKILL)
""",
        damaged,
    )
    assert killed.returncode == -9
    before = file_state(damaged)
    told = salvage(damaged, damaged.with_name("saved.db"), now=NOW)
    assert rows_of(Path(told["path"])) == rows_of(whole)
    assert file_state(damaged)[:2] == before[:2]
    assert "journal.db-journal" in names(damaged.parent)


def test_a_tag_lost_from_its_tree_finds_its_owner(whole: Path, damaged: Path) -> None:
    for table in ("circle_member", "fact_tag", "interaction_tag", "person_tag"):
        overwrite(damaged, root(whole, table), whole.read_bytes()[-PAGE:])
    _, saved = saved_of(damaged)
    expected = rows_of(whole)
    for table in ("circle_member", "fact_tag", "interaction_tag", "person_tag"):
        assert saved[table] <= expected[table]


@pytest.mark.parametrize("content", [b"", b"x", b"Dear diary,\n" * 5000, bytes(50_000)])
def test_where_there_is_nothing_nothing_is_made(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(content)
    with pytest.raises(BadDataError, match="nothing of a journal"):
        salvage(tmp_path / "journal.db", tmp_path / "saved.db", now=NOW)
    assert "saved.db" not in names(tmp_path)
    assert not any(name.startswith(".") for name in names(tmp_path))


def test_nothing_is_overwritten_and_no_folder_made(damaged: Path, tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    for path in (tmp_path / "there", damaged):
        with pytest.raises(RefusedError, match="exists already"):
            salvage(damaged, path, now=NOW)
    with pytest.raises(JournalError, match="folder does not exist"):
        salvage(damaged, tmp_path / "no" / "saved.db", now=NOW)
    with pytest.raises(NotFoundError):
        salvage(tmp_path / "none.db", tmp_path / "saved.db", now=NOW)
