"""Who would be glad of this? One thing, to the one person it helps."""

from __future__ import annotations

import pytest

from running import ask, done, invoke

ITEM = "id uid slug name last_date quiet_days reasons"
REASON = "code topic text times date days ref"


def slugs(db, *words, **options):
    return [item["slug"] for item in ask("share", *words, db=db, **options)]


@pytest.fixture
def noted(db):
    done("note", "bob", "keeps bees on the roof #bees", db=db, now="2026-03-03")
    done("log", "Lunch with Grace, her lighthouse again", db=db, now="2026-10-01")
    done("edit", "jose", "--tag", "climate", "--title", "beekeeper", "--city", "Porto", db=db)
    return db


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    done("demo", "--at", path, db=path.with_name("none.db"))
    return path


@pytest.mark.parametrize(
    ("topic", "first"),
    [
        ("films", "haneul-byeolbit"),
        ("river", "chandrika-vanamegh"),
        ("kelp", "thandeka-moyamuhle"),
        ("ferries", "oyvor-skogbris"),
        ("foghorn", "niamh-o-larkspur"),
        ("pigment", "wilhelmina-thistlewick"),
        ("kites", "nur-al-waha"),
        ("dogs", "bogumil-swierszczyk"),
        ("batik", "bintangsari"),
        ("book", "thordis-eldeyjardottir"),
        ("teaching", "chandrika-vanamegh"),
    ],
)
def test_the_one_it_was_planted_for_comes_first(topic, first, demo):
    assert slugs(demo, "--about", topic)[0] == first


@pytest.mark.parametrize("synonym", ["cinema", "apiculture", "seaweed", "canines", "literature"])
def test_synonyms_are_unknown_and_it_says_so(synonym, demo):
    assert slugs(demo, "--about", synonym) == []
    said = done("share", "--about", synonym, "--format", "text", db=demo).out
    assert f"Nobody's notes mention {synonym}." in said


def test_what_is_told_and_its_keys(noted):
    done("log", "Call with Bob about bees", db=noted, now="2026-06-01")
    (bob,) = ask("share", "--about", "bee", db=noted, now="2026-07-01")
    assert list(bob) == ITEM.split()
    assert all(list(reason) == REASON.split() for reason in bob["reasons"])
    fact, talk = bob["reasons"]
    assert (fact["code"], fact["text"], fact["date"], fact["days"]) == (
        "fact", "keeps bees on the roof #bees", "2026-03-03", 120,
    )  # fmt: skip
    assert (talk["code"], talk["times"], talk["topic"]) == ("entry", 1, "bee")
    page = done("share", "--about", "bee", "--format", "text", db=noted, now="2026-07-01").out
    assert "noted: keeps bees on the roof #bees\n  heard Tue 3 Mar 2026 (4 months ago)" in page
    assert "score" not in page.lower()


def test_tags_cards_places_and_tags_of_entries_count(noted):
    assert slugs(noted, "--about", "climate") == ["jose-nunez"]
    assert slugs(noted, "--about", "beekeepers") == ["jose-nunez"]
    assert slugs(noted, "--about", "Porto") == ["jose-nunez"]
    done("circle", "choir", "bob", db=noted)
    assert slugs(noted, "--about", "choirs") == ["bob-stone"]
    done("log", "Tea with Grace", "--tag", "steam-engines", db=noted)
    assert slugs(noted, "--about", "steam engine") == ["grace-hopper"]


def test_scripts_without_spaces_are_searched_too(noted):
    done("note", "bob", "灯台が好き", db=noted)
    assert slugs(noted, "--about", "灯台") == ["bob-stone"]
    assert slugs(noted, "--about", "灯台 roof") == []


def test_without_about_the_words_of_the_text_or_address_are_the_topics(noted):
    assert slugs(noted, "An article on lighthouses and", "rooftop bees") == [
        "bob-stone", "grace-hopper",
    ]  # fmt: skip
    assert slugs(noted, "https://example.org/2026/the-lighthouse?bees=1") == ["grace-hopper"]


def test_who_was_given_something_lately_is_left_out_and_back_after_two_weeks(noted):
    done("share", "the bee book", "--to", "bob", db=noted, now="2026-11-01")
    assert slugs(noted, "--about", "bees", now="2026-11-14") == []
    page = done("share", "--about", "bees", "--format", "text", db=noted, now="2026-11-14").out
    assert "so left out: Bob Stone (13 days ago)" in " ".join(page.split())
    assert "Nobody's notes" not in page
    assert slugs(noted, "--about", "bees", now="2026-11-15") == ["bob-stone"]


def test_archived_people_and_those_of_import_are_left_out(noted, tmp_path):
    done("archive", "bob", db=noted)
    connections = tmp_path / "Connections.csv"
    connections.write_text(
        "First Name,Last Name,Position,Connected On\nZoe,Quinn,Bee inspector,01 Jan 2026\n"
    )
    done("import", "linkedin", connections, db=noted)
    assert slugs(noted, "--about", "bees") == []


