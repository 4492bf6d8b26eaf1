"""Find what names one person in other people's texts, and leave it out.

Stricter than the reading of names in `sentence`: a name counts in any case, with or without
accents, inside an address or a handle, across a line break. What names somebody else stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from unicodedata import category, combining, is_normalized, normalize

from reltrack.domain import vocabulary
from reltrack.domain.drafts import contact_key
from reltrack.domain.text import fold
from reltrack.tuples import NamedTuple

REDACTED = "[redacted]"

_FEWEST_DIGITS = 6
"""A shorter number is no telephone number."""

_FEWEST_LETTERS = 3
"""A shorter address would be found everywhere."""

_APOSTROPHES = "'’‘ʼ`´ʻʹ′＇"
_MARKS = "@#\\"
_NO_PART = vocabulary.PARTICLES | vocabulary.TITLES | vocabulary.NUMERALS
# A letter, or a vowel sign: those belong to words, but are none of the \w of Python.
_LETTER = r"[\w\u07a6-\u07b0\u0900-\u0963\u0966-\u109f\u1780-\u17ff]"
_BEGIN, _END = f"(?<!{_LETTER})", f"(?!{_LETTER})"
_WORD = re.compile(f"{_LETTER}(?:'*{_LETTER})*")
# Scripts in which the words of a sentence, or small words after a name, are not set apart.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_JOINTS = " '.,;:&+()/·・"
_BETWEEN = re.compile(f"([{_JOINTS}]+)")


class Identity(NamedTuple):
    """What somebody is known by."""

    names: list[str]
    """Name and aliases, as typed."""
    handles: list[str]
    points: list[tuple[str, str]]
    """Kind and value of the ways to reach them."""


class Redaction:
    """Leaves out of a text what names one person and nobody else."""

    def __init__(
        self,
        person: Identity,
        *,
        others: Iterable[Identity] = (),
        company: Iterable[Identity] | None = None,
    ) -> None:
        """Say who is left out, and who is not.

        `company`: who else took part in what the texts tell of, if the person did. There their
        names mean them and not some namesake, and so does a part of them.
        """
        ours = _patterns(person)
        capital = {key for key in ours if key in vocabulary.COMMON or len(key) == 1}
        theirs = {key: pattern for other in others for key, pattern in _patterns(other).items()}
        if company is not None:
            beside: set[str] = set()
            near: dict[str, str] = {}
            for other in company:
                near |= _patterns(other)
                beside |= _parts(other).keys()
            parts = {key: part for key, part in _parts(person).items() if key not in beside}
            capital |= parts.keys() - ours.keys()
            ours = {key: _whole(part) for key, part in parts.items()} | ours
            theirs = {key: pattern for key, pattern in theirs.items() if key not in ours} | near
        self._ours = [
            (
                _compiled(pattern),
                key in capital,
                [longer for other, longer in theirs.items() if _within(key, other)],
            )
            for key, pattern in ours.items()
            if key not in theirs
        ]

    def redacted(self, text: str, mark: str = REDACTED) -> str:
        """Return the text without them; the very text if it does not name them."""
        composed = text if is_normalized("NFC", text) else normalize("NFC", text)
        folded, places = _folded(composed)
        found = []
        for pattern, capital, longer in self._ours:
            for begin, end in _spans(pattern, folded):
                if capital and not _capital(composed, places[begin]):
                    continue
                # Only a longer name that holds all of theirs can be meant instead.
                held = (span for each in longer for span in _spans(_compiled(each), folded))
                if not any(a <= begin and end <= b and (a, b) != (begin, end) for a, b in held):
                    found.append((begin, end))
        parts, done = [], 0
        for begin, end in sorted(found):
            # To where the next letter comes from: with the accents that follow.
            first, last = places[begin], max(places[end - 1] + 1, places[end])
            if first >= done:
                parts += [composed[done:first], mark]
            done = max(done, last)
        return "".join([*parts, composed[done:]]) if parts else text


def rivals(person: Identity, others: Iterable[Identity]) -> list[Identity]:
    """Return those of the others whose names hold a name of a person's, or a part of one."""
    sought = [*_patterns(person), *_parts(person)]
    return [
        other
        for other in others
        if any(_within(key, o) for o in _patterns(other) for key in sought)
    ]


def _within(key: str, other: str) -> bool:
    """Tell whether what says the one may be part of what says the other."""
    return _compact(key.partition("?")[0]) in _compact(other)


@cache
def _compact(key: str) -> str:
    return "".join(re.findall(_LETTER, key))


