"""What doctor found, as a person reads it."""

from __future__ import annotations

from datetime import date

import pytest

from reltrack.render import table, text

TODAY = date(2026, 11, 20)


def check(name, state="ok", *, fixed=None):
    hint = None if state == "ok" else f"mend {name}"
    return {"name": name, "state": state, "text": f"about {name}", "hint": hint, "fixed": fixed}


FORMS = {
    "table": lambda kind, found: table.render(kind, found, today=TODAY, width=80, color=False),
    "text": lambda kind, found: text.render(kind, found, today=TODAY, width=80),
}


@pytest.mark.parametrize("form", FORMS)
def test_where_all_is_well_it_is_said_in_a_few_lines(form):
    found = [check("journal"), check("integrity"), check("backups")]
    shown = FORMS[form]("checkup", found)
    assert shown.startswith("No problem.\n")
    assert "about journal" in shown
    assert "about backups" in shown
    assert "integrity" not in shown
    assert "3 checks passed." in shown
    assert all(each["text"] in FORMS[form]("checks", found) for each in found)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_amiss_comes_alone(form):
    found = [check("clock", "warning"), check("journal"), check("names", "problem"), check("zone")]
    shown = FORMS[form]("checkup", found)
    assert shown.startswith("1 problem, 1 warning.\n")
    assert shown.index("mend names") < shown.index("mend clock")
    assert "journal" not in shown
    assert "zone" not in shown
    assert "2 checks passed." in shown


@pytest.mark.parametrize("form", FORMS)
def test_what_was_mended_is_told(form):
    found = [check("journal"), check("names", fixed="2 made findable"), check("zone")]
    shown = FORMS[form]("checkup", found)
    assert shown.startswith("No problem.\n")
    assert "fixed: 2 made findable" in shown
    assert "zone" not in shown
