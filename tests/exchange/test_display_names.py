"""What people call somebody, from what a site shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reltrack.exchange.display_names import plain


@pytest.mark.parametrize(
    ("given_name", "family", "name"),
    [
        ("Ana", "Lima", "Ana Lima"),
        (" Ana  Maria", "Lima ", "Ana Maria Lima"),
        ("Ana", "Lima, PhD", "Ana Lima"),
        ("Ana", "Lima, Ph.D., MBA", "Ana Lima"),
        ("Ana", "Lima ,M.Sc", "Ana Lima"),
        ("Ana", "Lima, CSM®, SHRM-CP, P.E.", "Ana Lima"),
        ("Ana", "Lima, (MBA)", "Ana Lima"),
        ("Ana", "Lima, CPA CFE", "Ana Lima"),
        ("Ana", "LIMA, PhD", "Ana LIMA"),
        ("Ana Lima,", "PhD", "Ana Lima"),
        ("✪ Ana", "Lima 🚀", "Ana Lima"),
        ("🇵🇹 Ana", "Lima 🏳️\u200d🌈", "Ana Lima"),
        ("Ana", "Lima, PhD 🎓", "Ana Lima"),
        ("Ana", "Lima ✪, PhD", "Ana Lima"),
        # part of the name, or not known to be anything else
        ("Martin", "King, Jr.", "Martin King, Jr."),
        ("Ana", "Lima, III", "Ana Lima, III"),
        ("Ana", "Lima, Designer", "Ana Lima, Designer"),
        ("Ana", "Lima, PhD, Designer", "Ana Lima, PhD, Designer"),
        ("Ana", "Lima (she,her)", "Ana Lima (she,her)"),
        ("Ana", "Lima (CPA, CFE)", "Ana Lima (CPA, CFE)"),
        ("Ana Maria,", "LIMA", "Ana Maria, LIMA"),
        ("", "Lima, ANA", "Lima, ANA"),
        ("ANA", "LIMA, MARIA", "ANA LIMA, MARIA"),
        ("Jack", "MA", "Jack MA"),
        ("José", "Núñez-O’Brien", "José Núñez-O’Brien"),
        ("नीना", "शर्मा", "नीना शर्मा"),
        ("李", "雷", "李 雷"),
        (".", ".", ". ."),
        ("🤓", "", "🤓"),
        ("", ", PhD", ", PhD"),
        ("C-3PO", "2nd", "C-3PO 2nd"),
    ],
)
def test_names(given_name: str, family: str, name: str) -> None:
    assert plain(given_name, family) == name


@given(st.text(max_size=20), st.text(max_size=20))
def test_never_empties_nor_adds(given_name: str, family: str) -> None:
    shown = " ".join(f"{given_name} {family}".split())
    name = plain(given_name, family)
    assert bool(name) == bool(shown)
    assert name in shown


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_it_makes_of_a_name_is_plain(given_name: str, family: str) -> None:
    name = plain(given_name, family)
    assert plain(name) == name
