"""Killed, or let down by the disk, at any moment: all of a command is done, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from faults.deeds import DEEDS
from faults.injection import FAULTS, STRACE
from faults.sweep import sweep

needs_strace = pytest.mark.skipif(STRACE is None, reason="there is no strace here")


@pytest.mark.faults
@needs_strace
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", DEEDS)
def test_at_every_call(
    name: str, fault: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    tally = sweep(name, fault, tmp_path)
    record_property("tally", str(tally))
    print(f"{name}, {fault}: {tally}")
    assert tally.bad == []
    assert tally.injected > 20 * tally.missed


@needs_strace
@pytest.mark.parametrize("fault", FAULTS)
def test_at_a_few_calls(fault: str, tmp_path: Path) -> None:
    tally = sweep("import", fault, tmp_path, every=60)
    assert tally.bad == []
    assert tally.injected
