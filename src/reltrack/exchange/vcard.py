"""Read vCards, versions 2.1, 3.0 and 4.0: one person each.

A broken line costs its own property, a broken card itself; one without an end still counts. What
has no place in a journal (photographs, keys, streets) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reltrack.domain.arrivals import Newcomer, Place, Point, Remark, Yearly
from reltrack.domain.drafts import contact_key
from reltrack.domain.text import fold, one_line
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange import vcard_fields as fields
from reltrack.exchange.content_lines import ContentLine, content_lines, parts, unescaped
from reltrack.exchange.files import Source
from reltrack.exchange.vcard_fields import Card
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

CHUNK = 1000
SOURCE = "import:vcard"

_BEGINS = re.compile(r"\s*BEGIN[ \t]*:[ \t]*VCARD\b", re.IGNORECASE)
_WANTED = fields.WANTED | {
    *("BEGIN", "END", "FN", "N", "NICKNAME", "UID", "KIND", "X-ADDRESSBOOKSERVER-KIND"),
    "AGENT",  # may be a card within the card
    "LABEL",  # only for the character set it may name, which is that of its neighbours
}
_NOT_PEOPLE = frozenset({"group", "location", "application", "device"})

_UNIQUE = 16
"""Characters from which on a UID is nobody else's, in any address book."""

_SUREST = {"email": 0, "phone": 1}

_MOST_LINES = 5000
_MOST_CHARACTERS = 1 << 22
"""Of a card; the rest of a longer one is left out."""


def recognises(head: str) -> bool:
    """Tell whether a file that begins so holds vCards."""
    return _BEGINS.match(head.removeprefix("\ufeff")) is not None


def read(source: Source, tally: Tally, wishes: Wishes) -> Iterator[list[Newcomer]]:
    """Yield the people in chunks; cards without a name go to the tally.

    Raises:
        BadDataError: there is no vCard in it.
    """
    chunk: list[Newcomer] = []
    card = None
    for card in _cards(content_lines(source, _WANTED)):
        place = Place(source.name, card.number)
        try:
            newcomer = _newcomer(card, place, wishes)
        except UsageError as problem:
            tally.reject(place, str(problem))
        else:
            if newcomer:
                chunk.append(newcomer)
            for remark in card.remarks:
                tally.remark(place, remark)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if card is None:
        raise BadDataError(
            f"{source.name} holds no vCard", hint="one begins with the line BEGIN:VCARD"
        )
    yield chunk


def _cards(lines: Iterable[ContentLine]) -> Iterator[Card]:
    """Put lines together; a card that stands within another, as its AGENT, is passed over."""
    card: Card | None = None
    within = size = 0
    agent = False
    for line in lines:
        word = line.raw.strip().upper()
        if line.name == "BEGIN" and word == "VCARD":
            if card and agent:
                within += 1
            else:
                if card:
                    yield _cut_short(card)
                card, within, size = Card(line.number), 0, 0
        elif line.name == "END" and word == "VCARD":
            if card and not within:
                yield card
                card = None
            within = max(0, within - 1)
        elif card and not within:
            size += len(line.raw)
            within += line.name == "AGENT" and word == "BEGIN:VCARD"
            if not line.name:
                first = f"line {line.number} makes no sense, and is left out"
                card.remark("more lines of it make no sense" if card.broken else first)
                card.broken = True
            elif len(card.lines) < _MOST_LINES and size < _MOST_CHARACTERS:
                card.lines.append(line)
            else:
                card.remark("it is very long; the rest of it is left out")
        agent = line.name == "AGENT" and not word
    if card:
        yield _cut_short(card)


def _cut_short(card: Card) -> Card:
    card.remark("it has no end; what there is of it is kept")
    return card


def _newcomer(card: Card, place: Place, wishes: Wishes) -> Newcomer | None:
    """Return the person of a card; None for a group and the like.

    Raises:
        UsageError: there is no name, or none that can be used.
    """
    kinds = {text.casefold() for _, text in card.texts("KIND", "X-ADDRESSBOOKSERVER-KIND")}
    if kinds & _NOT_PEOPLE:
        card.remark(f"it is a {min(kinds & _NOT_PEOPLE)}, not a person, and is left out")
        return None
    company, title, more = fields.work(card)
    shown, *aliases = _names(card, company)
    name = one_line(shown, what="name")
    told = list(dict.fromkeys(fields.dates(card, today=wishes.today)))
    points = tuple(fields.contact_points(card))
    dates = tuple(one for one in told if isinstance(one, Yearly))
    facts = [*fields.facts(card), *more, *(one for one in told if isinstance(one, Remark))]
    return Newcomer(
        place,
        SOURCE,
        name,
        _own_identity(card, name),
        _likely_identity(name, points, dates, company or title or ""),
        aliases=tuple(filter(None, (card.kept(alias, "nickname") for alias in aliases))),
        company=company if company != name else None,
        title=title,
        contact_points=points,
        city=fields.city(card),
        tags=tuple(dict.fromkeys(fields.tags(card))),
        dates=dates,
        facts=tuple(dict.fromkeys(facts)),
    )


def _names(card: Card, company: str | None) -> Iterable[str]:
    """Return what somebody is called, best first: as shown, else put together, else otherwise.

    Raises:
        UsageError: there is no name.
    """
    shown = [text for _, text in fields.preferred(card.texts("FN"))]
    if not shown:
        shown = [name for _, value in card.values("N") if (name := _put_together(value))][:1]
    nicknames = [
        nickname
        for _, value in card.values("NICKNAME")
        for part in parts(value, ",")
        if (nickname := unescaped(part).strip())
    ]
    names = list(dict.fromkeys([*shown, *nicknames])) or ([company] if company else [])
    if not names:
        raise UsageError("no name")
    return names


def _put_together(value: str) -> str:
    """Return a name from its parts: family, given, additional, before it and after it."""
    family, given, additional, before, after, *_ = [*parts(value, ";"), *[""] * 5]
    lists = (" ".join(parts(one, ",")) for one in (before, given, additional))
    name = " ".join((*lists, family, " ".join(parts(after, ","))))
    return " ".join(unescaped(name).split())


def _own_identity(card: Card, name: str) -> str | None:
    """Return what nobody else is called: a UID, if need be with the name.

    Short ones, such as 1, stand in every address book.
    """
    for _, text in card.texts("UID"):
        uid = text.casefold().removeprefix("urn:uuid:")
        return f"uid:{uid}" if len(uid) >= _UNIQUE else f"uid:{uid}|{fold(name)}"
    return None


def _likely_identity(name: str, points: Sequence[Point], dates: Sequence[Yearly], work: str) -> str:
    """Return the name with the surest of what tells namesakes apart."""
    point = min(points, key=lambda point: _SUREST.get(point.kind, len(_SUREST)), default=None)
    day = f"{dates[0].month}-{dates[0].day}" if dates else ""
    surest = contact_key(point.kind, point.value) if point else day or fold(work)
    return f"name:{fold(name)}|{surest}"
