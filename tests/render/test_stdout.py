"""The one writer: which format goes where, whole or not at all, and what the environment says."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from pathlib import Path

import pytest
import samples

from reltrack.render.output import Output, decide_color, width_of


def stream(encoding="utf-8"):
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")


def output(to, **over):
    options = {"format": "json", "color": False, "width": 80, "echo": "text"} | over
    return Output(to, today=samples.TODAY, **options)


def shown(kind, data, *, encoding="utf-8", outcome="written", **over):
    to = stream(encoding)
    output(to, **over).show(kind, data, outcome=outcome)
    return to.buffer.getvalue()


class Trickle(io.RawIOBase):
    """A pipe that takes seven bytes at a time."""

    def __init__(self):
        self.taken = b""

    def writable(self):
        return True

    def write(self, data):
        self.taken += bytes(data[:7])
        return min(len(data), 7)


class Stuck(io.RawIOBase):
    """A pipe that does not wait for its reader."""

    def writable(self):
        return True

    def write(self, _data):
        return None


class Full(io.RawIOBase):
    """A disk with room for nothing."""

    def writable(self):
        return True

    def write(self, _data):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_write_says_so_in_words_even_where_lists_are_tab_separated():
    assert shown("person", samples.person(), format="tsv").startswith(b"Ana Lima (ana-lima)")
    assert shown("people", [], format="tsv").startswith(b"id\tuid\t")
    assert json.loads(shown("person", samples.person(), echo="json")) == samples.person()
    assert shown("person", samples.person(), echo="tsv").startswith(b"id\tuid\t")


def test_a_write_on_a_terminal_costs_no_table():
    assert shown("person", samples.person(), format="table", echo="table").startswith(b"Ana Lima")


def test_json_is_the_same_bytes_whatever_the_terminal():
    for kind, data in samples.calm().items():
        first = shown(kind, data, echo="json")
        again = shown(kind, data, echo="json", color=True, width=20, encoding="ascii")
        assert first == again


def test_tab_separated_lines_are_utf_8_whatever_the_terminal_takes():
    people = samples.people()
    assert "李小龍".encode() in shown("people", people, format="tsv", encoding="ascii")


def test_what_the_encoding_lacks_is_spelled_out():
    found = shown("person", samples.person(name="李小龍 é"), encoding="cp1252")
    assert found.startswith(b"\\u674e\\u5c0f\\u9f8d \xe9")


def test_a_stream_of_text_only_will_do():
    to = io.StringIO()
    output(to, format="table").show("people", samples.people())
    assert "李小龍" in to.getvalue()


@pytest.mark.parametrize("chosen", ["table", "text", "tsv", "json"])
def test_a_full_disk_is_told_at_once(chosen):
    to = io.TextIOWrapper(io.BufferedWriter(Full()), encoding="utf-8")
    with pytest.raises(OSError, match="No space left"):
        output(to, format=chosen).show("people", samples.people())
    to.close()  # nothing is left to fail once more


@pytest.mark.parametrize("buffered", [True, False])
def test_all_of_it_arrives_however_little_is_taken_at_a_time(buffered):
    raw = Trickle()
    to = io.TextIOWrapper(io.BufferedWriter(raw) if buffered else raw, encoding="utf-8")
    output(to).lines(["x" * 100, "y"])
    assert raw.taken == b"x" * 100 + b"\ny\n"


def test_an_output_that_does_not_wait_is_no_endless_loop():
    with pytest.raises(BlockingIOError):
        output(io.TextIOWrapper(Stuck(), encoding="utf-8")).lines(["x"])


def test_a_closed_pipe_is_told_at_once():
    reading, writing = os.pipe()
    os.close(reading)
    to = os.fdopen(writing, "w")
    with pytest.raises(BrokenPipeError):
        output(to).lines(["x"])
    to.close()  # nothing is left to fail once more


def test_lines_go_out_while_they_come():
    to = stream()
    sizes = []

    def source():
        for n in range(3_000):
            sizes.append(len(to.buffer.getvalue()))
            yield f"{n:0100}" if n % 2 else f"{n:0100}".encode()

    output(to).lines(source())
    assert to.buffer.getvalue().decode().split("\n") == [*(f"{n:0100}" for n in range(3_000)), ""]
    assert max(101 * n - size for n, size in enumerate(sizes)) < 100_000


def test_no_lines_are_no_bytes():
    to = stream()
    output(to).lines([])
    assert to.buffer.getvalue() == b""


def test_a_dry_run_says_that_nothing_was_written():
    found = shown("fact", samples.fact(id=None, uid=None), outcome="dry run").decode()
    assert found.endswith("would be saved; nothing was written\n")
    assert "undo" not in found


@pytest.mark.parametrize(
    ("flag", "tty", "environ", "wanted"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("never", True, {"FORCE_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("auto", False, {"FORCE_COLOR": "0", "NO_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": ""}, False),
        ("auto", True, {"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True),
        ("auto", False, {"CLICOLOR_FORCE": "0"}, False),
        ("auto", False, {"CLICOLOR_FORCE": ""}, False),
        ("auto", True, {"CLICOLOR": "0"}, False),
        ("auto", True, {"CLICOLOR": "1", "TERM": "dumb"}, False),
        ("auto", False, {"CLICOLOR": "1"}, False),
    ],
)
def test_who_decides_about_colour(flag, tty, environ, wanted):
    assert decide_color(flag, tty, environ) is wanted


@pytest.mark.parametrize("columns", ["", "0", "-3", "abc", "1e3", "٣", "9" * 400, "8 0"])
def test_a_senseless_width_is_no_width(columns):
    assert width_of(io.StringIO(), {"COLUMNS": columns}) == 80
    with Path(os.devnull).open() as nowhere:
        assert width_of(nowhere, {"COLUMNS": columns}) == 80


def test_the_width_is_asked_of_the_environment_then_of_the_terminal():
    assert width_of(io.StringIO(), {"COLUMNS": "123"}) == 123
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    termios = pytest.importorskip("termios")
    termios.tcsetwinsize(leader, (24, 97))
    with os.fdopen(follower, "w") as terminal:
        assert width_of(terminal, {}) == 97
        termios.tcsetwinsize(leader, (0, 0))
        assert width_of(terminal, {}) == 80
    os.close(leader)


@pytest.mark.parametrize("width", [1, 5, 19, 20, 10_000])
def test_no_width_is_too_strange(width):
    for kind, data in samples.calm().items():
        for chosen in ("table", "text"):
            assert shown(kind, data, format=chosen, width=width)


def test_nothing_heavy_is_loaded_before_it_is_needed():
    import subprocess

    look = (
        "import sys, io, datetime; from reltrack.render.output import Output;"
        "o = Output(io.StringIO(), format='table', echo='text', color=True, width=80,"
        " today=datetime.date(2026, 11, 20));"
        "o.show('undone', {'summary': 'x', 'command': 'log'});"
        "print([m for m in sys.modules if m.partition('.')[0] in ('rich', 'json', 'sqlite3')])"
    )
    path = os.pathsep.join(filter(None, sys.path))
    found = subprocess.run(
        [sys.executable, "-c", look],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    assert found.stdout == "[]\n"
