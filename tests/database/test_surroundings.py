"""What a journal depends on outside itself: zones, clocks, file systems, sync folders."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reltrack.database import surroundings

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "trouble"),
    [
        *(("", False), ("UTC", False), ("Europe/Lisbon", False), (":Europe/Lisbon", False)),
        *(("EST5EDT", False), ("<+03>-3", False), ("/etc/localtime", False)),
        *(("Bogus", True), ("Europe/Lissabon", True), ("../../etc/passwd", True)),
    ],
)
def test_zones(zone: str, trouble: bool) -> None:
    assert bool(surroundings.zone({"TZ": zone})[0]) is trouble


def test_clocks() -> None:
    assert surroundings.clock(NOW, "2026-11-20", fixed=None) == ("", "")
    assert "a day to come" in surroundings.clock(NOW, "2026-11-21", fixed=None)[0]
    assert "1970" in surroundings.clock(NOW.replace(year=1970), None, fixed=None)[0]
    assert "RELTRACK_NOW" in surroundings.clock(NOW, None, fixed="2026-11-20")[0]


MOUNTS = r"""22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:40 / /mnt/my\040nas rw - nfs4 nas:/home rw
31 22 0:41 / /mnt/sshfs rw - fuse.sshfs me@there: rw
32 30 254:1 / /mnt/my\040nas/local rw shared:1 - xfs /dev/vdb rw
a line that is none
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/me/journal.db", "ext4"),
        ("/mnt/my nas/journal.db", "nfs4"),
        ("/mnt/my nas/local/journal.db", "xfs"),
        ("/mnt/sshfs/journal.db", "fuse.sshfs"),
        ("/mnt/sshfs2/journal.db", "ext4"),
    ],
)
def test_file_systems(place: str, kind: str) -> None:
    assert surroundings.file_system(Path(place), MOUNTS) == kind
    network = kind in ("nfs4", "fuse.sshfs")
    assert ("network" in surroundings.location(Path(place), MOUNTS)[0]) is network


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Work", "Nextcloud", "Google Drive"])
def test_sync_folders(folder: str, tmp_path: Path) -> None:
    place = tmp_path / folder / "notes"
    place.mkdir(parents=True)
    assert "synced" in surroundings.location(place / "journal.db", "")[0]
    (place / "journal.sync-conflict-20261120.db").touch()
    assert "conflict" in surroundings.location(place / "journal.db", "")[0]


def test_a_folder_that_syncthing_has_marked(tmp_path: Path) -> None:
    assert surroundings.location(tmp_path / "notes" / "journal.db", "") == ("", "")
    (tmp_path / ".stfolder").mkdir()
    assert "synced" in surroundings.location(tmp_path / "notes" / "journal.db", "")[0]
