"""Whatever is typed, at whatever place of whatever command: understood or refused, never a bug."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from cli.refusals import contents
from reltrack.cli.app import command_line
from reltrack.cli.commands import COMMANDS
from reltrack.domain.text import UNSAFE
from running import done, invoke

TEXTS = ["", "\udcff", "x" * 70_000, "\x1b[2J\u202e\n%s {0}' \"`", "9999-12-31", "9" * 40]
NUMBERS = ["", "-1", "٣", "1e3", "9" * 400]
ELSEWHERE = {"backup", "doctor", "restore", "export", "import", "demo", "completion", "help"}
NEEDED = {
    "name": "bob",
    "new_name": "Rob",
    "text": "x",
    "query": "x",
    "which": "6",
    "keep": "bob",
    "other": "grace",
    "file": "nowhere.db",
    "words": "bob grace",
}


def parameters():
    program = command_line()
    for name in COMMANDS:
        if name in ELSEWHERE:
            continue
        for param in program.get_command(None, name).params:
            common = param.name in ("help", "color", "format") and name != "due"
            path = param.name in ("db", "svg")
            if not (common or path or getattr(param, "is_flag", False)):
                yield pytest.param(name, param, id=f"{name} {param.name}")


@pytest.fixture(scope="module")
def told(known, tmp_path_factory):
    db = tmp_path_factory.mktemp("hostile") / "journal.db"
    shutil.copy(known, db)
    done("log", "Tea with Bob", "--promise", "x", db=db)
    return db


@pytest.mark.parametrize(("name", "param"), list(parameters()))
def test_any_value(name, param, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # whatever is written to a file by a name of ours lands there
    command = command_line().get_command(None, name)
    dry = ["--dry-run"] if any(p.name == "dry_run" for p in command.params) else []
    others = [
        word for p in command.params
        if p.param_type_name == "argument" and p.required and p.name != param.name
        for word in NEEDED[p.name].split()
    ]  # fmt: skip
    before = contents(told)
    for value in NUMBERS if param.type.name == "integer" else TEXTS:
        if param.param_type_name == "argument":
            first = param.name in ("name", "which")
            words = [name, *dry, "--", *([value, *others] if first else [*others, value])]
        else:
            words = [name, *dry, max(param.opts, key=len), value, "--", *others]
        result = invoke(*words, db=told)
        assert result.code in (0, 2, 3, 4, 5, 6), (words[:3], value[:40], result.err[:300])
        assert len(result.err) < 3000, (words[:3], value[:40])
        if result.code:
            assert result.out == ""
    assert contents(told) == before


HOSTILE = (
    "a\x1b[2J\x1b]0;T\x07\x1b]52;c;ZQ==\x07\x9b31m\u202e\u2066\u200b\u200f\ufeff\u2028\x08\x7f\x85"
    "[red]:smile:[/foo] =1+1"
)
READING = [
    ["due", "--all"], ["due", "--why", "PERSON"], ["people", "--all"], ["show", "PERSON"],
    ["history"], ["search", "smile"], ["follow-ups"], ["occasions"], ["intros"], ["circles"],
    ["circle"], ["rhythms"], ["balance"], ["stats"], ["review"], ["undo", "--list"],
    ["share", "smile", "--about", "smile"], ["backup", "--list"], ["doctor"], ["paths"],
    ["export"], ["triage"],
]  # fmt: skip
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def plain(result, words, *, colour=False):
    """Nothing in what was said can steer a terminal, but for our own colours."""
    for said in (result.out, result.err):
        text = re.sub(r"\x1b\[[0-9;]*m", "", said) if colour else said
        assert re.findall(UNSAFE, text) == [], (words, said)
        assert "Traceback" not in said


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A journal that came from hostile files, and was written on with hostile words."""
    folder = tmp_path_factory.mktemp("imported")
    db = folder / "journal.db"
    sheet = folder / f"Connections{HOSTILE[:9].replace('/', '')}.csv"
    cells = ",".join(f'"{HOSTILE}"' for _ in range(2))
    sheet.write_text(
        f"{CONNECTIONS}{cells},https://x.example/\u202e,e\x1b@x.example,{cells},26 Nov 2022\n"
    )
    plain(done("import", "linkedin", sheet, db=db), "import")
    stamps = {"created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z"}
    base = {"uid": "p-1", "id": 901, "slug": "evil", "name": f"Evil {HOSTILE}", "status": "active",
            "added_on": "2026-01-05", "active_on": "2026-01-05", "circles": [], "tags": [],
            "company": HOSTILE, "how_met": HOSTILE, "aliases": [f"Alias {HOSTILE}"],
            "contact_points": [{"kind": "email", "value": HOSTILE, "label": HOSTILE}]}  # fmt: skip
    lines = [
        {"record": "journal", "format": "reltrack", "version": 1, "last_number": 950},
        {"record": "person"} | base | stamps,
        {"record": "interaction", "id": 902, "uid": "e-1", "date": "2026-01-06", "text": HOSTILE,
         "via": HOSTILE, "place": HOSTILE, "people": [901], "tags": [], "source": "typed"} | stamps,
    ]  # fmt: skip
    file = folder / "evil.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    plain(done("import", file, db=db), "import")
    for words in (
        ["log", "-w", "evil", HOSTILE, "-p", HOSTILE, "-t", HOSTILE, "-v", HOSTILE, "--promise",
         HOSTILE, "--fact", HOSTILE],
        ["edit", "evil", "--circle", HOSTILE, "--tag", HOSTILE, "--title", HOSTILE],
        ["occasion", "evil", "milestone", "today", "--label", HOSTILE],
        ["intro", "evil", "--from", "smile", "--why", HOSTILE], ["rename", "evil", f"E {HOSTILE}"],
        ["plan", "evil", HOSTILE], ["waiting", "evil", HOSTILE], ["note", "evil", HOSTILE],
        ["skip", "evil"], ["backup", folder / f"copy{HOSTILE[:9].replace('/', '')}.db"],
    ):  # fmt: skip
        plain(invoke(*words, "--dry-run", db=db), words)
        plain(invoke(*words, db=db), words)
    return db


