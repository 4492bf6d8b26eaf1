"""vCards in: whoever has a name arrives; what is broken costs no more than itself."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.arrivals import Newcomer, Point, Remark, Yearly
from reltrack.errors import BadDataError
from reltrack.exchange import vcard
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

TODAY = date(2026, 11, 20)


def read(content: str | bytes) -> tuple[list[Newcomer], Tally]:
    data = content.encode() if isinstance(content, str) else content
    tally = Tally()
    chunks = list(vcard.read(Source("book.vcf", BytesIO(data)), tally, Wishes(TODAY)))
    return [one for chunk in chunks for one in chunk], tally


def card(*lines: str, name: str = "FN:Ana Lima") -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", name, *lines, "END:VCARD", ""))


def ana(*lines: str) -> Newcomer:
    (one,), tally = read(card(*lines))
    assert (one.name, tally.rejected, tally.remarks) == ("Ana Lima", [], [])
    return one


def names(content: str | bytes) -> list[str]:
    return [one.name for one in read(content)[0]]


def remarks(tally: Tally) -> list[tuple[int | None, str]]:
    return [(place.line, reason) for place, reason in tally.remarks]


def test_a_person_arrives_whole() -> None:
    one = ana(
        "N:Lima;Ana;;;", "UID:urn:uuid:ABCD-0123456789-01", "NICKNAME:Anita,Aninha",
        "ORG:Acme\\, Inc.;Sales",
        "TITLE:Engineer", "EMAIL;TYPE=INTERNET,WORK:ana@x.example", "TEL;TYPE=CELL;TYPE=pref:+1",
        "item1.URL:https\\://ana.example", "item1.X-ABLabel:_$!<HomePage>!$_",
        "ADR;TYPE=HOME:;;Rua 1\\; 2;Porto;;4000;Portugal", "CATEGORIES:Book Club,work",
        "BDAY:1980-03-14", "ANNIVERSARY:20090808", "NOTE:Two kids.\\nPlays chess",
        "PHOTO;ENCODING=b:AAAA", "X-WHATEVER:1",
    )  # fmt: skip
    assert one == Newcomer(
        ("book.vcf", 1, ""), "import:vcard", "Ana Lima",
        own_identity="uid:abcd-0123456789-01",
        likely_identity="name:ana lima|ana@x.example",
        aliases=("Anita", "Aninha"), company="Acme, Inc.", title="Engineer",
        contact_points=(Point("phone", "+1", "mobile"), Point("email", "ana@x.example", "work"),
                        Point("url", "https://ana.example", "home page")),
        city="Porto", tags=("book-club", "work"),
        dates=(Yearly("birthday", 3, 14, 1980), Yearly("anniversary", 8, 8, 2009)),
        facts=(Remark("Two kids.\nPlays chess"), Remark("department: Sales")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "name", "aliases"),
    [
        (["FN:Mustermann, Heiko"], "Mustermann, Heiko", ()),
        (["FN:Mustermann\\, Heiko;x"], "Mustermann, Heiko;x", ()),
        (["FN: Ana\u00a0 Lima\\n"], "Ana Lima", ()),
        (["N:Lima;Ana;Rita,Luz;Dr.;Jr."], "Dr. Ana Rita Luz Lima Jr.", ()),
        (["FN:", "N:Lima;Ana"], "Ana Lima", ()),
        (["N:;;;;", "FN:Ana"], "Ana", ()),
        (["FN:Ana L.", "FN;PREF=1:Ana Lima"], "Ana Lima", ("Ana L.",)),
        (["N:;", "NICKNAME:Nina,Nini"], "Nina", ("Nini",)),
        (["ORG:Acme;Sales"], "Acme", ()),
        (["N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BCller;J=C3=B6rg"], "Jörg Müller", ()),
        (["N;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:M=FC=", "ller;J=F6rg"], "Jörg Müller", ()),
    ],
)
def test_names(lines: list[str], name: str, aliases: tuple[str, ...]) -> None:
    (one,), tally = read("\n".join(("BEGIN:VCARD", *lines, "END:VCARD")))
    assert (one.name, one.aliases, tally.remarks) == (name, aliases, [])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["BDAY:1980-03-14"], (3, 14, 1980)),
        (["BDAY:19800314T231500Z"], (3, 14, 1980)),
        (["BDAY;VALUE=date:1980-03-14T00:00:00-08:00"], (3, 14, 1980)),
        (["BDAY:--0314"], (3, 14, None)),
        (["BDAY:--03-14"], (3, 14, None)),
        (["BDAY:--03"], (3, None, None)),
        (["BDAY:1985-04"], (4, None, 1985)),
        (["BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29"], (2, 29, None)),
        (["BDAY:16040229"], (2, 29, None)),
        (["BDAY;VALUE=text:14 March 1980"], (3, 14, 1980)),
        (["BDAY:1980-03-14", "BDAY;ALTID=1:19800314"], (3, 14, 1980)),
    ],
)
def test_birthdays(lines: list[str], expected: tuple[Any, ...]) -> None:
    one = ana(*lines)
    assert one.dates == (Yearly("birthday", *expected),)
    assert one.facts == ()


@pytest.mark.parametrize("said", ["circa 1800", "19723101", "03/04/1980", "---14", "1980"])
def test_a_birthday_in_words_is_a_fact(said: str) -> None:
    one = ana(f"BDAY:{said}")
    assert (one.dates, one.facts) == ((), (Remark(f"birthday: {said}"),))


def test_a_birthday_to_come_loses_its_year() -> None:
    (one,), tally = read(card("BDAY:2026-11-21", "BDAY:1980-01-01"))
    assert one.dates == (Yearly("birthday", 11, 21),)
    assert len(tally.remarks) == 2


@pytest.mark.parametrize("name", ["ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY",
                                  "X-MS-ANNIVERSARY"])  # fmt: skip
def test_anniversaries(name: str) -> None:
    assert ana(f"{name}:20090808").dates == (Yearly("anniversary", 8, 8, 2009),)


def test_other_dates() -> None:
    one = ana(
        "item1.X-ABDATE:1975-03-01", "item1.X-ABLabel:_$!<Anniversary>!$_",
        "X-ANNIVERSARY:19750301",
        "item2.X-ABLabel:First sale", "item2.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-05-06",
        "item3.X-ABDATE:--05", "item3.X-ABLabel:Fair",
    )  # fmt: skip
    assert one.dates == (
        Yearly("anniversary", 3, 1, 1975),
        Yearly("other", 5, 6, None, "First sale"),
    )
    assert one.facts == (Remark("Fair: --05"),)


@pytest.mark.parametrize(
    ("line", "point"),
    [
        ("EMAIL:mailto:ana@x.example", ("email", "ana@x.example", None)),
        ("TEL;VALUE=uri;TYPE=\"work,voice\":tel:+1-41%38;ext=102",
         ("phone", "+1-418 ext. 102", "work")),
        ("TEL;WORK;FAX:1\\;2", ("phone", "1;2", "work fax")),
        ("URL:x.example/a,b;c", ("url", "x.example/a,b;c", None)),
        ("IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:ana", ("skype", "ana", "home")),
        ("IMPP:xmpp:ana@x.example", ("xmpp", "ana@x.example", None)),
        ("IMPP:ana", ("im", "ana", None)),
        ("X-SKYPE:ana", ("skype", "ana", None)),
        ("X-SOCIALPROFILE;type=twitter:https://t.example/a",
         ("url", "https://t.example/a", "twitter")),
        ("X-SOCIALPROFILE;type=twitter:x-apple:ana", ("twitter", "ana", "twitter")),
        ("SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://m.example/@a",
         ("url", "https://m.example/@a", "mastodon")),
    ],
)  # fmt: skip
def test_contact_points(line: str, point: tuple[str, ...]) -> None:
    assert ana(line).contact_points == (point,)


def test_the_city_is_that_of_the_home() -> None:
    work, home = "ADR;TYPE=WORK:;;;Lisbon;;;", "ADR;HOME:;;;Porto"
    assert ana(work, "ADR:;;;", "ADR:x").city == "Lisbon"
    assert ana(work, home).city == "Porto"
    assert ana(home, work.replace("WORK", "WORK,PREF")).city == "Lisbon"


def test_related_people_are_facts() -> None:
    one = ana(
        "X-SPOUSE:Bo", "item1.X-ABRELATEDNAMES:Cy", "item1.X-ABLabel:_$!<Child>!$_",
        "RELATED;TYPE=friend;VALUE=text:Di", "RELATED:urn:uuid:1", "RELATED:Ed", "X-MS-SPOUSE:Bo",
        "ROLE:Boss", "ORG:Acme", "ORG:Globex;Lab",
    )  # fmt: skip
    assert [fact.text for fact in one.facts] == [
        "spouse: Bo", "child: Cy", "friend: Di", "related: Ed", "organisation: Globex, Lab",
    ]  # fmt: skip
    assert (one.title, one.company) == ("Boss", "Acme")


def test_groups_are_no_people() -> None:
    people, tally = read(
        card("KIND:group") + card("X-ADDRESSBOOKSERVER-KIND:GROUP") + card("KIND:org")
    )
    assert len(people) == 1
    assert remarks(tally) == [(n, "it is a group, not a person, and is left out") for n in (1, 6)]


def test_a_broken_line_costs_itself_and_a_broken_card_itself() -> None:
    odd = card(
        "no property",
        "nor this",
        "EMAIL:a@x.example",
        "TITLE:" + "t" * 300,
        "NOTE:\0",
        "CATEGORIES:,?,",
    )
    nameless = card("EMAIL:b@x.example", name="FN: ")
    endless = "BEGIN:VCARD\nFN:Bo\nTEL:1\n"
    people, tally = read(
        "junk\n" + odd + nameless + endless + card(name="FN:Cy") + endless + "UID:1\nTEL"
    )
    assert [one.name for one in people] == ["Ana Lima", "Bo", "Cy", "Bo"]
    assert people[0].contact_points == (Point("email", "a@x.example"),)
    assert [(place.line, reason) for place, reason in tally.rejected] == [(12, "no name")]
    assert remarks(tally) == [
        (2, "line 5 makes no sense, and is left out"),
        (2, "more lines of it make no sense"),
        (2, "the title has 300 characters, and is left out"),
        (2, "the note holds a NUL character, and is left out"),
        (17, "it has no end; what there is of it is kept"),
        (24, "line 28 makes no sense, and is left out"),
        (24, "it has no end; what there is of it is kept"),
    ]


@pytest.mark.parametrize("agent", ["AGENT:\nBEGIN:VCARD", "AGENT:BEGIN:VCARD"])
def test_a_card_within_a_card_is_no_other(agent: str) -> None:
    inner = f"{agent}\nFN:Bo\nTEL:1\nAGENT:\nBEGIN:VCARD\nFN:Cy\nEND:VCARD\nEND:VCARD\nTEL:2"
    people, _ = read(card(inner) + card(name="FN:Di"))
    assert [(one.name, len(one.contact_points)) for one in people] == [("Ana Lima", 1), ("Di", 0)]
    assert names(card("AGENT:BEGIN:VCARD\\nFN:Bo\\nEND:VCARD") + card(name="FN:Di")) == [
        "Ana Lima", "Di",
    ]  # fmt: skip
    assert names(f"BEGIN:VCARD\nFN:Ana\n{agent}\nFN:Bo\n" + card(name="FN:Di")) == ["Ana", "Di"]


def test_namesakes_are_told_apart_and_the_same_person_is_not() -> None:
    def likely(*lines: str) -> str:
        return ana(*lines).likely_identity

    apart = ["TEL:1", "TEL:2", "EMAIL:a@x.example", "BDAY:--0314", "ORG:Acme", "NOTE:"]
    assert len(set(map(likely, apart))) == len(apart)
    known = likely("EMAIL:a@x.example")
    assert known == likely("TEL:1", "URL:x.example", "EMAIL:A@x.example", "NOTE:New", "ORG:Acme")
    assert known == likely("UID:1", "EMAIL:a@x.example")


def test_a_short_uid_is_unique_with_the_name_alone() -> None:
    people, _ = read(card("UID:1") + card("UID:1", name="FN:Bo") + card("UID:" + "1" * 16))
    assert [one.own_identity for one in people] == [
        "uid:1|ana lima", "uid:1|bo", "uid:1111111111111111",
    ]  # fmt: skip


def test_a_huge_card_is_cut() -> None:
    huge = card(*(f"TEL:{n}" for n in range(6000)))
    photo = card("PHOTO;ENCODING=b:" + "A" * 3_000_000, "NOTE:x", name="FN:Bo")
    (first, second), tally = read(huge + photo)
    assert 1000 < len(first.contact_points) < 6000
    assert second.facts == (Remark("x"),)
    assert remarks(tally) == [(1, "it is very long; the rest of it is left out")]


@pytest.mark.parametrize(
    "content", ["", "\ufeff\n", "Name,E-Mail\n", "BEGIN:VCALENDAR\nEND:VCALENDAR"]
)
def test_what_is_no_vcard(content: str) -> None:
    assert not vcard.recognises(content)
    with pytest.raises(BadDataError, match="holds no vCard"):
        read(content)


def test_what_is_one() -> None:
    assert all(map(vcard.recognises, ("BEGIN:VCARD\r\n", "\ufeff\n begin:vCard\n", "BEGIN: VCARD")))


_LINES = st.sampled_from([
    b"BEGIN:VCARD", b"END:VCARD", b"FN:Ana", b"N:Lima;Ana", b"AGENT:", b"BDAY:1980-02-30", b" x",
    b"NOTE;QUOTED-PRINTABLE:=", b"TEL;TYPE=\"a:1", b"KIND:group", b"ORG:;;", b"CATEGORIES:\\", b"",
    b"UID:1", b"item1.X-ABLabel:_$!<>!$_", b"item1.X-ABDATE:--0229", b"ADR:;;;a", b"TEL:tel:;ext=",
])  # fmt: skip


@given(st.lists(_LINES | st.binary(max_size=20), max_size=30))
def test_whatever_stands_in_a_file(lines: list[bytes]) -> None:
    with suppress(BadDataError):
        people, _ = read(b"\n".join(lines))
        assert all(one.name.strip() and one.likely_identity for one in people)
