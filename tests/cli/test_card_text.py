"""A person's card as a page in an editor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.editors import drafts, editor_in
from reltrack.cli import card_text
from running import ask, done, invoke

KEYS = ("name", "aliases", "circles", "tags", "company", "title", "city", "met_on", "how_met")


@pytest.fixture
def editor(tmp_path, monkeypatch):
    return editor_in(tmp_path, monkeypatch)


@pytest.fixture
def ana(db):
    """Ana Lima, of whom much is known."""
    done(
        "edit", "ana-lima", "--circle", "mentor", "--tag", "sailing", "--alias", "Annie",
        "--email", "a@example.org", "--email", "b@example.org", "--phone", "+351 600 111 222",
        "--company", "Acme", "--met", "2019-05-02", "--how-met", "on a boat", "--every", "6w",
        "--birthday=--03-14", db=db,
    )  # fmt: skip
    return db


def replaced(*pairs):
    changes = "".join(f".replace({old!r}, {new!r})" for old, new in pairs)
    return f"file.write_text(file.read_text(){changes})"


def test_the_whole_card_stands_there(ana, editor, tmp_path):
    seen = editor("pass")
    assert invoke("edit", "ana-lima", "-e", db=ana).code == 130
    page = seen.read_text()
    for line in (
        'name = "Ana Lima"', 'aliases = ["Annie"]', 'circles = ["mentor"]', 'company = "Acme"',
        'city = ""', 'emails = ["a@example.org", "b@example.org"]', 'every = "42d"',
        'birthday = "--03-14"', 'met = "2019-05-02"',
    ):  # fmt: skip
        assert f"\n{line}" in page
    assert drafts(tmp_path) == []


def test_what_was_changed_and_nothing_else(ana, editor):
    before = ask("show", "ana-lima", db=ana)
    editor(
        replaced(
            ('"Acme"', '"Globex"'), ('["mentor"]', '["Peer"]'), ('["Annie"]', '["Nan"]'),
            ('"42d"', '""'), ('"--03-14"', "1980-03-14"), ('["sailing"]', "[]"),
            ('"a@example.org", ', ""), ('"on a boat"', '""'),
        )
    )  # fmt: skip
    after = ask("edit", "ana-lima", "-e", db=ana)
    assert (after["company"], after["circles"], after["aliases"]) == ("Globex", ["peer"], ["Nan"])
    assert (after["cadence_days"], after["birthday"], after["tags"]) == (None, "1980-03-14", [])
    assert {p["value"] for p in after["contact_points"]} == {"b@example.org", "+351 600 111 222"}
    assert (after["how_met"], after["met_on"]) == (None, before["met_on"])
    done("undo", db=ana)
    assert ask("show", "ana-lima", db=ana) == before


def test_another_name(ana, editor):
    editor(replaced(("Ana Lima", "Ana Costa"), ('city = ""', 'city = "Porto"')))
    after = ask("edit", "ana-lima", "-e", db=ana)
    assert (after["slug"], after["city"]) == ("ana-costa", "Porto")
    assert after["aliases"] == ["Ana Lima", "Annie"]
    done("undo", db=ana)
    assert ask("show", "ana-lima", db=ana)["city"] is None


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("company", "firm", 2, "a card has no 'firm'"),
        ('"Acme"', "Acme", 2, "cannot be read"),
        ('"Acme"', "3", 2, "company is no text"),
        ('["mentor"]', '"mentor"', 2, "circles is no list of texts"),
        ('["mentor"]', "[3]", 2, "circles is no list of texts"),
        ("42d", "often", 2, "is not a duration"),
        ("--03-14", "someday", 2, "that is not a birthday"),
        ("2019-05-02", "2031-05-02", 5, "lies in the future"),
        ("Ana Lima", "", 2, "the name is empty"),
        ("Ana Lima", "Bob Stone", 5, "Bob Stone exists"),
        ("Annie", "Bob Stone", 5, "Bob Stone is called so already"),
        ("# ", "# other words: ", 2, "there is nothing to change"),
    ],
)
def test_what_cannot_be_is_refused_and_the_text_kept(old, new, code, said, ana, editor, tmp_path):
    before = ask("show", "ana-lima", db=ana)
    editor(replaced((old, new)))
    result = invoke("edit", "ana-lima", "-e", db=ana)
    assert (result.code, said in result.err) == (code, True), result.err
    (draft,) = drafts(tmp_path)
    assert str(draft) in result.err.replace("\n", "")
    assert new in draft.read_text()
    assert ask("show", "ana-lima", db=ana) == before


def test_what_is_left_out_stays(ana, editor):
    before = ask("show", "ana-lima", db=ana)
    editor("file.write_text('city = \"Porto\"')")
    done("edit", "ana-lima", "-e", db=ana)
    assert ask("show", "ana-lima", db=ana) == {**before, "city": "Porto"}


def test_labels_beside_an_address_are_not_lost(db, editor, tmp_path):
    card = tmp_path / "zoe.vcf"
    card.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoe Quinn\r\nEMAIL;TYPE=WORK:w@example.org\r\n"
        "EMAIL;TYPE=HOME:h@example.org\r\nEND:VCARD\r\n"
    )
    done("import", card, db=db)
    before = ask("show", "zoe", db=db)["contact_points"]
    assert [point["label"] for point in before] == ["work", "home"]
    editor(replaced(('"w@example.org", ', "")))
    assert invoke("edit", "zoe", "-e", db=db).code == 5
    editor(replaced(('"w@example.org", ', '"w@example.org", "n@example.org", ')))
    after = ask("edit", "zoe", "-e", db=db)["contact_points"]
    assert (after[:2], after[2]["value"]) == (before, "n@example.org")
    editor(replaced(('["w@example.org", "h@example.org", "n@example.org"]', "[]")))
    assert ask("edit", "zoe", "-e", db=db)["contact_points"] == []


def test_no_other_option(ana):
    result = invoke("edit", "ana-lima", "-e", "--city", "Porto", db=ana)
    assert (result.code, "no other option" in result.err) == (2, True)


@given(st.fixed_dictionaries({key: st.text() for key in ("name", "city", "how_met", "company")}))
def test_any_text_comes_back_as_it_was(texts):
    values = {**card_text._values(card_text._EMPTY), **texts, "tags": list(texts.values())}
    assert card_text._read(card_text._page(values)) == values
