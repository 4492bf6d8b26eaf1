"""The tables as the ORM sees them: a mirror of database/migrations, compared with it by a test.

No logic and no relationships: reads are SQL, and foreign keys are plain numbers. Table models
check nothing (drafts do, and the CHECKs of the schema).
"""

# ruff: noqa: ANN401, D101 (a field is typed by its annotation; what a table is for, the SQL says)
# No `from __future__ import annotations` here: SQLModel reads the annotations at run time.

from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, Integer, text
from sqlmodel import Field, SQLModel

_WITHOUT_ROWID = {"sqlite_with_rowid": False}


def _number(of: str, *, primary_key: bool = False) -> Any:
    """Refer to a record by its number, and go when it goes."""
    return Field(foreign_key=f"{of}.id", ondelete="CASCADE", primary_key=primary_key)


def _number_or_none(of: str, *, on_delete: Literal["CASCADE", "SET NULL"] = "CASCADE") -> Any:
    return Field(default=None, foreign_key=f"{of}.id", ondelete=on_delete, nullable=True)


def _flag() -> Any:
    return Field(default=False, sa_type=Integer, sa_column_kwargs={"server_default": text("0")})


def _where_known(name: str, column: str) -> Index:
    return Index(name, column, sqlite_where=text(f"{column} IS NOT NULL"))


class Record(SQLModel):
    """What every numbered record has. Its number comes from `Operation.number`, never by itself."""

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    uid: str = Field(unique=True)
    created_at: str
    updated_at: str


class Person(Record, table=True):
    __tablename__ = "person"
    __table_args__ = (
        Index("person_key", "key"),
        _where_known("person_introduced_by", "introduced_by"),
        Index("person_new", "id", sqlite_where=text("status = 'new'")),
    )

    slug: str = Field(unique=True)
    name: str
    key: str
    status: str
    added_on: str
    active_on: str | None = None
    cadence_days: int | None = None
    company: str | None = None
    title: str | None = None
    city: str | None = None
    met_on: str | None = None
    how_met: str | None = None
    introduced_by: int | None = _number_or_none("person", on_delete="SET NULL")


class RetiredSlug(SQLModel, table=True):
    __tablename__ = "retired_slug"
    __table_args__ = (Index("retired_slug_person", "person_id"), _WITHOUT_ROWID)

    slug: str = Field(primary_key=True)
    person_id: int = _number("person")


class Alias(SQLModel, table=True):
    __tablename__ = "alias"
    __table_args__ = (Index("alias_key", "key"), _WITHOUT_ROWID)

    person_id: int = _number("person", primary_key=True)
    key: str = Field(primary_key=True)
    name: str


class ContactPoint(SQLModel, table=True):
    __tablename__ = "contact_point"
    __table_args__ = (Index("contact_point_key", "kind", "key"), _WITHOUT_ROWID)

    person_id: int = _number("person", primary_key=True)
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    value: str
    label: str | None = None
    position: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})


class Circle(SQLModel, table=True):
    __tablename__ = "circle"
    __table_args__ = _WITHOUT_ROWID

    name: str = Field(primary_key=True)
    cadence_days: int | None = None


class CircleMember(SQLModel, table=True):
    __tablename__ = "circle_member"
    __table_args__ = (Index("circle_member_circle", "circle"), _WITHOUT_ROWID)

    person_id: int = _number("person", primary_key=True)
    circle: str = Field(
        primary_key=True,
        sa_column_args=[ForeignKey("circle.name", ondelete="CASCADE", onupdate="CASCADE")],
    )


class PersonTag(SQLModel, table=True):
    __tablename__ = "person_tag"
    __table_args__ = (Index("person_tag_tag", "tag"), _WITHOUT_ROWID)

    person_id: int = _number("person", primary_key=True)
    tag: str = Field(primary_key=True)


class Interaction(Record, table=True):
    __tablename__ = "interaction"
    __table_args__ = (
        Index("interaction_date", "date", "time", "id"),
        Index("interaction_via", "via", "date"),
    )

    date: str
    time: str | None = None
    via: str | None = None
    place: str | None = None
    text: str
    initiated: str | None = None
    mark: str | None = None
    broadcast: bool = _flag()
    source: str


