"""A table that was edited comes back: what was changed is written, and nothing else."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.random_journals import NOW, Rows, exported, journal, journals, random_journals
from reltrack.database.recording import change
from reltrack.domain.updates import Update
from reltrack.errors import BadDataError
from reltrack.exchange import csv_writer, export
from reltrack.exchange.files import Source
from reltrack.exchange.updating import Claimed, updates
from reltrack.write.bulk import Tally
from reltrack.write.undo import undo
from reltrack.write.updates import update
from rows import AT
from states import state

Row = dict[str, str]
TODAY = NOW.date()
PERSON = {
    "status": "active", "added_on": "2026-01-01", "active_on": "2026-01-01", "created_at": AT,
    "updated_at": AT,
}  # fmt: skip
ANA = {
    **PERSON, "id": 1, "uid": "u1", "slug": "ana-lima", "name": "Ana Lima", "key": "ana lima",
    "company": "Acme", "met_on": "2020-04-03", "how_met": "at a fair,\nin Rome",
}  # fmt: skip
BO = {**PERSON, "id": 2, "uid": "u2", "slug": "bo", "name": "Bo", "key": "bo", "introduced_by": 1}
ROWS: Rows = {
    "person": [ANA, BO],
    "alias": [{"person_id": 1, "key": "nita", "name": "Nita"}],
    "contact_point": [
        {"person_id": 1, "kind": kind, "key": key, "value": value, "label": label, "position": n}
        for n, (kind, key, value, label) in enumerate(
            [
                ("email", "ana@x.example", "ana@x.example", "work"),
                ("phone", "+351900", "+351 900", None),
                ("matrix", "@ana:x.example", "@ana:x.example", None),
            ]
        )
    ],
    "person_tag": [{"person_id": 1, "tag": "chess"}],
    "circle": [{"name": "peer", "cadence_days": None}],
    "circle_member": [{"person_id": 1, "circle": "peer"}],
    "occasion": [
        {"id": 3, "uid": "u3", "person_id": 1, "kind": "birthday", "year": 1980, "month": 3,
         "day": 14, "created_at": AT, "updated_at": AT}
    ],
}  # fmt: skip


def table(db: sqlite3.Connection) -> str:
    return "".join(f"{line}\n" for line in csv_writer.people(export.people(db)))


def edited(db: sqlite3.Connection, edit: Callable[[list[Row]], object]) -> str:
    """Return the table as a spreadsheet saves it: other line ends, other delimiter."""
    rows = list(csv.DictReader(io.StringIO(table(db), newline="")))
    edit(rows)
    out = io.StringIO(newline="")
    columns = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(out, columns, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def bring(db: sqlite3.Connection, *contents: str, tally: Tally | None = None) -> list[Update]:
    claimed, tally = Claimed(set(), {}), tally or Tally()
    with change(db, "import", now=NOW) as operation:
        found = []
        for content in contents:
            source = Source("people.csv", BytesIO(content.encode()))
            found += updates(db, source, tally, today=TODAY, order=None, claimed=claimed)
        update(operation, found, today=TODAY.isoformat())
    return found


@random_journals
@given(journals())
def test_what_was_not_edited_changes_nothing(rows: Rows) -> None:
    with closing(journal(rows)) as db:
        before = state(db)
        tally = Tally()
        assert bring(db, table(db), tally=tally) == []
        assert (tally.rejected, tally.unchanged) == ([], len(rows.get("person", [])))
        assert state(db) == before


EDITS = {
    "name": "Ana Costa", "aliases": "Nita\nAnita", "status": "archived", "circles": "mentor, peer",
    "tags": "", "cadence_days": "3w", "company": "", "title": "Engineer", "city": "Porto",
    "email": "work: ana@x.example\nana@y.example", "phone": "", "url": "https://ana.example",
    "other_contacts": "matrix: home: @ana:y.example", "birthday": "--05-06",
    "met_on": "2019-05-02", "how_met": "", "introduced_by": "bo",
}  # fmt: skip
KEPT = EDITS | {
    "circles": "mentor\npeer", "cadence_days": "21", "aliases": "Anita\nNita",
    "other_contacts": "matrix: home: @ana:y.example",
}  # fmt: skip


@given(st.sets(st.sampled_from(sorted(EDITS)), min_size=1))
def test_only_what_was_edited_changes(columns: set[str]) -> None:
    with closing(journal(ROWS)) as db:
        before, untouched = state(db), exported(db)
        old = next(csv.DictReader(io.StringIO(table(db), newline="")))
        (found,) = bring(
            db, edited(db, lambda rows: rows[0].update({c: EDITS[c] for c in columns}))
        )
        assert {one["field"] for one in found.told["changes"]} == columns
        people = {p["uid"]: p for p in export.people(db)}
        new = csv_writer.person_cells(people["u1"])
        from reltrack.exchange.cells import restored

        for column in EDITS:
            wanted = KEPT[column] if column in columns else restored(old[column])
            assert new[column] == wanted, column
        assert bring(db, edited(db, lambda _: None)) == []
        undo(db)
        assert state(db) == before
        assert exported(db) == untouched


def test_the_same_table_again_changes_nothing() -> None:
    with closing(journal(ROWS)) as db:
        content = edited(db, lambda rows: rows[0].update(EDITS))
        assert len(bring(db, content)) == 1
        assert bring(db, content) == []


@pytest.mark.parametrize("column", ["email", "name", "tags", "company"])
def test_a_column_that_is_gone_changes_nothing(column: str) -> None:
    with closing(journal(ROWS)) as db:
        assert bring(db, edited(db, lambda rows: [row.pop(column) for row in rows])) == []


@pytest.mark.parametrize("birthday", ["14/03/1980", "3/14/1980", "14.03.1980", "1980-03-14"])
@pytest.mark.parametrize("met_on", ["03/04/2020", "04/03/2020", "3 Apr 2020"])
def test_dates_that_a_spreadsheet_has_rewritten_are_the_same(birthday: str, met_on: str) -> None:
    if birthday[:1] == "3" and met_on == "03/04/2020":
        met_on = "4/3/2020"
    if birthday == "14/03/1980" and met_on == "04/03/2020":
        met_on = "3/4/2020"
    with closing(journal(ROWS)) as db:
        dates = {"birthday": birthday, "met_on": met_on}
        assert bring(db, edited(db, lambda rows: rows[0].update(dates))) == []


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"uid": "other"}, "nobody here has its uid"),
        ({"uid": ""}, "it has no uid; reltrack add adds somebody"),
        ({"uid": "u2"}, "its uid has come before"),
        ({"name": ""}, "name: the name is empty"),
        ({"name": "Bo"}, "name: somebody else is called so"),
        ({"aliases": "Nita\nBo"}, "aliases: somebody else is called so"),
        ({"status": "gone"}, "status: it is not one of active, new, archived"),
        (
            {"cadence_days": "often"},
            "cadence_days: 'often' is not a duration (write days, or such as 6w)",
        ),
        ({"birthday": "2030-01-01"}, "birthday: it lies in the future"),
        (
            {"birthday": "3/4/1980"},
            "birthday: the date may be read in two ways (write 1980-03-14)",
        ),
        ({"met_on": "soon"}, "met_on: the date is not readable (write 1980-03-14)"),
        (
            {"met_on": "soon", "city": "Rome", "status": "gone"},
            "status: it is not one of active, new, archived;"
            " met_on: the date is not readable (write 1980-03-14)",
        ),
        (
            {"introduced_by": "nobody"},
            "introduced_by: nobody here, or more than one, is called so: give a handle",
        ),
        ({"introduced_by": "ana-lima"}, "introduced_by: nobody introduces themselves"),
        (
            {"other_contacts": "@ana"},
            "other_contacts: write a kind and a colon before each, as in matrix: @ana:x.example",
        ),
        (
            {"other_contacts": "email: a@x"},
            "other_contacts: email, phone, url have columns of their own",
        ),
        ({"company": "x" * 201}, "company: the company has 201 characters"),
    ],
)
def test_rows_that_cannot_be_used_are_told(cells: Row, reason: str) -> None:
    with closing(journal(ROWS)) as db:
        tally = Tally()
        content = edited(
            db,
            lambda rows: (
                rows.reverse(), rows[1].update(cells), rows[0].update(title="Cook"),
            ),
        )  # fmt: skip
        (found,) = bring(db, content, tally=tally)
        assert found.told["person"]["name"] == "Bo"
        assert [(place.line, why) for place, why in tally.rejected] == [(3, reason)]


def test_the_old_name_stays_only_where_the_table_says_nothing_of_it() -> None:
    for gone in ([], ["aliases"]):
        with closing(journal(ROWS)) as db:

            def edit(rows: list[Row], gone: list[str] = gone) -> None:
                rows[0]["name"] = "Ana Costa"
                for row in rows:
                    for column in gone:
                        del row[column]

            bring(db, edited(db, edit))
            (ana,) = [p for p in export.people(db) if p["id"] == 1]
            assert ana["slug"] == "ana-costa"
            assert ana["retired_slugs"] == ["ana-lima"]
            assert ana["aliases"] == (["Ana Lima", "Nita"] if gone else ["Nita"])


def test_two_tables_say_nothing_of_one_person_and_give_no_name_twice() -> None:
    with closing(journal(ROWS)) as db:
        tally = Tally()
        called = edited(db, lambda rows: [row.update(name="Cy") for row in rows])
        other = edited(db, lambda rows: (rows.pop(), rows[0].update(city="Rome")))
        (found,) = bring(db, called, other, tally=tally)
        assert found.told["person"]["id"] == 1
        assert [reason for _, reason in tally.rejected] == [
            "name: a row further up calls somebody else so", "its uid has come before",
        ]  # fmt: skip


def test_one_of_two_namesakes_can_be_called_otherwise() -> None:
    with closing(
        journal(ROWS | {"person": [ANA, BO | {"name": "Ana Lima", "key": "ana lima"}]})
    ) as db:
        (found,) = bring(db, edited(db, lambda rows: rows[1].update(name="Ana Costa")))
        assert [one["new"] for one in found.told["changes"]] == ["Ana Costa"]


def test_other_tables_are_refused() -> None:
    with closing(journal(ROWS)) as db, pytest.raises(BadDataError, match="has no column uid"):
        bring(db, "Name,Company\nAna,Acme\n")