def test_what_lies_after_today_does_not_exist(noted):
    assert slugs(noted, "--about", "bees", now="2026-03-02") == []


def test_giving_is_written_down_and_undone(noted):
    before = ask("history", db=noted)
    gave = ask("share", "The bee book", "--to", "bob", "--about", "Bees, roofs", db=noted)
    assert (gave["mark"], gave["via"], gave["initiated"], gave["text"]) == (
        "gave", "message", "me", "The bee book",
    )  # fmt: skip
    assert gave["tags"] == ["bees", "roofs"]
    assert [who["slug"] for who in gave["people"]] == ["bob-stone"]
    assert ask("history", db=noted)[0]["id"] == gave["id"]
    done("undo", db=noted)
    assert ask("history", db=noted) == before


def test_how_and_when_and_what_it_closes(noted):
    done("reply", "bob", "her question", db=noted, now="2026-11-18")
    words = ["share", "what Grace Hopper wrote", "--to", "bob", "-v", "E-mail", "-d", "yesterday"]
    tried = ask(*words, "--dry-run", db=noted)
    assert (tried["id"], tried["uid"]) == (None, None)
    gave = ask(*words, db=noted)
    assert (gave["via"], gave["date"]) == ("email", "2026-11-19")
    assert [who["slug"] for who in gave["mentioned"]] == ["grace-hopper"]
    assert len(gave["closed"]) == 1


def test_two_a_day_is_the_habit(noted):
    first = done("share", "one", "--to", "grace", db=noted)
    assert "habit" not in first.out
    second = ask("share", "two", "--to", "ana-lima", db=noted)
    assert second["remarks"] == ["two today, that's the habit"]
    page = done("share", "--about", "bees", "--format", "text", db=noted)
    assert "Two today, that's the habit." in page.out
    assert "Bob Stone" in page.out
    assert slugs(noted, "--about", "bees") == ["bob-stone"]
    assert "habit" not in done("share", "--about", "bees", "--format", "text", db=noted,
                               now="2026-11-21").out  # fmt: skip


def test_how_many(demo):
    assert len(slugs(demo, "--about", "ferry,books,tides,lighthouse")) == 5
    assert len(slugs(demo, "--about", "ferry,books,tides,lighthouse", "-n", "0")) > 5
    piped = done("share", "--about", "ferry,books,submarines", "-n", "1", db=demo)
    assert len(piped.out.splitlines()) == 2
    assert piped.err.splitlines()[0] == "Nobody's notes mention submarines."
    assert "-n 0 shows all" in piped.err
    for format_ in ("json", "text", "table"):  # the page says so itself; JSON is for programs
        words = ("--about", "ferry,books,submarines", "-n", "1", "--format", format_)
        assert done("share", *words, db=demo).err == ""


def test_text_from_a_pipe(noted):
    assert ask("share", "--about", "bees", db=noted) == done(
        "share", "-", "--json", db=noted, stdin="on bees and their ways").json  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2),
        (["it is what it is"], 2),
        (["--about", ","], 2),
        (["--to", "bob"], 2),
        (["x", "-v", "email"], 2),
        (["--about", "bees", "--dry-run"], 2),
        (["x", "--to", "bob", "-n", "3"], 2),
        (["x", "--to", "nobody"], 3),
        (["x", "--to", "ana"], 4),
        (["x", "--to", "bob", "--on", "tomorrow"], 5),
        (["-bees"], 2),
    ],
)
def test_what_is_refused(words, code, noted):
    before = ask("history", db=noted)
    assert invoke("share", *words, db=noted).code == code
    assert ask("history", db=noted) == before


def test_an_address_is_said_again_in_the_command_but_nothing_a_shell_would_obey(noted):
    page = done("share", "https://x.org/bees", "--format", "text", db=noted).out
    assert "reltrack share https://x.org/bees --to bob-stone" in page
    assert "--about" not in page
    page = done("share", "bees; rm -rf $HOME", "--format", "text", db=noted).out
    assert 'reltrack share "..." --to bob-stone' in page


@pytest.mark.parametrize(
    ("topics", "said"),
    [
        (["bees", "#roof"], "bees,roof"),
        (["bees,keeping bees"], '"bees,keeping bees"'),
        (["bees,$HOME"], '"..."'),
    ],
)
def test_the_command_for_it_has_the_topics_that_were_named(topics, said, noted):
    named = [word for topic in topics for word in ("--about", topic)]
    page = done("share", "the-bee-book", *named, "--format", "text", db=noted).out
    command = f"reltrack share the-bee-book --to bob-stone --about {said}"
    assert command in page.replace("\\\n", "").replace("      ", "")
