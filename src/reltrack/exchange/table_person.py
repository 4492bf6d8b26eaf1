"""Make a person of a row, once it is known which column holds what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reltrack.domain.arrivals import Newcomer, Place, Point, Remark, Yearly
from reltrack.domain.drafts import contact_key
from reltrack.domain.text import NAME_LIMIT, checked, fold, label, one_line, person_name
from reltrack.errors import UsageError
from reltrack.exchange import cells, table_dates
from reltrack.exchange.column_words import OTHERWISE
from reltrack.exchange.columns import Columns, Labelled
from reltrack.exchange.display_names import plain
from reltrack.exchange.seen import Seen
from reltrack.write.bulk import Tally

if TYPE_CHECKING:
    from reltrack.domain.records import OccasionKind

SOURCE = "import:csv"

_LONG = 16
"""Characters from which on an id is taken to be one in all the world."""

_OF_GENERATION = {"jr", "sr", "ii", "iii", "iv"}
_GROUPS_OF_ALL = {"mycontacts", "my contacts", "other", "other contacts"}
"""Groups that Google marks with an asterisk and that say nothing."""

_KINDS: dict[str, OccasionKind] = {"birthday": "birthday", "anniversary": "anniversary"}
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


class PersonReader:
    """Reads the people of one file; what cannot be kept of them is told to the tally."""

    def __init__(
        self,
        columns: Columns,
        order: table_dates.Order | None,
        tally: Tally,
        seen: Seen,
        *,
        today: date,
        ours: bool,
    ) -> None:
        """Take what is known of the file; `ours`: we wrote it, labels stand in its cells."""
        self._columns = columns
        self._order = order
        self._tally = tally
        self._today = today
        self._ours = ours
        self._seen = seen
        self._place = Place("")

    def newcomer(self, place: Place, row: Sequence[str]) -> Newcomer:
        """Return the person of a row.

        Raises:
            UsageError: they have no name, or none that can be kept.
        """
        self._place = place
        name, aliases = self._names(row)
        company = self._line(row, "company")
        points = self._points(row)
        title = self._line(row, "title")
        # Namesakes whom nobody can reach are told apart by where they work.
        told = (
            contact_key(points[0].kind, points[0].value) if points else fold(company or title or "")
        )
        likely = f"name:{fold(name)}|{told}"
        met_on = self._day(row, "met_on")
        return Newcomer(
            place,
            SOURCE,
            name,
            own_identity=self._identity(row, name),
            likely_identity=f"{likely}|{self._seen.times(likely)}",
            aliases=aliases,
            company=company if company != name else None,
            title=title,
            met_on=met_on,
            how_met=self._text(row, "how_met"),
            contact_points=points,
            city=self._line(row, "city"),
            tags=self._tags(row),
            dates=self._occasions(row),
            facts=self._facts(row),
        )

    def _names(self, row: Sequence[str]) -> tuple[str, list[str]]:
        """Return the name somebody goes by, and the others.

        Raises:
            UsageError: there is none, or none that can be kept.
        """
        given = " ".join(filter(None, (self._cell(row, "given"), self._cell(row, "middle"))))
        family, shown = self._cell(row, "family"), self._cell(row, "name")
        suffix = self._cell(row, "suffix")
        if fold(suffix).replace(".", "") in _OF_GENERATION:
            family = f"{family} {suffix}"
        nicknames = cells.lines(self._cell(row, "nickname"))
        nicknames += cells.lines(self._cell(row, "aliases"))
        full = plain(given, family) if given or family else plain(shown)
        other = [self._cell(row, "file as"), self._cell(row, "company")]
        chosen = next(filter(None, (full, *nicknames, *other)), "")
        if not chosen:
            raise UsageError("no name")
        name = person_name(chosen)
        aliases = {fold(alias): alias for alias in self._also(name, shown, nicknames)}
        return name, [alias for key, alias in aliases.items() if key and key != fold(name)]

    def _also(self, name: str, shown: str, nicknames: Sequence[str]) -> Iterator[str]:
        """Yield what somebody is called besides."""
        words = set(re.findall(r"\w+", fold(name)))
        if set(re.findall(r"\w+", fold(shown))) != words:  # else the same, turned round
            nicknames = [shown, *nicknames]
        for nickname in nicknames:
            if any(map(str.isalpha, nickname)):
                try:
                    yield one_line(nickname, what="nickname")
                except UsageError as problem:
                    self._leave_out(problem)

    def _identity(self, row: Sequence[str], name: str) -> str | None:
        own = self._cell(row, "id")
        if not own:
            return None
        return f"id:{own}" if len(own) >= _LONG else f"id:{own}|{fold(name)}"

    def _points(self, row: Sequence[str]) -> list[Point]:
        points: dict[tuple[str, str], Point] = {}
        for one in self._columns.labelled:
            if one.kind in ("event", "fact") or OTHERWISE & {*self._said(row, one).split()}:
                continue
            for value in self._several(row, one):
                point = cells.point(one.kind, value) if self._ours else None
                kept = self._kept(point.value if point else value, one.kind, 2000)
                if kept:
                    said = point.label if point else self._label(row, one)
                    points.setdefault(
                        (one.kind, contact_key(one.kind, kept)), Point(one.kind, kept, said)
                    )
        for line in cells.lines(self._cell(row, "other contacts")) if self._ours else ():
            if other := cells.other_point(line):
                points[other.kind, contact_key(other.kind, other.value)] = other
        for stray in self._strays(row):
            points.setdefault(("email", contact_key("email", stray)), Point("email", stray))
        return list(points.values())

    def _strays(self, row: Sequence[str]) -> list[str]:
        """Return the addresses that a row with too few or too many commas has among the labels."""
        places = [one.label_column for one in self._columns.labelled]
        found = [_at(row, place) for place in places if place is not None]
        return [cell for cell in found if _ADDRESS.fullmatch(cell)]

    def _several(self, row: Sequence[str], one: Labelled) -> list[str]:
        """Return the values of a cell: Google puts `:::` between them, we a line break."""
        return [value for line in cells.lines(_at(row, one.column)) for value in _split(line)]

    def _label(self, row: Sequence[str], one: Labelled) -> str | None:
        return self._kept(self._said(row, one), "label")

    def _said(self, row: Sequence[str], one: Labelled) -> str:
        """Return what a column is about, as far as somebody says so."""
        if one.label_column is None:
            return one.label or ""
        said = _at(row, one.label_column).strip("* ").lower()
        return "" if _ADDRESS.fullmatch(said) else said

    def _tags(self, row: Sequence[str]) -> list[str]:
        found = []
        groups = self._cell(row, "tags") or next((c for c in row if c.startswith("* my")), "")
        for part in re.split(r":::|[;,\n]", groups):
            word = part.strip().removeprefix("* ")
            system = part.strip().startswith("*") and fold(word) in _GROUPS_OF_ALL
            if word and not system:
                try:
                    found.append(label(word, what="tag"))
                except UsageError as problem:
                    self._leave_out(problem)
        return list(dict.fromkeys(found))

    def _occasions(self, row: Sequence[str]) -> list[Yearly]:
        born = self._cell(row, "birthday") or self._in_three(row)
        found = [
            self._occasion("birthday", born),
            self._occasion("anniversary", self._cell(row, "anniversary")),
        ]
        for one in self._columns.labelled:
            if one.kind == "event":
                said = self._label(row, one)
                kind = _KINDS.get(said or "", "other")
                found.append(self._occasion(kind, _at(row, one.column), said))
        return [occasion for occasion in found if occasion]

    def _occasion(self, kind: OccasionKind, cell: str, said: str | None = None) -> Yearly | None:
        when = self._yearly(cell)
        if when is None:
            return None
        year, month, day = when
        return Yearly(kind, month, day, year, said if kind == "other" else None)

    def _in_three(self, row: Sequence[str]) -> str:
        """Return a birthday that stands in three columns, as one."""
        year, month, day = (self._cell(row, f"birth {part}") for part in ("year", "month", "day"))
        if not month:
            return ""
        return f"{year or '-'}-{month:0>2}" + (f"-{day:0>2}" if day else "")

    def _facts(self, row: Sequence[str]) -> list[Remark]:
        found = [self._text(row, "notes")]
        for one in self._columns.labelled:
            if one.kind == "fact" and (value := " ".join(_at(row, one.column).split())):
                said = self._said(row, one)
                found.append(f"{said[:1].upper()}{said[1:]}: {value}" if said else value)
        return [Remark(text) for text in found if text]

    def _yearly(self, cell: str) -> table_dates.Parts | None:
        try:
            found = table_dates.yearly(cell, self._order)
        except ValueError as problem:
            self._leave_out(problem)
            return None
        if found and found[0] and date(found[0], found[1], found[2] or 1) > self._today:
            self._tally.remark(self._place, "a date lies in the future, and is left out")
            return None
        return found

    def _day(self, row: Sequence[str], field: str) -> str | None:
        try:
            return table_dates.whole(self._cell(row, field), self._order)
        except ValueError as problem:
            self._leave_out(problem)
            return None

    def _line(self, row: Sequence[str], field: str) -> str | None:
        return self._kept(self._cell(row, field), field)

    def _text(self, row: Sequence[str], field: str) -> str | None:
        try:
            return checked(self._cell(row, field), what=field) or None
        except UsageError as problem:
            self._leave_out(problem)
            return None

    def _kept(self, value: str, what: str, limit: int = NAME_LIMIT) -> str | None:
        """Return a value as it is kept; what cannot be is left out."""
        if not value:
            return None
        try:
            return one_line(value, what=what, limit=limit)
        except UsageError as problem:
            self._leave_out(problem)
            return None

    def _leave_out(self, problem: Exception) -> None:
        said = str(problem)
        self._tally.remark(self._place, said if "left out" in said else f"{said}, and is left out")

    def _cell(self, row: Sequence[str], field: str) -> str:
        """Return the first cell that holds something of a field."""
        for place in self._columns.fields.get(field, ()):
            if place < len(row) and row[place]:
                return row[place]
        return ""


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _split(line: str) -> list[str]:
    return [part.strip() for part in line.split(":::") if part.strip()]
