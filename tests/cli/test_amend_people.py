"""`amend --with`: whom it adds, it names."""

from __future__ import annotations

from running import ask, done


def test_somebody_added_is_named(db):
    done("log", "Coffee with Bob", db=db)
    entry = ask("amend", "--with", "bob", "--with", "Zoë Quinn", db=db)
    assert [who["slug"] for who in entry["added"]] == ["zoe-quinn"]
    assert ask("amend", "--with", "bob", db=db)["added"] == []
    assert "  added Yan Wu (yan-wu)\n" in done("amend", "--with", "Yan Wu", db=db).out


def test_of_a_dry_run_they_have_no_number(db):
    done("log", "Coffee with Bob", db=db)
    entry = ask("amend", "--with", "bob", "--with", "Zoë Quinn", "--dry-run", db=db)
    numbers = {who["slug"]: who["id"] for who in entry["people"]}
    assert numbers["zoe-quinn"] is entry["added"][0]["id"] is None
    assert numbers["bob-stone"] is not None
