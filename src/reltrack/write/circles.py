"""Circles: make, fill, time, empty."""

from __future__ import annotations

from collections.abc import Sequence

from reltrack.database.recording import Operation
from reltrack.write import tables
from reltrack.write.session import session


def change(
    operation: Operation,
    name: str,
    *,
    people: Sequence[int] = (),
    cadence_days: int | None = None,
    made_with: int | None = None,
    no_cadence: bool = False,
    remove: bool = False,
    today: str,
) -> None:
    """Put people into a circle (or take them out) and set how often it is meant to be heard from.

    A circle that is new begins with the cadence it is `made_with`, in days.
    Taking people out of a circle with nobody named removes the circle itself.
    """
    with session(operation) as orm:
        circle = orm.get(tables.Circle, name)
        if remove and not people:
            if circle is not None:
                orm.delete(circle)
            return
        if circle is None:
            circle = tables.Circle(name=name, cadence_days=made_with)
            orm.add(circle)
            orm.flush()
        if cadence_days is not None or no_cadence:
            circle.cadence_days = cadence_days
        for person in people:
            member = orm.get(tables.CircleMember, (person, name))
            if remove and member is not None:
                orm.delete(member)
            elif not remove and member is None:
                orm.add(tables.CircleMember(person_id=person, circle=name))
                row = orm.get_one(tables.Person, person)
                if row.status == "new":
                    row.status, row.active_on = "active", today
                    row.updated_at = operation.at
