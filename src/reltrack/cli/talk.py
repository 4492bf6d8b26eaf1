"""The one writer of stderr: notes, questions, errors. Data never goes this way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from time import monotonic

from reltrack.domain.text import visible
from reltrack.errors import ReltrackError


def note(text: str) -> None:
    """Say something to the person at the keyboard."""
    _write("\n".join(_fitted(visible(text, lines=True))))


def error(problem: ReltrackError, *, as_json: bool = False) -> None:
    """Say what happened and what to do; as one JSON object on one line if asked to."""
    if as_json:
        import json

        content = {
            "code": problem.code,
            "message": str(problem),
            "hint": problem.hint,
            "candidates": problem.candidates,
        }
        _write(json.dumps({"error": content}))
        return
    lines = [f"error: {visible(str(problem))}"]
    lines += _candidates(
        [(visible(who["slug"]), visible(who["name"])) for who in problem.candidates]
    )
    if problem.hint:
        lines.append(f"hint: {visible(problem.hint)}")
    _write("\n".join(line for told in lines for line in _fitted(told)))


def _candidates(people: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield a line for each, the names in a column; on a narrow terminal below the handles."""
    if not people:
        return
    from reltrack.render.wording import cells

    room = max(cells(slug) for slug, _ in people)
    below = 4 + room + max(cells(name) for _, name in people) > (_columns() or _ENDLESS)
    for slug, name in people:
        gap = "\n    " if below else " " * (2 + room - cells(slug))
        yield f"  {slug}{gap}{name}"


def _columns() -> int | None:
    """Return the width of the terminal, if there is one."""
    if not sys.stderr.isatty():
        return None
    from reltrack.render.output import width_of

    return width_of(sys.stderr, os.environ)


def _fitted(text: str, *, spare: int = 0) -> Iterator[str]:
    """Yield lines broken between words; what is indented is to be copied and stays as it is.

    `spare` columns are left for what follows.
    """
    columns = _columns()
    for line in text.split("\n"):
        if columns is None or len(line) < columns / 2 or line.startswith(" "):
            yield line
        else:
            from reltrack.render.breaking import wrapped

            yield from wrapped(line, columns - spare)


def ask(question: str) -> str:
    """Ask one plain question on a terminal and return the answer.

    Raises:
        EOFError: the input ended.
    """
    sys.stderr.write("\n".join(_fitted(visible(question), spare=_ANSWER)) + " ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.strip()


_ANSWER = 4  # columns: a blank, what is typed, and the cursor
_ENDLESS = 10_000


class Progress:
    """How far something long has come: one line, on a terminal only, and gone in the end."""

    _AFTER, _BETWEEN = 1.0, 0.1

    def __init__(self, *, at_once: bool = False) -> None:
        """Say nothing for the first second, unless at once."""
        self._next = monotonic() + (0 if at_once else self._AFTER)
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._say("")

    def show(self, text: str) -> None:
        """Say it in place of what was said before."""
        if monotonic() < self._next or not sys.stderr.isatty():
            return
        self._next = monotonic() + self._BETWEEN
        self._shown = True
        from shutil import get_terminal_size

        width = get_terminal_size().columns
        shown = visible(text)
        self._say(shown if len(shown) < width else f"{shown[: width - 2]}…")

    def _say(self, text: str) -> None:
        try:
            sys.stderr.write(f"\r{text}\x1b[K")
            sys.stderr.flush()
        except OSError:
            pass


def _write(text: str) -> None:
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:  # nobody listens
        pass
