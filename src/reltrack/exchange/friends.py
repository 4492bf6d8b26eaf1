"""Read friends.md, the file that the Ruby program `friends` keeps.

Activities become entries with those named in them, notes facts about those. Like that program, an
activity that says "to _Place_" tells where the later ones were that name no place; unlike it, a
name may begin with any letter, and a line without a date gets none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from reltrack.domain.arrivals import Arrival, Happening, Newcomer, Party, Place, Remark
from reltrack.domain.channels import leading
from reltrack.domain.dates import parse_when
from reltrack.domain.text import checked, label, one_line
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange import table, table_dates
from reltrack.exchange.files import Source, bounded
from reltrack.exchange.wishes import Wishes
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import Tally

SOURCE = "import:friends"
CHUNK = 1000

_ACTIVITIES, _NOTES, _FRIENDS, _LOCATIONS = (
    f"### {section}:" for section in ("Activities", "Notes", "Friends", "Locations")
)
_HEADERS = frozenset((_ACTIVITIES, _NOTES, _FRIENDS, _LOCATIONS))

_NAME = re.compile(r"\*\*((?:\w|[^\x00-\x7f])(?:[^*]*[^*\s])?)\*\*")
_SPOT = re.compile(r"(?<![\w/])_(\w(?:[^_]*[^_\s])?)_(?!\w)")
_MOVE = re.compile(r"[Tt]o (?=_)")
_TAG = re.compile(r"(?<![^\W_])@([^\W_]+(?:[:-][^\W_]+)*)")
_FRIEND = re.compile(
    r"([^(\[@]+)(?:\(a\.k\.a\. (.+)\))?\s*(?:\[([^\]]+)\])?((?:\s*@[^\W_][^\s@]*)*)\s*"
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_YEAR = re.compile(r"\b\d{4}\b")


class _Line(NamedTuple):
    number: int
    section: str
    text: str


class _Event(NamedTuple):
    """An activity or a note."""

    day: str
    typed: str
    """As it stands, without the day."""

    @property
    def names(self) -> list[str]:
        """Those named in it, each once."""
        return list(dict.fromkeys(" ".join(name.split()) for name in _NAME.findall(self.typed)))

    @property
    def spot(self) -> str | None:
        """The first place."""
        found = _SPOT.search(self.typed)
        return found[1] if found else None

    @property
    def moved_to(self) -> str | None:
        """Where the later ones are too."""
        found = (_SPOT.match(self.typed, move.end()) for move in _MOVE.finditer(self.typed))
        return next((spot[1] for spot in found if spot), None)

    @property
    def text(self) -> str:
        """The text in plain words, with tags as they are written here."""
        plain = _SPOT.sub(r"\1", _NAME.sub(r"\1", self.typed))
        return _TAG.sub(lambda found: f"#{_tag(found[1])}", plain).strip()


def recognises(head: str) -> bool:
    """Tell whether a file that begins so is a friends.md."""
    return head.removeprefix("\ufeff").lstrip().split("\n", 1)[0].rstrip() in _HEADERS


def read(source: Source, tally: Tally, wishes: Wishes) -> Iterator[list[Arrival]]:
    """Yield entries in chunks, and people at the end; lines of no use go to the tally.

    Raises:
        BadDataError: it is no friends.md.
    """
    if not recognises(table.head(source)):
        raise BadDataError(
            f"{source.name} is no friends.md",
            hint=f"one begins with a heading, such as {_ACTIVITIES}",
        )
    moves = sorted(_moves(source, wishes.today))
    alike: Counter[str] = Counter()
    cards: dict[str, Newcomer] = {}
    facts: defaultdict[str, list[Remark]] = defaultdict(list)
    chunk: list[Arrival] = []
    for number, section, text in _lines(source, tally):
        place = Place(source.name, number)
        if section == _LOCATIONS:
            tally.pass_over("a place")
            continue
        try:
            if section == _FRIENDS:
                one = _friend(text, place, tally)
                known = cards.setdefault(one.name, one)
                cards[one.name] = _both(known, one)
                continue
            event = _event(text, place, tally, wishes.today)
        except (UsageError, ValueError) as problem:
            tally.reject(place, str(problem))
            continue
        names = event.names
        if not names:
            tally.pass_over("nobody is named in it")
        elif section == _NOTES:
            for name in names:
                cards.setdefault(name, _somebody(name, place))
                facts[name].append(Remark(event.text, event.day))
        else:
            same = f"{event.day} {event.typed}"
            alike[same] += 1
            stands = bisect_left(moves, (event.day, -number, ""))
            spot = event.spot or (moves[stands - 1][2] if stands else None)
            chunk.append(_happening(event, place, f"{same} {alike[same]}", spot))
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    yield [*chunk, *(card._replace(facts=facts[name]) for name, card in cards.items())]


def _lines(source: Source, tally: Tally) -> Iterator[_Line]:
    section = ""
    with table.opened(source, tally) as text:
        for number, line in bounded(text, limit=table.LONGEST_LINE):
            if line is None:
                tally.reject(Place(source.name, number), "the line is too long")
                continue
            bare = line.rstrip("\r\n").removeprefix("\ufeff")
            if bare.startswith("#"):
                section = bare.rstrip() if bare.rstrip() in _HEADERS else ""
                if not section:
                    tally.reject(Place(source.name, number), "it is no heading of a friends.md")
            elif bare.strip() and section:
                yield _Line(number, section, bare.removeprefix("- "))
            elif bare.strip():
                tally.reject(Place(source.name, number), "it stands under no heading that is known")


def _moves(source: Source, today: date) -> Iterator[tuple[str, int, str]]:
    """Yield what tells where later activities were; on one day, the higher line is the later."""
    nowhere = Tally()
    for number, section, text in _lines(source, nowhere):
        if section == _ACTIVITIES and _MOVE.search(text):
            with suppress(ValueError, UsageError):
                event = _event(text, Place(source.name, number), nowhere, today)
                if event.moved_to:
                    yield event.day, -number, event.moved_to


def _event(text: str, place: Place, tally: Tally, today: date) -> _Event:
    """Return the event of a line.

    Raises:
        ValueError: it has no date.
        UsageError: it is too long, or not text.
    """
    typed, colon, rest = checked(text, what="text").partition(": ")
    if not colon:
        raise ValueError("it has no date")
    if found := _DAY.fullmatch(typed):
        year, month, day = map(int, found.groups())
        try:
            return _Event(date(year, month, day).isoformat(), rest)
        except ValueError:
            if not (1 <= month <= 12 and 1 <= day <= 31 and year):
                raise ValueError("there is no such day") from None
        # As that program has shown it all along: 2017-02-30 as 2 March.
        shown = (date(year, month, 28) + timedelta(days=day - 28)).isoformat()
        tally.remark(place, f"there is no day {typed}, so it is dated {shown}")
        return _Event(shown, rest)
    if not _YEAR.search(typed):  # "yesterday", or no date at all
        raise ValueError("it has no date")
    try:
        return _Event(table_dates.whole(typed, "mdy") or "", rest)
    except ValueError:
        with suppress(UsageError):
            return _Event(parse_when(typed, today=today, lean="past").date.isoformat(), rest)
        raise ValueError("the date is not readable") from None


def _happening(event: _Event, place: Place, identity: str, spot: str | None) -> Happening:
    text = event.text
    return Happening(
        place,
        SOURCE,
        identity,
        date=event.day,
        text=text,
        present=[Party(name, identity=_identity(name)) for name in event.names],
        via=leading(text),
        spot=spot,
        tags=list(dict.fromkeys(map(_tag, _TAG.findall(event.typed)))),
    )


def _friend(text: str, place: Place, tally: Tally) -> Newcomer:
    """Return the person of a line.

    Raises:
        UsageError: the name cannot be used.
    """
    found = _FRIEND.match(text)
    name = one_line(found[1] if found else "", what="name")
    assert found is not None
    if found.end() < len(text):
        tally.remark(place, "the end of the line makes no sense, and is left out")
    return _somebody(name, place)._replace(
        aliases=[alias.strip() for alias in (found[2] or "").split("a.k.a. ") if alias.strip()],
        city=found[3],
        tags=[*map(_tag, _TAG.findall(found[4]))],
    )


def _somebody(name: str, place: Place) -> Newcomer:
    return Newcomer(place, SOURCE, name, _identity(name), "")


def _both(one: Newcomer, other: Newcomer) -> Newcomer:
    """Return somebody who is listed twice."""
    return one._replace(
        aliases=list(dict.fromkeys([*one.aliases, *other.aliases])),
        tags=list(dict.fromkeys([*one.tags, *other.tags])),
        city=one.city or other.city,
    )


def _identity(name: str) -> str:
    return f"name:{name}"


def _tag(typed: str) -> str:
    return label(typed[:100], what="tag")
