"""What TAB offers: asked of the engine that the scripts for the shells call."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reltrack.cli.complete import candidates, complete
from reltrack.cli.offers import LIMIT, Offer
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.domain.text import fold
from reltrack.read import names
from rows import insert, insert_person
from running import done, process


def offered(line: str, db: Path, shell: str = "zsh") -> list[str]:
    """Return what is offered at the end of a line, in a shell that hands over its words."""
    return [one.word for one in candidates(shell, ["--db", str(db), *line.split(" ")])]


PEOPLE = {
    "ana-lima": "Ana Lima",
    "ana-costa": "Ana Costa",
    "jose-nunez": "José Núñez",
    "jose-nunez-2": "José Núñez",
    "李小龍": "李小龍",
    "oyvind-hansen": "Øyvind Hansen",
    "pat-o-brien": "Pat O'Brien",
    "aesop-van-dam": "Æsop van Dam",
    "владимир-орлов": "Владимир Орлов",
}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of a few people, circles, tags and channels, to be read only."""
    journal = tmp_path_factory.mktemp("people") / "journal.db"
    with closing(open_to_write(journal)) as db:
        db.execute("BEGIN")
        for number, (slug, name) in enumerate(PEOPLE.items(), 1):
            insert_person(db, number, slug=slug, name=name, key=fold(name))
        insert(db, "alias", person_id=2, name="Nuca", key="nuca")
        insert(db, "circle", name="mentor")
        insert(db, "circle", name="c++")
        insert(db, "person_tag", tag="music")
        insert(db, "interaction", id=90, via="pigeon")
        insert(db, "interaction", id=91, uid="uid-91", via="coffee")
        insert(db, "interaction_tag", interaction_id=90, tag="moving")
        insert(db, "fact", id=92)
        insert(db, "fact_tag", fact_id=92, tag="mountains")
        db.execute("COMMIT")
    return journal


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("show An", ["ana-costa", "ana-lima"]),
        ("show ana-l", ["ana-lima"]),
        ("show Jos", ["jose-nunez", "jose-nunez-2"]),
        ("show JOSÉ", ["jose-nunez", "jose-nunez-2"]),
        ("show 李", ["李小龍"]),
        ("show 龍", ["李小龍"]),
        ("show Øy", ["oyvind-hansen"]),
        ("show oy", ["oyvind-hansen"]),
        ("show Æs", ["aesop-van-dam"]),
        ("show Вл", ["владимир-орлов"]),
        ("show lima", ["ana-lima"]),
        ("show obr", ["pat-o-brien"]),
        ("show van", ["aesop-van-dam"]),
        ("show nu", ["ana-costa", "jose-nunez", "jose-nunez-2"]),
        ("show @ana-c", ["@ana-costa"]),
        ("show zzz", []),
        ("show '", sorted(PEOPLE)),
        ("show ana-lima ", []),
        ("log --with An", ["ana-costa", "ana-lima"]),
        ("log --with=ana-c", ["--with=ana-costa"]),
        ("log -w ana-c", ["ana-costa"]),
        ("log tea with @ana-c", ["@ana-costa"]),
        ("log tea with An", []),
        ("log -- tea with @ana-c", ["@ana-costa"]),
        ("due --why ana-l", ["ana-lima"]),
        ("due --sort ", ["score", "quiet", "name"]),
        ("due --sort=q", ["--sort=quiet"]),
        ("due --format t", ["table", "text", "tsv"]),
        ("--color a", ["auto", "always"]),
        ("due --color=n", ["--color=never"]),
        ("skip ana --because b", ["busy"]),
        ("note --on 14:30 ana-l", ["ana-lima"]),
        ("note ana An", []),
        ("circle M", ["mentor"]),
        ("circle c", ["c++"]),
        ("circle mentor oy", ["oyvind-hansen"]),
        ("circle mentor ana oy", ["oyvind-hansen"]),
        ("due --circle ", ["c++", "mentor"]),
        ("due --tag m", ["mountains", "moving", "music"]),
        ("due --tag mu", ["music"]),
        ("log --via c", ["call", "coffee", "conference"]),
        ("log --via=P", ["--via=party", "--via=pigeon"]),
        ("add An", []),
        ("add Bob --alias An", []),
        ("add Bob --introduced-by ana-l", ["ana-lima"]),
        ("export l", []),
        ("export --vcard-version ", ["3.0", "4.0"]),
        ("log --place ", []),
        ("undo x", []),
        ("export m", ["markdown"]),
        ("log --batch x", ["/"]),
        ("log --batch=x", ["/"]),
        ("--db x", ["/"]),
        ("import l", ["/", "linkedin-messages", "linkedin"]),
        ("import Conn", ["/"]),
        ("import linkedin ", ["/"]),
        ("import linkedin one.csv tw", ["/"]),
        ("export jsonl -o ", ["/"]),
        ("due --db x", ["/"]),
        ("sho", ["show"]),
        ("--color never sho", ["show"]),
        ("follow", ["follow-ups"]),
        ("help al", ["all"]),
        ("completion ", ["bash", "zsh", "fish"]),
        ("--v", ["--version"]),
        (
            "redo -",
            [
                *("--dry-run", "--json", "--format", "--fields", "--db", "--color", "--no-pager"),
                *("--help", "-h"),
            ],
        ),
        ("due --co", ["--count", "--color"]),
        ("due -- --co", []),
        ("due --nonsense=An", []),
        ("due --count=An", []),
    ],
)
def test_offers(people: Path, line: str, expected: list[str]) -> None:
    assert offered(line, people) == expected


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("ana-l", "log --with=ana-l", ["ana-lima"]),  # bash has broken the word at =
        ("--with=ana-l", "log --with=ana-l", ["--with=ana-lima"]),  # it was told not to
        ("", "due --sort=", ["score", "quiet", "name"]),
        ("Ana L", 'show "Ana L', ["ana-lima"]),
        ("ana-l", 'log --with="ana-l', ["ana-lima"]),
        ("Ana\\ L", "show Ana\\ L", ["ana-lima"]),
        ("Pat O\\'", "show Pat\\ O\\'", ["pat-o-brien"]),
        ("ana-l", "note --on 14:30 ana-l", ["ana-lima"]),
        ("ana-l", "log --place 'the \"Dog\" & Duck' --with ana-l", ["ana-lima"]),
        ("ana-l", 'log --place "it\'s" --with ana-l', ["ana-lima"]),
        ("", "show ", list(PEOPLE)),
        ("jose", "show jose", ["jose-nunez", "jose-nunez-2"]),
        ("x", "log --batch=x", ["/"]),
        ("nu", "show nu", ["ana-costa", "jose-nunez", "jose-nunez-2"]),
        ("nunez", "show nunez", []),  # bash would put `jose-nunez` in its place: ambiguous too
        ("lima", "show lima", ["ana-lima"]),
        ("sho", "sho", ["show"]),
    ],
)
def test_offers_in_bash(
    people: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    text: str,
    line: str,
    expected: list[str],
) -> None:
    monkeypatch.setenv("RELTRACK_DB", str(people))
    complete(["bash", text, f"reltrack {line}"])
    assert sorted(capfdbinary.readouterr().out.decode().split()) == sorted(expected)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_what_is_offered_means_the_person(people: Path, shell: str) -> None:
    for slug, name in PEOPLE.items():
        for end in range(1, len(name) + 1):
            typed = name[:end]
            found = candidates(shell, ["--db", str(people), "show", typed])
            with closing(open_to_read(people)) as db:
                meant = {names.find(db, one.word).slug for one in found}
            assert slug in meant


