"""Judge what an interrupted command has left behind."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterator

from faults.deeds import PRIVATE, Stage
from faults.injection import Outcome
from faults.rooms import NOTHING, SECRET, told
from reltrack.domain.text import fold

AFTERWARDS = "a word afterwards"


def faults_of(stage: Stage, outcome: Outcome, *, killed: bool) -> Iterator[str]:
    """Yield what is wrong; nothing, if all is as it must be. The room is used up by it."""
    room = stage.room
    yield from _sayings(outcome, killed=killed)
    if room.too_open():
        yield f"others may read {room.too_open()}"
    yield from _examined(stage)
    try:
        now, product = told(room.journal), stage.product()
    except (AssertionError, sqlite3.Error) as problem:
        yield f"damaged: {problem!r}"
        return
    if now not in (stage.before, stage.midway, stage.after):
        yield "neither as before nor as after"
    if product not in (stage.product_before, stage.product_after):
        yield "the file is half made"
    done = (now, product) == (stage.after, stage.product_after)
    if outcome.code == 0 and not done:
        yield "said to be done, and is not"
    if outcome.out and not done:
        yield f"shown as done, and is not: {outcome.out[:80]!r}"
    changed = now not in (stage.before, stage.midway)
    if outcome.code == 7 and changed and "nothing was changed" in outcome.err:
        yield f"changed, in spite of: {outcome.err!r}"
    yield from _copies(stage, now, acknowledged=outcome.code == 0)
    if stage.name == "forget":
        yield from _traces(stage, done=done)
    yield from _going_on(stage)


def _sayings(outcome: Outcome, *, killed: bool) -> Iterator[str]:
    lines = outcome.err.splitlines()
    # A backup of the day that fails is in nobody's way, and neither is what cannot be tidied up.
    lines = [line for line in lines if not line.startswith(("today's backup ", "exported to "))]
    if outcome.hit and killed:
        if lines:
            yield f"killed, and said: {lines}"
        return
    if outcome.code not in (0, 7):
        yield f"exit {outcome.code}: {outcome.err[:300]!r}"
    starts = [line.split(": ")[0] for line in lines]
    if starts != ([] if outcome.code == 0 else ["error", "hint"]):
        yield f"exit {outcome.code}, and said: {lines}"
    if any(fold(word) in fold(outcome.err) for word in PRIVATE):
        yield f"private words in {outcome.err!r}"


def _examined(stage: Stage) -> Iterator[str]:
    """Let `doctor` look: it also takes back what is half done."""
    if stage.deed.before:
        code, out = _process(stage, "doctor", "--json")
    else:
        code, out, _ = stage.room.ask("doctor", "--json")
    problems = [check for check in json.loads(out or "[]") if check["state"] == "problem"]
    if code or problems:
        yield f"doctor: {code} {problems}"


def _copies(stage: Stage, now: str, *, acknowledged: bool) -> Iterator[str]:
    """Every finished copy is whole, and what was replaced is kept."""
    kept = []
    for path in stage.room.backups():
        try:
            kept.append(told(path))
        except (AssertionError, sqlite3.Error) as problem:
            yield f"{path.name} is damaged: {problem!r}"
    if stage.name in ("restore", "migrate") and now == stage.after and stage.before not in kept:
        yield "what was replaced is lost"
    if stage.name == "backup" and acknowledged and len(kept) == stage.copies_before:
        yield "said to be copied, and is not"


def _traces(stage: Stage, *, done: bool) -> Iterator[str]:
    """Forgetting again finishes what was begun."""
    room = stage.room
    if not done:
        again = room.ask("forget", "jose-nunez", "--yes")
        if again.code:
            yield f"cannot be done again: {again.err!r}"
    for file in room.folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        if any(word in content.lower() for word in (b"jose-nunez", "núñez".encode(), b"nunez")):
            yield f"a trace in {file.name}, {'after' if done else 'doing it again'}"


def _going_on(stage: Stage) -> Iterator[str]:
    """The next entry is saved as if nothing had happened."""
    room = stage.room
    words = ("log", "-w", "Ana Lima", f"{SECRET} {AFTERWARDS}")
    if stage.deed.before:
        code, err = _process(stage, *words)
    else:
        code, _, err = room.ask(*words)
    if code:
        yield f"no more entries: {err!r}"
    else:
        text = told(room.journal)
        if text == NOTHING or AFTERWARDS not in text:
            yield "the next entry is lost"
        if room.journal.with_name("journal.db-journal").exists():
            yield "an unfinished change is still beside the journal"


def _process(stage: Stage, *words: str) -> tuple[int, str]:
    command = [*stage.command[: -len(stage.deed.words)], *words]
    ran = subprocess.run(command, env=stage.room.environ, capture_output=True, text=True)
    return ran.returncode, ran.stdout
