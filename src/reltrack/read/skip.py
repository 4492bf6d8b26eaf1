"""Skips: who was put off, and how often in a row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from reltrack.read.glance import listed


def in_a_row(db: sqlite3.Connection, people: Iterable[int], *, today: date) -> dict[int, int]:
    """Return how often people were put off up to a day without contact since.

    Of the day of a skip itself, only contact written down after it counts.
    """
    return dict(
        db.execute(
            """
            SELECT person_id, count(*) FROM skip
            WHERE skipped_on <= :iso AND person_id IN (SELECT value FROM json_each(:people))
                AND NOT EXISTS (
                    SELECT 1 FROM participant
                    WHERE participant.person_id = skip.person_id AND contact = 1
                        AND day <= :day
                        AND (day, interaction_id)
                            > (CAST(julianday(skipped_on) - 1721424.5 AS INTEGER), skip.id)
                )
            GROUP BY person_id
            """,
            {"iso": today.isoformat(), "day": today.toordinal(), "people": listed(people)},
        )
    )
