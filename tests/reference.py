"""Make the reference part of the README from the program itself, or check that it is up to date.

python tests/reference.py [--check]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import get_type_hints

README = Path(__file__).parents[1] / "README.md"
START = "<!-- reference: made by tests/reference.py -->\n"
END = "<!-- end of reference -->\n"

RECORDS = ("Person", "Interaction", "DueItem", "Reason", "FollowUp", "Occasion", "Fact", "Circle")
EXIT_CODES = (
    "0 ok, also when there is nothing to list",
    '1 "no", only where `--exit-code` asks',
    "2 usage: a bad option, an unreadable or ambiguous date, an empty text",
    "3 not found",
    "4 ambiguous, or too much like somebody known",
    "5 refused: exists, lies in the future, nothing to undo, would overwrite",
    "6 bad input data",
    "7 the journal or an output cannot be used",
    "70 a bug",
    "130 interrupted",
)


def helps() -> list[tuple[str, str, str]]:
    """Return each command with its group and its help."""
    import typer

    from reltrack.cli.app import command_line
    from reltrack.cli.commands import GROUPS

    program = command_line()
    found = []
    with typer.Context(program, info_name="reltrack", max_content_width=80) as parent:
        parent.help_option_names = ["-h", "--help"]
        for group, entries in GROUPS.items():
            for name in entries:
                command = program.get_command(parent, name)
                assert command is not None
                arguments = {"parent": parent, "resilient_parsing": True, "terminal_width": 80}
                with command.make_context(name, [], **arguments) as context:
                    found.append((group, name, command.get_help(context).rstrip()))
    return found


def keys(record: str) -> list[str]:
    from reltrack.domain import records

    return list(get_type_hints(getattr(records, record)))


def reference() -> str:
    """Return the reference as Markdown."""
    told = helps()
    shared = told[0][2].split("\nOptions of every command:\n")[1]
    lines = ["### Commands", "", "Every command has these options besides its own:", ""]
    lines += ["```text", *shared.splitlines(), "```", ""]
    group = ""
    for name_of_group, name, text in told:
        if name_of_group != group:
            group = name_of_group
            lines += [f"#### {group}", ""]
        lines += [
            f"<details><summary><code>reltrack {name}</code></summary>",
            "",
            "```text",
            *text.split("\nOptions of every command:")[0].rstrip().splitlines(),
            "```",
            "",
            "</details>",
            "",
        ]
    lines += ["### JSON", ""]
    lines += [
        "Lists are bare arrays, `[]` when empty. Keys are always there, `null` when empty; they",
        "may be added, never renamed or removed. Dates are `YYYY-MM-DD`, times `HH:MM`,",
        "durations whole days. A person inside another record is `{id, slug, name}`.",
        "",
    ]
    for record in RECORDS:
        lines += [f"- **{record}**: " + ", ".join(f"`{key}`" for key in keys(record))]
    lines += ["", "### Exit codes", "", *(f"- {code}" for code in EXIT_CODES), ""]
    return "\n".join(line.rstrip() for line in lines)


def main() -> int:
    os.environ["COLUMNS"] = "80"
    content = README.read_text(encoding="utf-8")
    before, rest = content.split(START)
    _, after = rest.split(END)
    made = f"{before}{START}\n{reference()}\n{END}{after}"
    if "--check" in sys.argv:
        if made != content:
            print("the reference is out of date: python tests/reference.py", file=sys.stderr)
            return 1
        return 0
    README.write_text(made, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