def _spans(pattern: re.Pattern[str], folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a pattern stands, with the sign in front that makes a handle of it."""
    for match in pattern.finditer(folded):
        begin, end = match.span()
        marked = begin and folded[begin - 1] in _MARKS
        if marked and not re.search(f"{_LETTER}$", folded[: begin - 1]):
            begin -= 1
        yield begin, end


def _patterns(who: Identity) -> dict[str, str]:
    """Return what to look for in folded text, by what it says: the same for all its spellings."""
    found = {}
    for name in who.names:
        if mapped := _bare(name):
            found[_key(mapped)] = _whole(mapped)
    for handle in who.handles:
        if mapped := _bare(handle):
            found.setdefault(_key(mapped), _whole(mapped))
            found[f"@{mapped}"] = rf"(?:{_BEGIN}[@#]|(?<=/)){re.escape(mapped)}{_END}"
    for kind, value in who.points:
        digits = re.sub(r"\D", "", value)
        if kind == "phone" and len(digits) >= _FEWEST_DIGITS:
            found[digits] = _number(digits, abroad=value.strip().startswith(("+", "00")))
            continue
        mapped = _folded(contact_key(kind, value) if kind == "url" else value)[0].strip()
        if len(mapped) >= _FEWEST_LETTERS and re.search(_LETTER, mapped):
            query = _folded(value.partition("?")[2])[0].strip() if kind == "url" else ""
            more = f"(?:/?[?]{re.escape(query)})?" if query else ""
            found[f"{mapped}?{query}"] = f"{_BEGIN}{re.escape(mapped)}{more}{_END}"
    return found


def _parts(person: Identity) -> dict[str, str]:
    """Return the words of somebody's names by which they may be called."""
    words = {_key(word): word for name in person.names for word in _WORD.findall(_folded(name)[0])}
    return {key: word for key, word in words.items() if len(key) > 1 and key not in _NO_PART}


def _bare(name: str) -> str:
    """Return a name folded, without what stands around it; nothing if it has no letter."""
    mapped = _folded(name)[0].strip(_JOINTS)
    return mapped if re.search(_LETTER, mapped) else ""


def _key(mapped: str) -> str:
    """Return what a name says, however its words are joined."""
    return " ".join(_BETWEEN.sub(" ", mapped.replace("'", "")).split())


def _whole(mapped: str) -> str:
    """Return the pattern of a folded name, as it may be spelled."""
    begin, end = (_UNSPACED.match(mapped[place]) for place in (0, -1))
    blank, joint = ("[ .]*", " ?") if begin and end else ("(?: +|[.])", "'?")
    pattern = "" if begin else _BEGIN
    for part in _BETWEEN.split(mapped):
        if not part.strip():
            pattern += blank if part else ""
        elif not part.strip(" '"):
            pattern += "[' ]*"
        elif _BETWEEN.fullmatch(part):
            pattern += rf"\W{{0,{max(4, len(part))}}}"
        else:
            pattern += joint.join(map(re.escape, part))
    return pattern if end else pattern + _END


def _number(digits: str, *, abroad: bool) -> str:
    """Return the pattern of a telephone number, as dialled from near or from far."""
    blank = "[ ()./]*"
    near = digits.lstrip("0") or digits
    ways = [(r"\d{1,3}", near)]
    if abroad:
        lengths = [length for length in (1, 2, 3) if len(near) >= _FEWEST_DIGITS + length]
        ways += [(blank.join(near[:length]), near[length:]) for length in lengths]
    found = [rf"(?:{code}{blank})?(?:0{blank})?{blank.join(rest)}" for code, rest in ways]
    return rf"(?<!\d)(?:[+]|00)?(?:{'|'.join(found)})(?!\d)"


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return the text as names are compared, and where each character of it, and its end, are."""
    if text.isascii():
        return text.lower().translate(_ASCII), range(len(text) + 1)
    found = [(each, place) for place, one in enumerate(text) for each in _letters(one)]
    return "".join(each for each, _ in found), [*(place for _, place in found), len(text)]


_ASCII = str.maketrans("-_`\t\n\r\v\f\x1c\x1d\x1e\x1f", "  '" + " " * 9)
_compiled = cache(re.compile)


@cache
def _letters(character: str) -> str:
    """Return what a character is compared as: nothing for an accent, a blank for a dash."""
    if character in _APOSTROPHES:
        return "'"
    if category(character) == "Cf":  # it only says where a line may break, or how to join
        return ""
    return fold(character) or ("" if combining(character) else " ")


def _capital(text: str, begin: int) -> bool:
    """Tell whether a name may begin so that is also a common word, or part of a name."""
    first, before = text[begin], text[begin - 1 : begin]
    return first in _MARKS or before == "/" or first == first.upper() or first.istitle()
