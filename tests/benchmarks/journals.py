"""Make a journal to measure on: the same one for the same size, of people who never lived.

A few people are met often and most of them rarely (Zipf), within ten years, each in a part of them;
1.35 are present on average. Run as a program, so that its memory is not the benchmark's:
`python tests/benchmarks/journals.py PATH PEOPLE ENTRIES`; a path that ends in .jsonl gets the
entries as lines for `log --batch`.
"""

from __future__ import annotations

import json
import random
import sys
from array import array
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import accumulate, islice, product
from pathlib import Path

TODAY = date(2026, 11, 20)
DAYS = 3652
CHUNK = 2000


def _words(text: str) -> list[str]:
    return text.split()


FRONT = _words("ka vi no sel ma tor ri be lun da os mi fe yan gor ze")
MIDDLE = _words("la ri no va se to mé du ør xi")
BACK = _words("berg sund ova dal ides mar etti kin holm ara")
VIAS = _words("coffee call call email email message message lunch video meeting walk event")
CIRCLES = {"mentor": 45, "peer": 30, "customer": 60, "friend": None, "neighbour": None}
CITIES = _words("Aldmoor Brenvik Castelmar Dunhaven Estuary Farrow Glimsund Hollin")
WORDS = _words(
    "about after again asked autumn balcony because boat book bread bridge bring budget build "
    "called castle chair change chart children choir city clear coast coffee company copper corner "
    "country course cousin dance daughter desk dinner door draft dream early evening exhibition "
    "factory family farm ferry field finish fire fish flat flute forest friday friend garden give "
    "glass good grant green harbour heard help high hill holiday horse house idea island job "
    "journey june kitchen lake lamp late laughed learn letter library light little long looking "
    "machine make map market maybe meeting mill money month moon morning mother mountain move "
    "museum music near never new next night north notes novel oboe ocean office old open orchard "
    "paint paper park people piano plan plant play pocket poem port promised quiet rain read "
    "ready recipe red rent report research river road roof room sail salt saturday school sea "
    "season second share ship shop shore show silver sister slow small snow song soon south space "
    "spring square stage start station stone story street summer sun table teach team theatre "
    "thought ticket time today tower town train travel tree trip under valley village violin "
    "visit walk wall want water week weather went west wind window winter wood work workshop year"
)

PLACES = [a + b + c for a, b, c in product(BACK, _words("ene isto omar uval"), MIDDLE[:5])]
"""Rarer words: each stands in one entry of 400."""

LENGTH = sum(map(len, WORDS)) / len(WORDS) + 1
"""Characters that a word takes."""


def names(count: int, chance: random.Random) -> list[str]:
    """Return that many names, no two alike."""
    firsts = [a + b for a, b in product(FRONT, MIDDLE)]
    lasts = [a + b + c for a, b, c in product(FRONT, MIDDLE, BACK)]
    chosen = chance.sample(range(len(firsts) * len(lasts)), count)
    pairs = [divmod(number, len(lasts)) for number in chosen]
    return [f"{firsts[first].title()} {lasts[last].title()}" for first, last in pairs]


def text(chance: random.Random, *, least: int = 100, most: int = 200) -> str:
    """Return a note of about so many characters."""
    count = int((least + (most - least) * chance.random()) / LENGTH)
    words = [WORDS[int(chance.random() * len(WORDS))] for _ in range(max(count, 1))]
    if chance.random() < 0.5:
        words[-1] = PLACES[int(chance.random() * len(PLACES))]
    return " ".join(words).capitalize()


def make(path: Path, people: int, entries: int) -> None:
    """Make the journal at a path where there is none.

    Entries go straight into the tables, past the triggers, whose work is done once at the end.
    """
    from reltrack.database.connection import open_to_write
    from reltrack.database.migrate import create_derived, drop_derived
    from reltrack.database.recording import change

    chance = random.Random(20261120)
    with closing(open_to_write(path)) as db:
        db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")
        now = datetime(2026, 11, 19, 18)
        with change(db, "benchmark", now=now, bulk=True) as operation:
            numbers = _add_people(operation, people, chance)
        if not entries:
            return
        db.execute("BEGIN")
        drop_derived(db)
        (last,) = db.execute("SELECT last_number FROM journal").fetchone()
        drafts = enumerate(_entries(numbers, entries, chance), last + 1)
        while chunk := list(islice(drafts, CHUNK)):
            _write(db, chunk)
        db.execute("UPDATE journal SET last_number = last_number + ?", [entries])
        db.execute(
            "INSERT INTO stale_rhythm SELECT id FROM person WHERE true ON CONFLICT DO NOTHING"
        )
        create_derived(db)
        db.execute("INSERT INTO search (search) VALUES ('rebuild')")
        db.execute("COMMIT")
        with change(db, "benchmark", now=now, bulk=True) as operation:
            operation.inserted("interaction", last + 1, last + entries)
            _add_the_rest(operation, numbers, chance)


def make_lines(path: Path, people: int, entries: int) -> None:
    """Write entries for `log --batch`, JSON lines, of the people of a journal of that size."""
    chance = random.Random(20261120)
    called = names(people, chance)
    with path.open("w", encoding="utf-8") as file:
        for entry in _entries(range(people), entries, chance):
            day, time, via, place, body, initiated, present, tag = entry
            content = {"date": day, "time": time, "via": via, "place": place, "text": body}
            content |= {"initiated": initiated, "tags": tag, "with": [called[n] for n in present]}
            file.write(json.dumps(content, ensure_ascii=False) + "\n")


