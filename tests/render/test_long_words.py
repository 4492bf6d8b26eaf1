"""An address or a path is never cut: it is whole on a line of its own, for the terminal to wrap."""

from __future__ import annotations

import pytest
import samples
from rich.cells import cell_len

from reltrack.render import table

WIDTHS = [40, 60, 80, 120, 200]
LONG = "https://www.example.org/an/article/on/lighthouses/and/tides-" + "0123456789" * 15
CALM = samples.calm()


def with_long_word(value, key=""):
    """Return the data with every text about something that much longer."""
    if isinstance(value, dict):
        return {k: with_long_word(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [with_long_word(each, key) for each in value]
    return f"Read {LONG} over lunch" if key in ("text", "value", "meaning", "path") else value


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["history", "facts", "follow_ups", "settings", "paths"])
def test_an_address_stays_whole(kind, width):
    data = with_long_word(CALM[kind])
    shown = table.render(kind, data, today=samples.TODAY, width=width, color=False).split("\n")
    assert str(data).count(LONG) == sum(LONG in line for line in shown)
    for line in shown:
        if LONG in line:
            assert line.removesuffix(":") == LONG
        else:
            assert cell_len(line) <= width


def test_it_starts_as_far_to_the_left_as_it_takes():
    word = "x" * 30
    check = {"name": "name", "state": "ok", "text": word, "hint": None, "fixed": None}
    for width, line in (
        (40, f"  name  {word}"),
        (35, f"     {word}"),
        (31, f" {word}"),
        (29, word),
    ):
        shown = table.render("checks", [check], today=samples.TODAY, width=width, color=False)
        assert line in shown.split("\n")


def test_what_is_written_without_spaces_goes_on_below():
    [entry, *_] = CALM["history"]
    data = [{**entry, "text": "海" * 100}]
    shown = table.render("history", data, today=samples.TODAY, width=60, color=False)
    assert max(map(cell_len, shown.split("\n"))) <= 60
    assert shown.count("海") == 100
