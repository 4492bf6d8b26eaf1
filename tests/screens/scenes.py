"""The screens that are kept: the demo journal, joined by two whose names test any layout."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from running import NOW, done
from screens.terminal import Screen, Typed, screen

WIDTHS = (40, 80, 120, 200)

RIGHT_TO_LEFT = "אורה ים־גלים"
EMOJI = "🌱 Robin Mossgrove"
CONNECTIONS = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Thandeka,Moyamuhle-Reed,,,Tidewater Institute,Head of kelp research,04 Dec 2024
Aurelio,Ventosa y Brisas,,aurelio@brisas.example,Kite & Co.,Maker of kites,01 Feb 2023
"""
ENTER, TAB, CLEAR = "\r", "\t", "\x15"


class Scene(NamedTuple):
    """A command and, where it asks, what is answered."""

    name: str
    words: tuple[str, ...]
    typed: tuple[Typed, ...] = ()
    code: int = 0


SCENES = (
    Scene("due", ("due",)),
    Scene("show", ("show", "ines")),
    Scene("people", ("people",)),
    Scene("history", ("history",)),
    Scene("review", ("review",)),
    Scene("balance", ("balance",)),
    Scene("stats", ("stats",)),
    Scene("occasions", ("occasions", "--within", "60d")),
    Scene(
        "guided-log",
        ("log",),
        (
            Typed("Who was there?", "nmh"),
            Typed("O'Larkspur", f"{TAB}{ENTER}"),
            Typed("When?", f"31 foo{ENTER}"),
            Typed("try 2026-11-20", f"{CLEAR}yesterday{ENTER}"),
            Typed("How?", f"lunch{ENTER}"),
            Typed("What about?", f"The café in her brother's lighthouse opens at Easter{ENTER}"),
            Typed("What matters to them now?", f"a licence for the café{ENTER}"),
            Typed("Anything you promised?", f"ask Thandeka about the kelp soup{ENTER}"),
            Typed("By when?", f"2w{ENTER}"),
            Typed("When next?", ENTER),
        ),
    ),
    Scene(
        "triage",
        ("triage",),
        (
            Typed("quit:", "m"),
            Typed("quit:", "c"),
            Typed("which circle?", f"peer{ENTER}"),
            Typed("quit:", "?"),
            Typed("quit:", "l"),
        ),
    ),
    Scene("not-found", ("show", "nimh larkspurr"), code=3),
    Scene("ambiguous", ("plan", "i", "tea"), code=4),
)


def make_journal(path: Path) -> None:
    """Make the journal that all screens are of."""
    done("demo", "--at", path, db=path)
    done("add", RIGHT_TO_LEFT, "--circle", "peer", "--city", "Haifa", db=path, now="2026-09-01")
    done("add", EMOJI, "--tag", "moss", "--company", "Fern & Daughters", db=path, now="2026-09-01")
    done("log", "-w", RIGHT_TO_LEFT, "--in", "-v", "email", "Wrote: 海風, 潮の音, and a map",
         db=path, now="2026-11-18T10:00")  # fmt: skip
    done("log", "-w", EMOJI, "-w", RIGHT_TO_LEFT, "-v", "coffee", "Moss gardens on roofs 🌿",
         db=path, now="2026-11-12T16:00")  # fmt: skip
    done("import", "linkedin", "-", db=path, stdin=CONNECTIONS)
    done("promise", EMOJI, "the seeds from Azenhas", "--by", "tomorrow", db=path, now="2026-11-19")


def shown(scene: Scene, columns: int, *, journal: Path, room: Path) -> Screen:
    """Return the screen of a scene, in a room of its own with a copy of the journal."""
    room.mkdir()
    db = Path(shutil.copy(journal, room / "journal.db"))
    environ = {
        "RELTRACK_DB": str(db),
        "RELTRACK_NOW": NOW,
        "XDG_STATE_HOME": str(room),
        "TERM": "xterm-256color",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    return screen(*scene.words, columns=columns, environ=environ, typed=scene.typed)


def golden_path(scene: Scene, columns: int) -> Path:
    """Where a screen is kept."""
    return Path(__file__).parent / "golden" / f"{scene.name}-{columns}.txt"
