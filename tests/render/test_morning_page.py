"""`due` for a person: at a glance who, why, last time, something to say, and what to type."""

from __future__ import annotations

import pytest
import samples

from reltrack.render import table, text
from reltrack.render.morning import notes

DATED = [
    ("reply", "you owe an answer (today)", 7, 'reltrack log -w ana-lima --out "..."'),
    ("promise", "you promised: the deck (today)", 7, "reltrack done 7"),
    ("waiting", "you are waiting for her slides (today)", 7, "reltrack done 7"),
    (
        "occasion birthday",
        "birthday today",
        7,
        'reltrack log -w ana-lima -v message "happy birthday"',
    ),
    ("occasion other", "name day today", 7, 'reltrack log -w ana-lima -v message "..."'),
    ("occasion milestone", "congratulate: new job (today)", 7, "reltrack done 7"),
    ("introduction thanks", "thank them (today)", 7, "reltrack intro 7 --thanked"),
    ("introduction outcome", "ask how it went (today)", 7, "reltrack intro 7 --met"),
]  # fmt: skip


FIRST = "her first marathon in Berlin (2 months"


def laid_out(page, width=80):
    return table.render("due", page, today=samples.TODAY, width=width, color=False)


def said(page, width=80):
    return text.render("due", page, today=samples.TODAY, width=width)


def page_of(*items, **over):
    return samples.due_page(items=list(items), **({"waiting": 0, "acquaintance": None} | over))


def test_at_80_columns():
    page = page_of(samples.due_page()["items"][1], samples.due_item(), waiting=3)
    assert laid_out(page) == (
        "Fri 20 Nov 2026\n"
        "\n"
        "Today\n"
        "  José Núñez  birthday today, turns 40\n"
        '              reltrack log -w jose-nunez -v message "happy birthday"\n'
        "              you promised: introduce him to Ana (for Sun 22 Nov 2026,\n"
        "              in 2 days)\n"
        "              reltrack done 78\n"
        "              ask about her first marathon in Berlin (2 months ago)\n"
        "\n"
        "Gone quiet\n"
        "  Ana Lima    quiet for 5 weeks, usually every 3 weeks\n"
        "              last time Tue 13 Oct 2026, coffee: planning the move to Porto, she\n"
        "              wants to be near the sea by spring and asked who could…\n"
        "              ask about her first marathon in Berlin (2 months ago)\n"
        '              reltrack log -w ana-lima -v coffee "..."\n'
        "\n"
        "3 more are waiting: reltrack due -n 0\n"
        "reltrack skip ana-lima   not now\n"
    )


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_a_command_is_never_broken_where_names_above_leave_it_room(width):
    birthday = samples.reason("occasion", 2.0, text="birthday today", ref=7, kind="birthday")
    who = {"name": "Maria van der Berg", "slug": "maria-van-der-berg"}
    item = samples.due_item(**who, reasons=[birthday])
    command = 'reltrack log -w maria-van-der-berg -v message "happy birthday"'
    assert (command in laid_out(page_of(item), width)) is (width > 60)


def test_below_60_columns_names_stand_above():
    lines = laid_out(page_of(samples.due_item()), 50).split("\n")
    assert lines[3:5] == ["Ana Lima", "  quiet for 5 weeks, usually every 3 weeks"]


@pytest.mark.parametrize(("code", "why", "ref", "command"), DATED)
def test_each_dated_reason_has_the_command_that_answers_it(code, why, ref, command):
    code, _, kind = code.partition(" ")
    reason = samples.reason(code, 2.0, text=why, ref=ref, kind=kind or None)
    item = samples.due_item(section="dated", reasons=[reason, samples.reason(score=0.2)])
    for render in (laid_out, said):
        shown = render(page_of(item))
        assert command in shown
        assert why in shown
        assert "quiet for" not in shown


def test_what_a_reason_says_is_not_asked_about_again():
    item = samples.due_item(
        section="dated",
        ask_about="the deck",
        reasons=[samples.reason("reply", 2.0, text="you owe an answer: the deck (today)", ref=7)],
    )
    for render in (laid_out, said):
        assert render(page_of(item)).count("the deck") == 1


