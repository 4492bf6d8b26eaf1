"""Run one command and turn whatever happens into an exit code and, at most, two lines on stderr."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from reltrack.cli import talk
from reltrack.errors import JournalError, NotFoundError, RefusedError, ReltrackError

INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run the command line on arguments and return its exit code."""
    if hasattr(os, "umask"):
        os.umask(0o077)  # everything we create is for its owner alone
    _replace_closed()
    for stream in (sys.stdout, sys.stderr):
        _prepare(stream)
    as_json = "--json" in _before_dashes(arguments)
    try:
        return _run(list(arguments))
    except ReltrackError as problem:
        talk.error(problem, as_json=as_json)
        return problem.exit_code
    except KeyboardInterrupt:
        talk.note("")  # the prompt of the shell begins on a line of its own
        return INTERRUPTED
    except BrokenPipeError:
        return 0
    except Exception as problem:
        expected = _expected(problem) or _bug(problem)
        talk.error(expected, as_json=as_json)
        return expected.exit_code


def _run(arguments: list[str]) -> int:
    import typer

    from reltrack.cli.app import command_line

    program = command_line()
    usage_error: type[Exception] = typer.BadParameter.__mro__[1]  # wherever Click lives
    try:
        # Not through main(), which makes its own codes of closed pipes and the like.
        with program.make_context("reltrack", arguments) as context:
            try:
                program.invoke(context)
            except (ReltrackError, typer.Exit, typer.Abort, EOFError, usage_error):
                raise
            except Exception as problem:
                # Whoever was found before the writing began may be gone by then.
                if _expected(problem) or context.obj is None or not context.obj.overtaken():
                    raise
                raise RefusedError(
                    "the journal was changed by another command at this moment",
                    hint="try it again; reltrack undo --list says what was written",
                ) from problem
        sys.stdout.flush()
    except typer.Exit as leaving:
        return leaving.exit_code
    except (typer.Abort, EOFError):
        return INTERRUPTED
    except usage_error as problem:
        from reltrack.cli.meant import usage

        raise usage(problem) from None
    return 0


def _expected(problem: Exception) -> ReltrackError | None:
    """Return what a fault of the file or the machine means to the user; None for a bug."""
    from reltrack.database.faults import fault

    if found := fault(problem):
        return found
    if isinstance(problem, OSError) and problem.errno == errno.ENAMETOOLONG:
        return NotFoundError("there can be no file of so long a name", hint="check the path")
    if isinstance(problem, OSError) and problem.errno == errno.EBADF:
        return JournalError(
            "standard output is closed",
            hint="leave it open; what was saved is saved: see reltrack undo --list",
        )
    if isinstance(problem, OSError) and problem.errno in (
        errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG,
    ):  # fmt: skip
        return JournalError(
            f"cannot write the output: {(problem.strerror or 'fault').lower()}",
            hint="free some space; what was saved is saved: see reltrack undo --list",
        )
    return None


def _bug(problem: Exception) -> ReltrackError:
    """Return the one line a bug may say: no traceback and nothing private."""
    where = _report(problem) if os.environ.get("RELTRACK_DEBUG") else None
    details = f"with {where}" if where else "RELTRACK_DEBUG=1 writes the details down"
    return ReltrackError(
        f"reltrack met a bug ({type(problem).__name__})",
        hint="reltrack undo --list says whether anything was written; please report it where you"
        f" got reltrack, {details}",
    )


def _report(problem: Exception) -> str | None:
    import traceback

    from reltrack import config

    try:
        folder = config.state_path()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / "crash.txt"
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            traceback.print_exception(problem, file=file)
    except OSError:
        return None
    return str(path)


def _replace_closed() -> None:
    """Stand in for standard streams that are closed: nothing to read, nowhere to write."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    # Opened for reading only: what was asked for is missed, and said to be.
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


def _before_dashes(arguments: Sequence[str]) -> Sequence[str]:
    return arguments[: arguments.index("--")] if "--" in arguments else arguments


def _prepare(stream: TextIO) -> None:
    """Make a stream take any text, and leave line ends alone."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        encoding = "utf-8" if not stream.isatty() else None
        reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")
