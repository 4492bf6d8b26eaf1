"""`import --rejects FILE`: what is left out, to be mended and imported in turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reltrack.cli.invocation import Invocation
from reltrack.errors import RefusedError

if TYPE_CHECKING:
    from reltrack.domain.reports import Rejected
    from reltrack.exchange.gathering import Gathered


class Rejects:
    """The file that what is left out is written to; none if it is not wanted."""

    def __init__(self, invocation: Invocation, typed: str | None, *, force: bool) -> None:
        """Check that it may be written."""
        self._invocation = invocation
        self._force = force
        self._path = None if typed is None else Path(typed).expanduser()
        if self._path is not None:
            from reltrack.exchange.writing import check_target

            check_target(self._path, force=force, journal=invocation.path)

    def spare(self, files: Sequence[Gathered]) -> None:
        """Refuse to overwrite what is being imported."""
        if self._path is None or not self._path.exists():
            return
        if any(self._path.samefile(file.path) for file in files if file.path):
            raise RefusedError(
                f"--rejects {self._path} is a file to be imported", hint="give another path"
            )

    def write(self, rejected: Sequence[Rejected], lines: Iterable[str]) -> None:
        """Write the lines; a file that is there from before is emptied if nothing is left out."""
        path = self._path
        if path is None or self._invocation.dry_run or not (rejected or path.exists()):
            return
        from reltrack.exchange.writing import write_file

        write_file(path, lines, force=self._force, journal=self._invocation.path)