@pytest.mark.parametrize("shape", [[], ["--json"], ["--format", "table", "--color", "always"],
                                   ["--format", "text"], ["--format", "tsv"]])  # fmt: skip
@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_nothing_that_is_shown_steers_a_terminal(words, shape, full):
    typed = ["evil" if word == "PERSON" else word for word in words]
    result = invoke(*typed, *shape, db=full)
    assert result.code == 0, (typed, result.err)
    plain(result, typed, colour="always" in shape)


@pytest.mark.parametrize("words", [
    ["show", HOSTILE], ["log", "-w", HOSTILE, "x", "--dry-run"],
    ["log", f"Coffee with Zelda{HOSTILE}"],
    ["log", "-w", "bob", "x", "--on", HOSTILE], ["add", "x", "--every", HOSTILE], [HOSTILE],
    ["due", f"--{HOSTILE}"], ["due", "--sort", HOSTILE], ["due", "--limit", HOSTILE],
    ["import", HOSTILE], ["import", HOSTILE, "x"], ["export", HOSTILE], ["restore", HOSTILE],
    ["doctor", "--recover", f"{HOSTILE}/x"], ["export", "-o", f"no{HOSTILE}/x"],
    ["--db", f"no{HOSTILE}/x", "due"], ["help", HOSTILE], ["completion", HOSTILE],
    ["config", "set", HOSTILE, HOSTILE], ["config", "get", HOSTILE], ["due", "--circle", HOSTILE],
    ["backup", f"no{HOSTILE}/x"], ["circle", HOSTILE], ["search", HOSTILE], ["man", HOSTILE],
], ids=lambda words: words[0][:9])  # fmt: skip
@pytest.mark.parametrize("flags", [[], ["--json"]], ids=["plain", "json"])
def test_nothing_that_is_refused_steers_a_terminal(words, flags, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = contents(told)
    result = invoke(*words, *flags, db=told)
    assert result.code in (0, 2, 3, 4, 5, 6, 7), (words, result.err)
    plain(result, words)
    assert contents(told) == before


def real(words, db, typed=b"", **variables):
    """Run a real process, whose arguments and surroundings may be any bytes."""
    environ = os.environ | {"RELTRACK_DB": str(db)} | variables
    return subprocess.run(
        [sys.executable, "-m", "reltrack", *words],
        env={os.fsencode(key): os.fsencode(value) for key, value in environ.items()},
        input=typed,
        capture_output=True,
        timeout=60,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs arguments made of bytes")
@pytest.mark.parametrize("variable", [
    {"RELTRACK_DB": "no\x1b[2J\u202e/x.db"}, {"RELTRACK_NOW": HOSTILE}, {"RELTRACK_NOW": b"\xff"},
    {"COLUMNS": "abc"}, {"COLUMNS": "-1"}, {"COLUMNS": "9" * 30}, {"COLUMNS": "1"},
    {"TERM": HOSTILE}, {"TERMINAL_WIDTH": "abc"}, {"LINES": "x"}, {"PAGER": HOSTILE},
    {"RELTRACK_DB": b"no\xff/x.db"}, {"HOME": b"/nowhere/\xff"}, {"HOME": HOSTILE}, {"HOME": ""},
    {"XDG_DATA_HOME": HOSTILE}, {"XDG_STATE_HOME": "/dev/null"}, {"XDG_CONFIG_HOME": "/dev/null"},
    {"NO_COLOR": HOSTILE}, {"FORCE_COLOR": ""}, {"TZ": HOSTILE}, {"LC_ALL": HOSTILE},
    {"RELTRACK_DEBUG": HOSTILE},
], ids="-".join)  # fmt: skip
def test_whatever_the_surroundings_say(variable, told):
    for words in (["due", "--format", "table"], ["paths"]):
        ran = real(words, told, **variable)
        out, err = (text.decode(errors="surrogateescape") for text in (ran.stdout, ran.stderr))
        assert ran.returncode in (0, 2, 3, 5, 7), (words, err)
        for said in (out, err):
            assert re.findall(UNSAFE, said) == [], (words, said)
            assert "Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs arguments made of bytes")
@pytest.mark.parametrize("editor", [HOSTILE, "no\x1b[2J\u202e --x", b"\xff", "false"])
@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_whatever_the_editor_is(variable, editor, told):
    before = contents(told)
    ran = real(
        ["log", "-e", "-w", "bob"], told, **{"VISUAL": "", "EDITOR": "false", variable: editor}
    )
    err = ran.stderr.decode()
    assert (ran.returncode, ran.stdout) == (2, b""), err
    assert re.findall(UNSAFE, err) == []
    assert contents(told) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs arguments made of bytes")
@pytest.mark.parametrize("words", [
    [b"log", b"-w", b"bob", b"caf\xe9"], [b"add", b"Jos\xe9"], [b"show", b"\xff"],
    [b"log", b"-w", b"bob\xff", b"x"], [b"note", b"bob", b"\xc3"], [b"due", b"--tag", b"\xff"],
    [b"import", b"\xff.csv"], [b"export", b"-o", b"no\xff/x"], [b"--db", b"no\xff/x.db", b"due"],
    [b"\xff"], [b"due", b"--\xff"], [b"log", b"-w", b"bob", b"x", b"--on", b"\xff"],
], ids=str)  # fmt: skip
def test_arguments_that_are_no_text(words, told):
    before = contents(told)
    ran = real(words, told)
    err = ran.stderr.decode()  # which must be UTF-8 itself
    assert ran.returncode in (0, 2, 3, 7), err
    assert ran.returncode or words[0] == b"due"
    assert err.startswith("error: ") or not ran.returncode
    assert contents(told) == before


@pytest.mark.parametrize("typed", ["caf\0e", "x\udcffy", "y" * 70_000])
def test_what_comes_through_a_pipe(typed, told):
    before = contents(told)
    line = json.dumps({"with": "bob", "text": typed})
    raw = line.encode().replace(b"\\udcff", b"\xff")
    entry = typed.encode(errors="surrogateescape")
    for words, content, code in ((["log", "-w", "bob", "-"], entry, 2),
                                 (["log", "--batch", "-"], raw, 6)):  # fmt: skip
        ran = real(words, told, content)
        assert (ran.returncode, ran.stdout) == (code, b""), (words, ran.stderr)
        assert b"error: " in ran.stderr
        assert contents(told) == before


@pytest.mark.parametrize(("words", "said"), [
    (["add", "n" * 10_000], "the name has 10000 characters"),
    (["log", "-w", "n" * 10_000, "x"], "the name has 10000 characters"),
    (["rename", "bob", "n" * 10_000], "the name has 10000 characters"),
    (["log", "-w", "bob", "t" * 70_000], "the text has 70000 characters"),
    (["note", "bob", "t" * 70_000], "has 70000 characters"),
    (["promise", "bob", "t" * 70_000], "has 70000 characters"),
    (["edit", "bob", "--how-met", "t" * 70_000], "has 70000 characters"),
    (["edit", "bob", "--city", "c" * 300], "the city has 300 characters"),
    (["log", "-w", "bob", "x", "-p", "c" * 300], "the place has 300 characters"),
    (["log", "-w", "bob", "x", "-t", "c" * 300], "the tag has 300 characters"),
], ids=lambda given: given[0] if isinstance(given, list) else "")  # fmt: skip
def test_what_is_too_long_is_said_to_be(words, said, told):
    before = contents(told)
    result = invoke(*words, db=told)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert "at most" in result.err
    assert len(result.err) < 300
    assert contents(told) == before
