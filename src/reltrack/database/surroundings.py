"""What a journal depends on outside itself: its file and folder, the disk, the clock, backups."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from reltrack import config
from reltrack.database.backup import described, folder_files, paths
from reltrack.database.contents import Contents, held
from reltrack.database.files import BESIDE, DRAFT, beside
from reltrack.domain.day_words import day_name

Finding = tuple[str, str]
"""What is wrong, and what to do about it; both empty if nothing is."""

FINE: Finding = ("", "")

ROOM = 16_000_000
"""Bytes that should be free beyond twice the journal's size."""

STALE_DRAFT = 3600
"""Seconds after which nobody can still be at work on a draft."""

_NETWORK = re.compile(r"(nfs|cifs|smb|afs|ceph|gluster|lustre|9p|fuse\.)")
_SYNCED = re.compile(
    r"(my )?(dropbox|onedrive|icloud|mobile documents|nextcloud|owncloud|syncthing|pcloud"
    r"|google ?drive)",
    re.IGNORECASE,
)
_SYNC_MARKS = (".stfolder", ".dropbox", ".sync", ".owncloudsync.log", ".nextcloudsync.log")
_POSIX_ZONE = re.compile(r"(<[\w+-]{3,}>|[A-Za-z]{3,})[+-]?\d")


def private_files(journal: Path) -> list[Path]:
    """Return what should be for its owner alone: the journal, backups, and the folders of ours."""
    ours = [journal, *(beside(journal, end) for end in BESIDE)]
    backups = config.backups_path(journal)
    ours += [config.state_path(), backups.parent, backups, *folder_files(journal)]
    if journal.parent == config.data_path().parent:
        ours.append(journal.parent)
    return [path for path in ours if path.exists()]


def too_open(journal: Path) -> list[Path]:
    """Return what others may read, or the folders of ours they may enter."""
    if os.name != "posix":
        return []
    return [path for path in private_files(journal) if stat.S_IMODE(path.stat().st_mode) & 0o077]


def permissions(journal: Path) -> Finding:
    """Tell whether others can read the journal or its backups, or put a file in its place."""
    found = too_open(journal)
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        return f"others may read {found[0]}{more}", "reltrack doctor --fix takes their rights away"
    folder = journal.parent.stat().st_mode
    if os.name == "posix" and folder & stat.S_IWOTH and not folder & stat.S_ISVTX:
        return f"others may write to the folder {journal.parent}", "chmod o-w, or move the journal"
    return FINE


def leftovers(journal: Path, *, now: float) -> list[Path]:
    """Return the unfinished files of a crash, beside the journal and among its backups."""
    known = [*journal.parent.glob(f".*{DRAFT}*"), *folder_files(journal)]
    return [p for p in known if DRAFT in p.name and now - p.stat().st_mtime > STALE_DRAFT]


def unfinished(journal: Path, *, now: float) -> Finding:
    """Tell whether a crash has left something behind."""
    found = [path.name for end in BESIDE if (path := beside(journal, end)).exists()]
    if found:
        return (
            f"{' and '.join(found)} beside the journal: a change under way, or one that a crash"
            " has left",
            "never remove it; the next command takes an unfinished change back",
        )
    drafts = leftovers(journal, now=now)
    if drafts:
        return (
            f"{len(drafts)} unfinished copies that a crash has left",
            "reltrack doctor --fix removes them",
        )
    return FINE


def location(journal: Path, mountinfo: str) -> Finding:
    """Tell whether the journal lies where locks may not hold, or copies may part ways."""
    place = Path(os.path.realpath(journal))
    kind = file_system(place, mountinfo)
    if _NETWORK.match(kind):
        return f"on a network file system ({kind})", "its locks may not hold: use a local disk"
    folders = place.parents
    marked = any((folder / mark).exists() for folder in folders for mark in _SYNC_MARKS)
    if marked or any(_SYNCED.match(folder.name) for folder in folders):
        conflicts = list(place.parent.glob(f"{place.stem}*conflict*"))
        if conflicts:
            return f"its sync folder holds {conflicts[0].name}", "two machines wrote: export both"
        return (
            "in a folder that is synced with other machines",
            "write on one machine at a time, and let it sync before you change over",
        )
    return FINE


