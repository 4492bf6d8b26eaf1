"""One run of every command there is, each on a journal of its own."""

from __future__ import annotations

from typing import NamedTuple

from faults.rooms import SECRET, Room, populate
from reltrack.cli.commands import COMMANDS


class Run(NamedTuple):
    """The words of a command, `{room}` in them being its folder, and what it reads."""

    words: str
    stdin: str = ""
    silent: bool = False
    """It says nothing on stdout, or nothing that matters."""


CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"

RUNS: dict[str, list[Run]] = {
    "log": [
        Run(f"log Tea with Ana Lima --promise {SECRET} --fact {SECRET}"),
        Run("log -w bob-stone -", f"{SECRET} from a pipe"),
        Run("log --batch -", f'{{"with": ["Ana Lima"], "text": "{SECRET}"}}\n'),
    ],
    "undo": [Run("undo"), Run("undo --list")],
    "redo": [Run("redo")],
    "amend": [Run("amend --on 2026-11-01")],
    "delete": [Run("delete bob-stone --yes")],
    "due": [Run("due --all"), Run("due --why ana-lima"), Run("due --format table --color always")],
    "review": [Run("review")],
    "skip": [Run("skip ana-lima --because busy")],
    "add": [Run("add New-Person --email new@example.org --birthday=--03-14")],
    "people": [Run("people --all")],
    "show": [Run("show ana-lima")],
    "edit": [Run("edit ana-lima --tag new --every 6w")],
    "rename": [Run("rename ana-lima Ana-Costa")],
    "merge": [Run("merge ana-lima zelda-quist")],
    "circle": [Run("circle peer ana-lima --every 30d"), Run("circle")],
    "triage": [Run("triage", silent=True)],
    "archive": [Run("archive bob-stone")],
    "unarchive": [Run("unarchive bob-stone")],
    "forget": [Run("forget jose-nunez --yes")],
    "history": [Run("history"), Run("history ana-lima --format table")],
    "search": [Run(f"search {SECRET}")],
    "note": [Run(f"note ana-lima likes {SECRET} more")],
    "promise": [Run(f"promise ana-lima {SECRET} --by 2026-12-01")],
    "reply": [Run(f"reply ana-lima about {SECRET}")],
    "waiting": [Run(f"waiting ana-lima {SECRET}")],
    "plan": [Run(f"plan ana-lima {SECRET}")],
    "follow-ups": [Run("follow-ups --all")],
    "done": [Run("done ana-lima")],
    "occasion": [Run("occasion ana-lima birthday --03-14")],
    "congrats": [Run(f"congrats ana-lima {SECRET}")],
    "occasions": [Run("occasions --within 90d")],
    "share": [Run(f"share {SECRET} --about t --to ana-lima"), Run("share --about t")],
    "intro": [Run(f"intro ana-lima bob-stone --why {SECRET}")],
    "intros": [Run("intros")],
    "balance": [Run("balance"), Run("balance ana-lima")],
    "stats": [Run("stats"), Run("stats --svg {room}/new.svg", silent=True)],
    "rhythms": [Run("rhythms")],
    "circles": [Run("circles")],
    "import": [
        Run("import reltrack {room}/export.jsonl"),
        Run("import linkedin -", f"{CONNECTIONS}Ada,{SECRET},,a@example.org,,,20 Nov 2026\n"),
    ],
    "export": [
        *(
            Run(f"export {layout}")
            for layout in ("json", "jsonl", "csv", "vcard", "ics", "markdown")
        ),
        Run("export jsonl -o {room}/new.jsonl", silent=True),
        Run("export markdown -o {room}/new/", silent=True),
    ],
    "schema": [Run("schema"), Run("schema person")],
    "backup": [Run("backup"), Run("backup {room}/new.db"), Run("backup --list")],
    "restore": [Run("restore {room}/copy.db --yes")],
    "doctor": [Run("doctor"), Run("doctor --fix")],
    "config": [Run("config"), Run("config set due_limit 3"), Run("config path")],
    "paths": [Run("paths")],
    "completion": [Run("completion bash"), Run("completion zsh"), Run("completion fish")],
    "demo": [Run("demo --at {room}/demo.db")],
    "skill": [Run("skill")],
    "man": [Run("man")],
    "help": [Run("help log"), Run("help all")],
}

BESIDE = [Run(""), Run("--help"), Run("--version"), Run("_complete 2 reltrack show a", silent=True)]
"""What is no command, and run all the same."""

ALL = [*(run for name in COMMANDS for run in RUNS.get(name, ())), *BESIDE]


def furnish(room: Room) -> None:
    """Make a journal on which every command has something to do."""
    populate(room)
    room.do("export", "jsonl", "-o", room.folder / "export.jsonl")
    room.do("backup", room.folder / "copy.db")
    room.do("note", "grace-hopper", f"sails to {SECRET}")
    room.do("undo")


def words(run: Run, room: Room) -> list[str]:
    return [word.replace("{room}", str(room.folder)) for word in run.words.split()]
