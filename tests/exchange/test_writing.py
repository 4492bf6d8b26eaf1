"""What is exported is there whole or not at all, and the journal is let go of in time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reltrack.errors import RefusedError
from reltrack.exchange.writing import write_folder


@pytest.mark.parametrize("there", [False, True], ids=["new", "old"])
def test_a_folder_that_fails_lets_go_of_what_it_reads(there: bool, tmp_path: Path) -> None:
    path, ended = tmp_path / "journal", []

    def files() -> Iterator[tuple[str, list[str]]]:
        try:
            yield "ana.md", ["# Ana"]
            yield ".", ["is no file"]
            yield "bo.md", ["# Bo"]
        finally:
            ended.append("here")

    if there:
        path.mkdir()
    reading = files()
    with pytest.raises(RefusedError, match="is not a file"):
        write_folder(path, reading, force=True, journal=tmp_path / "r.db")
    assert ended == ["here"]
    assert [file.name for file in tmp_path.rglob("*")] == (["journal", "ana.md"] if there else [])
