"""Draw the README's picture: the morning page of the demo, as a terminal shows it.

python tests/picture.py
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURE = Path(__file__).parents[1] / ".github" / "due.svg"
COLUMNS = 100
CELL = 12.2  # points, as Rich draws a column
NOW = "2026-11-20T08:00"


def page() -> str:
    """Return what `due` prints on the demo journal, with its colours."""
    with tempfile.TemporaryDirectory() as folder:
        journal = str(Path(folder, "demo.db"))
        environ = {**os.environ, "RELTRACK_NOW": NOW, "COLUMNS": str(COLUMNS), "TZ": "UTC"}
        reltrack = [sys.executable, "-m", "reltrack"]
        subprocess.run(
            [*reltrack, "demo", "--at", journal], env=environ, capture_output=True, check=True
        )
        shown = subprocess.run(
            [*reltrack, "due", "-n3", "--db", journal, "--format", "table", "--color", "always"],
            env=environ,
            capture_output=True,
            check=True,
        )
    return shown.stdout.decode()


def _moved(found: re.Match[str]) -> str:
    """Let a text begin where its first letter is: some programs drop the blanks before it."""
    blanks = len(found[5]) // len("&#160;") * CELL
    x, length = float(found[1]) + blanks, float(found[3]) - blanks
    return f'x="{x:.1f}" {found[2]} textLength="{length:.1f}" {found[4]}>'


def main() -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ reltrack due", style="bold"))
    console.print(Text.from_ansi(page()))
    drawing = console.export_svg(title="reltrack", unique_id="reltrack")
    # Fonts are the reader's own: a picture fetches nothing.
    drawing = re.sub(r"\s*@font-face \{.*?\}", "", drawing, flags=re.DOTALL)
    drawing = re.sub(
        r'x="([\d.]+)" (y="[\d.]+") textLength="([\d.]+)" ([^>]*)>((?:&#160;)+)(?=[^&<])',
        _moved,
        drawing,
    )
    drawing = drawing.replace("Fira Code", "ui-monospace, Menlo, Consolas")
    PICTURE.write_text(drawing, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
