"""A journal in Markdown: what was written is read, whatever it looks like to Markdown or HTML."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from exchange.random_journals import NOW, Rows, journal, journals, random_journals
from reltrack.domain.text import visible
from reltrack.exchange import markdown
from reltrack.exchange.markdown_text import line, opening, paragraphs
from reltrack.read.follow_ups import follow_ups
from rows import AT

TODAY = NOW.date()
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = st.text(st.sampled_from("ab1. \t\n#*_`~|<>&;[](){}!-+=:\\\"'$@/^%é"), max_size=40)
WRITTEN = MARKUP | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
ALLOWED = {"text", "softbreak", "hardbreak", "text_special"}


def shown(source: str) -> tuple[set[str], str]:
    """Return the kinds of what a reader of Markdown finds, and the text that it shows."""
    kinds: set[str] = set()
    text: list[str] = []
    for block in READER.parse(source):
        kinds.add(block.type)
        for part in block.children or ():
            kinds.add(part.type)
            text.append("\n" if part.type in ("softbreak", "hardbreak") else part.content)
        if block.type == "inline":
            text.append("\n\n")
    return kinds, "".join(text)


def words(text: str) -> list[str]:
    return [row.strip() for row in text.replace("\u00a0", " ").split("\n") if row.strip()]


@given(WRITTEN)
@example("1. one\n2) two\n\n    code\n---\n===\n> q\n# h\n| a | b |\n|---|---|\n[a](b)\n<b>&lt;x")
@example("snake_case and __init__ and *stars*")
def test_a_text_is_shown_as_it_was_written(text: str) -> None:
    kinds, read = shown("\n".join(paragraphs(text)))
    assert kinds <= {"paragraph_open", "inline", "paragraph_close", *ALLOWED}
    assert words(read) == words(visible(text, lines=True))


@given(WRITTEN)
def test_so_is_a_line_in_a_heading_and_in_an_item(text: str) -> None:
    said = " ".join(visible(text).split())
    for source, block in ((f"# {line(said)}", "heading"), (f"- {opening(said)}", "list_item")):
        kinds, read = shown(source)
        assert {kind for kind in kinds if kind.endswith("_open")} <= {
            f"{block}_open", "bullet_list_open", "paragraph_open",
        }  # fmt: skip
        assert {"code_inline", "em_open", "link_open", "html_inline"}.isdisjoint(kinds)
        assert " ".join(read.split()) == " ".join(said.replace("\u00a0", " ").split()) or not said


def test_names_and_addresses_stay_readable() -> None:
    text = "see https://x.example/a_b_c?d=1&e=2 or snake_case, C# and 50 % - fine"
    assert line(text) == text


@random_journals
@given(journals())
def test_everything_said_is_in_it(rows: Rows) -> None:
    with closing(journal(rows)) as db:
        pages = [
            page._replace(lines=iter(list(page.lines)))
            for page in markdown.pages(db, follow_ups(db, today=TODAY))
        ]
        whole = "\n".join(markdown.journal(db, follow_ups(db, today=TODAY)))
    files = [page.file for page in pages]
    assert len(set(files)) == len(files)
    assert all(re.fullmatch(r"([a-z0-9-]+|.+_\d+)\.md", file) for file in files)
    _, read = shown(whole)
    flat = "".join(read.split())
    for person in rows.get("person", []):
        assert _bare(person["name"]) in flat
    for table in ("fact", "interaction"):
        for record in rows.get(table, []):
            assert _bare(record["text"]) in flat


def _bare(text: str) -> str:
    """Return a text as it is shown, without white space."""
    return "".join(visible(text, lines=True).replace("⏎", "").split())


PERSON: dict[str, Any] = {
    "id": 1, "uid": "u1", "slug": "ana-lima", "name": "Ana Lima", "key": "ana lima",
    "status": "active", "added_on": "2026-01-01", "active_on": "2026-01-01", "title": "Engineer",
    "company": "Acme", "city": "Porto", "met_on": "2019-05-02", "how_met": "at a fair",
    "cadence_days": 21, "created_at": AT, "updated_at": AT,
}  # fmt: skip
BO = {
    **PERSON, "id": 2, "uid": "u2", "slug": "bo", "name": "Bo", "key": "bo", "status": "archived",
    "introduced_by": 1,
}  # fmt: skip
ENTRY = {
    "id": 3, "uid": "u3", "date": "2026-11-18", "time": "09:30", "via": "coffee",
    "place": "Café *", "text": "Coffee, and plans\nfor #spring", "initiated": "me",
    "mark": "gave", "source": "typed", "created_at": AT, "updated_at": AT,
}  # fmt: skip
ROWS: Rows = {
    "person": [PERSON, BO],
    "interaction": [
        ENTRY,
        {**ENTRY, "id": 4, "uid": "u4", "date": "2026-11-19", "text": "A talk", "broadcast": 1,
         "mark": None, "initiated": None},
    ],
    "participant": [
        {"person_id": who, "interaction_id": 3, "day": 739938, "present": here, "contact": here}
        for who, here in ((1, 1), (2, 0))
    ],
    "interaction_tag": [{"interaction_id": 3, "tag": tag} for tag in ("spring", "move")],
    "fact": [
        {"id": 5, "uid": "u5", "person_id": 1, "text": "- two kids", "heard_on": "2026-11-18",
         "created_at": AT, "updated_at": AT}
    ],
    "follow_up": [
        {"id": 6, "uid": "u6", "kind": "promise", "person_id": 1, "text": "the deck",
         "due_on": "2026-12-01", "opened_on": "2026-11-18", "created_at": AT, "updated_at": AT}
    ],
    "occasion": [
        {"id": 7, "uid": "u7", "person_id": 1, "kind": "birthday", "month": 3, "day": 14,
         "created_at": AT, "updated_at": AT}
    ],
    "contact_point": [
        {"person_id": 1, "kind": "email", "key": "a", "value": "ana@x.example", "label": "work",
         "position": 0}
    ],
}  # fmt: skip
PAGE = """\
# Ana Lima

