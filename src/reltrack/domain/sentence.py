"""Understand one line of a journal: who was there, who is spoken of, what it is tagged.

Present are people named by an @; else those in a run of names that follows a word such as "with",
or that opens the text; else everybody named. How a name is told from a word: `readings`. Here too
the doubtful case makes nobody present:

* A name with a possessive is spoken of: `coffee with Ana's brother` was not with Ana.
* A run of people who are not known is a run all the same: `coffee with Zoe about Bob` was not with
  Bob, and the unknown name is reported.
* After to, from, saw and visited an unknown word may be a place, a month or a film.
"""

from __future__ import annotations

from collections.abc import Collection

from reltrack.domain import vocabulary, words
from reltrack.domain.channels import WORDS as CHANNEL_WORDS
from reltrack.domain.names import Known, best
from reltrack.domain.readings import JOIN, QUOTES, Name, People, Reading, christens, is_acronym
from reltrack.domain.text import fold, label
from reltrack.domain.words import HANDLE, LOWER, RUN, TAG, UPPER, WORD, Token
from reltrack.errors import UsageError
from reltrack.tuples import NamedTuple

_AND = "和與与跟及と와과"  # cling to the names they join
_BLANK = " \t\u00a0\u3000" + QUOTES
_STRANGE = vocabulary.CONNECTING | vocabulary.CALENDAR | vocabulary.SPEAKING


class Lookup(NamedTuple):
    """What to look for in the journal before `understand`."""

    full: set[str]  # keys of whole names and aliases
    first: set[str]  # words that longer names may begin with: keys that begin with it and a blank
    slugs: set[str]  # handles


class Understood(NamedTuple):
    """Who and what a line names: people in order of appearance, each once."""

    present: list[Known]
    mentioned: list[Known]
    tags: list[str]
    ambiguous: list[tuple[str, list[Known]]]  # in a present position, as typed: several fit
    unclear: list[tuple[str, list[Known]]]  # not linked: several fit, or a first name in lower case
    unknown_handles: list[str]  # without the @
    unknown_names: list[str]  # in a present position: nobody is called so


def keys_to_look_up(text: str) -> Lookup:
    """Return every key that could be a name in the text."""
    full: set[str] = set()
    first: set[str] = set()
    slugs: set[str] = set()
    found = words.tokens(text)
    for i, token in enumerate(found):
        if token.kind not in (WORD, RUN, HANDLE):
            continue
        full.update(key for _, _, key in words.spans(text, found, i))
        if token.kind == HANDLE:
            slugs.add(words.handle(token))
        if token.kind == RUN:
            parts = {key for _, _, key in words.pieces(token)}
            full |= parts
            first |= parts
        if token.kind == HANDLE or token.case != LOWER or _expected(text, found, i):
            first.add(token.key)
    return Lookup(full, first, slugs)


def understand(
    text: str,
    *,
    full: People,
    first: People,
    slugs: People,
    named: bool,
    there: Collection[str] = (),
) -> Understood:
    """Return who is present and who is mentioned, given the people found under the keys.

    Args:
        text: the line, without a date before it.
        full: key -> people whose whole name or alias it is.
        first: word -> people with a longer name that begins with it.
        slugs: handle -> people.
        named: somebody was named outside the text, so that unmarked names are mentioned only.
        there: what those named outside the text may be called in it: it means nobody else.
    """
    reading = Reading(text, full, first, slugs)
    runs = _Runs(reading)
    explicit = named or any(name.marked for name in reading.names)
    present: dict[int, Known] = {}
    mentioned: dict[int, Known] = {}
    ambiguous: dict[str, list[Known]] = {}
    unclear = dict(runs.unclear)
    unknown = list(runs.unknown)
    handles: dict[str, None] = {}
    for name in reading.names:
        typed, in_run = name.typed, name.start in runs.here
        if (name.faint and not in_run) or fold(typed.removeprefix("@")) in there:
            continue
        here = name.marked if explicit else in_run or not runs.formed
        people = name.people
        if len(people) > 1 and not (name.marked or in_run):
            # "Met Ana Lima. Ana is well."
            again = [one for one in people if one.person_id in present | mentioned]
            people = again if len(again) == 1 else people
        if len(people) == 1:
            (present if here else mentioned).setdefault(people[0].person_id, people[0])
        elif people:
            (ambiguous if here else unclear).setdefault(typed, people)
        elif not name.marked:
            unknown += [typed] if here and not in_run else []
        else:
            handles[typed[1:]] = None
    if not (present or ambiguous):
        unknown += runs.doubtful
    return Understood(
        list(present.values()),
        [one for number, one in mentioned.items() if number not in present],
        _tags(reading.tokens),
        list(ambiguous.items()),
        [
            (typed, people)
            for typed, people in unclear.items()
            if typed not in ambiguous and fold(typed) not in there
        ],
        list(handles),
        [] if explicit else list(dict.fromkeys(unknown)),
    )


def tags_in(text: str) -> list[str]:
    """Return the tags in a text, in order, each once: `#Book-Club` gives `book-club`."""
    return _tags(words.tokens(text))


