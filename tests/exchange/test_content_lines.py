"""The lines of vCard and iCalendar: folded in any way, in any character set, each for itself."""

from __future__ import annotations

import io
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.exchange import content_lines as lines
from reltrack.exchange.content_lines import ContentLine, content_lines
from reltrack.exchange.files import Source

WANTED = frozenset({"BEGIN", "END", "FN", "NOTE", "TEL", "ATTENDEE", "PHOTO", "X_ODD"})


def read(content: bytes, wanted: frozenset[str] = WANTED) -> list[ContentLine]:
    return list(content_lines(Source("file", BytesIO(content)), wanted))


def one(content: bytes) -> ContentLine:
    (line,) = read(content)
    return line


def test_a_line_in_its_parts() -> None:
    line = one(b'item1.tel;type=work,"voice";PREF=1;X="a;b:c,d":+1\n')
    assert line == (1, "item1", "TEL", {"TYPE": ["work", "voice"], "PREF": ["1"], "X": ["a;b:c,d"]},
                    "+1", True)  # fmt: skip
    assert (line.parameter("PREF"), line.parameter("NONE")) == ("1", "")


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"FN:Ana\r\n  Lima\r\n", "Ana Lima"),
        (b"FN:Ana\n\tLima\n", "AnaLima"),
        (b"FN:Ana\r Lima\rNOTE", "AnaLima"),
        (b"\xef\xbb\xbfFN:Ana", "Ana"),
        (b"FN :Ana:Bo\n", "Ana:Bo"),
        (b"FN:Jos\xc3\r\n \xa9\r\n", "José"),  # folded within a character
        (b"FN:Jos\xe9\n", "José"),
        (b"FN:\x8dx\n", "\x8dx"),  # in no Western character set
        (b"FN;CHARSET=windows-1251:\xcb\xb3\n", "Лі"),  # which is valid UTF-8 too
        (b"FN;CHARSET=Windows-1252:Jos\xc3\xa9\n", "José"),  # which lies
        (b"FN;CHARSET=Murks:Jos\xe9\n", "José"),
        (b"FN;CHARSET=unicode_escape:a\\x41\xe9\n", "a\\x41é"),
        (b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9 M=C3=\n=BCller\n", "José Müller"),
        (b"FN;QUOTED-PRINTABLE;UTF-8:Jos=C3=A9\n", "José"),
        (b"FN;CHARSET=UTF-8;QUOTED-PRINTABLE:Jos=C3=A9 M=C3\n", "José M"),
        (b"FN;CHARSET=UTF-8;QUOTED-PRINTABLE:=C3=9F=C3=9F=80=C3=9F\n", "ßß\ufffdß"),
        (b"FN;CHARSET=UTF-8;QUOTED-PRINTABLE:Jos=E9\n", "José"),
        (b"FN;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab=\n c\n", "a\nb c"),
        (b"FN;ENCODING=QUOTED-PRINTABLE:a=\n\n", "a"),
        (b"FN;ENCODING=QUOTED-PRINTABLE:100=ZZ=", "100=ZZ"),
        (b"FN;ENCODING=B:Sm9zw6k=\n", "José"),
        (b"FN;BASE64:Sm9z\n w6k=\n\n", "José"),
        (b"FN;BASE64:\nSm9z\nw6k=\n\n", "José"),
        (b"FN;ENCODING=BASE64:x\n", ""),
        (b'FN;X="a:Ana\n', "Ana"),
        (b"FN;;=;X=;:Ana\n", "Ana"),
    ],
)  # fmt: skip
def test_values(content: bytes, value: str) -> None:
    assert read(content)[0].value() == value


def test_a_neighbour_names_the_character_set() -> None:
    assert one(b"FN:\xc2\xb3\xf2\xe0\n").value(charset="windows-1251") == "Віта"
    assert one("FN:Віта\n".encode()).value(charset="windows-1251") == "Віта"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_in_unicode(encoding: str) -> None:
    (line,) = read("FN:Ana 漢\r\n".encode(encoding))
    assert (line.name, line.value()) == ("FN", "Ana 漢")


