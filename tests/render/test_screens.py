"""Every kind at every width: nothing too wide, no name cut, nothing obeyed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reltrack.render import table, text
from reltrack.render.kinds import ECHOES

CALM = samples.calm()
TABLES = sorted(CALM.keys() - ECHOES)
WIDTHS = [40, 59, 60, 80, 99, 100, 120, 200]


def laid_out(kind, data, width, *, color=False):
    return table.render(kind, data, today=samples.TODAY, width=width, color=color)


def said(kind, data, width):
    return text.render(kind, data, today=samples.TODAY, width=width)


def empty(kind):
    if kind == "due":
        return samples.due_page(items=[], waiting=0)
    return [] if isinstance(CALM[kind], list) else CALM[kind]


def names_in(value, key=""):
    if isinstance(value, dict):
        return {n for k, v in value.items() for n in names_in(v, k)}
    if isinstance(value, list):
        return {n for v in value for n in names_in(v, key)}
    return {value} if key == "name" else set()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", TABLES)
def test_no_line_of_a_table_is_wider_than_the_terminal_but_for_one_long_word(kind, width):
    for data in (CALM[kind], empty(kind), samples.poisoned(CALM[kind])):
        for line in laid_out(kind, data, width).split("\n"):
            assert cell_len(line) <= width or " " not in line, line


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", sorted(CALM))
def test_no_line_of_text_is_wider_than_asked_for_but_commands_and_long_words(kind, width):
    for line in said(kind, CALM[kind], width).split("\n"):
        whole = line.lstrip().startswith("reltrack ") or " " not in line.strip()
        assert whole or cell_len(line) <= width, line


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", TABLES)
def test_no_word_of_a_name_is_cut(kind, width):
    shown = laid_out(kind, CALM[kind], width)
    for name in names_in(CALM[kind]) - {"circle"}:
        for word in name.split(" "):
            if word in " ".join(samples.NAMES) or word in ("Ana", "Lima"):
                assert cell_len(word) > width or word in shown, (word, shown)


def hostile_reached(shown):
    # Line feeds are ours; of the rest nothing that could steer a terminal may pass.
    return [
        c for c in shown if c != "\n" and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")
    ] + [c for c in shown if c in "\u202e\u2066\u200b\ufeff"]


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("kind", sorted(CALM))
def test_hostile_text_is_shown_and_never_obeyed(kind, width):
    data = samples.poisoned(CALM[kind])
    pages = [said(kind, data, width)]
    if kind in TABLES:
        pages.append(laid_out(kind, data, width))
    for shown in pages:
        assert not hostile_reached(shown)
        flat = re.sub(r"\s", "", shown)
        if samples.HOSTILE[:6] in str(data):
            assert "[/foo]" in flat
            assert ":smile:" in flat


@pytest.mark.parametrize("kind", TABLES)
def test_colour_is_of_our_making_only_and_absent_when_off(kind):
    data = samples.poisoned(CALM[kind])
    assert "\x1b" not in laid_out(kind, data, 100)
    colored = laid_out(kind, data, 100, color=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert "\x1b" not in plain
    assert [line.rstrip() for line in plain.split("\n")] == laid_out(kind, data, 100).split("\n")
    # The names of colours that vanish on one background or the other.
    assert not set(re.findall(r"\x1b\[([0-9;]*)m", colored)) & {"33", "93", "97", "37", "30"}


@pytest.mark.parametrize("kind", TABLES)
def test_no_blanks_at_the_end_of_a_line_and_no_boxes(kind):
    shown = laid_out(kind, CALM[kind], 100)
    assert not re.search(r" \n", shown)
    assert not re.search("[\u2500-\u257f]", shown)


@pytest.mark.parametrize("render", [laid_out, said])
def test_nothing_is_said_with_scores_or_blame(render):
    for kind in ("due", "card", "people", "why"):
        shown = render(kind, CALM[kind], 100).lower()
        assert "score" not in shown
        assert "1.39" not in shown
        assert not re.search(r"\b(overdue|neglected|failed|late|should)\b", shown)


def test_empty_lists_say_so():
    for kind in TABLES:
        if isinstance(CALM[kind], list):
            assert laid_out(kind, [], 80).strip().endswith(".")
            assert said(kind, [], 80).strip()


def test_columns_stay_straight_under_wide_letters_and_joined_emoji():
    shown = laid_out("people", samples.people(), 120).split("\n")
    starts = {cell_len(line.partition("Wed 18")[0]) for line in shown if "Wed 18" in line}
    assert len(starts) == 1


def test_no_more_than_the_first_lines_of_an_entry_on_a_card_and_all_of_it_in_text():
    body = "\n".join(f"line {n}" for n in range(30))
    card = samples.card(entries=[samples.interaction(text=body)])
    assert "line 1 …" in laid_out("card", card, 80)
    assert "line 2" not in laid_out("card", card, 80)
    assert "line 29" in said("card", card, 80)


def test_a_card_fits_a_screen():
    assert len(laid_out("card", CALM["card"], 80).split("\n")) <= 30


def test_a_long_label_leaves_room_for_what_it_labels():
    points = [{"kind": "email", "value": "ana@example.com", "label": "very " * 30}]
    assert "ana@example.com" in laid_out("card", samples.card(contact_points=points), 40)


def test_old_facts_are_to_be_asked_again_and_fresh_ones_are_not():
    for render in (laid_out, said):
        shown = " ".join(render("card", CALM["card"], 100).split())
        assert "two kids, wife from Texas (14 months ago: ask again)" in shown
        assert "runs marathons (2 months ago)" in shown


def test_namesakes_are_told_apart():
    twins = [samples.person(slug="ana-lima"), samples.person(slug="ana-lima-2")]
    assert "ana-lima-2" in laid_out("people", twins, 100)
    assert "ana-lima-2" not in laid_out("people", twins[1:], 100)


@pytest.mark.parametrize(
    ("change", "said_of_it"),
    [
        ({}, "28 days after the last contact"),
        ({"quiet_days": None, "last_via": None}, "28 days after they became active"),
        ({"rhythm_source": "default"}, "the default: it takes two gaps"),
        ({"rhythm_source": "set", "due_after_days": 21.0}, "every 3 weeks, as set for Ana Lima"),
        ({"rhythm_source": "circle", "due_after_days": 30.0}, "among their circles (peer)"),
        ({"gaps": [21, 22]}, "the journal's typical one (4 weeks) counts too"),
        ({"gaps": []}, "it takes two contacts"),
        ({"due_after_days": 180.0}, "kept between 1 week and 6 months"),
        ({"snoozed_until": "2026-12-01"}, "until Tue 1 Dec 2026 (in 11 days)"),
        (
            {"due": False, "due_on": "2026-12-01"},
            "Ana Lima (ana-lima): next due Tue 1 Dec 2026 (in 11 days)",
        ),
        (
            {"due": False, "due_on": "2026-12-24"},
            "Ana Lima (ana-lima): next due Fri 4 Dec 2026 (in 2 weeks)",
        ),
        ({}, "birthday in 3 weeks, Fri 11 Dec 2026, turns 40 in due from Fri 4 Dec 2026"),
        ({"today": "2026-11-11"}, "as of Wed 11 Nov 2026"),
        ({"circles": ["$(reboot)", "book-club"]}, "reltrack circle book-club ana-lima"),
    ],
)
def test_why_says_where_the_figure_comes_from(change, said_of_it):
    for render in (laid_out, said):
        shown = " ".join(render("why", samples.why(**change), 100).split())
        assert said_of_it in shown


def test_a_day_is_always_said_both_ways():
    for kind in ("people", "follow_ups", "occasions", "card", "steps"):
        shown = " ".join(said(kind, CALM[kind], 120).split())
        for found in re.finditer(r"[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4}(.{15})", shown):
            assert found[1].startswith(" ("), found[0]


def test_text_breaks_scripts_without_spaces_and_leaves_addresses_whole():
    link = "https://example.com/" + "x" * 60
    shown = said("fact", samples.fact(text=f"see {link} " + "字" * 60), 40)
    assert link in shown
    assert max(cell_len(line) for line in shown.split("\n") if "字" in line) <= 40


def test_the_first_and_last_day_of_the_calendar_can_be_shown():
    for day in (date.min, date.max):
        shown = table.render(
            "people", [samples.person(last_date="2026-11-18")], today=day, width=80, color=False
        )
        assert "Wed 18 Nov 2026" in shown


any_text = st.text(
    st.characters() | st.sampled_from("\x1b\u202e\n\t\r\\[]: \u200d\ufe0f字👩🏽🇵🇹"),
    min_size=1,
    max_size=60,
)


@settings(max_examples=150)
@given(any_text, any_text, st.integers(40, 200))
def test_whatever_is_in_a_name_or_a_note_fits_and_stays_harmless(name, note, width):
    who = samples.ref(name=name)
    pages = {
        "due": samples.due_page(
            items=[samples.due_item(name=name, last_text=note, ask_about=note)],
        ),
        "people": [samples.person(name=name, company=note), samples.person()],
        "history": [samples.interaction(people=[who], text=note, place=name)],
        "card": samples.card(name=name, facts=[samples.fact(text=note)]),
    }
    for kind, data in pages.items():
        shown = laid_out(kind, data, width)
        assert not hostile_reached(shown)
        # What has no blank to break at stays whole, on a line of its own.
        too_long = [line for line in shown.split("\n") if cell_len(line) > width]
        assert [line for line in too_long if " " in line.strip()] == []
        assert not hostile_reached(said(kind, data, width))


def test_where_a_setting_comes_from_is_told_if_it_was_set():
    data = samples.calm()["settings"]
    shown = table.render("settings", data, today=samples.TODAY, width=80, color=False)
    assert "from the default" not in shown
    assert shown.count("from the ") == 1
