"""Tell who is who among people from elsewhere, and write whom nobody here answers to.

Matching is conservative. The source's own identity comes first, which may be one that we gave
ourselves, in an export; else an address that one person here has, and no more; else one person of
exactly this name, if nothing speaks against it. When in doubt somebody is new: two records of one
person are mended sooner than one record of two people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reltrack.clock import uuid7
from reltrack.database.recording import Operation
from reltrack.domain.arrivals import Newcomer, Place
from reltrack.domain.names import resembles
from reltrack.domain.text import fold, slugify
from reltrack.write.bulk import Handles, Tally
from reltrack.write.bulk_cards import Cards, tokens
from reltrack.write.bulk_here import Here, Those, digests, kind_and_key, telling
from reltrack.write.bulk_near import Near
from reltrack.write.bulk_staging import DELETED, Claim

_MOST_SUGGESTED = 1000
"""People of whom each is told whom they might be; beyond that they are counted."""


class People:
    """Settles claims, a chunk at a time."""

    def __init__(
        self, operation: Operation, tally: Tally, *, one_source: bool, trial: bool = False
    ) -> None:
        """Of a `trial`, handles are not told: there is nobody to merge yet."""
        self._operation = operation
        self._trial = trial
        self._tally = tally
        self._handles = Handles(operation.db)
        self._cards = Cards(operation, tally)
        anybody = operation.db.execute("SELECT EXISTS (SELECT 1 FROM person)").fetchone()[0]
        # What one source tells apart needs no suggestions.
        self._near = None if one_source and not anybody else Near(operation.db)
        self._added: dict[int, tuple[Newcomer, Here]] = {}
        """Those of this chunk whom nobody here answers to by name."""
        self._suggested = 0
        self._last = Place("")

    def settle(self, claims: Sequence[Claim]) -> list[tuple[int, int | None]]:
        """Return the number of each claim's person; `DELETED`, or None for nobody."""
        self._those = Those(self._operation.db, [claim.one for claim in claims])
        settled = [(claim.number, self._person(claim)) for claim in claims]
        self._cards.write()
        self._handles.written()
        self._remark_on_near()
        return settled

    def close(self) -> None:
        """Everybody is settled."""
        if self._suggested > _MOST_SUGGESTED:
            more = self._suggested - _MOST_SUGGESTED
            self._tally.remark(
                self._last, f"and {more} more are perhaps here already: reltrack triage tells whom"
            )
        if self._near is not None:
            self._near.close()

    def _remark_on_near(self) -> None:
        """Name those who may be one, by names that are much alike."""
        added, self._added = self._added, {}
        if self._near is None:
            return
        pairs = self._near.among([(number, here.key) for number, (_, here) in added.items()])
        for pair in pairs:
            if pair.late in added:
                one, here = added[pair.late]
                query = "SELECT name, slug FROM person WHERE id = ?"
                name, slug = self._operation.db.execute(query, [pair.here]).fetchone()
                self._suggest(one, name, slug, here.slug)

    def _suggest(self, one: Newcomer, name: str, keep: str, other: str) -> None:
        self._suggested += 1
        if self._suggested <= _MOST_SUGGESTED:
            self._last = one.place
            command = "" if self._trial else f": reltrack merge {keep} {other}"
            self._tally.remark(one.place, f"perhaps the same person as {name}{command}")

    def _person(self, claim: Claim) -> int | None:
        one, those = claim.one, self._those
        surest, *less = digests(one)
        uid = those.brought(one.source, surest) or those.ours(one)
        if uid is None and less and (uid := those.brought(one.source, less[0])) is not None:
            here = those.people.get(those.numbers.get(uid, DELETED))
            if here is not None and (here.sources.get(one.source) or _elsewhere(one, here)):
                uid, one = None, one._replace(likely_identity="")
        if uid is not None:
            return self._again(one, uid, claim)
        if claim.known_only or (claim.party and not one.contact_points and not one.own_identity):
            found = those.owners(one) or those.answering(one)
            if claim.known_only or len(found) == 1:
                return found[0].number if len(found) == 1 else None
        match, doubts = self._match(claim, one)
        if match is None:
            return self._add(one, doubts)
        self._link(match, claim, one)
        return match.number

    def _again(self, one: Newcomer, uid: str, claim: Claim) -> int:
        """Settle somebody whom the source has brought before: only what it says anew is taken."""
        number = self._those.numbers.get(uid)
        if number is None:
            self._tally.skipped += not claim.party
            return DELETED
        if claim.party:
            return number
        here = self._those.people[number]
        said = self._those.said(one)
        linking = self._those.brought(one.source, digests(one)[0]) is None
        anew = {token: told for token, told in tokens(one).items() if token not in said}
        filled = False
        if linking or said:
            filled = self._cards.fill(here, one, anew)
            self._those.link(here, one)
            self._those.note(one, anew)
        if filled or linking:
            self._tally.matched += 1
        else:
            self._tally.unchanged += 1
        return number

    def _match(self, claim: Claim, one: Newcomer) -> tuple[Here | None, list[Here]]:
        """Return who somebody is, or else who they might be."""
        owners = self._those.owners(one)
        if claim.party:
            fits = owners
        else:
            fits = [here for here in owners if _same_address(one, here)]
            if len(fits) < len(owners):
                fits = [here for here in fits if here.key == fold(one.name)]
        if len(fits) > 1:
            fits = [here for here in fits if here.key == fold(one.name)]
        if len(fits) == 1:
            return fits[0], []
        namesakes = self._those.namesakes(one)
        if len(namesakes) == 1 and not claim.shared:
            (here,) = namesakes
            known = one.source in here.sources and (not claim.party or one.own_identity)
            if not known and not _contradicts(one, here):
                return here, []
        return None, [*namesakes, *owners]

    def _link(self, here: Here, claim: Claim, one: Newcomer) -> None:
        """Let somebody who is here be known by the source, and get what they lack."""
        told = tokens(one)
        named = not claim.party or "@" in here.name
        if not named:
            told = {token: part for token, part in told.items() if part != "name"}
        self._cards.fill(here, one, told)
        self._those.link(here, one, named=named)
        if not claim.party:
            self._those.note(one, told)
            self._tally.matched += 1

    def _add(self, one: Newcomer, doubts: Sequence[Here]) -> int:
        """Write somebody as new: they wait for triage."""
        number = self._operation.number()
        slug = self._handles.free(slugify(one.name))
        here = Here(number, uuid7(), slug, one.name, fold(one.name), "new", one.company, set(), {})
        told = tokens(one)
        self._cards.add(here, one, told)
        self._those.add(here, one)
        self._those.note(one, told)
        self._tally.added["person"] += 1
        self._tally.newcomers += 1
        # Two accounts at one source are two people; it need not be asked.
        likely = [it for it in doubts if one.source not in it.sources or not _elsewhere(one, it)]
        if likely:
            self._suggest(one, likely[0].name, likely[0].slug, slug)
        else:
            self._added[number] = one, here
        return number


