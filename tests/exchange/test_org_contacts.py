"""Contacts of Org in: a heading with an address is a person, and what stands below is known."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.arrivals import Newcomer, Point, Remark, Yearly
from reltrack.errors import BadDataError
from reltrack.exchange import org_contacts
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally
from running import ask, done

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[3] / "shared")) / "data"
FILES = sorted(SHARED.glob("peers/*.org"))

FILE = """\
#+TITLE: Contacts
* People                                  :family:
** TODO [#A] Ana Lima                     :friend:@work:
SCHEDULED: <2026-11-20 Fri>
:PROPERTIES:
:ID:         4b5c2a1e-1111-2222-3333-444455556666
:EMAIL:      ana@x.example, ana@home.example
:EMAIL_WORK: [[mailto:ana@work.example][Ana]]
:PHONE:      +351 21 000 +44 20 7946
:MOBILE:     0171 555 55
:URL:        https://ana.example
:BIRTHDAY:   <1980-03-14 Fri>
:ADDRESS:    Rua 1, 4000-100 Porto, Portugal
:NICKNAME:   Nana, Anita
:ALIAS:      "Ana Sousa" "A. L."
:COMPANY:    Acme
:TITLE:      Engineer
:NOTE:       two kids
:ICON:       x.png
:END:
:LOGBOOK:
CLOCK: [2018-11-01 Thu 10:00]--[2018-11-01 Thu 11:00] =>  1:00
- Note taken on [2018-11-01 Thu 10:00] \\\\
  Likes [[https://x.example][chess]] #games
- State "DONE"       from "TODO"       [2018-10-01 Mon]
:END:
Met at the fair.
*** How
    At the door.
** Bo Ek
   :PROPERTIES:
   :PHONE: 1
   :END:
** Nobody
* List
#+begin_src org
* Example
:PROPERTIES:
:EMAIL: no@x.example
:END:
#+end_src
"""


def read(content: str | bytes) -> tuple[list[Newcomer], Tally]:
    data = content.encode() if isinstance(content, str) else content
    tally = Tally()
    source = Source("c.org", BytesIO(data))
    chunks = list(org_contacts.read(source, tally, Wishes(date(2026, 11, 20))))
    return [one for chunk in chunks for one in chunk], tally


def ana(*properties: str) -> Newcomer:
    (one,), tally = read("\n".join(("* Ana", ":PROPERTIES:", *properties, ":END:")))
    assert tally.rejected == []
    return one


def test_a_person_arrives_whole() -> None:
    (one, other), tally = read(FILE)
    assert one == Newcomer(
        ("c.org", 3, ""), "import:org-contacts", "Ana Lima",
        "id:4b5c2a1e-1111-2222-3333-444455556666", "name:ana lima|ana@x.example",
        aliases=["Ana Sousa", "A. L.", "Nana", "Anita"], company="Acme", title="Engineer",
        contact_points=[
            Point("email", "ana@x.example"), Point("email", "ana@home.example"),
            Point("email", "ana@work.example", "work"), Point("phone", "+351 21 000"),
            Point("phone", "+44 20 7946"), Point("phone", "0171 555 55", "mobile"),
            Point("url", "https://ana.example"),
        ],
        city="Porto", tags=["family", "friend", "@work"],
        dates=[Yearly("birthday", 3, 14, 1980)],
        facts=[Remark("two kids"), Remark("Likes chess #games", "2018-11-01"),
               Remark("Met at the fair."), Remark("How\nAt the door."),
               Remark("address: Rua 1, 4000-100 Porto, Portugal")],
    )  # fmt: skip
    assert (other.name, other.tags, other.place.line) == ("Bo Ek", ["family"], 30)
    assert (tally.rejected, tally.remarks) == ([], [])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1980-03-14", Yearly("birthday", 3, 14, 1980)),
        ("[1980-03-14 Fri]", Yearly("birthday", 3, 14, 1980)),
        ("1980-3-4 Birthday", Yearly("birthday", 3, 4, 1980)),
        ("--03-14", Yearly("birthday", 3, 14)),
        ("nil-03-14", Yearly("birthday", 3, 14)),
        ("03-14", Yearly("birthday", 3, 14)),
        ("%%(diary-anniversary 3 14 1980)", Yearly("birthday", 3, 14, 1980)),
        ("%%(org-anniversary 1980 3 14) %d", Yearly("birthday", 3, 14, 1980)),
        ("14 March 1980", Yearly("birthday", 3, 14, 1980)),
    ],
)
def test_birthdays_stand_in_many_ways(typed: str, expected: Yearly) -> None:
    assert ana(f":BIRTHDAY: {typed}").dates == [expected]


def test_a_birthday_that_cannot_be_read_costs_itself() -> None:
    (one,), tally = read("* Ana\n:PROPERTIES:\n:EMAIL: a@x.example\n:BIRTHDAY: soon\n:END:\n")
    assert one.dates == []
    assert [place.line for place, _ in tally.remarks] == [1]


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("Porto", "Porto"),
        ("12 St James, London, SW1Y 4JH", "London"),
        ("Rua 1", None),
        ("Porto, Portugal", "Porto"),
    ],
)
def test_the_city_is_told_from_the_address(typed: str, city: str | None) -> None:
    assert ana(f":ADDRESS: {typed}").city == city


def test_a_heading_without_a_name_costs_itself() -> None:
    people, tally = read(
        "* [[mailto:a@x.example][Ana Lima]]\n:PROPERTIES:\n:EMAIL: a@x.example\n:END:\n"
        "*  :tag:\n:PROPERTIES:\n:EMAIL: b@x.example\n:END:\n"
        "* Old\n:PROPERTIES:\n:EMAIL: c@x.example\n:IGNORE: t\n:END:\n"
    )
    assert [one.name for one in people] == ["Ana Lima"]
    assert [place.line for place, _ in tally.rejected] == [5]
    assert tally.passed_over == {"marked to be ignored": 1}


def test_what_is_something_else_is_said_to_be_so() -> None:
    assert org_contacts.recognises(FILE)
    assert not org_contacts.recognises("* Notes\n:PROPERTIES:\n:ID: 1\n:END:\n")
    with pytest.raises(BadDataError, match="holds no contacts"):
        read("* Notes\nsome text\n")


def test_what_never_ends_is_cut_in_seconds() -> None:
    drawer = "* Ana\n:PROPERTIES:\n:EMAIL: a@x.example\n:END:\n"
    people, tally = read(f"{drawer}{'x' * 900_000}\n{drawer}:A:{' ' * 900_000}x\n*{'*' * 90_000} x")
    assert [one.name for one in people] == ["Ana", "Ana"]
    assert len(tally.remarks) == 2
    deep = "".join(f"{'*' * depth} x  :t{depth}:\n" for depth in range(1, 2000))
    assert [one.name for one in read(deep + drawer)[0]] == ["Ana"]


def test_imported_once_and_again(tmp_path: Path) -> None:
    file, db = tmp_path / "contacts.org", tmp_path / "journal.db"
    file.write_text(FILE, encoding="utf-8")
    first = ask("import", file, db=db)
    assert (first["format"], first["people_added"], first["facts_added"]) == ("org-contacts", 2, 5)
    again = ask("import", file, db=db)
    assert (again["people_added"], again["facts_added"], again["unchanged"]) == (0, 0, 2)
    done("undo", db=db)


@given(st.data())
def test_no_file_stops_it(data: st.DataObject) -> None:
    content = bytearray(FILE.encode())
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        content = content or bytearray(b"*")
    with suppress(BadDataError):
        read(bytes(content))


@pytest.mark.skipif(not FILES, reason="the real files are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_as_many_arrive_as_real_files_hold(path: Path) -> None:
    drawers = re.findall(rb"(?ims)^\*+ [^\n]*\n\s*:PROPERTIES:.*?:END:", path.read_bytes())
    told = [one for one in drawers if re.search(rb"(?im)^\s*:(EMAIL|PHONE|BIRTHDAY):\s*\S", one)]
    people: list[Newcomer] = []
    with suppress(BadDataError):
        people, _ = read(path.read_bytes())
    assert len(people) >= len(told)
