"""What every command has: JSON, and where it writes a trial, an undo, and something in the demo."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.refusals import contents
from reltrack.cli.app import command_line
from reltrack.cli.commands import COMMANDS, GROUPS
from running import ask, done, invoke

# Each on the demo journal; {loop} is a number of what is open there.
WRITES = {
    "log": ["log", "Coffee with Niamh", "--fact", "a boat"],
    "undo": ["undo"],
    "amend": ["amend", "--place", "Porto"],
    "delete": ["delete", "niamh", "--yes"],
    "skip": ["skip", "niamh", "--because", "busy"],
    "add": ["add", "Zelda Quist"],
    "edit": ["edit", "niamh", "--tag", "lamps"],
    "rename": ["rename", "niamh", "Niamh Lark"],
    "merge": ["merge", "niamh", "haneul"],
    "circle": ["circle", "poet", "niamh", "--every", "30d"],
    "triage": ["triage", "folasade", "--every", "90d"],
    "archive": ["archive", "niamh"],
    "unarchive": ["unarchive", "szello-boroka"],
    "note": ["note", "niamh", "likes fog"],
    "promise": ["promise", "niamh", "the lamp", "--by", "3w"],
    "reply": ["reply", "niamh"],
    "waiting": ["waiting", "niamh", "her map"],
    "plan": ["plan", "niamh", "a walk"],
    "done": ["done", "{loop}"],
    "occasion": ["occasion", "niamh", "anniversary", "2016-07-11"],
    "congrats": ["congrats", "niamh", "a prize"],
    "share": ["share", "A lamp for sale", "--to", "niamh"],
    "intro": ["intro", "niamh", "haneul", "--why", "lamps"],
    "rhythms": ["rhythms", "--apply", "niamh"],
    "import": ["import", "linkedin", "-"],
}
READS = {
    "due": ["due"],
    "review": ["review", "--since", "30 days ago"],
    "people": ["people"],
    "show": ["show", "niamh"],
    "history": ["history"],
    "search": ["search", "tide"],
    "follow-ups": ["follow-ups"],
    "occasions": ["occasions"],
    "intros": ["intros"],
    "balance": ["balance"],
    "stats": ["stats"],
    "circles": ["circles"],
    "export": ["export"],
    "schema": ["schema"],
    "paths": ["paths"],
    "config": ["config"],
    "doctor": ["doctor"],
}
ELSEWHERE = {
    "redo": "below, with undo",
    "forget": "cannot be undone",
    "restore": "puts a file in the journal's place",
    "backup": "writes a file beside it",
    "demo": "makes the journal of these tests",
    **dict.fromkeys(("completion", "man", "skill", "help"), "text that speaks of no journal"),
}
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Zelda,Quist,https://network.example/zelda,,Acme,,20 Nov 2026\n"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    db = tmp_path_factory.mktemp("demo") / "journal.db"
    done("demo", "--at", db, db=db)
    return db


@pytest.fixture
def db(demo, tmp_path):
    return Path(shutil.copy(demo, tmp_path / "journal.db"))


def kept(db):
    """Return all that is stored; but for the last number, as none is ever given twice."""
    return done("export", db=db).out.split("\n", 1)[1]


def test_every_command_is_here():
    tables = (WRITES, READS, ELSEWHERE)
    assert set().union(*tables) == COMMANDS.keys()
    assert sum(map(len, tables)) == len(COMMANDS)
    program = command_line()
    for name in COMMANDS:
        params = program.get_command(None, name).params
        trial = any("--dry-run" in param.opts for param in params)
        assert trial == (name in WRITES or name in ("redo", "forget", "restore")), name
        assert any("--json" in param.opts for param in params), name


@pytest.mark.parametrize("words", READS.values(), ids=READS)
def test_what_reads_finds_something_in_the_demo_and_changes_nothing(words, db):
    before = contents(db)
    assert done(*words, "--json", db=db).json
    assert contents(db) == before


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES)
def test_what_writes_can_be_tried_out_and_undone(words, db):
    loop = ask("follow-ups", db=db)[0]["id"]
    words = [word.format(loop=loop) for word in words]
    before, journal = contents(db), kept(db)
    trial = invoke(*words, "--dry-run", "--json", db=db, stdin=CONNECTIONS)
    assert (trial.code, contents(db)) == (0, before)
    real = done(*words, "--json", db=db, stdin=CONNECTIONS).json
    assert trial.json.keys() == real.keys()
    changed = kept(db)
    assert changed != journal
    back, again = ("redo", "undo") if words[0] == "undo" else ("undo", "redo")
    tried = done(back, "--dry-run", "--json", db=db).json
    assert kept(db) == changed
    assert done(back, "--json", db=db).json.keys() == tried.keys()
    assert kept(db) == journal
    done(again, db=db)
    assert kept(db) == changed


NUMBERED = ("log", "skip", "add", "note", "promise", "reply", "waiting", "plan", "occasion",
            "congrats", "share", "intro")  # fmt: skip


@pytest.mark.parametrize("name", NUMBERED)
def test_what_is_tried_out_has_no_number_yet(name, db):
    trial = ask(*WRITES[name], "--dry-run", db=db)
    assert (trial["id"], trial["uid"]) == (None, None)
    real = ask(*WRITES[name], db=db)
    assert isinstance(real["id"], int)
    assert real["uid"]


@pytest.mark.parametrize("name", [
    name for group in ("capture", "morning", "loops", "dates", "giving", "insight")
    for name in GROUPS[group] if name not in ELSEWHERE
])  # fmt: skip
def test_words_on_screen_never_shame(name, db):
    loop = ask("follow-ups", db=db)[0]["id"]
    words = [word.format(loop=loop) for word in {**READS, **WRITES}[name]]
    said = done(*words, "--format", "text", db=db).out.lower()
    unkind = ("neglect", "fail", "shame", "overdue", "guilt", "should have", "score")
    assert [word for word in unkind if word in said] == []
