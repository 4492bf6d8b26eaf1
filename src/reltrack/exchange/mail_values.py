"""What the headers of mail say: who, when, and about what, however badly it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime, parsedate_tz
from functools import lru_cache

from reltrack.domain.text import NAME_LIMIT
from reltrack.exchange.display_names import plain
from reltrack.exchange.mail_headers import Mail
from reltrack.tuples import NamedTuple

LONGEST_SUBJECT = 200

_SHORT = 200
_MOST_ADDRESSES = 100_000
"""Bytes of a list of addresses that are looked at."""

_AT = re.compile(
    r"""(?P<before>^|[,;]|<) \s* (?P<user>[^\s<>"(),;:@]+) \s+ at \s+ (?P<host>[\w.-]+)
        (?= \s* (?:[>(,;]|$) )""",
    re.VERBOSE,
)
"""`ana at x.example (Ana)` and `Ana <ana at x.example>`, as the archives of lists have it."""

_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\]{1,100}@[^\s@<>(),;:\"\\]{0,200}[^\s@<>(),;:\"\\.]")
_ENCODED = re.compile(r"=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=", re.IGNORECASE)
_SPACED = re.compile(r"(\?=)\s+(?==\?)")
_MOST_OF_A_DATE = 200
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")
_STAMP = re.compile(rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*", re.IGNORECASE | re.DOTALL)
_REPLY = re.compile(
    r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|odp|ynt|回复|转发|答复)(?:\[\d+\])?[:：]|\[fwd:)\s*",
    re.IGNORECASE,
)
_COMPANY = frozenset(("inc", "llc", "ltd", "limited", "corp", "co", "gmbh", "ag", "kg", "plc"))
_NO_ONE = re.compile(
    r"(?:^|[._+-])(?:no|not|do-?not|dont|never)[._-]?reply|^(?:mailer-daemon|postmaster|bounces?"
    r"|newsletters?|notifications?|notify|automated|auto-?confirm|listserv|majordomo)(?:$|[+._-])",
    re.IGNORECASE,
)


class Address(NamedTuple):
    """Somebody in a header; the address is in lower case, and empty where it is masked."""

    address: str
    name: str | None


def text(raw: bytes) -> str:
    """Return a header in Unicode, encoded words read as far as they can be."""
    shown = _plainly(raw)
    if "=?" not in shown:
        return shown
    return _ENCODED.sub(lambda word: _word(word[0]), _SPACED.sub(r"\1", shown))


def _plainly(raw: bytes) -> str:
    if raw.isascii():
        return raw.decode()
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _word(encoded: str) -> str:
    """Return what an encoded word says; one that cannot be read says nothing."""
    try:
        data, charset = decode_header(encoded)[0]
    except ValueError:  # email.errors.HeaderParseError is one
        return ""
    if isinstance(data, str):
        return str(data)
    try:
        return str(data.decode(charset or "ascii"))
    except (LookupError, ValueError):
        return _plainly(data)


def addresses(raw: bytes) -> Sequence[Address]:
    """Return the people of a header, each address once; those without one have a name."""
    return _remembered(raw) if len(raw) <= _SHORT else _addresses(raw)


def _addresses(raw: bytes) -> Sequence[Address]:
    shown = _AT.sub(r"\g<before>\g<user>@\g<host>", _plainly(raw[:_MOST_ADDRESSES]))
    found: dict[str, Address] = {}
    before = ""  # what stands before a comma that belongs to a name: Lima, Ana <ana@x.example>
    for name, typed in _pairs(shown.replace("\0", "")):
        if not name and "@" not in typed:
            before = typed
            continue
        whole = f"{before}, {name}" if before and name else name
        called, before = person(text(whole.encode("utf-8", "replace"))), ""
        address = typed.lower().strip("'")
        if _ADDRESS.fullmatch(address):
            found.setdefault(address, Address(address, called))
        elif called and " " in called and "@" in typed:
            found.setdefault(called, Address("", called))
    if not found and (one := _ADDRESS.search(shown)):
        shown = shown[: one.start()].strip(" <")
        found[""] = Address(
            one[0].lower().strip("'"), person(text(shown.encode("utf-8", "replace")))
        )
    return tuple(found.values())


def _pairs(shown: str) -> list[tuple[str, str]]:
    """Return names and addresses; none where the parser gives up, as on very deep brackets."""
    try:
        return getaddresses([shown])
    except (RecursionError, ValueError, IndexError):
        return []


_remembered = lru_cache(4096)(_addresses)
"""Few people write most of the mail."""


def person(shown: str) -> str | None:
    """Return a display name as people say it: `"Lima, Ana"` gives `Ana Lima`; None for none."""
    name = " ".join(shown.replace("\0", "").split()).strip("\"' ")
    if not name or "@" in name or len(name) > NAME_LIMIT or not any(map(str.isalpha, name)):
        return None
    name = plain(name)
    family, comma, given = name.partition(", ")
    words = given.split()
    if (
        comma
        and len(family.split()) == 1
        and 0 < len(words) <= 2
        and "," not in given
        and words[0].strip(".").lower() not in _COMPANY
    ):
        name = f"{given} {family}"
    return name


def nobody(address: str) -> bool:
    """Tell whether nobody reads what is sent to an address."""
    return _NO_ONE.search(address.partition("@")[0]) is not None


def subject(raw: bytes) -> str:
    """Return a subject without `Re:`, `Fwd:` and the like, and not too long."""
    line = " ".join(text(raw).replace("\0", "").split())
    while found := _REPLY.match(line):
        line = line[found.end() :]
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def moments(mail: Mail) -> Iterator[datetime]:
    """Yield when a message was sent, in local time; then when it may have been, best first."""
    headers = mail.headers
    said = [
        headers.get(b"date", b"")[:_MOST_OF_A_DATE],
        headers.get(b"delivery-date", b"")[:_MOST_OF_A_DATE],
        headers.get(b"received", b"")[-_MOST_OF_A_DATE:].rpartition(b";")[2],
        found[0] if (found := _STAMP.search(mail.envelope[:1000])) else b"",
    ]
    for raw in said:
        if raw and (moment := _moment(_plainly(raw).strip())):
            yield moment


def lasting_day(moment: datetime) -> str:
    """Return the day a message counts as, whatever the local zone; its own if it has no zone."""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date().isoformat()


def _moment(shown: str) -> datetime | None:
    """Return a moment in local time; one without a zone is local already."""
    try:
        if _ISO.fullmatch(shown):
            moment = datetime.fromisoformat(shown)
            return moment.astimezone() if moment.tzinfo else moment
        try:
            moment = parsedate_to_datetime(shown)
        except (ValueError, TypeError):  # an offset that cannot be; the rest may be right
            moment = datetime(*(parsedate_tz(shown) or ())[:5])  # noqa: DTZ001
        if moment.tzinfo is None and "-0000" in shown:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone() if moment.tzinfo else moment
    except (ValueError, OverflowError, TypeError, IndexError, OSError):
        return None
