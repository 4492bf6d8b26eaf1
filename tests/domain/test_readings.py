"""What is a name in a text, whose it is, and what only looks like one."""

from __future__ import annotations

import pytest
from journal import JOURNAL, summary, table

from reltrack.domain.words import TAG, WORD, gap, spans, tokens

WHOSE = """
coffee with Elizabeth | Elizabeth
coffee with Elizabeth II and Bob | Elizabeth II, Bob Reed
coffee with Elizabeth III | | | !Elizabeth III
coffee with Jan Berg | Jan van der Berg
coffee with Jan van Dyke about Bob | | Bob Reed | !Jan van Dyke
coffee with Ida Maria | Ida Maria Berg
coffee with Ana L. and Bob | Ana Lima, Bob Reed
coffee with Ana L and Bob R. at noon | Ana Lima, Bob Reed
coffee with Ana K. | | | !Ana K
coffee with Ana Kowalska about Bob | | Bob Reed | !Ana Kowalska
coffee with Grace Monday | Grace Hopper
coffee with Grace In Berlin | Grace Hopper
coffee with Ana-Maria | | | !Ana-Maria
coffee with Graceland | | | !Graceland
coffee with Dr. Who? | Dr. Who?
coffee with J. R. Hartley | J.R. Hartley
dinner with Tom & Pia & Bob | Tom & Pia, Bob Reed
met John Grace about Bob | | Bob Reed | !John Grace
Great news: Ana Lima moved. Ana is happy | Ana Lima
coffee with j r hartley and J R Hartley | J.R. Hartley
coffee with Malcolm X. Bob came | Malcolm X | Bob Reed
coffee with Ida M. Berg | Ida Maria Berg
coffee with Ana Lima-Ortiz | | | !Ana Lima-Ortiz
coffee with Ana LIMA, CTO | Ana Lima
coffee with Bob CTO | Bob Reed
coffee with Grace Bob Reed | Grace Hopper | Bob Reed
coffee with Bob I like | Bob Reed
coffee with Jean–Luc Picard | Jean-Luc Picard
coffee with Ana	Lima | Ana Lima
coffee with Ana - Lima | | | Ana?2
coffee with Ana, Lima | | | Ana?2, !Lima
At PyCon Grace said hello | Grace Hopper
so Bob asked. Told Grace later | Bob Reed, Grace Hopper
met aunt Carol and Uncle Bob | Carol Diaz, Bob Reed
I know; A. too |
met J. Grace about Bob | | Bob Reed | !J. Grace
coffee with Ana L., Bob, Cher! Carol came | Ana Lima, Bob Reed, Cher! | Carol Diaz
met uncle bob | | | [bob?1]
"""
ENGLISH = """
Flew to Paris with Bob | Bob Reed
moved to Sydney, Grace helped | Grace Hopper
In Sydney Grace paid | Grace Hopper
wrote to Sydney | Sydney Park
coffee with may | May
coffee with May | May
wrote to May about June | May | June Mori
in May, met Grace | Grace Hopper
moved from May to June by Grace | Grace Hopper
looking forward to May |
Lunch 3 May |
May 5, lunch |
May was busy |
May called | May
May: sent the deck | May
May and Grace came | May, Grace Hopper
May, Lunch and rain with Bob | Bob Reed
Will call Bob | Bob Reed
Will called Bob | Will Stone, Bob Reed
Will and Grace came over | Will Stone, Grace Hopper
lunch with Grace. Will call Bob | Grace Hopper | Bob Reed
Mark the date, Grace | Grace Hopper
Mark has news | Mark
Hope Grace is well | Grace Hopper
a firm called Grace, says Bob | Bob Reed
her dog is called Grace |
from June to May with Bob | Bob Reed
June or May, says Bob | Bob Reed
next May with Bob | Bob Reed
plans for May with Bob | Bob Reed
lunch on 4th May, with Bob | Bob Reed
May wrote to June and Bob | May, June Mori, Bob Reed
talked about summer with May Lee | | | !May Lee
coffee with mark and will | Mark
mark the date |
want to mark it with Bob | Bob Reed
coffee with mark and may | Mark
mark: sent the deck | Mark
moved from Grace to Sydney |
She's called Grace |
they named Grace CEO | Grace Hopper
Bob is well - Will call Grace | Bob Reed | Grace Hopper
Will and mum came | Will Stone, Carol Diaz
Will, Bob | Will Stone, Bob Reed
Will, call Bob | Bob Reed
Will @ana-lima come? | Ana Lima
"""
SCRIPTS = """
和李小龍喝咖啡 | 李小龍
李小龍和田中さんとランチ | 李小龍 | | 田中?2
李小龍和田中花子 | 李小龍, 田中 花子
田中太郎に会った | 田中 太郎
김철수와 커피, 李小龍 | 김철수 | 李小龍
राम शर्मा के साथ चाय | राम शर्मा
พบสมชายที่ร้าน | สมชาย
☕️ Grace, 👩‍💻 Carol | Grace Hopper | Carol Diaz
王李小龍 | 李小龍
박김철수 |
ana lima和李小龍，田中太郎 | Ana Lima, 李小龍, 田中 太郎
with 李小龍 about 田中 | 李小龍 | | [田中?2]
"""
MARKS = """
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
coffee with \\李小龍 |
coffee with \\Grace Hopper and Bob | Bob Reed
@ana-lima, @Grace's and Bob's idea | Ana Lima, Grace Hopper | Bob Reed
咖啡@ana-lima | Ana Lima
@_ and @- with Bob | Bob Reed
http://Grace HTTPS://Bob mailto:Carol |
"""


