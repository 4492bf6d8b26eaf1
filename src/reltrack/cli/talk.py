"""The one writer of stderr: notes, questions, errors. Data never goes this way."""

from __future__ import annotations

import sys

from reltrack.domain.text import visible
from reltrack.errors import ReltrackError


def note(text: str) -> None:
    """Say something to the person at the keyboard."""
    _write(visible(text, lines=True))


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
    lines += [f"  {visible(who['slug'])}  {visible(who['name'])}" for who in problem.candidates]
    if problem.hint:
        lines.append(f"hint: {visible(problem.hint)}")
    _write("\n".join(lines))


def ask(question: str) -> str:
    """Ask one plain question on a terminal and return the answer.

    Raises:
        EOFError: the input ended.
    """
    sys.stderr.write(visible(question) + " ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.strip()


def _write(text: str) -> None:
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:  # nobody listens
        pass
