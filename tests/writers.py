"""Several who write to the same journal at once, each a process of its own.

`python tests/writers.py WRITERS STEPS [--processes]`: with `--processes` each step is a process of
its own, too. What all have written together is known beforehand: `expected` says it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from running import Result, invoke, process

SHARED = "Ana Lima"
"""Whom everybody writes about; their tags are read, added to and written back."""

KINDS = ("log", "note", "promise", "edit", "done", "skip", "add")


def own(number: int) -> str:
    return f"Writer {chr(65 + number)}xyz"


def plan(number: int, steps: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the kind of each step and its words; `done` closes what was promised before it."""
    for step in range(steps):
        kind, text = KINDS[step % len(KINDS)], f"w{number} s{step}"
        words = {
            "log": ["log", "-w", "ana-lima", text],
            "note": ["note", "ana-lima", text],
            "promise": ["promise", "ana-lima", text],
            "edit": ["edit", "ana-lima", "--tag", text.replace(" ", "-")],
            "done": ["done", "{promise}"],
            "skip": ["skip", own(number)],
            "add": ["add", f"Person {text}"],
        }[kind]
        yield kind, words


def expected(writers: int, steps: int) -> Counter[tuple[str, str]]:
    """Return what there is afterwards, each once: the kind of a record, and what it says."""
    found: Counter[tuple[str, str]] = Counter()
    for number in range(writers):
        promised = ""
        for kind, words in plan(number, steps):
            if kind == "promise":
                promised = words[-1]
            found[kind, promised if kind == "done" else words[-1]] += 1
    return found


def written(document: dict[str, list[dict[str, object]]]) -> Counter[tuple[str, str]]:
    """Return the same of an exported journal."""
    people = {person["slug"]: person for person in document["people"]}
    told: list[tuple[str, object]] = []
    told += [("log", one["text"]) for one in document["interactions"]]
    told += [("note", one["text"]) for one in document["facts"]]
    told += [("promise", one["text"]) for one in document["follow_ups"]]
    told += [("done", one["text"]) for one in document["follow_ups"] if one["done_on"]]
    told += [("skip", one["person"]["name"]) for one in document["skips"]]  # type: ignore[index]
    told += [("edit", tag) for tag in people["ana-lima"]["tags"]]  # type: ignore[attr-defined]
    told += [("add", one["name"]) for one in people.values() if "Person" in str(one["name"])]
    return Counter((kind, str(text)) for kind, text in told)


def write(number: int, steps: int, *, processes: bool) -> int:
    """Do the steps of a plan, again whenever the journal is busy; return how often it was."""
    busy, promise = 0, ""
    for kind, words in plan(number, steps):
        command = [word.replace("{promise}", promise) for word in words] + ["--json"]
        while (done := _run(command, processes=processes)).code == 7 and "is busy" in done.err:
            busy += 1
        assert done.code == 0, (command, done)
        if kind == "promise":
            promise = str(json.loads(done.out)["id"])
    return busy


def _run(words: list[str], *, processes: bool) -> Result:
    if processes:
        return process(*words)
    return invoke(*words, db=Path(os.environ["RELTRACK_DB"]))


def main(writers: int, steps: int, *, processes: bool) -> int:
    """Let all of them write, and return 1 if one could not."""
    import_module("reltrack.write.tables")  # once: it is heavy
    forks = "fork" in multiprocessing.get_all_start_methods()
    start = multiprocessing.get_context("fork" if forks else "spawn").Process
    running = [
        start(target=write, args=(number, steps), kwargs={"processes": processes})
        for number in range(writers)
    ]
    for one in running:
        one.start()
    for one in running:
        one.join()
    return int(any(one.exitcode for one in running))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), processes="--processes" in sys.argv))