def test_a_reason_that_does_not_hold_yet_is_left_out_but_for_the_silence():
    coming = samples.reason("promise", 0.9, text="you promised: the deck")
    item = samples.due_item(reasons=[coming, samples.reason(score=0.3, text="quiet for 2 days")])
    for width in (50, 80, 120):
        shown = laid_out(page_of(item), width)
        assert "promised" not in shown
        assert "2 days" in shown


def test_those_who_can_wait_stand_apart():
    waits = samples.due_item(name="Eve Moss", slug="eve-moss", score=0.2)
    for width in (50, 80, 120):
        shown = laid_out(page_of(samples.due_item(), waits), width)
        assert shown.index("Gone quiet") < shown.index("Ana Lima") < shown.index("Not due yet")
        assert shown.index("Not due yet") < shown.index("Eve Moss")
    assert "Gone quiet" not in laid_out(page_of(waits))


def test_a_long_handle_leaves_no_room_for_a_gloss():
    shown = laid_out(page_of(samples.due_item(slug="a" * 90, name="A" * 90)), 60)
    assert shown.replace("\n", "").replace(" ", "").count("a" * 90) == 2
    assert "not now" not in shown


def test_sorted_by_name_there_are_no_sections():
    dated = samples.due_page()["items"][0]
    shown = laid_out(page_of(samples.due_item(), dated))
    assert "Today" not in shown
    assert "Gone quiet" not in shown
    assert shown.index("Ana Lima") < shown.index("Bob Stone")
    assert 'reltrack log -w bob-stone --out "..."' in shown


def test_plans_that_are_due_are_something_to_say():
    plan = samples.reason("plan", 1.1, text="you planned to meet: lunch (4 weeks ago)")
    for width in (50, 80, 120):
        shown = " ".join(
            laid_out(page_of(samples.due_item(reasons=[samples.reason(), plan])), width).split()
        )
        assert "you planned to meet: lunch" in shown


@pytest.mark.parametrize("render", [laid_out, said])
@pytest.mark.parametrize(
    ("over", "command"),
    [
        ({}, "-w ana-lima -v coffee"),
        ({"usual_via": None, "last_via": "call"}, "-w ana-lima -v call"),
        ({"usual_via": None, "last_via": None}, "-w ana-lima"),
        ({"usual_via": "$(reboot)"}, "-w ana-lima"),
    ],
)
def test_everyone_quiet_has_the_command_that_ends_it(render, over, command):
    assert f'reltrack log {command} "..."' in render(page_of(samples.due_item(**over)))


@pytest.mark.parametrize("render", [laid_out, said])
def test_a_plan_is_kept_by_meeting(render):
    plan = samples.reason("plan", 1.1, text="you planned to meet: lunch (4 weeks ago)")
    for usual, via in (("call", "coffee"), ("walk", "walk")):
        shown = render(page_of(samples.due_item(usual_via=usual, reasons=[samples.reason(), plan])))
        assert f'reltrack log -w ana-lima -v {via} "..."' in shown


@pytest.mark.parametrize("render", [laid_out, said])
def test_who_is_not_due_is_neither_to_be_answered_nor_to_be_skipped(render):
    waits = samples.due_item(name="Eve Moss", slug="eve-moss", score=0.2)
    aside = samples.due_item(name="Al Ash", slug="al-ash", score=0.0, snoozed_until="2026-12-04")
    shown = render(page_of(aside, waits))
    assert "reltrack log" not in shown
    assert "reltrack skip" not in shown
    shown = render(page_of(aside, waits, samples.due_item()))
    assert "reltrack skip ana-lima" in shown
    assert "et aside until Fri 4 Dec 2026 (in 2 weeks)" in shown


@pytest.mark.parametrize("render", [laid_out, said])
def test_who_is_quite_unknown_can_be_asked_how_they_are(render):
    unknown = {"ask_about": None, "last_date": None, "last_text": None, "last_via": None}
    assert "ask what they are up to" in render(page_of(samples.due_item(**unknown))).lower()
    assert "up to" not in render(page_of(samples.due_item(ask_about=None)))


