"""vCards out: every field comes back through our reader, and through another program's."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.random_journals import LABELS, LINES, STAMPS, maybe, random_journals, some
from reltrack.domain.arrivals import Newcomer, Point, Remark, Yearly
from reltrack.errors import BadDataError
from reltrack.exchange import vcard
from reltrack.exchange.files import Source
from reltrack.exchange.vcard_writer import Version, cards
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

VERSIONS: list[Version] = ["3.0", "4.0"]
ANA: dict[str, Any] = {
    "uid": "0198c0de-0000-7000-8000-000000000001", "name": "Ana, Lima; \\ José",
    "aliases": ["Nini", "the boss, really"], "circles": ["customer"], "tags": ["book-club"],
    "company": "Acme; Sons", "title": "Engineer", "city": "Porto", "met_on": "2022-11-26",
    "contact_points": [
        {"kind": "email", "value": "ana@x.example", "label": "work"},
        {"kind": "phone", "value": "+351 1", "label": "mobile"},
        {"kind": "url", "value": "https://x.example/a,b;c", "label": "linkedin"},
        {"kind": "signal", "value": "ana.1", "label": None},
    ],
    "occasions": [
        {"kind": "birthday", "label": None, "year": None, "month": 2, "day": 29},
        {"kind": "anniversary", "label": "wedding", "year": 2009, "month": 8, "day": 8},
        {"kind": "milestone", "label": "new job", "year": 2024, "month": 1, "day": 2},
    ],
    "facts": [{"text": "Two kids, wife\nfrom Texas", "heard_on": "2026-11-20"}],
    "updated_at": "2026-11-20T09:30:00Z",
}  # fmt: skip


def written(*people: Mapping[str, Any], version: Version) -> bytes:
    return "".join(f"{line}\r\n" for line in cards(people, version=version)).encode()


def read(content: bytes) -> tuple[list[Newcomer], Tally]:
    tally = Tally()
    source = Source("f", BytesIO(content))
    chunks = list(vcard.read(source, tally, Wishes(date(2026, 11, 20))))
    return [one for chunk in chunks for one in chunk], tally


def test_a_card_of_3_0() -> None:
    assert written(ANA, version="3.0").decode().split("\r\n") == [
        "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//reltrack//reltrack//EN",
        "UID:urn:uuid:0198c0de-0000-7000-8000-000000000001",
        "FN:Ana\\, Lima\\; \\\\ José", "N:;Ana\\, Lima\\; \\\\ José;;;",
        "NICKNAME:Nini", "NICKNAME:the boss\\, really", "ORG:Acme\\; Sons", "TITLE:Engineer",
        "EMAIL;TYPE=WORK:ana@x.example", "TEL;TYPE=CELL:+351 1",
        "item1.URL:https://x.example/a,b;c", "item1.X-ABLabel:linkedin", "IMPP:signal:ana.1",
        "ADR:;;;Porto;;;",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
        "item2.X-ANNIVERSARY:2009-08-08", "item2.X-ABLabel:wedding",
        "CATEGORIES:customer,book-club",
        "NOTE;X-HEARD-ON=2026-11-20:Two kids\\, wife\\nfrom Texas",
        "REV:2026-11-20T09:30:00Z", "END:VCARD", "",
    ]  # fmt: skip


def test_what_is_different_in_4_0() -> None:
    lines = set(written(ANA, version="4.0").decode().split("\r\n"))
    assert lines - set(written(ANA, version="3.0").decode().split("\r\n")) == {
        "VERSION:4.0", "EMAIL;TYPE=work:ana@x.example", "TEL;TYPE=cell:+351 1", "BDAY:--0229",
        "item2.ANNIVERSARY:20090808", "REV:20261120T093000Z",
    }  # fmt: skip


def test_4_0_has_room_for_one_anniversary() -> None:
    dates = [
        {"kind": "anniversary", "label": None, "year": None, "month": n, "day": 1} for n in (1, 2)
    ]
    for version in VERSIONS:
        content = written(ANA | {"occasions": dates}, version=version)
        assert content.count(b"\nANNIVERSARY") == (version == "4.0")
        (one,), _ = read(content)
        assert one.dates == (Yearly("anniversary", 1, 1), Yearly("anniversary", 2, 1))


_KINDS = st.sampled_from(["email", "phone", "url", "skype", "my kind", 'o"dd^;:,'])
_SHOWN = st.sampled_from(["home", "work", "mobile", "home fax", "Mobile", "home page"])
_SAID = LINES.filter(lambda text: ":" not in text)  # else it may seem to have a scheme
_PAGES = _SAID.map("https://x.example/{}".format)


@st.composite
def _points(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(_KINDS)
    value = draw(_PAGES if kind == "url" else _SAID)
    return {"kind": kind, "value": value, "label": draw(maybe(_SHOWN | LINES))}


@st.composite
def _dates(draw: st.DrawFn) -> dict[str, Any]:
    day = draw(st.dates(date(1800, 1, 1), date(2026, 11, 20)))
    kind = draw(st.sampled_from(["anniversary", "other"]))
    year = draw(maybe(st.just(day.year)))
    label = draw(maybe(LINES.filter(lambda text: text not in ("anniversary", "other"))))
    return {"kind": kind, "label": label, "year": year, "month": day.month, "day": day.day}


@st.composite
def _birthdays(draw: st.DrawFn) -> dict[str, Any]:
    found = draw(_dates())
    day = draw(maybe(st.just(found["day"])))
    return found | {"kind": "birthday", "label": None, "day": day}


_TEXTS = st.text(
    st.characters(categories=["L", "M", "N", "P", "S"]) | st.sampled_from(" \n\t\\,;:")
)
_FACTS = st.fixed_dictionaries({
    "text": _TEXTS.map(str.strip).filter(bool).map(lambda text: normalize("NFC", text)),
    "heard_on": maybe(st.dates(date(2000, 1, 1), date(2026, 11, 20)).map(date.isoformat)),
})  # fmt: skip


PEOPLE = st.fixed_dictionaries({
    "uid": st.uuids().map(str) | st.sampled_from(["a-1", "b"]),
    "name": LINES, "aliases": some(LINES), "circles": some(LABELS), "tags": some(LABELS),
    "company": maybe(LINES), "title": maybe(LINES), "city": maybe(LINES),
    "contact_points": st.lists(_points(), max_size=4),
    "occasions": st.tuples(st.lists(_birthdays(), max_size=1), st.lists(_dates(), max_size=3)).map(
        lambda dates: dates[0] + dates[1]
    ),
    "facts": st.lists(_FACTS, max_size=3), "updated_at": STAMPS,
})  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
@random_journals
@given(st.data())
def test_every_field_comes_back(version: Version, data: st.DataObject) -> None:
    person = data.draw(PEOPLE)
    content = written(person, version=version)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (one,), tally = read(content)
    assert (tally.rejected, tally.remarks) == ([], [])
    assert str(one.own_identity).startswith(f"uid:{person['uid']}")
    assert one.name == person["name"]
    assert list(one.aliases) == [alias for alias in person["aliases"] if alias != one.name]
    assert one.company in (person["company"], None if person["company"] == one.name else ...)
    assert (one.title, one.city) == (person["title"], person["city"])
    assert list(one.tags) == [
        tag for tag in dict.fromkeys(person["circles"] + person["tags"]) if tag != "mycontacts"
    ]
    assert list(one.contact_points) == [Point(**point) for point in person["contact_points"]]
    assert list(one.dates) == list(dict.fromkeys(Yearly(**day) for day in person["occasions"]))
    assert list(one.facts) == list(dict.fromkeys(Remark(**fact) for fact in person["facts"]))


@pytest.mark.parametrize("version", VERSIONS)
def test_another_program_reads_them(version: Version) -> None:
    vobject = pytest.importorskip("vobject")
    facts = [{"text": f"{word} ä漢," * 30, "heard_on": None} for word in "ab"]
    site = {"kind": "url", "value": "https://x.example/a?b=c;d", "label": "linkedin"}
    points = [*ANA["contact_points"][:2], site]
    ana = ANA | {"facts": facts, "contact_points": points}
    content = written(ana, ANA | {"name": "Bo"}, version=version).decode()
    ana, bo = vobject.readComponents(content)
    ana.validate()
    assert (ana.fn.value, bo.fn.value) == (ANA["name"], "Bo")
    assert str(bo.n.value).strip() == "Bo"
    assert [line.value for line in ana.nickname_list] == ANA["aliases"]
    assert (ana.org.value, ana.title.value) == ([ANA["company"]], "Engineer")
    assert (ana.email.value, ana.email.type_param.lower()) == ("ana@x.example", "work")
    assert (ana.tel.value, ana.tel.type_param.lower()) == ("+351 1", "cell")
    assert ana.url.value == site["value"]
    assert ana.adr.value.city == "Porto"
    assert ana.categories.value == ["customer", "book-club"]
    assert [line.value for line in ana.note_list] == [fact["text"] for fact in facts]
    assert ana.uid.value == f"urn:uuid:{ANA['uid']}"
    assert ana.bday.value == ("--0229" if version == "4.0" else "1604-02-29")
    assert [line.value for line in ana.contents["x-ablabel"]] == ["linkedin", "wedding"]


def test_damage_costs_no_more_than_what_it_hits() -> None:
    dice = random.Random(5)
    whole = written(*(ANA | {"name": f"Ana {n}"} for n in range(20)), version="3.0")
    arrived = []
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(dice.randrange(1, 4)):
            at = dice.randrange(len(damaged))
            match dice.randrange(3):
                case 0:
                    damaged[at] = dice.randrange(256)
                case 1:
                    del damaged[at : at + dice.randrange(1, 30)]
                case _:
                    damaged[at:at] = dice.randbytes(dice.randrange(1, 30))
        try:
            people, _tally = read(bytes(damaged))
        except BadDataError:
            people = []
        arrived.append(len(people))
    assert min(arrived) >= 20 - 2 * 3
    assert sum(arrived) >= 200 * 19
