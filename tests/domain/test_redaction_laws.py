"""Whatever the names of the world: nothing of the one forgotten is left, nothing else is lost."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from reltrack.domain.redaction import Identity, Redaction, rivals
from reltrack.domain.text import slugify
from reltrack.domain.vocabulary import COMMON, NUMERALS, PARTICLES, TITLES

NAMES = [
    "Ana", "Ana Lima", "Ana Ortiz", "Ana Lima Santos", "Maria Ana", "Lima Duarte", "Li", "B",
    "Jan van der Berg", "José O'Brien", "Mary-Jane D'Angelo", "D' Souza", "Zoë", "ŁUKASZ ŻÓŁĆ",
    "Nguyễn Văn An", "Søren Ærø", "J. R. Núñez", "Dr. Ana Lima Jr.", "李小龍", "李小龍二",
    "김 철수", "マリア・シルバ", "שרה כהן", "محمد بن علي", "राम सिंह", "สมชาย", "İpek Işık",
    "Straße Groß", "Νίκος", "Jean‑Luc", "Kaʻahumanu", "@nobody", "Will", "Ana “Nana” Lima",
    "Rose Li", "Bob",
]  # fmt: skip
FILLERS = ["sailed", "banana", "10", "和", "dance", "(x)", "tea", "e\u0301t\u0301e\u0301", "Susana"]
SEPARATORS = [" ", ", ", "\n", ". ", "\t", " – ", "; ", "\r\n"]

names = st.sampled_from(NAMES)


@st.composite
def somebody(draw: st.DrawFn, number: int) -> Identity:
    called = draw(st.lists(names, min_size=1, max_size=3, unique_by=bare))
    handle = f"{slugify(called[0])}-{number}"
    points = [("email", f"{handle}@x.example"), ("url", f"https://x.example/{number}?id={handle}")]
    return Identity(called, [handle, slugify(called[-1])], draw(st.sampled_from([[], points])))


def bare(text: str) -> str:
    """A text as letters and blanks: folded by other means than the program's."""
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = re.sub(r"['’]s\b", " ", text)
    letters = unicodedata.normalize("NFKD", text.replace("İ", "i")).casefold()
    letters = unicodedata.normalize("NFKD", letters)
    letters = "".join(c for c in letters if unicodedata.combining(c) < 10)
    letters = unicodedata.normalize("NFC", letters).translate(
        str.maketrans("øłđðıħ", "olddih", "'’‘ʼ`´ʻ") | {ord("æ"): "ae", ord("þ"): "th"}
    )
    return " ".join(re.sub(r"[\s\-‐‑‒–—_]+", " ", letters).split())


def spelled(draw: st.DrawFn, name: str) -> str:
    """A name as people type it."""
    for change in draw(
        st.lists(
            st.sampled_from([
                str.upper, str.lower, str.title, lambda n: unicodedata.normalize("NFD", n),
                lambda n: unicodedata.normalize("NFC", n), lambda n: n.replace(" ", "\n"),
                lambda n: n.replace(" ", "-"), lambda n: n.replace(" ", "\N{NO-BREAK SPACE}"),
                lambda n: n.replace("'", "’"), lambda n: n.replace("'", ""), slugify,
                lambda n: n.replace("-", " "),
                lambda n: "".join(c for c in unicodedata.normalize("NFD", n) if c < "\u0300"
                                  or c > "\u036f"),
            ]),
            max_size=3,
        )
    ):  # fmt: skip
        name = change(name)
    if draw(st.booleans()):
        name = unicodedata.normalize("NFC", name)
        name = name[:1] + draw(st.sampled_from("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}")) + name[1:]
    before = draw(st.sampled_from(["", "", "@", "#", "\\", "(", "“", "/", "*"]))
    after = draw(st.sampled_from(["", "", "'s", "’s", ".", ",", "!", ")", "?", ":", "…"]))
    return f"{before}{name}{after}"


