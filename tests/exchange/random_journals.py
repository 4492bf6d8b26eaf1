"""Random journals: any content that the program itself could have written, in every table."""

from __future__ import annotations

import sqlite3
import unicodedata
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from blank import empty
from reltrack.database.recording import change
from reltrack.domain.drafts import contact_key
from reltrack.domain.reports import Report
from reltrack.domain.text import fold, label, slugify
from reltrack.errors import UsageError
from reltrack.exchange.export import Layout, export
from reltrack.exchange.files import Source
from reltrack.exchange.importing import FORMATS, bring_in
from reltrack.exchange.wishes import Wishes

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
random_journals = settings(suppress_health_check=list(HealthCheck), max_examples=30)
Rows = dict[str, list[dict[str, Any]]]

_ODD = (
    "\x07\x1b\x7f\x85\xa0\u00ad\u200b\u200d\u2028\u202e\u2066\ufeff\U000e0041"
    '"\\/{}[],:\t\n\r #@*é́Łßßﬃΐİ漢🏳️'
)
_CHARACTERS = st.one_of(
    st.sampled_from(_ODD), st.characters(exclude_categories=["Cs"], exclude_characters="\0")
)


def _line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())[:200].strip()


def _labelled(text: str) -> str:
    try:
        return label(text, what="tag")
    except UsageError:
        return ""


