"""Read the headers of mail: of a mailbox in any of the mbox dialects, or of a single message.

Bodies are passed over line by line, or at once where the length is given and true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from reltrack.exchange.files import Source
from reltrack.tuples import NamedTuple

LONGEST = 1 << 16
"""Bytes of one header, however often it stands; the rest of a longer one is left out."""

MOST = 1 << 20
"""Bytes of all headers of a message; what follows counts as its body."""

WANTED = frozenset(
    b"auto-submitted content-length date delivery-date from list-id list-post list-unsubscribe"
    b" precedence received return-path sender subject to x-auto-response-suppress x-autoreply"
    b" x-beenthere x-mailman-version".split()
)
_FIRST_ONLY = frozenset((b"received", b"date", b"from", b"subject", b"content-length"))
"""Of these the first is the one that counts."""

_PIECE = 1 << 16
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_ENVELOPE = re.compile(rb"From \S.*?(?:\d\d?:\d\d.*\d{4}|\d{4}.*\d\d?:\d\d)")
"""`From ana@x.example Fri Nov 20 09:30:00 2026`, in whatever order the date stands."""


class Mail(NamedTuple):
    """The headers of a message, by their names in lower case; raw, unfolded."""

    line: int
    envelope: bytes
    """The line that separates it from the message before, if there is one."""
    headers: dict[bytes, bytes]
    """Those that stand several times are joined by a comma."""


def is_envelope(line: bytes) -> bool:
    """Tell whether a line may separate two messages."""
    return line.startswith(b"From ") and _ENVELOPE.match(line) is not None


def is_field(line: bytes) -> bool:
    """Tell whether a line begins a header."""
    return _FIELD.match(line) is not None


def mails(source: Source) -> Iterator[Mail]:
    """Yield one message after the other."""
    source.file.seek(0)
    yield from _Reader(source.file).mails()


class _Reader:
    """Goes through a mailbox line by line, and may look one line ahead."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._number = 0
        self._ahead: bytes | None = None

    def _next(self) -> bytes:
        """Return the next line, or a piece of a very long one; nothing at the end."""
        if self._ahead is not None:
            line, self._ahead = self._ahead, None
        else:
            line = self._file.readline(_PIECE)
        self._number += line.endswith(b"\n")
        return line

    def _back(self, line: bytes) -> None:
        self._ahead = line
        self._number -= line.endswith(b"\n")

    def mails(self) -> Iterator[Mail]:
        line = self._next().removeprefix(b"\xef\xbb\xbf")
        while line and not line.strip():
            line = self._next()
        envelope = line if line.startswith(b"From ") else b""
        number = self._number
        if not envelope:  # a single message, whatever lines stand in it
            self._back(line)
            yield Mail(number, envelope, self._headers())
            return
        while envelope:
            headers = self._headers()
            yield Mail(number, envelope, headers)
            envelope = self._body(headers.get(b"content-length", b""))
            number = self._number

    def _headers(self) -> dict[bytes, bytes]:
        found: dict[bytes, list[bytes]] = {}
        size: Counter[bytes] = Counter()
        name, total = b"", 0

        def keep(said: bytes, between: bytes) -> None:
            if name and size[name] < LONGEST:
                found.setdefault(name, []).append(between + said.strip())
                size[name] += len(said)

        while line := self._next():
            total += len(line)
            if line[:1] in b" \t" and line.strip():
                keep(line, b" ")
                continue
            if not line.strip():
                break
            if total > MOST or (is_envelope(line) and self._headers_follow(line)):
                self._back(line)
                break
            field = _FIELD.match(line)
            if not field:
                if not self._headers_follow(line):
                    self._back(line)
                    break
                name = b""  # a broken line among headers costs nothing but itself
                continue
            name = field[1].lower()
            again = name in found
            if name not in WANTED or (again and name in _FIRST_ONLY):
                name = b""
            keep(line[field.end() :], b", " if again else b"")
        return {name: b"".join(pieces) for name, pieces in found.items()}

    def _body(self, length: bytes) -> bytes:
        """Go to the next envelope and return it; nothing at the end."""
        if length.isdigit() and len(length) < 12 and self._ahead is None:
            self._skip(int(length))
        whole = True  # whether a line begins here
        while line := self._next():
            if whole and is_envelope(line) and self._headers_follow(line):
                return line
            whole = line.endswith(b"\n")
        return b""

    def _skip(self, length: int) -> None:
        """Pass over a body of known length, if a message ends there: lengths are often wrong."""
        start = self._file.tell()
        self._file.seek(start + max(0, length - 1))
        # Some count the line break that ends the body, some do not.
        rest = self._file.read(_PIECE).lstrip(b"\r\n") if length else b""
        if not is_envelope(rest.split(b"\n", 1)[0]):
            self._file.seek(start)
            return
        self._file.seek(start)
        left = length
        while left > 0 and (block := self._file.read(min(left, _PIECE))):
            self._number += block.count(b"\n")
            left -= len(block)

    def _headers_follow(self, line: bytes) -> bool:
        """Tell whether headers follow a line."""
        if not line.endswith(b"\n"):
            return False
        following = self._next()
        self._back(following)
        return following.startswith(b">From ") or is_field(following)
