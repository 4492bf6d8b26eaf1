"""What each command takes, for completion, which has no time to build the commands themselves.

Written by `python tests/cli/test_completion_table.py`, whose test fails where the two differ.
Small letters are words to choose from, capitals what is looked up, TEXT is anything at all.
"""

from __future__ import annotations

PROGRAM = """
    COMMAND --db=FILE --color=auto|always|never --version --help,-h
"""
SHARED = """
    --json --format=table|text|tsv|json --db=FILE --color=auto|always|never --help,-h
"""

COMMANDS = {
    "log": """
        ENTRY... --with,-w=NAME --on,-d=TEXT --via,-v=CHANNEL --place,-p=TEXT --tag,-t=TAG --in
        --out --answered --gave --asked --promoted --promise=TEXT --waiting=TEXT --reply --plan=TEXT
        --by=TEXT --done=TEXT --fact=TEXT --broadcast --new --batch=FILE --dry-run
    """,
    "undo": "--list --limit,-n=TEXT --dry-run",
    "redo": "--dry-run",
    "amend": """
        TEXT --text=TEXT --with,-w=NAME --on,-d=TEXT --via,-v=CHANNEL --place,-p=TEXT --tag,-t=TAG
        --in --out --both --gave --asked --promoted --unmarked --new --dry-run
    """,
    "delete": "NAME --yes,-y --dry-run",
    "due": """
        --limit,-n=TEXT --all --circle=CIRCLE --tag=TAG --city=TEXT --via=CHANNEL
        --sort=score|quiet|name --as-of=TEXT --why=NAME --count --exit-code
    """,
    "skip": "NAME --until=TEXT --because=busy|awkward|nothing-to-say|not-important|other --dry-run",
    "add": """
        TEXT... --circle=CIRCLE --tag=TAG --alias=TEXT --every=TEXT --email=TEXT --phone=TEXT
        --url=TEXT --company=TEXT --title=TEXT --city=TEXT --met=TEXT --how-met=TEXT
        --introduced-by=NAME --birthday=TEXT --fact=TEXT --new --dry-run
    """,
    "people": """
        --all --status=active|new|archived --circle=CIRCLE --tag=TAG --city=TEXT
        --sort=name|quiet|score|added --limit,-n=TEXT
    """,
    "show": "NAME",
    "edit": """
        NAME --circle=CIRCLE --tag=TAG --alias=TEXT --every=TEXT --email=TEXT --phone=TEXT
        --url=TEXT --company=TEXT --title=TEXT --city=TEXT --met=TEXT --how-met=TEXT
        --introduced-by=NAME --birthday=TEXT --fact=TEXT --no-circle=CIRCLE --no-tag=TAG
        --no-alias=TEXT --no-every --dry-run
    """,
    "rename": "NAME TEXT... --dry-run",
    "merge": "NAME NAME --dry-run",
    "circle": "CIRCLE NAME... --every=TEXT --no-every --remove --dry-run",
    "triage": "NAME --circle=CIRCLE --every=TEXT --archive --limit,-n=TEXT --dry-run",
    "archive": "NAME --dry-run",
    "unarchive": "NAME --dry-run",
    "forget": "NAME --redact --yes,-y --dry-run",
    "history": "NAME --with=NAME --via=CHANNEL --tag=TAG --since=TEXT --until=TEXT --limit,-n=TEXT",
    "search": "TEXT... --limit,-n=TEXT",
    "note": "NAME TEXT... --on,-d=TEXT --dry-run",
    "promise": "NAME TEXT... --by=TEXT --dry-run",
    "reply": "NAME TEXT... --dry-run",
    "waiting": "NAME TEXT... --by=TEXT --dry-run",
    "plan": "NAME TEXT... --by=TEXT --dry-run",
    "follow-ups": "NAME --all",
    "done": "NAME --dry-run",
    "import": "json|jsonl|reltrack|linkedin|FILE FILE... --dry-run",
    "export": "json|jsonl --output,-o=FILE --force",
    "backup": "FILE --list --force",
    "restore": "FILE --yes,-y --dry-run",
    "doctor": "--fix --recover=FILE",
    "paths": "",
    "completion": "bash|zsh|fish",
    "demo": "--at=FILE",
    "help": "COMMAND|all",
}
