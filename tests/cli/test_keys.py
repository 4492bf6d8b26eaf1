"""Keys as the bytes of a terminal bring them."""

from __future__ import annotations

import os
import sys

import pytest

from reltrack.cli import keys

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")


@pytest.fixture
def typing(monkeypatch):
    """What is typed from now on, and whether the terminal is gone afterwards."""
    reading, writing = os.pipe()

    def types(content, *, gone=False):
        os.write(writing, content)
        if gone:
            os.close(writing)

    with os.fdopen(reading) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        yield types


@pytest.mark.parametrize(
    ("content", "pressed"),
    [
        ("aé語🙂b".encode(), ["a", "é", "語", "🙂", "b"]),
        (b"\xe9aq", ["a", "q"]),  # Latin-1
        (b"\xa7aq", ["", "a", "q"]),
        (b"\x1b[A", [""]),
    ],
)
def test_one_key_after_the_other(content, pressed, typing):
    typing(content)
    assert [keys._from_terminal() for _ in pressed] == pressed


def test_a_letter_that_never_ends(typing):
    typing(b"\xe9")
    assert keys._from_terminal() == ""


@pytest.mark.parametrize("content", [b"\xe9", b"\xf0\x9f"])
def test_a_terminal_gone_within_a_letter(content, typing):
    typing(content, gone=True)
    assert keys._from_terminal() == ""
    with pytest.raises(EOFError):
        keys._from_terminal()
