"""The words of a journal line: where each begins and ends, and how it is compared with names.

A word is letters and digits joined by hyphens or apostrophes, so `Ana` is not found inside
`Ana-Maria`. Scripts that don't put spaces between words come as runs. Addresses come whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from reltrack.domain.text import fold, slugify
from reltrack.domain.vocabulary import TITLES
from reltrack.tuples import NamedTuple

WORD, RUN, HANDLE, TAG, ADDRESS = "word", "run", "handle", "tag", "address"
LOWER, UPPER, CASELESS = "lower", "upper", "caseless"

NAME_WORDS = 7
"""Words in the longest name that is looked for."""

NAME_LETTERS = 8
"""Characters in the longest name that is looked for inside a run."""

# Scripts that don't put spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x30FF)),
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF)),
)
_HANGUL = (0xAC00, 0xD7A3)  # spaced, but small words cling to the end of a name

# The pattern runs over the outline of a text, where one letter stands for each kind of character
# that it must tell apart: big character classes would take longer to compile than all the rest.
_LETTER = r"[^\W_ªºµ]"
_URL = r"[^\s<>\"]"
_ADDRESS = (
    rf"(?P<address>(?i:[a-z][a-z0-9+.-]{{1,15}}://|mailto:|www\.){_URL}+"
    rf"|@?(?:{_LETTER}|[_.+-]){{1,64}}@\w[\w.-]*"
    rf"|(?:{_LETTER}(?:{_LETTER}|[_-]){{0,62}}\.){{1,8}}[a-z]{{2,}}/{_URL}*)|"
)
_OTHERS = (
    rf"(?<!{_LETTER})(?<![&/#@_])#(?P<tag>\w(?:[\w+.-]*[\w+])?)"
    rf"|(?<!{_LETTER})(?<![@_])@(?P<handle>\w+(?:[-.']\w+)*)"
    rf"|(?P<run>º+|µ+)"
    rf"|(?P<word>{_LETTER}[^\W_ºµ]*(?:(?:[-'_]|\.(?=[a-z]{{2}}))[^\W_ºµ]+)*)"
)
_ENDINGS = (("'s", 1), ("'S", 1), ("'ll", 2), ("'d", 2), ("'ve", 2), ("'re", 2))


class Token(NamedTuple):
    """A word, a run, a handle, a tag or an address, and its place in the text."""

    kind: str
    start: int  # with its @, without a backslash before it
    end: int  # without a possessive ending
    stop: int  # with it
    typed: str  # without @, # and the possessive ending
    key: str  # folded
    case: str
    owner: bool  # `Ana's`
    escaped: bool  # `\Ana`


class _Outline(dict[int, int]):
    """Maps a character to the one that stands for it in an outline."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        if any(low <= code <= high for low, high in _UNSPACED):
            letter = "º"
        elif _HANGUL[0] <= code <= _HANGUL[1]:
            letter = "µ"
        elif code in (0x200C, 0x200D) or unicodedata.category(letter)[0] == "M":
            letter = "ª"  # goes on with a word, but never begins one
        self[code] = found = ord(letter)
        return found


_OUTLINE = _Outline(
    str.maketrans("ªºµ‐‑’‘ʼ`´“”«»，、،…。！？：；", "aou--" + "'" * 5 + '"' * 4 + ",,,..!?:;")
)


def outline(text: str) -> str:
    """Return a text of the same length in which signs are ASCII, and scripts and marks one letter.

    Han, kana, Thai and the like become `º`, Hangul `µ`, combining marks `ª`.
    """
    return text.replace("`", "'") if text.isascii() else text.translate(_OUTLINE)


def _pattern(signs: str) -> re.Pattern[str]:
    """Return what finds the words of a text; to compile what finds addresses costs as much again.

    None is without one of these signs.
    """
    addressed = any(sign in signs for sign in ":/@") or "www." in signs.lower()
    return re.compile(_ADDRESS + _OTHERS if addressed else _OTHERS)


