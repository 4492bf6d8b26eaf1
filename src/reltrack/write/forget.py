"""Forget a person: no byte of them is left in the journal, nor in the copies we know of.

All is made ready in memory first. Then the copies are written anew, and the journal last: until it
is done the person is still in it, and doing it again completes it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from json import dumps, loads
from pathlib import Path
from typing import Literal

from reltrack import config
from reltrack.database.backup import folder_files
from reltrack.database.connection import connect
from reltrack.database.files import DRAFT
from reltrack.database.recording import change
from reltrack.database.rewriting import rewritten
from reltrack.domain.redaction import Identity, Redaction
from reltrack.domain.text import fold
from reltrack.errors import JournalError, NotFoundError, ReltrackError
from reltrack.tuples import NamedTuple
from reltrack.write.bulk import LISTED
from reltrack.write.mentions import Mention, Mentions, identities
from reltrack.write.people import THEIRS, delete_person

_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_NOMEM")
"""Faults that say nothing against a copy: another time it can be rewritten."""


class Copy(NamedTuple):
    """A file beside the journal, and what becomes of it."""

    path: Path
    fate: Literal["rewritten", "deleted"]
    mentions: int = 0
    """Records in it that still name the person."""


class Forgotten(NamedTuple):
    """What was forgotten, and what still tells of the person."""

    records: dict[str, int]
    """How many were deleted, by what they are."""
    shared: int
    """Entries that stay with others."""
    mentions: list[Mention]
    namesakes: list[str]
    """Handles of others who bear the very name: theirs stays."""
    copies: list[Copy]


class _Wanted(NamedTuple):
    """Who is forgotten, as a copy may know them."""

    uid: str
    known: Identity
    """What they are known by now."""
    identity: Identity
    """And ever were."""
    alive: set[str]
    """The uids of everybody else in the journal."""


Watcher = Callable[[str], None]
"""Is told, in a few words, how far it has come."""


def plan(path: Path, uid: str, *, now: datetime) -> Forgotten:
    """Return what would be forgotten of the person of a uid; the copies are not looked at.

    Raises:
        NotFoundError: nobody has that uid.
        JournalError: the journal is damaged.
        sqlite3.DatabaseError: it is busy.
    """
    with rewritten(path, now=now, dry_run=True) as db:
        people, wanted = _wanted(db, uid)
        return _erase(db, people, wanted.identity, now=now, redact=False, dry_run=True)


def forget(
    path: Path,
    uid: str,
    *,
    now: datetime,
    redact: bool = False,
    dry_run: bool = False,
    watch: Watcher = lambda _: None,
) -> Forgotten:
    """Forget the person of a uid; with `redact`, also where records of others name them.

    It cannot be undone, and neither can anything done before it. `watch` is told how far it is.

    Raises:
        NotFoundError: nobody has that uid.
        JournalError: the journal is damaged, or a copy can be neither rewritten nor deleted.
        sqlite3.DatabaseError: it is busy, cannot be written, or the disk is full.
    """
    with rewritten(path, now=now, dry_run=dry_run) as db:
        people, wanted = _wanted(db, uid)
        forgotten = _erase(db, people, wanted.identity, now=now, redact=redact, dry_run=dry_run)
        known = known_copies(path, *db.execute("SELECT uid FROM journal").fetchone())
        copies = []
        for number, file in enumerate(known, 1):
            watch(f"looking through copy {number} of {len(known)} ...")
            copies.append(_clean(file, wanted, now=now, redact=redact, dry_run=dry_run))
        gone = [*leftovers(path), *unfinished(wanted.identity)]
        copies += [_delete(file, dry_run=dry_run) for file in gone]
        if not dry_run:
            watch("writing the journal anew ...")
    return forgotten._replace(copies=[copy for copy in copies if copy])


def _wanted(db: sqlite3.Connection, uid: str) -> tuple[list[int], _Wanted]:
    """Return the numbers of the person of a uid, and who is looked for in the copies."""
    found = db.execute("SELECT id FROM person WHERE uid = ?", [uid]).fetchall()
    if not found:
        raise NotFoundError("there is no such person", hint="reltrack people lists everybody")
    people = [number for (number,) in found]
    others = {other for (other,) in db.execute("SELECT uid FROM person WHERE uid <> ?", [uid])}
    return people, _Wanted(uid, identities(db)[people[0]], _identity(db, people), others)


def known_copies(journal: Path, uid: str) -> list[Path]:
    """Return the files that hold a copy of the journal: its backups, also of where it was once."""
    own = config.backups_path(journal)
    elsewhere = [
        file
        for file in sorted(own.parent.glob("*/*.db"))
        if file.parent != own and _lineage(file) == uid
    ]
    files = [file for file in folder_files(journal) if DRAFT not in file.name]
    return [file for file in files + elsewhere if file.is_file()]


def _lineage(file: Path) -> str | None:
    """Return the identifier that a journal shares with its copies; None if it has none."""
    try:
        with closing(connect(file, "ro")[0]) as db:
            uid: str = db.execute("SELECT uid FROM journal").fetchone()[0]
            return uid
    except (ReltrackError, sqlite3.Error):
        return None


def leftovers(journal: Path) -> list[Path]:
    """Return what crashes have left behind, which may hold anything."""
    place = journal.resolve()
    drafts = [
        file
        for folder in (place.parent, config.backups_path(journal))
        for file in folder.glob(f".*{DRAFT}*")
        if folder != place.parent or file.name.startswith(f".{place.name[:40]}.")
    ]
    found = [*drafts, *config.state_path().glob("crash*")]
    return sorted(file for file in found if file.is_file())


def unfinished(person: Identity) -> list[Path]:
    """Return the texts somebody has begun to write that name a person, or cannot be read."""
    state = config.state_path()
    redaction = Redaction(person, company=[])
    return [
        file
        for file in sorted([*state.glob("draft*"), *state.glob("drafts/*")])
        if file.is_file() and ((text := _text(file)) is None or redaction.redacted(text) != text)
    ]


def _text(file: Path) -> str | None:
    """Return what was written in a file, or answered; None if it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
        return "\n".join(map(str, loads(text).values())) if file.suffix == ".json" else text
    except (OSError, ValueError, AttributeError):
        return None


