"""`triage`: who comes first, many settled in one go, and one key each on a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import Any

import pexpect
import pytest

from cli.refusals import refused
from running import NOW, ask, done

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
PEOPLE = """\
Cy,Twombly,https://linkedin.com/in/cy,,Acme,Painter,01 Jan 2024
Di,Fox,https://linkedin.com/in/di,,Globex,Editor,01 Jan 2025
Eve,Moss,https://linkedin.com/in/eve,,Acme,Writer,01 Jan 2023
Anna,Lima,https://linkedin.com/in/anna,,,,01 Jan 2020
"""
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Lima\r\nTEL:+351600111222\r\nEND:VCARD\r\n"


@pytest.fixture
def waiting(db, tmp_path):
    """Anna Lima is in two files, Eve Moss in two entries; Di Fox is newer than Cy Twombly."""
    path = tmp_path / "Connections.csv"
    path.write_text(HEADER + PEOPLE)
    card = tmp_path / "anna.vcf"
    card.write_text(CARD)
    done("import", path, card, db=db)
    for day in ("2026-11-01", "2026-11-02"):
        line = f'{{"text": "Hello", "date": "{day}", "with": ["Grace Hopper"]}}'
        done("log", "--batch", "-", db=db, stdin=line)
    talk = "FROM,TO,DATE,CONTENT\nEve Moss,Me,2024-03-01 09:00:00 UTC,Hi\nMe,Bo,2024-03-02,Yo\n"
    path.write_text(talk)
    done("import", path, db=db)
    done("archive", "bo", db=db)
    return db


def order(db, *words):
    return [who["slug"] for who in ask("triage", *words, db=db)]


def test_who_comes_first(waiting):
    assert order(waiting) == ["anna-lima", "eve-moss", "di-fox", "cy-twombly"]
    assert order(waiting, "-n", "2") == ["anna-lima", "eve-moss"]
    assert order(waiting, "--search", "ACME") == ["eve-moss", "cy-twombly"]
    assert order(waiting, "--search", "acme paint") == ["cy-twombly"]
    done("skip", "anna-lima", db=waiting)
    assert order(waiting)[-1] == "anna-lima"


def test_many_in_one_go(waiting):
    settled = done("triage", "--top", "2", "--circle", "Peer", "--json", db=waiting).json
    assert [(who["slug"], who["circles"], who["status"]) for who in settled] == [
        ("anna-lima", ["peer"], "active"),
        ("eve-moss", ["peer"], "active"),
    ]
    assert order(waiting) == ["di-fox", "cy-twombly"]
    done("undo", db=waiting)
    assert len(order(waiting)) == 4
    said = done("triage", "--search", "acme", "--archive", db=waiting).out
    assert said.startswith("2 people settled\n  Eve Moss: archived\n")
    assert order(waiting) == ["anna-lima", "di-fox"]
    done("triage", "--top", "1", "--every", "3w", "--dry-run", db=waiting)
    assert len(order(waiting)) == 2


def test_kept_as_they_are(waiting):
    kept = ask("triage", "eve", "--keep", db=waiting)
    assert (kept["status"], kept["circles"], kept["cadence_days"]) == ("active", [], None)
    both = ask("triage", "--top", "1", "--keep", "--circle", "peer", db=waiting)
    assert [(who["status"], who["circles"]) for who in both] == [("active", ["peer"])]


def test_a_circle_is_made_with_the_cadence_that_is_set(waiting):
    done("config", "set", "circles.Peer", "6w", db=waiting)
    done("triage", "eve", "--circle", "peer", db=waiting)
    assert ask("circle", "peer", db=waiting)["cadence_days"] == 42
    done("circle", "peer", "--every", "9d", db=waiting)
    done("triage", "--top", "1", "--circle", "peer", db=waiting)
    assert ask("circle", "peer", db=waiting)["cadence_days"] == 9


def test_from_a_picker(waiting):
    listed = done("triage", db=waiting).out
    done("triage", "-", "--circle", "peer", db=waiting, stdin=listed)
    assert order(waiting) == []
    done("undo", db=waiting)
    short = done("triage", "--fields", "slug,name", db=waiting).out
    assert short.startswith("slug\tname\nanna-lima\tAnna Lima\n")
    done("triage", "-", "--keep", db=waiting, stdin=short)
    assert order(waiting) == []
    done("undo", db=waiting)
    settled = done("triage", "-", "--archive", "--json", db=waiting, stdin="di-fox\n\nCy Twombly\n")
    assert [who["status"] for who in settled.json] == ["archived", "archived"]
    refused(3, "triage", "-", "--archive", db=waiting, stdin="anna-lima\nnobody\n")
    assert order(waiting) == ["anna-lima", "eve-moss"]


@pytest.mark.parametrize(
    "words",
    [
        ["--circle", "peer"],
        ["--top", "3"],
        ["--top", "-1", "--archive"],
        ["--top", "0", "--circle", "peer"],
        ["eve", "--top", "3", "--archive"],
        ["-", "--search", "x", "--archive"],
        ["-"],
        ["eve", "--keep", "--archive"],
        ["--keep"],
    ],
)
def test_what_makes_no_sense(words, waiting):
    refused(2, "triage", *words, db=waiting)


@pytest.fixture
def terminal(waiting):
    """Starts `triage` on a terminal."""
    started = []

    def start(*words: str, columns: int = 80) -> Any:
        environ = {**os.environ, "RELTRACK_DB": str(waiting), "RELTRACK_NOW": NOW, "TERM": "xterm"}
        environ.pop("COLUMNS", None)
        child = pexpect.spawn(
            sys.executable, ["-m", "reltrack", "triage", *words],
            env=environ, encoding="utf-8", timeout=30, dimensions=(40, columns),
        )  # fmt: skip
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def plain(text: str) -> str:
    return re.sub(r"\r", "", text)


def test_one_key_each(terminal: Callable[..., Any], waiting):
    done("config", "set", "circles.mentor", "30d", db=waiting)
    child = terminal()
    child.expect("more:")
    shown = plain(child.before)
    assert "Anna Lima  (3 more wait)" in shown
    assert "from linkedin and vcard" in shown
    assert "perhaps Ana Lima (ana-lima), whom you know" in shown
    child.send("m")
    child.expect("merged with Ana Lima")
    child.expect("Eve Moss.*in touch once, last Fri 1 Mar 2024.*more:")
    child.send("c")
    child.expect("which circle")
    child.sendline("Mentor")
    child.expect("Eve Moss: mentor")
    child.expect("Di Fox.*k keep, c circle, .*more:")
    child.send("5")
    child.expect("Di Fox: every")
    child.expect("Cy Twombly.*more:")
    child.send("a")
    child.expect("Cy Twombly: archived")
    child.expect("4 settled, nobody waits")
    child.expect("reltrack undo takes the last one back")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    assert order(waiting) == []
    assert ask("show", "eve-moss", db=waiting)["circles"] == ["mentor"]
    assert ask("circle", "mentor", db=waiting)["cadence_days"] == 30
    assert ask("show", "di-fox", db=waiting)["cadence_days"] == 90
    assert ask("show", "anna-lima", db=waiting)["slug"] == "ana-lima"
    done("undo", db=waiting)
    assert order(waiting) == ["cy-twombly"]


def test_undone_put_off_and_gone_on_with(terminal: Callable[..., Any], waiting):
    child = terminal("--search", "acme", columns=45)
    child.expect("Eve Moss.*more:")
    child.send("u")
    child.expect("nothing was answered yet")
    child.send("a")
    child.expect("archived.*Cy Twombly.*more:")
    child.send("u")
    child.expect("undone: triage Eve Moss: archived.*Eve Moss.*more:")
    child.send(" ")
    child.expect("Eve Moss: later.*Cy Twombly.*more:")
    child.send("q")
    child.expect("0 settled, 1 person waits still")
    child.expect(pexpect.EOF)
    assert order(waiting) == ["anna-lima", "di-fox", "cy-twombly", "eve-moss"]
    child = terminal("--search", "acme")
    child.expect("Cy Twombly.*more:")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 130


def test_two_answers_are_taken_back_one_after_the_other(terminal: Callable[..., Any], waiting):
    child = terminal()
    child.expect("Anna Lima.*more:")
    child.send("a")
    child.expect("Eve Moss.*more:")
    child.send("5")
    child.expect("Di Fox.*more:")
    child.send("u")
    child.expect("undone: triage Eve Moss.*Eve Moss.*more:")
    child.send("u")
    child.expect("undone: triage Anna Lima.*Anna Lima.*more:")
    child.send("q")
    child.expect(pexpect.EOF)
    assert order(waiting) == ["anna-lima", "eve-moss", "di-fox", "cy-twombly"]


def test_an_answer_of_which_the_log_was_emptied(terminal: Callable[..., Any], waiting):
    child = terminal()
    child.expect("more:")
    child.send("a")
    child.expect("Eve Moss.*more:")
    done("forget", "anna-lima", "--yes", db=waiting)
    child.send("u")
    child.expect("something else was changed meanwhile")


def test_the_number_of_no_circle_makes_none(terminal: Callable[..., Any], waiting):
    done("circle", "mentor", "bob", db=waiting)
    child = terminal()
    child.expect("more:")
    child.send("c")
    child.expect("which circle")
    child.sendline("7")
    child.expect("no circle has the number 7.*which circle")
    child.sendline("1")
    child.expect("Anna Lima: mentor")
    child.send("q")
    child.expect(pexpect.EOF)
    assert [circle["name"] for circle in ask("circles", db=waiting)] == ["mentor"]


def test_what_is_not_understood_is_asked_again(terminal: Callable[..., Any], waiting):
    child = terminal()
    child.expect("more:")
    child.send("e")
    child.expect("how often")
    child.sendline("banana")
    child.expect("error: .*how often")
    child.sendline("6w")
    child.expect("Anna Lima: every 6 weeks.*Eve Moss.*more:")
    child.send("c")
    child.expect("which circle")
    child.sendline("!?!")
    child.expect("error: .*which circle")
    child.sendline("")
    child.expect("Eve Moss.*more:")
    child.send("q")
    child.expect("1 settled, 3 people wait still")
    assert ask("show", "anna-lima", db=waiting)["cadence_days"] == 42


def test_each_key_says_what_it_does(terminal: Callable[..., Any], waiting):
    child = terminal("--search", "acme")
    child.expect("more:")
    footer = plain(child.before).splitlines()[-1]
    assert footer == "k keep, c circle, e how often, a archive, Enter later, q quit, ? "
    for key in ("x", "\x1b[A"):
        child.send(key)
        child.expect("no such key; \\? shows them")
    child.send("?")
    child.expect("k  keep.*1  every week.*q  quit")
    child.send("k")
    child.expect("Eve Moss: kept")
    assert "Eve Moss  (" not in child.before  # the card was not said again
    child.expect("Cy Twombly.*more:")
    child.send("\r")
    child.expect("Cy Twombly: later, from .*1 settled")
    child.expect(pexpect.EOF)
    kept = ask("show", "eve-moss", db=waiting)
    assert (kept["status"], kept["cadence_days"], kept["circles"]) == ("active", None, [])
    assert order(waiting)[-1] == "cy-twombly"
