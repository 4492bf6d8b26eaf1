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


@pytest.fixture
def zoe(db, tmp_path):
    """Zoe Quinn, whose addresses have labels."""
    card = tmp_path / "zoe.vcf"
    card.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoe Quinn\r\nEMAIL;TYPE=WORK:w@example.org\r\n"
        "TEL;TYPE=CELL:+44 20 1\r\nEMAIL;TYPE=HOME:h@example.org\r\nEMAIL:o@example.org\r\n"
        "TEL:+44 20 2\r\nURL:https://zoe.example/a\r\nURL:https://zoe.example/b\r\nEND:VCARD\r\n"
    )
    done("import", card, db=db)
    return db


def points(card):
    return [(point["value"], point["label"]) for point in card["contact_points"]]


WAYS = "w@example.org|h@example.org|o@example.org|+44 20 1|+44 20 2"
PAGES = "https://zoe.example/a|https://zoe.example/b"


@pytest.mark.parametrize("gone", f"{WAYS}|{PAGES}".split("|"))
def test_one_way_to_reach_somebody_is_taken_away(gone, zoe, editor):
    before = ask("show", "zoe", db=zoe)
    left = [one for one in points(before) if one[0] != gone]
    assert len(left) == 6
    editor(replaced((f'"{gone}", ', ""), (f', "{gone}"', "")))
    assert points(ask("edit", "zoe", "-e", "--dry-run", db=zoe)) == left
    assert ask("show", "zoe", db=zoe) == before
    assert points(ask("edit", "zoe", "-e", db=zoe)) == left
    done("undo", db=zoe)
    assert ask("show", "zoe", db=zoe) == before
    option = "--no-email" if "@" in gone else "--no-phone" if gone[0] == "+" else "--no-url"
    assert points(ask("edit", "zoe", option, gone.upper(), db=zoe)) == left
    done("undo", db=zoe)
    assert ask("show", "zoe", db=zoe) == before


def test_addresses_keep_their_labels_and_the_order_they_are_written_in(zoe, editor):
    before = ask("show", "zoe", db=zoe)
    first, second, third = (f'"{one}@example.org"' for one in "who")
    editor(replaced((f"{first}, {second}, {third}", f'{third}, "n@example.org", {second.upper()}')))
    after = ask("edit", "zoe", "-e", db=zoe)
    mail = [("o@example.org", None), ("n@example.org", None), ("H@EXAMPLE.ORG", "home")]
    assert [one for one in points(after) if "@" in one[0]] == mail
    assert {*points(after)} - {*mail} == {one for one in points(before) if "@" not in one[0]}
    done("undo", db=zoe)
    assert ask("show", "zoe", db=zoe) == before
    editor(replaced((f"{first}, {second}, {third}", '""')))
    assert not [one for one in points(ask("edit", "zoe", "-e", db=zoe)) if "@" in one[0]]


def test_one_address_in_place_of_another(zoe):
    new = ("--no-email", "w@example.org", "--no-email", "o@example.org", "--email", "n@example.org")
    after = points(ask("edit", "zoe", *new, "--no-phone", "+44 20 1", db=zoe))
    left = ["h@example.org", "+44 20 2", *PAGES.split("|"), "n@example.org"]
    assert [value for value, _ in after] == left
    again = ("--no-email", "n@example.org", "--email", "N@Example.org")
    assert points(ask("edit", "zoe", *again, db=zoe))[-1] == ("N@Example.org", None)
    assert invoke("edit", "zoe", "--no-url", "", db=zoe).code == 2
    before = ask("show", "zoe", db=zoe)
    assert ask("edit", "zoe", "--no-email", "nobody@example.org", db=zoe)["contact_points"]
    assert ask("show", "zoe", db=zoe) == before


def test_no_other_option(ana):
    result = invoke("edit", "ana-lima", "-e", "--city", "Porto", db=ana)
    assert (result.code, "no other option" in result.err) == (2, True)


@given(st.fixed_dictionaries({key: st.text() for key in ("name", "city", "how_met", "company")}))
def test_any_text_comes_back_as_it_was(texts):
    values = {**card_text._values(card_text._EMPTY), **texts, "tags": list(texts.values())}
    assert card_text._read(card_text._page(values)) == values