def _write(db, chunk):
    from reltrack.clock import uuid7

    at = "2026-11-19T18:00:00Z"
    db.executemany(
        "INSERT INTO interaction (id, uid, date, time, via, place, text, initiated, source,"
        " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'batch', ?, ?)",
        [(number, uuid7(), *entry[:6], at, at) for number, entry in chunk],
    )
    db.executemany(
        "INSERT INTO participant VALUES (?, ?, ?, 1, 1)",
        sorted(
            (person, date.fromisoformat(entry[0]).toordinal(), number)
            for number, entry in chunk
            for person in entry[6]
        ),
    )
    db.executemany(
        "INSERT INTO interaction_tag VALUES (?, ?)",
        [(number, tag) for number, entry in chunk for tag in entry[7]],
    )


def _add_people(operation, count, chance):
    from reltrack.domain.text import fold
    from reltrack.write.newcomers import add_person

    db = operation.db
    db.executemany("INSERT INTO circle VALUES (?, ?)", CIRCLES.items())
    numbers = []
    for name in names(count, chance):
        added = TODAY - timedelta(chance.randint(1, DAYS))
        number = add_person(operation, name, added_on=added.isoformat())
        numbers.append(number)
        company = f"{chance.choice(WORDS)} works".title()
        db.execute(
            "UPDATE person SET city = ?, company = ?, met_on = ? WHERE id = ?",
            [chance.choice(CITIES), company, added.isoformat(), number],
        )
        if chance.random() < 0.4:
            circle = chance.choice(list(CIRCLES))
            db.execute("INSERT INTO circle_member VALUES (?, ?)", [number, circle])
        if chance.random() < 0.2:
            db.execute("INSERT INTO person_tag VALUES (?, ?)", [number, chance.choice(WORDS)])
        if chance.random() < 0.1:
            alias = f"{name.split()[0]} {chance.choice(BACK).title()}"
            db.execute("INSERT INTO alias VALUES (?, ?, ?)", [number, fold(alias), alias])
    return numbers


def _entries(numbers, count, chance):
    """Yield entries by day: date, time, via, place, text, initiated, present, tags."""
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(numbers))))
    spans = []
    for _ in numbers:
        start = chance.randint(0, DAYS - 1)
        length = round(chance.expovariate(1 / 1500)) + 30
        spans.append((start, DAYS if chance.random() < 0.3 else min(start + length, DAYS)))
    ranks = chance.choices(range(len(numbers)), cum_weights=weights, k=count)
    chosen = array("q", (_within(spans[rank], chance) * len(numbers) + rank for rank in ranks))
    for packed in sorted(chosen):
        day, rank = divmod(packed, len(numbers))
        luck = chance.random()
        others = 0 if luck < 0.7 else 1 if luck < 0.95 else 2
        present = {numbers[rank], *chance.choices(numbers, cum_weights=weights, k=others)}
        yield (
            (TODAY - timedelta(DAYS - day)).isoformat(),
            f"{8 + int(luck * 12):02}:30" if chance.random() < 0.2 else None,
            _one(VIAS, chance),
            _one(CITIES, chance) if chance.random() < 0.2 else None,
            text(chance),
            _one(("me", "them", None), chance),
            present,
            [_one(WORDS, chance)] if chance.random() < 0.3 else [],
        )


def _within(span, chance):
    first, last = span
    return first + int(chance.random() * (last - first + 1))


def _one(values, chance):
    return values[int(chance.random() * len(values))]


def _add_the_rest(operation, numbers, chance):
    """Write facts, follow-ups, dates and skips: most of them old or closed."""
    from reltrack.clock import uuid7
    from reltrack.write.log import add_fact
    from reltrack.write.loops import open_follow_up, skip

    def some(share):
        return chance.choices(numbers, k=round(len(numbers) * share) + 1)

    def ago(most=DAYS):
        return (TODAY - timedelta(chance.randint(0, most))).isoformat()

    for person in some(1.5):
        add_fact(operation, person, text(chance, least=20, most=60), heard_on=ago())
    for place, person in enumerate(some(0.25)):
        opened = ago()
        number = open_follow_up(
            operation,
            chance.choice(("promise", "waiting", "plan", "reply")) if place else "promise",
            person,
            text(chance, least=10, most=40),
            due_on=None,
            opened_on=opened,
        )
        if place and chance.random() < 0.97:
            operation.db.execute("UPDATE follow_up SET done_on = ? WHERE id = ?", [opened, number])
    for person in dict.fromkeys(some(0.1)):
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        operation.db.execute(
            "INSERT INTO occasion (id, uid, person_id, kind, month, day, created_at, updated_at)"
            " VALUES (?, ?, ?, 'birthday', ?, ?, ?, ?)",
            [operation.number(), uuid7(), person, month, day, operation.at, operation.at],
        )
    for person in some(0.02):
        until = (TODAY + timedelta(chance.randint(1, 30))).isoformat()
        skip(operation, person, today=ago(10), until=until, reason="busy")


if __name__ == "__main__":
    target, size = Path(sys.argv[1]), [int(word) for word in sys.argv[2:4]]
    (make_lines if target.suffix == ".jsonl" else make)(target, *size)
