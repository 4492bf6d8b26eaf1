"""`reltrack` and `python -m reltrack`."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    # A run is too short for collecting to pay, and there is nothing to tear down at its end.
    gc.disable()
    try:
        if sys.argv[1:2] == ["_complete"]:  # somebody has pressed TAB: no time for Typer
            from reltrack.cli.complete import complete

            code = complete(sys.argv[2:])
        else:
            from reltrack.cli.run import run

            code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    os._exit(code)


if __name__ == "__main__":
    main()