def test_fish_is_given_what_it_does_not_drop(people: Path) -> None:
    def in_fish(typed: str) -> list[str]:
        return offered(f"show {typed}", people, "fish")

    assert in_fish("Øy") == ["Øyvind-hansen"]
    assert in_fish("Вл") == ["владимир-орлов"]
    assert in_fish("José") == ["jose-nunez", "jose-nunez-2"]  # José-nunez could be either
    assert in_fish("An") == ["ana-costa", "ana-lima"]
    assert in_fish("lima") == ["ana-lima"]


def test_active_people_come_first_then_new_then_archived(journal: Path) -> None:
    with closing(open_to_write(journal)) as db:
        for number, (slug, status) in enumerate(
            [("ana-d", "active"), ("ana-a", "archived"), ("ana-b", "new"), ("ana-c", "active")], 1
        ):
            insert_person(db, number, slug=slug, key=slug, status=status)
    assert offered("show ana", journal) == ["ana-c", "ana-d", "ana-b", "ana-a"]
    assert offered("unarchive ana", journal) == ["ana-a"]
    assert offered("triage ana", journal) == ["ana-b"]


def test_done_is_offered_whom_something_is_open_with(db: Path) -> None:
    everybody = offered("show ", db)
    assert set(offered("done ", db)) == set(everybody)
    done("log", "Coffee with Bob Stone", "--promise", "send the paper", db=db)
    assert offered("done b", db) == ["bob-stone"]
    assert offered("done ana", db) == offered("show ana", db) != []


