"""Topics: what something to share is about, and how a word is found again in another form.

English plurals, `-ing` and `-ed` lead to each other: lighthouse and lighthouses, sail and sailing.
Of words in letters other than a-z the beginning is looked for, as their endings are not known here;
of scripts without spaces, any place in the text. Synonyms are not known, and nothing guesses at
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

from reltrack.domain.text import checked, fold
from reltrack.domain.words import outline
from reltrack.errors import UsageError
from reltrack.tuples import NamedTuple

MOST_TOPICS = 40
"""Of a long text the first so many words count."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PLAIN_WORDS = _set(
    "a about above after again against ago all almost also always am an and another any anything "
    "are article around as at away back be because been before being best better between blog both "
    "but by came can cannot come could day did do does doing done down during each easy else end "
    "ever every everything few find first five for found four from full fun further gave get give "
    "go going good got great guide had has have having he her here hers him his how however i if "
    "in inside interesting into is it its itself just keep know last later least less let like "
    "link little long look looking lot love made make makes making many may maybe me might mine "
    "more most much must my need neither never new news next nice no none nor not nothing now of "
    "off often old on once one only onto or other others our ours out over own page part piece "
    "please post put quite rather read reading really said same saw say says see seen several "
    "shall she should show since small so some something sometimes soon still such take tell than "
    "that the their them then there these they thing things think this those though thought three "
    "through tips to today together told tomorrow too top two under until up upon us use used "
    "using very video want was way we well went were what when where whether which while who whole "
    "whom whose why will with within without won work would year years yes yesterday yet you your "
    "yours"
)
_OF_ADDRESSES = _set(
    "amp archive articles asp blogs category com en feature features html htm http https index "
    "item items media net org pages pdf php posts podcast stories story uk us videos watch wiki "
    "www"
)
_UNCHANGING = frozenset(("lens", "new", "news"))
_NO_VERBS = frozenset(("ceiling", "evening", "morning", "wedding"))
_ADDRESS = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]{1,15}://|www\.)\S+")
_VOWEL = re.compile("[aeiouy]")
_SHORT = re.compile("[^aeiou]*[aeiouy][^aeiouwxy]")  # map, stop: double their end before -ing


class Word(NamedTuple):
    """A word of a topic: the forms it may take, and where in a text one of them is looked for."""

    forms: frozenset[str]
    place: Literal["whole", "beginning", "anywhere"] = "whole"


class Said(NamedTuple):
    """A text, folded, and its words."""

    folded: str
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Said:
        """Return a text as topics are looked for in it."""
        folded = fold(text)
        return cls(folded, frozenset(split(folded)))


class Topic(NamedTuple):
    """Something to be glad of, as it was called, and its words: all of them have to be there."""

    name: str
    words: Sequence[Word]

    def within(self, said: Said) -> bool:
        """Tell whether a text speaks of it."""
        return all(_there(word, said) for word in self.words)


def asked(names: Iterable[str]) -> list[Topic]:
    """Return the topics that are named, with commas between them.

    Raises:
        UsageError: there is none, or one is no word.
    """
    found: dict[frozenset[Word], Topic] = {}
    for name in (part for given in names for part in checked(given, what="topic").split(",")):
        called = " ".join(name.split()).removeprefix("#")
        said = _words(called)
        words = [word(each) for each in said if each not in _PLAIN_WORDS or len(said) == 1]
        if words:
            found.setdefault(frozenset(words), Topic(called, words))
        elif called:
            raise UsageError("a topic holds no word", hint="name it in words: --about lighthouses")
    if not found:
        raise UsageError("there is no topic", hint="name one or more: --about lighthouses,film")
    return list(found.values())[:MOST_TOPICS]


