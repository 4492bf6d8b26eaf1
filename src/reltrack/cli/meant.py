"""What was probably meant by a command, an option or a choice that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from reltrack.cli.commands import COMMANDS
from reltrack.errors import UsageError

_OPTIONS = {"--for": "--until", "--till": "--until"}
"""Options by another name."""

_SAME = {
    "add": "create contact insert new",
    "amend": "correct fix",
    "archive": "deactivate hide",
    "circle": "group",
    "circles": "groups",
    "config": "configure options preferences set settings",
    "congrats": "congratulate",
    "delete": "del erase remove rm",
    "doctor": "check fsck verify",
    "done": "close complete finish",
    "due": "agenda morning next overdue remind reminder reminders status today",
    "edit": "change modify tag update",
    "export": "dump save",
    "follow-ups": "followups loops open tasks todo todos",
    "forget": "purge wipe",
    "history": "diary entries journal log-book timeline",
    "import": "load",
    "intro": "introduce introduction",
    "intros": "introductions",
    "log": "call coffee email entry lunch meet meeting met message write",
    "merge": "dedupe duplicate duplicates join",
    "note": "fact remember",
    "occasion": "anniversary birthday",
    "occasions": "birthdays calendar dates upcoming",
    "people": "contacts everybody list ls names persons",
    "promise": "owe",
    "rename": "move mv",
    "restore": "recover rollback",
    "search": "find grep query",
    "share": "give send",
    "show": "card display get info person view who whois",
    "skip": "later postpone snooze",
    "stats": "numbers report statistics summary",
    "undo": "revert",
    "--version": "version",
    "waiting": "wait",
}
"""What a command is called elsewhere."""


def no_command(word: str, more: Sequence[str] = ()) -> UsageError:
    """Return the error for a command that there is not, with the words that follow it."""
    key = word.casefold()
    if key in ("birthday", "anniversary") and len(more) > 1:
        who = f'"{more[0]}"' if " " in more[0] else more[0]
        line = f'reltrack occasion {who[:60]} {key} "{" ".join(more[1:])[:40]}"'
        return UsageError(f"no such command: {word[:40]}", hint=f"did you mean {line}?")
    meant = [command for command, same in _SAME.items() if key in same.split()]
    guess = _guess(meant or get_close_matches(key, COMMANDS, n=2, cutoff=0.6))
    return UsageError(
        f"no such command: {word[:40]}", hint=" ".join([*guess, "reltrack help all lists them"])
    )


def usage(problem: Exception) -> UsageError:
    """Return a usage error in our two lines, from Click's one."""
    context = getattr(problem, "ctx", None)
    path = getattr(context, "command_path", "reltrack")
    help_hint = f"{path} --help shows how"
    option = getattr(problem, "option_name", None)
    if option and getattr(problem, "possibilities", "") != "":
        hint = _of_option(option, context) if context else ""
        return UsageError(f"no such option: {option[:40]}", hint=hint or help_hint)
    message = " ".join(getattr(problem, "format_message", lambda: str(problem))().split())
    if message.startswith("Got unexpected extra argument"):
        return UsageError(
            "too many words on the line", hint=f"put quotes around a name or a text; {help_hint}"
        )
    message = _plain(message.strip().rstrip("."))
    message = message if len(message) <= 200 else f"{message[:100]}…"
    choices = getattr(getattr(getattr(problem, "param", None), "type", None), "choices", ())
    typed = re.search(r"'([^']*)' is not one of", message)
    guess = _guess(_near(typed[1].casefold(), map(str, choices))) if typed else []
    return UsageError(message, hint=" ".join(guess) or help_hint)


def _plain(message: str) -> str:
    """Return Click's message in words of our own."""
    if missing := re.match(r"Missing argument '\[?([A-Z]+)[^']*'", message):
        return f"the {missing[1].lower()} is missing"
    message = re.sub(r"^Invalid value for '\[?([A-Z]+)[^']*': ", "", message)
    message = re.sub(r"^Invalid value for '(--[\w-]+)'[^:]*: ", r"\1: ", message)
    message = message.replace("is not a valid int", "is not a whole number")
    return message[:1].lower() + message[1:]


def _of_option(option: str, context: Any) -> str:  # noqa: ANN401
    """Return a hint on an option that a command does not have; empty if there is none."""
    params = context.command.params
    text = any(param.nargs == -1 for param in params)
    # Those of every command are kept in the invocation, not handed to the command.
    mine = [name for param in params if param.expose_value for name in param.opts]
    known = [*mine, *(name for param in params for name in param.opts if name not in mine)]
    if _OPTIONS.get(option) in known:
        return f"did you mean {_OPTIONS[option]}?"
    sure = text or context.parent is None
    if near := _near(option, mine, sure=True) or _near(option, known, sure=sure):
        return " ".join(_guess(near))
    if context.parent is None:
        return "options come after the command, such as reltrack due --json"
    if text:
        return (
            f'{context.command_path} --help lists them; put -- before a text that starts with "-"'
        )
    return ""


def _near(word: str, known: Iterable[str], *, sure: bool = False) -> list[str]:
    """Return what is spelled much like a word; unless one is to be sure, else a little like it."""
    every = list(known)
    near = get_close_matches(word, every, n=2, cutoff=0.8)
    return near if near or sure else get_close_matches(word, every, n=2, cutoff=0.6)


def _guess(meant: Iterable[str]) -> list[str]:
    told = " or ".join(meant)
    return [f"did you mean {told}?"] if told else []
