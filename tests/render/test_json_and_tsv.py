"""What scripts get: every value whole, one record a line, and nothing a terminal would obey."""

from __future__ import annotations

import json as standard
import re
import unicodedata

import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain import records as contract
from reltrack.domain.text import visible
from reltrack.render import json, tsv
from reltrack.render.kinds import records

CALM = samples.calm()
LISTS = sorted(kind for kind, data in CALM.items() if isinstance(data, list))

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.lists(st.dictionaries(st.text(), values)))
def test_json_comes_back_as_it_went(found):
    written = json.render("history", found)
    assert standard.loads(written) == found
    assert written.count("\n") == (len(found) + 2 if found else 1)


@given(st.dictionaries(st.text(), values))
def test_one_record_is_one_object_on_one_line(record):
    written = json.render("fact", record)
    assert standard.loads(written) == record
    assert written.index("\n") == len(written) - 1


@given(
    st.text(
        st.characters() | st.sampled_from("\x1b\x07\x9b\x7f\u202e\u2028\u2066\u061c\ud800\udcff")
    )
)
def test_json_holds_nothing_a_terminal_would_obey(text):
    written = json.render("fact", {"text": text})
    written.encode()
    unsafe = [c for c in written[:-1] if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not unsafe
    assert not set(written) & set(
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    # Two halves of one character become it.
    assert standard.loads(written)["text"] == standard.loads(standard.dumps(text))


def test_names_stay_readable_in_json():
    assert '"José Núñez de la Peña y Garcés"' in json.render("people", samples.people())
    assert "👩‍👩‍👧" in json.render("people", samples.people())


@pytest.mark.parametrize("kind", LISTS)
def test_an_empty_list_is_an_empty_array(kind):
    assert json.render(kind, []) == "[]\n"


def test_due_is_the_items_alone_and_log_the_entry_with_what_it_did():
    page = samples.due_page()
    assert standard.loads(json.render("due", page)) == page["items"]
    assert json.render("due", samples.due_page(items=[])) == "[]\n"
    written = samples.written()
    found = standard.loads(json.render("log", written))
    assert list(found)[: len(contract.Interaction.__annotations__)] == list(
        contract.Interaction.__annotations__
    )
    extra = {"added", "facts", "opened", "closed", "still_open", "remarks"}
    assert found.keys() - written["entry"].keys() == extra


_ESCAPE = re.compile(r"\\(?:x(..)|u(....)|U(.{8})|(.))", re.DOTALL)


def unescaped(text):
    def one(match):
        if code := match[1] or match[2] or match[3]:
            return chr(int(code, 16))
        return {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[match[4]]

    return _ESCAPE.sub(one, text)


@given(st.text(st.characters() | st.sampled_from("\\\t\n\rntx\x1b\u2028\u202e\ud800\U000e0001")))
def test_a_value_is_one_cell_of_one_line_and_can_be_read_back(text):
    cell = tsv.cell(text)
    assert not set(cell) & set("\t\n\r")
    assert len(cell.splitlines()) <= 1
    assert visible(cell) == cell
    assert unescaped(cell) == text


def test_values_that_are_not_text():
    assert [tsv.cell(v) for v in (None, True, False, 3, 2.5, [], ["a", "b"])] == [
        "", "true", "false", "3", "2.5", "", "a, b",
    ]  # fmt: skip
    assert tsv.cell([samples.ref(), samples.ref(2, "Bob", "bob")]) == "ana-lima, bob"
    assert (
        tsv.cell(samples.person()["contact_points"]) == "email:ana@example.com, phone:+351 555 0100"
    )
    assert tsv.cell([samples.fact(text="a"), samples.fact(text="b\tc")]) == "a; b\\tc"
    assert tsv.cell([samples.occasion()]) == "birthday 2026-11-25"


@pytest.mark.parametrize("data", [CALM, {k: samples.poisoned(v) for k, v in CALM.items()}])
@pytest.mark.parametrize("kind", sorted(CALM))
def test_every_line_has_as_many_cells_as_the_header(kind, data):
    shown = tsv.render(kind, data[kind])
    assert shown.endswith("\n")
    header, *lines = shown[:-1].split("\n")
    assert len({line.count("\t") for line in (header, *lines)}) == 1
    found = records(kind, data[kind])
    assert len(lines) == (len(found) if isinstance(found, list) else 1)
    assert "…" not in shown or "…" in str(found)
    assert all(re.fullmatch("[a-z_]+", name) for name in header.split("\t"))


@pytest.mark.parametrize("kind", LISTS)
def test_an_empty_list_has_a_header_all_the_same(kind):
    header = tsv.render(kind, CALM[kind]).split("\n")[0]
    assert tsv.render(kind, []) == f"{header}\n"


def test_due_in_columns():
    header, first, *_ = tsv.render("due", samples.due_page()).split("\n")
    row = dict(zip(header.split("\t"), first.split("\t"), strict=True))
    assert header.split("\t")[:5] == ["slug", "name", "section", "score", "quiet_days"]
    assert row["slug"] == "bob-stone"
    assert row["reason"] == (
        "you owe an answer: the deck for the board (5 days ago);"
        " quiet for 5 weeks, usually every 3 weeks"
    )
    assert tsv.render("due", samples.due_page(items=[])) == f"{header}\n"


def test_rejected_lines_of_an_import_say_where():
    shown = tsv.render("report", samples.report())
    assert "Connections.csv:3:no name" in shown
