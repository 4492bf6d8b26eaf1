"""Pages in plain paragraphs; apart from what writes print, which has no time to load them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from reltrack.render import morning, pages
from reltrack.render.kinds import Data, Kind
from reltrack.render.wording import joined, sentence

if TYPE_CHECKING:
    from reltrack.domain.records import DueItem, DuePage

Paragraph = Iterable[str]


def paragraphs(kind: Kind, data: Data, today: date) -> Iterator[Paragraph]:
    """Yield the paragraphs of the morning page, or of another."""
    return _due(data, today) if kind == "due" else _page(pages.page(kind, data, today))


def _due(page: DuePage, today: date) -> Iterator[Paragraph]:
    on = date.fromisoformat(page["today"])
    if not page["items"]:
        yield map(sentence, morning.notes(page)[:1])
        yield morning.notes(page)[1:]
    else:
        yield [morning.heading(page, today)]
    for item in page["items"]:
        yield _due_item(item, on)
    if page["items"]:
        if page["waiting"]:
            yield [str(morning.waiting(page))]
        if skip := morning.leave(page):
            yield ["To leave somebody for now:", skip]
    if idea := morning.idea(page, today):
        yield idea
    if page["acquaintance"]:
        told, command = morning.acquaintance(page["acquaintance"])
        yield [told, command]


def _due_item(item: DueItem, on: date) -> Paragraph:
    first, *others = morning.pressing(item)
    for reason in (first, *others):
        head = f"{item['name']}: " if reason is first else ""
        yield f"{head}{sentence(reason['text'], capital=not head)}"
        yield morning.answer(item, reason) or ""
    if aside := morning.set_aside(item, on):
        yield sentence(aside)
    last = morning.last_time(item)
    if last:
        yield f"Last time: {last}"
    ask = morning.ask_about(item, on)
    if ask:
        yield f"Ask about: {ask}"
    if hello := morning.hello(item):
        yield sentence(hello)
    yield morning.once_in_touch(item) or ""
    gentle, *ways = morning.put_off(item)
    yield gentle and sentence(gentle)
    yield from ways


def _page(page: pages.Page) -> Iterator[Paragraph]:
    sections = list(page.sections)
    untitled = sections and not sections[0].title
    first = _rows(sections.pop(0)) if untitled else ()
    yield [page.title, *page.under, *first]
    for section in sections:
        yield [f"{section.title}:", *_rows(section)]
    if page.below:
        yield page.below


def _rows(section: pages.Section | pages.Table) -> Iterator[str]:
    if isinstance(section, pages.Table):
        for name, *cells in section.rows:
            told = zip(section.columns[1:], cells, strict=True)
            said = joined((joined((title, cell), " ") for title, cell in told if cell), ", ")
            yield joined((name, said), ": ")
        return
    for row in section.rows:
        beginning, *rest = row.lines
        yield joined((row.label, beginning), ": ")
        yield from rest
