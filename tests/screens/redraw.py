"""Draw the golden screens anew: `python tests/screens/redraw.py [NAME...]`, then `git diff` them.

A look by eye is the point: what was cut, crowded, orphaned or out of line is a fault.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pytest

from conftest import furnish
from screens.scenes import SCENES, WIDTHS, golden_path, make_journal, shown


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        furnish(patch, Path(folder, "home"))
        journal = Path(folder, "journal.db")
        make_journal(journal)
        for scene in SCENES:
            for columns in WIDTHS if not names or scene.name in names else ():
                room = Path(folder, f"{scene.name}-{columns}")
                found = shown(scene, columns, journal=journal, room=room)
                path = golden_path(scene, columns)
                path.write_text(found.golden, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