class Participant(SQLModel, table=True):
    __tablename__ = "participant"
    __table_args__ = (
        Index("participant_interaction", "interaction_id", "person_id", unique=True),
        _WITHOUT_ROWID,
    )

    person_id: int = _number("person", primary_key=True)
    day: int = Field(primary_key=True)
    interaction_id: int = _number("interaction", primary_key=True)
    present: bool = Field(sa_type=Integer)
    contact: bool = Field(sa_type=Integer)


class InteractionTag(SQLModel, table=True):
    __tablename__ = "interaction_tag"
    __table_args__ = (Index("interaction_tag_tag", "tag"), _WITHOUT_ROWID)

    interaction_id: int = _number("interaction", primary_key=True)
    tag: str = Field(primary_key=True)


class Fact(Record, table=True):
    __tablename__ = "fact"
    __table_args__ = (
        Index("fact_person", "person_id", "heard_on"),
        _where_known("fact_interaction", "interaction_id"),
    )

    person_id: int = _number("person")
    text: str
    heard_on: str
    interaction_id: int | None = _number_or_none("interaction")


class FactTag(SQLModel, table=True):
    __tablename__ = "fact_tag"
    __table_args__ = (Index("fact_tag_tag", "tag"), _WITHOUT_ROWID)

    fact_id: int = _number("fact", primary_key=True)
    tag: str = Field(primary_key=True)


class FollowUp(Record, table=True):
    __tablename__ = "follow_up"
    __table_args__ = (
        Index("follow_up_person", "person_id", "opened_on"),
        _where_known("follow_up_interaction", "interaction_id"),
    )

    kind: str
    person_id: int = _number("person")
    text: str
    due_on: str | None = None
    opened_on: str
    done_on: str | None = None
    interaction_id: int | None = _number_or_none("interaction")
    automatic: bool = _flag()


class Occasion(Record, table=True):
    __tablename__ = "occasion"
    __table_args__ = (
        Index("occasion_person", "person_id"),
        Index(
            "occasion_one_birthday",
            "person_id",
            unique=True,
            sqlite_where=text("kind = 'birthday'"),
        ),
        _where_known("occasion_interaction", "interaction_id"),
    )

    person_id: int = _number("person")
    kind: str
    label: str | None = None
    year: int | None = None
    month: int
    day: int | None = None
    lead_days: int | None = None
    interaction_id: int | None = _number_or_none("interaction", on_delete="SET NULL")


class OccasionClosing(SQLModel, table=True):
    __tablename__ = "occasion_closing"
    __table_args__ = _WITHOUT_ROWID

    occasion_id: int = _number("occasion", primary_key=True)
    occurs_on: str = Field(primary_key=True)
    closed_on: str


class Introduction(Record, table=True):
    __tablename__ = "introduction"
    __table_args__ = (
        Index("introduction_person", "person_id"),
        _where_known("introduction_other", "other_id"),
        _where_known("introduction_introducer", "introducer_id"),
    )

    introducer_id: int | None = _number_or_none("person")
    person_id: int = _number("person")
    other_id: int | None = _number_or_none("person")
    why: str | None = None
    proposed_on: str
    made_on: str | None = None
    met_on: str | None = None
    thanked_on: str | None = None


class Skip(Record, table=True):
    __tablename__ = "skip"
    __table_args__ = (Index("skip_person", "person_id", "skipped_on"),)

    person_id: int = _number("person")
    skipped_on: str
    until_on: str
    reason: str | None = None


class Tombstone(SQLModel, table=True):
    __tablename__ = "tombstone"
    __table_args__ = _WITHOUT_ROWID

    uid: str = Field(primary_key=True)
    deleted_at: str


class Origin(SQLModel, table=True):
    __tablename__ = "origin"
    __table_args__ = (Index("origin_uid", "uid"), _WITHOUT_ROWID)

    source: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    uid: str
