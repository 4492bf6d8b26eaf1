"""What `log` remarks upon: what it did not take for granted, and how to say it.

What has been written is set right by `amend`; of a dry run the option says it the next time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from reltrack.domain import channels
from reltrack.domain.dates import Opening, mentioned_date_word, parse_when
from reltrack.domain.drafts import Who
from reltrack.domain.sentence import Understood
from reltrack.read import names


def on_people(
    db: sqlite3.Connection, understood: Understood, present: Sequence[Who], *, dry_run: bool
) -> Iterator[str]:
    """Say who is archived, and which names are not linked."""
    there = names.of_numbers(db, [who for who in present if isinstance(who, int)])
    for one in there:
        if one.status == "archived":  # the entry alone does not bring them back
            yield f"{one.name} is archived: reltrack unarchive {one.slug} brings them back"
    for word, fits in understood.unclear:
        if not any(one.person_id in present for one in fits):
            people = " or ".join(one.name for one in fits[:3])
            yield f'"{word}" could be {people}, so it is not linked; @{fits[0].slug} links it'
    if unknown := understood.unknown_names:
        slugs: dict[Who, str] = {one.person_id: one.slug for one in there}
        # What --with names is all who were there.
        named = [*(str(slugs.get(who, who)) for who in present), *unknown]
        nobody = " or ".join(f'"{name}"' for name in unknown)
        yield f"nobody is called {nobody}, so it is not linked; to add them:"
        yield _fix(" ".join(f"--with {_quoted(name)}" for name in named), dry_run=dry_run)


def on_channel(
    db: sqlite3.Connection, via: str | None, known: Mapping[str, str], *, dry_run: bool
) -> Iterator[str]:
    """Ask whether a channel is a slip of the pen, the first time."""
    near = channels.near(via, known)
    if near and not db.execute("SELECT 1 FROM interaction WHERE via = ?", [via]).fetchone():
        fix = _fix(f"--via {near}", dry_run=dry_run)
        yield f'"{via}" is a new channel; did you mean {near}? {fix}'


def on_date(text: str, opening: Opening | None, *, today: date, dry_run: bool) -> Iterator[str]:
    """Say that a date in the text, or one that opens it without a colon, dates nothing."""
    when = opening and opening.when
    if opening and when and when.date > today:
        typed = _without_on(opening.typed)
        yield f"dated today; {typed} is still to come: that is for reltrack plan"
        return
    if opening and when and (when.date < today or (when.date == today and when.time)):
        typed, says = opening.typed, opening.says
    elif (word := mentioned_date_word(text)) and (
        parse_when(word, today=today, lean="past").date < today
    ):
        typed, says = word, (word,)
    else:
        return
    ways = " or ".join(_quoted(_without_on(said)) for said in says)
    yield f"dated today; for {_without_on(typed)}: {_fix(f'--on {ways}', dry_run=dry_run)}"


def _without_on(word: str) -> str:
    return word.removeprefix("on ").removeprefix("On ")


def _fix(option: str, *, dry_run: bool) -> str:
    return option if dry_run else f"reltrack amend {option}"


def _quoted(word: str) -> str:
    return word if word.replace("-", "").isalnum() else f'"{word}"'
