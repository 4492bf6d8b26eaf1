"""Files as people bring them, invented: a table, an address book and a mailbox of any size."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import product
from pathlib import Path

_BEGINNINGS = ("Bren", "Mar", "Tor", "Vel", "Sig", "Ond", "Kas", "Lu", "Pell", "Rin")
_ENDINGS = ("a", "ek", "ina", "or", "und", "is", "eth", "ova", "im", "ael")
GIVEN = [first + last for first, last in product(_BEGINNINGS, _ENDINGS)]
START = datetime(2016, 1, 1, 9, tzinfo=UTC)
BODY = "".join(f"Line {line} of a letter that nobody reads here.\n" for line in range(30))


def called(number: int) -> tuple[str, str]:
    """Return the given and the family name of the person of a number."""
    return GIVEN[number % 100], f"{GIVEN[number // 100 % 100].lower().title()}{number // 10_000}son"


def people_csv(count: int) -> Iterator[str]:
    """Yield the rows of an address book."""
    yield "First Name,Last Name,E-mail 1 - Value,Phone 1 - Value,Organization Name,Birthday\n"
    for number in range(count):
        given, family = called(number)
        address = f"{given}.{number}@x{number % 40}.example".lower()
        day = f"19{number % 60 + 30}-0{number % 9 + 1}-1{number % 9}"
        yield f"{given},{family},{address},+351 9{number:08},Firm {number % 900},{day}\n"


def cards(count: int) -> Iterator[str]:
    """Yield vCards."""
    for number in range(count):
        given, family = called(number)
        yield (
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{family};{given};;;\r\nFN:{given} {family}\r\n"
            f"EMAIL;TYPE=work:{given}.{number}@x{number % 40}.example\r\n"
            f"TEL;TYPE=cell:+351 9{number:08}\r\nORG:Firm {number % 900}\r\n"
            f"NOTE:collects maps of number {number % 50}\r\nPHOTO;ENCODING=b:{'QUJD' * 60}\r\n"
            f"UID:{number:08}-0000-4000-8000-000000000000\r\nEND:VCARD\r\n"
        )


def mails(count: int) -> Iterator[str]:
    """Yield a mailbox: some correspondents often, most rarely, a newsletter now and then."""
    chance = random.Random(3)
    moment = START
    for number in range(count):
        moment += timedelta(minutes=chance.randrange(10, 150))
        who = int(chance.random() ** 3 * 600)
        given, family = called(who)
        address = f"{given}.{who}@x{who % 40}.example".lower()
        ends = [f"{given} {family} <{address}>", "Me <me@x.example>"]
        sender, recipient = ends if chance.random() < 0.6 else ends[::-1]
        bulk = "List-Unsubscribe: <mailto:u@x.example>\n" if chance.random() < 0.1 else ""
        yield (
            f"From {address} {moment:%a %b %d %H:%M:%S %Y}\nMessage-ID: <{number}@x.example>\n"
            f"Date: {format_datetime(moment)}\nFrom: {sender}\nTo: {recipient}\n"
            f"Subject: About map {number % 977}\n{bulk}\n{BODY}\n"
        )


KINDS = {
    "csv": (people_csv, 50_000),
    "vcard": (cards, 20_000),
    "mbox": (mails, 30_000),
}
"""Each format, what makes its files, and how many records one that counts as large has."""


def write(folder: Path, form: str, count: int) -> str:
    """Write a file of so many records where there is none, and return its name."""
    path = folder / f"{count}.{form}"
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(KINDS[form][0](count))
    return path.name
