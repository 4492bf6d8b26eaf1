"""The one writer of stdout: what there is to show goes out whole, in the format asked for."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, TextIO

from reltrack.config import ColorChoice
from reltrack.errors import UsageError
from reltrack.render.kinds import ECHOES, REPORTS, Data, Kind, Outcome

Format = Literal["table", "text", "tsv", "json"]

DEFAULT_WIDTH = 80
DEFAULT_HEIGHT = 24
_MOST_COLUMNS = 10_000
_CHUNK = 1 << 16  # bytes written at a time
_SPELLED = "backslashreplace"


class Output:
    """Stdout. Every failure to write (disk full, closed pipe) is an `OSError` for the caller."""

    def __init__(
        self,
        stream: TextIO,
        *,
        format: Format,  # noqa: A002 — the word the option has
        color: bool,
        width: int,
        echo: Format,
        today: date,
        pager: Callable[[], list[str]] | None = None,
        fields: Sequence[str] = (),
    ) -> None:
        """Take the stream; `echo` is the format of what a write prints, `fields` its keys.

        On a terminal, `pager` names the command for what is longer than the screen.
        """
        self.format = format
        self.echo = echo
        self._stream = stream
        self._color = color
        self._width = width
        self._today = today
        self._pager = pager
        self._fields = fields

    def show(self, kind: Kind, data: Data, *, outcome: Outcome = "written") -> None:
        """Write data of a kind; an echo says whether anything was written to the journal."""
        wanted = self.echo if kind in ECHOES else self.format
        if self._fields:
            from reltrack.render import tsv

            known = tsv.fields(kind, data)
            if unknown := [field for field in self._fields if field not in known]:
                raise UsageError(
                    f"there is no field {unknown[0][:40]!r}",
                    hint=f"these there are: {', '.join(known)}",
                )
        if wanted == "json":
            from reltrack.render import json

            self._write(json.render(kind, data, chosen=self._fields).encode())
        elif wanted == "tsv":
            from reltrack.render import tsv

            content = tsv.render(kind, data, color=self._color, chosen=self._fields)
            self._write(content.encode())
        elif wanted == "text" or kind in ECHOES:
            from reltrack.render import text

            self._say(
                text.render(kind, data, today=self._today, width=self._room(kind), outcome=outcome),
                long=kind not in ECHOES,
            )
        else:
            from reltrack.render import table

            self._say(
                table.render(kind, data, today=self._today, width=self._width, color=self._color),
                long=True,
            )

    def _room(self, kind: Kind) -> int | None:
        return None if kind in REPORTS and not self._stream.isatty() else self._width

    def lines(self, lines: Iterable[str | bytes]) -> None:
        """Write lines as they come, each ended here, never holding them all."""
        pending = bytearray()
        for line in lines:
            pending += line.encode(errors=_SPELLED) if isinstance(line, str) else line
            pending += b"\n"
            if len(pending) >= _CHUNK:
                self._write(bytes(pending))
                pending.clear()
        if pending:
            self._write(bytes(pending))

    def _say(self, text: str, *, long: bool) -> None:
        """Write for a person: what the terminal's encoding lacks is spelled out."""
        encoding = self._stream.encoding or "utf-8"
        content = text.encode(encoding, _SPELLED)
        if long and self._pager and text.count("\n") >= height_of(self._stream):
            from reltrack.render.paging import page

            self._stream.flush()
            if (pager := self._pager()) and page(pager, content):
                return
        self._write(content, encoding)

    def _write(self, data: bytes, encoding: str = "utf-8") -> None:
        self._stream.flush()
        binary = getattr(self._stream, "buffer", None)
        if binary is None:  # a stream of text only, as in a test
            self._stream.write(data.decode(encoding))
            self._stream.flush()
            return
        # Past the buffer: what cannot be written is not kept to fail once more at exit.
        raw = getattr(binary, "raw", binary)
        rest = memoryview(data)
        while rest:
            rest = rest[_taken(raw.write(rest)) :]


def _taken(count: int | None) -> int:
    if count is None:
        raise BlockingIOError(errno.EAGAIN, "the output does not take any more for now")
    return count


def decide_color(
    flag: ColorChoice,
    stream_is_tty: bool,
    environ: Mapping[str, str],
    setting: ColorChoice = "auto",
) -> bool:
    """Return whether to colour: as said here, for all programs, as a rule; else on a terminal."""
    if flag != "auto":
        return flag == "always"
    if environ.get("FORCE_COLOR"):
        return True
    if environ.get("NO_COLOR"):
        return False
    if environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    if environ.get("CLICOLOR") == "0" or environ.get("TERM") == "dumb":
        return False
    return stream_is_tty if setting == "auto" else setting == "always"


def width_of(stream: TextIO, environ: Mapping[str, str]) -> int:
    """Return the columns there are: COLUMNS, then the terminal's, then 80."""
    wished = environ.get("COLUMNS", "")
    if wished.isascii() and wished.isdigit() and len(wished) < 6 and int(wished):
        return min(int(wished), _MOST_COLUMNS)
    try:
        return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    except (OSError, ValueError, AttributeError):
        return DEFAULT_WIDTH


def height_of(stream: TextIO) -> int:
    """Return the lines of the terminal; 24 where it does not say."""
    try:
        return os.get_terminal_size(stream.fileno()).lines or DEFAULT_HEIGHT
    except (OSError, ValueError, AttributeError):
        return DEFAULT_HEIGHT
