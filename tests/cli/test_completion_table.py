"""That completion knows what the commands really take.

Run as a program, this file writes the table anew: `python tests/cli/test_completion_table.py`.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import typer

from reltrack.cli import complete_table
from reltrack.cli.app import command_line
from reltrack.cli.commands import COMMANDS
from reltrack.config import SETTINGS
from reltrack.exchange import exporting, formats, schemas

KINDS = ("NAME", "CIRCLE", "TAG", "CHANNEL", "FILE", "COMMAND")
BY_OPTION = {"--tag": "TAG", "--no-tag": "TAG", "--via": "CHANNEL", "--birthday": "YEARLY"}
RECORDS = {
    "log": "OPEN",
    "done": "OPEN",
    "amend": "NOTED",
    "delete": "RECORD",
    "intro": "INTRODUCTION",
}
"""Which records a command takes the number of."""
AHEAD = {("--by", None), ("--as-of", None), ("--until", "skip")}
"""Options of days to come, of one command or of any; all others are of days that have been."""
# Names of people whom the journal does not hold yet, the one text in which @ names somebody, and
# words to choose from that the help calls something else.
UNLIKE_THEIR_HELP = {
    ("add", "name"): "TEXT...",
    ("add", "alias"): "TEXT",
    ("edit", "alias"): "TEXT",
    ("edit", "no_alias"): "TEXT",
    ("log", "text"): "ENTRY...",
    ("help", "command"): "COMMAND|all",
    ("export", "layout"): "|".join(exporting.LAYOUTS),
    ("schema", "record"): "|".join(schemas.RECORDS),
    ("config", "key"): "|".join(SETTINGS),
    ("restore", "file"): "BACKUP|FILE",
    ("import", "words"): f"{'|'.join(formats.NAMES)}|FILE FILE...",
    ("occasion", "on"): "YEARLY...",
    # A day may follow, which Click takes for one word more.
    ("intro", "made"): "PAST",
    ("intro", "met"): "PAST",
    ("intro", "thanked"): "PAST",
}


def table() -> dict[str, Any]:
    """Return what there is to complete, from the commands themselves."""
    program = command_line()
    found: dict[str, list[str]] = {}
    with typer.Context(program, info_name="reltrack", **program.context_settings) as context:
        own = [item(param, "") for param in program.get_params(context)]
        for name in COMMANDS:
            command = program.get_command(context, name)
            inner = type(context)(command, info_name=name, parent=context)
            found[name] = [item(param, name) for param in command.get_params(inner)]
    everywhere = set.intersection(*map(set, found.values()))
    shared = [item for item in found["log"] if item in everywhere]
    return {
        "PROGRAM": " ".join(["COMMAND", *own]),
        "SHARED": " ".join(shared),
        "COMMANDS": {
            name: " ".join(item for item in items if item not in everywhere)
            for name, items in found.items()
        },
    }


def item(param: Any, command: str) -> str:
    """Return an argument or option as the table says it: `NAME`, `--with,-w=NAME`, `--all`."""
    known = UNLIKE_THEIR_HELP.get((command, param.name))
    if param.param_type_name == "argument":
        return known or kind_of(param, command) + ("..." if param.nargs == -1 else "")
    names = ",".join(sorted([*param.opts, *param.secondary_opts], key=len, reverse=True))
    return names if param.is_flag and not known else f"{names}={known or kind_of(param, command)}"


def kind_of(param: Any, command: str) -> str:
    """Return the kind of a value: its choices, or what its help calls it."""
    if choices := getattr(param.type, "choices", None):
        return "|".join(getattr(choice, "value", choice) for choice in choices)
    words = (param.metavar or "").replace("...", "").strip("[]").replace("PATH", "FILE").split("|")
    if words == ["WHEN"]:
        ahead = {(param.opts[0], None), (param.opts[0], command)} & AHEAD
        return "FUTURE" if ahead else "PAST"
    words = [RECORDS[command] if word == "ID" else word for word in words]
    known = [word for word in words if word in (*KINDS, RECORDS.get(command))]
    return "|".join(known) or BY_OPTION.get(param.opts[0], "TEXT")


def source() -> str:
    """Return the module that holds the table."""
    made = table()
    lines = [f'"""{complete_table.__doc__}"""', ""]
    lines += ["from __future__ import annotations", ""]
    lines += [f'{name} = """\n{wrapped(made[name], 4)}\n"""' for name in ("PROGRAM", "SHARED")]
    lines += ["", "COMMANDS = {"]
    for name, items in made["COMMANDS"].items():
        short = f'    "{name}": "{items}",'
        long = f'    "{name}": """\n{wrapped(items, 8)}\n    """,'
        lines.append(short if len(short) <= 100 else long)
    return "\n".join([*lines, "}", ""])


def wrapped(text: str, indent: int) -> str:
    margin = " " * indent
    return textwrap.fill(
        text,
        100,
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
        break_long_words=False,
    )


def test_the_table_is_what_the_commands_take() -> None:
    made = table()
    for name in ("PROGRAM", "SHARED"):
        assert getattr(complete_table, name).split() == made[name].split()
    assert {name: text.split() for name, text in complete_table.COMMANDS.items()} == {
        name: text.split() for name, text in made["COMMANDS"].items()
    }


if __name__ == "__main__":
    Path(complete_table.__file__).write_text(source(), "utf-8")
