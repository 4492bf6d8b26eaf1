"""An editor that does what it is told."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

DOES = """
import pathlib, sys
file = pathlib.Path(sys.argv[1])
seen = pathlib.Path({seen!r})
seen.write_text(file.read_text() + oct(file.stat().st_mode & 0o777))
{does}
"""


def editor_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return what makes the editor, and tells where it leaves what it has seen."""

    def made(does: str) -> Path:
        program = tmp_path / "an editor.py"
        program.write_text(DOES.format(does=does, seen=str(tmp_path / "seen")))
        monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(program)]))
        return tmp_path / "seen"

    return made


def drafts(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "home" / "state" / "reltrack" / "drafts").glob("*"))
