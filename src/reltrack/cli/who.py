"""Who was there, as somebody at a terminal answers it: nobody is added unasked."""

from __future__ import annotations

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation
from reltrack.domain.drafts import Who
from reltrack.domain.names import refuse_unlikely
from reltrack.domain.text import fold
from reltrack.errors import AmbiguousError, UsageError
from reltrack.read import names
from reltrack.read.understanding import NobodyThereError, resolve

YES, NO = ("y", "yes"), ("n", "no")
_WHO = "Who was there? (Enter: nothing is saved)"


def asked(invocation: Invocation, problem: NobodyThereError, *, new: bool) -> list[str]:
    """Ask who was there where nobody is recognised; return their names, none to leave it.

    Raises:
        EOFError: the input ended.
    """
    offer = ""
    if problem.guess:
        known = next((f"Did you mean {one['name']}" for one in problem.candidates), "Add them")
        offer = f" {known} (y)?"
    agreed = {fold(problem.guess)} if problem.guess else set()
    question = f"{problem}.{offer} {_WHO}"
    while answer := talk.ask(question):
        question, word = _WHO, answer.casefold()
        if word in YES and problem.guess:
            answer = problem.guess
        elif word in YES + NO:
            continue
        try:
            return named(invocation, answer, agreed, new=new)
        except (UsageError, AmbiguousError) as refused:
            talk.error(refused)
    return []


def named(invocation: Invocation, answer: str, agreed: set[str], *, new: bool = False) -> list[str]:
    """Return the names in an answer: of somebody known, or of somebody new if that is agreed to.

    Args:
        invocation: where people are looked up.
        answer: `Ana Lima, Bob and Eve`.
        agreed: the folded names agreed to before; those agreed to now are added.
        new: somebody new may be like somebody known.

    Raises:
        UsageError: it can be no name, or nobody is to be added.
        AmbiguousError: several people fit, or somebody is too much alike.
        EOFError: the input ended.
    """
    found = names.several(invocation.db, answer)
    people = [_meant(invocation, name, new=new) for name in found]
    invocation.close()  # nobody waits for the journal while somebody thinks
    for who in people:
        if isinstance(who, str) and fold(who) not in agreed:
            refuse_unlikely(who)
            if not yes_or_no(f'"{who}" is new here: add them?', default=True):
                raise UsageError("nobody is added", hint="name somebody else, or several: ana, bob")
            agreed.add(fold(who))
    return found


def _meant(invocation: Invocation, name: str, *, new: bool) -> Who:
    try:
        return resolve(invocation.db, name, new=new)
    except AmbiguousError as problem:
        refuse_unlikely(name.removeprefix("@"))  # a sentence may resemble a name it holds
        fits = problem.candidates
        hint = f"answer with the handle, such as {fits[0]['slug']}"
        raise AmbiguousError(str(problem), hint=hint, candidates=fits) from None


def yes_or_no(question: str, *, default: bool) -> bool:
    """Ask until the answer is yes or no; Enter is the default.

    Raises:
        EOFError: the input ended.
    """
    question += " [Y/n]" if default else " [y/N]"
    while answer := talk.ask(question).casefold():
        if answer in YES + NO:
            return answer in YES
        question = "y or n?"
    return default
