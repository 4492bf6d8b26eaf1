"""The gentle word that an ask brings, for each of those who were asked."""

from __future__ import annotations

from read.journals import TODAY, entry, journal
from reltrack.read.balance import asks_in_a_row, remarks_on_asking


def marked(db, day, mark, who=(1,), **options):
    number = entry(db, day, who=who, **options)
    db.execute("UPDATE interaction SET mark = ? WHERE id = ?", [mark, number])


def test_each_of_those_asked_has_a_row_of_their_own():
    with journal("Ana Lima", "Bob Stone", "Carla Diaz") as db:
        marked(db, "2026-10-01", "asked", (1, 2))
        marked(db, "2026-10-02", "asked", (1, 3))
        marked(db, "2026-10-03", "gave", (3,))
        assert [asks_in_a_row(db, who, today=TODAY) for who in (1, 2, 3)] == [2, 1, 0]
        assert remarks_on_asking(db, [1, 2, 3], today=TODAY) == [
            "you have asked Ana Lima twice in a row: before the next, perhaps there is something"
            " to give"
        ]


def test_of_one_day_the_later_entry_counts_as_later():
    with journal("Ana Lima") as db:
        marked(db, "2026-10-01", "gave", time="09:00")
        marked(db, "2026-10-01", "asked", time="08:00")
        assert asks_in_a_row(db, 1, today=TODAY) == 0
        marked(db, "2026-10-01", "asked", time="09:00")
        assert asks_in_a_row(db, 1, today=TODAY) == 1


def test_being_mentioned_is_not_being_asked():
    with journal("Ana Lima", "Bob Stone") as db:
        marked(db, "2026-10-01", "asked", (1,), mentioned=(2,))
        assert asks_in_a_row(db, 2, today=TODAY) == 0
