"""What each record of an export becomes in the tables: the record's own row and those around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from reltrack.domain.channels import TOUCH
from reltrack.domain.drafts import contact_key
from reltrack.domain.text import fold

Content = dict[str, Any]
"""A checked record; it becomes the named parameters of its own row."""

Rows = dict[str, list[Any]]
"""Rows by table: records by name, what surrounds them by position."""

GONE = 0
"""Stands for a record that was deleted here: no record has this number."""

_STAMPS = "created_at updated_at"

RECORD_COLUMNS = {
    "person": "id uid slug name key status added_on active_on cadence_days company title city"
    f" met_on how_met introduced_by {_STAMPS}",
    "interaction": "id uid date time via place text initiated mark broadcast source " + _STAMPS,
    "fact": f"id uid person_id text heard_on interaction_id {_STAMPS}",
    "follow_up": "id uid kind person_id text due_on opened_on done_on interaction_id automatic "
    + _STAMPS,
    "occasion": "id uid person_id kind label year month day lead_days interaction_id " + _STAMPS,
    "introduction": "id uid introducer_id person_id other_id why proposed_on made_on met_on"
    f" thanked_on {_STAMPS}",
    "skip": f"id uid person_id skipped_on until_on reason {_STAMPS}",
}
AROUND_COLUMNS = {
    "alias": "person_id name key",
    "contact_point": "person_id kind key value label position",
    "retired_slug": "slug person_id",
    "circle_member": "person_id circle",
    "person_tag": "person_id tag",
    "participant": "person_id day interaction_id present contact",
    "interaction_tag": "interaction_id tag",
    "fact_tag": "fact_id tag",
    "occasion_closing": "occasion_id occurs_on closed_on",
}


def _insert(table: str, columns: list[str], values: Iterable[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(values)})"


INSERTS = {
    table: _insert(table, names.split(), [f":{name}" for name in names.split()])
    for table, names in RECORD_COLUMNS.items()
} | {
    table: _insert(table, names.split(), "?" * len(names.split()))
    for table, names in AROUND_COLUMNS.items()
}
"""How the rows of each table are written; in this order, what is referred to comes first."""


class UnknownError(LookupError):
    """A record refers to one that has not come (yet)."""


class GoneError(LookupError):
    """A record hangs on one that was deleted here."""


class References:
    """The numbers that a file's records have there, and what they are here."""

    def __init__(self) -> None:
        self.numbers: dict[str, dict[int, int]] = {kind: {} for kind in RECORD_COLUMNS}
        self.people = self.numbers["person"]
        self.entries = self.numbers["interaction"]

    def person(self, number: int) -> int:
        """Return a person's number here.

        Raises:
            UnknownError, GoneError: the file has not named them, or they were deleted here.
        """
        return _found(self.people, number, "person")

    def person_if_any(self, number: int | None) -> int | None:
        """Return a person's number here; None for nobody."""
        return None if number is None else self.person(number)

    def present(self, numbers: Iterable[int]) -> list[int]:
        """Return the numbers here of those who were not deleted."""
        people = self.people
        found = dict.fromkeys(people.get(number) for number in numbers)
        if None in found:
            raise UnknownError("it names a person who is not in the file")
        return [number for number in found if number]

    def entry(self, number: int | None) -> int | None:
        """Return an entry's number here; None for none."""
        return None if number is None else _found(self.entries, number, "entry")


def _found(here: dict[int, int], number: int, what: str) -> int:
    found = here.get(number)
    if found is None:
        raise UnknownError(f"it belongs to {what} {number}, which is not in the file")
    if found == GONE:
        raise GoneError
    return found


def _person(rows: Rows, number: int, content: Content, refs: References) -> None:  # noqa: ARG001
    content["key"] = fold(content["name"])
    content["introduced_by"] = None  # an introducer may follow: filled in at the end
    aliases = {fold(alias): alias for alias in content["aliases"]}
    rows["alias"] += [(number, alias, key) for key, alias in aliases.items()]
    points = {
        (point["kind"], contact_key(point["kind"], point["value"])): point
        for point in content["contact_points"]
    }
    rows["contact_point"] += [
        (number, kind, key, point["value"], point["label"], position)
        for position, ((kind, key), point) in enumerate(points.items())
    ]
    rows["circle_member"] += [(number, circle) for circle in content["circles"]]
    rows["person_tag"] += [(number, tag) for tag in content["tags"]]


def _interaction(rows: Rows, number: int, content: Content, refs: References) -> None:
    present = refs.present(content["people"])
    mentioned = refs.present(content["mentioned"])
    if not present and not mentioned and (content["people"] or content["mentioned"]):
        raise GoneError
    day = date.fromisoformat(content["date"]).toordinal()
    contact = not content["broadcast"] and content["via"] != TOUCH
    participants = rows["participant"]
    participants += [(person, day, number, 1, contact) for person in present]
    participants += [(person, day, number, 0, 0) for person in mentioned if person not in present]
    rows["interaction_tag"] += [(number, tag) for tag in content["tags"]]


def _fact(rows: Rows, number: int, content: Content, refs: References) -> None:
    content["person_id"] = refs.person(content["person"])
    content["interaction_id"] = refs.entry(content["interaction_id"])
    rows["fact_tag"] += [(number, tag) for tag in content["tags"]]


def _follow_up(rows: Rows, number: int, content: Content, refs: References) -> None:  # noqa: ARG001
    content["person_id"] = refs.person(content["person"])
    content["interaction_id"] = refs.entry(content["interaction_id"])
    content["due_on"] = content["due_date"]


def _occasion(rows: Rows, number: int, content: Content, refs: References) -> None:
    content["person_id"] = refs.person(content["person"])
    try:
        content["interaction_id"] = refs.entry(content["interaction_id"])
    except GoneError:  # an occasion outlives the entry it came with
        content["interaction_id"] = None
    closings = {closing["occurs_on"]: closing["closed_on"] for closing in content["closings"]}
    rows["occasion_closing"] += [(number, occurs, closed) for occurs, closed in closings.items()]


def _introduction(
    rows: Rows,  # noqa: ARG001
    number: int,  # noqa: ARG001
    content: Content,
    refs: References,
) -> None:
    content["introducer_id"] = refs.person_if_any(content["introducer"])
    content["person_id"] = refs.person(content["person"])
    content["other_id"] = refs.person_if_any(content["other"])
    people = content["introducer_id"], content["person_id"], content["other_id"]
    if len(set(people)) < len(people):
        raise UnknownError("it introduces somebody to themselves")


def _skip(rows: Rows, number: int, content: Content, refs: References) -> None:  # noqa: ARG001
    content["person_id"] = refs.person(content["person"])


BECOMES: dict[str, Callable[[Rows, int, Content, References], None]] = {
    "person": _person,
    "interaction": _interaction,
    "fact": _fact,
    "follow_up": _follow_up,
    "occasion": _occasion,
    "introduction": _introduction,
    "skip": _skip,
}
"""For each kind: completes the record's own row and adds the rows around it."""
