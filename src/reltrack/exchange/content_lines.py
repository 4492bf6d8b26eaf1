"""The lines that vCard and iCalendar are made of: `GROUP.NAME;PARAMETER=VALUE:VALUE`.

Reading forgives: lines folded in any of three ways, values in any character set, quoted-printable
or base64, parameters without names. A line that makes no sense costs nothing but itself.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TextIO

from reltrack.exchange.files import Source
from reltrack.tuples import NamedTuple

LONGEST = 1 << 20
"""Characters of a line, unfolded; of a longer one only the beginning is kept."""

Parameters = Mapping[str, Sequence[str]]
"""Names in capitals; a value in quotation marks is one value, whatever commas it holds."""

_PIECE = 1 << 16
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_START = re.compile(r"\ufeff?(?:([A-Za-z0-9_.-]+)\.)?([A-Za-z0-9_-]+)[ \t]*(?=[;:])")
_SURELY_NEW = re.compile(r"([A-Z][A-Z0-9-]*)[;:](?! )")
_BASE64 = re.compile(r"BASE64|[;=]B[;:]", re.IGNORECASE)
_HEAD = 1000
"""Characters of a line in which its encoding must be told."""

_PARAMETERS = re.compile(r'((?:"[^"]*"|[^":])*+):')
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*+)')
_ITEM = re.compile(r'"([^"]*)"|([^,"]+)')
_CARET = re.compile(r"\^[n'^]")
_CARETS = {"^n": "\n", "^'": '"', "^^": "^"}
_TO_CARET = re.compile(r'[\n"^]')
_TO_CARETS = {character: caret for caret, character in _CARETS.items()}
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_CHARSET = re.compile(
    r"(?:utf[-_]?(?:8|16|32)|iso|windows|cp|koi8|big5|gb|shift|sjis|euc|us-ascii|ascii|latin|mac|tis)[\w.:-]{0,30}",
    re.IGNORECASE,
)
_WESTERN = re.compile(
    r"(?:iso[-_]?8859[-_]1|latin[-_]?1|windows-1252|cp1252|(?:us-)?ascii)", re.IGNORECASE
)
_ESCAPE = re.compile(r'\\([nN\\,;:"])')
_DISGUISED = re.compile("[\udc80-\udcff]")


def _from_base64(data: bytes) -> bytes:
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        return b""


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "QUOTED-PRINTABLE": binascii.a2b_qp,
    "BASE64": _from_base64,
    "B": _from_base64,
}


class ContentLine(NamedTuple):
    """A line, unfolded; the value is as it stands in the file: `value` reads it."""

    number: int
    """Of the first of its lines in the file."""
    group: str
    """Folded; empty for none."""
    name: str
    """In capitals; empty for a line that is no property."""
    parameters: Parameters
    raw: str
    whole: bool = True
    """Whether it is all there, not too long."""

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter, or nothing."""
        return next(iter(self.parameters.get(name, ())), "")

    def value(self, *, charset: str = "") -> str:
        """Return the value in Unicode, its encoding undone, escapes left in.

        The character set is the one that the line names, UTF-8, the one given, or Windows's.
        """
        if not self.parameters:
            return _read(self.raw, charset)
        encoding, declared = self.parameter("ENCODING").upper(), self.parameter("CHARSET")
        if encoding not in _DECODERS and not declared:
            return _read(self.raw, charset)
        data = _DECODERS.get(encoding, bytes)(self.raw.encode("utf-8", "surrogateescape"))
        return decoded(data, declared, charset).replace("\r\n", "\n")


def content_lines(source: Source, wanted: frozenset[str]) -> Iterator[ContentLine]:
    """Yield the lines of the properties wanted, and those that are no property at all.

    Raises:
        BadDataError: the file is not text.
    """
    with opened(source) as text:
        for number, unfolded, whole in _unfolded(text, wanted):
            found = _START.match(unfolded)
            if not found:
                yield ContentLine(number, "", "", {}, unfolded, whole)
                continue
            name = found[2].upper()
            if name in wanted:
                parameters, raw = _split(unfolded[found.end() :])
                yield ContentLine(number, (found[1] or "").casefold(), name, parameters, raw, whole)


def parts(value: str, separator: str) -> list[str]:
    """Split a value where a separator stands that is not escaped; escapes stay in."""
    if "\\" not in value:
        return value.split(separator)
    found, start = [], 0
    for match in re.finditer(rf"\\.|{re.escape(separator)}", value, re.DOTALL):
        if match[0] == separator:
            found.append(value[start : match.start()])
            start = match.end()
    return [*found, value[start:]]


