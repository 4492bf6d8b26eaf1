"""Mail out of mailboxes and single messages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from reltrack.domain.arrivals import Happening
from reltrack.errors import BadDataError
from reltrack.exchange import mbox
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

TODAY = date(2026, 11, 20)
ME = frozenset({"me@x.example"})
PIECES = b'|9|:|@|\n|\n\n|From |=?|\\|"|(|<'.split(b"|")
ENVELOPE = "From ana@x.example Mon Mar 10 09:00:00 2025\n"


@pytest.fixture(autouse=True)
def _in_vienna(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import time

    monkeypatch.setenv("TZ", "Europe/Vienna")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def mail(*more: str, body: str = "Hello\n", **headers: str | None) -> str:
    told: dict[str, str | None] = {
        "From": "Ana Lima <ana@x.example>",
        "To": "me@x.example",
        "Subject": "Plans",
        "Date": "Mon, 10 Mar 2025 09:00:00 +0100",
    }
    said = (f"{n}: {v}" for n, v in (told | headers).items() if v is not None)
    return "\n".join([*said, *more, "", body])


def box(*mails: str) -> bytes:
    return "\n".join(ENVELOPE + one for one in mails).encode()


def read(content: bytes | str, **wishes: Any) -> tuple[list[Happening], Tally]:
    tally = Tally()
    raw = content if isinstance(content, bytes) else content.encode()
    wanted = Wishes(TODAY, **{"me": ME} | wishes)
    chunks = mbox.read(Source("f.mbox", BytesIO(raw)), tally, wanted)
    return [one for chunk in chunks for one in chunk], tally


def only(content: bytes | str, **wishes: Any) -> Happening:
    (one,), tally = read(content, **wishes)
    assert not tally.rejected
    return one


def test_a_message_says_who_when_and_about_what() -> None:
    one = only(mail())
    assert (one.date, one.time, one.via, one.initiated) == ("2025-03-10", "09:00", "email", "them")
    assert one.text == "Plans"
    (party,) = one.present
    assert (party.name, party.points[0].value) == ("Ana Lima", "ana@x.example")
    assert only(mail(), subjects=False).text == "e-mail"
    assert only(mail(Subject=None)).text == "e-mail"


def test_a_day_with_somebody_is_one_entry_begun_by_who_wrote_first() -> None:
    answer = mail(
        From="me@x.example",
        To="Ana <ANA@x.example>",
        Subject="Re: AW: plans",
        Date="Mon, 10 Mar 2025 08:00:00 +0100",
    )
    found, _ = read(box(mail(Subject="Fwd: Plans"), mail(Subject="Lunch?"), answer))
    (one,) = found
    assert (one.initiated, one.time) == ("me", "08:00")
    assert one.text == "plans; Plans; Lunch?"
    assert one.present[0].name == "Ana Lima"
    later = box(mail(), mail(Date="Tue, 11 Mar 2025 00:30:00 +0000"))
    assert [it.date for it in read(later)[0]] == ["2025-03-10", "2025-03-11"]


def test_mail_of_mine_is_with_each_it_went_to() -> None:
    to = "Ana Lima <ana@x.example>, ben@x.example, me@x.example, noreply@x.example"
    found, tally = read(mail(From="me@x.example", To=to))
    assert [(it.present[0].points[0].value, it.initiated) for it in found] == [
        ("ana@x.example", "me"),
        ("ben@x.example", "me"),
    ]
    many = ", ".join(f"p{i}@x.example" for i in range(11))
    for to, reason in ((many, mbox.TO_MANY), ("me@x.example", mbox.TO_NOBODY)):
        found, tally = read(mail(From="me@x.example", To=to))
        assert not found
        assert tally.passed_over == {reason: 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"List-Id": "<x.example>"},
        {"List-Unsubscribe": "<mailto:x>"},
        {"Precedence": "Bulk"},
        {"Auto-Submitted": "auto-replied"},
        {"X-Auto-Response-Suppress": "All"},
        {"Return-Path": "<>"},
        {"From": "Shop <no-reply@x.example>"},
        {"From": "Shop <shop+noreply@x.example>"},
        {"From": "MAILER-DAEMON@x.example"},
    ],
)
def test_bulk_mail_is_counted_and_left_out(headers: dict[str, str]) -> None:
    found, tally = read(mail(**headers))
    assert not found
    assert tally.passed_over == {mbox.BULK: 1}
    assert len(read(mail(**{"Auto-Submitted": "no", "Precedence": "first-class"}))[0]) == 1


def test_lists_are_mail_to_nobody_unless_the_file_is_their_archive() -> None:
    listed = {"List-Id": "<dev.x.example>", "List-Post": "<mailto:dev@x.example>"}
    to_list = mail(To="dev@x.example", **listed)
    assert len(read(box(to_list), me=frozenset())[0]) == 1
    assert len(read(box(to_list))[0]) == 0
    assert len(read(to_list, me=frozenset())[0]) == 0
    assert len(read(box(to_list, mail()), me=frozenset())[0]) == 1
    assert len(read(box(mail(To="me@x.example, dev@x.example", **listed)))[0]) == 1


def test_whose_mail_it_is_can_be_guessed_and_is_said() -> None:
    sent = mail(From="Me <me@x.example>", To="ben@x.example", Date="11 Mar 2025 09:00 +0100")
    found, tally = read(box(mail(), sent, mail()), me=frozenset())
    assert [(it.initiated, it.present[0].points[0].value) for it in found] == [
        ("them", "ana@x.example"),
        ("me", "ben@x.example"),
    ]
    assert "me@x.example" in tally.remarks[0][1]
    assert "not known which address is yours" in read(mail(), me=frozenset())[1].remarks[0][1]


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ('"Lima, Ana" <ana@x.example>', "Ana Lima", "ana@x.example"),
        ("ana at x.example (Ana Lima)", "Ana Lima", "ana@x.example"),
        ("Ana Lima <ana at x.example>", "Ana Lima", "ana@x.example"),
        ("ana@x.example (=?ISO-8859-1?Q?Zo=EB_Lima?=)", "Zoë Lima", "ana@x.example"),
        ("=?utf-8?b?Wm/Dqw==?= =?utf-8?q?_Lima?= <ana@x.example>", "Zoë Lima", "ana@x.example"),
        ("=?no-such-set?Q?Zo=C3=AB?= Lima <ana@x.example>", "Zoë Lima", "ana@x.example"),
        ("=?UTF-8?Q?Luc=eda?= Lima <ana@x.example>", "Lucía Lima", "ana@x.example"),
        ("=?utf-8?b?!!!?= <ana@x.example>", None, "ana@x.example"),
        ("'ana@x.example' <Ana@X.example>", None, "ana@x.example"),
        ("Ana Lima ana@x.example", "Ana Lima", "ana@x.example"),
        ("Lima, Ana <ana@x.example>", "Ana Lima", "ana@x.example"),
        ("Acme, Inc. <ana@x.example>", "Acme, Inc.", "ana@x.example"),
    ],
)
def test_senders_are_read_however_they_are_written(
    sender: str, name: str | None, address: str
) -> None:
    (party,) = only(mail(From=sender)).present
    assert (party.name, party.points[0].value) == (name, address)


def test_masked_addresses_leave_the_name() -> None:
    (party,) = only(mail(From="ana@x.... (Ana Lima)")).present
    assert (party.name, list(party.points)) == ("Ana Lima", [])
    assert only(mail(From="ana@x.... (Ana Lima)"), me=frozenset()).initiated == "them"


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("Mon, 10 Mar 2025 23:30:00 +0000", "2025-03-11", "00:30"),
        ("Mon, 10 Mar 2025 23:30:00 -0000", "2025-03-11", "00:30"),
        ("Mon, 10 Mar 2025 23:30:00", "2025-03-10", "23:30"),
        ("10 Mar 25 23:30 EST", "2025-03-11", "05:30"),
        ("Mon, 10 Mar 2025 23:30:00 +9900", "2025-03-10", "23:30"),
        ("2025-03-10T23:30:00Z", "2025-03-11", "00:30"),
        ("Mon Mar 10 23:30:00 2025", "2025-03-10", "23:30"),
        ("Fri, 21 Nov 97 09:55:06 GMT", "1997-11-21", "10:55"),
    ],
)
def test_days_are_local(said: str, day: str, time: str) -> None:
    one = only(mail(Date=said))
    assert (one.date, one.time) == (day, time)


@pytest.mark.parametrize("said", [None, "", "soon", "Mon, 30 Jun 3609 15:33:50 +0600"])
def test_without_a_date_others_tell(said: str | None) -> None:
    received = "Received: from x by y\n\tid 9; Sun, 9 Mar 2025 09:00:00 +0100"
    assert only(mail(received, Date=said)).date == "2025-03-09"
    assert only(box(mail(Date=said))).date == "2025-03-10"
    found, tally = read(mail(Date=said))
    assert not found
    assert tally.rejected[0][1] == "it has no date that can be read"


def test_the_day_in_greenwich_tells_entries_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    late = box(mail(Date="Mon, 10 Mar 2025 23:30:00 +0000"), mail())
    here = only(late)
    assert here.time == "09:00"
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    there = only(late)
    assert (there.date, there.time, there.identity) == ("2025-03-10", "17:00", here.identity)


def test_brackets_without_end_hide_no_address() -> None:
    (party,) = only(mail(From="(" * 20_000 + " ana@x.example")).present
    assert party.points[0].value == "ana@x.example"


def test_a_broken_line_takes_no_header_with_it() -> None:
    assert (
        only(mail().replace("\nTo:", "\na broken line\nTo:")).present[0].points[0].value
        == "ana@x.example"
    )


def test_mailboxes_of_every_dialect() -> None:
    quoting = "Look:\n\n>From here on\nFrom now on it rains\nFrom 9:00 to 2025 x\nnothing\n"
    attached = ENVELOPE + mail(Subject="inner")
    counted = mail(f"Content-Length: {len(attached)}", body=attached)
    wrong = mail("Content-Length: 7", Subject="wrong length")
    thunderbird = "From - Mon Mar 10 09:00:00 2025\nX-Mozilla-Status: 0001\n"
    content = (
        ENVELOPE + ">From old@x.example\n" + mail(body=quoting, Subject="a") + "\n"
        + ENVELOPE + counted.replace("Plans", "b") + "\n" + ENVELOPE + wrong + "\n"
        + thunderbird + mail(Subject="c") + "\r\n" + ENVELOPE.replace("\n", "\r\n")
        + mail(Subject="d").replace("\n", "\r\n")
    )  # fmt: skip
    assert only(content).text == "a; b; wrong length; c; d"
    assert only(mail(body=attached)).text == "Plans"


def test_broken_mail_is_told_and_stops_nothing() -> None:
    found, tally = read(
        box(mail(From=None), "no header here\n", mail("a broken line", "X-Y: z"), mail(Date="x y"))
    )
    assert len(found) == 1
    assert [place.line for place, _ in tally.rejected] == [1]
    for nothing in ("just words\n", ""):
        with pytest.raises(BadDataError):
            read(nothing)


def test_what_mail_looks_like() -> None:
    assert mbox.recognises(mail())
    assert mbox.recognises("\ufeff" + mail().replace("\n", "\r\n"))
    assert mbox.recognises(box(mail()).decode())
    assert not mbox.recognises("From: here\nit goes on\n")
    assert not mbox.recognises("Name,E-mail\nAna,ana@x.example\n")
    assert not mbox.recognises("BEGIN:VCARD\nFN:Ana\n")
    assert not mbox.recognises("")


def test_bombs_cost_little() -> None:
    long = "x" * 3_000_000
    many = ", ".join(f"{i}@x.example" for i in range(50_000))
    found, _ = read(
        box(
            mail(Subject=long),
            mail(To=many, body=long),
            mail(*(f"Received: {i}" for i in range(50_000))),
            mail(From="<" * 20_000, Date=None),
            mail(Subject="=?utf-8?b?" + long),
            mail(Subject="Re: " * 5000),
            mail(*["To: ben@x.example"] * 50_000),
        )
    )
    assert len(found) == 1
    assert len(found[0].text) <= 500


def test_no_garbage_makes_it_fail() -> None:
    chance = random.Random(7)
    text = box(
        mail("Received: x; Mon, 10 Mar 2025 09:00:00 +0100"),
        mail(From="=?utf-8?q?Zo=C3=AB?= at x.example <zoe at x.example>"),
        mail("List-Post: <mailto:l@x.example>", "Content-Length: 6", To='"a, b" <c@x.example>, d'),
    )
    for _ in range(1500):
        broken = bytearray(text)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(broken))
            if chance.random() < 0.5:
                broken[at] = chance.randrange(256)
            else:
                broken[at : at + chance.randrange(9)] = chance.choice(PIECES)
        try:
            read(bytes(broken), me=chance.choice([ME, frozenset()]))
        except BadDataError:
            continue
