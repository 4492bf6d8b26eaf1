"""Who is meant by a name, and which names are too much alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from reltrack.domain.text import fold
from reltrack.errors import UsageError
from reltrack.tuples import NamedTuple

_TIERS = {"active": 0, "new": 1}
_MOST_WORDS = 7  # in a name that is looked for in a text


class Known(NamedTuple):
    """One way of naming one person: their name, or an alias."""

    key: str  # the name or alias as `text.fold` leaves it
    person_id: int
    slug: str
    name: str  # their current name
    status: str


def tier(status: str) -> int:
    """Return 0 for active people, 1 for new ones, 2 for archived ones."""
    return _TIERS.get(status, 2)


def best(known: Iterable[Known]) -> list[Known]:
    """Return the people of the best tier among them, each once, in the order given."""
    people: dict[int, Known] = {}
    for one in known:
        people.setdefault(one.person_id, one)
    top = min((tier(one.status) for one in people.values()), default=0)
    return [one for one in people.values() if tier(one.status) == top]


def refuse_unlikely(answer: str) -> None:
    """Refuse what somebody new is hardly called, where a name was asked for.

    Raises:
        UsageError: it has too many words, a sign or a number.
    """
    words = answer.split()
    if (
        len(words) > _MOST_WORDS
        or any(sign in answer for sign in "#:;/@=<>|")
        or any(word.strip(".,-+()").isdecimal() for word in words)
    ):
        raise UsageError("that looks like no name", hint="only names here, such as Ana Lima, Bob")


def match(query: str, known: Iterable[Known]) -> list[Known]:
    """Return the people a NAME argument means: one, several that fit equally, or nobody.

    The first rung with anybody on it wins: handle; exact name; folded name or alias; whole words
    of the name, in order; beginnings of its words, in order. Then the best tier of that rung. In
    a script without case (李小龍) any part of the name counts as a beginning.
    """
    typed = unicodedata.normalize("NFC", " ".join(query.split())).removeprefix("@")
    key = fold(typed)
    if not key:
        return []
    people = list(known)
    words = key.split()
    caseless = key.upper() == key and not key.isascii()
    rungs: tuple[Callable[[Known], bool], ...] = (
        lambda one: one.slug == typed,
        lambda one: one.name == typed,
        lambda one: one.key == key,
        lambda one: _in_order(words, one.key, str.__eq__),
        lambda one: _in_order(words, one.key, str.startswith) or (caseless and key in one.key),
    )
    for fits in rungs:
        if hits := [one for one in people if fits(one)]:
            return best(hits)
    return []


def nearest(query: str, known: Iterable[Known], limit: int = 3) -> list[Known]:
    """Return up to `limit` people whose name, handle or a word of them is spelt much like this."""
    from difflib import SequenceMatcher

    key = fold(query.removeprefix("@"))
    if not key:
        return []
    parts = sorted(_words(key))
    alike = SequenceMatcher(autojunk=False)
    alike.set_seq2(key)
    ratios: dict[str, float] = {}

    def ratio(word: str) -> float:
        if word not in ratios:
            ratios[word] = 0.0
            alike.set_seq1(word)
            if alike.real_quick_ratio() >= _ALIKE and alike.quick_ratio() >= _ALIKE:
                ratios[word] = alike.ratio()
        return ratios[word]

    scored: dict[int, tuple[float, int, str, Known]] = {}
    for one in known:
        spellings = {one.key, one.slug.replace("-", " "), *_words(one.key)}
        turned = 1.0 if len(parts) > 1 and sorted(_words(one.key)) == parts else 0.0
        score = max(turned, *(ratio(spelling) for spelling in spellings))
        if score >= _ALIKE and (one.person_id not in scored or -score < scored[one.person_id][0]):
            scored[one.person_id] = (-score, tier(one.status), one.name, one)
    return [row[3] for row in sorted(scored.values())[:limit]]


_ALIKE = 0.72
"""Below this share of letters in common a suggestion surprises more than it helps."""


def resembles(a_key: str, b_key: str) -> bool:
    """Tell whether two folded names are so alike that both are likely one person.

    Alike are: the same words in another order or written together; a name and its first or last
    word alone; a name with and without middle words or a title; initials in place of words, if one
    whole word agrees; one slip (a letter changed, missing, added, or two swapped) in one word.
    A slip counts only in scripts that have case, where one letter is not a name of its own: a
    changed letter in words of four letters or more, and the first letter only from seven on
    (`mary` and `gary` differ). Not alike are people who merely share a first name or a surname.
    """
    if a_key == b_key:
        return True
    a, b = _words(a_key), _words(b_key)
    if not a or not b:
        return False
    if "".join(a) == "".join(b) or sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        return _same_or_initials(short, long) or _one_slip(short, long)
    if len(short) == 1:
        return short[0] in (long[0], long[-1])
    return _follows(short, long, _initial) and any(len(x) > 1 and x in long for x in short)


def _words(key: str) -> list[str]:
    return key.replace(".", " ").replace(",", " ").split()


def _in_order(words: list[str], key: str, fits: Callable[[str, str], bool]) -> bool:
    return _follows(words, _words(key), lambda part, word: fits(word, part))


def _follows(short: list[str], long: list[str], fits: Callable[[str, str], bool]) -> bool:
    """Tell whether every word of the short list fits one of the long list, in order."""
    rest = iter(long)
    return all(any(fits(word, other) for other in rest) for word in short)


def _initial(a: str, b: str) -> bool:
    short = min(a, b, key=len)
    return a == b or (len(short) == 1 and a[0] == b[0] and short.upper() != short)


def _same_or_initials(a: list[str], b: list[str]) -> bool:
    pairs = list(zip(a, b, strict=True))
    return all(_initial(*pair) for pair in pairs) and any(x == y and len(x) > 1 for x, y in pairs)


def _one_slip(a: list[str], b: list[str]) -> bool:
    wrong = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(wrong) == 1 and _slip(*wrong[0])


def _slip(a: str, b: str) -> bool:
    """Tell whether one edit turns a word into the other, and they are long enough for a slip."""
    short, long = sorted((a, b), key=len)
    if len(long) < 4 or len(long) - len(short) > 1 or a.upper() == a or b.upper() == b:
        return False
    if a[0] != b[0] and len(short) < 7:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    end = 0
    while end < len(short) - start and short[-1 - end] == long[-1 - end]:
        end += 1
    x, y = short[start : len(short) - end], long[start : len(long) - end]
    return len(y) <= 1 or (len(x) == 2 and x == y[::-1])
