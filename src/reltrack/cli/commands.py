"""All commands: the groups they stand in, and which module holds each."""

from __future__ import annotations

from reltrack.tuples import NamedTuple


class Entry(NamedTuple):
    """A command: the module of cli/ that holds it, and what it does in a line."""

    module: str
    summary: str


DAILY = ("log", "due", "show", "skip", "note", "promise", "waiting", "plan", "share", "done")
"""The verbs that help leads with."""

GROUPS: dict[str, dict[str, Entry]] = {
    "capture": {
        "log": Entry("log", "Write down a coffee, a call, a message: one line."),
        "undo": Entry("undo", "Take back the last change, whatever it was."),
        "redo": Entry("undo", "Do again what was undone."),
        "amend": Entry("corrections", "Change an entry, or a fact: its day, its text."),
        "delete": Entry("corrections", "Delete a person, or any record by its number."),
    },
    "morning": {
        "due": Entry("due", "Who has gone quiet, whose day it is, and why now."),
        "skip": Entry("skip", 'Say "not now" and why; they come back by themselves.'),
        "review": Entry("review", "The Friday page: what the week brought."),
    },
    "people": {
        "add": Entry("card", "Add a person."),
        "people": Entry("people", "List people and how things stand with them."),
        "show": Entry("people", "The back of one person's card."),
        "edit": Entry("card", "Change what a person's card says."),
        "rename": Entry("rename", "Give a person another name; the old handle still works."),
        "merge": Entry("merge", "Make one person of two who are the same."),
        "circle": Entry("circle", "Show, fill, time or empty a circle."),
        "triage": Entry("triage", "Settle the people who came by import."),
        "archive": Entry("people", "Put a person away; nothing is lost."),
        "unarchive": Entry("people", "Bring a person back."),
        "forget": Entry("forget", "Leave no trace of a person; it cannot be undone."),
    },
    "recall": {
        "history": Entry("recall", "Entries, newest first."),
        "search": Entry("recall", "Find words in entries, facts, promises and names."),
        "note": Entry("recall", "Write down a fact about a person."),
    },
    "loops": {
        "promise": Entry("loops", "I promised somebody something."),
        "reply": Entry("loops", "I owe somebody an answer."),
        "waiting": Entry("loops", "Somebody promised me something."),
        "plan": Entry("loops", "I want to meet somebody."),
        "follow-ups": Entry("loops", "What is open, both ways."),
        "done": Entry("loops", "Close a follow-up, a date, or an introduction's next step."),
    },
    "dates": {
        "occasion": Entry("occasions", "Write down a birthday or another date."),
        "congrats": Entry("occasions", "Something to congratulate somebody on."),
        "occasions": Entry("occasions", "The birthdays and other dates ahead."),
    },
    "giving": {
        "share": Entry("share", "Who would be glad of this? And: I gave it to them."),
        "intro": Entry("intros", "Introduce two people, or say who introduced you."),
        "intros": Entry("intros", "Introductions, and who could introduce you."),
    },
    "insight": {
        "balance": Entry("balance", "Giving and asking, and who reaches out first."),
        "stats": Entry("stats", "The journal in numbers, and a year at a glance."),
        "rhythms": Entry("rhythms", "How often you mean to be in touch, and how often you are."),
        "circles": Entry("circles", "How each circle fares, and who would help most."),
    },
    "exchange": {
        "import": Entry("importing", "Bring in people and entries from what you have."),
        "export": Entry("exporting", "Write the journal out, whole or in part."),
        "schema": Entry("schema", "Print what the JSON of a record looks like."),
    },
    "care": {
        "backup": Entry("backup", "Copy the journal, or list the copies there are."),
        "restore": Entry("backup", "Put a copy in the journal's place."),
        "doctor": Entry("doctor", "Check the journal and all that it depends on."),
        "config": Entry("settings", "Show what is set and by what, or set it."),
        "paths": Entry("care", "Where the files are, and what says so."),
        "completion": Entry("completion", "Print a completion script for your shell."),
        "demo": Entry("demo", "Play with a throw-away journal of invented people."),
        "man": Entry("manual", "Print the manual page."),
        "skill": Entry("skill", "Print a guide for language-model agents."),
        "help": Entry("guide", "Help on a command; `help all` lists them all."),
    },
}
COMMANDS = {name: entry for group in GROUPS.values() for name, entry in group.items()}
