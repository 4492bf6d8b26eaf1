"""Read the JSON that Monica 4 exports: people with all that is kept of them, and what happened.

Photographs, documents and settings are passed over. Days stand in it as midnight in Greenwich, so
they are taken as they are written, and not moved into another zone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from reltrack.domain.arrivals import Arrival, Happening, Newcomer, Party, Place
from reltrack.domain.channels import leading
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange.files import Source, json_value
from reltrack.exchange.monica_card import Names, card
from reltrack.exchange.monica_values import Value, day, flag, properties, sections, text
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

SOURCE = "import:monica"
CHUNK = 500

LARGEST_VALUE = 1 << 28
"""Bytes of an export, which has to be read as one value."""

_EXPORT = re.compile(
    r'\s*\{(?=.{0,1000}"app_version"\s*:)(?=.{0,2000}"account"\s*:\s*\{)', re.DOTALL
)


def recognises(head: str) -> bool:
    """Tell whether a file that begins so is an export of Monica."""
    return _EXPORT.match(head.removeprefix("\ufeff")) is not None


def read(source: Source, tally: Tally, _wishes: Wishes) -> Iterator[list[Arrival]]:
    """Yield people and entries in chunks; what cannot be used goes to the tally.

    Raises:
        BadDataError: it is no export of Monica.
    """
    account = _account(source)
    reader = _Reader(source.name, tally, account)
    chunk: list[Arrival] = []
    for arrival in reader.arrivals():
        chunk.append(arrival)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _account(source: Source) -> Value:
    content = json_value(
        source,
        largest=LARGEST_VALUE,
        hint="Monica 4 exports such files, in its settings; without photographs they are smaller",
    )
    account = content.get("account") if isinstance(content, dict) else None
    if not isinstance(account, dict) or not isinstance(account.get("data"), list):
        raise BadDataError(
            f"{source.name} is no export of Monica", hint="Monica 4 writes one as JSON"
        )
    return account


class _Reader:
    """Reads one account."""

    def __init__(self, file: str, tally: Tally, account: Value) -> None:
        self._file = file
        self._tally = tally
        self._account = account
        self._sections = sections(account)
        self._names = Names(account, self._sections)
        self._with: defaultdict[str, list[Party]] = defaultdict(list)
        """Who was in each activity."""

    def arrivals(self) -> Iterator[Arrival]:
        """Yield what is of use."""
        relations = self._relations()
        for number, contact in enumerate(self._sections["contacts"]):
            spot = f".contacts[{number}]"
            one = self._newcomer(contact, spot, relations)
            if one is not None:
                yield one
                yield from self._happenings(contact, Party(one.name, (), one.own_identity), spot)
        for number, activity in enumerate(self._sections["activities"]):
            yield from self._activity(activity, f".activities[{number}]")
        journal = properties(self._account).get("journal_entries")
        pages = [
            *(journal if isinstance(journal, list) else ()),
            *self._sections["journal_entries"],
        ]
        for number, page in enumerate(pages):
            yield from self._page(page, f".journal_entries[{number}]")

    def _newcomer(
        self,
        contact: Any,  # noqa: ANN401 — whatever JSON holds
        spot: str,
        relations: dict[str, list[str]],
    ) -> Newcomer | None:
        place = Place(self._file, spot=spot)
        try:
            if not isinstance(contact, dict):
                raise UsageError("it is not a JSON object")
            return card(contact, self._names, relations, place, SOURCE, self._tally)
        except UsageError as problem:
            self._tally.reject(place, str(problem))
            return None

    def _relations(self) -> dict[str, list[str]]:
        """Return who is what of each person: `spouse: Jane Smith`."""
        relations: defaultdict[str, list[str]] = defaultdict(list)
        for number, relationship in enumerate(self._sections["relationships"]):
            said = properties(relationship)
            one, other = text(said, "contact_is"), text(said, "of_contact")
            kind = text(said, "type").replace("_", " ").strip()
            name = self._names.people.get(one)
            if name and kind and other in self._names.people:
                relations[other].append(f"{kind}: {name}")
            else:
                place = Place(self._file, spot=f".relationships[{number}]")
                self._tally.reject(place, "it does not say who is what of whom")
        return relations

    def _happenings(self, contact: Value, party: Party, spot: str) -> Iterator[Happening]:
        """Yield the calls and conversations with somebody, and note who was in which activity."""
        kept = sections(contact)
        for identity in kept["activities"]:
            if isinstance(identity, str):
                self._with[identity].append(party)
        for number, call in enumerate(kept["calls"]):
            said = properties(call)
            theirs = flag(said, "contact_called")
            yield from self._happening(
                call,
                f"{spot}.calls[{number}]",
                on=text(said, "called_at"),
                words=text(said, "content") or "a call",
                present=[party],
                via="call",
                initiated=None if theirs is None else "them" if theirs else "me",
            )
        for number, conversation in enumerate(kept["conversations"]):
            said = properties(conversation)
            found = said.get("messages")
            messages = [properties(one) for one in found] if isinstance(found, list) else []
            spoken = [
                f"{'me' if flag(one, 'written_by_me') else 'them'}: {words}"
                for one in messages
                if (words := text(one, "content"))
            ]
            mine = flag(messages[0], "written_by_me") if messages else None
            kind = self._names.field_kind(text(said, "contact_field_type"))
            yield from self._happening(
                conversation,
                f"{spot}.conversations[{number}]",
                on=text(said, "happened_at"),
                words="\n".join(spoken) or "a conversation",
                present=[party],
                via="email" if kind == "email" else "message",
                initiated=None if mine is None else "me" if mine else "them",
            )

    def _activity(self, activity: Any, spot: str) -> Iterator[Happening]:  # noqa: ANN401
        said = properties(activity)
        words = [text(said, "summary"), text(said, "description")]
        present = self._with.get(text(activity, "uuid"))
        if not present:
            self._tally.pass_over("nobody is in it")
            return
        yield from self._happening(
            activity,
            spot,
            on=text(said, "happened_at"),
            words="\n\n".join(filter(None, words)) or self._names.types.get(text(said, "type"), ""),
            present=present,
        )

    def _page(self, page: Any, spot: str) -> Iterator[Happening]:  # noqa: ANN401
        """Yield the page of a journal; it is kept if it names somebody."""
        said = properties(page)
        words = "\n\n".join(filter(None, (text(said, "title"), text(said, "post"))))
        if words:
            yield from self._happening(
                page, spot, on=text(said, "date"), words=words, names_in_text=True
            )
        else:
            self._tally.pass_over("nobody is in it")

    def _happening(
        self,
        record: Any,  # noqa: ANN401 — whatever JSON holds
        spot: str,
        *,
        on: str,
        words: str,
        present: Iterable[Party] = (),
        via: str | None = None,
        initiated: Any = None,  # noqa: ANN401
        names_in_text: bool = False,
    ) -> Iterator[Happening]:
        place, when = Place(self._file, spot=spot), day(on)
        if when is None:
            self._tally.reject(place, "it has no day")
            return
        yield Happening(
            place,
            SOURCE,
            text(record, "uuid") or f"{spot.rsplit('.')[-1].split('[')[0]}|{when}|{words}",
            date=when,
            text=words,
            present=list(present),
            via=via or leading(words),
            initiated=initiated,
            names_in_text=names_in_text,
        )
