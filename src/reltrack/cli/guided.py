"""`log` without a word, on a terminal: one question after the other, each of which may be skipped.

What was answered so far is kept, so that Ctrl-C at the last question loses nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reltrack import config
from reltrack.cli import talk, who
from reltrack.cli.invocation import Invocation
from reltrack.cli.options import coming, when
from reltrack.domain import channels
from reltrack.domain.drafts import past_day
from reltrack.domain.text import checked, one_line, visible
from reltrack.errors import (
    AmbiguousError,
    NotFoundError,
    RefusedError,
    ReltrackError,
    UsageError,
)
from reltrack.read import names
from reltrack.read.understanding import Typed
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent, Completer

    from reltrack.domain.answers import Written

Answers = dict[str, str]

_DAYS_BACK = ("today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday")
_DAYS_AHEAD = ("tomorrow", "1w", "2w", "3w", "1m", "2m", "3m", "6m")

_PLAIN = "fg:default bg:default"
_LOOK = {
    "completion-menu": _PLAIN,
    "completion-menu.completion fuzzymatch.outside": _PLAIN,
    "completion-menu.completion.current": f"{_PLAIN} reverse",
    "scrollbar.background": _PLAIN,
    "scrollbar.button": f"{_PLAIN} reverse",
    "aborting": f"{_PLAIN} noreverse",
    "exiting": f"{_PLAIN} noreverse",
}
"""The terminal's own colours: readable on dark and on light."""


class Question(NamedTuple):
    """What is asked, what an empty answer means, what may be chosen and what cannot be."""

    key: str
    text: str
    empty: str
    choices: Iterable[str] = ()
    check: Callable[[str], object] = partial(checked, what="answer")


def log(invocation: Invocation, write: Callable[[str, Typed], Written]) -> Written:
    """Ask all there is to an entry and write it; what is refused is asked again.

    Raises:
        KeyboardInterrupt: it is to be finished another time.
    """
    kept = _kept()
    answers = kept if kept and _goes_on(kept) else {}
    talk.note("Enter skips a question, Tab completes, Ctrl-C keeps what is there for next time.")
    agreed: set[str] = set()
    while True:
        _ask(invocation, answers, agreed)
        try:
            written = write(*_understood(invocation, answers))
        except (UsageError, NotFoundError, AmbiguousError, RefusedError) as problem:
            talk.error(problem)
            continue
        if invocation.dry_run:
            talk.note("your answers are kept; reltrack log goes on with them")
        else:
            with suppress(OSError):  # what is written is written
                _place().unlink()
        return written


def _ask(invocation: Invocation, answers: Answers, agreed: set[str]) -> None:
    """Ask one question after the other; what was answered before is offered.

    `agreed`: the names of those who may be added; whoever is new is asked about once.
    """
    try:
        for question in _questions(invocation, agreed):
            if question.key == "by" and not answers.get("promise"):
                answers.pop("by", None)
                continue
            shown = question
            if question.key in ("fact", "promise") and len(_people(invocation, answers)) > 1:
                shown = question._replace(empty='skip, or "ana: ..."')
            answers[question.key] = _accepted(shown, answers.get(question.key, ""))
            _keep(_lasting(invocation, answers))
    except (KeyboardInterrupt, EOFError):
        if any(answers.values()):
            talk.note("kept; reltrack log goes on with it")
        raise KeyboardInterrupt from None


def _questions(invocation: Invocation, agreed: set[str]) -> list[Question]:
    own = channels.with_own(invocation.settings.channels)
    people = [one.name for one in names.everybody(invocation.db) if one.status != "archived"]
    invocation.close()  # nobody waits for the journal while somebody thinks

    def past(typed: str) -> object:
        return past_day(when(invocation, typed, "past").date, today=invocation.today)

    def ahead(typed: str) -> object:
        return coming(invocation, typed)

    def line(typed: str) -> object:
        return one_line(typed, what="answer")

    def there(typed: str) -> object:
        return who.named(invocation, typed, agreed)

    return [
        Question("who", "Who was there?", "names, with commas or and", people, there),
        Question("on", "When?", "today", _DAYS_BACK, past),
        Question("via", "How?", "as the words say", sorted(set(own.values())), line),
        Question("text", "What about?", "nothing in particular"),
        Question("fact", "What matters to them now?", "skip"),
        Question("promise", "Anything you promised?", "skip"),
        Question("by", "By when?", "some time", _DAYS_AHEAD, ahead),
        Question("next", "When next?", "skip", _DAYS_AHEAD, ahead),
    ]


