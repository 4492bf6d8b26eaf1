"""Show a long page through a pager, as people know it from git and man."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


def command(setting: str, environ: Mapping[str, str]) -> list[str]:
    """Return the pager to use, empty for none: RELTRACK_PAGER, PAGER, the setting, then less."""
    from shutil import which

    if environ.get("TERM", "dumb") == "dumb" and sys.platform != "win32":
        return []
    own = environ.get("RELTRACK_PAGER", environ.get("PAGER"))
    chosen = setting or "less" if own is None else own
    try:
        words = shlex.split(chosen, posix=sys.platform != "win32")
    except ValueError:
        return []
    return words if words and words[0] != "cat" and which(words[0]) else []


def page(pager: list[str], content: bytes) -> bool:
    """Show the content, and tell whether that was possible."""
    # Quit at once if it fits after all, keep colours, leave the page on the screen.
    environ = {"LESS": "FRX", "LV": "-c", **os.environ}
    try:
        with (
            leaving_interrupts(),
            subprocess.Popen(pager, stdin=subprocess.PIPE, env=environ) as running,  # noqa: S603
        ):
            running.communicate(content)  # a pager left before the end is no fault
    except OSError:
        return False
    return True


@contextmanager
def leaving_interrupts() -> Iterator[None]:
    """Leave Ctrl-C to the program that is started on the terminal meanwhile."""
    import signal

    # A handler of our own, unlike one that ignores, is the default again in the program started.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
