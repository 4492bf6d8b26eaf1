"""What commands answer in JSON obeys the schemas that `schema` prints."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given

from exchange.random_journals import Rows, exported, journal, journals, random_journals
from reltrack.exchange import schemas
from running import ask, done, invoke

jsonschema = pytest.importorskip("jsonschema")


def strict(record: str) -> Any:
    """Return a validator that allows no key but those of the schema."""
    schema = schemas.schema(record)
    for one in schema["$defs"].values():
        one["additionalProperties"] = False
    return jsonschema.Draft202012Validator(schema)


def check(record: str, found: Any) -> None:
    validator = strict(record)
    for one in found if isinstance(found, list) else [found]:
        problems = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(one)]
        assert problems == [], record


@pytest.mark.parametrize("record", schemas.RECORDS)
def test_every_schema_is_one(record: str, tmp_path) -> None:
    said = done("schema", record, db=tmp_path / "j.db").out
    schema = json.loads(said)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema == schemas.schema(record)
    assert schema["title"] == record


def test_they_are_listed(tmp_path) -> None:
    listed = ask("schema", db=tmp_path / "j.db")
    check("record-name", listed)
    assert [one["record"] for one in listed] == list(schemas.RECORDS)
    refused = invoke("schema", "nothing", "--json", db=tmp_path / "j.db")
    assert refused.code == 3
    check("error", json.loads(refused.err))
    assert not (tmp_path / "j.db").exists()


def test_keys_are_explained() -> None:
    keys = schemas.schema("due-item")["$defs"]["Reason"]["properties"]
    assert keys["kind"]["description"].startswith("Of an occasion")
    assert schemas.schema("search-hit")["anyOf"][0] == {"$ref": "#/$defs/FoundInteraction"}
    keys = schemas.schema("person")["$defs"]["Person"]["properties"]
    assert keys["met_on"] == {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}


@pytest.fixture(scope="module")
def full(known, tmp_path_factory):
    """A journal in which something of everything has happened."""
    db = tmp_path_factory.mktemp("full") / "journal.db"
    shutil.copy(known, db)
    for words in (
        ("edit", "bob", "--circle", "peer", "--alias", "Robbie", "--every", "3w", "--email",
         "b@x.example", "--company", "Acme", "--birthday", "1980-11-21", "--introduced-by", "grace",
         "--fact", "two kids #family", "--met", "2019-05-02"),
        ("log", "Tea with Bob about Grace #work", "-p", "Porto", "--gave", "--on", "2026-05-01"),
        ("log", "Tea with Bob", "--on", "2026-06-01 09:00"),
        ("log", "Lunch with Bob", "--on", "2026-08-01"),
        ("log", "mail from Bob", "--in", "--on", "2026-10-03", "-v", "email"),
        ("log", "A talk", "--broadcast", "--on", "yesterday"),
        ("promise", "bob", "a deck", "--by", "today"),
        ("congrats", "bob", "a prize"),
        ("intro", "bob", "grace", "--why", "both paint"),
        ("skip", "bob", "--because", "busy"),
        ("circle", "peer", "--every", "30d"),
    ):  # fmt: skip
        done(*words, db=db)
    return db


READS = {
    "people": "person", "people --all": "person", "show bob": "card", "history": "interaction",
    "due": "due-item", "due --all": "due-item", "due --why bob": "due-why",
    "follow-ups --all": "follow-up", "occasions --all": "occasion", "occasion bob": "occasion",
    "circle": "circle", "circle peer": "circle", "circles": "circle-standing",
    "intros": "introduction", "intros --to acme": "introducer", "share --about work": "share-item",
    "search bob": "search-hit", "search kids": "search-hit", "search tea": "search-hit",
    "rhythms": "rhythm", "balance": "balance", "balance --by circle": "balance-group",
    "review": "review", "stats": "stats", "stats --by month": "tally", "undo --list": "step",
    "paths": "path", "config": "setting", "doctor": "check", "backup --list": "backup",
    "triage": "person", "export": "export",
}  # fmt: skip
WRITES = {
    "add Zoë": "person", "edit bob --city Porto": "person", "rename bob Robert": "person",
    "archive bob": "person", "circle peer grace": "circle", "note bob likes tea": "fact",
    "log Tea with Bob --promise x --fact y": "logged", "amend --via call": "amended",
    "promise bob x": "follow-up", "reply bob": "follow-up", "waiting bob x": "follow-up",
    "plan bob": "follow-up", "congrats bob a job": "occasion-set", "skip bob": "skip",
    "occasion bob birthday --03": "occasion-set", "intro grace jose --why x": "introduction",
    "undo": "step", "merge bob grace": "merged", "forget bob --yes": "forgotten",
    "log --batch -": "batch", "delete bob --yes": "deleted",
}  # fmt: skip


@pytest.mark.parametrize("words", READS)
def test_what_is_read(words: str, full) -> None:
    result = invoke(*words.split(), "--json", db=full)
    assert result.code in (0, 1), result
    assert result.json != [] or words in ("triage", "backup --list", "intros --to acme"), words
    check(READS[words], result.json)


@pytest.mark.parametrize("words", WRITES)
def test_what_is_written(words: str, full) -> None:
    check(WRITES[words], ask(*words.split(), "--dry-run", db=full))


def test_imports(full, tmp_path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name,Birthday,What\nZoë Quinn,soon,x\n,,\n,1980-01-01,\n")
    check("import-report", ask("import", table, "--dry-run", db=full))
    done("export", "csv", "-o", tmp_path / "out.csv", db=full)
    edited = (tmp_path / "out.csv").read_text().replace("Acme", "Globex")
    table.write_text(edited + "nobody,x\n")
    check("update-report", ask("import", "csv", "--update", table, "--dry-run", db=full))


def test_care(full, tmp_path) -> None:
    check("backup", ask("backup", tmp_path / "copy.db", db=full))
    check("restored", ask("restore", tmp_path / "copy.db", "--dry-run", "--yes", db=full))


@random_journals
@given(journals())
def test_any_export(rows: Rows) -> None:
    with closing(journal(rows)) as db:
        check("export", json.loads(exported(db)))
