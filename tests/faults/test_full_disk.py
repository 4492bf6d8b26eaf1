"""A disk that is full, and a limit on the size of files: said in words, and nothing is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from faults.deeds import DEEDS, Stage
from faults.disks import filled, small_disk
from faults.rooms import Room
from faults.verdict import faults_of

ROOM = (0, 40, 400)
"""Kilobytes that are left on the disk, or that a file may have."""


def some(*names: str) -> pytest.MarkDecorator:
    """Let these commands be tried always, the others with the long tests."""
    return pytest.mark.parametrize(
        "name",
        [name if name in names else pytest.param(name, marks=pytest.mark.faults) for name in DEEDS],
    )


def ready(name: str, folder: Path) -> Stage:
    stage = Stage(name, Room(folder))
    assert stage.run().code == 0
    stage.finished()
    return stage


@some("log", "import", "migrate", "backup", "forget")
def test_a_small_disk(name: str, tmp_path: Path) -> None:
    codes = []
    with small_disk(tmp_path / "disk") as disk:
        stage = ready(name, disk)
        for kilobytes in ROOM:
            stage.room.put_back()
            with filled(disk, free=kilobytes * 1024):
                outcome = stage.run()
            codes.append(outcome.code)
            assert list(faults_of(stage, outcome, killed=False)) == [], (kilobytes, outcome)
    assert codes[0] == 7
    assert codes == sorted(codes, reverse=True)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
@some("log", "edit", "export -o")
def test_a_limit_on_files(name: str, tmp_path: Path) -> None:
    import resource

    stage = ready(name, tmp_path)
    for kilobytes in ROOM:
        stage.room.put_back()
        size = kilobytes * 1024
        outcome = stage.run(
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # noqa: B023
        )
        assert list(faults_of(stage, outcome, killed=False)) == [], (kilobytes, outcome)
        assert outcome.code == 7 or kilobytes


def test_the_backup_of_the_day_leaves_a_change_its_space(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        stage = ready("log", disk)
        stage.room.put_back()
        with filled(disk, free=stage.room.journal.stat().st_size + 8 * 4096):
            outcome = stage.run()
        assert list(faults_of(stage, outcome, killed=False)) == [], outcome
    assert outcome.code == 0
    assert "today's backup could not be made: the disk is nearly full" in outcome.err