@pytest.mark.parametrize("render", [laid_out, said])
def test_after_three_skips_in_a_row_something_else_is_offered(render):
    for times, over in ((2, {}), (3, {"score": 0.9}), (3, {"snoozed_until": "2026-12-04"})):
        shown = render(page_of(samples.due_item(skips_in_a_row=times, **over)))
        assert "letting go" not in shown
    item = samples.due_item(skips_in_a_row=3, due_after_days=30.0)
    shown = " ".join(render(page_of(item)).split())
    assert "3 times in a row: a longer rhythm, another channel, or letting go?" in shown
    assert "reltrack edit ana-lima --every 9w" in shown
    assert 'reltrack log -w ana-lima -v message "..."' in shown
    assert "reltrack archive ana-lima" in shown
    by_mail = samples.due_item(skips_in_a_row=4, due_after_days=7.0, usual_via="email")
    shown = render(page_of(by_mail))
    assert "reltrack edit ana-lima --every 2w" in shown
    assert 'reltrack log -w ana-lima -v call "..."' in shown


@pytest.mark.parametrize("render", [laid_out, said])
def test_with_nobody_due_there_is_one_idea(render):
    soon = samples.occasion()
    shown = render(page_of(ahead=soon))
    assert "Coming up: Ana Lima, birthday, turns 40: Wed 25 Nov 2026 (in 5 days)" in shown
    assert "reltrack occasions" in shown
    shown = render(page_of(interest=samples.ref() | {"topic": "sailing"}))
    assert "An idea: Ana Lima cares about sailing" in shown
    assert "reltrack share --about sailing" in shown
    assert "dea:" not in render(page_of())


@pytest.mark.parametrize("render", [laid_out, said])
def test_nobody_due(render):
    shown = render(page_of(snoozed=2))
    assert shown.startswith("Nothing due today: nobody is waiting for a word from you.\n")
    assert "2 people are set aside for now" in shown
    assert "reltrack due --all" in shown
    assert "1 person is set aside" in render(page_of(snoozed=1))
    assert "set aside" not in render(page_of(snoozed=0))


@pytest.mark.parametrize("render", [laid_out, said])
def test_an_empty_journal_says_how_to_begin(render):
    shown = render(page_of(anybody=False, snoozed=0))
    assert 'reltrack log -w "Ana Lima"' in shown
    assert "reltrack import linkedin Connections.csv" in shown
    assert "reltrack demo" in shown


@pytest.mark.parametrize("render", [laid_out, said])
def test_after_an_import_those_who_wait_are_named(render):
    who = samples.due_page()["acquaintance"]
    shown = render(page_of(anybody=False, snoozed=0, acquaintance=who))
    assert "reltrack triage" in shown
    assert "reltrack demo" not in shown


@pytest.mark.parametrize("render", [laid_out, said])
def test_the_acquaintance_of_the_day(render):
    shown = render(samples.due_page())
    assert "An old acquaintance: Dana Fox, Initech, met Mar 2019" in shown
    assert "reltrack triage dana-fox --every 90d" in shown
    bare = samples.due_page()["acquaintance"] | {"company": None, "met_on": None}
    assert "acquaintance: Dana Fox\n" in render(samples.due_page(acquaintance=bare))


@pytest.mark.parametrize("render", [laid_out, said])
def test_another_day_is_called_so(render):
    assert render(page_of(samples.due_item(), today="2026-12-24")).startswith(
        "As of Thu 24 Dec 2026 (in 5 weeks)\n"
    )


def test_notes_for_stderr():
    assert notes(samples.due_page()) == ["3 more are waiting: reltrack due -n 0"]
    assert notes(samples.due_page(waiting=1)) == ["1 more is waiting: reltrack due -n 0"]
    assert notes(samples.due_page(waiting=0)) == []
    assert notes(page_of())[0] == "nothing due today: nobody is waiting for a word from you"
    assert notes(page_of(anybody=False))[0].startswith("the journal is empty")