def _erase(
    db: sqlite3.Connection,
    people: list[int],
    identity: Identity,
    *,
    now: datetime,
    redact: bool,
    dry_run: bool,
) -> Forgotten:
    """Leave people out of a journal in memory, and the steps of undo."""
    mentions = Mentions(db, identity, people)
    buried = {uid for (uid,) in db.execute("SELECT uid FROM tombstone")}
    with change(db, "forget", now=now) as operation:
        deleted = [delete_person(operation, person) for person in people]
        found = mentions.find(redact=redact, at=operation.at)
    gone = {uid for (uid,) in db.execute("SELECT uid FROM tombstone")} - buried
    # What a source calls them is a digest, but one that can be guessed.
    db.execute(f"DELETE FROM origin WHERE uid IN {LISTED}", [dumps(list(gone))])
    db.execute("DELETE FROM change")
    db.execute("DELETE FROM operation")
    if not dry_run:
        db.execute("INSERT INTO search (search) VALUES ('rebuild')")
    records = {what: sum(one.records[what] for one in deleted) for what in THEIRS}
    shared = sum(one.shared for one in deleted)
    return Forgotten(records, shared, found, mentions.namesakes, [])


def _identity(db: sqlite3.Connection, people: list[int]) -> Identity:
    """Return what people are and were known by, as far as the steps of undo tell."""
    known = identities(db)
    now = [known[person] for person in people]
    before = Identity([], [], [])
    for table, content in db.execute(
        "SELECT table_name, row FROM change JOIN operation ON operation.id = operation_id"
        " WHERE state = 'done' AND row IS NOT NULL"
        " AND table_name IN ('person', 'alias', 'retired_slug', 'contact_point')"
    ):
        row = loads(content)
        if row["id" if table == "person" else "person_id"] not in people:
            continue
        before.names.extend(row[key] for key in row if key == "name")
        before.handles.extend(row[key] for key in row if key == "slug")
        if table == "contact_point":
            before.points.append((row["kind"], row["value"]))
    return _joined(*now, before)


def _joined(*known: Identity) -> Identity:
    """Return all that several are known by, each once."""
    return Identity(
        list(dict.fromkeys(name for one in known for name in one.names)),
        list(dict.fromkeys(handle for one in known for handle in one.handles)),
        list(dict.fromkeys(point for one in known for point in one.points)),
    )


def _clean(
    file: Path, wanted: _Wanted, *, now: datetime, redact: bool, dry_run: bool
) -> Copy | None:
    """Leave the person out of a copy; one that cannot be read is deleted."""
    try:
        with rewritten(file, now=now, dry_run=dry_run) as db:
            people = _people(db, wanted)
            both = _joined(wanted.identity, _identity(db, people))
            found = _erase(db, people, both, now=now, redact=redact, dry_run=dry_run).mentions
    except ReltrackError:
        return _delete(file, dry_run=dry_run)
    except sqlite3.Error as error:
        if error.sqlite_errorname.startswith(_PASSING):
            raise
        return _delete(file, dry_run=dry_run)
    return Copy(file, "rewritten", 0 if redact else len(found))


def _people(db: sqlite3.Connection, wanted: _Wanted) -> list[int]:
    """Return whom a copy knows by the uid, a handle or a name, unless they are somebody else."""
    names = dumps([key for name in wanted.known.names if (key := fold(name))])
    handles = dumps(wanted.known.handles)
    rows = db.execute(
        f"""
        SELECT id, uid FROM person WHERE uid = ? OR slug IN {LISTED} OR key IN {LISTED}
            OR id IN (SELECT person_id FROM retired_slug WHERE slug IN {LISTED})
            OR id IN (SELECT person_id FROM alias WHERE key IN {LISTED})
        """,
        [wanted.uid, handles, names, handles, names],
    )
    return [number for number, uid in rows if uid not in wanted.alive]


def _delete(file: Path, *, dry_run: bool) -> Copy | None:
    """Delete a file.

    Raises:
        JournalError: it cannot be deleted.
    """
    if not file.exists():
        return None
    if not dry_run:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise JournalError(
                f"cannot clean or delete {file}: {(error.strerror or 'fault').lower()}",
                hint="make it writable and run it again; the journal is unchanged",
            ) from None
    return Copy(file, "deleted")