def file_system(place: Path, mountinfo: str) -> str:
    """Return the kind of file system a path is on, from /proc/self/mountinfo; empty if unknown."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        fields, _, source = line.partition(" - ")
        parts = fields.split(" ")
        if len(parts) < 5 or not source:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), parts[4])
        if place.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), source.split(" ")[0]
    return kind


def mounts() -> str:
    """Return /proc/self/mountinfo, where there is one."""
    try:
        return Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def space(journal: Path) -> Finding:
    """Tell whether there is room for a change and a backup."""
    needed = 2 * (journal.stat().st_size if journal.exists() else 0) + ROOM
    for folder in (journal.parent, config.state_path()):
        there = next(each for each in (folder, *folder.parents) if each.exists())
        free = shutil.disk_usage(there).free
        if free < needed:
            return f"{free // 1_000_000} MB free in {there}", "free some space"
    return FINE


def clock(now: datetime, newest: str | None, *, fixed: str | None) -> Finding:
    """Tell whether the day is to be believed."""
    if fixed:
        return f"RELTRACK_NOW says it is {said(now)}", "unset RELTRACK_NOW"
    if not 2020 <= now.year <= 2100:
        return f"the clock says it is {said(now)}", "set the clock of this machine"
    if newest and newest > now.date().isoformat():
        day = day_name(date.fromisoformat(newest))
        return f"the newest entry is of {day}, a day to come", "check the clock, and the entry"
    return FINE


def said(moment: datetime) -> str:
    """Return a moment as people say it: `Fri 20 Nov 2026, 09:30`."""
    return f"{day_name(moment.date())}, {moment:%H:%M}"


def zone(environ: Mapping[str, str]) -> Finding:
    """Tell whether TZ names a zone: a day would begin at the wrong hour."""
    named = environ.get("TZ", "").removeprefix(":")
    if not named or _POSIX_ZONE.match(named) or Path(named).is_absolute():
        return FINE
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(named)
    except (OSError, ValueError, LookupError):
        if available_timezones():
            return f"TZ is {named}, which no zone is called", "unset TZ, or give a zone's name"
    return FINE


def local_zone(now: datetime) -> str:
    """Return the zone that days are counted in."""
    offset = now.strftime("%z")
    return f"{now.tzname()}, UTC{offset[:3]}:{offset[3:5]}"


def backups(journal: Path, there: Contents, *, created: date, changed: date) -> Finding:
    """Tell whether backups are made, and whether one of them holds what the journal has lost."""
    known = paths(journal)
    fuller = [path for path in known if (has := held(path)) and there.far_fewer_than(has)]
    if fuller:
        held_there = held(fuller[0]) or there
        return (
            f"{fuller[0].name} holds {held_there.records} records, the journal {there.records}",
            f"if they are missed: reltrack restore {fuller[0].name}; if not, remove that file",
        )
    newest = described(known[0])["date"] if known else ""
    if there.records and changed > created and newest < changed.isoformat():
        return (
            f"none of {day_name(changed)}, when the journal was last changed",
            "reltrack backup makes one, or says why it can't",
        )
    return FINE


def newest_backup(journal: Path) -> str:
    """Say what backups there are."""
    known = paths(journal)
    if not known:
        return "none yet: the first change of each day makes one"
    newest = described(known[0])
    day = day_name(date.fromisoformat(newest["date"]))
    size = sum(path.stat().st_size for path in known)
    return (
        f"{len(known)} of {size // 1000} KB in all,"
        f" the newest of {day} and {newest['size'] // 1000} KB"
    )
