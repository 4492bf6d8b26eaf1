"""The export of Monica in: people with all that is kept of them, and what happened."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.arrivals import Happening, Newcomer, Point, Remark, Yearly
from reltrack.errors import BadDataError
from reltrack.exchange import journal, monica
from reltrack.exchange.files import Source
from reltrack.exchange.formats import guess
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally
from running import ask, done

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[3] / "shared")) / "data"
FILES = sorted(SHARED.glob("peers/*monica*.json"))


def record(uuid: str, **said: Any) -> dict[str, Any]:
    return {"uuid": uuid, "created_at": "2023-06-01T10:00:00Z", "properties": said}


def lists(**sections: list[Any]) -> list[dict[str, Any]]:
    return [{"count": len(values), "type": kind, "values": values}
            for kind, values in sections.items()]  # fmt: skip


def contact(uuid: str, said: dict[str, Any], **sections: list[Any]) -> dict[str, Any]:
    return {**record(uuid, **said), "data": lists(**sections)}


def on(day: str, **different: bool) -> dict[str, Any]:
    return {"is_age_based": False, "is_year_unknown": False, "date": f"{day}T00:00:00Z"} | different


INSTANCE = {
    "contact_field_types": [
        record("t1", name="Email", type="email"),
        record("t2", name="Phone", type="phone"),
        record("t3", name="Twitter", type=None),
    ],
    "life_event_types": [record("l1", name="New job")],
}


def export(
    *contacts: Any, journal_entries: tuple[Any, ...] = (), **sections: list[Any]
) -> dict[str, Any]:
    return {
        "version": "1.0-preview.1",
        "app_version": "4.1.2",
        "account": {
            "data": lists(contacts=list(contacts), **sections),
            "properties": {"journal_entries": list(journal_entries)},
            "instance": INSTANCE,
        },
    }


def read(content: Any) -> tuple[dict[str, Newcomer], list[Happening], Tally]:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    tally = Tally()
    chunks = monica.read(Source("m.json", BytesIO(data)), tally, Wishes(date(2026, 11, 20)))
    found = [one for chunk in chunks for one in chunk]
    people = {one.name: one for one in found if isinstance(one, Newcomer)}
    return people, [one for one in found if isinstance(one, Happening)], tally


def person(said: dict[str, Any], **sections: list[Any]) -> Newcomer:
    people, _, tally = read(export(contact("a", {"first_name": "Ana"} | said, **sections)))
    assert tally.rejected == []
    return people["Ana"]


def test_a_person_arrives_whole() -> None:
    people, _, tally = read(
        export(
            contact(
                "a",
                {
                    "first_name": "Ana", "middle_name": "Sousa", "last_name": "Lima",
                    "nickname": "Nana", "company": "Acme", "job": "Engineer",
                    "description": "Runs.", "food_preferences": "no nuts", "tags": ["Peer", 3],
                    "birthdate": on("1980-03-14"), "first_met_date": on("2010-09-01"),
                    "first_met_through": "b",
                },
                contact_fields=[record("f", data="ana@x.example", type="t1"),
                                record("g", data="+351 1", type="t2"),
                                record("h", data="@ana", type="t3"),
                                record("i", data="https://ana.example", type="t3")],
                addresses=[record("j", street="Rua 1"), record("k", city="Porto")],
                notes=[record("l", body="Two kids")],
                life_events=[record("m", type="l1", note="At last", happened_at="2022-01-02")],
                pets=[record("n", name="Rex", category="dog")],
                gifts=[record("o", name="A book", status="offered", date="2021-12-25")],
                debts=[record("p", amount=50.0, currency="EUR", in_debt="no", status="inprogress")],
                tasks=[record("q", title="Send photos"), record("r", title="-", completed=True)],
            ),
            contact("b", {"first_name": "Bo"}),
            relationships=[record("s", type="spouse", contact_is="b", of_contact="a")],
        )
    )  # fmt: skip
    noted = "2023-06-01"
    assert people["Ana Sousa Lima"] == Newcomer(
        ("m.json", None, ".contacts[0]"), "import:monica", "Ana Sousa Lima", "uuid:a",
        "name:ana sousa lima", aliases=["Nana", "Ana Lima"], company="Acme", title="Engineer",
        met_on="2010-09-01", how_met="through Bo",
        contact_points=[Point("email", "ana@x.example"), Point("phone", "+351 1"),
                        Point("twitter", "@ana"), Point("url", "https://ana.example", "twitter")],
        city="Porto", tags=["Peer"], dates=[Yearly("birthday", 3, 14, 1980)],
        facts=[Remark("Runs."), Remark("food: no nuts"), Remark("Two kids", noted),
               Remark("New job: At last", "2022-01-02"), Remark("pet: Rex (dog)", noted),
               Remark("gift given: A book", "2021-12-25"), Remark("owes me 50 EUR", noted),
               Remark("task: Send photos", noted), Remark("spouse: Bo")],
    )  # fmt: skip
    assert tally.passed_over == {"tasks: empty, or done with": 1}
    assert (tally.rejected, tally.remarks) == ([], [])


def test_a_birthday_may_lack_its_year_or_be_a_guess() -> None:
    unknown = person({"birthdate": on("2024-05-15", is_year_unknown=True)})
    assert unknown.dates == [Yearly("birthday", 5, 15)]
    guessed = person({"birthdate": on("1990-01-01", is_age_based=True)})
    assert (guessed.dates, guessed.facts) == ([], [Remark("born about 1990")])


def test_reminders_are_dates_or_facts() -> None:
    def reminder(title: str, often: str = "year", **said: Any) -> dict[str, Any]:
        return record(
            title, title=title, frequency_type=often, frequency_number=1,
            initial_date="2024-05-15", **said,
        )  # fmt: skip

    reminders = [
        reminder("Ana's Birthday"),
        reminder("Wedding"),
        reminder("Dentist", "one_time"),
        reminder("Call", "week"),
        reminder("Off", inactive=True),
    ]
    one = person({}, reminders=reminders)
    assert one.dates == [Yearly("birthday", 5, 15), Yearly("other", 5, 15, None, "Wedding")]
    assert [fact.text for fact in one.facts] == [
        "reminder of 2024-05-15: Dentist",
        "reminder of 2024-05-15, every 1 week: Call",
    ]
    born = person({"birthdate": on("1980-03-14")}, reminders=reminders[:1])
    assert born.dates == [Yearly("birthday", 3, 14, 1980)]


def test_what_happened_arrives() -> None:
    _, entries, tally = read(
        export(
            contact(
                "a",
                {"first_name": "Ana"},
                calls=[
                    record("c", called_at="2024-01-05T00:00:00Z", contact_called=True),
                    record("d", called_at="never"),
                ],
                conversations=[
                    record(
                        "e",
                        happened_at="2024-01-06",
                        contact_field_type="t1",
                        messages=[
                            record("f", content="Hi", written_by_me=True),
                            record("g", content="Hello", written_by_me=False),
                        ],
                    )
                ],
                activities=["h"],
            ),
            contact("b", {"first_name": "Bo"}, activities=["h"]),
            activities=[
                record("h", summary="Dinner", description="Fish", happened_at="2024-01-03"),
                record("i", summary="Alone", happened_at="2024-01-03"),
            ],
        )
    )
    told = [
        (one.date, one.text, [who.name for who in one.present], one.via, one.initiated)
        for one in entries
    ]
    assert told == [
        ("2024-01-05", "a call", ["Ana"], "call", "them"),
        ("2024-01-06", "me: Hi\nthem: Hello", ["Ana"], "email", "me"),
        ("2024-01-03", "Dinner\n\nFish", ["Ana", "Bo"], "dinner", None),
    ]
    assert tally.rejected == [(("m.json", None, ".contacts[0].calls[1]"), "it has no day")]
    assert tally.passed_over == {"nobody is in it": 1}


def test_what_cannot_be_used_costs_itself() -> None:
    bad = [None, 3, {"properties": []}, contact("x", {"last_name": "\0"}),
           contact("y", {"first_name": "n" * 201})]  # fmt: skip
    people, entries, tally = read(
        export(*bad, contact("a", {"first_name": "Ana"}), relationships=[record("r"), 3])
    )
    assert (list(people), entries) == (["Ana"], [])
    assert len(tally.rejected) == len(bad) + 2


def test_what_is_something_else_is_said_to_be_so() -> None:
    assert monica.recognises(json.dumps(export()))
    assert monica.recognises(json.dumps(export(), indent=4))
    assert not monica.recognises('{"format": "reltrack", "version": 1}')
    assert journal.recognises('{"format": "reltrack", "version": 1}')
    for content in (b"", b"{}", b"[]", b'{"account": 3}', b"hello", b'{"a":' * 100_000):
        with pytest.raises(BadDataError):
            read(content)


def test_imported_once_and_again(tmp_path: Path) -> None:
    file, db = tmp_path / "m.json", tmp_path / "journal.db"
    ana = contact("a", {"first_name": "Ana"}, notes=[record("n", body="Sings")], activities=["h"])
    pages = (record("p", title="A day", post="Met Ana.", date="2024-01-04"),
             record("q", title="A day", post="Rain.", date="2024-01-05"))  # fmt: skip
    dinner = record("h", summary="Dinner", happened_at="2024-01-03")
    file.write_text(json.dumps(export(ana, journal_entries=pages, activities=[dinner])))
    first = ask("import", file, db=db)
    added = (first["format"], first["people_added"], first["interactions_added"])
    assert (*added, first["facts_added"]) == ("monica", 1, 2, 1)
    assert first["passed_over"] == [{"reason": "nobody you know is in it", "count": 1}]
    again = ask("import", file, db=db)
    assert (again["people_added"], again["interactions_added"], again["facts_added"]) == (0, 0, 0)
    done("undo", db=db)


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a document."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from spots(value[key])


@given(st.data())
def test_no_file_stops_it(data: st.DataObject) -> None:
    document = export(
        contact("a", {"first_name": "Ana", "birthdate": on("1980-03-14"), "tags": ["x"]},
                notes=[record("n", body="Sings")], activities=["h"],
                contact_fields=[record("f", data="ana@x.example", type="t1")],
                calls=[record("c", called_at="2024-01-05", contact_called=True)],
                conversations=[record("e", happened_at="2024-01-06", messages=[record("f")])],
                reminders=[record("r", title="T", initial_date="2024-05-15")]),
        activities=[record("h", summary="Dinner", happened_at="2024-01-03")],
        relationships=[record("s", type="spouse", contact_is="a", of_contact="a")],
        journal_entries=(record("p", title="A day", date="2024-01-04"),),
    )  # fmt: skip
    document = json.loads(json.dumps(document))
    words = ["null", "true", "3", "-1e400", "1" * 400, '""', '"x"', r'"\ud800"', "[]", "[[]]", "{}"]
    odd = st.sampled_from(words).map(json.loads)
    for _ in range(data.draw(st.integers(1, 6))):
        holder, key = data.draw(st.sampled_from(list(spots(document)) or [({"": 0}, "")]))
        holder[key] = data.draw(odd)
    with suppress(BadDataError):
        read(document)


@pytest.mark.skipif(not FILES, reason="the real files are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_counts_are_those_of_the_file(path: Path) -> None:
    assert guess(Source(path.name, BytesIO(path.read_bytes()))) == "monica"
    people, entries, tally = read(path.read_bytes())

    def count(value: Any, kind: str) -> int:
        if isinstance(value, list):
            return sum(count(one, kind) for one in value)
        if not isinstance(value, dict):
            return 0
        own = sum(isinstance(one, dict) for one in value["values"]) if value.get(
            "type") == kind and "values" in value else 0  # fmt: skip
        return own + sum(count(one, kind) for one in value.values())

    document = json.loads(path.read_bytes())
    assert len(people) == count(document, "contacts")
    happened = sum(count(document, kind) for kind in ("calls", "conversations", "activities"))
    assert len(entries) == happened
    kept = [fact.text for one in people.values() for fact in one.facts]
    kinds = ("notes", "life_events", "pets", "gifts", "debts", "tasks", "relationships")
    assert len(kept) >= sum(count(document, kind) for kind in kinds) > 0
    assert (tally.rejected, tally.remarks) == ([], [])
