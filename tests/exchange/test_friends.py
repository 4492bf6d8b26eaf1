"""friends.md in: what the Ruby program shows of it arrives, and the names it does not count."""

from __future__ import annotations

import os
import re
from collections import Counter
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.arrivals import Happening, Newcomer, Remark
from reltrack.errors import BadDataError
from reltrack.exchange import friends
from reltrack.exchange.files import Source
from reltrack.exchange.formats import guess
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally
from running import ask, done

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[3] / "shared")) / "data"
FILES = sorted(SHARED.glob("peers/friends/*.expected.txt"))

FILE = """\
### Activities:
- 2019-06-01: Walk with **Ana Lima**.
- 2019-05-01: Moved to _Porto_ with **Émile Zola** and **Ana Lima**. @home:new (@Work) a@b.eu
- 2019-04-01: Got coffee with **李 明** at _Café Rio_, see https://x.example/a_b_c
- 2019-03-01: Nobody here.

### Notes:
- 2019-02-01: **Ana Lima** and **Bo Ek** won. @prize

### Friends:
- Ana Lima (a.k.a. Anita a.k.a. A. L. (the tall)) [Porto] @work @book:club
- Émile Zola

### Locations:
- Porto (a.k.a. Oporto)
"""


def read(content: str | bytes) -> tuple[list[Happening], dict[str, Newcomer], Tally]:
    data = content.encode() if isinstance(content, str) else content
    tally = Tally()
    source = Source("friends.md", BytesIO(data))
    found = [one for chunk in friends.read(source, tally, Wishes(date(2026, 11, 20)))
             for one in chunk]  # fmt: skip
    people = {one.name: one for one in found if isinstance(one, Newcomer)}
    return [one for one in found if isinstance(one, Happening)], people, tally


def entry(line: str) -> Happening:
    (one,), _, tally = read(f"### Activities:\n- {line}\n")
    assert (tally.rejected, tally.remarks) == ([], [])
    return one


def names(one: Happening) -> list[str | None]:
    return [party.name for party in one.present]


def test_a_file_arrives_whole() -> None:
    entries, people, tally = read(FILE)
    told = [(one.date, one.text, names(one), one.via, one.spot, one.tags) for one in entries]
    assert told == [
        ("2019-06-01", "Walk with Ana Lima.", ["Ana Lima"], "walk", "Porto", []),
        ("2019-05-01", "Moved to Porto with Émile Zola and Ana Lima. #home-new (#work) a@b.eu",
         ["Émile Zola", "Ana Lima"], None, "Porto", ["home-new", "work"]),
        ("2019-04-01", "Got coffee with 李 明 at Café Rio, see https://x.example/a_b_c",
         ["李 明"], "coffee", "Café Rio", []),
    ]  # fmt: skip
    ana = people["Ana Lima"]
    assert (ana.aliases, ana.city, ana.tags) == (
        ["Anita", "A. L. (the tall)"], "Porto", ["work", "book-club"],
    )  # fmt: skip
    won = [Remark("Ana Lima and Bo Ek won. #prize", "2019-02-01")]
    assert {name: one.facts for name, one in people.items()} == {
        "Ana Lima": won, "Bo Ek": won, "Émile Zola": [],
    }  # fmt: skip
    assert tally.passed_over == {"nobody is named in it": 1, "a place": 1}
    assert (tally.rejected, tally.remarks) == ([], [])


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("February 23rd, 2017", "2017-02-23"),
        ("11/10/2018", "2018-11-10"),
        ("17/11/2018", "2018-11-17"),
    ],
)
def test_a_date_may_be_typed_as_people_do(typed: str, day: str) -> None:
    assert entry(f"{typed}: Tea with **Ana Lima**").date == day


def test_a_day_that_is_none_is_taken_as_it_was_shown_there() -> None:
    (one,), _, tally = read("### Activities:\n- 2017-02-30: Tea with **Ana Lima**: lovely\n")
    assert (one.date, one.text) == ("2017-03-02", "Tea with Ana Lima: lovely")
    assert tally.remarks == [(("friends.md", 2, ""), "there is no day 2017-02-30, so it is dated"
                              " 2017-03-02")]  # fmt: skip


