"""The names in a line, wherever they stand, each read as the people it can mean.

A wrong person present is worse than a missed one: the echo shows what was understood, and `@`
says it outright. So a name is taken only where it can hardly be anything else:

* Of several readings the longest wins, from left to right: `Elizabeth II` before `Elizabeth`.
  Then the better tier, then a whole name or alias before a first name.
* A first name followed by a capitalised word is somebody else's full name (`Ana Kowalska`), unless
  that is a word of their own name (`Ana L.`, `Jan Berg`) or goes on with the sentence. So is one
  that follows a capitalised word inside a sentence (`met John Grace`).
* A month, season or weekday with a date's words around it is a date (`in May`, `May 3`). A common
  word that merely opens a sentence is that word (`Will call Bob`), unless what follows shows a
  person (`Will called`, `Will and Ana`, `Mark:`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reltrack.domain import vocabulary, words
from reltrack.domain.names import Known, best
from reltrack.domain.words import HANDLE, LOWER, RUN, TAG, UPPER, WORD, Token
from reltrack.tuples import NamedTuple

QUOTES = "\"'*_"
"""What may stand around a name without parting it from what is before and after."""

_AND = r"(?:[Aa][Nn][Dd]\b|&|\+)"
JOIN = re.compile(rf"[{QUOTES}]*\s*(?:,\s*{_AND}?|\(?{_AND})\s*[{QUOTES}]*")
"""What joins two names of a run, in an outline."""

_BEFORE_NAME = vocabulary.CONNECTING | vocabulary.CALENDAR
_NO_FAMILY = _BEFORE_NAME | vocabulary.TITLES | vocabulary.SPEAKING

People = Mapping[str, Sequence[Known]]


class Name(NamedTuple):
    """A place in the text that names somebody."""

    start: int
    end: int
    people: list[Known]  # of the best tier; none: nobody known is called so
    typed: str  # without a possessive ending
    word: str = ""  # the key, if it is one word
    marked: bool = False  # by an @
    owner: bool = False  # `Ana's`
    faint: bool = False  # one word in lower case: a name only where people are expected


class Reading:
    """One text, its words, and the names among them."""

    def __init__(self, text: str, full: People, first: People, slugs: People) -> None:
        self.text = text
        self.full, self.first, self.slugs = (
            {key: people for key, people in found.items() if people}
            for found in (full, first, slugs)
        )
        self.signs = words.outline(text)
        self.tokens = words.tokens(text)
        self.head = next((i for i, t in enumerate(self.tokens) if t.kind != TAG), 0)
        self.names: list[Name] = []
        i = 0
        while i < len(self.tokens):
            i = self._read(i)

    def key(self, i: int) -> str:
        """Return the key of a word, or nothing beyond either end."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def ends_clause(self, position: int) -> bool:
        """Tell whether a clause ends here, or all the text."""
        rest = self.signs[position : position + 4].lstrip(" ")
        return rest[:1] in ("", ".", ",", "!", "?", ":", ";", ")", "\n")

    def surname(self, i: int) -> list[int]:
        """Return the capitalised words that go on with a name, particles included."""
        found: list[int] = []
        particles: list[int] = []
        for j in range(i + 1, min(i + words.NAME_WORDS, len(self.tokens))):
            token = self.tokens[j]
            if token.kind != WORD or not words.follows(self.text, self.tokens[j - 1], token):
                break
            if token.case == LOWER and token.key in vocabulary.PARTICLES:
                particles.append(j)
            elif token.case == UPPER and self._goes_on(i, j):
                found += [*particles, j]
                particles = []
            else:
                break
        return found

    def _read(self, i: int) -> int:
        """Read what stands at a word, and return the word after it."""
        token = self.tokens[i]
        found: list[Name] = []
        after = i + 1
        if token.kind in (WORD, RUN, HANDLE):
            one = self._longer(i) or self._single(i)
            if one:
                found, after = [one[0]], one[1]
            elif token.kind == RUN:
                found = self._within(token)
        self.names += [one for one in found if not (token.escaped and one.start == token.start)]
        return after

    def _longer(self, i: int) -> tuple[Name, int] | None:
        """Read the longest name of several words, as it is known."""
        fitting = [
            (j, end, key)
            for j, end, key in words.spans(self.text, self.tokens, i)
            if j > i and key in self.full
        ]
        if not fitting:
            return None
        j, end, key = max(fitting)
        return self._name(i, j, end, best(self.full[key])), j + 1

    def _single(self, i: int) -> tuple[Name, int] | None:
        """Read one word as a handle, name, alias or first name, or as somebody else's name."""
        token = self.tokens[i]
        key, marked = token.key, token.kind == HANDLE
        if marked and (people := self.slugs.get(words.handle(token))):
            return self._name(i, i, token.stop, best(people)), i + 1
        end, whole = token.stop, self.full.get(key, ())
        dotted = key + self.text[end : end + 1]
        if not whole and dotted in self.full:
            end, whole = end + 1, self.full[dotted]
        begins = self.first.get(key, ()) if marked or token.case != LOWER else ()
        if not (whole or begins):
            # "@3pm" is a time.
            return (self._name(i, i, end, []), i + 1) if marked and key[:1].isalpha() else None
        rest = self.surname(i)
        last = i
        for j in (j for j in rest if self.tokens[j].case != LOWER):
            narrower = [one for one in begins if _continues(one.key, self.tokens[j].key)]
            if not narrower:
                break
            begins, last = narrower, j
        if last > i:
            stop = self.tokens[last].stop
            initial = len(self.tokens[last].key) == 1 and self.text[stop : stop + 1] == "."
            return self._name(i, last, stop + initial, best(begins)), last + 1
        if not marked and (key in ("i", "a") or self._no_person(i)):
            return None
        if rest:
            return self._name(i, rest[-1], self.tokens[rest[-1]].stop, []), rest[-1] + 1
        if not marked and self._ends_a_name(i):
            return None
        return self._name(i, i, end, _of_one_word(whole, begins)), i + 1

    def _within(self, token: Token) -> list[Name]:
        """Read the names inside a run of a script without spaces."""
        found: list[Name] = []
        done = 0
        pieces = list(words.pieces(token))
        for begin, end, key in pieces:
            whole, begins = self.full.get(key, ()), self.first.get(key, ())
            if begin < done or not (whole or begins):
                continue
            people, done = _of_one_word(whole, begins), end
            for start, longer, joined in pieces:
                # 田中太郎, for a name kept as 田中 太郎
                closed = [one for one in begins if one.key.replace(" ", "") == joined]
                if start == begin and longer > end and closed:
                    people, done = best(closed), longer
                    break
            typed = token.typed[begin:done]
            found.append(Name(token.start + begin, token.start + done, people, typed))
        return found

    def _name(self, i: int, j: int, end: int, people: list[Known]) -> Name:
        token = self.tokens[i]
        return Name(
            token.start,
            end,
            people,
            typed=self.text[token.start : end - self.tokens[j].stop + self.tokens[j].end],
            word=token.key if i == j else "",
            marked=token.kind == HANDLE,
            owner=self.tokens[j].owner,
            faint=i == j and token.case == LOWER and token.kind == WORD,
        )

    def _goes_on(self, i: int, j: int) -> bool:
        """Tell whether a capitalised word belongs to the name that begins at `i`."""
        token, typed = self.tokens[j], self.tokens[j].typed
        if len(typed) == 1:
            return typed not in "AI" or self.text[token.stop : token.stop + 1] == "."
        if is_acronym(typed) and not self.tokens[i].typed.isupper():
            return token.key in vocabulary.NUMERALS
        return token.key not in _BEFORE_NAME and self._longer(j) is None

    def _ends_a_name(self, i: int) -> bool:
        """Tell whether the word before makes it a part of another name: `met John Grace`."""
        if i == 0 or not words.follows(self.text, self.tokens[i - 1], self.tokens[i]):
            return False
        before = self.tokens[i - 1]
        if self.names and self.names[-1].end > before.start:
            return False
        if self.key(i - 2) in vocabulary.BEFORE_PLACE:  # "at PyCon Grace said"
            return False
        if before.kind != WORD or before.case != UPPER or self._opens(i - 1):
            return False
        titled = len(before.typed) > 1 and before.typed.isupper()  # "CEO Ana"
        return not titled and before.key not in _NO_FAMILY

    def _no_person(self, i: int) -> bool:
        christened = i > 0 and christens(self.tokens, i - 1)
        return christened or self._travelled(i) or self._dated(i) or self._merely_opens(i)

    def _travelled(self, i: int) -> bool:
        """Tell whether a word is a place: `moved to Austin`, `in Sydney`."""
        back, before = self.key(i - 2), self.key(i - 1)
        if before not in ("to", "from"):
            return before in vocabulary.BEFORE_PLACE and self.key(i) in vocabulary.PLACES
        between = self.key(i - 3) in ("to", "from") and self.key(i - 4) in vocabulary.MOVING
        return between or back in vocabulary.MOVING

    def _dated(self, i: int) -> bool:
        """Tell whether a month, season or weekday stands in a date: `in May`, `May to June`."""
        key = self.tokens[i].key
        if key not in vocabulary.CALENDAR:
            return False
        back, before, after, on = (self.key(j) for j in (i - 2, i - 1, i + 1, i + 2))
        return (
            before in vocabulary.BEFORE_DATE
            or before in vocabulary.CALENDAR
            or (before in vocabulary.BEFORE_MONTH and (key == "may" or len(key) > 3))
            or (before in ("to", "from") and back not in vocabulary.SPEAKING)
            or (before in vocabulary.TO_DATE and back in vocabulary.CALENDAR)
            or (after in vocabulary.TO_DATE and on in vocabulary.CALENDAR)
            or any(word.rstrip("dhnrst").isdigit() for word in (before, after))
        )

    def _opens(self, i: int) -> bool:
        """Tell whether a word opens a sentence."""
        if i <= self.head:
            return True
        between = self.signs[self.tokens[i - 1].stop : self.tokens[i].start]
        return between in (" - ", " – ", " * ", " • ") or any(c in ".!?:;\n—" for c in between)

    def _merely_opens(self, i: int) -> bool:
        """Tell whether a common word opens a sentence with nothing to show that it is a name."""
        token = self.tokens[i]
        if token.key not in vocabulary.COMMON or token.owner or not self._opens(i):
            return False
        if JOIN.match(self.signs, token.stop):
            return not self._may_name(i + 2 if self.key(i + 1) == "and" else i + 1)
        if self.ends_clause(token.stop):
            return False
        verbs = vocabulary.ACTING if token.key in vocabulary.FLEETING else vocabulary.FINITE
        return self.key(i + 1) not in verbs

    def _may_name(self, i: int) -> bool:
        if i >= len(self.tokens):
            return False
        token = self.tokens[i]
        return (
            token.kind == HANDLE
            or token.key in ("i", "me", "my")
            or token.key in self.full
            or (token.case != LOWER and token.key in self.first)
            or self._longer(i) is not None
        )


def christens(found: Sequence[Token], i: int) -> bool:
    """Tell whether a word gives its name to a thing: `is called Max`, `a firm called Grace`."""
    if found[i].key not in ("called", "named") or i == 0:
        return False
    thing = i > 1 and found[i - 2].key in vocabulary.ARTICLES
    return thing or found[i - 1].owner or found[i - 1].key in vocabulary.BEING


def is_acronym(typed: str) -> bool:
    """Tell whether a word is rather an acronym than a name in capitals."""
    return typed.isupper() and len(typed) < 5


def _of_one_word(whole: Sequence[Known], begins: Sequence[Known]) -> list[Known]:
    """Return the people of the best tier; among them a whole name goes before a first name."""
    people = best([*whole, *begins])
    ids = {one.person_id for one in whole}
    return [one for one in people if one.person_id in ids] or people


def _continues(key: str, word: str) -> bool:
    """Tell whether a name goes on with this word, or with one of this initial."""
    later = key.replace(".", " ").split()[1:]
    return any(word == other or (len(word) == 1 and other[0] == word) for other in later)
