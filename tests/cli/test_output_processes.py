"""The contract with the shell: exit codes, pipes that close, disks that are full, terminals."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

import pytest

from running import Result, ask, done, process

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
PROGRAM = f"{shlex.quote(sys.executable)} -m reltrack"


def shell(line, db, **variables):
    """Run a line of bash in which R is the program."""
    ran = subprocess.run(
        ["bash", "-c", line],
        env={**os.environ, "RELTRACK_DB": str(db), "R": PROGRAM, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    return Result(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture
def told(db):
    done("log", "Tea with Bob", db=db)
    return db


@POSIX
@pytest.mark.parametrize("words", ["due", "history --json", "people --format table", "help all",
                                   "--help", "due --help", "--version", "due --count"])  # fmt: skip
def test_a_full_disk_behind_stdout(words, told):
    result = shell(f"$R {words} > /dev/full", told)
    assert result.code == 7
    assert "cannot write the output: no space left on device" in result.err
    assert result.err.count("\n") == (1 if "--json" in words else 2)


@POSIX
def test_a_full_disk_does_not_lose_what_was_written_nor_ask_for_it_again(told):
    result = shell("$R log 'Tea with Grace' > /dev/full", told)
    assert result.code == 7
    assert "again" not in result.err
    assert ask("history", db=told)[0]["text"] == "Tea with Grace"


@POSIX
@pytest.mark.parametrize(
    "words",
    ["due", "history --json", "people --format table", "help all", "--help", "due --help",
     "show bob", "log 'Tea with Bob'"],
)  # fmt: skip
def test_a_closed_pipe_is_no_error(words, told):
    result = shell(f'$R {words} | true; echo "code ${{PIPESTATUS[0]}}"', told)
    assert (result.out, result.err) == ("code 0\n", "")


@POSIX
def test_a_pipe_that_closes_midway(told):
    done("log", "-w", "bob", "long " * 13_000, db=told)
    lines = "".join(f'{{"with": "bob-stone", "text": "{"x" * 500} {n}"}}\n' for n in range(2000))
    done("log", "--batch", "-", db=told, stdin=lines)
    result = shell('$R history -n 0 | head -1 | cut -c 1-2; echo "${PIPESTATUS[0]}"', told)
    assert (result.out, result.err) == ("id\n0\n", "")


@POSIX
def test_closed_standard_streams(told):
    assert shell("$R due --count 0<&-", told)[:2] == (0, "4\n")
    assert shell("$R show zelda 2>&-", told).code == 3
    result = shell("$R due >&-", told)
    assert result.code == 7
    assert result.err.splitlines()[0] == "error: standard output is closed"
    result = shell("$R log - 0<&-", told)
    assert (result.code, result.err.splitlines()[0]) == (2, "error: there is no text")
    assert shell("$R log 0<&-", told).code == 2
    shell("$R log 'Tea with Grace' >&-", told)
    assert ask("history", db=told)[0]["text"] == "Tea with Grace"


@POSIX
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("$R", 0),
        ("$R -h", 0),
        ("$R --version", 0),
        ("$R help log", 0),
        ("$R log -h", 0),
        ("$R due --exit-code", 0),
        ("$R due --exit-code --tag none", 1),
        ("$R shwo", 2),
        ("$R log bob -thanks", 2),
        ("$R delete 6", 2),
        ("$R show zelda", 3),
        ("$R show ana", 4),
        ("$R add 'Bob Stone'", 5),
        ("echo nope | $R log --batch -", 6),
        ("RELTRACK_DB=/nope/x.db $R due --exit-code", 7),
    ],
)
def test_exit_codes(line, code, told):
    result = shell(f"{line} < /dev/null" if "|" not in line else line, told)
    assert result.code == code
    assert "Traceback" not in result.err


def test_help_has_examples_and_leads_with_the_daily_verbs(told):
    result = process("--help", env={**os.environ, "RELTRACK_DB": str(told)})
    verbs = re.findall(r"^  ([a-z][a-z-]*)  +[A-Z]", result.out, re.MULTILINE)
    assert verbs[:10] == [
        "log", "due", "show", "skip", "note", "promise", "waiting", "plan", "share", "done",
    ]  # fmt: skip
    everything = done("help", "all", db=told).out
    for verb in re.findall(r"^  ([a-z][a-z-]*)  +[A-Z]", everything, re.MULTILINE):
        page = done("help", verb, db=told).out
        assert "--help" in page
        assert done(verb, "--help", db=told).out == page
        for common in ("--json", "--db", "--color", "--format"):
            assert common in page
        assert "Examples:\n  reltrack" in page


def test_no_argument_helps_and_creates_nothing(journal):
    journal.parent.mkdir()
    result = done(db=journal)
    assert result.out.startswith("Usage: reltrack")
    assert list(journal.parent.iterdir()) == []


@POSIX
def test_files_are_private_whatever_the_umask(tmp_path):
    db = tmp_path / "home" / "data" / "reltrack" / "journal.db"
    ran = shell("umask 000; unset RELTRACK_DB; $R log -w Al hello", db)
    assert ran.code == 0
    assert db.stat().st_mode & 0o777 == 0o600
    assert {p.stat().st_mode & 0o777 for p in db.parents if tmp_path in p.parents} == {0o700}


@POSIX
@pytest.mark.parametrize(
    ("flags", "variables", "coloured"),
    [([], {}, True), ([], {"NO_COLOR": "1"}, False), (["--color", "never"], {}, False),
     ([], {"TERM": "dumb"}, False), (["--json"], {"FORCE_COLOR": "1"}, False)],
)  # fmt: skip
def test_on_a_terminal(flags, variables, coloured, told):
    import pexpect

    environ = {**os.environ, "TERM": "xterm", "RELTRACK_DB": str(told), **variables}
    out, code = pexpect.run(
        f"{PROGRAM} due {' '.join(flags)}", env=environ, withexitstatus=True, encoding="utf-8"
    )
    assert code == 0
    assert ("\x1b[" in out) is coloured
    assert ("Gone quiet" in out) is ("--json" not in flags)


@POSIX
@pytest.mark.parametrize(("answer", "code", "left"), [("y", 0, 0), ("n", 130, 1), ("", 130, 1)])
def test_delete_asks_on_a_terminal(answer, code, left, told):
    import pexpect

    environ = {**os.environ, "RELTRACK_DB": str(told)}
    running = pexpect.spawn(
        sys.executable, ["-m", "reltrack", "delete", "6"], env=environ, encoding="utf-8", timeout=20
    )
    running.expect(r"Delete .*#6\? \[y/N\] ")
    running.sendline(answer)
    running.expect(pexpect.EOF)
    running.close()
    assert running.exitstatus == code
    assert len(ask("history", db=told)) == left


@POSIX
@pytest.mark.parametrize("variables", [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0",
                                        "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"},
                                       {"PYTHONIOENCODING": "cp1252"}])  # fmt: skip
def test_any_locale(variables, told):
    done("note", "jose", "功夫大師", db=told)
    out = shell("$R show jose --json", told, **variables).out
    assert "功夫大師" in out
    assert "José Núñez" in out
    assert shell("$R show José", told).code == 0


@POSIX
def test_a_bad_time_zone_and_a_bad_clock(told):
    assert shell("$R due --count", told, TZ="Bogus/Zone").code == 0
    result = shell("$R due", told, RELTRACK_NOW="soon")
    assert (result.code, result.out) == (2, "")
    assert "RELTRACK_NOW" in result.err
