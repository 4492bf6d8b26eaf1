"""The records of an export: what each holds, and what its parts must say together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from reltrack.exchange import fields
from reltrack.exchange.fields import Check, Value, listed, one_of, optional, whole

_RECORD: dict[str, Check] = {"id": fields.number, "uid": fields.uid}
_STAMPS: dict[str, Check] = {"created_at": fields.moment, "updated_at": fields.moment}
_ENTRY: dict[str, Check] = {"interaction_id": optional(fields.number)}

FIELDS: dict[str, dict[str, Check]] = {
    "circle": {"name": fields.label, "cadence_days": optional(fields.days)},
    "person": {
        **_RECORD,
        "slug": fields.handle,
        "name": fields.name,
        "aliases": listed(fields.name),
        "circles": listed(fields.label),
        "tags": listed(fields.label),
        "status": one_of("active", "new", "archived"),
        "added_on": fields.day,
        "active_on": optional(fields.day),
        "cadence_days": optional(fields.days),
        "company": optional(fields.name),
        "title": optional(fields.name),
        "city": optional(fields.name),
        "met_on": optional(fields.day),
        "how_met": optional(fields.said),
        "introduced_by": optional(fields.reference),
        "contact_points": fields.objects(
            {"kind": fields.name, "value": fields.value, "label": optional(fields.name)}
        ),
        "retired_slugs": listed(fields.handle),
        **_STAMPS,
    },
    "interaction": {
        **_RECORD,
        "date": fields.day,
        "time": optional(fields.time),
        "via": optional(fields.name),
        "place": optional(fields.name),
        "text": fields.body,
        "people": listed(fields.reference),
        "mentioned": listed(fields.reference),
        "tags": listed(fields.label),
        "initiated": optional(one_of("me", "them")),
        "mark": optional(one_of("gave", "asked", "promoted")),
        "broadcast": fields.flag,
        "source": fields.source,
        **_STAMPS,
    },
    "fact": {
        **_RECORD,
        "person": fields.reference,
        "text": fields.said,
        "tags": listed(fields.label),
        "heard_on": fields.day,
        **_ENTRY,
        **_STAMPS,
    },
    "follow_up": {
        **_RECORD,
        "kind": one_of("promise", "reply", "waiting", "plan"),
        "person": fields.reference,
        "text": fields.body,
        "due_date": optional(fields.day),
        "opened_on": fields.day,
        "done_on": optional(fields.day),
        **_ENTRY,
        "automatic": fields.flag,
        **_STAMPS,
    },
    "occasion": {
        **_RECORD,
        "person": fields.reference,
        "kind": one_of("birthday", "anniversary", "milestone", "other"),
        "label": optional(fields.name),
        "year": optional(whole(1, 9999)),
        "month": whole(1, 12),
        "day": optional(whole(1, 31)),
        "lead_days": optional(whole(1, 365)),
        **_ENTRY,
        "closings": fields.objects({"occurs_on": fields.day, "closed_on": fields.day}),
        **_STAMPS,
    },
    "introduction": {
        **_RECORD,
        "introducer": optional(fields.reference),
        "person": fields.reference,
        "other": optional(fields.reference),
        "why": optional(fields.said),
        "proposed_on": fields.day,
        "made_on": optional(fields.day),
        "met_on": optional(fields.day),
        "thanked_on": optional(fields.day),
        **_STAMPS,
    },
    "skip": {
        **_RECORD,
        "person": fields.reference,
        "skipped_on": fields.day,
        "until_on": fields.day,
        "reason": optional(one_of("busy", "awkward", "nothing-to-say", "not-important", "other")),
        **_STAMPS,
    },
    "tombstone": {"uid": fields.uid, "deleted_at": fields.moment},
    "origin": {"source": fields.name, "key": fields.name, "uid": fields.uid},
}


def checked(kind: str, content: dict[str, Value]) -> dict[str, Value]:
    """Return what is kept of a record.

    Raises:
        ValueError: what is wrong with it.
    """
    kept = fields.checked(content, FIELDS[kind])
    together = _TOGETHER.get(kind)
    if together:
        together(kept)
    return kept


def _person(person: dict[str, Value]) -> None:
    if person["status"] == "active" and person["active_on"] is None:
        raise ValueError("active_on is missing")


def _follow_up(loop: dict[str, Value]) -> None:
    if loop["automatic"] and (loop["kind"] != "reply" or loop["interaction_id"] is None):
        raise ValueError("automatic belongs to a reply with an entry")


def _occasion(occasion: dict[str, Value]) -> None:
    year, month, day = occasion["year"], occasion["month"], occasion["day"]
    if occasion["kind"] == "milestone" and (year is None or day is None):
        raise ValueError("a milestone needs a whole date")
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        raise ValueError("there is no such date") from None


def _introduction(introduction: dict[str, Value]) -> None:
    people = [introduction[key] for key in ("introducer", "person", "other")]
    if people[0] is None and people[2] is None:
        raise ValueError("introducer and other are missing")
    if len(set(people)) < len(people):
        raise ValueError("it introduces somebody to themselves")


_TOGETHER: dict[str, Callable[[dict[str, Value]], None]] = {
    "person": _person,
    "follow_up": _follow_up,
    "occasion": _occasion,
    "introduction": _introduction,
}
