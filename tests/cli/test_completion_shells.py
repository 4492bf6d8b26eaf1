"""TAB in real shells: it completes, and no name that somebody has can make it run anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import NOW, done, process

pexpect = pytest.importorskip("pexpect")
pytestmark = [
    pytest.mark.skipif(not hasattr(pexpect, "spawn"), reason="there are no terminals here"),
    # Each worker of a parallel run has threads of its own, asleep when a shell is started.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

SHELLS = {
    "bash": ["--norc", "--noprofile"],
    "zsh": ["-f"],
    "fish": ["--no-config"],
}
# A name that does harm wherever a shell reads it as code: it makes the file `p`.
HOSTILE = [
    "Zed;touch $HOME/p",
    "Yan$(touch $HOME/p)",
    "Xia\\$(touch $HOME/p)",
    "Wim`touch $HOME/p`",
    "Vic\\`touch $HOME/p\\`",
    "Uwe' ; touch $HOME/p '",
    "Tim\n touch $HOME/p",
    "Pat O'Brien",
]
PEOPLE = ["Ana Lima", "José Núñez", "李小龍", "Øyvind Hansen", *HOSTILE]
# Completing goes to reltrack; any other call only says what it was given.
STAND_IN = """#!/bin/sh
if [ "$1" = _complete ]; then exec '{python}' -m reltrack "$@"; fi
printf '\\nGOT'; printf '<%s>' "$@"; printf 'END\\n'
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a journal of hostile people and a `reltrack` that tells what it is given."""
    home = tmp_path_factory.mktemp("home")
    for name in PEOPLE:
        done("add", name, db=home / "journal.db")
    done("circle", "mentor", "ana-lima", db=home / "journal.db")
    for text in (*HOSTILE, "%F{red}%(?.x.y)", "\x1b]0;title\x07", "a:b:c"):
        done("promise", "ana-lima", text, db=home / "journal.db")
    (home / "entries one.jsonl").touch()
    command = home / "bin/reltrack"
    command.parent.mkdir()
    command.write_text(STAND_IN.format(python=sys.executable))
    command.chmod(0o755)
    return home


def script(shell: str) -> str:
    result = process("completion", shell)
    assert result.code == 0, result.err
    return result.out


def start(shell: str, home: Path, *setup: str) -> pexpect.spawn:
    """Start a shell, let it run the setup and wait until it is ready."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    environ = {
        **os.environ,
        "HOME": str(home),
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "RELTRACK_DB": str(home / "journal.db"),
        "RELTRACK_NOW": NOW,
        "TERM": "xterm",
        "LC_ALL": locale,
    }
    terminal = pexpect.spawn(
        shell, SHELLS[shell], env=environ, cwd=str(home), encoding="utf-8",
        dimensions=(50, 200), timeout=30,
    )  # fmt: skip
    for line in (*setup, "echo rea''dy"):
        terminal.sendline(line)
    terminal.expect("ready")
    return terminal


@pytest.fixture(scope="module", params=SHELLS)
def terminal(request: pytest.FixtureRequest, home: Path) -> Iterator[pexpect.spawn]:
    """A shell that has read our script."""
    shell = request.param
    (home / f"script.{shell}").write_text(script(shell), "utf-8")
    setup = ["autoload -U compinit; compinit -u -D"] if shell == "zsh" else []
    terminal = start(shell, home, *setup, f"source script.{shell}")
    yield terminal
    terminal.close(force=True)


