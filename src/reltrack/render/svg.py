"""A picture of the journal in numbers: a year of days and bars, as SVG for reports and pages.

It follows the reader's light or dark theme, says in words what it shows (title and description),
and holds text as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

from reltrack.domain import stats as domain
from reltrack.domain.day_words import MONTHS, WEEKDAYS, day_name
from reltrack.domain.text import visible
from reltrack.render.chart import month_starts, spans
from reltrack.render.stats import months, name_of, title, under
from reltrack.render.wording import counted, joined, shortened

if TYPE_CHECKING:
    from reltrack.domain.insight import Stats, StatsPage

_WIDTH = 760
_MARGIN = 24
_CELL = 10
_STEP = 13
_LEFT = _MARGIN + 32
_LINE = 20
_YEAR_TOP = 104
_LABEL = 200
_LABEL_LETTERS = 26
_NO_XML = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
_MOST_BARS = 60

_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-size: 18px; font-weight: 600 }
.faint { fill: #57606a }
.end { text-anchor: end }
.paper { fill: #ffffff }
.bar { fill: #2b7a78 }
.s0 { fill: #e8ecef } .s1 { fill: #b5dcd3 } .s2 { fill: #6fb9ac }
.s3 { fill: #2b7a78 } .s4 { fill: #12403f }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.faint { fill: #9ba7b4 }
.paper { fill: #0d1117 }
.bar { fill: #5bbfae }
.s0 { fill: #21262d } .s1 { fill: #17453f } .s2 { fill: #24776c }
.s3 { fill: #5bbfae } .s4 { fill: #b8f0e4 }
}
""".strip()


def picture(found: Stats, page: StatsPage | None, *, today: date) -> Iterator[str]:
    """Yield the lines of the picture: the year, and a bar for each group, or for each month."""
    bars = _bars(found, page)
    top = _YEAR_TOP + 8 * _STEP + 40
    label = min(_LABEL, _MARGIN + 8 * max((len(name) for name, _ in bars), default=0))
    height = top + len(bars) * _LINE + _MARGIN
    about = joined((title(found), *under(found, today)), ", ")
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="title desc">'
    )
    yield f'<title id="title">{_text(about)}</title>'
    told = ", ".join(f"{name} {count}" for name, count in bars)
    yield f'<desc id="desc">{_text(f"{_totals(found)}. Entries: {told}.")}</desc>'
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{_WIDTH}" height="{height}"/>'
    yield f'<text class="title" x="{_MARGIN}" y="40">{_text(shortened(about, 70))}</text>'
    yield f'<text class="faint" x="{_MARGIN}" y="62">{_text(_totals(found))}</text>'
    yield from _year(found)
    most = max((count for _, count in bars), default=0)
    for place, (name, count) in enumerate(bars):
        yield from _bar(name, count, most, label, top + place * _LINE)
    yield "</svg>"


def _text(text: str) -> str:
    """Return text fit to stand in XML, nothing of it obeyed."""
    return escape(visible(text).translate(_NO_XML))


def _totals(found: Stats) -> str:
    people = counted(found["people"], "person", "people")
    days = counted(found["contact_days"], "day", "days")
    until = day_name(date.fromisoformat(found["until"]))
    return f"{people}, {days} in touch, up to {until}"


def _bars(found: Stats, page: StatsPage | None) -> list[tuple[str, int]]:
    """Return what each bar is called, and its entries: the latest, or the largest."""
    if page is None:
        return months(found)
    named = [(name_of(tally, page["by"]), tally["entries"]) for tally in page["groups"]]
    return named[-_MOST_BARS:] if page["by"] in ("week", "month") else named[:_MOST_BARS]


def _year(found: Stats) -> Iterator[str]:
    """Yield a square for each day, the weeks side by side; days with entries say how many."""
    days = {each["date"]: each["entries"] for each in found["days"]}
    bounds = domain.shades(list(days.values()))
    until = date.fromisoformat(found["until"])
    since = date.fromisoformat(found["since"]) if found["since"] else date.min
    mondays = domain.last_mondays(until)
    for row, weekday in enumerate(WEEKDAYS[:5:2]):
        y = _YEAR_TOP + 2 * row * _STEP + _CELL - 1
        yield f'<text class="faint" x="{_MARGIN}" y="{y}">{weekday[:3]}</text>'
    for place, month in month_starts(mondays):
        x = _LEFT + place * _STEP
        yield f'<text class="faint" x="{x}" y="{_YEAR_TOP - 6}">{MONTHS[month - 1][:3]}</text>'
    for column, monday in enumerate(mondays):
        for row in range(min(7, (until - monday).days + 1)):
            day = monday + timedelta(row)
            if day < since:
                continue
            count = days.get(day.isoformat(), 0)
            square = (
                f'<rect class="s{domain.shade(count, bounds)}" x="{_LEFT + column * _STEP}"'
                f' y="{_YEAR_TOP + row * _STEP}" width="{_CELL}" height="{_CELL}" rx="2"'
            )
            said = f"{day_name(day)}: {counted(count, 'entry', 'entries')}"
            yield f"{square}><title>{said}</title></rect>" if count else f"{square}/>"
    yield from _legend(bounds)


def _legend(bounds: Sequence[int]) -> Iterator[str]:
    y = _YEAR_TOP + 7 * _STEP + 10
    for place, span in enumerate(("none", *spans(bounds))):
        x = _LEFT + place * 90
        yield (
            f'<rect class="s{place}" x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" rx="2"/>'
            f'<text class="faint" x="{x + _STEP + 2}" y="{y + _CELL - 1}">{span}</text>'
        )


def _bar(name: str, count: int, most: int, label: int, y: int) -> Iterator[str]:
    length = round(count * (_WIDTH - label - 2 * _MARGIN - 60) / most) if most else 0
    named = _text(shortened(name, _LABEL_LETTERS))
    yield f'<text class="end" x="{label}" y="{y + 12}">{named}</text>'
    if count:
        yield (
            f'<rect class="bar" x="{label + 10}" y="{y + 2}" width="{max(length, 1)}"'
            f' height="{_LINE - 7}" rx="2"/>'
        )
    yield f'<text class="faint" x="{label + 16 + length}" y="{y + 12}">{count}</text>'
