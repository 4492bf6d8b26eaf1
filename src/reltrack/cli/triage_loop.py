"""`triage` on a terminal: one person after the other, one key each, every answer saved at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from reltrack.cli import talk
from reltrack.cli.invocation import Invocation
from reltrack.cli.keys import Keys
from reltrack.cli.options import circles_in, days
from reltrack.domain.drafts import PersonDraft
from reltrack.domain.triage import CADENCES, LATER_DAYS
from reltrack.errors import UsageError
from reltrack.read import circles as read_circles
from reltrack.read import triage as read_triage
from reltrack.render import triage as render
from reltrack.render.output import width_of

if TYPE_CHECKING:
    from reltrack.database.recording import Operation
    from reltrack.domain.records import Status
    from reltrack.domain.triage import Waiting

T = TypeVar("T")


def settle(invocation: Invocation, numbers: list[int]) -> None:
    """Ask about each of those who wait."""
    with Keys() as keys:
        _Loop(invocation, numbers, keys).run()


class _Loop:
    def __init__(self, invocation: Invocation, numbers: list[int], keys: Keys) -> None:
        self._invocation = invocation
        self._keys = keys
        self._today = invocation.today
        self._waiting = list(reversed(numbers))
        self._shown: tuple[int, int] | None = None
        """Whose card is the last on the screen, and how many waited then."""
        self._answered: list[tuple[int, int, bool]] = []
        """Whom an answer was about, the step of undo it is, and whether it settled them."""

    def run(self) -> None:
        """Ask until nobody is left, or somebody has had enough."""
        while self._waiting:
            number = self._waiting[-1]
            who = read_triage.one(self._invocation.db, number, today=self._today)
            if who is None:  # settled meanwhile, perhaps by a merge
                self._waiting.pop()
                continue
            left = len(self._waiting)
            if self._shown != (number, left):
                talk.note("\n" + render.card(who, self._today, left=left, width=_width()))
                self._shown = number, left
            try:
                key = self._keys.read().lower()
                if key == "q":
                    break
                self._heed(key, who)
            except EOFError:
                break
            except UsageError as problem:
                talk.error(problem)
        settled = sum(settles for _, _, settles in self._answered)
        talk.note("\n" + render.summary(settled, len(self._waiting)))

    def _heed(self, key: str, who: Waiting) -> None:
        answers: dict[str, Callable[[Waiting], None]] = {
            "k": self._keep, "c": self._circle, "e": self._cadence, "a": self._archive,
            "m": self._merge, **dict.fromkeys("l \r\n", self._later),
        }  # fmt: skip
        if key == "u":
            self._undo()
        elif key == "?":
            talk.note(render.keys(_width()))
        elif every := _numbered(key):
            self._every(who, every)
        elif key in answers:
            answers[key](who)
        else:
            talk.note("no such key; ? shows them")

    def _save(
        self,
        who: Waiting,
        summary: str,
        write: Callable[[Operation], object],
        *,
        settles: bool = True,
    ) -> None:
        """Write an answer: one step of undo."""
        with self._invocation.change("triage") as operation:
            write(operation)
            operation.summary = f"triage {who.name}: {summary}"
        self._waiting.pop()
        self._answered.append((who.number, operation.id, settles))
        talk.note(f"{who.name}: {summary}")

    def _asked(self, question: str, read: Callable[[str], T | None]) -> T | None:
        """Ask until the answer is understood; None if it is left empty.

        Raises:
            EOFError: the input ended.
        """
        with self._keys.lines():
            while typed := talk.ask(question):
                try:
                    return read(typed)
                except UsageError as problem:
                    talk.error(problem)
        self._shown = None
        return None

    def _edit(self, who: Waiting, summary: str, draft: PersonDraft) -> None:
        from reltrack.write.people import edit

        today = self._today.isoformat()
        self._save(who, summary, lambda operation: edit(operation, who.number, draft, today=today))

    def _keep(self, who: Waiting) -> None:
        self._set_status(who, "active", summary="kept")

    def _circle(self, who: Waiting) -> None:
        names = read_circles.names(self._invocation.db)
        if names:
            talk.note(render.circles(names, _width()))
        known = {str(number): name for number, name in enumerate(names, 1)}

        def chosen(typed: str) -> dict[str, int | None]:
            parts = [part.strip() for part in typed.split(",") if part.strip()] or [typed]
            wanted = [known.get(part, part) for part in parts]
            for one in wanted:
                if one.isdecimal() and one not in names:
                    raise UsageError(f"no circle has the number {one[:20]}")
            return circles_in(self._invocation, wanted)

        if circles := self._asked("which circle? a number or a name, Enter for none:", chosen):
            self._edit(who, ", ".join(circles), PersonDraft(circles=circles))

    def _cadence(self, who: Waiting) -> None:
        talk.note(render.cadences(_width()))
        every = self._asked(
            "how often? a number, or such as 3w, Enter for none:",
            lambda typed: _numbered(typed) or days(typed),
        )
        if every:
            self._every(who, every)

    def _every(self, who: Waiting, every: int) -> None:
        from reltrack.domain.durations import say_every

        self._edit(who, say_every(every), PersonDraft(cadence_days=every))

    def _archive(self, who: Waiting) -> None:
        self._set_status(who, "archived", summary="archived")

    def _set_status(self, who: Waiting, status: Status, *, summary: str) -> None:
        from reltrack.write.people import set_status

        today = self._today.isoformat()
        self._save(
            who, summary, lambda operation: set_status(operation, who.number, status, today=today)
        )

    def _later(self, who: Waiting) -> None:
        from reltrack.domain.day_words import day_name
        from reltrack.write.loops import skip

        back = self._today + timedelta(LATER_DAYS)
        today = self._today.isoformat()
        self._save(
            who,
            f"later, from {day_name(back)}",
            lambda operation: skip(
                operation, who.number, today=today, until=back.isoformat(), reason=None
            ),
            settles=False,
        )

    def _merge(self, who: Waiting) -> None:
        from reltrack.write.merge import merge

        if who.double is None:
            talk.note("nobody here is much like them")
            return
        keep, today = who.double.person_id, self._today.isoformat()
        self._save(
            who,
            f"merged with {who.double.name}",
            lambda operation: merge(operation, keep, who.number, today=today),
        )

    def _undo(self) -> None:
        """Take back the last answer, if nothing else was changed since."""
        from reltrack.write.undo import last_done, undo

        db = self._invocation.db
        if not self._answered:
            talk.note("nothing was answered yet")
            return
        number, step, _ = self._answered[-1]
        if last_done(db) != step:
            talk.note("something else was changed meanwhile: reltrack undo --list")
            return
        undone = undo(self._invocation.writing_if_any())
        self._answered.pop()
        self._waiting.append(number)
        talk.note(f"undone: {undone['summary']}")


def _numbered(key: str) -> int | None:
    """Return the days a number key stands for."""
    chosen = int(key) if len(key) == 1 and key.isdecimal() else 0
    return CADENCES[chosen - 1] if 0 < chosen <= len(CADENCES) else None


def _width() -> int:
    return width_of(sys.stderr, os.environ)
