"""A day on which nobody is due: one cheerful line, and one idea."""

from __future__ import annotations

from running import ask, done

CHEERFUL = "Nothing due today: nobody is waiting for a word from you."


def page(db, **at):
    return done("due", "--format", "text", db=db, **at).out


def test_a_date_of_the_coming_weeks(db):
    done("occasion", "bob", "birthday", "10 dec", db=db, now="2026-01-06")
    done("occasion", "grace", "birthday", "5 dec", db=db, now="2026-01-06")
    done("archive", "grace", db=db, now="2026-01-06")
    assert CHEERFUL in page(db, now="2026-01-30")
    assert "Coming up" not in page(db, now="2026-01-30")
    for who in ("ana-lima", "ana-ortiz", "bob", "josé"):
        done("log", "hello", "-w", who, db=db)
    shown = page(db)
    assert CHEERFUL in shown
    assert "Coming up: Bob Stone, birthday: Thu 10 Dec 2026 (in 3 weeks)" in shown
    assert "Coming up" not in page(db, now="2026-12-03")  # by then he is on the page himself


def test_somebody_to_send_something_to(db):
    assert "An idea" not in page(db, now="2026-01-06")
    done("note", "bob", "learns to sail #sailing", db=db, now="2026-01-06")
    done("edit", "grace", "--tag", "film", db=db, now="2026-01-06")
    days = [page(db, now=f"2026-01-{day:02}") for day in range(7, 9)]
    for shown in days:
        assert CHEERFUL in shown
    told = "\n".join(days)
    assert "An idea: Bob Stone cares about sailing" in told
    assert "reltrack share --about film" in told
    for name in ("bob", "grace"):
        done("archive", name, db=db, now="2026-01-08")
    assert "An idea" not in page(db, now="2026-01-08")


def test_with_somebody_due_or_only_some_asked_for_there_is_no_idea(db):
    done("note", "bob", "learns to sail #sailing", db=db, now="2026-01-06")
    assert "An idea" not in done("due", "--tag", "x", "--format", "text", db=db,
                                 now="2026-01-07").out  # fmt: skip
    done("reply", "grace", db=db, now="2026-01-07")
    assert "An idea" not in page(db, now="2026-01-07")
    assert ask("due", db=db, now="2026-01-07")[0]["slug"] == "grace-hopper"
