"""The program on a real pseudo-terminal, and what a person sees of it."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte

from reltrack.cli.run import run

ROWS = 240
"""Enough for every screen: nothing scrolls out, and no pager steps in."""

_SECONDS = 60  # until a program that says nothing is given up
_FAINT, _STAND_IN = 2, 5  # pyte knows no faint; blinking, which is never used, stands in for it
_STYLES = {"bold": "bold", "blink": "faint", "italics": "italic", "underscore": "underlined"}


class Typed(NamedTuple):
    """What to wait for on the screen, and the keys to press then."""

    after: str
    keys: str


class Screen(NamedTuple):
    """What a program left on a terminal."""

    code: int
    raw: str
    """As it was sent, escapes and all."""
    lines: list[str]
    styles: list[str]
    """For each styled line its number, and the columns each style takes: `3: bold 1-8`."""

    @property
    def golden(self) -> str:
        """The screen as it is kept in a file."""
        return "\n".join([*self.lines, "~~~", *self.styles, f"exit {self.code}", ""])


class _Emulator(pyte.Screen):
    def select_graphic_rendition(self, *attrs: int, **kwargs: object) -> None:
        attrs = tuple(_STAND_IN if each == _FAINT else each for each in attrs)
        super().select_graphic_rendition(*attrs, **kwargs)


def screen(
    *words: str,
    columns: int,
    environ: Mapping[str, str],
    typed: Sequence[Typed] = (),
    folder: Path | str = ".",
) -> Screen:
    """Run a command in a fork of this process, on a terminal of its own, and watch it."""
    from termios import tcsetwinsize

    ours, theirs = os.openpty()
    tcsetwinsize(theirs, (ROWS, columns))
    with warnings.catch_warnings():  # of threads, none of which the child goes on with
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(ours)
        os.login_tty(theirs)
        _be_the_program(words, environ, folder)
    os.close(theirs)
    try:
        raw = _watched(ours, typed)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(ours)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return seen(raw, code, columns)


def seen(raw: str, code: int, columns: int) -> Screen:
    """Return what a terminal makes of what it is sent."""
    emulator = _Emulator(columns, ROWS)
    pyte.Stream(emulator).feed(raw)
    lines = [line.rstrip() for line in emulator.display]
    while lines and not lines[-1]:
        lines.pop()
    assert len(lines) < ROWS - 1, "too long for the screen"
    return Screen(code, raw, lines, list(_styles(emulator, len(lines))))


def _be_the_program(words: Sequence[str], environ: Mapping[str, str], folder: Path | str) -> None:
    """Never return: what follows is the test's own business."""
    code = 70
    try:
        os.chdir(folder)
        os.environ.update(environ)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        warnings.resetwarnings()
        warnings.simplefilter("ignore")  # as where the program is at home
        code = run(list(words))
        sys.stdout.flush()
    finally:
        os._exit(code)


def _watched(handle: int, typed: Sequence[Typed]) -> str:
    """Return all that is written, typing what is to be typed when its turn comes."""
    from select import select

    written, answered, waiting = b"", 0, list(typed)
    while select([handle], [], [], _SECONDS)[0]:
        try:
            part = os.read(handle, 1 << 16)
        except OSError:  # the other end is closed
            part = b""
        if not part:
            assert not waiting, f"never came to {waiting[0].after!r}: {written[answered:]!r}"
            return written.decode()
        written += part
        while waiting and (found := written.find(waiting[0].after.encode(), answered)) >= 0:
            answered = found + len(waiting[0].after.encode())
            os.write(handle, waiting.pop(0).keys.encode())
    raise TimeoutError(f"waits for {waiting[:1]}: {written[answered:]!r}")


def _styles(emulator: pyte.Screen, lines: int) -> Iterator[str]:
    for row in range(lines):
        runs: list[tuple[str, int, int]] = []
        for column in range(emulator.columns):
            cell = emulator.buffer[row][column]
            named = [name for key, name in _STYLES.items() if getattr(cell, key)]
            named += [cell.fg] if cell.fg != "default" else []
            named += [f"on {cell.bg}"] if cell.bg != "default" else []
            named += ["reversed"] if cell.reverse else []
            style = " ".join(named)
            if runs and runs[-1][0] == style and runs[-1][2] == column:
                runs[-1] = (style, runs[-1][1], column + 1)
            else:
                runs.append((style, column + 1, column + 1))
        told = ", ".join(f"{style} {start}-{end}" for style, start, end in runs if style)
        if told:
            yield f"{row + 1}: {told}"
