"""Names in the text: who is present, who is mentioned, who is asked about."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.domain.names import Known
from reltrack.domain.sentence import Understood, keys_to_look_up, tags_in, understand
from reltrack.domain.text import fold, slugify


class Journal:
    """People by key, first word and handle, as the read wing finds them."""

    def __init__(self, *people: str) -> None:
        self.rows: list[Known] = []
        for number, line in enumerate(people, 1):
            name, status, *aliases = (line if "/" in line else f"{line} / active").split(" / ")
            for way in (name, *aliases):
                self.rows.append(Known(fold(way), number, slugify(name), name, status))

    def read(self, text: str, *, named: bool = False) -> Understood:
        wanted = keys_to_look_up(text)
        full: dict[str, list[Known]] = defaultdict(list)
        first: dict[str, list[Known]] = defaultdict(list)
        slugs: dict[str, list[Known]] = defaultdict(list)
        for row in self.rows:
            full[row.key] += [row] * (row.key in wanted.full)
            slugs[row.slug] += [row] * (row.slug in wanted.slugs)
            for word in wanted.first:
                first[word] += [row] * row.key.startswith(f"{word} ")
        return understand(text, full=full, first=first, slugs=slugs, named=named)


JOURNAL = Journal(
    *("Ana Lima", "Ana Ortiz / active / Annie", "José Núñez", "O'Brien", "李小龍", "田中 太郎"),
    *("Jan van der Berg", "Grace Hopper", "Øyvind Aas", "Jean-Luc Picard / active / the captain"),
    *("May", "Elizabeth", "Elizabeth II", "Bob Reed", "Bob Stone / archived", "James", "Mark"),
    *("Carol Diaz / active / mum", "Will Stone", "Zoë Quinn / new", "Maria Braga / archived"),
    *("Ida Maria Berg", "Dr. Who?", "J.R. Hartley", "김철수", "राम शर्मा", "สมชาย", "Sydney Park"),
    *("Tom & Pia", "Eve / archived", "Eve Adams"),
)


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
coffee with Elizabeth | Elizabeth
coffee with Elizabeth II and Bob | Elizabeth II, Bob Reed
coffee with Elizabeth III | | | !Elizabeth III
coffee with Jan van der Berg | Jan van der Berg
coffee with Jan Berg | Jan van der Berg
coffee with Jan van Dyke about Bob | | Bob Reed | !Jan van Dyke
coffee with Ida Maria | Ida Maria Berg
coffee with Ana L. and Bob | Ana Lima, Bob Reed
coffee with Ana L and Bob R. at noon | Ana Lima, Bob Reed
coffee with Ana K. | | | !Ana K
coffee with Ana Kowalska about Bob | | Bob Reed | !Ana Kowalska
coffee with Zelda, Grace and Bob | Grace Hopper, Bob Reed | | !Zelda
coffee with Zelda Zhang about Bob | | Bob Reed | !Zelda Zhang
coffee with Grace, Zelda | Grace Hopper | | !Zelda
coffee with Grace, Great talk | Grace Hopper
coffee with Grace Monday | Grace Hopper
coffee with Grace In Berlin | Grace Hopper
Coffee With Grace And Bob At The Park | Grace Hopper, Bob Reed
coffee with grace about Bob | | Bob Reed | [grace?1]
coffee with the team, Grace too | Grace Hopper
coffee with Ana-Maria | | | !Ana-Maria
coffee with Graceland | | | !Graceland
coffee with Dr. Carol Diaz and CEO Grace | Carol Diaz, Grace Hopper
coffee with Dr. Who? | Dr. Who?
coffee with J. R. Hartley | J.R. Hartley
coffee with j r hartley | J.R. Hartley
dinner with Tom & Pia & Bob | Tom & Pia, Bob Reed
lunch w/ Grace + Bob re Carol | Grace Hopper, Bob Reed | Carol Diaz
lunch with Grace (and Bob); Carol paid | Grace Hopper, Bob Reed | Carol Diaz
lunch with Grace - Carol paid | Grace Hopper | Carol Diaz
lunch with Grace. Carol paid | Grace Hopper | Carol Diaz
met Grace, Bob, and Carol: Mark was ill | Grace Hopper, Bob Reed, Carol Diaz | Mark
met John Grace about Bob | | Bob Reed | !John Grace
saw Grace, phoned Bob, e-mailed Carol, texted Mark | Grace Hopper, Bob Reed, Carol Diaz, Mark
called Grace; messaged Bob; visited Carol; hosted James | Grace Hopper, Bob Reed, Carol Diaz, James
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
Great news: Ana Lima moved. Ana is happy | Ana Lima
Flew to Paris with Bob | Bob Reed
Visited Zurich | | | !Zurich
Visited Zurich, Grace was there | Grace Hopper
moved to Sydney, Grace helped | Grace Hopper
In Sydney Grace paid | Grace Hopper
wrote to Sydney | Sydney Park
coffee with may | May
coffee with May | May
wrote to May about June | May
in May, met Grace | Grace Hopper
moved from May to June by Grace | Grace Hopper
looking forward to May |
Lunch 3 May |
May was busy |
May called | May
May: sent the deck | May
May and Grace came | May, Grace Hopper
May, Lunch and rain with Bob | Bob Reed
Will call Bob | Bob Reed
Will called Bob | Will Stone, Bob Reed
Will and Grace came over | Will Stone, Grace Hopper
lunch with Grace. Will call Bob | Grace Hopper | Bob Reed
lunch with Grace and will call Bob | Grace Hopper | Bob Reed
Mark the date, Grace | Grace Hopper
Mark has news | Mark
Hope Grace is well | Grace Hopper
a firm called Grace, says Bob | Bob Reed
her dog is called Grace |
Coffee with Grace's brother | | Grace Hopper
Coffee with Bob and Grace’s kids | Bob Reed | Grace Hopper
Coffee at Grace's | Grace Hopper
Grace's birthday, with Bob | Bob Reed | Grace Hopper
Met James' sister and Bob | | James, Bob Reed
Met 'James' and Bob | James, Bob Reed
Grace'll join | Grace Hopper
@ana-lima told me about Bob | Ana Lima | Bob Reed
coffee @Ana-Lima with Bob | Ana Lima | Bob Reed
coffee with @josé-núñez, @O'Brien @李小龍 | José Núñez, O'Brien, 李小龍
coffee with @Ana Lima | Ana Lima
coffee with @grace | Grace Hopper
@ana-lima's party | Ana Lima
coffee with @Ana | | | @Ana?2
coffee with @Ana Kowalska and Bob | | Bob Reed | !@Ana Kowalska
coffee with @zelda and Bob | | Bob Reed | !@zelda
@9:30 coffee with Grace | Grace Hopper
x@ana-lima @ana@mastodon.example |
mail from grace@hopper.example to Bob | Bob Reed
see https://x.example/Grace/Bob,Carol www.Grace.example mail.example/Grace |
report_Grace.pdf Grace.pdf get_ana_lima |
\\Grace and Bob | Bob Reed
coffee with \\Ana Lima |
coffee with \\Ana Kowalska |
\\@ana-lima was here |
和李小龍喝咖啡 | 李小龍
李小龍和田中さんとランチ | 李小龍, 田中 太郎
田中太郎に会った | 田中 太郎
김철수와 커피, 李小龍 | 김철수 | 李小龍
राम शर्मा के साथ चाय | राम शर्मा
พบสมชายที่ร้าน | สมชาย
☕️ Grace, 👩‍💻 Carol | Grace Hopper | Carol Diaz
*Grace* and _Bob_ came | Grace Hopper | Bob Reed
"""
TABLE = [
    [cell.strip() for cell in (line + " | | |").replace("\\\\", "\\").split("|")[:4]]
    for line in SENTENCES.strip().splitlines()
]


@pytest.mark.parametrize(("text", "present", "mentioned", "asked"), TABLE)
def test_a_sentence(text: str, present: str, mentioned: str, asked: str) -> None:
    found = JOURNAL.read(text)
    assert ", ".join(one.name for one in found.present) == present
    assert ", ".join(one.name for one in found.mentioned) == mentioned
    remarks = [f"{word}?{len(people)}" for word, people in found.ambiguous]
    remarks += [f"[{word}?{len(people)}]" for word, people in found.unclear]
    remarks += [f"!@{handle}" for handle in found.unknown_handles]
    assert ", ".join(remarks + [f"!{name}" for name in found.unknown_names]) == asked


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
