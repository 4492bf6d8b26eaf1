"""LinkedIn's messages: an entry for each partner and day, and who wrote."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from exchange.tables import TODAY, written
from reltrack.domain.arrivals import Happening, Party, Point
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange import linkedin
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

HEADER = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO",
    "RECIPIENT PROFILE URLS", "DATE", "SUBJECT", "CONTENT", "FOLDER", "IS MESSAGE DRAFT",
)  # fmt: skip
SITE = "https://www.linkedin.com/in/"
ME, ANA, BO = (("Max Muster", "max"), ("Ana Lima", "ana"), ("Bo Stone", "bo"))
Who = tuple[str, str]


@pytest.fixture(autouse=True)
def _zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")


def row(
    sender: Who, *to: Who, at: str, text: str = "Hello", subject: str = "", draft: str = "No"
) -> list[str]:
    return [
        "c", "", sender[0], SITE + sender[1], ",".join(name for name, _ in to),
        ",".join(SITE + slug for _, slug in to), f"{at} UTC", subject, text, "INBOX", draft,
    ]  # fmt: skip


def entries(
    *rows: list[str], tally: Tally | None = None, header: tuple[str, ...] = HEADER, **wishes: Any
) -> list[Happening]:
    source = Source("messages.csv", BytesIO(written(header, *rows).encode()))
    assert linkedin.recognises(source.head())
    found = linkedin.read(source, tally or Tally(), Wishes(TODAY, **wishes))
    return [one for chunk in found for one in chunk if isinstance(one, Happening)]


FIRST = row(ANA, ME, at="2024-03-15 09:30:00", text="Coffee?\nMaybe <b>Tuesday</b>&nbsp;3pm")
REST = [
    row(ME, ANA, at="2024-03-15 10:00:00", text="Sounds great"),
    row(ME, ANA, at="2024-03-16 08:00:00", text="=1+1"),
    row(BO, ME, at="2024-03-15 11:00:00", subject="A job", text="Dear Max"),
]


def test_an_entry_for_each_partner_and_day() -> None:
    found = {(one.date, one.present[0].name): one for one in entries(*REST, FIRST)}
    both, mine, theirs = (
        found[key]
        for key in (
            ("2024-03-15", "Ana Lima"), ("2024-03-16", "Ana Lima"), ("2024-03-15", "Bo Stone"),
        )
    )  # fmt: skip
    assert (both.date, both.time, both.text) == ("2024-03-15", "09:30", "Coffee? Maybe Tuesday 3pm")
    assert both.present == [Party("Ana Lima", [Point("url", f"{SITE}ana", "linkedin")],
                                  "url:linkedin.com/in/ana")]  # fmt: skip
    assert (both.initiated, both.via, both.source) == (None, "message", "import:linkedin")
    assert (mine.date, mine.text, mine.initiated) == ("2024-03-16", "=1+1", "me")
    assert (theirs.text, theirs.initiated) == ("A job", "them")


def test_subjects_may_stay_out() -> None:
    texts = {entry.text for entry in entries(FIRST, *REST, subjects=False)}
    assert texts == {"2 messages", "a message"}


def test_the_window() -> None:
    found = entries(FIRST, *REST, since=date(2024, 3, 16), until=date(2024, 3, 16))
    assert [entry.date for entry in found] == ["2024-03-16"]


def test_again_gives_the_same_identities() -> None:
    once = {entry.identity for entry in entries(FIRST, *REST)}
    assert len(once) == 3
    more = row(ANA, ME, at="2024-03-15 07:00:00", text="earlier")
    assert {entry.identity for entry in entries(more, *REST, FIRST)} == once


def test_long_messages_are_cut() -> None:
    (entry,) = entries(
        row(ANA, ME, at="2024-03-15 09:30:00", text="word " * 999), me={"max muster"}
    )
    assert len(entry.text) <= 200
    assert entry.text.endswith("word…")


def test_whose_messages_they_are_must_be_clear() -> None:
    with pytest.raises(UsageError, match="does not tell which of its people you are"):
        entries(FIRST)
    for said in ("max muster", f"{SITE}max"):
        (entry,) = entries(FIRST, me={said})
        assert entry.initiated == "them"
    (entry,) = entries(FIRST, me={"ana lima"})
    assert (entry.initiated, entry.present[0].name) == ("me", "Max Muster")


def test_my_name_and_my_address_may_change_apart() -> None:
    renamed = row(("Max Other", "max"), ANA, at="2024-03-17 08:00:00")
    moved = row(("Max Muster", "max-2"), BO, at="2024-03-18 08:00:00")
    assert len(entries(FIRST, renamed, *REST)) == 4
    assert len(entries(FIRST, moved, *REST)) == 4


def test_several_at_once() -> None:
    (entry,) = entries(row(ME, ANA, BO, at="2024-03-15 09:30:00"), me={"max muster"})
    assert [party.name for party in entry.present] == ["Ana Lima", "Bo Stone"]
    doctor = ("Ana Lima, PhD", "ana")
    (entry,) = entries(row(ME, doctor, at="2024-03-15 09:30:00"), me={"max muster"})
    assert [party.name for party in entry.present] == ["Ana Lima"]


def test_rows_that_are_of_no_use() -> None:
    tally = Tally()
    gone = row(("LinkedIn Member", ""), ME, at="2024-03-15 09:30:00")
    gone[3] = ""
    found = entries(
        FIRST, *REST, ["BADROW"], gone, row(ANA, ME, at="some day"),
        row(ME, ME, at="2024-03-15 09:30:00"),
        row(ME, ANA, at="2024-03-20 09:30:00", draft="Yes"), tally=tally,
    )  # fmt: skip
    assert len(found) == 3
    assert sorted((place.line, reason) for place, reason in tally.rejected) == [
        (7, "it does not say who wrote, or to whom"),
        (8, "it does not say who wrote, or to whom"),
        (9, "the date is not readable"),
        (10, "nobody else is in it"),
    ]


def test_an_old_layout_without_addresses() -> None:
    header = ("From", "To", "Date", "Subject", "Content", "Direction", "Folder")
    found = entries(
        ["Ana Lima", "Max Muster", "2016-03-15 09:30:00", "", "Hello", "INCOMING", "INBOX"],
        ["Max Muster", "Bo Stone", "2016-03-16 09:30:00", "", "Hi", "OUTGOING", "SENT"],
        header=header,
    )
    assert [(entry.present[0], entry.initiated) for entry in found] == [
        (Party("Ana Lima", []), "them"), (Party("Bo Stone", []), "me"),
    ]  # fmt: skip


def test_other_files_are_told_from_messages() -> None:
    with pytest.raises(BadDataError, match="has no header"):
        list(linkedin.read(Source("x", BytesIO(b"Time,Link\n1,2\n")), Tally(), Wishes(TODAY)))


def test_the_day_in_greenwich_tells_entries_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    late = [row(ANA, ME, at="2024-03-15 23:30:00"), row(BO, ME, at="2024-03-15 09:00:00")]
    here = entries(*late)
    try:
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        there = entries(*late)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert {one.identity for one in there} == {one.identity for one in here}
    assert {one.date for one in there} == {"2024-03-15", "2024-03-16"}


def test_what_is_left_out_is_counted() -> None:
    tally = Tally()
    draft = row(ME, ANA, at="2024-03-15 10:00:00", draft="Yes")
    found = entries(FIRST, draft, *REST, tally=tally, until=date(2024, 3, 15))
    assert len(found) == 2
    assert tally.passed_over == {"drafts of messages": 1, "outside the days asked for": 1}