def each(*tables: str) -> pytest.MarkDecorator:
    rows = table("\n".join(part.strip() for part in tables))
    return pytest.mark.parametrize(("text", "understood"), rows)


@each(WHOSE)
def test_whose_name_it_is(text: str, understood: list[str]) -> None:
    assert summary(JOURNAL.read(text)) == understood


@each(ENGLISH)
def test_months_places_and_common_words(text: str, understood: list[str]) -> None:
    assert summary(JOURNAL.read(text)) == understood


@each(SCRIPTS)
def test_scripts_without_spaces_or_capitals(text: str, understood: list[str]) -> None:
    assert summary(JOURNAL.read(text)) == understood


@each(MARKS)
def test_marks_and_addresses(text: str, understood: list[str]) -> None:
    assert summary(JOURNAL.read(text)) == understood


def test_the_words_of_a_text() -> None:
    found = tokens("E-mailed Ana’s #team, O'Brien's @Bob-Reed's and d'Arc; x_y Ana'll")
    assert [token.typed for token in found] == [
        *("E-mailed", "Ana", "team", "O'Brien", "Bob-Reed", "and", "d'Arc", "x_y", "Ana"),
    ]
    assert [token.typed for token in found if token.owner] == ["Ana", "O'Brien", "Bob-Reed"]
    assert [token.typed for token in found if token.case == "upper" and token.kind == WORD] == [
        *("E-mailed", "Ana", "O'Brien", "d'Arc", "Ana"),
    ]
    assert [token.typed for token in found if token.kind == TAG] == ["team"]


def test_combining_marks_belong_to_their_word() -> None:
    assert [token.key for token in tokens("Jose\u0301 ra\u0301m राम \u0301x")] == [
        *("jose", "ram", "राम", "x"),
    ]


@pytest.mark.parametrize(
    "between", [". ", "! ", "? ", "; ", ": ", ", ", "\n", " - ", " — ", "… ", " \\", " @", "'s "]
)
def test_no_name_crosses(between: str) -> None:
    text = f"ana{between}lima"
    found = tokens(text)
    assert gap(text, found[0], found[1]) is None
    assert all(last == 0 for last, _, _ in spans(text, found, 0))