BODIES = st.text(_CHARACTERS, max_size=12).map(lambda text: unicodedata.normalize("NFC", text))
SAID = BODIES.filter(bool)
LINES = st.text(_CHARACTERS, max_size=8).map(_line).filter(bool)
LABELS = st.text(_CHARACTERS, max_size=6).map(_labelled).filter(bool)
DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31)).map(date.isoformat)
STAMPS = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)).map(
    lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ")
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def some(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=most, unique=True)


@st.composite
def journals(draw: st.DrawFn) -> Rows:
    """Draw the rows of a journal, by table."""
    numbers = iter(draw(st.permutations(range(1, 30))))
    uids = iter(f"{draw(st.sampled_from('abc'))}-{n}" for n in range(100))
    rows: Rows = {}

    def record(table: str, **values: Any) -> int:
        number = next(numbers)
        stamps = {"created_at": draw(STAMPS), "updated_at": draw(STAMPS)}
        rows.setdefault(table, []).append({"id": number, "uid": next(uids)} | values | stamps)
        return number

    def around(table: str, found: list[dict[str, Any]]) -> None:
        rows.setdefault(table, []).extend(found)

    people = _people(draw, record, around)
    entries = [_entry(draw, record, around, people) for _ in range(draw(st.integers(0, 3)))]
    if people:
        _hanging(draw, record, around, st.sampled_from(people), st.sampled_from([None, *entries]))
    gone = draw(some(STAMPS, 2))
    around("tombstone", [{"uid": next(uids), "deleted_at": at} for at in gone])
    around(
        "origin",
        [
            {"source": draw(st.sampled_from(["batch", "import:x"])), "key": str(n), "uid": f"a-{n}"}
            for n in range(draw(st.integers(0, 3)))
        ],
    )
    return rows


def _people(draw: st.DrawFn, record: Any, around: Any) -> list[int]:
    circles = draw(some(LABELS, 3))
    around(
        "circle", [{"name": c, "cadence_days": draw(maybe(st.integers(1, 400)))} for c in circles]
    )
    people: list[int] = []
    slugs: set[str] = set()
    for _ in range(draw(st.integers(0, 3))):
        name, status = draw(LINES), draw(st.sampled_from(["active", "new", "archived"]))
        slug = slugify(name)
        while slug in slugs:
            slug += "-2"
        slugs.add(slug)
        number = record(
            "person",
            slug=slug,
            name=name,
            key=fold(name),
            status=status,
            added_on=draw(DAYS),
            active_on=draw(DAYS) if status == "active" else draw(maybe(DAYS)),
            cadence_days=draw(maybe(st.integers(1, 1000))),
            company=draw(maybe(LINES)),
            title=draw(maybe(LINES)),
            city=draw(maybe(LINES)),
            met_on=draw(maybe(DAYS)),
            how_met=draw(maybe(SAID)),
            introduced_by=draw(st.sampled_from([None, *people])),
        )
        people.append(number)
        _card(draw, around, number, circles, slugs)
    return people


def _card(draw: st.DrawFn, around: Any, person: int, circles: list[str], slugs: set[str]) -> None:
    aliases = {fold(alias): alias for alias in draw(some(LINES, 2))}
    around("alias", [{"person_id": person, "name": a, "key": k} for k, a in aliases.items()])
    points = {
        (kind, contact_key(kind, value)): value
        for kind, value in draw(some(st.tuples(st.sampled_from(["email", "url", "phone"]), LINES)))
    }
    around(
        "contact_point",
        [
            {"person_id": person, "kind": kind, "key": key, "value": value,
             "label": draw(maybe(LINES)), "position": position}
            for position, ((kind, key), value) in enumerate(points.items())
        ],
    )  # fmt: skip
    retired = {slugify(old) for old in draw(some(LINES, 2))} - slugs
    slugs |= retired
    around("retired_slug", [{"slug": slug, "person_id": person} for slug in retired])
    member = [c for c in circles if draw(st.booleans())]
    around("circle_member", [{"person_id": person, "circle": circle} for circle in member])
    around("person_tag", [{"person_id": person, "tag": tag} for tag in draw(some(LABELS, 2))])


def _entry(draw: st.DrawFn, record: Any, around: Any, people: list[int]) -> int:
    day, via = draw(DAYS), draw(maybe(st.sampled_from(["touch", "coffee"]) | LINES))
    broadcast = draw(st.booleans())
    number: int = record(
        "interaction",
        date=day,
        time=draw(st.sampled_from([None, "00:00", "09:30", "23:59"])),
        via=via,
        place=draw(maybe(LINES)),
        text=draw(BODIES),
        initiated=draw(st.sampled_from([None, "me", "them"])),
        mark=draw(st.sampled_from([None, "gave", "asked", "promoted"])),
        broadcast=int(broadcast),
        source=draw(st.sampled_from(["typed", "batch", "import:mbox"])),
    )
    around(
        "participant",
        [
            {"person_id": person, "day": date.fromisoformat(day).toordinal(),
             "interaction_id": number, "present": int(present),
             "contact": int(present and not broadcast and via != "touch")}
            for person in people
            if (present := draw(st.sampled_from([None, False, True]))) is not None
        ],
    )  # fmt: skip
    tags = draw(some(LABELS, 2))
    around("interaction_tag", [{"interaction_id": number, "tag": tag} for tag in tags])
    return number


def _hanging(draw: st.DrawFn, record: Any, around: Any, who: Any, entry: Any) -> None:
    """Draw what hangs on people and entries."""
    for _ in range(draw(st.integers(0, 2))):
        fact = record("fact", person_id=draw(who), text=draw(SAID), heard_on=draw(DAYS),
                      interaction_id=draw(entry))  # fmt: skip
        around("fact_tag", [{"fact_id": fact, "tag": tag} for tag in draw(some(LABELS, 2))])
    for _ in range(draw(st.integers(0, 2))):
        kind = draw(st.sampled_from(["promise", "reply", "waiting", "plan"]))
        came_with = draw(entry)
        automatic = kind == "reply" and came_with is not None and draw(st.booleans())
        record("follow_up", kind=kind, person_id=draw(who), text=draw(BODIES),
               due_on=draw(maybe(DAYS)), opened_on=draw(DAYS), done_on=draw(maybe(DAYS)),
               interaction_id=came_with, automatic=int(automatic))  # fmt: skip
    born: set[int] = set()
    for _ in range(draw(st.integers(0, 2))):
        person, day = draw(who), draw(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
        kind = draw(st.sampled_from(["anniversary", "milestone", "other", "birthday"]))
        if kind == "birthday" and person in born:
            continue
        born |= {person} if kind == "birthday" else set()
        whole = kind == "milestone" or draw(st.booleans())
        occasion = record("occasion", person_id=person, kind=kind, label=draw(maybe(LINES)),
                          year=day.year if whole else None, month=day.month,
                          day=day.day if whole else None,
                          lead_days=draw(maybe(st.integers(1, 365))),
                          interaction_id=draw(entry))  # fmt: skip
        closings = draw(some(DAYS, 2))
        around(
            "occasion_closing",
            [{"occasion_id": occasion, "occurs_on": d, "closed_on": draw(DAYS)} for d in closings],
        )
    three = [draw(maybe(who)) for _ in range(3)]
    if three[1] is not None and len(set(three)) == 3:
        record("introduction", introducer_id=three[0], person_id=three[1], other_id=three[2],
               why=draw(maybe(SAID)), proposed_on=draw(DAYS), made_on=draw(maybe(DAYS)),
               met_on=draw(maybe(DAYS)), thanked_on=draw(maybe(DAYS)))  # fmt: skip
    if draw(st.booleans()):
        record("skip", person_id=draw(who), skipped_on=draw(DAYS), until_on=draw(DAYS),
               reason=draw(st.sampled_from([None, "busy", "awkward"])))  # fmt: skip


def at_rest(db: sqlite3.Connection) -> list[str]:
    """Return all there is in a journal, its undo log too."""
    return [line for line in db.iterdump() if "sqlite_sequence" not in line]


def journal(rows: Rows) -> sqlite3.Connection:
    """Return a journal in memory that holds the rows."""
    db = empty()
    for table, found in rows.items():
        for row in found:
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            db.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", row)
    numbers = [row["id"] for found in rows.values() for row in found if "id" in row]
    db.execute("UPDATE journal SET last_number = ?", [max(numbers, default=0) + 3])
    return db


def exported(db: sqlite3.Connection, layout: Layout = "json") -> str:
    """Return what `export` writes."""
    return "".join(f"{line}\n" for line in export(db, layout))


def imported(
    db: sqlite3.Connection, *contents: str | bytes, form: str = "reltrack", dry_run: bool = False
) -> Report:
    """Import files that hold these contents."""
    data = [text if isinstance(text, bytes) else text.encode() for text in contents]
    sources = [
        (Source(f"file {number}", BytesIO(content)), form) for number, content in enumerate(data, 1)
    ]
    assert form in FORMATS
    with change(db, "import", now=NOW, bulk=True, dry_run=dry_run) as operation:
        return bring_in(operation, sources, Wishes(operation.now.date()), dry_run=dry_run)


def restored(*contents: str | bytes) -> sqlite3.Connection:
    """Return an empty journal into which files were imported without a fault."""
    db = empty()
    report = imported(db, *contents)
    assert report["rejected"] == report["remarks"] == []
    return db
