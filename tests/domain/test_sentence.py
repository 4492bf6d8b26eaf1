"""Names in the text: who is present, who is mentioned, who is asked about."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journal import JOURNAL, summary, table

from reltrack.domain.sentence import Understood, keys_to_look_up, tags_in
from reltrack.domain.text import fold

# text | present | mentioned | asked about, not linked (in brackets), nobody's name (with a !)
SENTENCES = """
coffee with Ana Lima | Ana Lima
COFFEE WITH ANA LIMA | Ana Lima
coffee with ana lima and jose nunez | Ana Lima, José Núñez
coffee with Grace about Bob | Grace Hopper | Bob Reed
coffee with Ana | | | Ana?2
coffee with Grace about Ana | Grace Hopper | | [Ana?2]
coffee with Annie | Ana Ortiz
coffee with Bob | Bob Reed
coffee with Bob Stone | Bob Stone
coffee with Zoe and Maria | Zoë Quinn, Maria Braga
coffee with Eve | Eve Adams
coffee with mum and o'brien | Carol Diaz, O'Brien
coffee with O’Brien, JAMES & Øyvind | O'Brien, James, Øyvind Aas
coffee with Jean-Luc | Jean-Luc Picard
coffee with jean luc picard + the captain | Jean-Luc Picard
coffee with Jan van der Berg | Jan van der Berg
coffee with Zelda, Grace and Bob | Grace Hopper, Bob Reed | | !Zelda
coffee with Zelda Zhang about Bob | | Bob Reed | !Zelda Zhang
coffee with Grace, Zelda | Grace Hopper | | !Zelda
coffee with Grace, Great talk | Grace Hopper
Coffee With Grace And Bob At The Park | Grace Hopper, Bob Reed
coffee with grace about Bob | | Bob Reed | [grace?1]
coffee with the team, Grace too | Grace Hopper
coffee with Dr. Carol Diaz and CEO Grace | Carol Diaz, Grace Hopper
lunch w/ Grace + Bob re Carol | Grace Hopper, Bob Reed | Carol Diaz
lunch with Grace (and Bob); Carol paid | Grace Hopper, Bob Reed | Carol Diaz
lunch with Grace - Carol paid | Grace Hopper | Carol Diaz
lunch with Grace. Carol paid | Grace Hopper | Carol Diaz
Email from Carol: Grace got promoted | Carol Diaz | Grace Hopper
Intro from Carol to Bob | Carol Diaz, Bob Reed
Grace introduced me to Bob at James's place | Grace Hopper, Bob Reed | James
Grace, Bob and Carol came over | Grace Hopper, Bob Reed, Carol Diaz
Grace told me about Bob | Grace Hopper | Bob Reed
"Grace" rang; (Bob) too | Grace Hopper | Bob Reed
ana lima told me about Bob | Ana Lima | Bob Reed
mum told me about Bob | Carol Diaz | Bob Reed
grace told me | | | [grace?1]
coffee grace | | | [grace?1]
Coffee Grace | Grace Hopper
Lunch: Grace, Bob | Grace Hopper, Bob Reed
Great news about Ana | | | Ana?2
lunch with Grace and will call Bob | Grace Hopper | Bob Reed
Coffee with Grace's brother | | Grace Hopper
Coffee with Bob and Grace’s kids | Bob Reed | Grace Hopper
Coffee at Grace's | Grace Hopper
Grace's birthday, with Bob | Bob Reed | Grace Hopper
Met James' sister and Bob | | James, Bob Reed
Met 'James' about Bob | James | Bob Reed
coffee with "Grace", *Bob*: Carol paid | Grace Hopper, Bob Reed | Carol Diaz
met Grace, Bob, and Carol: Mark was ill | Grace Hopper, Bob Reed, Carol Diaz | Mark
saw Grace, phoned Bob, e-mailed Carol, texted Mark | Grace Hopper, Bob Reed, Carol Diaz, Mark
called Grace; messaged Bob; visited Carol; hosted James | Grace Hopper, Bob Reed, Carol Diaz, James
wrote to Bob, wrote Carol: Mark | Bob Reed, Carol Diaz | Mark
wrote to Zelda about Bob | | Bob Reed | !Zelda
sent Zelda to Bob about Grace | Bob Reed | Grace Hopper
Visited Zurich | | | !Zurich
Moved to Zurich |
Visited Zurich, Grace was there | Grace Hopper
Visited Grace's office | Grace Hopper
coffee with grace, ana and Bob | Bob Reed | | [grace?1], [ana?2]
coffee with Bob, grace period over | Bob Reed | | [grace?1]
coffee w/o Grace | Grace Hopper
w/Grace about Bob | Grace Hopper | Bob Reed
to: Grace; re: Bob | Grace Hopper | Bob Reed
#work Grace told me about Bob | Grace Hopper | Bob Reed
#work #fun |
Grace'll join | Grace Hopper
*Grace* and _Bob_ met Zelda | Grace Hopper, Bob Reed | | !Zelda
"""


@pytest.mark.parametrize(("text", "understood"), table(SENTENCES))
def test_a_sentence(text: str, understood: list[str]) -> None:
    assert summary(JOURNAL.read(text)) == understood


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("coffee with Grace and Bob", ["Grace Hopper", "Bob Reed"]),
        ("talked about mum", []),
        ("coffee with mum", ["Carol Diaz"]),
        ("lunch with Ana Kowalska", []),
    ],
)
def test_named_outside_the_text_all_others_are_mentioned(text: str, mentioned: list[str]) -> None:
    found = JOURNAL.read(text, named=True)
    assert [one.name for one in found.mentioned] == mentioned
    assert not [*found.present, *found.ambiguous, *found.unknown_names]


@pytest.mark.parametrize("text", ["tea with Ana", "tea with ana", "Ana rang", "@Ana rang", "ana"])
def test_what_those_named_outside_it_are_called_means_nobody_else(text: str) -> None:
    found = JOURNAL.read(text, named=True, there={"ana", "ana quux"})
    assert summary(found) == ["", "", ""]
    found = JOURNAL.read(f"{text}, Ana Quux & Ana Ortiz", named=True, there={"ana", "ana quux"})
    assert summary(found) == ["", "Ana Ortiz", ""]


def test_candidates_are_all_the_people_of_the_best_tier() -> None:
    asked = JOURNAL.read("lunch with Ana").ambiguous
    assert [(word, [one.name for one in people]) for word, people in asked] == [
        ("Ana", ["Ana Lima", "Ana Ortiz"])
    ]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("met Ana #book-club #Work #work.", ["book-club", "work"]),
        ("#münchen, (#c++) #読書", ["münchen", "c++", "読書"]),
        ("C# is #1, see #41 and #2026-11", []),
        ("https://x.example/#frag a#b &#x27; \\#not ##no", []),
        ("#" + "long" * 99, []),
    ],
)
def test_tags(text: str, tags: list[str]) -> None:
    assert tags_in(text) == JOURNAL.read(text).tags == tags


def test_what_is_looked_up() -> None:
    wanted = keys_to_look_up("Coffee with José Núñez, ana at Jean-Luc’s. Hi @Ana-Lima!")
    assert {"jose nunez", "jose", "jean luc", "coffee with jose nunez", "ana lima"} <= wanted.full
    assert not {"nunez ana", "jose nunez ana", "jean lucs", "lucs hi"} & wanted.full
    assert {"coffee", "jose", "nunez", "jean luc", "hi", "ana"} <= wanted.first
    assert not {"with", "at"} & wanted.first
    assert wanted.slugs == {"ana-lima"}
    assert {"李小龍", "小龍"} <= keys_to_look_up("和李小龍喝").full


PIECES = st.sampled_from(
    [
        *(
            "Ana",
            "Ana Lima",
            "ana lima",
            "Bob",
            "Grace's",
            "may",
            "May",
            "Will",
            "李小龍",
            "김철수와",
        ),
        *("with", "to", "from", "called", "and", ",", "&", ".", "\n", "\\", "@", "#", "'", "(", ""),
        *("@ana-lima", "Kowalska", "L.", "van", "Dr.", "in", "is", "3", "Who?", "https://x", "_"),
    ]
)
LINES = st.text() | st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES).map("".join)


@given(LINES, st.booleans())
def test_any_text_is_understood(text: str, named: bool) -> None:
    found = JOURNAL.read(text, named=named)
    assert found == JOURNAL.read(text, named=named)
    wanted = keys_to_look_up(text)
    present = [one.person_id for one in found.present]
    mentioned = [one.person_id for one in found.mentioned]
    assert len({*present, *mentioned}) == len(present) + len(mentioned)
    for one in (*found.present, *found.mentioned):
        keys = {row.key for row in JOURNAL.rows if row.person_id == one.person_id}
        begun = any(key.startswith(f"{word} ") for key in keys for word in wanted.first)
        assert begun or keys & wanted.full or one.slug in wanted.slugs
    for word, people in (*found.ambiguous, *found.unclear):
        assert word in text
        assert people
    if "@" not in text and named:
        assert not present


FULL = sorted({row.name for row in JOURNAL.rows if " " in fold(row.name)})


@given(
    st.sampled_from([name for name in FULL if not name.endswith("?")]),
    st.sampled_from([str, str.upper, str.lower, str.title, fold]),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from(["coffee with {}", "{} came", "emailed {}, then lunch", "so, {} was there"]),
)
def test_case_and_accents_of_a_whole_name_do_not_matter(
    name: str, change: type[str], form: str, sentence: str
) -> None:
    text = sentence.format(unicodedata.normalize(form, change(name)))
    assert [one.name for one in JOURNAL.read(text).present] == [name]


@given(st.sampled_from([row.name for row in JOURNAL.rows]))
def test_a_backslash_takes_the_only_name_out(name: str) -> None:
    found = JOURNAL.read(f"coffee with \\{name}")
    assert found == Understood([], [], [], [], [], [], [])
