"""What each command takes, for completion, which has no time to build the commands themselves.

Written by `python tests/cli/test_completion_table.py`, whose test fails where the two differ.
Small letters are words to choose from, capitals what is looked up, TEXT is anything at all.
"""

from __future__ import annotations

PROGRAM = """
    COMMAND --db=FILE --color=auto|always|never --no-pager --version --help,-h
"""
SHARED = """
    --json --format=table|text|tsv|json --fields=TEXT --db=FILE --color=auto|always|never --no-pager
    --help,-h
"""

COMMANDS = {
    "log": """
        ENTRY... --with,-w=NAME --on,-d=PAST --via,-v=CHANNEL --place,-p=TEXT --tag,-t=TAG --in
        --out --answered --gave --asked --promoted --promise=TEXT --waiting=TEXT --reply --plan=TEXT
        --by=FUTURE --done=OPEN --fact=TEXT --broadcast --new --batch=FILE --edit,-e --dry-run
    """,
    "undo": "--list --limit,-n=TEXT --dry-run",
    "redo": "--dry-run",
    "amend": """
        NOTED --text=TEXT --with,-w=NAME --on,-d=PAST --via,-v=CHANNEL --place,-p=TEXT --tag,-t=TAG
        --in --out --both --gave --asked --promoted --unmarked --new --edit,-e --dry-run
    """,
    "delete": "RECORD|NAME --yes,-y --dry-run",
    "due": """
        --limit,-n=TEXT --all --circle=CIRCLE --tag=TAG --city=TEXT --via=CHANNEL
        --sort=score|quiet|name --as-of=FUTURE --why=NAME --count --exit-code
    """,
    "skip": """
        NAME --until=FUTURE --because=busy|awkward|nothing-to-say|not-important|other --dry-run
    """,
    "review": "--since=PAST",
    "add": """
        TEXT... --circle=CIRCLE --tag=TAG --alias=TEXT --every=TEXT --email=TEXT --phone=TEXT
        --url=TEXT --company=TEXT --title=TEXT --city=TEXT --met=PAST --how-met=TEXT
        --introduced-by=NAME --birthday=YEARLY --fact=TEXT --new --dry-run
    """,
    "people": """
        --all --status=active|new|archived --circle=CIRCLE --tag=TAG --city=TEXT
        --sort=name|quiet|score|added --limit,-n=TEXT
    """,
    "show": "NAME",
    "edit": """
        NAME --circle=CIRCLE --tag=TAG --alias=TEXT --every=TEXT --email=TEXT --phone=TEXT
        --url=TEXT --company=TEXT --title=TEXT --city=TEXT --met=PAST --how-met=TEXT
        --introduced-by=NAME --birthday=YEARLY --fact=TEXT --no-circle=CIRCLE --no-tag=TAG
        --no-alias=TEXT --no-email=TEXT --no-phone=TEXT --no-url=TEXT --no-every --edit,-e --dry-run
    """,
    "rename": "NAME TEXT... --dry-run",
    "merge": "NAME NAME --dry-run",
    "circle": "CIRCLE NAME... --every=TEXT --no-every --remove --dry-run",
    "triage": """
        NAME --circle=CIRCLE --every=TEXT --keep --archive --search=TEXT --top=TEXT --limit,-n=TEXT
        --dry-run
    """,
    "archive": "NAME --dry-run",
    "unarchive": "NAME --dry-run",
    "forget": "NAME --redact --yes,-y --dry-run",
    "history": "NAME --with=NAME --via=CHANNEL --tag=TAG --since=PAST --until=PAST --limit,-n=TEXT",
    "search": "TEXT... --limit,-n=TEXT",
    "note": "NAME TEXT... --on,-d=PAST --edit,-e --dry-run",
    "promise": "NAME TEXT... --by=FUTURE --dry-run",
    "reply": "NAME TEXT... --dry-run",
    "waiting": "NAME TEXT... --by=FUTURE --dry-run",
    "plan": "NAME TEXT... --by=FUTURE --dry-run",
    "follow-ups": "NAME --all",
    "done": "OPEN|NAME --dry-run",
    "occasion": """
        NAME birthday|anniversary|milestone|other YEARLY... --label=TEXT --lead=TEXT --dry-run
    """,
    "congrats": "NAME TEXT... --dry-run",
    "occasions": "NAME --within=TEXT --all",
    "share": """
        TEXT... --about=TEXT --to=NAME --via,-v=CHANNEL --on,-d=PAST --limit,-n=TEXT --dry-run
    """,
    "intro": """
        INTRODUCTION|NAME... --why=TEXT --from=NAME --made=PAST --met=PAST --thanked=PAST --dry-run
    """,
    "intros": "NAME --to=NAME --open --limit,-n=TEXT",
    "balance": "NAME --by=circle|person|month --since=PAST --limit,-n=TEXT",
    "stats": """
        --by=week|month|channel|circle|person --since=PAST --until=PAST --circle=CIRCLE --tag=TAG
        --via=CHANNEL --limit,-n=TEXT --svg=FILE --force
    """,
    "rhythms": "--apply=NAME --dry-run",
    "circles": "",
    "import": """
        json|jsonl|vcard|ics|linkedin-messages|linkedin|monica|jrnl|reltrack|friends|org-contacts|mbox|csv|FILE
        FILE... --map=TEXT --update --me=TEXT --no-subjects --since=PAST --until=PAST --rejects=FILE
        --force --yes,-y --dry-run
    """,
    "export": """
        json|jsonl|csv|vcard|ics|markdown --with,-w=NAME --circle=CIRCLE --since=PAST --entries
        --vcard-version=3.0|4.0 --output,-o=FILE --force
    """,
    "schema": """
        person|card|interaction|logged|amended|due-item|due-why|follow-up|occasion|occasion-set|fact|circle|circle-standing|introduction|introducer|share-item|skip|search-hit|rhythm|balance|balance-group|review|stats|tally|batch|deleted|merged|forgotten|step|import-report|update-report|export|backup|restored|check|salvage|setting|path|record-name|error
    """,
    "backup": "FILE --list --force",
    "restore": "BACKUP|FILE --yes,-y --dry-run",
    "doctor": "--all --fix --recover=FILE",
    "config": """
        list|get|set|unset|path
        default_cadence|learned_min|learned_max|due_limit|date_order|week_start|color|editor|pager
        TEXT...
    """,
    "paths": "",
    "completion": "bash|zsh|fish",
    "demo": "--at=FILE",
    "man": "",
    "skill": "",
    "help": "COMMAND|all",
}
