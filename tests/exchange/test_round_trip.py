"""What is exported comes back as it was: same rows, same bytes, and once is enough."""

from __future__ import annotations

import json
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from exchange.random_journals import (
    Rows,
    at_rest,
    empty,
    exported,
    imported,
    journal,
    journals,
    random_journals,
    restored,
)
from reltrack.write.undo import undo
from states import check_search, state


@random_journals
@given(journals(), st.sampled_from(["json", "jsonl", "laid out anew", "sorted"]))
def test_export_import_export(rows: Rows, layout: str) -> None:
    with closing(journal(rows)) as db:
        document = exported(db)
        given_in = exported(db, "jsonl" if layout == "jsonl" else "json")
        if layout == "laid out anew":
            given_in = json.dumps(json.loads(document), indent=1)
        if layout == "sorted":
            given_in = json.dumps(json.loads(document), sort_keys=True, ensure_ascii=False)
        with closing(restored(given_in)) as copy:
            assert state(copy) == state(db)
            assert exported(copy) == document
            check_search(copy)


@random_journals
@given(journals())
def test_again_changes_nothing(rows: Rows) -> None:
    with closing(journal(rows)) as db:
        document = exported(db)
    with closing(restored(document)) as copy:
        before = at_rest(copy)
        report = imported(copy, document)
        assert report["rejected"] == []
        added = [count for key, count in report.items() if key.endswith("_added")]
        assert not any(added)
        assert at_rest(copy) == before


@random_journals
@given(journals())
def test_one_undo_takes_it_back(rows: Rows) -> None:
    with closing(journal(rows)) as db, closing(empty()) as copy:
        nothing = state(copy)
        imported(copy, exported(db))
        if state(copy) != nothing:
            undo(copy)
        assert state(copy) == nothing
        check_search(copy)
        with closing(restored(exported(db))) as fresh:
            imported(copy, exported(db))
            assert state(copy) == state(fresh)


@random_journals
@given(journals())
def test_a_dry_run_tells_the_same_and_does_nothing(rows: Rows) -> None:
    with closing(journal(rows)) as db, closing(empty()) as copy:
        document = exported(db)
        before = at_rest(copy)
        told = imported(copy, document, dry_run=True)
        assert at_rest(copy) == before
        assert told | {"dry_run": False} == imported(copy, document)


@random_journals
@given(journals())
def test_nothing_written_can_steer_a_terminal(rows: Rows) -> None:
    with closing(journal(rows)) as db:
        for layout in ("json", "jsonl"):
            document = exported(db, layout)
            unsafe = {c for c in document if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)}
            assert not unsafe | {c for c in document if c in "\u2028\u202e\u2066\u200f\u061c"}
            if layout == "jsonl":
                assert all(json.loads(line)["record"] for line in document.splitlines())
