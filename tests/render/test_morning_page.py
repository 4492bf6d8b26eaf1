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
    ("introduction", "thank them (today)", 7, 'reltrack log -w ana-lima --out "..."'),
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
        "              you promised: introduce him to Ana (for Sun 22 Nov 2026, in 2\n"
        "              days)\n"
        "              reltrack done 78\n"
        "              ask about her first marathon in Berlin (2 months ago)\n"
        "\n"
        "Gone quiet\n"
        "  Ana Lima    quiet for 5 weeks, usually every 3 weeks\n"
        "              last time Tue 13 Oct 2026, coffee: planning the move to Porto, she\n"
        "              wants to be near the sea by spring and asked who could…\n"
        "              ask about her first marathon in Berlin (2 months ago)\n"
        "\n"
        "3 more are waiting: reltrack due -n 0\n"
        "\n"
        'reltrack log "Coffee with Ana: ..."  once you have been in touch\n'
        "reltrack skip ana-lima               not now\n"
    )


def test_at_120_columns_the_quiet_ones_stand_in_a_table():
    lines = laid_out(page_of(samples.due_item()), 120).split("\n")
    title, header, first, second, third = lines[2:7]
    assert title == "Gone quiet"
    starts = [header.index(word) for word in ("Name", "Quiet for", "Last time", "Something to say")]
    columns = list(zip(starts, [*starts[1:], None], strict=True))
    assert [[line[a:b].rstrip() for a, b in columns] for line in (first, second, third)] == [
        ["Ana Lima", "5 weeks", "Tue 13 Oct 2026, coffee: planning the move", FIRST],
        ["", "usually every 3 weeks", "to Porto, she wants to be near the sea by", "ago)"],
        ["", "", "spring and asked…", ""],
    ]  # fmt: skip


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
    assert shown.replace("\n", "").count("a" * 90) == 2
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


@pytest.mark.parametrize(
    ("name", "slug", "handle"),
    [
        ("Ana Lima", "ana-lima", "Ana"),
        ("Cher", "cher", "@cher"),
        ("李小龍", "李小龍", "@李小龍"),
        ("ana lima", "ana-lima", "@ana-lima"),
        ("$(reboot) Lima", "reboot-lima", "@reboot-lima"),
        ("O`id` Lima", "o-id-lima", "@o-id-lima"),
    ],
)
def test_what_is_offered_for_typing_is_safe_to_copy(name, slug, handle):
    shown = laid_out(page_of(samples.due_item(name=name, slug=slug)))
    assert f'reltrack log "Coffee with {handle}: ..."' in shown
    assert f"reltrack skip {slug}" in shown


def test_a_first_name_that_two_share_is_not_offered():
    other = samples.due_item(name="Ana Ortiz", slug="ana-ortiz")
    assert '"Coffee with @ana-lima: ..."' in laid_out(page_of(samples.due_item(), other))


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
    shown = render(page_of(people=0, snoozed=0))
    assert 'reltrack log -w "Ana Lima"' in shown
    assert "reltrack import linkedin Connections.csv" in shown
    assert "reltrack demo" in shown


@pytest.mark.parametrize("render", [laid_out, said])
def test_after_an_import_those_who_wait_are_named(render):
    shown = render(page_of(people=0, snoozed=0, acquaintance=samples.due_page()["acquaintance"]))
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
    assert notes(page_of(people=0))[0].startswith("the journal is empty")
