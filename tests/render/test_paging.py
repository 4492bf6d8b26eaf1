"""Long pages on a terminal go through a pager; nothing else does."""

from __future__ import annotations

import os
import shlex
import sys

import pytest

from reltrack.render import paging
from running import done

TERMINAL = {"TERM": "xterm"}


@pytest.mark.parametrize(
    ("environ", "setting", "command"),
    [
        ({"PAGER": "cat"}, "", []),
        ({"PAGER": ""}, "", []),
        ({"PAGER": "no-such-pager-anywhere"}, "", []),
        ({"PAGER": "'"}, "", []),
        ({"PAGER": f"{sys.executable} -c x"}, "cat", [sys.executable, "-c", "x"]),
        ({"PAGER": "cat", "RELTRACK_PAGER": sys.executable}, "", [sys.executable]),
        ({}, sys.executable, [sys.executable]),
        ({}, "cat", []),
    ],
)
def test_which_pager(environ, setting, command):
    assert paging.command(setting, {**TERMINAL, **environ}) == command


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")
def test_no_pager_on_a_dumb_terminal():
    assert paging.command("", {"TERM": "dumb", "PAGER": sys.executable}) == []


@pytest.fixture
def long_journal(tmp_path):
    journal = tmp_path / "long.db"
    lines = (f'{{"text": "Coffee number {n}", "with": ["Ana Lima"]}}' for n in range(20))
    done("log", "--batch", "-", db=journal, stdin="\n".join(lines))
    program = tmp_path / "pager.py"
    program.write_text(
        "import sys; print('PAGED', len(sys.stdin.read().splitlines()), sys.argv[1:])"
    )
    return journal, shlex.join([sys.executable, str(program)])


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
@pytest.mark.parametrize(
    ("words", "paged"),
    [
        (["history", "-n", "0"], True),
        (["history", "-n", "0", "--format", "text"], True),
        (["--no-pager", "history", "-n", "0"], False),
        (["history", "-n", "0", "--no-pager"], False),
        (["history", "-n", "0", "--json"], False),
        (["history", "-n", "2"], False),
    ],
)
def test_what_is_longer_than_the_screen_is_paged(words, paged, long_journal):
    import pexpect

    journal, pager = long_journal
    environ = {**os.environ, "RELTRACK_DB": str(journal), "PAGER": pager, "TERM": "xterm"}
    said = pexpect.run(
        shlex.join([sys.executable, "-m", "reltrack", *words]),
        env=environ,
        encoding="utf-8",
        timeout=20,
    )
    assert ("PAGED" in said) is paged
    assert paged or "Coffee number 19" in said


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
def test_a_pager_that_leaves_early_is_no_fault(long_journal):
    import pexpect

    journal, _ = long_journal
    environ = {**os.environ, "RELTRACK_DB": str(journal), "PAGER": "true", "TERM": "xterm"}
    said, code = pexpect.run(
        shlex.join([sys.executable, "-m", "reltrack", "history", "-n", "0"]),
        env=environ,
        encoding="utf-8",
        timeout=20,
        withexitstatus=True,
    )
    assert (said.strip(), code) == ("", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
def test_ctrl_c_in_the_pager_cuts_nothing(tmp_path):
    import pexpect

    pager = tmp_path / "slow.py"
    pager.write_text(
        "import signal, sys, time; signal.signal(signal.SIGINT, lambda *_: None)\n"
        "print('READY', flush=True); time.sleep(1); print('READ', len(sys.stdin.read()))"
    )
    shows = tmp_path / "shows.py"  # more than a pipe holds
    shows.write_text(
        "import sys; from reltrack.render.paging import page\n"
        "print(page([sys.executable, sys.argv[1]], b'x' * 1_000_000))"
    )
    running = pexpect.spawn(sys.executable, [str(shows), str(pager)], encoding="utf-8", timeout=20)
    running.expect("READY")
    running.sendintr()
    running.expect("READ 1000000\r\nTrue")
    running.expect(pexpect.EOF)
    running.close()
