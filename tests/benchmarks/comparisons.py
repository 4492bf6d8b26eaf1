"""What is compared with what, and the budget of each: how many times as much it may take."""

from __future__ import annotations

from typing import NamedTuple


class Program(NamedTuple):
    """A program to run: its words, and on which journal.

    `changes`: on a copy of the journal, made anew before each run.
    """

    words: tuple[str, ...]
    terminal: bool = False
    journal: str = ""
    changes: bool = False


class Row(NamedTuple):
    """A candidate and its reference; `most` is the peak memory allowed, in MB."""

    name: str
    candidate: Program
    reference: Program
    budget: float | None = None
    most: int | None = None
    slow: bool = False


class Size(NamedTuple):
    """A journal, and whom to ask it about."""

    people: int
    entries: int
    name: str = ""
    slug: str = ""
    follow_up: str = ""

    @property
    def journal(self) -> str:
        return f"{self.people}-{self.entries}.db"


COPY = "written.db"
"""The copy that programs change, in the folder they run in."""

PYTHON = "python"
"""Stands for the interpreter that runs the benchmark."""

RARE, COMMON = "kinomarno", "oboe"
"""Words to search for: in one entry of 400, and in one of ten."""


def python(code: str, *words: str, terminal: bool = False) -> Program:
    """Return Python's running of some code."""
    return Program((PYTHON, "-c", code, *words), terminal)


PASS = python("pass")
EMPTY = python("from empty_program import app; app()")
ORM = python("import typer, sqlmodel")


def table(lines: int) -> Program:
    """Return the printing of a Rich table of so many lines by a Typer program."""
    return python("from table_program import app; app()", str(lines), terminal=True)


def reltrack(size: Size, *words: str, terminal: bool = False, changes: bool = False) -> Program:
    """Return a command on a journal."""
    bare = python("from reltrack.__main__ import main; main()", *words)
    return Program(bare.words, terminal, size.journal, changes)


def reads(size: Size) -> dict[str, Program]:
    """Return the commands that look, by what they are called here."""
    begun = size.slug[:2]
    return {
        "due --json": reltrack(size, "due", "--json"),
        "show --json": reltrack(size, "show", size.name, "--json"),
        "search --json": reltrack(size, "search", RARE, "--json"),
        "search --json, common word": reltrack(size, "search", COMMON, "--json"),
        "history --json": reltrack(size, "history", "--json"),
        "complete, bash": reltrack(size, "_complete", "bash", begun, f"reltrack show {begun}"),
        "complete, zsh": reltrack(size, "_complete", "zsh", "show", begun),
        "complete, fish": reltrack(size, "_complete", "fish", "show", begun),
    }


def log(size: Size) -> Program:
    """Return the one write that is made many times a day."""
    text = f"Coffee with {size.name} about the new harbour museum, she wants a map of it #museum"
    return reltrack(size, "log", text, changes=True)


def screens(size: Size) -> dict[str, Program]:
    """Return the pages on a terminal."""
    pages = {"due": (), "show": (size.name,), "people": (), "history": ()}
    return {
        f"{name} on a terminal": reltrack(size, name, *words, terminal=True)
        for name, words in pages.items()
    }


def writes(size: Size) -> dict[str, Program]:
    """Return the commands that change something, `log` apart."""
    calls = {
        "add": ("Marit Velosund-Ek",),
        "note": (size.name, "plays the oboe"),
        "promise": (size.name, "send the map"),
        "done": (size.follow_up,),
        "skip": (size.name,),
        "edit": (size.name, "--city", "Brenvik"),
    }
    return {name: reltrack(size, name, *words, changes=True) for name, words in calls.items()}


def rows(size: Size, lines: dict[str, int]) -> list[Row]:
    """Return the comparisons at one size; `lines`: how long each page on a terminal is."""
    budgets = {"search --json, common word": None, **dict.fromkeys(_COMPLETIONS, 1.15)}
    looked = reads(size)
    pages = screens(size)
    empty = Size(0, 0)
    return [
        Row("the empty program itself", EMPTY, EMPTY),
        Row("bare Python", PASS, EMPTY),
        *(Row(name, one, EMPTY, budgets.get(name, 1.2)) for name, one in looked.items()),
        Row("log", log(size), EMPTY, 1.25),
        Row("--help", reltrack(empty, "--help"), EMPTY, 2.5),
        Row("--version", reltrack(empty, "--version"), EMPTY, 1.1),
        *(Row(name, one, table(lines[name]), 1.2) for name, one in pages.items()),
        *(
            Row(name, one, ORM, None if name == "edit" else 1.15)
            for name, one in writes(size).items()
        ),
        Row("memory of due --json", looked["due --json"], PASS, most=40),
        Row("memory of people on a terminal", pages["people on a terminal"], PASS, most=80),
    ]


_COMPLETIONS = ("complete, bash", "complete, zsh", "complete, fish")


def growth(large: Size, small: Size) -> list[Row]:
    """Return what a large journal costs more than a small one."""
    told = f"at {large.entries:,}"
    grown = [
        Row(f"{name} {told}", program, reads(small)[name], 1.3)
        for name, program in reads(large).items()
    ]
    pages = [
        Row(f"{name} {told}", screens(large)[name], screens(small)[name], 1.3)
        for name in ("due on a terminal", "show on a terminal", "history on a terminal")
    ]
    return [*grown, *pages, Row(f"log {told}", log(large), log(small), 1.3)]


def bulk(size: Size) -> list[Row]:
    """Return what is done with all entries at once, beside the sqlite3 shell doing the same.

    The shell imports entries, who is in them and tags into the very tables, indexes and triggers;
    `bare` is the same without triggers, and so without full text. What was null has some value
    there: `.import` knows no null.
    """
    exported, lines = f"{size.journal}.jsonl", f"{size.journal}.lines.jsonl"
    people = Size(size.people, 0)

    def shell(script: str, journal: str) -> Program:
        return Program(("sqlite3", COPY, f".read {script}"), journal=journal, changes=True)

    imported = reltrack(people, "import", "reltrack", exported, changes=True)
    imported = imported._replace(journal="empty.db")
    batch = reltrack(people, "log", "--batch", lines, changes=True)
    export = reltrack(size, "export", "jsonl")
    told = f"{size.entries:,}"
    entries = f"{size.journal}.import.sql"
    selects = Program(("sqlite3", size.journal, f".read {size.journal}.export.sql"))
    return [
        Row(f"import {told}", imported, shell(entries, "empty.db"), 1.5, slow=True),
        Row(f"import {told}, bare tables", imported, shell(entries, "bare.db"), slow=True),
        Row(f"log --batch {told}", batch, shell(entries, people.journal), 1.5, slow=True),
        Row(f"export jsonl {told}", export, selects, 1.5, slow=True),
        Row(f"memory of import {told}", imported, PASS, most=150, slow=True),
        Row(f"memory of log --batch {told}", batch, PASS, most=150, slow=True),
        Row(f"memory of export {told}", export, PASS, most=40, slow=True),
    ]


def arrivals(form: str, count: int, large: str, small: str) -> list[Row]:
    """Return the import of a file, beside that of one a tenth as long."""
    nobody = Size(0, 0)

    def brought(file: str) -> Program:
        me = ("--me", "me@x.example") if form == "mbox" else ()
        words = reltrack(nobody, "import", form, file, *me, changes=True)
        return words._replace(journal="empty.db")

    told = f"import {form}, {count:,} records"
    return [
        Row(told, brought(large), brought(small), slow=True),
        Row(f"memory of {told}", brought(large), brought(small), 1.5, most=150, slow=True),
    ]
