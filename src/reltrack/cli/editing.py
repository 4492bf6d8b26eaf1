"""Write a text in an editor; whatever goes wrong afterwards, it is not lost."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

import typer

from reltrack import config
from reltrack.cli import talk
from reltrack.cli.invocation import Invocation, interactive
from reltrack.errors import JournalError, UsageError
from reltrack.render.paging import leaving_interrupts

_FALLBACKS = ("sensible-editor", "editor", "nano", "vim", "vi")
_SCISSORS = "# ------------------------ >8 ------------------------"
_BELOW = f"\n{_SCISSORS}\nWrite above this line; what is below it is left out.\n"


@contextmanager
def edited(
    invocation: Invocation, text: str, *, suffix: str = ".txt", about: str | None = None
) -> Iterator[str]:
    """Yield the text as somebody has edited it; it is kept in a file until it has been saved.

    `about` says below the text what may be written; it is cut off again.

    Raises:
        typer.Abort: nothing was changed.
        UsageError: there is no editor, or it failed.
        JournalError: the file cannot be written.
    """
    command = _editor(invocation)
    below = "" if about is None else f"{_BELOW}{about}"
    draft = _draft((f"{text}\n" if text or below else "") + below, suffix)
    invocation.close()  # nobody waits for the journal while somebody writes
    nothing = ("", text.strip())
    try:
        after = _written(command, draft)
        if after in nothing:
            talk.note("the text is as it was; nothing was written")
            raise typer.Abort
        yield after
    except BaseException:
        _let_go(draft, nothing)
        raise
    _let_go(draft, nothing if invocation.dry_run else None)


def _written(command: list[str], draft: Path) -> str:
    """Return what somebody makes of a draft."""
    try:
        with leaving_interrupts():
            code = subprocess.run([*command, str(draft)], check=False).returncode  # noqa: S603
    except OSError:
        raise UsageError(
            f"the editor {command[0][:80]} could not be started",
            hint="set EDITOR, or: reltrack config set editor nano",
        ) from None
    if code:
        raise UsageError(f"the editor ended with code {code}", hint="nothing was written")
    try:
        return _above(draft.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise UsageError("the text is not UTF-8", hint="save it as UTF-8") from None
    except OSError:
        raise UsageError("the editor left no text", hint="nothing was written") from None


def _above(content: str) -> str:
    """Return what stands above the scissors."""
    lines = content.replace("\r\n", "\n").split("\n")
    return "\n".join(takewhile(lambda line: line.rstrip() != _SCISSORS, lines)).strip()


def _let_go(draft: Path, nothing: tuple[str, ...] | None) -> None:
    """Take a draft away; unless it is saved (None), only if it says no more than nothing."""
    with suppress(OSError):
        if nothing and _above(draft.read_bytes().decode(errors="replace")) not in nothing:
            talk.note(f"your text is kept in {draft}")
            return
        draft.unlink()


def _editor(invocation: Invocation) -> list[str]:
    """Return the command of the editor: ours, VISUAL, EDITOR, the setting, then what there is."""
    named = map(os.environ.get, ("RELTRACK_EDITOR", "VISUAL", "EDITOR"))
    chosen = next(filter(None, named), None) or invocation.settings.editor
    if chosen:
        try:
            words = shlex.split(chosen, posix=sys.platform != "win32")
        except ValueError:
            words = []
        if not words:
            raise UsageError(
                f"the editor {chosen[:80]} is no command",
                hint="set EDITOR, or: reltrack config set editor nano",
            )
        return words
    if not interactive():
        raise UsageError(
            "nobody is there to write", hint="give the text, or - to read it from standard input"
        )
    found = "notepad" if sys.platform == "win32" else next(filter(shutil.which, _FALLBACKS), None)
    if found is None:
        raise UsageError(
            "there is no editor", hint="set EDITOR, or: reltrack config set editor nano"
        )
    return [found]


def _draft(text: str, suffix: str) -> Path:
    """Return a new file with the text, for its owner alone."""
    import tempfile

    from reltrack.database.files import make_private

    folder = config.state_path() / "drafts"
    try:
        make_private(folder)
        handle, name = tempfile.mkstemp(prefix="text-", suffix=suffix, dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise JournalError(
            f"cannot write a draft in {folder}: {(error.strerror or 'fault').lower()}",
            hint="check the folder and its space",
        ) from None
    return Path(name)
