"""A journal with a long past, in which somebody is to be forgotten."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reltrack import config
from reltrack.database.backup import copy
from reltrack.database.connection import open_to_write
from reltrack.database.recording import change
from reltrack.domain.drafts import EntryDraft, NewFact, NewFollowUp, PersonDraft
from reltrack.write.interactions import delete_record
from reltrack.write.log import log
from reltrack.write.merge import merge
from reltrack.write.people import add, edit, rename
from reltrack.write.undo import undo
from write.traces import NAME

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = "2026-11-20"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with a long past, and two copies of it; José (1), who was Josep, met Pepe."""
    folder = tmp_path_factory.mktemp("made")
    journal = folder / "journal.db"
    with closing(open_to_write(journal)) as db:

        def step(command: str) -> Any:
            return change(db, command, now=NOW)

        with step("add") as op:
            jose = add(op, "Josep Nonell", PersonDraft(
                aliases=["Chemita", "Pepin Negro"], company="Falconry Ltd", how_met="at the Aerodromo",  # noqa: E501
                contact_points=[("email", "jose@nunez.example"), ("phone", "+34 600 111 222"),
                                ("url", "https://nunez.example/about")],
                facts=["raises falcons"], birthday=(1980, 3, 14)), today=TODAY)  # fmt: skip
        with step("add") as op:
            bob = add(op, "Bob Stone", PersonDraft(introduced_by=jose), today=TODAY)
            eve = add(op, "Eve Nunez", PersonDraft(tags=["x"]), today=TODAY)
        with step("edit") as op:
            edit(op, jose, PersonDraft(contact_points=[("email", "old@nunez.example")]),
                 today=TODAY)  # fmt: skip
        with step("edit") as op:
            edit(op, jose, PersonDraft(contact_points=[("email", ""),
                 ("email", "jose@nunez.example")]), today=TODAY)  # fmt: skip
        with step("log") as op:
            log(op, EntryDraft(TODAY, "alone in Segovia", place="Plaza Mayor", present=[jose],
                follow_ups=[NewFollowUp("promise", jose, "the borrowed atlas")]),
                today=TODAY)  # fmt: skip
        with step("log") as op:
            log(op, EntryDraft(TODAY, "Lunch with José and Bob: Josep Nonell brought Eve Nunez",
                present=[jose, bob], mentioned=[eve], tags=["chemita"],
                facts=[NewFact(bob, "went to school with JOSE")]), today=TODAY)  # fmt: skip
        with step("log") as op:
            log(op, EntryDraft(TODAY, "Bob quotes pepe quixano and Pepin Negro; mail"
                " jose@nunez.example, not OLD@nunez.example", place="Chemita's", present=[bob]),
                today=TODAY)  # fmt: skip
        with step("log") as op:
            entry = log(op, EntryDraft(TODAY, "chicken pox", present=[jose]), today=TODAY).entry
        with step("delete") as op:
            delete_record(op, "interaction", entry)
        with step("rename") as op:
            rename(op, jose, NAME)
        with step("edit") as op:
            edit(op, jose, PersonDraft(no_aliases=["Josep Nonell", "Pepin Negro"]), today=TODAY)
            db.executemany("INSERT INTO origin SELECT 'import:x', slug, uid FROM person"
                           " WHERE id = ?", [[jose], [eve]])  # fmt: skip
        with step("log") as op:
            log(op, EntryDraft(TODAY, "wedding in Cuenca", present=["Pepe Quixano"]), today=TODAY)
        (pepe,) = db.execute("SELECT id FROM person WHERE slug = 'pepe-quixano'").fetchone()
        copy(db, folder / "before the merge.db")
        with step("merge") as op:
            merge(op, jose, pepe, today=TODAY)
        with step("note") as op:
            edit(op, eve, PersonDraft(facts=["looks like José Núñez Müller"]), today=TODAY)
        copy(db, folder / "after the merge.db")
        with step("edit") as op:
            edit(op, bob, PersonDraft(how_met="through josé nuñez müller"), today=TODAY)
        undo(db)
    return journal


@pytest.fixture
def full(made: Path, journal: Path) -> Path:
    """The same, where a test may change it."""
    backups = config.backups_path(journal)
    for folder in (journal.parent, backups):
        folder.mkdir(parents=True)
    for file in made.parent.iterdir():
        shutil.copy(file, journal if file == made else backups)
    return journal
