"""`--fields`: which parts of each record, in which order."""

from __future__ import annotations

import pytest

from cli.refusals import refused
from running import ask, done


def test_tab_separated_columns_in_the_order_asked_for(db):
    assert done("people", "--fields", "name,slug", db=db).out.splitlines()[:2] == [
        "name\tslug",
        "Ana Lima\tana-lima",
    ]


def test_json_keys_in_the_order_asked_for(db):
    first = ask("people", "--fields", "slug, status", db=db)[0]
    assert list(first.items()) == [("slug", "ana-lima"), ("status", "active")]
    assert ask("show", "ana-lima", "--fields", "name", db=db) == {"name": "Ana Lima"}


def test_a_write_prints_all_of_its_record(db):
    refused(2, "log", "Tea with Bob Stone", "--fields", "id,via", db=db)


@pytest.mark.parametrize("words", [["history"], ["due"], ["search", "nothing"], ["follow-ups"]])
def test_the_header_is_there_where_nothing_is(words, db):
    assert done(*words, "--fields", "id", db=db).out.startswith("id\n")
    assert refused(2, *words, "--fields", "id,shine", db=db).err.startswith(
        "error: there is no field 'shine'\nhint: these there are: "
    )


def test_tables_have_their_own_columns(db):
    refused(2, "people", "--fields", "name", "--format", "text", db=db)


@pytest.mark.parametrize("given", ["", " ", ","])
def test_no_field_at_all_is_refused(given, db):
    for words in (["due"], ["people"], ["show", "bob"], ["log", "Tea with Bob Stone"]):
        refused(2, *words, "--fields", given, db=db)
