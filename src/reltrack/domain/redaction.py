"""Find what names one person in other people's texts, and leave it out.

Stricter than the reading of names in `sentence`: a name counts in any case, with or without
accents, inside an address or a handle, across a line break. What names somebody else stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple
from unicodedata import combining

from reltrack.domain import vocabulary
from reltrack.domain.drafts import contact_key
from reltrack.domain.text import fold

REDACTED = "[redacted]"

_FEWEST_DIGITS = 6
"""A shorter number is no telephone number."""

_FEWEST_LETTERS = 3
"""A shorter address would be found everywhere."""

_APOSTROPHES = "'’‘ʼ`´"
_NO_PART = vocabulary.PARTICLES | vocabulary.TITLES | vocabulary.NUMERALS
# Scripts in which the words of a sentence, or small words after a name, are not set apart.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_BETWEEN = re.compile(r"([ '.,;:&+()/·]+)")


class Identity(NamedTuple):
    """What somebody is known by."""

    names: list[str]
    """Name and aliases, as typed."""
    handles: list[str]
    points: list[tuple[str, str]]
    """Kind and value of the ways to reach them."""

    @property
    def words(self) -> set[str]:
        """Every word of it, folded."""
        texts = [*self.names, *self.handles, *(value for _, value in self.points)]
        return {word for text in texts for word in re.findall(r"\w+", _folded(text)[0])}


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
        hidden = _patterns(person)
        self._capital = {mapped for mapped in hidden if mapped in vocabulary.COMMON}
        kept = {each: pattern for other in others for each, pattern in _patterns(other).items()}
        if company is not None:
            kept = {each: pattern for each, pattern in kept.items() if each not in hidden}
            theirs: set[str] = set()
            for other in company:
                kept |= _patterns(other)
                theirs |= other.words
            parts = {word for name in person.names for word in re.findall(r"\w+", _folded(name)[0])}
            for part in parts - theirs - _NO_PART - hidden.keys():
                if len(part) > 1:
                    hidden[part] = _whole(part)
                    self._capital.add(part)
        ours = {each: pattern for each, pattern in hidden.items() if each not in kept}
        found = [*((each, "h", ours[each]) for each in ours), *((e, "k", kept[e]) for e in kept)]
        # Of two that begin at one place the longer is meant.
        found.sort(key=lambda each: (-len(each[0]), each))
        self._names = [each for each, _, _ in found]
        self._search = re.compile(
            "|".join(f"(?P<{what}{n}>{pattern})" for n, (_, what, pattern) in enumerate(found))
        )
        self._looks = bool(ours)

    def redacted(self, text: str, mark: str = REDACTED) -> str:
        """Return the text without them; the very text if it does not name them."""
        if not self._looks:
            return text
        folded, places = _folded(text)
        parts, end = [], 0
        for match in self._search.finditer(folded):
            what = str(match.lastgroup)
            begin = places[match.start()]
            if what[0] == "k" or (
                self._names[int(what[1:])] in self._capital and not _capital(text[begin])
            ):
                continue
            parts += [text[end:begin], mark]
            end = places[match.end() - 1] + 1
        return "".join([*parts, text[end:]]) if parts else text


def rivals(person: Identity, others: Iterable[Identity]) -> list[Identity]:
    """Return those of the others who share a word with a person, and so can be meant instead."""
    words = person.words
    return [other for other in others if not words.isdisjoint(other.words)]


def _patterns(who: Identity) -> dict[str, str]:
    """Return what to look for in folded text, by the folded text it stands for."""
    found = {}
    for name in who.names:
        mapped = _folded(name)[0].strip()
        if mapped:
            found[mapped] = _whole(mapped)
    for handle in who.handles:
        mapped = _folded(handle)[0].strip()
        found[f"@{mapped}"] = rf"(?:(?<!\w)[@#]|(?<=/)){re.escape(mapped)}(?!\w)"
        if " " in mapped:  # otherwise it is just a word
            found.setdefault(mapped, _whole(mapped))
    for kind, value in who.points:
        mapped = _folded(contact_key(kind, value) if kind == "url" else value)[0].strip()
        digits = re.sub(r"\D", "", value)
        if kind == "phone" and len(digits) >= _FEWEST_DIGITS:
            found[digits] = r"(?<!\d)(?:\+|00)?" + r"[ ()./]*".join(digits) + r"(?!\d)"
        elif len(mapped) >= _FEWEST_LETTERS:
            found[mapped] = rf"(?<!\w){re.escape(mapped)}(?!\w)"
    return found


def _whole(mapped: str) -> str:
    """Return the pattern of a folded name, as it may be spelled, marked by an @ or # or not."""
    pattern = ""
    for part in _BETWEEN.split(mapped):
        if not part.strip():
            pattern += "(?: +|[.])" if part else ""
        elif not part.strip(" '"):
            pattern += "[' ]?"
        elif _BETWEEN.fullmatch(part):
            pattern += r"\W{0,4}"
        else:
            pattern += "'?".join(map(re.escape, part))
    left = "" if _UNSPACED.match(mapped[0]) else r"(?<!\w)"
    right = "" if _UNSPACED.match(mapped[-1]) else r"(?!\w)"
    return rf"(?:(?<!\w)[@#\\])?{left}{pattern}{right}"


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return the text as names are compared, and where each character of it comes from."""
    if text.isascii():
        return text.lower().translate(_ASCII), range(len(text))
    found = [(each, place) for place, one in enumerate(text) for each in _letters(one)]
    return "".join(each for each, _ in found), [place for _, place in found]


_ASCII = str.maketrans("-_`\t\n\r\v\f", "  '     ")


@cache
def _letters(character: str) -> str:
    """Return what a character is compared as: nothing for an accent, a blank for a dash."""
    if character in _APOSTROPHES:
        return "'"
    return fold(character) or ("" if combining(character) else " ")


def _capital(character: str) -> bool:
    """Tell whether a name may begin so that is also a common word, or part of a name."""
    return character in "@#\\" or character == character.upper() or character.istitle()
