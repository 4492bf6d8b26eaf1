"""Read one key at a time from a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

_ESCAPE = b"\x1b"
_CONTROL_C, _CONTROL_D = "\x03", b"\x04"


class Keys:
    """The keys as they are pressed, while this is entered; whole lines in between.

    Where keys cannot be read one by one, the first letter of a line is one.
    """

    def __init__(self) -> None:
        self._before: Any = None
        """How the terminal was set, where it can be."""

    def __enter__(self) -> Keys:
        if sys.platform != "win32":
            self._take()
        return self

    def __exit__(self, *_: object) -> None:
        self._give_back()

    def _take(self) -> None:
        try:
            from termios import error, tcgetattr
            from tty import setcbreak
        except ImportError:
            return
        try:
            self._before = tcgetattr(sys.stdin.fileno())
            setcbreak(sys.stdin.fileno())
        except (error, OSError, ValueError):
            self._before = None

    def _give_back(self) -> None:
        if self._before is not None:
            from termios import TCSADRAIN, tcsetattr

            tcsetattr(sys.stdin.fileno(), TCSADRAIN, self._before)
            self._before = None

    @contextmanager
    def lines(self) -> Iterator[None]:
        """Let a line be typed and corrected as usual."""
        self._give_back()
        try:
            yield
        finally:
            self.__enter__()

    def read(self) -> str:
        """Return the next key as text; "" for arrows and the like.

        Raises:
            EOFError: nobody is there any more.
            KeyboardInterrupt: it was Ctrl-C.
        """
        if sys.platform == "win32":
            return _from_console()
        return _from_line() if self._before is None else _from_terminal()


def _from_terminal() -> str:
    from select import select

    handle = sys.stdin.fileno()
    pressed = os.read(handle, 1)
    if pressed in (b"", _CONTROL_D):
        raise EOFError
    if pressed == _ESCAPE:  # what follows at once belongs to it
        while select([handle], [], [], 0.02)[0] and os.read(handle, 1):
            pass
        return ""
    more = pressed if pressed[0] > 0xBF else b""  # the first byte of a letter of several
    while more and more[0] > 0x7F and len(pressed) < 4 and select([handle], [], [], 0.02)[0]:
        more = os.read(handle, 1)
        pressed += more
        with suppress(UnicodeDecodeError):
            return pressed.decode()
    return pressed.decode(errors="ignore")  # no UTF-8: the key after it is not swallowed


def _from_console() -> str:
    from msvcrt import getwch  # type: ignore[attr-defined, unused-ignore]

    key: str = getwch()
    if key == _CONTROL_C:
        raise KeyboardInterrupt
    if key in ("\0", "\xe0"):  # the first half of an arrow or a function key
        getwch()
        return ""
    return key


def _from_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()[:1] or " "