class _Runs:
    """The runs of names that make people present."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.text = reading, reading.text
        self.at = {name.start: name for name in reading.names}
        self.starts = {token.start: i for i, token in enumerate(reading.tokens)}
        self.here: set[int] = set()  # where the names of runs begin
        self.formed = False  # there is a run, even if nobody in it is known
        self.unknown: list[str] = []
        self.doubtful: list[str] = []  # unknown too, but perhaps a place or a film
        self.unclear: list[tuple[str, list[Known]]] = []
        if reading.head < len(reading.tokens):
            self._follow(reading.tokens[reading.head].start, opening=True)
            self._remark_on_opening(reading.head)
        for i, token in enumerate(reading.tokens[1:]):
            sure = _announces(self.text, reading.tokens, i)
            between = reading.signs[reading.tokens[i].stop : token.start].strip(_BLANK)
            if sure is not None and between in ("", ":", "/"):
                self._follow(token.start, sure=sure)

    def _follow(self, position: int, *, sure: bool = True, opening: bool = False) -> None:
        """Follow one run. `sure`: what stands here is a person, not a place."""
        joined = ""
        while True:
            position = self._past_titles(position)
            i = self.starts.get(position)
            name = self.at.get(position)
            if name:
                end = self._known(name, sure=sure, first=not joined, opening=opening)
            elif i is None or (opening and not joined):
                return
            else:
                end = self._stranger(i, sure=sure, joined=joined)
            joined = self._joint(end) if end is not None else ""
            if end is None or not joined:
                return
            position = end + len(joined)

    def _joint(self, position: int) -> str:
        """Return what joins the next name of a run to the one before it, or nothing."""
        joint = JOIN.match(self.reading.signs, position)
        if joint:
            return joint[0]
        rest = self.text[position : position + 4]
        small = rest[: len(rest) - len(rest[1:].lstrip())]
        return small if rest[:1] in _AND and position + len(small) in self.at else ""

    def _remark_on_opening(self, i: int) -> None:
        """Note a first name in lower case that opens the text: `ana rang`, `coffee ana`."""
        if self.reading.key(i) in CHANNEL_WORDS:
            i += 1
        word = self.reading.tokens[i] if i < len(self.reading.tokens) else None
        if word and word.case == LOWER and word.start not in self.at:
            begins = self.reading.first.get(word.key)
            if begins and word.key not in vocabulary.COMMON | _STRANGE:
                self.unclear.append((word.typed, best(begins)))

    def _past_titles(self, position: int) -> int:
        i = self.starts.get(position)
        tokens = self.reading.tokens
        while i is not None and i + 1 < len(tokens) and tokens[i].start not in self.at:
            rank = is_acronym(tokens[i].typed) and tokens[i + 1].start in self.at  # "CEO Ana"
            if not rank and tokens[i].key not in vocabulary.TITLES:
                break
            if self.text[tokens[i].stop : tokens[i + 1].start] not in (" ", ". "):
                break
            i += 1
        return position if i is None else tokens[i].start

    def _known(self, name: Name, *, sure: bool, first: bool, opening: bool) -> int | None:
        """Take up a name, and return where it ends; None if the run ends before it."""
        if name.faint and name.word in vocabulary.COMMON and not (sure and first):
            return None
        if name.owner:
            self.formed |= sure and not opening
            return None
        self.formed = True
        self.here.add(name.start)
        if not name.people:
            self.unknown.append(name.typed)
        return name.end

    def _stranger(self, i: int, *, sure: bool, joined: str) -> int | None:
        """Note somebody not known, and return where the name ends; None if it is no name."""
        token = self.reading.tokens[i]
        if token.kind != WORD or token.owner or token.key in _STRANGE:
            return None
        if token.case == LOWER:
            begins = self.reading.first.get(token.key) if sure else None
            if not begins or (joined and token.key in vocabulary.COMMON):
                return None
            self.formed = True
            self.unclear.append((token.typed, best(begins)))
            return token.stop
        rest = self.reading.surname(i)
        last = self.reading.tokens[rest[-1]] if rest else token
        if token.case != UPPER or last.owner or (not rest and is_acronym(token.typed)):
            return None
        # After a bare comma a capitalised word may just as well begin a new thought.
        listed = self.reading.ends_clause(last.stop) or self._joint(last.stop)
        if joined.strip(_BLANK) == "," and not listed:
            return None
        self.formed |= sure
        if sure or self.reading.key(i - 1) not in ("to", "from"):
            (self.unknown if sure else self.doubtful).append(self.text[token.start : last.stop])
        return last.stop


def _announces(text: str, found: list[Token], i: int) -> bool | None:
    """Return whether only people follow this word; None if it doesn't announce anybody."""
    token = found[i]
    before = found[i - 1].key if i else ""
    if token.kind != WORD:
        return None
    if token.key in vocabulary.TOWARDS:
        return token.key in ("to", "from") and before in vocabulary.SPEAKING
    if token.key not in vocabulary.WITH or (
        token.key == "w" and text[token.stop : token.stop + 1] != "/"
    ):
        return None
    return None if christens(found, i) else True


def _expected(text: str, found: list[Token], i: int) -> bool:
    """Tell whether a person may be named here even in lower case."""
    if found[i].key in vocabulary.CONNECTING:
        return False
    if i == 0 or (i == 1 and found[0].key in CHANNEL_WORDS) or found[i - 1].kind == TAG:
        return True
    before = found[i - 1]
    return (
        before.key in vocabulary.WITH
        or before.key in vocabulary.TITLES | {"and", "to", "from"}
        or text[before.stop : found[i].start].strip() in (",", "&", "+")
    )


def _tags(found: list[Token]) -> list[str]:
    tags: dict[str, None] = {}
    for token in found:
        if token.kind == TAG and not token.escaped and any(map(str.isalpha, token.typed)):
            try:
                tags[label(token.typed, what="tag")] = None
            except UsageError:  # longer than a tag may be
                continue
    return list(tags)