def tokens(text: str) -> list[Token]:
    """Return the words of a text, in order; what lies between them is white space or signs."""
    found = []
    signs = outline(text)
    for match in _pattern(signs).finditer(signs):
        kind = match.lastgroup or ""
        start, stop = match.span()
        end, owner = stop, False
        if kind in (WORD, HANDLE):
            for ending, least in _ENDINGS:
                if signs.endswith(ending, start + least, stop):
                    owner, end = least == 1, stop - len(ending)
            if end == stop and _owned(signs, start, stop):
                owner, stop = True, stop + 1
        typed = text[match.start(kind) : end]
        # With "_" inside it is a file or a variable, and nobody's name.
        key = typed if kind == WORD and "_" in typed else fold(typed)
        escaped = signs[start - 1 : start] == "\\"
        found.append(Token(kind, start, end, stop, typed, key, _case(typed), owner, escaped))
    return found


def gap(text: str, a: Token, b: Token) -> str | None:
    """Return what a key has between two words of one name, or None if they can't be one name."""
    between = text[a.stop : b.start]
    if a.owner or b.kind not in (WORD, RUN) or a.kind in (TAG, ADDRESS):
        return None
    if between in ("", " ", "&", "+", "·", " & ", " + ", " ("):
        return between
    if between.isspace():
        return None if "\n" in between else " "
    if between in ("–", "‒"):
        return " "
    return between if between == "." or (between == ". " and _dotted(a)) else None


def follows(text: str, a: Token, b: Token) -> bool:
    """Tell whether one word directly follows another, with nothing but blanks between them."""
    between = text[a.stop : b.start]
    return not a.owner and (
        (between.isspace() and "\n" not in between) or (between == ". " and len(a.key) == 1)
    )


def spans(text: str, words: list[Token], i: int) -> Iterator[tuple[int, int, str]]:
    """Yield (last word, where it ends, key) for each name that may begin at a word.

    Dots after initials and titles may be there or not, in the text or in the name.
    """
    typed = bare = dotted = tight = words[i].key
    for j in range(i, min(i + NAME_WORDS, len(words))):
        key = words[j].key
        if j > i:
            between = gap(text, words[j - 1], words[j])
            if between is None:
                return
            typed += between + key
            if _dotted(words[j - 1]) and between in (" ", ".", ". "):
                bare += " " + key
                dotted += ". " + key
                tight += ("." if len(key) == 1 else ". ") + key
            else:
                bare, dotted, tight = (way + between + key for way in (bare, dotted, tight))
        stop = words[j].stop
        for way in {typed, bare, dotted, tight}:
            yield j, stop, way
        if text[stop : stop + 1] in (".", "?", "!", ")"):
            yield j, stop + 1, typed + text[stop]


def pieces(token: Token) -> Iterator[tuple[int, int, str]]:
    """Yield (begin, end, key) of each piece of a run that may be a name, longest first.

    In Korean only the beginning of a word can be.
    """
    letters = [fold(letter) for letter in token.typed]
    size = len(letters)
    anchored = _HANGUL[0] <= ord(token.typed[0]) <= _HANGUL[1]
    for begin in range(1 if anchored else size):
        for end in range(min(size, begin + NAME_LETTERS), begin + 1, -1):
            yield begin, end, "".join(letters[begin:end])


def handle(token: Token) -> str:
    """Return the handle that stands after an @: `@Ana-Lima` gives `ana-lima`."""
    return slugify(token.typed)


def _dotted(token: Token) -> bool:
    return len(token.key) == 1 or token.key in TITLES


def _owned(signs: str, start: int, stop: int) -> bool:
    """Tell whether an apostrophe after an s is the possessive of `James' book`, not a quote."""
    return (
        signs[stop - 1] in "sSxXzZ"
        and signs[stop : stop + 1] == "'"
        and signs[stop + 1 : stop + 2].isspace()
        and signs[start - 1 : start] != "'"
    )


def _case(typed: str) -> str:
    """Tell whether a word is capitalised, perhaps only after d' or a hyphen, or has no case."""
    letter = typed[0]
    if letter.isupper() or letter.istitle():
        return UPPER
    if "ა" <= letter <= "ჿ" or (letter.isalpha() and letter == letter.upper()):
        return CASELESS  # Georgian is written without its capitals
    inner = any(letter.isupper() and not before.isalnum() for before, letter in pairwise(typed))
    return UPPER if inner else LOWER