Engineer at Acme, Porto

- to be in touch every 21 days
- met: Thu 2 May 2019, at a fair
- email (work): ana@x.example

## Dates

- birthday: 14 March

## Worth remembering

- \\- two kids (Wed 18 Nov 2026)

## Open

- I promised: the deck (since Wed 18 Nov 2026, by Tue 1 Dec 2026)

## Entries

### Wed 18 Nov 2026, 09:30 · coffee · Café \\*

Coffee, and plans\x20\x20
for #spring

(about Bo; I reached out; I gave; #move)"""


def test_a_page() -> None:
    with closing(journal(ROWS)) as db:
        pages = [
            (page, "\n".join(page.lines))
            for page in markdown.pages(db, follow_ups(db, today=TODAY))
        ]
    assert [page.file for page, _ in pages] == ["ana-lima.md", "bo.md", "to-many.md"]
    assert pages[0][1] == PAGE
    assert "introduced by: Ana Lima" in pages[1][1]
    assert "archived" in pages[1][1]
    assert pages[2][1].startswith("# To many at once\n\n### Thu 19 Nov 2026")
    assert list(markdown.index(page for page, _ in pages)) == [
        "# People",
        "",
        "- [Ana Lima](<ana-lima.md>): Engineer at Acme, Porto",
        "- [Bo](<bo.md>): Engineer at Acme, Porto, archived",
        "- [To many at once](<to-many.md>)",
    ]


@pytest.mark.parametrize(
    ("slug", "file"),
    [("index", "index_1.md"), ("to-many", "to-many_1.md"), ("李小龍", "李小龍_1.md"),
     ("x" * 180, f"{'x' * 50}_1.md")],
)  # fmt: skip
def test_names_of_files_fit_every_disk(slug: str, file: str) -> None:
    with closing(journal({"person": [{**PERSON, "slug": slug}]})) as db:
        (page,) = markdown.pages(db, follow_ups(db, today=TODAY))
    assert page.file == file
