"""Lines break between words and not inside a day; a command breaks as a shell reads it."""

from __future__ import annotations

import re
import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.render.breaking import broken, wrapped

COMMANDS = (
    'reltrack log -w ines-ribeira-sol -v message "happy birthday"',
    'reltrack log -w thordis-eldeyjardottir -v call "..."',
    "reltrack triage aurelio-ventosa-y-brisas --every 90d",
    "reltrack intro 216 --thanked",
    "reltrack share 'sea salt & old ropes' --to ana-lima",
    """reltrack restore '/a/it'"'"'s far/j.db'""",
    "",
)


@pytest.mark.parametrize("room", range(30, 70))
@pytest.mark.parametrize("command", COMMANDS)
def test_a_broken_command_is_the_same_command(command, room):
    lines = broken(command, room)
    assert shlex.split("\n".join(lines).replace("\\\n", "")) == shlex.split(command)
    assert max(map(len, lines)) <= room
    assert all(line.endswith(" \\") for line in lines[:-1])


def test_a_shell_reads_it_so():
    typed = "\n".join(broken(COMMANDS[0].replace("reltrack", "printf '<%s>'"), 30))
    assert "\n" in typed
    read = subprocess.run(["sh", "-c", typed], capture_output=True, text=True, check=True)
    assert read.stdout == "<log><-w><ines-ribeira-sol><-v><message><happy birthday>"


def test_an_option_stays_with_its_value():
    assert broken(COMMANDS[0], 38) == [
        "reltrack log -w ines-ribeira-sol \\",
        '  -v message "happy birthday"',
    ]


@pytest.mark.parametrize("room", range(18, 60))
def test_days_and_ages_stay_on_a_line(room):
    said = "you promised: a map (for Sun 22 Nov 2026, in 2 days), quiet for 3 months (5 weeks ago)"
    lines = list(wrapped(said, room))
    assert max(map(len, lines)) <= room
    assert " ".join(lines) == said
    for part in ("Sun 22 Nov 2026", "in 2 days", "3 months", "(5 weeks ago)"):
        assert any(part in line for line in lines), (part, lines)


@given(
    st.text(st.characters() | st.sampled_from("字 \U0010fffd"), max_size=80), st.integers(20, 60)
)
def test_no_letter_is_lost(text, room):
    text = re.sub(r"\s", " ", text).replace("\U0010fffd", " ")
    assert "".join(wrapped(text, room)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("room", range(20, 60))
def test_a_path_stays_whole_on_a_line_of_its_own(room):
    path = "/home/ana/a folder of one's own/more of them/journal-of-many-years.db"
    lines = list(wrapped(f"there is no file {path}, or it is empty", room))
    assert [line for line in lines if line.startswith(path)]
    assert max(len(line) for line in lines if path not in line) <= room
    assert " ".join(lines) == f"there is no file {path}, or it is empty"


@pytest.mark.parametrize("room", range(30, 60))
def test_no_line_ends_with_a_separator(room):
    said = "Thu 19 Nov 2026 (yesterday) · 18:15 · coffee · at the lighthouse"
    lines = list(wrapped(said, room))
    assert not [line for line in lines if line.endswith("·")]
    assert " ".join(lines) == said


def test_two_paths_are_two():
    lines = list(wrapped("copied /home/ana/journal.db to /media/stick/journal.db", 24))
    assert lines == ["copied", "/home/ana/journal.db to", "/media/stick/journal.db"]
