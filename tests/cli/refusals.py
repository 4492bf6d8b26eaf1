"""A command that is refused: nothing on stdout, a reason and a way out on stderr, nothing saved."""

from __future__ import annotations

from pathlib import Path

from running import NOW, Result, invoke


def refused(code: int, *words: object, db: Path, now: str = NOW, stdin: str = "") -> Result:
    """Run a command that must be refused with this exit code."""
    before = contents(db)
    result = invoke(*words, db=db, now=now, stdin=stdin)
    assert (result.code, result.out) == (code, ""), (words, result)
    first, *others = result.err.splitlines()
    assert first.startswith("error: "), (words, result)
    assert others, (words, result)
    assert others[-1].startswith("hint: "), (words, result)
    assert contents(db) == before
    return result


def contents(db: Path) -> bytes | None:
    """Return the file as it is; None if there is none."""
    return db.read_bytes() if db.exists() else None
