"""Read LinkedIn's `messages.csv`: one entry for each partner and day, whoever wrote.

The file never says whose it is: I am the one who takes part in every message.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import unescape

from reltrack.domain.arrivals import Happening, Party, Place, Point
from reltrack.domain.drafts import contact_key
from reltrack.domain.text import fold, one_line
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange import table
from reltrack.exchange.display_names import plain
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import Tally

SOURCE = "import:linkedin"
CHUNK = 1000

LONGEST_TEXT = 200
"""Characters of a message that become the text of an entry."""

DRAFTS = "drafts of messages"
OUTSIDE = "outside the days asked for"

_NEEDED = ("from", "to", "date")
_NOBODY = frozenset(("linkedin member", "linkedin user"))
"""What those are called who have left."""


class _Message(NamedTuple):
    line: int
    sender: Party
    everybody: list[Party]
    """The sender among them."""
    at: datetime
    text: str


class _Day:
    """What was written with somebody on a day."""

    def __init__(self, first: _Message, parties: Sequence[Party]) -> None:
        self.first = first
        self.parties = parties
        self.mine = self.theirs = 0


def recognises(head: str) -> bool:
    """Tell whether a file that begins so holds messages."""
    found = table.layout(head, _fitness)
    return found is not None and "content" in map(str.casefold, found.header)


def read(source: Source, tally: Tally, wishes: Wishes) -> Iterator[list[Happening]]:
    """Yield the entries in chunks; messages without a date or a name go to the tally.

    Raises:
        UsageError: it is not clear whose messages they are.
        BadDataError: the file holds no messages.
    """
    found = layout(source)
    if found is None:
        raise BadDataError(
            f"{source.name} has no header with From, To and Date",
            hint="give the messages.csv of a LinkedIn data export, in English",
        )
    reader = _Messages(source, found, wishes)
    me = reader.me()
    days: dict[tuple[str, str], _Day] = {}
    for message in reader.messages(tally):
        mine = bool(_called(message.sender) & me)
        partners = {
            _identity(party): party for party in message.everybody if not _called(party) & me
        }
        if not partners:
            tally.reject(Place(source.name, message.line), "nobody else is in it")
            continue
        # The day as in Greenwich tells entries apart wherever one is; the local one is shown.
        key = ("|".join(sorted(partners)), message.at.astimezone(UTC).date().isoformat())
        day = days.setdefault(key, _Day(message, list(partners.values())))
        if message.at < day.first.at:
            day.first = message
        day.mine += mine
        day.theirs += not mine
    chunk = [
        _entry(source.name, *key, days[key], wishes) for key in sorted(days, key=lambda k: k[1])
    ]
    for start in range(0, len(chunk), CHUNK):
        yield chunk[start : start + CHUNK]


def _entry(file: str, partners: str, day: str, found: _Day, wishes: Wishes) -> Happening:
    count = found.mine + found.theirs
    said = found.first.text if wishes.subjects else ""
    return Happening(
        Place(file, found.first.line),
        SOURCE,
        identity=f"messages:{partners}|{day}",
        date=found.first.at.date().isoformat(),
        time=found.first.at.strftime("%H:%M"),
        text=said or ("a message" if count == 1 else f"{count} messages"),
        present=found.parties,
        via="message",
        initiated=None if found.mine and found.theirs else "me" if found.mine else "them",
    )


def layout(source: Source, _wishes: Wishes | None = None) -> table.Layout | None:
    """Return how the list of messages is laid out."""
    return table.layout(table.head(source), _fitness)


class _Messages:
    """The messages of one file."""

    def __init__(self, source: Source, found: table.Layout, wishes: Wishes) -> None:
        self._source = source
        self._layout = found
        self._columns = {cell.casefold(): i for i, cell in enumerate(found.header)}
        self._wishes = wishes

    def me(self) -> set[str]:
        """Return what I am called: my name, and the address of my profile.

        Raises:
            UsageError: nobody, or more than one, is in every message.
        """
        counts: Counter[str] = Counter()
        names: dict[str, str] = {}
        total = 0
        for message in self.messages(Tally(), windowed=False):
            total += 1
            names |= {_identity(party): fold(party.name or "") for party in message.everybody}
            counts.update(set().union(*map(_called, message.everybody)))
        mine = {fold(word) for word in self._wishes.me}
        mine |= {f"url:{contact_key('url', word)}" for word in self._wishes.me}
        if said := mine & counts.keys():
            return said
        always = {called for called, count in counts.items() if count == total}
        if total and len({names.get(called, called) for called in always}) != 1:
            raise UsageError(
                f"{self._source.name} does not tell which of its people you are",
                hint="say so: --me, and your name or the address of your profile as they stand"
                " in the file",
            )
        return always

    def messages(self, tally: Tally, *, windowed: bool = True) -> Iterator[_Message]:
        """Yield the messages that can be used, inside the window asked for."""
        with table.opened(self._source, tally) as text:
            for line, cells in table.body(text, self._layout):
                place = Place(self._source.name, line)
                if cells is None:
                    tally.reject(place, table.UNREADABLE)
                    continue
                row = {name: cells[i] for name, i in self._columns.items() if i < len(cells)}
                try:
                    message = _message(line, row)
                except ValueError as problem:
                    tally.reject(place, str(problem))
                    continue
                if message is None:
                    tally.pass_over(DRAFTS)
                elif windowed and self._outside(message):
                    tally.pass_over(OUTSIDE)
                else:
                    yield message

    def _outside(self, message: _Message) -> bool:
        since, until, day = self._wishes.since, self._wishes.until, message.at.date()
        return bool((since and day < since) or (until and day > until))


def _fitness(header: Sequence[str]) -> int:
    columns = {cell.casefold() for cell in header}
    return len(columns) if columns.issuperset(_NEEDED) else 0


def _message(line: int, row: Mapping[str, str]) -> _Message | None:
    """Return the message of a row; None: it is a draft.

    Raises:
        ValueError: why it cannot be used.
    """
    if row.get("is message draft", "").strip().casefold() in ("yes", "true"):
        return None
    sender = _parties(row.get("from", ""), row.get("sender profile url", ""))
    others = _parties(row.get("to", ""), row.get("recipient profile urls", ""))
    if len(sender) != 1 or not others:
        raise ValueError("it does not say who wrote, or to whom")
    subject, content = row.get("subject", ""), row.get("content", "")
    at = _moment(row.get("date", ""))
    return _Message(line, sender[0], [*sender, *others], at, _calm(subject) or _calm(content))


def _parties(names: str, urls: str) -> list[Party]:
    """Return the people of two cells; a name with a comma stays one when there is one address."""
    addresses = [url.strip() for url in urls.split(",") if url.strip()]
    called = [names] if len(addresses) == 1 else names.split(",")
    shown = [plain(" ".join(name.split())) for name in called if name.strip()]
    if addresses and len(shown) != len(addresses):
        shown = []  # nobody knows which is whose
    found = []
    for i in range(max(len(shown), len(addresses))):
        name = shown[i] if i < len(shown) and fold(shown[i]) not in _NOBODY else None
        url = addresses[i] if i < len(addresses) else None
        try:
            name = one_line(name, what="name") if name else None
            url = one_line(url, what="url", limit=2000) if url else None
        except UsageError as problem:
            raise ValueError(str(problem)) from None
        if name or url:
            points = [Point("url", url, "linkedin")] if url else []
            identity = f"url:{contact_key('url', url)}" if url else None
            found.append(Party(name, points, identity))
    return found


def _identity(party: Party) -> str:
    return party.identity or fold(party.name or "")


def _called(party: Party) -> set[str]:
    """Return all that tells who somebody is."""
    return {_identity(party), fold(party.name or "")} - {""}


def _moment(typed: str) -> datetime:
    """Return when, in local time; LinkedIn writes `2024-03-15 09:30:00 UTC`.

    Raises:
        ValueError: it says no such thing.
    """
    try:
        at = datetime.fromisoformat(typed.strip().removesuffix("UTC").strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone()
    except (ValueError, OverflowError):
        raise ValueError("the date is not readable") from None


def _calm(text: str) -> str:
    """Return the beginning of a text, in one line and without markup."""
    text = text[: LONGEST_TEXT * 20].replace("\0", "")
    if "<" in text or "&" in text:
        text = unescape(re.sub(r"<[^<>]*>", " ", text))
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else f"{line[: LONGEST_TEXT - 1].rstrip()}…"