def enter(terminal: pexpect.spawn, line: str) -> list[str]:
    """Type a line, press Enter and return the arguments that reltrack was given."""
    terminal.send(f"{line}\r")
    terminal.expect("GOT<(.*?)>END")
    return terminal.match[1].split("><")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("reltrack show An\t", ["show", "ana-lima"]),
        ("reltrack show ana\t", ["show", "ana-lima"]),
        ("reltrack show lima\t", ["show", "ana-lima"]),
        ("reltrack show Jos\t", ["show", "jose-nunez"]),
        ("reltrack show 李\t", ["show", "李小龍"]),
        ("reltrack show obr\t", ["show", "pat-o-brien"]),
        ("reltrack sho\tan\t", ["show", "ana-lima"]),
        ("reltrack log --with=an\t", ["log", "--with=ana-lima"]),
        ("reltrack log --wi\tan\t", ["log", "--with", "ana-lima"]),
        ("reltrack log --on 14:30 --with an\t", ["log", "--on", "14:30", "--with", "ana-lima"]),
        ("reltrack log tea @an\t", ["log", "tea", "@ana-lima"]),
        ("reltrack log tea An\t", ["log", "tea", "An"]),
        ("reltrack due --circle m\t", ["due", "--circle", "mentor"]),
        ("reltrack due --sort=q\t", ["due", "--sort=quiet"]),
        ("reltrack log --batch ent\t", ["log", "--batch", "entries one.jsonl"]),
        ("reltrack log --batch=ent\t", ["log", "--batch=entries one.jsonl"]),
        ("reltrack import ent\t", ["import", "entries one.jsonl"]),
        ("reltrack import linkedin-\t", ["import", "linkedin-messages"]),
        ("reltrack import csv ent\t", ["import", "csv", "entries one.jsonl"]),
        ("reltrack log tea --on ye\t", ["log", "tea", "--on", "yesterday"]),
        ("reltrack log tea --on=ye\t", ["log", "tea", "--on=yesterday"]),
        ("reltrack plan ana --by tom\t", ["plan", "ana", "--by", "tomorrow"]),
        ("reltrack log --on 2026-11-2\t", ["log", "--on", "2026-11-20"]),
        ("reltrack --db nowhere show an\t", ["--db", "nowhere", "show", "an"]),
        ("reltrack show zzz\t", ["show", "zzz"]),
    ],
)
def test_tab_completes(terminal: pexpect.spawn, line: str, expected: list[str]) -> None:
    assert enter(terminal, line) == expected


def test_an_accent_may_be_typed(terminal: pexpect.spawn) -> None:
    assert enter(terminal, "reltrack show Øy\t")[1] in ("oyvind-hansen", "Øyvind-hansen")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_runs_nothing(terminal: pexpect.spawn, home: Path, name: str) -> None:
    command, handle = enter(terminal, f"reltrack show {name[:3]}\t")
    assert command == "show"
    assert handle.startswith(name[:3].lower() + "-")
    assert not (home / "p").exists()


def test_a_list_of_names_runs_nothing(terminal: pexpect.spawn, home: Path) -> None:
    terminal.send("reltrack show \t\t")
    terminal.expect("zed-touch-home-p")
    terminal.send("\x15")
    enter(terminal, "zzz\x15reltrack show zzz")
    assert not (home / "p").exists()


def test_a_list_of_records_says_what_they_are_and_runs_nothing(
    terminal: pexpect.spawn, home: Path
) -> None:
    terminal.send("reltrack log --done \t\t")
    silent = Path(str(terminal.command)).name == "bash"
    terminal.expect(r"\d\d\s" if silent else "promise, Ana Lima, Fri 20 Nov 2026, Pat O’Brien")
    terminal.send("\x15")
    enter(terminal, "zzz\x15reltrack show zzz")
    assert not (home / "p").exists()


def test_zsh_finds_it_in_a_folder_of_its_own(home: Path) -> None:
    folder = home / "zfunc"
    folder.mkdir()
    (folder / "_reltrack").write_text(script("zsh"), "utf-8")
    terminal = start("zsh", home, f"fpath=({folder} $fpath); autoload -U compinit; compinit -u -D")
    assert enter(terminal, "reltrack show an\t") == ["show", "ana-lima"]
    terminal.close(force=True)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_sound_and_says_how_to_install_it(shell: str, tmp_path: Path) -> None:
    path = tmp_path / "script"
    path.write_text(script(shell), "utf-8")
    assert f"reltrack completion {shell} >" in path.read_text("utf-8")
    checks = [[shell, "-n", path]]
    if shell == "bash":
        checks.append(["shellcheck", "--shell=bash", path])
    for check in checks:
        if shutil.which(str(check[0])):
            found = subprocess.run(check, capture_output=True, text=True)
            assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_another_shell_is_refused() -> None:
    result = process("completion", "csh")
    assert result.code == 2
    assert result.out == ""
    assert "csh" in result.err


@pytest.mark.parametrize(
    ("own", "hint"),
    [
        ("/usr/bin/fish", "for yours: reltrack completion fish"),
        ("/bin/csh", "reltrack completion bash, zsh or fish prints one"),
        ("", "reltrack completion bash, zsh or fish prints one"),
    ],
)
def test_without_a_shell_it_says_which_to_name(
    own: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", own)
    assert process("completion") == (2, "", f"error: no shell is named\nhint: {hint}\n")
