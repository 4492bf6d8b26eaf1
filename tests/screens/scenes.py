"""The screens that are kept: the demo journal, joined by two whose names test any layout."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
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
CONTACTS = """\
Name,Given Name,Family Name,Birthday,E-mail 1 - Value,Organization Name,Notes
Perpetua Quayle-Oakenshaw,Perpetua,Quayle-Oakenshaw,1979-02-30,perpetua@quayle.example,Tidewater,
Ines Ribeira-Sol,Ines,Ribeira-Sol,,ines@ribeira-sol.example,Harbour Museum,draws by hand
,,,,,,nobody in particular
Ottoline Brackwater,Ottoline,Brackwater,--05-17,,Brackwater & Sons,met on the night ferry
"""
SETTINGS = """\
due_limit = 3
[circles]
peer = 30
[channels]
coffee = ["flat-white", "cortado"]
"""
OWN = {"HOME": ".", "XDG_CONFIG_HOME": ""}
"""Where the settings are read."""

ENTER, TAB, CLEAR = "\r", "\t", "\x15"


class Scene(NamedTuple):
    """A command and, where it asks, what is answered."""

    name: str
    words: tuple[str, ...]
    typed: tuple[Typed, ...] = ()
    code: int = 0
    environ: Mapping[str, str] = {}


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
            Typed("is not a date", ""),
            Typed("When?", f"{CLEAR}yesterday{ENTER}"),
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
            Typed("more:", "m"),
            Typed("more:", "c"),
            Typed("which circle?", f"peer{ENTER}"),
            Typed("more:", "?"),
            Typed("is saved", ENTER),
        ),
    ),
    Scene("import", ("import", "csv", "contacts.csv")),
    Scene("import-dry-run", ("import", "csv", "contacts.csv", "--dry-run")),
    Scene("config", ("config", "list"), environ=OWN | {"RELTRACK_WEEK_START": "sunday"}),
    Scene("doctor", ("doctor",), environ={"RELTRACK_DB": "sound.db", "RELTRACK_NOW": ""}),
    Scene("doctor-warning", ("doctor",)),
    Scene("help-log", ("help", "log")),
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
    # Of a day that has been, whatever the clock of the machine says.
    done(
        "log", "-w", "Grace Hopper", "Coffee", db=path.with_name("sound.db"), now="2024-05-03T10:00"
    )


def shown(scene: Scene, columns: int, *, journal: Path, room: Path) -> Screen:
    """Return the screen of a scene, in a room of its own with a copy of the journal."""
    room.mkdir()
    shutil.copy(journal, room / "journal.db")
    shutil.copy(journal.with_name("sound.db"), room)
    (room / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (room / ".config/reltrack").mkdir(parents=True)
    (room / ".config/reltrack/config.toml").write_text(SETTINGS, encoding="utf-8")
    environ = {
        "RELTRACK_DB": "journal.db",
        "RELTRACK_NOW": NOW,
        "XDG_STATE_HOME": str(room),
        "TERM": "xterm-256color",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        **scene.environ,
    }
    found = screen(*scene.words, columns=columns, environ=environ, typed=scene.typed, folder=room)
    # How large a file is, is SQLite's business.
    return found._replace(lines=[re.sub(r"\b\d{3} KB", "300 KB", line) for line in found.lines])


def golden_path(scene: Scene, columns: int) -> Path:
    """Where a screen is kept."""
    return Path(__file__).parent / "golden" / f"{scene.name}-{columns}.txt"
