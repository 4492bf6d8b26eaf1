"""Read vCards, versions 2.1, 3.0 and 4.0: one person each.

A broken line costs its own property, a broken card itself; one without an end still counts. What
has no place in a journal (photographs, keys, streets) is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from reltrack.domain.arrivals import Newcomer, Place, Remark, Yearly
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
    seen = _Seen()
    card = None
    for card in _cards(content_lines(source, _WANTED)):
        place = Place(source.name, card.number)
        try:
            newcomer = _newcomer(card, place, wishes)
        except UsageError as problem:
            tally.reject(place, str(problem))
        else:
            if newcomer and seen.before(newcomer):
                tally.unchanged += 1
            elif newcomer:
                chunk.append(seen.told_apart(newcomer, card))
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
                card.remark("a line of it makes no sense, and is left out")
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
    """Return the person of a card, not told apart yet; None for a group and the like.

    Raises:
        UsageError: there is no name, or none that can be used.
    """
    kinds = {text.casefold() for _, text in card.texts("KIND", "X-ADDRESSBOOKSERVER-KIND")}
    if kinds & _NOT_PEOPLE:
        card.remark(f"it is a {min(kinds & _NOT_PEOPLE)}, not a person, and is left out")
        return None
    company, title, more = fields.work(card)
    name, *aliases = _names(card, company)
    dates = list(dict.fromkeys(fields.dates(card, today=wishes.today)))
    return Newcomer(
        place,
        SOURCE,
        one_line(name, what="name"),
        own_identity=next((f"uid:{_uid(text)}" for _, text in card.texts("UID")), None),
        likely_identity="",
        aliases=tuple(filter(None, (card.kept(alias, "nickname") for alias in aliases))),
        company=company if company != name else None,
        title=title,
        contact_points=tuple(fields.contact_points(card)),
        city=fields.city(card),
        tags=tuple(dict.fromkeys(fields.tags(card))),
        dates=tuple(one for one in dates if isinstance(one, Yearly)),
        facts=tuple(
            dict.fromkeys(
                [*fields.facts(card), *more, *(one for one in dates if isinstance(one, Remark))]
            )
        ),
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


class _Seen:
    """What came earlier in the file, by hash, so that many cards take little room."""

    def __init__(self) -> None:
        self._hashes: set[int] = set()
        self._owners: dict[int, int] = {}
        self._alike: Counter[int] = Counter()

    def _again(self, what: object) -> bool:
        key = hash(what)
        again = key in self._hashes
        self._hashes.add(key)
        return again

    def before(self, one: Newcomer) -> bool:
        """Tell whether somebody came before, in every particular."""
        return self._again(one[1:])

    def told_apart(self, one: Newcomer, card: Card) -> Newcomer:
        """Return somebody with what tells them from others: their name, and how to reach them.

        Without a UID it is the name alone, so that a number that changes makes nobody new.
        """
        folded, own = fold(one.name), one.own_identity
        likely = f"name:{folded}"
        if own:
            if self._owners.setdefault(hash(own), hash(folded)) != hash(folded):
                card.remark("another person of the file has the same UID")
                own = None
            point = next(iter(one.contact_points), None)
            likely += f"|{contact_key(point.kind, point.value)}" if point else ""
        if self._again(likely):
            self._alike[hash(likely)] += 1
        return one._replace(
            own_identity=own, likely_identity=f"{likely}|{1 + self._alike[hash(likely)]}"
        )


def _uid(text: str) -> str:
    return text.casefold().removeprefix("urn:uuid:")