@st.composite
def stories(draw: st.DrawFn) -> tuple[Identity, list[Identity], str]:
    """Somebody, others, and a text about them all."""
    person = draw(somebody(1))
    others = [draw(somebody(number)) for number in range(2, draw(st.integers(2, 4)))]
    known = [*person.names, *person.handles, *(value for _, value in person.points)]
    theirs = [each for other in others for each in (*other.names, *other.handles)]
    words = st.sampled_from(known) | st.sampled_from(known) | st.sampled_from([*theirs, *FILLERS])
    told = [spelled(draw, draw(words)) for _ in range(draw(st.integers(1, 6)))]
    parts = [part for one in told for part in (draw(st.sampled_from(SEPARATORS)), one)]
    return person, others, "".join(parts[1:])


def terms(who: Identity) -> set[str]:
    return {bare(each) for each in (*who.names, *who.handles, *(value for _, value in who.points))}


def said(term: str) -> str:
    return " ".join(re.findall(r"\w+", term))


def stand(term: str, text: str) -> list[tuple[int, int]]:
    """Where a term stands in a text as whole words; anywhere, where words are not set apart."""
    unspaced = re.compile("[\u0e00-\u0eff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
    begin = "" if unspaced.match(term[0]) else r"(?<![\w\u0900-\u097f])"
    end = "" if unspaced.match(term[-1]) else r"(?![\w\u0900-\u097f])"
    return [match.span() for match in re.finditer(f"{begin}{re.escape(term)}{end}", text)]


def left(terms_: set[str], others: list[Identity], text: str) -> list[str]:
    """Which terms are left in a text, other than in the longer names of others."""
    longer = [each for other in others for each in terms(other)]
    held = [span for each in longer for span in stand(each, text)]
    return [
        term
        for term in terms_
        if said(term) not in map(said, longer)
        for begin, end in stand(term, text)
        if not any(a <= begin and end <= b and (a, b) != (begin, end) for a, b in held)
    ]


@given(stories())
def test_nothing_of_them_is_left(story: tuple[Identity, list[Identity], str]) -> None:
    person, others, text = story
    done = Redaction(person, others=rivals(person, others)).redacted(text, mark="*")
    # A name that is a word, too, or a mere letter, needs its capital.
    sought = {term for term in terms(person) if term not in COMMON and len(term) > 1}
    assert left(sought, others, bare(done)) == [], (text, done)


@given(st.data(), names)
def test_nor_a_part_of_their_names_where_they_took_part(data: st.DataObject, name: str) -> None:
    words = [w for w in bare(name).split() if w not in PARTICLES | TITLES | NUMERALS]
    part = data.draw(st.sampled_from([w for w in words if w.isalpha() and len(w) > 1] or [name]))
    told = spelled(data.draw, part.capitalize())
    assume(told.title() == told)
    done = Redaction(Identity([name], [], []), company=[]).redacted(f"Tea. {told} sails", "*")
    assert "*" in done
    assert stand(part, bare(done)) == [], (told, done)


@given(st.data())
def test_nothing_else_is_lost(data: st.DataObject) -> None:
    """Between words that are nobody's name, each name falls or stays by itself."""
    person, others, _ = data.draw(stories())
    theirs = terms(person) | {word for term in terms(person) for word in term.split()}
    fillers = [each for each in FILLERS if bare(each) not in theirs]
    known = [name for other in others for name in other.names if bare(name) not in terms(person)]
    sought = [name for name in person.names if all(bare(name) not in terms(o) for o in others)]
    assume(sought)
    told = [(name, "*") for name in data.draw(st.lists(st.sampled_from(sought), max_size=3))]
    if known:
        told += [(name, name) for name in data.draw(st.lists(st.sampled_from(known), max_size=3))]
    words = data.draw(st.permutations(told))
    gaps = [f" {data.draw(st.sampled_from(fillers))} " for _ in range(len(words) + 1)]
    text = gaps[0] + "".join(name + gap for (name, _), gap in zip(words, gaps[1:], strict=True))
    want = gaps[0] + "".join(now + gap for (_, now), gap in zip(words, gaps[1:], strict=True))
    done = Redaction(person, others=rivals(person, others)).redacted(text, mark="*")
    done, want = (unicodedata.normalize("NFC", each) for each in (done, want))
    assert re.sub(r"[.@]", "", done) == re.sub(r"[.@]", "", want)
