"""What the morning page says, whatever the layout: reasons, answers, notes, what to type next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain.day_words import day_name
from reltrack.domain.scoring import DATED, DUE
from reltrack.render.wording import ago, counted, dated, day, joined, month_of, shortened

if TYPE_CHECKING:
    from reltrack.domain.records import Acquaintance, DueItem, DuePage, DueWhy, Reason

EMPTY_JOURNAL = (
    'reltrack log -w "Ana Lima" "Coffee, ..."    write down a conversation',
    "reltrack import linkedin Connections.csv    bring the people you know",
    "reltrack demo                               see it all with invented people",
)
"""What to type in an empty journal."""


def pressing(item: DueItem) -> list[Reason]:
    """Return the reasons that hold today; of somebody not due, only how long they are quiet."""
    found = [r for r in item["reasons"] if r["score"] >= DUE]
    return found or [r for r in item["reasons"] if r["code"] == "quiet"]


def silence(item: DueItem) -> str:
    """Return `5 weeks, usually every 3 weeks`, whether or not that is a reason yet."""
    (said,) = (r["text"] for r in item["reasons"] if r["code"] == "quiet")
    return said.removeprefix("quiet for ")


def answer(item: DueItem, reason: Reason) -> str | None:
    """Return the command that answers a dated reason."""
    code, ref, slug = reason["code"], reason["ref"], item["slug"]
    if code not in DATED:
        return None
    done = code in ("promise", "waiting") or reason["kind"] == "milestone"
    if done and ref is not None:
        return f"reltrack done {ref}"
    if code == "occasion":
        text = "happy birthday" if reason["kind"] == "birthday" else "..."
        return f'reltrack log -w {slug} -v message "{text}"'
    return f'reltrack log -w {slug} --out "..."'


def last_time(item: DueItem, room: int | None = None) -> str:
    """Return `Tue 13 Oct 2026, coffee: planning the move`; empty if there is none."""
    if item["last_date"] is None:
        return ""
    head = joined((day(item["last_date"]), item["last_via"]), ", ")
    return joined((head, shortened(item["last_text"] or "", room)), ": ")


def ask_about(item: DueItem, today: date, room: int | None = None) -> str:
    """Return something to say, with its age; empty where a reason says it already."""
    topic = item["ask_about"]
    if not topic or any(topic in reason["text"] for reason in pressing(item)):
        return ""
    on = item["ask_about_on"]
    return joined((shortened(topic, room), on and f"({ago(on, today)})"), " ")


def parts(items: Sequence[DueItem]) -> Iterator[tuple[str, Sequence[DueItem]]]:
    """Yield the parts of the page and their titles; one without a title if sorted otherwise."""
    places = [item["section"] for item in items]
    if places != sorted(places):
        yield "", items
        return
    quiet = [item for item in items if item["section"] == "quiet"]
    for title, part in (
        ("Today", [item for item in items if item["section"] == "dated"]),
        ("Gone quiet", [item for item in quiet if item["score"] >= DUE]),
        ("Not due yet", [item for item in quiet if item["score"] < DUE]),
    ):
        if part:
            yield title, part


def next_steps(page: DuePage) -> list[str]:
    """Return what to type once somebody was called, or will not be."""
    items = page["items"]
    quiet = [item for item in items if item["section"] == "quiet"] or items
    if not quiet:
        return []
    who = quiet[0]
    return [
        f'reltrack log "Coffee with {_handle(who, items)}: ..."',
        f"reltrack skip {who['slug']}",
    ]


def _handle(who: DueItem, items: Sequence[DueItem]) -> str:
    """A first name, where it is sure to be understood and safe in a shell; else the slug."""
    first, _, rest = who["name"].partition(" ")
    alone = sum(item["name"].startswith(f"{first} ") for item in items) == 1
    plain = first.isalpha() and first[:1].isupper() and rest
    return first if alone and plain else f"@{who['slug']}"


def waiting(page: DuePage) -> str | None:
    """Return how many more wait."""
    more = page["waiting"]
    if not more:
        return None
    return f"{more} more {'is' if more == 1 else 'are'} waiting: reltrack due -n 0"


def acquaintance(who: Acquaintance) -> tuple[str, str]:
    """Return the acquaintance of the day, and the command that settles it."""
    met = who["met_on"] and f"met {month_of(who['met_on'])}"
    told = joined((who["name"], who["company"], met), ", ")
    return f"An old acquaintance: {told}", f"reltrack triage {who['slug']} --every 90d"


def heading(page: DuePage, today: date) -> str:
    """Return the day the page is about."""
    on = date.fromisoformat(page["today"])
    return day_name(on) if on == today else f"As of {dated(page['today'], today)}"


def notes(page: DuePage) -> list[str]:
    """Return what a person should know beside the list: it is empty, or more wait."""
    if page["items"]:
        more = waiting(page)
        return [more] if more else []
    if page["filtered"]:
        return ["nobody due among those you ask for", "everybody: reltrack due"]
    if page["people"]:
        said = ["nothing due today: nobody is waiting for a word from you"]
        if page["snoozed"]:
            said.append(f"{counted(page['snoozed'], 'person is', 'people are')} set aside for now")
        return [*said, "who comes next: reltrack due --all"]
    if page["acquaintance"]:
        return ["nobody is active yet; those who came by import wait: reltrack triage"]
    return ["the journal is empty; begin with one of these:", *EMPTY_JOURNAL]


def standing(why: DueWhy, today: date) -> str:
    """Return whether somebody is due, and since when."""
    if why["due"]:
        if any(r["code"] in DATED and r["score"] >= DUE for r in why["reasons"]):
            return "due today"
        return f"due since {dated(why['due_on'], today)}"
    return f"silence alone is no reason before {dated(why['due_on'], today)}"