def unescaped(value: str) -> str:
    r"""Return a value with its escapes undone: `\n`, `\,`, `\;`, `\:`, `\"` and `\\`."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def escaped(value: str) -> str:
    """Return a text as the value of a property; line breaks are kept as such."""
    value = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def quoted(value: str) -> str:
    """Return a text as the value of a parameter, in quotation marks."""
    return f'"{_TO_CARET.sub(lambda match: _TO_CARETS[match[0]], value)}"'


def folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 bytes, never cut within a character."""
    room, start, taken = 75, 0, 0
    if len(line) * 4 > room:
        for at, character in enumerate(line):
            size = len(character.encode())
            if taken + size > room:
                yield (" " if start else "") + line[start:at]
                room, start, taken = 74, at, 0
            taken += size
    yield (" " if start else "") + line[start:]


@contextmanager
def opened(source: Source) -> Iterator[TextIO]:
    """Read a file as UTF-8, or UTF-16 if marked so; what is not UTF-8 stays as bytes in disguise.

    A line may be cut in the middle of a character, and each may be in a character set of its own.
    """
    source.file.seek(0)
    marked = source.file.read(2) in UTF_16
    with source.text(newline="", errors="replace" if marked else "surrogateescape") as text:
        yield text


def _unfolded(text: TextIO, wanted: frozenset[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield lines with their numbers, and whether they are whole; empty ones are left out."""
    number = start = size = 0
    pieces: list[str] = []
    last, ended = "", True
    while read := text.readline(_PIECE):
        piece, continued = read.rstrip("\r\n"), not ended
        ended = len(piece) < len(read)
        number += not continued
        if not continued:
            if last.endswith("=") and _is_quoted(pieces) and not _is_property(piece, wanted):
                if size <= LONGEST:
                    pieces[-1] = last[:-1]
            elif pieces and piece[:1] in (" ", "\t"):
                piece = piece[1:]
            elif not (pieces and piece and _is_base64(pieces, piece)):
                if pieces and pieces[0]:
                    yield start, "".join(pieces), size <= LONGEST
                start, size, pieces = number, 0, []
        size += len(piece)
        if size <= LONGEST:
            pieces.append(piece)
        last = piece
    if pieces and pieces[0]:
        yield start, "".join(pieces), size <= LONGEST


def _is_quoted(pieces: Sequence[str]) -> bool:
    return bool(pieces) and "QUOTED-PRINTABLE" in pieces[0][:_HEAD].upper()


def _is_property(line: str, wanted: frozenset[str]) -> bool:
    """Tell whether a line is a property of its own, though the one before claims to go on."""
    found = _SURELY_NEW.match(line)
    return found is not None and found[1] in wanted


def _is_base64(pieces: Sequence[str], line: str) -> bool:
    """Tell whether a line that is not folded goes on with what was begun, as vCard 2.1 may."""
    return not _START.match(line) and bool(_BASE64.search(pieces[0][:_HEAD]))


def _split(rest: str) -> tuple[dict[str, list[str]], str]:
    """Return the parameters, and what follows the colon."""
    if rest[0] == ":":
        return {}, rest[1:]
    found = _PARAMETERS.match(rest)
    head, _, raw = (found[1], ":", rest[found.end() :]) if found else rest.partition(":")
    parameters: dict[str, list[str]] = {}
    for part in _PARAMETER.findall(head):
        name, equals, listed = part.partition("=")
        name = name.strip().upper()
        if not equals:
            name, listed = _unnamed(name), name
        values = [_uncareted(quoted or plain.strip()) for quoted, plain in _ITEM.findall(listed)]
        parameters.setdefault(name, []).extend(values)
    return parameters, raw


def _unnamed(word: str) -> str:
    """Return which parameter a word without a name is the value of."""
    if word in _ENCODINGS:
        return "ENCODING"
    return "CHARSET" if "-" in word and _CHARSET.fullmatch(word) else "TYPE"


def _uncareted(value: str) -> str:
    """Return the value of a parameter with its escapes undone: `^n`, `^'` and `^^`."""
    value = _read(value, "")
    return _CARET.sub(lambda match: _CARETS[match[0]], value) if "^" in value else value


def _read(raw: str, otherwise: str) -> str:
    """Return a text with the bytes in disguise read."""
    if not _DISGUISED.search(raw):
        return raw
    return decoded(raw.encode("utf-8", "surrogateescape"), otherwise=otherwise)


def decoded(data: bytes, declared: str = "", otherwise: str = "") -> str:
    """Return text in the character set it is in, as far as can be told.

    What is valid UTF-8 is never Western European by chance, whatever it claims to be. What claims
    to be UTF-8 may have a few characters broken, as by a telephone that counts bytes.
    """
    western = _WESTERN.fullmatch(declared)
    for charset in ("utf-8",) if western else (declared, "utf-8", otherwise):
        if _CHARSET.fullmatch(charset):
            with suppress(UnicodeError, LookupError):
                return data.decode(charset)
    if declared.upper() == "UTF-8":
        text = data.decode(errors="replace").rstrip("\ufffd")
        if 2 * text.count("\ufffd") < sum(not c.isascii() for c in text):
            return text
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
