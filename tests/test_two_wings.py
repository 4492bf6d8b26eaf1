"""The keystone: what plain SQL writes the ORM reads back the same, and the other way round.

Logging never imports the ORM and editing never does without it, so both must mean the same rows.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from blank import empty
from reltrack.config import Settings
from reltrack.database.recording import change
from reltrack.domain.drafts import EntryChange, EntryDraft, NewFact, NewFollowUp, PersonDraft
from reltrack.domain.occasions import format_yearly
from reltrack.domain.text import fold, slugify
from reltrack.read import facts, follow_ups, interactions, people
from reltrack.write import tables
from reltrack.write.batch import write_entries
from reltrack.write.circles import change as change_circle
from reltrack.write.interactions import amend
from reltrack.write.log import add_fact, log
from reltrack.write.loops import open_follow_up, skip
from reltrack.write.newcomers import add_person
from reltrack.write.people import edit, rename
from reltrack.write.session import session

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ISO = TODAY.isoformat()
NAMES = ("Ana Lima", "José Núñez", "李小龍")
OWN = {"id", "uid", "source", "created_at", "updated_at"}
STEADY = settings(
    max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
ODD = st.sampled_from(
    ["'", '"', "''; --", "\\", "\n", "a\r\nb", "\t", "%s", ":x", "?1", "[/b]", "{0}", "\x1b[2J",
     "e\u0301", "é", "ß", "İ", "ﬁ", "👩‍👩‍👧", "مرحبا", "ภาษาไทย", "हिन्दी", "小龍", "\u202e",
     "\ufeff", "\U0010ffff", "NULL", "null", "0", "1e5", "-", "\u2028"]
)  # fmt: skip
TEXT = (
    st.lists(ODD | st.text(ANY, max_size=8), min_size=1, max_size=5)
    .map(lambda parts: unicodedata.normalize("NFC", "".join(parts)).strip())
    .filter(bool)
)
LINE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
LABEL = st.sampled_from(["work", "c++", "読書", "münchen", "a-b"])
DAY = st.dates(date(1900, 1, 1), TODAY).map(date.isoformat)
TIME = st.times().map(lambda time: f"{time:%H:%M}")
WHO = st.sets(st.integers(1, len(NAMES))).map(sorted)


def maybe(strategy):
    return st.none() | strategy


@st.composite
def entries(draw):
    broadcast = draw(st.booleans())
    return EntryDraft(
        date=draw(DAY),
        time=draw(maybe(TIME)),
        text=draw(TEXT),
        via=draw(maybe(st.sampled_from(["coffee", "email", "touch", "読書会"]))),
        place=draw(maybe(LINE)),
        present=[] if broadcast else draw(WHO),
        mentioned=draw(WHO),
        tags=draw(st.lists(LABEL)),
        initiated=draw(maybe(st.sampled_from(["me", "them"]))),
        mark=draw(maybe(st.sampled_from(["gave", "asked", "promoted"]))),
        broadcast=broadcast,
    )


def journal():
    """A journal in memory with three people, numbers 1 to 3."""
    db = empty()
    with change(db, "add", now=NOW) as operation:
        assert [add_person(operation, name, added_on=ISO) for name in NAMES] == [1, 2, 3]
    return closing(db)


def told(db, number):
    """An entry as the read wing tells it, and the copies of it that rankings use."""
    (entry,) = interactions.by_number(db, [number])
    copies = db.execute(
        "SELECT person_id, day, present, contact FROM participant WHERE interaction_id = ?"
        " ORDER BY person_id",
        [number],
    )
    return {key: value for key, value in entry.items() if key not in OWN}, copies.fetchall()


def numbers(found):
    return [who["id"] for who in found]


def cleared(value):
    return "" if value is None else value


def amended(operation, draft):
    """Write quite another entry in plain SQL and make it the draft through the ORM."""
    other = EntryDraft("2026-01-02", "other", "10:00", "call", "Porto", [1, 2], [3], ["old"],
                       "them", "asked")  # fmt: skip
    number = log(operation, other, today=ISO).entry
    amend(
        operation,
        number,
        EntryChange(
            date=draft.date,
            time=cleared(draft.time),
            via=cleared(draft.via),
            place=cleared(draft.place),
            text=draft.text,
            present=draft.present,
            mentioned=draft.mentioned,
            tags=draft.tags,
            initiated=cleared(draft.initiated),
            mark=cleared(draft.mark),
            broadcast=draft.broadcast,
        ),
        today=ISO,
    )
    return number


@STEADY
@given(entries())
def test_an_entry_logged_in_a_batch_or_amended_reads_back_the_same(draft):
    with journal() as db:
        with change(db, "log", now=NOW) as operation:
            logged = log(operation, draft, today=ISO).entry
        with change(db, "amend", now=NOW) as operation:
            changed = amended(operation, draft)
        entry, copies = told(db, logged)
        assert {key: entry[key] for key in ("date", "time", "via", "place", "text", "mark")} == {
            key: getattr(draft, key) for key in ("date", "time", "via", "place", "text", "mark")
        }
        assert (entry["broadcast"], entry["initiated"]) == (draft.broadcast, draft.initiated)
        assert sorted(numbers(entry["people"])) == draft.present
        assert sorted(numbers(entry["mentioned"])) == sorted({*draft.mentioned} - {*draft.present})
        assert entry["tags"] == sorted({*draft.tags})
        day = date.fromisoformat(draft.date).toordinal()
        assert {(row[1], row[3]) for row in copies if row[2]} <= {(day, int(draft.contact))}
        assert told(db, changed) == (entry, copies)
        with change(db, "log --batch", now=NOW, bulk=True) as operation:
            write_entries(operation, [(draft, draft.present)])
        assert told(db, interactions.latest_number(db)) == (entry, copies)
        assert entry in [
            {k: v for k, v in one.items() if k not in OWN}
            for one in interactions.history(db, interactions.Selection(until=draft.date))
        ]


@STEADY
@given(entries(), TEXT, maybe(DAY), TEXT)
def test_the_orm_reads_what_plain_sql_wrote(draft, text, due, fact):
    draft = draft._replace(present=[1], broadcast=False)
    draft = draft._replace(
        facts=[NewFact(1, fact)], follow_ups=[NewFollowUp("promise", 1, text, due)]
    )
    with journal() as db, change(db, "log", now=NOW) as operation:
        logged = log(operation, draft, today=ISO)
        skipped = skip(operation, 1, today=ISO, until="2027-01-01", reason="busy")
        with session(operation) as orm:
            row = orm.get_one(tables.Interaction, logged.entry)
            for key in ("date", "time", "via", "place", "text", "initiated", "mark", "source"):
                assert getattr(row, key) == getattr(draft, key)
            assert (row.broadcast, row.created_at) == (False, operation.at)
            there = select(tables.Participant).where(tables.Participant.present == 1)
            assert [(p.person_id, p.contact) for p in orm.exec(there)] == [(1, draft.contact)]
            assert {tag.tag for tag in orm.exec(select(tables.InteractionTag))} == {*draft.tags}
            noted = orm.get_one(tables.Fact, logged.facts[0])
            assert (noted.text, noted.heard_on, noted.interaction_id) == (
                fact, draft.date, logged.entry,
            )  # fmt: skip
            loop = orm.get_one(tables.FollowUp, logged.follow_ups[0])
            assert (loop.kind, loop.text, loop.due_on, loop.opened_on, loop.automatic) == (
                "promise", text, due, draft.date, False,
            )  # fmt: skip
            assert orm.get_one(tables.Skip, skipped).until_on == "2027-01-01"
            for number, name in enumerate(NAMES, 1):
                who = orm.get_one(tables.Person, number)
                assert (who.name, who.slug, who.key) == (name, slugify(name), fold(name))


def save(db: sqlite3.Connection, model, number, **values):
    """Write a record through the ORM."""
    with change(db, "test", now=NOW) as operation, session(operation) as orm:
        orm.add(model(id=number, uid=f"uid-{number}", created_at=operation.at,
                      updated_at=operation.at, **values))  # fmt: skip


@STEADY
@given(TEXT, DAY, maybe(DAY), TEXT)
def test_facts_and_follow_ups_of_either_wing_read_back_the_same(text, day, due, other):
    with journal() as db:
        with change(db, "note", now=NOW) as operation:
            noted = add_fact(operation, 1, text, heard_on=day)
            opened = open_follow_up(operation, "waiting", 1, other, due_on=due, opened_on=day)
        save(db, tables.Fact, 101, person_id=1, text=text, heard_on=day)
        save(db, tables.FollowUp, 102, kind="waiting", person_id=1, text=other, due_on=due,
             opened_on=day)  # fmt: skip
        plain, orm = (
            {k: v for k, v in one.items() if k not in {*OWN, "tags"}}
            for one in facts.by_number(db, [noted, 101], today=TODAY)
        )
        assert plain == orm
        assert (plain["text"], plain["heard_on"]) == (text, day)
        plain, orm = (
            {k: v for k, v in one.items() if k not in OWN}
            for one in follow_ups.follow_ups(db, today=TODAY, ids=[opened, 102], closed=True)
        )
        assert plain == orm
        assert (plain["text"], plain["due_date"], plain["owner"]) == (other, due, "them")


@st.composite
def cards(draw):
    year, month, day = draw(
        st.tuples(maybe(st.integers(1, 2026)), st.integers(1, 12), maybe(st.integers(1, 28)))
    )
    return PersonDraft(
        cadence_days=draw(maybe(st.integers(1, 36_500))),
        company=draw(maybe(LINE)),
        title=draw(maybe(LINE)),
        city=draw(maybe(LINE)),
        met_on=draw(maybe(DAY)),
        how_met=draw(maybe(TEXT)),
        introduced_by=draw(maybe(st.just(2))),
        birthday=draw(maybe(st.just((year, month, day)))),
        circles=draw(st.dictionaries(LABEL, maybe(st.integers(1, 400)))),
        tags=draw(st.lists(LABEL)),
        aliases=draw(st.lists(LINE, max_size=3, unique_by=fold)),
        contact_points=draw(
            st.lists(
                st.tuples(st.sampled_from(["email", "phone", "url"]), LINE),
                max_size=3,
                unique_by=lambda point: point[1].casefold(),
            )
        ),
        facts=draw(st.lists(TEXT, max_size=2)),
    )


@STEADY
@given(cards(), LINE)
def test_a_card_written_by_the_orm_reads_back_as_it_was_said(draft, name):
    with journal() as db:
        with change(db, "edit", now=NOW) as operation:
            edit(operation, 1, draft, today=ISO)
            change_circle(operation, "club", people=[1], cadence_days=30, today=ISO)
            rename(operation, 1, name)
        who = people.one(db, 1, today=TODAY, settings=Settings())
        for key in ("cadence_days", "company", "title", "city", "met_on", "how_met"):
            assert who[key] == getattr(draft, key)
        assert who["introduced_by"] == (
            draft.introduced_by and {"id": 2, "slug": "jose-nunez", "name": "José Núñez"}
        )
        assert who["birthday"] == (draft.birthday and format_yearly(*draft.birthday))
        assert who["circles"] == sorted({*draft.circles, "club"})
        assert who["tags"] == sorted({*draft.tags})
        assert who["name"] == name
        said = {alias for alias in draft.aliases if fold(alias) not in {fold(name), "ana lima"}}
        assert said <= set(who["aliases"])
        assert {point["value"] for point in who["contact_points"]} <= {
            value for _, value in draft.contact_points
        }
        found = facts.about(db, 1, today=TODAY)
        assert sorted(fact["text"] for fact in found) == sorted(draft.facts)
        assert people.one(db, 3, today=TODAY, settings=Settings())["name"] == NAMES[2]


@STEADY
@given(LINE)
def test_a_name_of_either_wing_is_the_same_person(name):
    with journal() as db, change(db, "add", now=NOW) as operation:
        number = add_person(operation, name, added_on=ISO)
        rename(operation, 2, name)
        plain = people.one(db, number, today=TODAY, settings=Settings())
        renamed = people.one(db, 2, today=TODAY, settings=Settings())
        assert plain["name"] == renamed["name"] == name
        keys = db.execute("SELECT key FROM person WHERE id IN (?, 2)", [number]).fetchall()
        assert len(set(keys)) == 1
