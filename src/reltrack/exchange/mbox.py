"""Read mail, from mailboxes (mbox) and single messages: an entry for each person and day.

Newsletters, lists and automatic mail are left out by their headers. An archive that holds nothing
but the mail of lists is read all the same, unless somebody says who they are: then it is no mail to
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from itertools import takewhile

from reltrack.domain.arrivals import Happening, Party, Place, Point, together
from reltrack.domain.drafts import EARLIEST
from reltrack.errors import BadDataError
from reltrack.exchange import mail_values as values
from reltrack.exchange.files import Source
from reltrack.exchange.mail_headers import Mail, is_field, mails
from reltrack.exchange.mail_values import Address
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

SOURCE = "import:mbox"

BULK = "newsletters, lists and automatic mail"
TO_MANY = "mail to more than ten people"
TO_NOBODY = "mail to nobody else"

MOST_RECIPIENTS = 10
"""People a message of mine may go to, to count as written to each."""

NO_SUBJECT = "e-mail"

_MOST_DAYS = 5000
"""Entries that are put together in memory."""

_FEWEST = 3
"""Messages from which on it can be told whose they are."""

_TELLING = frozenset(
    b"from to cc date subject received message-id return-path mime-version delivered-to".split()
)
_AUTOMATIC = (b"x-auto-response-suppress", b"x-autoreply", b"list-unsubscribe", b"list-id")
_LIST_SOFTWARE = (b"x-beenthere", b"x-mailman-version")


def recognises(head: str) -> bool:
    """Tell whether a file that begins so holds mail."""
    lines = head.encode(errors="replace").removeprefix(b"\xef\xbb\xbf").lstrip().splitlines()
    if lines and lines[0].startswith(b"From ") and (len(lines) == 1 or is_field(lines[1])):
        return True
    if not lines or not is_field(lines[0]):
        return False
    block = takewhile(bytes.strip, lines)
    names = {line.partition(b":")[0].strip().lower() for line in block if is_field(line)}
    return len(names & _TELLING) > 1


def read(source: Source, tally: Tally, wishes: Wishes) -> Iterator[list[Happening]]:
    """Yield the entries in chunks; what has no readable date or sender goes to the tally.

    Raises:
        BadDataError: there is no mail in it.
    """
    whole = wishes.surveyed if isinstance(wishes.surveyed, Survey) else survey([source], wishes)
    reader = _Reader(source, whole, wishes, tally)
    days: dict[str, Happening] = {}
    for mail in mails(source):
        for happening in reader.happenings(mail, tally):
            key = happening.identity
            days[key] = together(days[key], happening) if key in days else happening
        if len(days) >= _MOST_DAYS:
            yield list(days.values())
            days.clear()
    yield list(days.values())


class Survey:
    """What mailboxes tell as a whole: whose they are, what people are called, which are a list's.

    A folder of single messages tells it only if all of them are looked at.
    """

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.told: set[str] = set()
        """Of whom it was said that it is taken to be their mail."""
        self._personal = 0
        self._wrote: Counter[str] = Counter()
        self._received: Counter[str] = Counter()
        self._owners: dict[str, str] = {}
        self._mailboxes: dict[str, bool] = {}

    def look_at(self, source: Source) -> None:
        """Take in a file."""
        count = listed = personal = 0
        boxed = True
        wrote: Counter[str] = Counter()
        received: Counter[str] = Counter()
        for mail in mails(source):
            count += bool(mail.headers)
            listed += _is_of_list(mail)
            boxed = boxed and bool(mail.envelope)
            senders = _senders(mail)
            recipients = values.addresses(mail.headers.get(b"to", b""))
            self._note_names([*senders, *recipients])
            if not _is_bulk(mail):
                personal += 1
                writers = {one.address for one in senders} - {""}
                wrote.update(writers)
                received.update({one.address for one in recipients} - writers - {""})
        if count:
            self._mailboxes[source.name] = boxed and listed == count
        if owner := _owner(wrote, received, personal):
            self._owners[source.name] = owner
        self._personal += personal
        self._wrote.update(wrote)
        self._received.update(received)

    def _note_names(self, people: Sequence[Address]) -> None:
        """Remember what people are called, at their fullest."""
        for address, name in people:
            if address and name and _fullness(name) > _fullness(self.names.get(address, "")):
                self.names[address] = name

    @cached_property
    def _owner(self) -> str:
        return _owner(self._wrote, self._received, self._personal)

    def owner_of(self, source: Source) -> str:
        """Return whose a file is, as it or else all of them tell; nothing if they do not."""
        return self._owners.get(source.name) or self._owner

    def is_archive(self, source: Source) -> bool:
        """Tell whether a file holds the mail of lists and nothing else.

        Raises:
            BadDataError: there is no mail in it.
        """
        if source.name not in self._mailboxes:
            raise BadDataError(
                f"{source.name} holds no mail", hint="a message begins with headers such as From:"
            )
        return self._mailboxes[source.name]


def survey(sources: Iterable[Source], _wishes: Wishes) -> Survey:
    """Look at all files; one that cannot be read is passed over, for it is told when it is read."""
    found = Survey()
    for source in sources:
        with suppress(OSError):
            found.look_at(source)
    return found


class _Reader:
    """Reads one file, in the light of what all of them tell."""

    def __init__(self, source: Source, whole: Survey, wishes: Wishes, tally: Tally) -> None:
        self._source = source
        self._wishes = wishes
        self._names = whole.names
        self._archive = whole.is_archive(source) and not wishes.me
        owner = whole.owner_of(source)
        self._me = (wishes.me or {owner}) - {""}
        if wishes.me or self._archive or owner in whole.told:
            return
        whole.told.add(owner)
        tally.remark(
            Place(source.name),
            f"taken as mail of {owner}; if that is not you: --me and your addresses"
            if owner
            else "it is not known which address is yours, so you may be among those added:"
            " reltrack undo, then again with --me ADDRESS",
        )

    def happenings(self, mail: Mail, tally: Tally) -> Iterator[Happening]:
        """Yield an entry for each person that a message is from or to."""
        place = Place(self._source.name, mail.line or None)
        senders = _senders(mail)
        recipients = values.addresses(mail.headers.get(b"to", b""))
        to_me = any(one.address in self._me for one in recipients)
        if not mail.headers:
            tally.reject(place, "it has no headers")
            return
        if _is_bulk(mail) and not self._archive and not (to_me and _is_of_list(mail)):
            tally.pass_over(BULK)
            return
        if not senders:
            tally.reject(place, "it does not say who wrote it")
            return
        moment = next(filter(self._is_possible, values.moments(mail)), None)
        if moment is None:
            tally.reject(place, "it has no date that can be read")
            return
        mine = any(one.address in self._me for one in senders)
        others = [
            one
            for one in (recipients if mine else senders)
            if one.address not in self._me and not values.nobody(one.address)
        ]
        if mine and len(others) > MOST_RECIPIENTS:
            tally.pass_over(TO_MANY)
        elif not others:
            tally.pass_over(TO_NOBODY)
        else:
            text = self._wishes.subjects and values.subject(mail.headers.get(b"subject", b""))
            for one in others if mine else others[:1]:
                yield Happening(
                    place,
                    SOURCE,
                    identity=f"{one.address or one.name}|{values.lasting_day(moment)}",
                    date=moment.date().isoformat(),
                    time=moment.strftime("%H:%M"),
                    text=text or NO_SUBJECT,
                    present=[self._party(one)],
                    via="email",
                    initiated="me" if mine else "them",
                    adds_up=True,
                )

    def _is_possible(self, moment: datetime) -> bool:
        """Tell whether mail may be of that day, as far as anybody knows."""
        return EARLIEST <= moment.date() <= self._wishes.today

    def _party(self, one: Address) -> Party:
        name = self._names.get(one.address, one.name)
        return Party(name, [Point("email", one.address)] if one.address else [])


def _owner(wrote: Counter[str], received: Counter[str], count: int) -> str:
    """Return who takes part in most messages, if it can only be the owner of the mailbox.

    Whoever only receives need not be known: the others are those who wrote.
    """
    if count < _FEWEST or not wrote:
        return ""
    (first, most), *others = (wrote + received).most_common(2)
    if 2 * most <= count or any(most == number for _, number in others) or not wrote[first]:
        return ""
    sent_alone = wrote[first] == count and len(received) > 1
    return first if received[first] or sent_alone else ""


def _fullness(name: str) -> tuple[bool, bool, int]:
    return " " in name, not name.isupper(), len(name)


def _senders(mail: Mail) -> Sequence[Address]:
    headers = mail.headers
    return values.addresses(headers.get(b"from", b"")) or values.addresses(
        headers.get(b"sender", b"")
    )


def _is_of_list(mail: Mail) -> bool:
    """Tell whether people wrote it to a list, where others may answer."""
    posting = mail.headers.get(b"list-post", b"NO").strip().upper()
    return posting != b"NO" or any(name in mail.headers for name in _LIST_SOFTWARE)


def _is_bulk(mail: Mail) -> bool:
    """Tell whether it went to many, or no person wrote it."""
    headers = mail.headers
    return (
        _is_of_list(mail)
        or any(name in headers for name in _AUTOMATIC)
        or headers.get(b"precedence", b"").strip().lower() in (b"bulk", b"list", b"junk")
        or headers.get(b"auto-submitted", b"no").strip().lower() != b"no"
        or headers.get(b"return-path", b"").strip() == b"<>"
        or any(values.nobody(one.address) for one in _senders(mail))
    )