def spoken_of(text: str) -> list[Topic]:
    """Return the topics of a text: its words but for the plain ones; of an address those in it.

    Raises:
        UsageError: there are none.
    """
    rest = _ADDRESS.sub(" ", text)
    words = [each for each in _words(rest) if each not in _PLAIN_WORDS]
    for address in _ADDRESS.findall(text):
        words += _of_address(address)
    found: dict[Word, Topic] = {}
    for each in words:
        if len(found) < MOST_TOPICS and _tells(each):
            found.setdefault(word(each), Topic(each, (word(each),)))
    if not found:
        raise UsageError(
            "nothing in it says what it is about", hint="say so: --about lighthouses,film"
        )
    return list(found.values())


def word(folded: str) -> Word:
    """Return a folded word with the forms it may take."""
    if folded.isascii():
        return Word(frozenset(forms(folded)))
    unspaced = "º" in outline(folded)
    return Word(frozenset((folded,)), "anywhere" if unspaced else "beginning")


def forms(english: str) -> set[str]:
    """Return a word in lower case with its other forms; some of them may be no words at all."""
    if len(english) < 3 or not english.isalpha() or english in _UNCHANGING:
        return {english}
    found = {english}
    for base in _bases(english):
        made = {base, _plural(base)}
        if not base.endswith("ing"):
            past = f"{base[:-1]}i" if _plural(base).endswith("ies") else _verb(base)
            made |= {f"{_verb(base)}ing", f"{past}ed"}
        found |= {form for form in made if base in _bases(form)}  # string is no form of str
    return found - _UNCHANGING


def split(folded: str) -> list[str]:
    """Return the words of a folded text: letters, their marks, and digits."""
    if folded.isascii():
        return re.findall(r"[a-z0-9]+", folded)
    kept = [c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in folded]
    return "".join(kept).split()


def _words(text: str) -> list[str]:
    return split(fold(re.sub(r"['’](?:s|S)\b", " ", text)))


def _tells(folded: str) -> bool:
    """Tell whether a word of a text may be a topic: it is no number, and not of one letter."""
    return not any(map(str.isdigit, folded)) and (len(folded) > 2 or not folded.isascii())


def _of_address(address: str) -> list[str]:
    """Return what an address says in words: its path does; its host, where there is no path."""
    from urllib.parse import unquote

    bare = re.split(r"[?#]", address.partition("://")[2] or address)[0]
    host, _, path = bare.partition("/")
    said = _words(unquote(path)) or _words(host.rpartition(".")[0])
    plain = _PLAIN_WORDS | _OF_ADDRESSES
    return [each for each in said if each not in plain]


def _there(wanted: Word, said: Said) -> bool:
    if wanted.place == "whole":
        return not wanted.forms.isdisjoint(said.words)
    (form,) = wanted.forms
    if wanted.place == "anywhere":
        return form in said.folded
    return any(each.startswith(form) for each in said.words)


def _bases(english: str) -> set[str]:
    """Return what a word may be a form of; of a verb, that may be itself."""
    if english.endswith("ies") and len(english) > 4:
        return {f"{english[:-3]}y"}
    if english.endswith("s") and not english.endswith(("ss", "us", "is")) and len(english) > 3:
        hissing = english.endswith(("ses", "xes", "zes", "ches", "shes", "oes"))
        return {english[:-1], english[:-2]} if hissing else {english[:-1]}
    ending = english[-3:] if english.endswith("ing") else english[-2:]
    stem = english.removesuffix(ending)
    if ending not in ("ing", "ed") or english in _NO_VERBS or len(stem) < 3 or stem[-1] == "e":
        return {english}
    if not _VOWEL.search(stem):  # string
        return {english}
    if stem[-1] == stem[-2] and stem[-1] not in "lsz":  # mapping
        return {english, stem[:-1]}
    if _SHORT.fullmatch(stem):  # baking: never bak
        return {english, f"{stem}e"}
    if ending == "ed" and stem[-1] == "i":
        return {english, f"{stem[:-1]}y"}
    return {english, stem, f"{stem}e"}


def _plural(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh")) else f"{base}s"


def _verb(base: str) -> str:
    """Return a word as it stands before -ing and -ed."""
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1]
    return base + base[-1] if _SHORT.fullmatch(base) else base
