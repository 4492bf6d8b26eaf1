"""Who is who: one person is not doubled, and two are not made one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exchange.connections import ANA, bring, person, points, told
from exchange.random_journals import empty, imported
from reltrack.write.undo import undo
from running import ask, done
from states import state


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as db:
        yield db


@pytest.mark.parametrize(
    ("rows", "added"),
    [
        ((ANA, ANA), 1),  # the same row twice
        ((ANA, ANA.replace("Acme", "Other")), 1),  # the same account
        ((ANA, ANA.replace("/ana,", "/ana-2,")), 2),
        (("Ana,Lima,,,Acme,,26 Nov 2022", "Ana,Lima,,,Other,,26 Nov 2022"), 2),
        (("Ana,Lima,,,Acme,,26 Nov 2022", "Ana,Lima,,,Acme,,27 Nov 2022"), 2),
    ],
)
def test_namesakes_in_one_file(rows: tuple[str, ...], added: int, db: sqlite3.Connection) -> None:
    assert bring(db, *rows)["people_added"] == added
    before = state(db)
    assert told(bring(db, *rows)) == {"unchanged": len(rows)}
    assert told(bring(db, *reversed(rows))) == {"unchanged": len(rows)}
    assert state(db) == before


def test_a_newer_layout_with_a_url(db: sqlite3.Connection) -> None:
    old = "First Name,Last Name,Email Address,Company,Position,Connected On"
    bring(db, "Ana,Lima,,Acme,,26 Nov 2022", header=old)
    assert told(bring(db, ANA)) == {"people_matched": 1}
    assert len(points(db, 1)) == 2
    assert told(bring(db, ANA)) == {"unchanged": 1}
    assert told(bring(db, "Ana,Lima,,Acme,,26 Nov 2022", header=old)) == {"unchanged": 1}
    other = ANA.replace("/ana,", "/ana-2,")  # of the same name, on the same day
    assert told(bring(db, ANA, other)) == {"unchanged": 1, "people_added": 1}
    assert told(bring(db, other, ANA)) == {"unchanged": 2}


class TestMatching:
    @pytest.fixture
    def known(self, db: sqlite3.Connection) -> sqlite3.Connection:
        """Somebody typed in by hand."""
        db.execute(
            "INSERT INTO person (id, uid, slug, name, key, status, added_on, active_on, created_at,"
            " updated_at) VALUES (1, 'u-1', 'ana-lima', 'Ana Lima', 'ana lima', 'active',"
            " '2026-01-01', '2026-01-01', '', '')"
        )
        db.execute("UPDATE journal SET last_number = 1")
        return db

    def test_gets_what_is_lacking(self, known: sqlite3.Connection) -> None:
        known.execute("UPDATE person SET title = 'Boss'")
        known.execute(
            "INSERT INTO contact_point"
            " VALUES (1, 'email', 'ana@x.example', 'Ana@x.example', NULL, 4)"
        )
        report = bring(
            known, "ANA,LÍMA,https://linkedin.com/in/ana,ana@x.example,Acme,Engineer,26 Nov 2022"
        )
        assert told(report) == {"people_matched": 1}
        ana = person(known)
        assert (ana["company"], ana["title"], ana["met_on"]) == ("Acme", "Boss", "2022-11-26")
        assert ana["status"] == "active"
        assert points(known, 1) == [
            ("email", "Ana@x.example"), ("url", "https://linkedin.com/in/ana")
        ]  # fmt: skip
        assert told(bring(known, ANA)) == {"unchanged": 1}
        undo(known)
        assert len(points(known, 1)) == 1

    def test_by_an_alias_and_without_letters_after_the_name(
        self, known: sqlite3.Connection
    ) -> None:
        known.execute("INSERT INTO alias VALUES (1, 'ana ortiz', 'Ana Ortiz')")
        assert told(bring(known, '✪ Ana,"Ortiz, PhD",,,,,')) == {"people_matched": 1}

    @pytest.mark.parametrize(
        "against",
        [
            "UPDATE person SET company = 'Other'",
            "INSERT INTO contact_point VALUES (1, 'email', 'b@x.example', 'x', NULL, 0)",
            "INSERT INTO contact_point VALUES (1, 'url', 'linkedin.com/in/b', 'x', NULL, 0)",
            "INSERT INTO origin VALUES ('import:linkedin', 'x', 'u-1')",
            "INSERT INTO person SELECT 2, 'u-2', 'ana-lima-2', name, key, status, added_on,"
            " active_on, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '' FROM person",
        ],
    )
    def test_not_if_something_speaks_against_it(
        self, against: str, known: sqlite3.Connection
    ) -> None:
        known.execute(against)
        known.execute("UPDATE journal SET last_number = 2")
        report = bring(known, ANA)
        assert told(report) == {"people_added": 1}
        assert "reltrack merge ana-lima ana-lima-" in report["remarks"][0]["reason"]
        assert told(bring(known, ANA)) == {"unchanged": 1}

    def test_not_if_two_of_the_file_could_be_meant(self, known: sqlite3.Connection) -> None:
        other = ANA.replace("/ana,", "/ana-2,")
        assert told(bring(known, ANA, other)) == {"people_added": 2}

    def test_another_address_elsewhere_is_no_contradiction(self, known: sqlite3.Connection) -> None:
        known.execute("INSERT INTO contact_point VALUES (1, 'email', 'a@y.example', 'x', NULL, 0)")
        known.execute("UPDATE person SET company = 'ACME, Inc.'")
        assert told(bring(known, ANA)) == {"people_matched": 1}

    def test_another_site_is_no_contradiction(self, known: sqlite3.Connection) -> None:
        known.execute("INSERT INTO contact_point VALUES (1, 'url', 'lima.example', 'x', NULL, 0)")
        assert told(bring(known, ANA)) == {"people_matched": 1}


@pytest.mark.parametrize("form", ["vcard", "csv"])
def test_our_own_export_doubles_nobody(form: str, tmp_path: Path) -> None:
    """Not even namesakes, of whom nothing but what we call them tells which is which."""
    db, file = tmp_path / "r.db", tmp_path / f"people.{form.replace('vcard', 'vcf')}"
    for name in ("Maria Silva", "Maria Silva", "Bo"):
        done("add", name, "--new", "--fact", "sails", "--circle", "peer", "--tag", "chess", db=db)
    done("export", form, "-o", file, db=db)
    before = done("export", db=db).json["people"]
    assert told(ask("import", form, file, db=db)) == {"people_matched": 3}
    assert done("export", db=db).json["people"] == before
    assert told(ask("import", form, file, db=db)) == {"unchanged": 3}
    done("forget", "bo", "--yes", db=db)
    assert told(ask("import", form, file, db=db)) == {"unchanged": 2, "skipped": 1}


TWO = ("Maria Silva", "Acme"), ("Maria Silva", "Globex")
NAMESAKES = {
    "csv": [f"Name,Company\n{name},{company}\n" for name, company in TWO],
    "org-contacts": [
        f"* {name}\n:PROPERTIES:\n:COMPANY: {company}\n:BIRTHDAY: 1980-03-14\n:END:\n"
        for name, company in TWO
    ],
}


@pytest.mark.parametrize("form", NAMESAKES)
def test_namesakes_at_two_companies_are_two(form: str, db: sqlite3.Connection) -> None:
    one, other = NAMESAKES[form]
    assert imported(db, one, other, form=form)["people_added"] == 2
    assert told(imported(db, one, form=form)) == {"unchanged": 1}
    assert told(imported(db, other, form=form)) == {"unchanged": 1}
    with closing(empty()) as late:
        imported(late, one, form=form)
        report = imported(late, other, form=form)
        assert told(report) == {"people_added": 1}
        assert (
            "perhaps the same person as Maria Silva: reltrack merge "
            in report["remarks"][0]["reason"]
        )
