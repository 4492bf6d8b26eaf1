"""Understand one entry: who was there, when, how, and what it opens."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.config import DateOrder
from reltrack.domain import channels
from reltrack.domain.dates import When, opening_date, split_leading_date
from reltrack.domain.drafts import EntryDraft, NewFact, NewFollowUp, Who, entry_text, past_day
from reltrack.domain.names import Known
from reltrack.domain.sentence import Understood
from reltrack.domain.text import checked, fold, one_line, person_name, visible
from reltrack.errors import AmbiguousError, NotFoundError, UsageError
from reltrack.read import names, remarks
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from reltrack.domain.records import FollowUpKind


class Typed(NamedTuple):
    """What `log` was given, beyond the text."""

    with_: Sequence[str] = ()
    on: When | None = None
    via: str | None = None
    place: str | None = None
    tags: Sequence[str] = ()
    initiated: str | None = None
    answered: bool = False
    mark: str | None = None
    promises: Sequence[str] = ()
    waits: Sequence[str] = ()
    plans: Sequence[str] = ()
    reply: bool = False
    by: str | None = None
    meet_by: str | None = None
    """A day by which to meet all who are present."""
    done: Sequence[int] = ()
    facts: Sequence[str] = ()
    broadcast: bool = False
    new: bool = False
    channels: Mapping[str, str] = channels.WORDS
    """The words for channels, one's own among them."""
    dry_run: bool = False
    """Nothing is written: what is remarked upon is to be said otherwise, not to be amended."""


class Reading(NamedTuple):
    """An entry as it was understood, with what is worth remarking upon."""

    draft: EntryDraft
    remarks: list[str]


class NobodyThereError(NotFoundError):
    """Nobody is recognised in the text; on a terminal one may still say who.

    `guess` is the handle or name of the one who may be meant, if it is one.
    """

    guess: str | None = None


def understand(
    db: sqlite3.Connection, words: str, typed: Typed, *, today: date, order: DateOrder
) -> Reading:
    """Return the entry that the words and options make.

    Raises:
        ReltrackError: the date, the people or the text cannot be used; nothing is written.
    """
    leading, rest = split_leading_date(words, today=today, order=order)
    if leading and typed.on and leading.date != typed.on.date:
        raise UsageError(
            "the entry is dated twice", hint="keep either --on or the date that opens the text"
        )
    moment = leading or typed.on
    if leading and typed.on:
        moment = leading._replace(time=leading.time or typed.on.time)
    text = entry_text(rest)
    day = past_day(moment.date if moment else today, today=today)
    given = _given(db, typed)
    understood = names.in_text(db, text, named=bool(given) or typed.broadcast, there=given)
    if understood.unknown_handles:
        handle = understood.unknown_handles[0]
        raise NotFoundError(
            f"nobody has the handle @{handle[:80]}",
            hint="reltrack people lists handles; for somebody new: -w NAME",
        )
    present = [] if typed.broadcast else _present(given, understood)
    via, opening = channels.leading(text, typed.channels), None
    if via is None and (opening := opening_date(text, today=today, order=order)):
        via = channels.leading(opening.rest, typed.channels)
        opening = None if opening.doubtful and via is None else opening
    via = via if typed.via is None else typed.via
    draft = EntryDraft(
        date=day,
        time=moment.time if moment else None,
        text=text,
        via=channels.canonical(via, typed.channels) if via else None,
        place=one_line(typed.place, what="place") if typed.place else None,
        present=present,
        mentioned=[one.person_id for one in understood.mentioned],
        tags=[*understood.tags, *typed.tags],
        initiated=typed.initiated,  # type: ignore[arg-type]
        mark=typed.mark,  # type: ignore[arg-type]
        broadcast=typed.broadcast,
        done=typed.done,
    )
    draft = draft._replace(
        facts=[NewFact(who, text) for who, text in _addressed(db, "--fact", typed.facts, present)],
        follow_ups=_follow_ups(db, typed, draft),
    )
    said = [
        *remarks.on_people(db, understood, present, dry_run=typed.dry_run),
        *remarks.on_channel(db, draft.via, typed.channels, dry_run=typed.dry_run),
    ]
    if moment is None:
        said += remarks.on_date(text, opening, today=today, dry_run=typed.dry_run)
    return Reading(draft, said)


def resolve(db: sqlite3.Connection, name: str, *, new: bool) -> Who:
    """Return whom `--with` names: somebody known, or the name of somebody to add.

    Raises:
        AmbiguousError: several people fit, or somebody is too much alike.
    """
    name = checked(name, what="name")
    # Of one word, eva could be a name as well as a handle: --new then means somebody else.
    handle = name.strip().startswith("@") or (
        "-" in name and bool(names.by_handle(db, name.strip()))
    )
    fits = names.fitting(db, name) if handle or not new else []
    if len(fits) == 1:
        return fits[0].person_id
    if fits:
        raise AmbiguousError(
            f'"{name.strip()[:80]}" could be {len(fits)} people',
            hint=f"use the handle, such as -w {fits[0].slug}",
            candidates=names.candidates(fits),
        )
    cleaned = person_name(name)
    alike = [] if new else names.resembling(db, cleaned)
    if alike:
        raise AmbiguousError(
            f"{alike[0].name} exists; {cleaned} looks like the same person",
            hint=f"-w {alike[0].slug} means {alike[0].name}; --new adds another person",
            candidates=names.candidates(alike),
        )
    return cleaned