def test_lines_without_a_date_are_told_and_get_none() -> None:
    lines = ["yesterday: Tea with **Bo**", "Tea with **Bo**", "2016-05-03:Tea", "2016-13-03: Tea"]
    entries, people, tally = read("\n".join(["### Activities:", *lines, "- 2016-01-01: **Bo**"]))
    assert [one.date for one in entries] == ["2016-01-01"]
    assert [place.line for place, _ in tally.rejected] == [2, 3, 4, 5]
    assert tally.rejected[-1][1] == "there is no such day"
    assert not people


def test_one_day_done_twice_is_two_entries_and_again_the_same() -> None:
    content = "### Activities:\n" + "- 2018-01-01: Tea with **Ana**\n" * 2
    first, second = read(content)[0]
    assert first.identity != second.identity
    assert [one.identity for one in read(content)[0]] == [first.identity, second.identity]


def test_stars_and_lines_that_mark_nothing_stay() -> None:
    one = entry("2018-01-01: 2**x is **Ana Lima** and snake_case_name ** in _ Rio _")
    assert (names(one), one.spot) == (["Ana Lima"], None)
    assert one.text == "2**x is Ana Lima and snake_case_name ** in _ Rio _"


def test_what_is_no_such_file_is_said_to_be_none() -> None:
    assert not friends.recognises("# Notes\n### Friends:\n")
    assert friends.recognises("\ufeff### Friends:\r\n- Ana\r\n")
    with pytest.raises(BadDataError, match=r"is no friends\.md"):
        read("# Read me\n")


def test_other_headings_cost_only_what_stands_under_them() -> None:
    _, people, tally = read(
        "### Friends:\n- Ana Lima (work)\n### Pets:\n- Rex\n\n### Friends:\n- Bo"
    )
    assert list(people) == ["Ana Lima", "Bo"]
    assert [place.line for place, _ in tally.rejected] == [3, 4]
    assert [place.line for place, _ in tally.remarks] == [2]


def test_imported_once_and_again(tmp_path: Path) -> None:
    file, db = tmp_path / "friends.md", tmp_path / "journal.db"
    file.write_text(FILE, encoding="utf-8")
    first = ask("import", file, db=db)
    added = (first["format"], first["people_added"], first["interactions_added"])
    assert (*added, first["facts_added"]) == ("friends", 4, 3, 2)
    again = ask("import", file, db=db)
    assert (again["people_added"], again["interactions_added"], again["facts_added"]) == (0, 0, 0)
    done("undo", db=db)


@given(st.data())
def test_no_file_stops_it(data: st.DataObject) -> None:
    content = bytearray(FILE.encode())
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        content = content or bytearray(b"-")
    with suppress(BadDataError):
        read(bytes(content))


@pytest.mark.skipif(not FILES, reason="the real files are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_counts_are_those_of_the_program_itself(path: Path) -> None:
    told = path.read_text(encoding="utf-8")
    content = path.with_name(path.name.replace(".expected.txt", ".md"))
    entries, people, tally = read(content.read_bytes())
    assert guess(Source(content.name, BytesIO(content.read_bytes()))) == "friends"
    totals = {name: int(count) for name, count in re.findall(r"Total (\w+): (\d+)", told)}
    left_out = tally.passed_over["nobody is named in it"] + len(tally.rejected)
    notes = {fact for one in people.values() for fact in one.facts}
    assert len(entries) + len(notes) + left_out == totals["activities"] + totals["notes"]
    assert tally.passed_over["a place"] == totals["locations"]

    listed = told.split("--sort n-activities\n")[1].split("$ friends")[0]
    pattern = r"(?m)^(\d+) activit\w+: ([^(\[@\n]+?)(?: [(\[@].*)?$"
    expected = Counter({name: int(count) for count, name in re.findall(pattern, listed)})
    found = Counter(name for one in entries for name in names(one))
    undated = Counter({"Ann Lee": 2}) if "lenient" in path.name else Counter()
    missed = {name: found[name] for name in expected if not re.match(r"[A-Za-z0-9_]", name)}
    assert {name: found[name] + undated[name] for name in expected} == {**expected, **missed}
    assert set(expected) <= set(people)
    added = set(re.findall(r'Friend added: "(.*)"', told))
    assert {*people, *found} == {*expected, *added}
