"""How giving is said: who would be glad of something, introductions, who could introduce you."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain.introductions import next_step
from reltrack.domain.sharing import HABIT, RECENT_DAYS
from reltrack.render.pages import Page, Row, Section, two_lines
from reltrack.render.wording import (
    ago,
    counted,
    dated,
    joined,
    names,
    number,
    sentence,
    shortened,
)

if TYPE_CHECKING:
    from reltrack.domain.giving import (
        IntroducerReason,
        Introducers,
        Introduction,
        ShareItem,
        SharePage,
        ShareReason,
    )

_TEXT_ROOM = 160
"""Columns of an entry's text that a reason repeats."""

_MOST_NAMED = 5

_LABELS = {
    "fact": "noted",
    "tag": "tag",
    "circle": "circle",
    "title": "title",
    "company": "company",
    "city": "city",
    "met": "met",
    "entry": "talk",
    "mention": "spoken of",
    "quiet": "and",
}


def share(page: SharePage, today: date, *, width: int | None = None) -> Page:
    """Return who would be glad of something, and why each."""
    title = f"Who would be glad of {_listed(page['topics'])}"
    below = [*notes(page), *_left_out(page)]
    if page["items"]:
        text = page["text"] if _plain(page["text"]) else '"..."'
        about = f" --about {_typed(page['about'])}" if page["about"] else ""
        below += [
            "Once it is sent, write it down:",
            f"reltrack share {text} --to {page['items'][0]['slug']}{about}",
        ]
    elif not page["left_out"]:
        below += ["What people care about, once noted, is found here:", 'reltrack note NAME "..."']
    room = _TEXT_ROOM if width is None else two_lines(width)
    sections = [_glad(item, today, room) for item in page["items"]]
    return Page(title, [sentence(habit(page["given_today"]))] if _enough(page) else [], sections,
                below)  # fmt: skip


def _plain(said: str) -> bool:
    """Tell whether words can be typed as they are: nothing in them means anything to a shell."""
    return bool(said) and said[0] != "-" and all(c.isalnum() or c in "-_.:/@%+," for c in said)


def _typed(topics: Sequence[str]) -> str:
    """Return topics as the value of an option; never what a shell would obey, even in quotes."""
    said = ",".join(topics)
    if _plain(said):
        return said
    return '"..."' if said[0] == "-" or any(c in '"$`!\\' for c in said) else f'"{said}"'


def notes(page: SharePage) -> list[str]:
    """Return what a person should know beside the list: what is nowhere mentioned, what waits."""
    found = []
    unmatched = page["unmatched"]
    if unmatched and not (page["text"] and page["items"]):
        found.append(f"Nobody's notes mention {_listed(unmatched, 'or')}.")
    if page["more"]:
        people = counted(page["more"], "more person", "more people")
        found.append(f"{people} might be glad as well: -n 0 shows all.")
    return found


def habit(given: int) -> str:
    """Return what to say of so many things given in a day."""
    if given == HABIT:
        return "two today, that's the habit"
    return f"{given} today; two a day is the habit"


def _enough(page: SharePage) -> bool:
    return page["given_today"] >= HABIT


def _left_out(page: SharePage) -> Iterator[str]:
    given = [
        f"{each['person']['name']} ({ago(each['date'], date.fromisoformat(page['today']))})"
        for each in page["left_out"]
    ]
    if given:
        told = _listed(given, "and")
        yield f"Given something in the last {RECENT_DAYS} days, so left out: {told}."


def _glad(item: ShareItem, today: date, room: int) -> Section:
    rows = []
    shown = ""
    for reason in item["reasons"]:
        told = list(_reason(reason, today, room))
        again = reason["text"] == shown  # what was said of two topics at once
        rows.append(Row(_LABELS[reason["code"]], told[:1] if again else told))
        shown = reason["text"]
    return Section(f"{item['name']} ({item['slug']})", rows)


