"""Nothing private in an error, whatever goes wrong; no file that anybody else could read."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reltrack.database.connection import open_to_read, open_to_write
from reltrack.render.output import Output
from running import NOW, done, invoke
from states import state_hash

NAME = "Privname Privlast"
MARKS = ("PRIVTEXT", "PRIVFACT", "PRIVPLACE", "privmail", "privtag", "PRIVLOOP", "PRIVALIAS",
         "PRIVLABEL", "PRIVWHY")  # fmt: skip
TYPED = "TYPEDTEXT and all that was said"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX system")
JSON = pytest.mark.parametrize("flags", [[], ["--json"]], ids=["plain", "json"])

READING = [
    ["due"], ["people"], ["show", "priv"], ["history"], ["search", "PRIVTEXT"], ["follow-ups"],
    ["balance"], ["stats"], ["rhythms"], ["circles"], ["occasions"], ["intros"], ["review"],
    ["share", "sailing", "--about", "privtag"], ["export"],
]  # fmt: skip
WRITING = [
    ["log", "-w", "priv", TYPED, "--fact", TYPED], ["note", "priv", TYPED],
    ["promise", "priv", TYPED], ["edit", "priv", "--how-met", TYPED, "--email", "TYPEDTEXT@x.y"],
    ["amend", "--text", TYPED], ["rename", "priv", "TYPEDTEXT Smith"], ["delete", "priv", "-y"],
    ["merge", "priv", "bob"], ["add", "TYPEDTEXT Smith"], ["forget", "priv", "--yes"],
    ["skip", "priv"], ["undo"], ["circle", "peer", "priv"], ["archive", "priv"],
]  # fmt: skip


@pytest.fixture(scope="module")
def private_once(known: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = Path(shutil.copy(known, tmp_path_factory.mktemp("private") / "journal.db"))
    done("log", "-w", NAME, "PRIVTEXT", "-p", "PRIVPLACE", "--fact", "PRIVFACT #privtag",
         "--promise", "PRIVLOOP", db=db)  # fmt: skip
    done("edit", "priv", "--email", "privmail@x.example", "--alias", "PRIVALIAS", db=db)
    done("occasion", "priv", "milestone", "yesterday", "--label", "PRIVLABEL", db=db)
    done("intro", "priv", "bob", "--why", "PRIVWHY", db=db)
    return db


@pytest.fixture
def private(private_once: Path, tmp_path: Path) -> Path:
    """A journal in which every kind of text holds a word that stands nowhere else."""
    return Path(shutil.copy(private_once, tmp_path / "journal.db"))


def silent(words: list[str], db: Path, *codes: int, typed: bool = True) -> str:
    """Run what must fail, in a line or two that give nothing away; return them."""
    result = invoke(*words, db=db)
    assert result.code in codes, (words, result.code, result.err)
    told(result.out, result.err, typed=typed)
    return result.err


def told(out: str, err: str, *, typed: bool = True) -> None:
    assert out == ""
    for mark in (*MARKS, *(["TYPEDTEXT"] if typed else []), "Traceback", "parameters"):
        assert mark.casefold() not in err.casefold()
    lines = err.splitlines()
    if err.startswith("{"):
        assert set(json.loads(err)["error"]) >= {"code", "message", "hint"}
        assert len(lines) == 1
    else:
        assert lines[0].startswith("error: ")
        assert lines[-1].startswith("hint: ")
        # Between the two, only candidates: whom somebody may have meant.
        assert all(line.startswith("  ") for line in lines[1:-1])


@JSON
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["log", TYPED], 3),
        (["log", "-w", "priv", TYPED, "--on", "03/04"], 2),
        (["log", "-w", "priv", TYPED, "--on", "2027-01-01"], 5),
        (["log", "-w", "ana", TYPED], 4),
        (["log", "-w", "priv", "-w", "bob", TYPED, "--promise", TYPED], 2),
        (["log", "-w", "priv", TYPED, "--done", "4711"], 3),
        (["log", "-w", "priv", TYPED * 4000], 2),
        (["log", "-w", "priv", TYPED + "\udcff"], 2),
        (["note", "ana", TYPED], 4),
        (["note", "nobody", TYPED], 3),
        (["amend", "4711", "--text", TYPED], 3),
        (["promise", "priv", TYPED, "--by", "03/04"], 2),
        (["show", "priv", TYPED], 2),
        (["add", NAME], 5),
        (["merge", "priv", "priv"], 5),
        (["forget", "priv"], 2),
        (["delete", "priv"], 2),
    ],
)
def test_bad_input(words: list[str], code: int, flags: list[str], private: Path) -> None:
    silent([*words, *flags], private, code)


@JSON
@pytest.mark.parametrize("words", WRITING, ids=lambda words: words[0])
def test_a_journal_in_use(
    words: list[str], flags: list[str], private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reltrack.database.connection.BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(private, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "busy" in silent([*words, *flags], private, 7)


@pytest.mark.parametrize("words", READING + WRITING, ids=lambda words: words[0])
def test_a_damaged_journal(words: list[str], private: Path) -> None:
    content = bytearray(private.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 100] = b"PRIVTEXT PRIVNAME ".ljust(100)
    private.write_bytes(content)
    silent([*words, *(["--json"] if len(words) % 2 else [])], private, 7)


@JSON
@pytest.mark.parametrize("words", READING + WRITING, ids=lambda words: words[0])
def test_a_bug_with_all_there_is_in_its_hands(
    words: list[str], flags: list[str], private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(_: Output, *values: object, **__: object) -> None:
        raise RuntimeError(f"cannot show {values} {MARKS} TYPEDTEXT")

    monkeypatch.setattr(Output, "show", show)
    monkeypatch.setattr(Output, "lines", show)
    error = silent([*words, *flags], private, 70)
    assert "bug (RuntimeError)" in error
    assert "RELTRACK_DEBUG=1" in error


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_a_bug_while_reading(
    words: list[str], private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(_: object, row: tuple[object, ...]) -> None:
        raise ValueError(f"what is {row}? {MARKS}")

    def opened(*_: object, **__: object) -> sqlite3.Connection:
        db = sqlite3.connect(private, isolation_level=None)
        db.row_factory = fetch
        return db

    monkeypatch.setattr("reltrack.cli.invocation.open_to_read", opened)
    silent(words, private, 70)


def test_a_constraint_and_what_was_bound(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELTRACK_DEBUG", "1")
    monkeypatch.setattr("reltrack.write.people.fold", lambda _: None)
    error = silent(["rename", "priv", "TYPEDTEXT Smith"], private, 70)
    assert "bug (IntegrityError)" in error
    # Not even in the details, which are only for who asked for them.
    report = Path(error.rpartition(" with ")[2].strip())
    assert "TYPEDTEXT" not in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600


def test_a_value_that_a_model_refuses(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reltrack.write import people, tables

    def refuse(*_: object, **__: object) -> None:
        tables.Alias.model_validate({"person_id": "PRIVTEXT", "name": ["TYPEDTEXT"], "key": NAME})

    monkeypatch.setattr(people, "edit", refuse)
    assert "bug (ValidationError)" in silent(["edit", "priv", "--city", "TYPEDTEXT"], private, 70)


def test_the_details_of_a_crash(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = private.parent / "home" / "state" / "reltrack"
    monkeypatch.setenv("RELTRACK_DEBUG", "1")

    def show(*_: object, **__: object) -> None:
        raise RuntimeError("PRIVTEXT")

    monkeypatch.setattr(Output, "show", show)
    for _ in range(2):  # the second takes the place of the first
        error = silent(["show", "priv"], private, 70)
        (report,) = folder.glob("crash*")
        assert str(report) in error
        assert "RuntimeError: PRIVTEXT" in report.read_text()
        assert report.stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700


@POSIX
@pytest.mark.parametrize("words", WRITING[::6], ids=lambda words: words[0])
def test_a_full_disk(words: list[str], private: Path) -> None:
    done("note", "bob", "sails", db=private)  # after the backup of the day
    with closing(open_to_read(private)) as db:
        before = state_hash(db)
    long = [word + " x" * 2000 if word == TYPED else word for word in words]
    command = shlex.join([sys.executable, "-m", "reltrack", *long])
    ran = subprocess.run(
        ["bash", "-c", f"ulimit -f {private.stat().st_size // 4096}; exec {command}"],
        env={**os.environ, "RELTRACK_DB": str(private), "RELTRACK_NOW": NOW},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 7, ran.stderr
    note, _, err = ran.stderr.rpartition("error: ")
    told(ran.stdout, f"error: {err}")
    told("", f"error: {note}\nhint: ")
    with closing(open_to_read(private)) as db:
        assert state_hash(db) == before


@POSIX
@pytest.mark.parametrize("umask", ["000"])
def test_every_file_is_for_its_owner_alone(umask: str, tmp_path: Path) -> None:
    home = tmp_path / "room"
    home.mkdir(mode=0o700)
    script = """
        R log -w Bob hello; R note bob sails; R backup; R backup copy.db; R log --batch - <<< \\
        '{"with": "Bob", "text": "tea"}'
        R export -o all.json; R export csv -o people.csv; R export vcard -o p.vcf
        R export markdown -o pages/; R import all.json; R config set due_limit 3
        R add Eve; R forget eve --yes; R restore copy.db --yes; R doctor --recover saved.db
        R undo; R redo
    """
    ran = subprocess.run(
        ["bash", "-c", f"umask {umask}; set -e; cd {shlex.quote(str(home))}; {script}"],
        env={**{key: value for key, value in os.environ.items() if not key.startswith("XDG")},
             "HOME": str(home), "BASH_FUNC_R%%": f"() {{ {sys.executable} -m reltrack \"$@\"; }}"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found = {path: path.stat().st_mode & 0o777 for path in home.rglob("*")}
    assert {
        str(path) for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)
    } == set()
    assert len([path for path in found if path.suffix == ".db"]) >= 4


@POSIX
def test_what_stands_beside_a_journal_in_use(private: Path) -> None:
    old = os.umask(0)
    try:
        with closing(open_to_write(private)) as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("UPDATE person SET city = 'Łódź'")
            side = private.with_name(private.name + "-journal")
            assert side.stat().st_mode & 0o777 == private.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(old)
        shutil.rmtree(private.parent / "home", ignore_errors=True)
