"""Read an exported journal: the document, or JSON lines.

Both stand one record to a line as `export` writes them, and are read so, in chunks. A document
that another program has laid out anew is read as one value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from reltrack.domain.arrivals import Place
from reltrack.errors import BadDataError
from reltrack.exchange import records
from reltrack.exchange.fields import LARGEST
from reltrack.exchange.files import Source, bounded, json_value
from reltrack.exchange.layout import FORMAT, SECTIONS, VERSION
from reltrack.exchange.wishes import Wishes
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import Tally
from reltrack.write.bulk_records import Record

CHUNK = 2000
"""Lines parsed at a time: one call of the parser for all of them."""

CHUNK_SIZE = 1 << 22
"""Characters parsed at a time, at most."""

LONGEST_LINE = 1 << 24
"""Characters; a record with the longest text there may be is far shorter."""

LARGEST_VALUE = 1 << 28
"""Bytes of a document that has to be read as one value."""

_INVALID = "it is not valid JSON"
_TOO_LONG = "the line is too long"
_SECTION = re.compile(r'"(\w{1,40})" ?: ?\[')
_HEADER = re.compile(r'\{ ?"format" ?: ?"reltrack" ?,[^{}\[\]]*,')
_ENDS = ("]", "],", "}", "")
_VALUE_HINT = (
    "reltrack export jsonl writes one record to a line; log --batch reads entries as JSON lines"
)
_FORMAT_HINT = "reltrack export writes such files; log --batch reads entries as JSON lines"


class _Line(NamedTuple):
    """One record, not yet parsed; in JSON lines it says itself of which kind it is."""

    place: Place
    kind: str | None
    text: str


def recognises(head: str) -> bool:
    """Tell whether a file that begins so may be an export."""
    return head.lstrip()[:1] in ("{", "[")


def read(source: Source, tally: Tally, _wishes: Wishes) -> Iterator[list[Record]]:
    """Yield records in chunks; what cannot be used goes to the tally.

    Raises:
        BadDataError: the file is something else, newer, or not JSON at all.
    """
    reader = _Reader(source.name, tally)
    beginning = [line.strip() for line in source.head().split("\n")[:10] if line.strip()]
    if any(_says_kind(line) for line in beginning):
        lines = reader.json_lines
    elif (
        beginning
        and _HEADER.fullmatch(beginning[0])
        and (_is_tidy(source) or not reader.is_value(source))
    ):
        lines = reader.document
    else:
        yield from reader.value(source)
        reader.conclude()
        return
    with source.text(newline="\n", errors="surrogateescape") as text:
        yield from reader.parsed(lines(text))
    reader.conclude()


def _says_kind(line: str) -> bool:
    try:
        content = _parse(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and "record" in content


def _is_tidy(source: Source) -> bool:
    """Tell whether each line of a document is what `export` would have put on one."""
    with source.text(newline="\n", errors="surrogateescape") as text:
        for _, line in bounded(text, limit=LONGEST_LINE):
            bare = "{" if line is None else line.strip()
            if bare[:1] != "{" and bare not in _ENDS and not _SECTION.fullmatch(bare):
                return False
    return True


class _Reader:
    """Reads one file."""

    def __init__(self, name: str, tally: Tally) -> None:
        self._name = name
        self._tally = tally
        self._passed_over: dict[str, int] = {}

    def conclude(self) -> None:
        """Remark on what this version does not know."""
        for what, count in list(self._passed_over.items())[:20]:
            self._tally.remark(
                Place(self._name), f"not known to this version, and left out: {what} ({count})"
            )

    def json_lines(self, text: TextIO) -> Iterator[_Line]:
        """Yield the lines; the first may be the header of the file."""
        for number, line in bounded(text, limit=LONGEST_LINE):
            place = Place(self._name, number)
            if line is None:
                self._tally.reject(place, _TOO_LONG)
            elif line.strip():
                yield _Line(place, None, line)

    def document(self, text: TextIO) -> Iterator[_Line]:
        """Yield the header and the records of a document that stands one record to a line."""
        section, ended = "", False
        for number, line in bounded(text, limit=LONGEST_LINE):
            place = Place(self._name, number)
            bare = None if line is None else line.strip()
            if bare is None:
                self._tally.reject(place, _TOO_LONG)
            elif bare in _ENDS:
                section, ended = ("" if bare else section), bare == "}"
            elif opening := _SECTION.fullmatch(bare):
                section = opening[1]
            elif section:
                yield _Line(place, SECTIONS.get(section, section), bare.removesuffix(","))
            elif number == 1:
                yield _Line(place, "journal", bare.removesuffix(",") + "}")
            else:
                self._tally.reject(place, _INVALID)
        if not ended:
            self._tally.reject(Place(self._name), "the file is cut short")

    def parsed(self, lines: Iterable[_Line]) -> Iterator[list[Record]]:
        """Parse lines, a chunk at a time."""
        chunk: list[_Line] = []
        size = 0
        for line in lines:
            chunk.append(line)
            size += len(line.text)
            if len(chunk) == CHUNK or size > CHUNK_SIZE:
                yield self._chunk(chunk)
                chunk, size = [], 0
        yield self._chunk(chunk)

    def is_value(self, source: Source) -> bool:
        """Tell whether the file can be read as one value."""
        try:
            self._load(source)
        except BadDataError:
            return False
        return True

    def _load(self, source: Source) -> Any:  # noqa: ANN401 — whatever JSON holds
        return json_value(
            source, largest=LARGEST_VALUE, hint=_VALUE_HINT, errors="surrogateescape", parse=_parse
        )

    def value(self, source: Source) -> Iterator[list[Record]]:
        """Read a document that is laid out in another way."""
        document = self._load(source)
        if not isinstance(document, dict):
            raise self._foreign()
        yield [Record(Place(self._name), "journal", self._header(document))]
        for section, kind in SECTIONS.items():
            contents = document.pop(section, [])
            if not isinstance(contents, list):
                self._tally.reject(Place(self._name), f"{section} is not a list")
                continue
            for start in range(0, len(contents), CHUNK):
                yield self._checked(
                    (Place(self._name, spot=f".{section}[{number}]"), kind, content)
                    for number, content in enumerate(contents[start : start + CHUNK], start)
                )
        for key in document.keys() - {"format", "version", "last_number"}:
            self._pass_over(key)

    def _chunk(self, lines: list[_Line]) -> list[Record]:
        """Parse all lines at once, or one by one if that fails, to know which."""
        try:
            contents = _parse(f"[{','.join(line.text for line in lines)}]")
        except (ValueError, RecursionError):
            contents = []
        if len(contents) != len(lines):
            return self._checked(self._one_by_one(lines))
        return self._checked(
            (line.place, line.kind, content) for line, content in zip(lines, contents, strict=True)
        )

    def _one_by_one(self, lines: list[_Line]) -> Iterator[tuple[Place, str | None, Any]]:
        for line in lines:
            try:
                yield line.place, line.kind, _parse(line.text)
            except (ValueError, RecursionError):
                self._tally.reject(line.place, _INVALID)

    def _checked(self, found: Iterable[tuple[Place, str | None, Any]]) -> list[Record]:
        """Return the records that can be used."""
        kept = []
        for place, known_kind, content in found:
            if not isinstance(content, dict):
                self._tally.reject(place, "it is not a JSON object")
                continue
            kind = known_kind or content.pop("record", None)
            if kind == "journal":
                kept.append(Record(place, kind, self._header(content)))
            elif not isinstance(kind, str):
                self._tally.reject(place, "it does not say what record it is")
            elif kind not in records.FIELDS:
                self._pass_over(kind)
            else:
                if unknown := content.keys() - records.FIELDS[kind].keys():
                    for key in unknown:
                        self._pass_over(f"{kind}.{key}")
                try:
                    kept.append(Record(place, kind, records.checked(kind, content)))
                except ValueError as problem:
                    self._tally.reject(place, str(problem))
        return kept

    def _header(self, content: dict[str, Any]) -> dict[str, Any]:
        version, last = content.get("version"), content.get("last_number", 0)
        if content.get("format") != FORMAT or type(version) is not int:
            raise self._foreign()
        if version > VERSION:
            raise BadDataError(
                f"{self._name} was written by a newer reltrack"
                f" (version {version}, this one knows {VERSION})",
                hint="upgrade reltrack and import it again",
            )
        if type(last) is not int or not 0 <= last <= LARGEST:
            raise BadDataError(
                f"{self._name} has no usable last_number", hint="export the journal anew"
            )
        return {"last_number": last}

    def _foreign(self) -> BadDataError:
        return BadDataError(f"{self._name} is not an export of reltrack", hint=_FORMAT_HINT)

    def _pass_over(self, what: str) -> None:
        if what in self._passed_over or len(self._passed_over) < 1000:
            what = what[:60]
            self._passed_over[what] = self._passed_over.get(what, 0) + 1


def _parse(text: str) -> Any:  # noqa: ANN401 — whatever JSON holds
    """Parse JSON, strictly.

    Raises:
        ValueError, RecursionError: it is not JSON, says something twice, or is too deep.
    """
    return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key stands twice")
    return content


def _refuse(word: str) -> None:
    raise ValueError(word)
