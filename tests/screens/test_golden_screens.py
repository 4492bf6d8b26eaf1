"""Screens on a real pseudo-terminal, as they were when somebody looked at them and found them good.

After a change that is meant: `python tests/screens/redraw.py`, then look at `git diff`.

Dark and light terminals are sent the same bytes. Colours are the terminal's own, and only such as
its owner can read on their background: none of the 256 or 16 million, no background, and neither
black, white nor yellow, which vanish on one or the other.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminal there", allow_module_level=True)
pytest.importorskip("pyte")

from screens import scenes
from screens.scenes import EMOJI, RIGHT_TO_LEFT, SCENES, WIDTHS, golden_path

READABLE = {0, 1, 2, 3, 4, 7, 22, 23, 24, 27, 31, 32, 34, 35, 36, 39, 49}
"""Parameters of an escape that styles: bold, faint, italic, reversed, red, green, blue, ..."""

KNOWN = (
    "Inês Ribeira-Sol", "Bogumił Świerszczyk", "Þórdís Eldeyjardóttir", "Wilhelmina Thistlewick",
    "蘇望潮", RIGHT_TO_LEFT, EMOJI,
)  # fmt: skip


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("screens") / "journal.db"
    scenes.make_journal(path)
    return path


@pytest.fixture
def show(journal, tmp_path):
    """Return the screen of a scene at a width."""
    return lambda scene, columns: scenes.shown(
        scene, columns, journal=journal, room=tmp_path / f"{scene.name}-{columns}"
    )


def read(scene, columns):
    """Return the lines of a screen as it is kept."""
    return golden_path(scene, columns).read_text("utf-8").partition("\n~~~\n")[0].split("\n")


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_screens_are_as_they_were(scene, columns, show):
    found = show(scene, columns)
    assert found.golden == golden_path(scene, columns).read_text(encoding="utf-8")
    assert found.code == scene.code
    styled = re.findall(r"\x1b\[([0-9;]*)m", found.raw)
    assert {int(part or 0) for each in styled for part in each.split(";")} <= READABLE
    if not scene.typed:
        assert found.raw.count("\n") == len(found.lines), "the terminal had to break a line"
        assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", found.raw)


def test_each_screen_that_is_kept_is_one_of_these():
    kept = {path.name for path in golden_path(SCENES[0], 80).parent.iterdir()}
    assert kept == {golden_path(scene, w).name for scene in SCENES for w in WIDTHS}


@pytest.mark.parametrize("columns", WIDTHS)
def test_no_name_is_cut(columns):
    people = next(scene for scene in SCENES if scene.name == "people")
    shown = read(people, columns)
    for name in KNOWN:
        assert [line for line in shown if line.startswith(name)], name


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_columns_are_straight_under_any_script(columns):
    """By what the terminal made of it: a letter that takes two columns is followed by none."""
    from wcwidth import wcswidth

    people = next(scene for scene in SCENES if scene.name == "people")
    days = [line for line in read(people, columns) if re.search(r"  \w{3} \d+ \w{3} 2026", line)]
    starts = {wcswidth(re.split(r"  (?=\w{3} \d+ \w{3} 2026)", line)[0]) for line in days}
    assert len(days) > 10
    assert starts == {22}


def test_narrow_is_cards():
    people = next(scene for scene in SCENES if scene.name == "people")
    assert read(people, 40)[0] == "Bintangsari"
    assert read(people, 80)[0].split() == ["Who", "Last", "contact", "Rhythm", "About"]


def test_a_process_of_its_own_prints_the_same(journal, show):
    """What is forked here is what anybody gets who types it."""
    due = SCENES[0]
    environ = {"RELTRACK_DB": str(journal), "RELTRACK_NOW": scenes.NOW, "COLUMNS": "80"}
    words = [sys.executable, "-m", "reltrack", "due", "--format", "table", "--color", "always"]
    alone = subprocess.run(words, env=os.environ | environ, capture_output=True, check=True)
    assert alone.stdout.decode() == show(due, 80).raw.replace("\r\n", "\n")
