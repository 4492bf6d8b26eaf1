"""Read org-contacts: headings of an Org file whose drawer says how to reach somebody.

What stands under a heading is what is known of them, each note with the day it was taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from reltrack.domain.arrivals import Newcomer, Place, Point, Remark, Yearly
from reltrack.domain.text import NAME_LIMIT, TEXT_LIMIT, fold, one_line
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange import table, table_dates
from reltrack.exchange.files import Source, bounded, chunked
from reltrack.exchange.org_text import heading, links, notes, plain
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

SOURCE = "import:org-contacts"
CHUNK = 1000

LONGEST_ENTRY = 4 * TEXT_LIMIT
"""Characters under a heading; the rest of a longer one is left out."""

_POINTS = {
    "EMAIL": "email", "EMAILS": "email", "MAIL": "email", "PHONE": "phone", "TEL": "phone",
    "MOBILE": "phone", "CELL": "phone", "URL": "url", "WEB": "url", "WEBSITE": "url",
    "HOMEPAGE": "url", "BLOG": "url", "LINKEDIN": "linkedin", "TWITTER": "twitter",
    "GITHUB": "github", "MASTODON": "mastodon", "TELEGRAM": "telegram", "SIGNAL": "signal",
    "SKYPE": "skype", "WHATSAPP": "whatsapp", "WECHAT": "wechat", "IRC": "irc", "MATRIX": "matrix",
    "XMPP": "xmpp", "JABBER": "jabber",
}  # fmt: skip
_BIRTHDAYS = ("BIRTHDAY", "BORN", "BDAY")
_ALIASES = ("ALIAS", "NICKNAME", "ROAM_ALIASES")
_ADDRESS = ("ADDRESS", "ADDR", "CITY", "LOCATION")
_WORK = ("COMPANY", "ORGANIZATION", "ORG", "EMPLOYER", "AFFILIATION")
_TITLE = ("TITLE", "JOB", "ROLE", "POSITION")
_NOTES = ("NOTE", "NOTES")
_TELL = {*_POINTS, *_BIRTHDAYS, *_ADDRESS, "ALIAS", "NICKNAME"}
"""One of these makes a heading a person."""

_PROPERTY = re.compile(r":([^\s:]+?)(\+?):(?:\s+(.*))?")
_DRAWER = re.compile(r":([A-Za-z][\w-]*):")
_PERSON = re.compile(
    r"^[ \t]*:(?:" + "|".join(sorted(_TELL, key=len, reverse=True)) + r")\+?:[ \t]+\S",
    re.MULTILINE | re.IGNORECASE,
)
_HEADING = re.compile(r"^\*+ \S", re.MULTILINE)
_SEVERAL = re.compile(r"[,;\s]+")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d?)-(\d\d?)(?!\d)")
_NO_YEAR = re.compile(r"(?:nil|--|-)?-?(\d\d)-(\d\d)(?!\d)")
_SEXP = re.compile(r"%%\((org-anniversary|(?:diary-)?anniversary)\s+(\d+)\s+(\d+)(?:\s+(\d+))?")


class _Entry:
    """A heading with what belongs to it."""

    def __init__(self, number: int, typed: str, tags: list[str]) -> None:
        self.number = number
        self.depth = len(typed) - len(typed.lstrip("*"))
        self.title, own = heading(typed)
        self.tags = [*tags, *own]
        self.properties: dict[str, str] = {}
        self.lines: list[str] = []
        self.size = 0
        self.cut = False
        self.drawer = ""

    @property
    def is_person(self) -> bool:
        """Whether it says how to reach somebody, or who they are."""
        return any(self.properties.get(name) for name in _TELL)

    def first(self, *names: str) -> str:
        """Return the first of some properties that is there."""
        return next(filter(None, (self.properties.get(name, "") for name in names)), "")

    def take(self, line: str) -> None:
        """Take a line under the heading."""
        self.size += len(line)
        bare = line.strip() if self.size <= LONGEST_ENTRY else ""
        if self.size > LONGEST_ENTRY:
            self.cut = True
        elif self.drawer == "PROPERTIES" and (found := _PROPERTY.fullmatch(bare)):
            if found[1].upper() == "END":
                self.drawer = ""
            else:
                self._keep(found[1].upper(), found[2], found[3] or "")
        elif (drawer := _DRAWER.fullmatch(bare)) and (self.drawer or drawer[1].upper() != "END"):
            self.drawer = "" if drawer[1].upper() == "END" else drawer[1].upper()
        elif self.drawer in ("", "LOGBOOK", "NOTES"):
            self.lines.append(line)

    def _keep(self, name: str, more: str, value: str) -> None:
        before = self.properties.get(name, "")
        self.properties[name] = f"{before} {value}".strip() if more else before or value


def recognises(head: str) -> bool:
    """Tell whether a file that begins so holds contacts of Org."""
    return bool(_HEADING.search(head) and ":PROPERTIES:" in head.upper() and _PERSON.search(head))


def read(source: Source, tally: Tally, _wishes: Wishes) -> Iterator[list[Newcomer]]:
    """Yield the people in chunks; those whose heading is no name go to the tally.

    Raises:
        BadDataError: nobody is in it.
    """
    return chunked(_newcomers(source, tally), CHUNK)


def _newcomers(source: Source, tally: Tally) -> Iterator[Newcomer]:
    nobody = True
    for entry, more in _people(source, tally):
        nobody = False
        place = Place(source.name, entry.number)
        if entry.first("IGNORE"):
            tally.pass_over("marked to be ignored")
            continue
        if entry.cut:
            tally.remark(place, "it is very long; the rest of it is left out")
        try:
            yield _newcomer(entry, more, place, tally)
        except UsageError as problem:
            tally.reject(place, str(problem))
    if nobody:
        raise BadDataError(
            f"{source.name} holds no contacts",
            hint="each is a heading with :EMAIL:, :PHONE: or the like in its drawer",
        )


def _people(source: Source, tally: Tally) -> Iterator[tuple[_Entry, list[str]]]:
    """Yield people, and what stands under them in headings of their own."""
    person: _Entry | None = None
    more: list[str] = []
    for entry in _entries(source, tally):
        if person and not entry.is_person and entry.depth > person.depth:
            more += [entry.title, *entry.lines, ""]
            continue
        if person:
            yield person, more
        person, more = (entry if entry.is_person else None), []
    if person:
        yield person, more


def _entries(source: Source, tally: Tally) -> Iterator[_Entry]:
    entry: _Entry | None = None
    above: list[tuple[int, list[str]]] = []
    block = False
    with table.opened(source, tally) as text:
        for number, line in bounded(text, limit=table.LONGEST_LINE):
            if line is None:
                tally.reject(Place(source.name, number), "the line is too long")
                continue
            bare = line.rstrip("\r\n").removeprefix("\ufeff")
            keyword = bare.lstrip()[:9].casefold()
            block = keyword.startswith("#+begin_") or (block and not keyword.startswith("#+end_"))
            if bare.startswith("*") and bare.lstrip("*").startswith(" ") and not block:
                if entry:
                    yield entry
                depth = len(bare) - len(bare.lstrip("*"))
                while above and above[-1][0] >= depth:
                    above.pop()
                entry = _Entry(number, bare, above[-1][1] if above else [])
                above = [*above[-50:], (depth, entry.tags[:50])]
            elif entry and not block and not keyword.startswith("#+"):
                entry.take(bare)
    if entry:
        yield entry


def _newcomer(entry: _Entry, more: list[str], place: Place, tally: Tally) -> Newcomer:
    """Return a person.

    Raises:
        UsageError: the heading is no name.
    """
    name = one_line(entry.title or entry.first("NAME", "FN"), what="name")
    uuid = entry.first("ID", "UID")
    points = list(dict.fromkeys(_points(entry)))
    facts = [Remark(plain(note)) for key in _NOTES if (note := entry.properties.get(key))]
    facts += [Remark(text, day) for text, day in [*notes(entry.lines), *notes(more)]]
    address = entry.first(*_ADDRESS)
    city = entry.first("CITY") or _city(address)
    if address and address != city:
        facts.append(Remark(f"address: {plain(address)}"))
    company = plain(entry.first(*_WORK)) or None
    title = plain(entry.first(*_TITLE)) or None
    surest = points[0].value if points else company or title or ""
    return Newcomer(
        place,
        SOURCE,
        name,
        f"id:{uuid}" if len(uuid) >= 16 else None,
        f"name:{fold(name)}|{fold(surest)}",
        aliases=list(_names(entry)),
        company=company,
        title=title,
        contact_points=points,
        city=plain(city)[:NAME_LIMIT] or None,
        tags=list(dict.fromkeys(entry.tags)),
        dates=list(_birthday(entry, place, tally)),
        facts=facts,
    )


def _points(entry: _Entry) -> Iterator[Point]:
    for name, said in entry.properties.items():
        base, _, label = name.partition("_")
        kind = _POINTS.get(name) or _POINTS.get(base) or _POINTS.get(label)
        if not kind or not said:
            continue
        own = (label if base in _POINTS else base).lower() if name not in _POINTS else ""
        if not own and name in ("MOBILE", "CELL"):
            own = "mobile"
        for value in _values(kind, said):
            shown = "url" if value.startswith(("http://", "https://")) else kind
            yield Point(shown, value, own or (kind if shown != kind else None))


def _values(kind: str, said: str) -> list[str]:
    """Return the values of a property: several stand side by side."""
    linked = [target for target, _ in links(said)]
    bare = said if not linked else plain(said) if kind == "phone" else ""
    if kind == "phone":
        # A blank may stand within a number, so only a sign or a plus parts two.
        parts = re.split(r"[,;]\s*|\s+(?=\+)", bare)
    else:
        parts = linked + _SEVERAL.split(bare)
    return [
        value
        for part in parts
        if (value := re.sub(r"^(?:mailto|tel):", "", part.strip(" <>"), flags=re.IGNORECASE))
        and (kind != "email" or "@" in value)
    ]


def _names(entry: _Entry) -> Iterator[str]:
    """Yield other names; several stand in quotes, or between signs."""
    for key in _ALIASES:
        said = plain(entry.properties.get(key, ""))
        quoted = re.findall(r'"([^"]+)"', said)
        for alias in quoted or re.split(r"[,;]", said):
            if fold(alias) not in ("", fold(entry.title)):
                yield alias.strip()


def _city(address: str) -> str:
    """Return the city of an address, as far as commas tell: what follows street and number."""
    street, *rest = [part for part in re.split(r"[,;]", plain(address)) if part.strip()] or [""]
    parts = [street] if not any(map(str.isdigit, street)) else rest
    named = (
        " ".join(word for word in part.split() if not any(map(str.isdigit, word))) for part in parts
    )
    return next(filter(None, named), "")


def _birthday(entry: _Entry, place: Place, tally: Tally) -> Iterator[Yearly]:
    said = entry.first(*_BIRTHDAYS)
    if not said:
        return
    if found := _SEXP.search(said):
        first, second, third = int(found[2]), int(found[3]), int(found[4] or 0)
        # One is year first, the other, as the diary has it, month first.
        if found[1] == "org-anniversary":
            yield Yearly("birthday", second, third or None, first)
        else:
            yield Yearly("birthday", first, second, third or None)
    elif found := _ISO.search(said):
        year, month, day = map(int, found.groups())
        yield Yearly("birthday", month, day, year if year > 1 else None)
    elif found := _NO_YEAR.match(said.strip("<>[]( ")):
        yield Yearly("birthday", int(found[1]), int(found[2]))
    else:
        with suppress(ValueError):
            if parts := table_dates.yearly(said.strip("<>[] "), None):
                yield Yearly("birthday", parts[1], parts[2], parts[0])
                return
        tally.remark(place, table_dates.UNREADABLE)
