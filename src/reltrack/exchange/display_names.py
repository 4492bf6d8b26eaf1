"""Names as sites show them, and as people say them: without degrees and decorations."""

from __future__ import annotations

import re
import unicodedata


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DEGREES = _set(
    "phd dphil edd msc bsc meng beng mphil llm llb mba emba md dds dvm jd cpa cfa pmp esq mscs ing "
    "dr drs rn prof mag dipl eng hons"
)
"""Not part of a name, however they are written; the rest is told by its capitals."""

_NAMES = _set("jr sr ii iii iv v vi")
"""Stand after a comma and belong to the name."""

_MARKS = re.compile(r"[®™©*]+")
_LETTERS = re.compile(r"[A-Z][A-Z0-9&/+-]{1,9}")


def plain(given: str, family: str = "") -> str:
    """Return a name as people say it: `✪ Ana` and `Lima, PhD, MBA` give `Ana Lima`.

    What follows a comma goes if it is a degree, or letters in capitals after a whole name that is
    not in capitals itself; symbols and emoji go from both ends. What would leave nothing of the
    name stays as it is.
    """
    shown = " ".join(f"{given} {family}".split())
    name = _undecorated(shown)
    first = name.split(",")[0]
    whole = len(first.split()) > max(1, len(given.split())) and not first.isupper()
    while "," in name:
        rest, _, last = name.rpartition(",")
        if last.count("(") != last.count(")") or not all(_is_title(w, whole) for w in last.split()):
            break
        name = rest.rstrip()
    name = _undecorated(name)
    return name if any(map(str.isalnum, name)) else shown


def _is_title(word: str, whole: bool) -> bool:
    """Tell whether a word is a degree or the like; capitals are, after a whole name."""
    bare = _MARKS.sub("", word).strip("()").replace(".", "")
    folded = bare.casefold()
    if folded in _NAMES:
        return False
    return folded in _DEGREES or not bare or (whole and _LETTERS.fullmatch(bare) is not None)


def _undecorated(name: str) -> str:
    """Strip symbols, emoji and what joins them, from both ends."""
    start, end = 0, len(name)
    while start < end and (_decorates(name[start]) or unicodedata.combining(name[start])):
        start += 1
    while end > start and _decorates(name[end - 1]):
        end -= 1
    return name[start:end]


def _decorates(character: str) -> bool:
    category = unicodedata.category(character)
    return (
        category[0] in "SZ" or category in ("Cf", "Cn", "Co") or character in "\ufe0e\ufe0f\u20e3"
    )