def each_once(people: Sequence[Who]) -> list[Who]:
    """Return people in order, each once, however the name of somebody new is spelt."""
    found: dict[Who, Who] = {}
    for who in people:
        found.setdefault(fold(who) if isinstance(who, str) else who, who)
    return list(found.values())


def _given(db: sqlite3.Connection, typed: Typed) -> list[Who]:
    """Return those named by `--with`."""
    if typed.broadcast and typed.with_:
        raise UsageError("a broadcast has nobody present", hint="leave out --with, or --broadcast")
    return [resolve(db, name, new=typed.new) for name in typed.with_]


def _present(given: Sequence[Who], understood: Understood) -> list[Who]:
    if understood.ambiguous:
        word, fits = understood.ambiguous[0]
        raise AmbiguousError(
            f'"{word[:80]}" could be {len(fits)} people',
            hint=f"write @{fits[0].slug} in the text, or add -w {fits[0].slug}",
            candidates=names.candidates(fits),
        )
    present = [*given, *(one.person_id for one in understood.present)]
    if not present:
        raise _nobody(understood)
    return each_once(present)


def _nobody(understood: Understood) -> NobodyThereError:
    """Say that nobody is recognised, and what would help."""
    if understood.unknown_names:
        name = visible(understood.unknown_names[0])[:80]
        nobody = NobodyThereError(
            f'nobody is called "{name}" yet',
            hint=f'add -w "{name}" to say who was there, or --broadcast for nobody',
        )
        if len(understood.unknown_names) == 1:
            nobody.guess = understood.unknown_names[0]
        return nobody
    near = list({one.person_id: one for _, fits in understood.unclear for one in fits}.values())
    guess = f"did you mean {near[0].name}? " if near else ""
    nobody = NobodyThereError(
        "nobody known is named in the text",
        hint=f"{guess}add -w {near[0].slug if near else 'NAME'} to say who was there,"
        " or --broadcast for nobody",
        candidates=names.candidates(near),
    )
    if len(near) == 1:
        nobody.guess = near[0].slug
    return nobody


def _follow_ups(db: sqlite3.Connection, typed: Typed, draft: EntryDraft) -> list[NewFollowUp]:
    opened: list[NewFollowUp] = []
    kinds: list[tuple[FollowUpKind, str, Sequence[str]]] = [
        ("promise", "--promise", typed.promises),
        ("waiting", "--waiting", typed.waits),
        ("plan", "--plan", typed.plans),
    ]
    for kind, option, texts in kinds:
        for who, text in _addressed(db, option, texts, draft.present):
            opened.append(NewFollowUp(kind, who, text, typed.by))
    if typed.by and not opened:
        raise UsageError("--by needs something to be done by then", hint="add --promise TEXT")
    if typed.meet_by:
        opened += [NewFollowUp("plan", who, "", typed.meet_by) for who in draft.present]
    if typed.reply:
        if len(draft.present) != 1:
            raise UsageError(
                "--reply cannot tell whom you owe an answer", hint="reltrack reply NAME says whom"
            )
        opened.append(NewFollowUp("reply", draft.present[0], ""))
    elif (
        draft.initiated == "them"
        and channels.opens_reply(draft.via)
        and draft.contact
        and not typed.answered
    ):
        opened += [NewFollowUp("reply", who, "", automatic=True) for who in draft.present]
    return opened


def _addressed(
    db: sqlite3.Connection, option: str, texts: Sequence[str], present: Sequence[Who]
) -> list[tuple[Who, str]]:
    """Return whom each text is about: the one present, or the one it names before a colon."""
    found = []
    for given in texts:
        text = checked(given, what=f"text of {option}").strip()
        before, colon, after = text.partition(":")
        who = _one_of(db, before, present) if colon else None
        if who is not None and after.strip():
            found.append((who, after.strip()))
        elif len(present) == 1 and text:
            found.append((present[0], text))
        else:
            raise UsageError(
                f"{option} does not say whom it is about" if text else f"{option} is empty",
                hint=f'name somebody who was there: {option} "ana: ..."',
            )
    return found


def _one_of(db: sqlite3.Connection, name: str, present: Sequence[Who]) -> Who | None:
    """Return which of those present a name means."""
    key = fold(name.strip().removeprefix("@"))
    known: list[Known] = names.fitting(db, name) if key else []
    fits: list[Who] = [who for who in present if who in {one.person_id for one in known}]
    fits += [
        who for who in present if isinstance(who, str) and f" {fold(who)}".find(f" {key}") == 0
    ]
    if not fits and key:
        first = names.of_numbers(db, [who for who in present if isinstance(who, int)])
        fits = [one.person_id for one in first if f" {one.key}".find(f" {key}") == 0]
    return fits[0] if len(fits) == 1 else None
