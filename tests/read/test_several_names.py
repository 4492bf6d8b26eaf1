"""Several names in one answer."""

from __future__ import annotations

import pytest

from reltrack.database.connection import open_to_read
from reltrack.read import names
from running import done


@pytest.fixture
def journal(tmp_path):
    path = tmp_path / "journal.db"
    for name in ("Ana Lima", "Salt and Pepper", "Johnson & Johnson", "Lee, Ang"):
        done("add", name, db=path)
    db = open_to_read(path)
    yield db
    db.close()


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("", []),
        (" , and ", []),
        ("Ana Lima", ["Ana Lima"]),
        ("Ana Lima, Bob and Eve", ["Ana Lima", "Bob", "Eve"]),
        ("Ana Lima AND Bob", ["Ana Lima", "Bob"]),
        ("ana+bob & eve,", ["ana", "bob", "eve"]),
        ("Sandy Anders and Andy", ["Sandy Anders", "Andy"]),
        ("Zoe and-so-on", ["Zoe and-so-on"]),
        ("salt and pepper", ["salt and pepper"]),
        ("Bob and Salt and Pepper and Eve", ["Bob", "Salt and Pepper", "Eve"]),
        ("johnson & johnson, Ana Lima, lee, ang", ["johnson & johnson", "Ana Lima", "lee, ang"]),
    ],
)
def test_an_answer_is_cut_between_names(answer, found, journal):
    assert names.several(journal, answer) == found
