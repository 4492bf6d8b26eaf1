"""What the morning page says, whatever the layout: reasons, answers, notes, what to type next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain.channels import CHANNELS, IN_PERSON
from reltrack.domain.day_words import day_name
from reltrack.domain.scoring import DATED, DUE
from reltrack.render import wording
from reltrack.render.wording import (
    ago,
    counted,
    dated,
    day,
    joined,
    month_of,
    occasion_day,
    occasion_name,
    shortened,
)

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


def answer(item: DueItem, reason: Reason) -> str | None:
    """Return the command that answers a dated reason."""
    code, ref, slug = reason["code"], reason["ref"], item["slug"]
    if code not in DATED:
        return None
    done = code in ("promise", "waiting") or reason["kind"] == "milestone"
    if done and ref is not None:
        return f"reltrack done {ref}"
    if code == "introduction":
        return f"reltrack intro {ref} --{'thanked' if reason['kind'] == 'thanks' else 'met'}"
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


def hello(item: DueItem) -> str:
    """Return what to say to somebody of whom nothing is known; empty if something is."""
    known = item["ask_about"] or item["last_date"]
    if known or any(reason["code"] != "quiet" for reason in pressing(item)):
        return ""
    return "say hello, and ask what they are up to"


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


def once_in_touch(item: DueItem) -> str | None:
    """Return the command that ends a silence that is due."""
    if item["section"] == "dated" or item["score"] < DUE:
        return None
    via = item["usual_via"] or item["last_via"]
    if via not in IN_PERSON and any(r["code"] == "plan" for r in pressing(item)):
        via = "coffee"  # a plan to meet is kept by meeting
    # A command that will be copied holds words of ours only.
    by = f" -v {via}" if via in CHANNELS else ""
    return f'reltrack log -w {item["slug"]}{by} "..."'


def set_aside(item: DueItem, on: date) -> str:
    """Return until when somebody is set aside."""
    until = item["snoozed_until"]
    return f"set aside until {dated(until, on)}" if until else ""


def put_off(item: DueItem) -> list[str]:
    """Return what may suit better than another skip, after several, and the commands for it."""
    times = item["skips_in_a_row"]
    if times < wording.MANY_SKIPS or item["snoozed_until"] or item["score"] < DUE:
        return [""]
    slug = item["slug"]
    weeks = max(round(2 * item["due_after_days"] / 7), 2)
    other = "message" if item["usual_via"] in (*IN_PERSON, "call", "video") else "call"
    return [
        f"{wording.put_off(times)}?",
        f"reltrack edit {slug} --every {weeks}w",
        f'reltrack log -w {slug} -v {other} "..."',
        f"reltrack archive {slug}",
    ]


def leave(page: DuePage) -> str | None:
    """Return the command that leaves the first of the quiet ones for now."""
    for item in page["items"]:
        if item["section"] == "quiet" and item["score"] >= DUE:
            return f"reltrack skip {item['slug']}"
    return None


def idea(page: DuePage, today: date) -> list[str]:
    """Return an idea for a day on which nobody is due, and the command for it."""
    if ahead := page["ahead"]:
        when = occasion_day(ahead, today)
        return [
            f"Coming up: {ahead['person']['name']}, {occasion_name(ahead)}: {when}",
            "reltrack occasions",
        ]
    if interest := page["interest"]:
        topic = interest["topic"]
        return [
            f"An idea: {interest['name']} cares about {topic}; send something good about it",
            f"reltrack share --about {topic}",
        ]
    return []


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
    if page["anybody"]:
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
        if why["due_on"] > why["today"] or any(r["code"] in DATED for r in pressing(why)):
            return "due today"
        return f"due since {dated(why['due_on'], today)}"
    return f"next due {dated(min([why['due_on'], *(c['date'] for c in why['coming'])]), today)}"