def _elsewhere(one: Newcomer, here: Here) -> bool:
    """Tell whether a person here has other addresses on the site of one of theirs, and not this."""
    theirs = [key for kind, key in map(kind_and_key, one.contact_points) if kind == "url"]
    known = [key for kind, key in here.points if kind == "url"]
    return _apart(theirs, known, lambda key: key.split("/")[0])


def _apart(some: Sequence[str], others: Sequence[str], place_of: Callable[[str], str]) -> bool:
    """Tell whether both have addresses at one place, and none in common there."""
    places = {place_of(key) for key in some} & {place_of(key) for key in others}
    return any(
        not {key for key in some if place_of(key) == place}
        & {key for key in others if place_of(key) == place}
        for place in places
    )


def _same_address(one: Newcomer, here: Here) -> bool:
    """Tell whether somebody at an address they share with a person here is that person.

    Families and offices share addresses: the name has to agree, of a telephone or a site more than
    of an e-mail address.
    """
    key = fold(one.name)
    if _elsewhere(one, here):
        return False
    if resembles(key, here.key) or "@" in one.name or "@" in here.name:
        return True
    mail = any(point[0] == "email" and point in here.points for point in telling(one))
    return mail and key.split()[:1] == here.key.split()[:1]


def _contradicts(one: Newcomer, here: Here) -> bool:
    """Tell whether something speaks against two of one name being the same person."""
    mail = [key for kind, key in map(kind_and_key, one.contact_points) if kind == "email"]
    known = [key for kind, key in here.points if kind == "email"]
    # A first name alone is borne by many: any other address speaks against it.
    whole = " " in fold(one.name)
    return (
        _elsewhere(one, here)
        or _apart(mail, known, lambda key: key.rpartition("@")[2] if whole else "")
        or bool(one.company and here.company and not _one_firm(one.company, here.company))
    )


def _one_firm(a: str, b: str) -> bool:
    """Tell whether two companies may be one: `Acme` and `ACME, Inc.`."""
    short, long = sorted((fold(a), fold(b)), key=len)
    return long.startswith(short)
