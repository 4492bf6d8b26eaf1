"""Write what files bring: people, and what happened with them, all at once when all is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date

from reltrack.database.recording import Operation
from reltrack.domain.arrivals import Arrival, Happening, Newcomer
from reltrack.domain.drafts import EntryDraft
from reltrack.write.batch import write_entries
from reltrack.write.bulk import Tally, listed
from reltrack.write.bulk_checks import Checks
from reltrack.write.bulk_people import People
from reltrack.write.bulk_staging import DELETED, Staging, Taken
from reltrack.write.log import digest

Recognise = Callable[[str], tuple[list[int], list[int]]]
"""Tells whom a text names: the numbers of those present, and of those mentioned."""


class Arrivals:
    """Takes the people and entries of all files, and writes them in the end.

    Only then is it known who is in two files, who shares a name, and whom an address belongs to.
    """

    def __init__(
        self,
        operation: Operation,
        tally: Tally,
        *,
        since: date | None = None,
        until: date | None = None,
        recognise: Recognise = lambda _: ([], []),
        trial: bool = False,
    ) -> None:
        """Look only at the days asked for; of a `trial`, nothing will be kept."""
        self._operation = operation
        self._trial = trial
        self._tally = tally
        self._recognise = recognise
        self._since = since.isoformat() if since else ""
        self._until = until.isoformat() if until else "~"
        self._checks = Checks(tally, today=operation.now.date())
        self._staging = Staging()

    def write(self, arrivals: Iterable[Arrival]) -> None:
        """Take some people and entries; what cannot be kept goes to the tally."""
        happenings = []
        for arrival in arrivals:
            if isinstance(arrival, Newcomer):
                one = self._checks.newcomer(arrival)
                if one is not None and not self._staging.add_card(one):
                    self._tally.unchanged += 1
            elif (happening := self._checks.happening(arrival)) is not None:
                if self._since <= happening.date <= self._until:
                    happenings.append(happening)
                else:
                    self._tally.pass_over("outside the days asked for")
        for happening in self._unseen(happenings):
            if not self._staging.add_happening(happening):
                self._tally.unchanged += 1

    def _unseen(self, happenings: Sequence[Happening]) -> list[Happening]:
        """Return entries that no earlier import has brought."""
        kept: dict[tuple[str, str], bool] = {}
        for source in {happening.source for happening in happenings}:
            keys = [_key(happening) for happening in happenings if happening.source == source]
            kept |= {
                (source, key): bool(still_here)
                for key, still_here in self._operation.db.execute(
                    "SELECT key, EXISTS (SELECT 1 FROM interaction WHERE uid = origin.uid)"
                    " FROM origin WHERE source = ? AND key IN (SELECT value FROM json_each(?))",
                    [source, listed(keys)],
                )
            }
        unseen = []
        for happening in happenings:
            still_here = kept.get((happening.source, _key(happening)))
            if still_here is None:
                unseen.append(happening)
            else:
                self._tally.unchanged += still_here
                self._tally.skipped += not still_here
        return unseen

    def finish(self, watch: Callable[[str], None] = lambda _: None) -> None:
        """Tell who is who, and write it all; `watch` is told how far it has come."""
        count = 0
        one_source = self._staging.one_source()
        settling = People(self._operation, self._tally, one_source=one_source, trial=self._trial)
        with closing(settling) as people:
            for claims in self._staging.claims():
                self._staging.settle(people.settle(claims))
                count += len(claims)
                watch(f"telling who is who: {count:,} settled")
        for taken in self._staging.happenings():
            self._write(taken)
            watch(f"writing: {self._tally.added['interaction']:,} entries")

    def close(self) -> None:
        """Let go of what was kept aside."""
        self._staging.close()

    def _write(self, taken: Sequence[Taken]) -> None:
        entries = []
        for happening, present, mentioned in taken:
            if happening.names_in_text:
                present[:], mentioned[:] = self._recognise(happening.text)
            known = [number for number in present if number]
            named = [number for number in mentioned if number]
            if known or named or happening.broadcast:
                draft = _draft(happening)._replace(mentioned=named)
                entries.append((draft, known))
            elif DELETED in (*present, *mentioned):
                self._tally.skipped += 1
            else:
                self._tally.pass_over("nobody you know is in it")
        write_entries(self._operation, entries, typed=False)
        self._tally.added["interaction"] += len(entries)


def _draft(happening: Happening) -> EntryDraft:
    return EntryDraft(
        date=happening.date,
        text=happening.text,
        time=happening.time,
        via=happening.via,
        place=happening.spot,
        tags=happening.tags,
        initiated=happening.initiated,
        broadcast=happening.broadcast,
        source=happening.source,
        source_id=_identity(happening),
    )


def _identity(happening: Happening) -> str:
    return f"entry:{happening.identity}"


def _key(happening: Happening) -> str:
    return digest(_identity(happening))
