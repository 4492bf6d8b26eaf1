"""Whose file it is, and which schema this program knows."""

from __future__ import annotations

from reltrack.errors import JournalError

APPLICATION_ID = 0x524C544B
"""`RLTK`: says whose file it is, to us and to `file`."""

VERSION = 2
"""The schema this program writes: the number of the last migration."""


def refuse_newer(version: int) -> None:
    """Refuse a schema this program does not know.

    Raises:
        JournalError: the version is newer than ours.
    """
    if version > VERSION:
        raise JournalError(
            f"the journal was written by a newer reltrack"
            f" (schema {version}, this one knows {VERSION})",
            hint="upgrade reltrack; the journal is untouched",
        )