def _accepted(question: Question, so_far: str) -> str:
    """Ask until the answer is empty or can be taken; what cannot be is there to be corrected."""
    while so_far := _answer(question, so_far):
        try:
            question.check(so_far)
        except (UsageError, AmbiguousError, RefusedError) as problem:
            talk.error(problem)
        else:
            break
    return so_far


def _answer(question: Question, so_far: str) -> str:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import create_output
    from prompt_toolkit.shortcuts import CompleteStyle
    from prompt_toolkit.styles import Style

    session: PromptSession[str] = PromptSession(output=create_output(sys.stderr))
    answer = session.prompt(
        f"{question.text} ",
        default=so_far,
        placeholder=[("italic", f"({question.empty})")],
        completer=_completer(question),
        complete_style=CompleteStyle.COLUMN,
        complete_while_typing=bool(question.choices),
        reserve_space_for_menu=6 if question.choices else 0,
        style=Style.from_dict(_LOOK),
    )
    return answer.strip()


def _completer(question: Question) -> Completer | None:
    from prompt_toolkit.completion import Completer, Completion, FuzzyWordCompleter
    from prompt_toolkit.document import Document

    if not question.choices:
        return None
    every = {visible(choice): choice for choice in question.choices}
    fuzzy = FuzzyWordCompleter(list(every))
    if question.key != "who":
        return fuzzy

    class LastOfSeveral(Completer):
        """Completes the name after the last comma, else after the last and; a blank ends none."""

        def get_completions(
            self, document: Document, complete_event: CompleteEvent
        ) -> Iterable[Completion]:
            inner = FuzzyWordCompleter([name.replace(" ", "_") for name in every])
            typed = document.text_before_cursor.rpartition(",")[2]
            for part in (typed.lstrip(), re.split(names.JOINT, typed)[-1].lstrip()):
                folded = Document(part.replace(" ", "_"))
                found = [*inner.get_completions(folded, complete_event)]
                for one in found:
                    yield Completion(one.text.replace("_", " "), start_position=-len(part))
                if found:
                    return

    return LastOfSeveral()


def _understood(invocation: Invocation, answers: Mapping[str, str]) -> tuple[str, Typed]:
    via, text = answers.get("via", ""), answers.get("text", "")
    promise, plan_by = answers.get("promise", ""), answers.get("next", "")
    typed = Typed(
        with_=_people(invocation, answers),
        on=when(invocation, answers["on"], "past") if answers.get("on") else None,
        via=via or None,
        promises=[promise] if promise else (),
        by=coming(invocation, answers["by"]) if promise and answers.get("by") else None,
        facts=[answers["fact"]] if answers.get("fact") else (),
        meet_by=coming(invocation, plan_by) if plan_by else None,
        channels=channels.with_own(invocation.settings.channels),
        dry_run=invocation.dry_run,
    )
    return text or (via.capitalize() if via else "In touch"), typed


def _people(invocation: Invocation, answers: Mapping[str, str]) -> list[str]:
    found = names.several(invocation.db, answers.get("who", ""))
    invocation.close()
    return found


def _place() -> Path:
    return config.state_path() / "drafts" / "log.json"


def _kept() -> Answers:
    """Return what was answered and not finished."""
    import json

    try:
        found = json.loads(_place().read_text(encoding="utf-8"))
        return {str(key): str(value) for key, value in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _lasting(invocation: Invocation, answers: Answers) -> Answers:
    """Return the answers as they mean the same on another day."""
    kept = dict(answers)
    for key in ("on", "by", "next"):
        typed = answers.get(key) or ("today" if key == "on" and key in answers else "")
        if typed:
            with suppress(ReltrackError):  # of another time, and about to be asked for again
                found = when(invocation, typed, "past" if key == "on" else "future")
                kept[key] = " ".join(map(str, filter(None, (found.date, found.time))))
    return kept


def _goes_on(kept: Answers) -> bool:
    told = ", ".join(value for key in ("who", "text") if (value := kept.get(key)))
    if len(told) > _TOLD:
        told = f"{told[:_TOLD].rstrip()}…"
    question = f"An entry was not finished ({told or '...'}). Go on with it?"
    return who.yes_or_no(question, default=True)


_TOLD = 60
"""Characters of an entry that is not finished, to know it by."""


def _keep(answers: Answers) -> None:
    """Keep what is answered so far; that it cannot be kept is no reason to stop."""
    import json

    from reltrack.database import files

    path = _place()
    with suppress(OSError):
        files.make_private(path.parent)
        with files.draft(path) as made:
            made.write_text(json.dumps(answers), encoding="utf-8")
            made.replace(path)