def test_restore_is_offered_the_backups_and_files(db: Path) -> None:
    assert offered("restore ", db) == ["/"]
    name = Path(done("backup", "--json", db=db).json["path"]).name
    assert offered("restore ", db) == ["/", name]
    assert offered("restore ./", db) == ["/"]


def test_of_thousands_some_are_offered_and_what_they_share_is_right(journal: Path) -> None:
    with closing(open_to_write(journal)) as db:
        db.execute("BEGIN")
        for number in range(1, 1001):
            insert_person(db, number, slug=f"ana-{number:04}", key="ana")
        insert_person(db, 1001, slug="andrea", key="andrea", status="archived")
        db.execute("COMMIT")
    found = offered("show a", journal)
    assert found[:2] == ["ana-0001", "ana-0002"]
    assert len(found) <= LIMIT + 2
    assert "andrea" in found  # what all have in common is `an`, not `ana-`


def test_the_journal_is_the_one_on_the_line(
    people: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RELTRACK_DB", str(tmp_path / "another.db"))
    monkeypatch.setenv("HERE", str(people.parent))
    for line in (
        f"--db {people} show ana-l",
        f"--db={people} show ana-l",
        f"show --db {people} ana-l",
        "show --db $HERE/journal.db ana-l",
    ):
        assert candidates("zsh", line.split()) == [Offer("ana-lima")]
    monkeypatch.setenv("RELTRACK_DB", str(people))
    assert candidates("zsh", ["show", "ana-l"]) == [Offer("ana-lima")]


@pytest.mark.parametrize(
    "arguments",
    [[], ["zsh"], ["bash"], ["bash", "x"], ["bash", "x", ""], ["zsh", "nonsense", "a"]],
)
def test_a_call_that_makes_no_sense_is_silent(arguments: list[str], people: Path) -> None:
    environ = {**os.environ, "RELTRACK_DB": str(people.with_name("none.db"))}
    assert process("_complete", *arguments, env=environ) == (0, "", "")


def test_a_real_process_answers(people: Path) -> None:
    environ = {**os.environ, "RELTRACK_DB": str(people), "PYTHONIOENCODING": "ascii"}
    assert process("_complete", "zsh", "show", "李", env=environ) == (0, "李小龍\n", "")


def test_completing_loads_nothing_it_can_do_without(people: Path) -> None:
    look = (
        "import sys; from reltrack.cli.complete import complete; complete(sys.argv[1:]);"
        " print(*sys.modules)"
    )
    words = ["zsh", "--db", str(people), "show", "ana-l"]
    ended = subprocess.run([sys.executable, "-c", look, *words], capture_output=True, text=True)
    candidate, modules = ended.stdout.splitlines()
    assert candidate == "ana-lima"
    ours = {"reltrack.domain.dates", "reltrack.read.follow_ups"}
    heavy = {"typer", "rich", "sqlmodel", "dateutil", "json", "dataclasses", "inspect", "shlex"}
    assert not (heavy | ours) & set(modules.split())