def _reason(reason: ShareReason, today: date, room: int) -> Iterator[str]:
    code, text = reason["code"], shortened(reason["text"], room)
    if code == "quiet":
        yield text
    elif code == "tag":
        yield f"#{text}"
    elif reason["date"] is None:
        yield text
    elif code == "fact":
        yield text
        yield f"heard {dated(reason['date'], today)}"
    else:
        times = "" if reason["times"] == 1 else f"{reason['times']} times, last "
        yield f"of {reason['topic']} {times}on {dated(reason['date'], today)}"
        yield text


def _listed(found: Sequence[str], last: str = "and") -> str:
    """Return `film, books and 3 more`."""
    shown = list(found[:_MOST_NAMED])
    if len(found) > len(shown):
        return f"{', '.join(shown)} and {len(found) - len(shown)} more"
    *first, end = shown
    return f"{', '.join(first)} {last} {end}" if first else end


def introduction(record: Introduction, today: date) -> Iterator[str]:
    """Say an introduction."""
    yield joined((number(record["id"]), _parties(record)), "  ")
    yield from _state(record, today)


def introductions(
    found: Sequence[Introduction],
    today: date,
    *,
    width: int | None = None,  # noqa: ARG001
) -> Page:
    """Return introductions: those that wait for something, then the others."""
    parts = (
        ("Open", [record for record in found if next_step(record)]),
        ("Settled", [record for record in found if not next_step(record)]),
    )
    sections = [
        Section(
            title,
            [
                Row(number(record["id"]), [_parties(record), *_state(record, today)])
                for record in part
            ],
        )
        for title, part in parts
        if part
    ]
    if not found:
        return Page("No introductions here yet: reltrack intro writes one down.", [], [])
    below = []
    for record in parts[0][1][:1]:
        step = next_step(record)
        below = [_GOES_ON[step or "met"], f"reltrack intro {record['id']} --{step}"]
    return Page("Introductions", [], sections, below)


_GOES_ON = {
    "made": "Once it is made:",
    "met": "Once they have met:",
    "thanked": "Once you have thanked:",
}


def _parties(record: Introduction) -> str:
    by, one, other = record["introducer"], record["person"], record["other"]
    if other is None:
        return f"{one['name']}, introduced by {by['name'] if by else 'you'}"
    return joined((names([one, other]), by and f"introduced by {by['name']}"), ", ")


def _state(record: Introduction, today: date) -> Iterator[str]:
    """Say what it is for, and how far it has come."""
    yield from (record["why"] or "").split("\n")
    told = "proposed" if record["made_on"] is None else "made"
    yield f"{told} {dated(record['made_on'] or record['proposed_on'], today)}"
    if record["met_on"]:
        yield f"met {dated(record['met_on'], today)}"
    if record["thanked_on"]:
        yield f"thanked {dated(record['thanked_on'], today)}"
    step = next_step(record)
    if step == "made":
        yield "not made yet"
    elif step == "met":
        yield "not heard yet how it went"
    elif step == "thanked":
        by = record["introducer"]
        yield f"{by['name'] if by else 'they'} would like to hear how it went"


def introducers(page: Introducers, today: date, *, width: int | None = None) -> Page:  # noqa: ARG001
    """Return who could introduce me, and how each knows whom."""
    to = page["to"]["name"] if page["to"] else page["company"]
    sections = [
        Section(
            f"{item['name']} ({item['slug']})",
            [
                Row("why", [_knows(reason, today) for reason in item["reasons"]]),
                Row("you", [_in_touch(item["last_date"], today)]),
            ],
        )
        for item in page["items"]
    ]
    under = []
    if page["last_date"]:
        under = [f"You were in touch with them yourself on {dated(page['last_date'], today)}."]
    if not sections:
        under.append(f"Nobody in the journal is known to know {to}.")
    below = []
    if page["items"]:
        who = page["items"][0]["slug"]
        below = ["To ask:", f'reltrack log -w {who} --asked "..."']
    return Page(f"Who could introduce you to {to}", under, sections, below)


def _knows(reason: IntroducerReason, today: date) -> str:
    on = reason["date"] and f"{_LAST[reason['times'] > 1]}{dated(reason['date'], today)}"
    return joined((reason["text"], on), ", ")


_LAST = {False: "", True: "last on "}


def _in_touch(last: str | None, today: date) -> str:
    return f"last in touch {dated(last, today)}" if last else "not logged yet"
