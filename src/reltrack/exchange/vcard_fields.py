"""What the properties of a vCard say about a person, whichever program wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reltrack.domain.arrivals import Point, Remark, Yearly
from reltrack.domain.text import NAME_LIMIT, checked, label, one_line
from reltrack.errors import UsageError
from reltrack.exchange import table_dates
from reltrack.exchange.content_lines import ContentLine, parts, unescaped

if TYPE_CHECKING:
    from reltrack.domain.records import OccasionKind

# fmt: off
_POINTS = {
    "EMAIL": "email", "TEL": "phone", "URL": "url",
    "IMPP": "", "X-SOCIALPROFILE": "", "SOCIALPROFILE": "",
    "X-AIM": "aim", "X-GOOGLE-TALK": "gtalk", "X-GTALK": "gtalk", "X-ICQ": "icq",
    "X-JABBER": "jabber", "X-MS-IMADDRESS": "im", "X-MSN": "msn", "X-QQ": "qq",
    "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype", "X-TELEGRAM": "telegram",
    "X-TWITTER": "twitter", "X-YAHOO": "yahoo",
}
"""The kind of each; empty where the value says it."""

_DATES: dict[str, OccasionKind | None] = {
    "BDAY": "birthday", "X-ABDATE": None,
    "ANNIVERSARY": "anniversary", "X-ANNIVERSARY": "anniversary",
    "X-EVOLUTION-ANNIVERSARY": "anniversary", "X-KADDRESSBOOK-X-ANNIVERSARY": "anniversary",
    "X-MS-ANNIVERSARY": "anniversary", "X-WAB-WEDDING_ANNIVERSARY": "anniversary",
}

_FACTS = {
    "NOTE": "", "RELATED": "related", "X-ABRELATEDNAMES": "related", "DEATHDATE": "died",
    "INTEREST": "interest", "HOBBY": "hobby", "EXPERTISE": "expertise",
    "X-ASSISTANT": "assistant", "X-CHILD": "child", "X-MANAGER": "manager", "X-SPOUSE": "spouse",
    "X-EVOLUTION-ASSISTANT": "assistant", "X-EVOLUTION-MANAGER": "manager",
    "X-EVOLUTION-SPOUSE": "spouse", "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager", "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-MS-ASSISTANT": "assistant", "X-MS-CHILD": "child", "X-MS-MANAGER": "manager",
    "X-MS-SPOUSE": "spouse", "X-WAB-SPOUSE_NAME": "spouse",
}
"""What to say before each; a label of its own comes first."""
# fmt: on

WANTED = frozenset(
    {*_POINTS, *_DATES, *_FACTS, "ADR", "CATEGORIES", "ORG", "TITLE", "ROLE", "X-ABLABEL"}
)

_NO_LABEL = frozenset(
    {"dom", "email", "internet", "intl", "msg", "other", "parcel", "postal", "pref", "text"}
    | {"uri", "video", "voice", "x400"}
)
_WORDS = {"cell": "mobile"}
_NO_TAG = frozenset({"mycontacts", "my-contacts"})
"""What some programs put everybody into."""

_WRAPPED = re.compile(r"_\$!<(.*)>!\$_")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ADDRESS = re.compile(r"(?:https?|urn|mailto|cid|data|tel):", re.IGNORECASE)
_SITE = re.compile(r"(?:[\w.+-]+:)?(https?://.+)", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_TIME = re.compile(r"(?<=\d)(?:T| \d\d?:).*")


class Card:
    """The lines of a card that are of use, and what there is to say about it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.lines: list[ContentLine] = []
        self.broken = False
        """Whether a line of it makes no sense."""
        self.remarks: dict[str, None] = {}
        """Each once, in order."""

    def remark(self, text: str) -> None:
        """Note something about the card."""
        self.remarks[text] = None

    @cached_property
    def _present(self) -> frozenset[str]:
        """The names of the lines: most are asked for in vain."""
        return frozenset(line.name for line in self.lines)

    @cached_property
    def _charset(self) -> str:
        """A character set that one of the lines names."""
        return next(filter(None, (line.parameter("CHARSET") for line in self.lines)), "")

    @cached_property
    def labels(self) -> dict[str, str]:
        """Labels that stand on lines of their own, by group."""
        return {
            line.group: _HUMP.sub(" ", found[1]).lower()
            if (found := _WRAPPED.fullmatch(text))
            else text
            for line, text in self.texts("X-ABLABEL")
            if line.group
        }

    def values(self, *names: str) -> Iterator[tuple[ContentLine, str]]:
        """Yield lines with their values, escapes left in; empty ones are left out."""
        if self._present.isdisjoint(names):
            return
        for line in self.lines:
            if line.name in names and (value := line.value(charset=self._charset).strip()):
                yield line, value

    def texts(self, *names: str) -> Iterator[tuple[ContentLine, str]]:
        """Yield lines with what they say."""
        return ((line, unescaped(value).strip()) for line, value in self.values(*names))

    def kept(self, text: str, what: str, limit: int = NAME_LIMIT) -> str | None:
        """Return a text on one line; one that cannot be kept is left out, with a remark."""
        try:
            return one_line(text, what=what, limit=limit) if text.strip() else None
        except UsageError as problem:
            self.remark(f"{problem}, and is left out")
            return None

    def label(self, line: ContentLine) -> str | None:
        """Return the label of a line: its own, or what it says of its type."""
        words = [_WORDS.get(word, word) for word in types(line) if word not in _NO_LABEL]
        own = self.labels.get(line.group) if line.group else None
        return self.kept(own or " ".join(dict.fromkeys(words)), "label")


