"""Bars, sparklines and the year in characters."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import insight_samples
import samples
from hypothesis import given
from hypothesis import strategies as st

from reltrack.render import chart, svg

counts = st.lists(st.integers(0, 10_000), max_size=60)


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 60))
def test_a_bar_keeps_to_its_room_and_shows_whatever_is_there(count, more, room):
    drawn = chart.bar(count, count + more, room)
    assert len(drawn) <= room
    assert bool(drawn) == (count > 0)
    assert len(chart.bar(count + more, count + more, room)) == room * (count + more > 0)


@given(counts)
def test_a_sparkline_has_a_character_for_each_count(found):
    drawn = chart.sparkline(found)
    assert len(drawn) == len(found)
    assert [mark == "·" for mark in drawn] == [count == 0 for count in found]
    taller = sorted(zip(found, drawn, strict=True))
    heights = ["·▁▂▃▄▅▆▇█".index(mark) for _, mark in taller]
    assert heights == sorted(heights)


def test_ones_and_twos_stay_low():
    assert chart.sparkline([0, 1, 2, 4]) == "·▂▄█"
    assert chart.sparkline([1, 8]) == "▁█"


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)))
def test_a_year_can_be_drawn_up_to_any_day(until):
    days = {until.isoformat(): 2}
    for draw in (chart.year_in_weeks, chart.year_in_months):
        lines = draw(days, [1, 2], since=date.min, until=until)
        assert sum(line.count("▒") for _, line in lines) == 1
        assert max(len(line) for _, line in lines) <= 53


def test_nothing_is_drawn_before_or_after_what_was_asked_for():
    since, until = date(2026, 11, 17), date(2026, 11, 19)
    lines = chart.year_in_weeks({"2026-11-18": 1}, [1], since=since, until=until)
    cells = "".join(line for name, line in lines if name)
    assert cells.replace(" ", "") == "·░·"


def test_the_legend_says_what_the_shades_mean():
    assert chart.legend([1, 3, 5, 7]) == "· none  ░ 1-2  ▒ 3-4  ▓ 5-6  █ 7 or more"
    assert chart.legend([1, 2]) == "· none  ░ 1  ▒ 2 or more"
    assert chart.legend([]) == "· none"


def drawn(found, page):
    return "\n".join(svg.picture(found, page, today=samples.TODAY))


@given(st.text(st.characters() | st.sampled_from("<>&\"'\x00\x1b\ufffe\uffff\u202e")))
def test_whatever_a_name_holds_the_picture_is_xml(name):
    page = insight_samples.tallies()
    page["groups"][0]["person"]["name"] = name
    found = insight_samples.stats(filters={"circle": name})
    root = ElementTree.fromstring(drawn(found, page).encode())
    assert {element.tag.partition("}")[2] for element in root.iter()} == {
        "svg", "title", "desc", "style", "rect", "text",
    }  # fmt: skip


def test_the_picture_follows_light_and_dark_and_fits_its_frame():
    for by in ("week", "month", "channel", "circle", "person"):
        found = drawn(insight_samples.stats(), insight_samples.tallies(by))
        assert "prefers-color-scheme: dark" in found
        root = ElementTree.fromstring(found)
        width, height = int(root.get("width")), int(root.get("height"))
        for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
            assert int(rect.get("x", 0)) + int(rect.get("width")) <= width
            assert int(rect.get("y", 0)) + int(rect.get("height")) <= height


def test_a_picture_without_groups_has_the_months():
    assert "Mar 2026 3" in drawn(insight_samples.stats(), None)
    assert "Jan 2026" not in drawn(insight_samples.stats(since="2026-02-01"), None)


def test_where_there_is_no_room_there_is_no_bar():
    assert chart.bar(134, 5, 0) == ""
    assert chart.bar(5, 5, -3) == ""
