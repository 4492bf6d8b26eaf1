"""People and entries as readers of formats yield them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from exchange.random_journals import NOW
from reltrack.database.recording import change
from reltrack.domain.arrivals import Arrival, Happening, Newcomer, Party, Place, Point
from reltrack.write.bulk import Tally
from reltrack.write.bulk_arrivals import Arrivals

HERE = Place("file", 1)


def card(name: str, *addresses: str, own: str | None = None, **different: Any) -> Newcomer:
    """Somebody on a card, with e-mail addresses."""
    told: dict[str, Any] = {"source": "import:vcard", "likely_identity": f"name:{name}"}
    points = [*(Point("email", address) for address in addresses), *different.pop("points", ())]
    return Newcomer(
        HERE, **told | {"name": name, "own_identity": own, "contact_points": points} | different
    )


def mail(*parties: Party, identity: str = "1", **different: Any) -> Happening:
    """An entry with some people."""
    told = {"source": "import:mbox", "date": "2026-11-01", "text": "Hello", "via": "email"}
    return Happening(HERE, **told | {"identity": identity, "present": parties} | different)


def party(name: str | None, address: str | None = None, identity: str | None = None) -> Party:
    return Party(name, [Point("email", address)] if address else [], identity)


def bring(db: sqlite3.Connection, *arrivals: Arrival, dry_run: bool = False) -> Tally:
    """Import all at once."""
    return bring_each(db, [arrivals], dry_run=dry_run)


def bring_each(
    db: sqlite3.Connection, batches: Iterable[Iterable[Arrival]], *, dry_run: bool = False
) -> Tally:
    tally = Tally()
    with (
        change(db, "import", now=NOW, bulk=True, dry_run=dry_run) as operation,
        closing(Arrivals(operation, tally)) as arrivals,
    ):
        for batch in batches:
            arrivals.write(batch)
        arrivals.finish()
    return tally


def people(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM person ORDER BY name")]


def present(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Who is in which entry."""
    return db.execute(
        "SELECT text, name FROM interaction JOIN participant ON interaction_id = interaction.id"
        " JOIN person ON person.id = person_id ORDER BY text, name"
    ).fetchall()