def types(line: ContentLine) -> list[str]:
    """Return the words that say of what type a line is."""
    listed = ",".join(line.parameters.get("TYPE", ())).casefold()
    return [word for word in map(str.strip, listed.split(",")) if word]


def _rank(line: ContentLine) -> int:
    """Return a number that is the smaller the more a line is preferred."""
    number = line.parameter("PREF")
    if number.isdecimal() and len(number) < 4:
        return int(number)
    return 1 if "pref" in types(line) else 100


def preferred(lines: Iterable[tuple[ContentLine, str]]) -> list[tuple[ContentLine, str]]:
    """Return lines with those first that are preferred."""
    return sorted(lines, key=lambda found: _rank(found[0]))


def contact_points(card: Card) -> Iterator[Point]:
    """Yield the ways to reach somebody, preferred ones first."""
    for line, text in preferred(card.texts(*_POINTS)):
        label = card.label(line)
        kind, value = _POINTS[line.name], text
        if kind == "email":
            value = re.sub("^mailto:", "", text, flags=re.IGNORECASE)
        elif kind == "phone":
            value = _phone(text)
        elif not kind:
            kind, value = _account(line, text)
            if kind == "url":
                label = label or line.parameter("SERVICE-TYPE").casefold() or None
        if (kept_kind := card.kept(kind, "kind")) and (kept := card.kept(value, kind, 2000)):
            yield Point(kept_kind, kept, label)


def _phone(text: str) -> str:
    """Return a telephone number without its scheme: `tel:+1-418-656;ext=10`."""
    if not text.casefold().startswith("tel:"):
        return text
    number, *more = unquote(text[4:]).split(";")
    extension = next((part[4:] for part in more if part.startswith("ext=")), "")
    return f"{number} ext. {extension}" if extension else number


def _account(line: ContentLine, text: str) -> tuple[str, str]:
    """Return kind and value of an account somewhere: a page, or a name there."""
    found = _SITE.fullmatch(text)
    if found and (line.name != "IMPP" or not found.start(1)):
        return "url", found[1]
    scheme, colon, name = text.partition(":")
    service = line.parameter("X-SERVICE-TYPE") or line.parameter("SERVICE-TYPE")
    if not service and line.name != "IMPP":
        service = next((word for word in types(line) if word not in _NO_LABEL), "")
    return (service or (scheme if colon else "im")).casefold(), name if colon else text


def city(card: Card) -> str | None:
    """Return where somebody lives: the preferred address first, then that of the home."""
    found = [
        (_rank(line), "home" not in types(line), place)
        for line, value in card.values("ADR")
        if len(address := parts(value, ";")) > 3 and (place := unescaped(address[3]).strip())
    ]
    return card.kept(min(found, key=lambda one: one[:2])[2], "city") if found else None


def tags(card: Card) -> Iterator[str]:
    """Yield categories as tags."""
    for _, text in card.texts("CATEGORIES"):
        for category in re.split("[,;]", text):
            with suppress(UsageError):  # nothing is left of it
                tag = label(category, what="category")
                if tag not in _NO_TAG:
                    yield tag


def dates(card: Card, *, today: date) -> Iterator[Yearly | Remark]:
    """Yield birthdays and other yearly dates; one that is told in words is a fact."""
    birthday: Yearly | None = None
    for line, text in card.texts(*_DATES):
        label = card.labels.get(line.group) if line.group else None
        kind = _DATES[line.name] or ("anniversary" if label == "anniversary" else "other")
        label = card.kept(label, "label") if label and label != kind else None
        found = _yearly(text)
        if found is None or (found[2] is None and kind != "birthday"):
            if fact := card.kept(f"{label or kind}: {text}", "date"):
                yield Remark(fact)
            continue
        year, month, day = found
        if kind == "birthday" and year and date(year, month, day or 1) > today:
            card.remark("the birthday lies in the future; its year is left out")
            year = None
        yearly = Yearly(kind, month, day, year, label)
        if kind == "birthday" and birthday not in (None, yearly):
            card.remark("it has more than one birthday; the first is kept")
        else:
            birthday = yearly if kind == "birthday" else birthday
            yield yearly


def _yearly(text: str) -> tuple[int | None, int, int | None] | None:
    typed = _TIME.sub("", text)
    try:
        if found := _MONTH.fullmatch(typed):
            return date(int(found[1]), int(found[2]), 1).year, int(found[2]), None
        return table_dates.yearly(typed, None)
    except ValueError:
        return None


def work(card: Card) -> tuple[str | None, str | None, list[Remark]]:
    """Return company and title, and what else is said of the work."""
    companies = [
        [unit for part in parts(value, ";") if (unit := unescaped(part).strip())]
        for _, value in card.values("ORG")
    ]
    titles = [text for _, text in card.texts("TITLE", "ROLE")]
    more = [
        *(f"department: {', '.join(units)}" for _, *units in filter(None, companies[:1]) if units),
        *(f"organisation: {', '.join(units)}" for units in companies[1:] if units),
        *(f"role: {title}" for title in dict.fromkeys(titles[1:]) if title != titles[0]),
    ]
    company = card.kept("".join(companies[0][:1]), "company") if companies else None
    title = card.kept(titles[0], "title") if titles else None
    return company, title, [Remark(fact) for text in more if (fact := card.kept(text, "role"))]


def facts(card: Card) -> Iterator[Remark]:
    """Yield what is worth remembering, in words."""
    for line, text in card.texts(*_FACTS):
        what = _FACTS[line.name]
        if what == "related":
            if _ADDRESS.match(text):
                continue
            what = card.label(line) or what
        said = f"{what}: {text}" if what else text
        try:
            yield Remark(checked(said, what="note").strip(), _day(line.parameter("X-HEARD-ON")))
        except UsageError as problem:
            card.remark(f"{problem}, and is left out")


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
