"""Code run in a process of its own: one that can be killed, or that is not root."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NOBODY = 65534

IMPORTS = """
import json, math, os, signal, sqlite3, sys
import urllib.parse  # read before root is given up: afterwards it may be out of reach
from pathlib import Path
from reltrack.database.connection import open_to_read, open_to_write
from reltrack.database import backup, migrate
from reltrack.database.faults import fault
from reltrack.errors import JournalError
path = Path(sys.argv[1])
"""


def run(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run code of its own process, which must come to an end."""
    return subprocess.run(
        [sys.executable, "-c", IMPORTS + code, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
    )


def run_as_nobody(code: str, path: Path) -> str:
    """Run code without the powers of root; skip where they cannot be given up."""
    drop = f"if os.geteuid() == 0:\n    os.setegid({NOBODY})\n    os.seteuid({NOBODY})\n"
    done = run(drop + code, path)
    if "in seteuid" in done.stderr or "os.setegid" in done.stderr:
        pytest.skip("cannot give up root here")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