def test_a_broken_surrogate_costs_its_own_line() -> None:
    broken = "FN:a".encode("utf-16") + b"\x00\xd8" + "\nNOTE:b\n".encode("utf-16-le")
    assert [line.value() for line in read(broken)][1:] == ["b"]


def test_a_soft_break_does_not_swallow_the_next_property() -> None:
    found = read(b"NOTE;QUOTED-PRINTABLE:a=\nTEL: is no property here=\nTEL:1\nEND:VCARD\n")
    assert [(line.number, line.name) for line in found] == [(1, "NOTE"), (3, "TEL"), (4, "END")]
    assert found[0].value() == "aTEL: is no property here"


def test_what_is_no_property_is_told_what_is_not_wanted_is_not() -> None:
    found = read(b"FN:a\n\nno property\nX-MORE:b\n folded\nX_ODD:c\n:d\n")
    assert [(line.number, line.name) for line in found] == [
        (1, "FN"), (3, ""), (6, "X_ODD"), (7, ""),
    ]  # fmt: skip


def test_parameters_may_escape_and_be_in_another_character_set() -> None:
    line = one(b"ATTENDEE;CN=Jos\xe9 ^'Pepe^' ^^:mailto:a@b\n")
    assert line.parameter("CN") == 'José "Pepe" ^'
    quoted = lines.quoted('a;b:"c",^\n')
    assert one(f"ATTENDEE;CN={quoted}:x".encode()).parameter("CN") == 'a;b:"c",^\n'


@pytest.mark.parametrize("fold", [b"", b"\n ", b"\r\n"])
def test_a_line_without_an_end_takes_little_room(fold: bytes) -> None:
    class Endless(io.RawIOBase):
        read_so_far = 0

        def readable(self) -> bool:
            return True

        def seekable(self) -> bool:
            return True

        def seek(self, at: int, _whence: int = 0) -> int:
            self.read_so_far = at
            return at

        def readinto(self, into) -> int:  # type: ignore[no-untyped-def]
            start, size = self.read_so_far, len(into)
            body = (b"PHOTO;ENCODING=BASE64:" if not start else b"") + b"A" * 60 + fold
            if start > 50_000_000:
                body = b"\r\n\r\nFN:Ana\r\n" if start < 60_000_000 else b""
                self.read_so_far = 60_000_000
            else:
                body = body * (size // len(body)) if start else body
                self.read_so_far += max(len(body), 1)
            into[: len(body)] = body
            return len(body)

    found = list(content_lines(Source("file", io.BufferedReader(Endless())), WANTED))  # type: ignore[arg-type]
    assert [(line.name, line.whole) for line in found] == [("PHOTO", False), ("FN", True)]
    assert len(found[0].raw) <= lines.LONGEST


@given(st.lists(st.text('ab\\,;:nN"\n', max_size=6), min_size=1, max_size=4))
def test_what_is_escaped_is_read_again(values: list[str]) -> None:
    escaped = [lines.escaped(value) for value in values]
    for separator in ",;":
        assert [
            lines.unescaped(part) for part in lines.parts(separator.join(escaped), separator)
        ] == values


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=200))
def test_folding(text: str) -> None:
    pieces = list(lines.folded(f"FN:{text}"))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert one("\r\n".join(pieces).encode()).value() == text


@given(
    st.binary(max_size=60),
    st.sampled_from([b"FN", b"FN;QUOTED-PRINTABLE", b"FN;CHARSET=utf-16;B", b"FN;CHARSET=utf-7"]),
)
def test_any_bytes_are_lines(content: bytes, head: bytes) -> None:
    for line in read(head + b":" + content) + read(head + content):
        assert isinstance(line.value().encode(), bytes)
