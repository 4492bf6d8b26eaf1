"""Tell from the header of a table which column holds what of a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reltrack.domain.text import fold
from reltrack.errors import UsageError
from reltrack.exchange.column_words import FACTS, LABELS, OTHERWISE, POINTS, UNSAID, WORDS
from reltrack.tuples import NamedTuple

FIELDS = (
    "name", "given", "family", "nickname", "company", "title", "email", "phone", "url", "city",
    "birthday", "anniversary", "tags", "notes", "met_on", "how_met", "id",
)  # fmt: skip
"""What `--map` may say a column holds."""

NAMES = ("name", "given", "family", "nickname")
"""Fields by which somebody can be called."""

# Google's columns come in pairs, and say in the first what is in the second.
_PAIR = re.compile(r"(e mail|phone|website|event|relation|custom field) (\d+) (?:type|label)")
_PAIRED = {"e mail": "email", "phone": "phone", "website": "url", "event": "event"}
_ADDRESS = re.compile(r"\w@\w+[\w-]*\.\w")
_MOST_WORDS = 5
"""Of the header of a column; more are a sentence above the table."""

REASON = "rejected because"
"""The column in which rows that were left out of an import say why."""

_ABOUT = (" type", " label")


class Labelled(NamedTuple):
    """A column whose content needs a word about it: a fixed one, or that of another column."""

    kind: str
    column: int
    label: str | None = None
    label_column: int | None = None


class Columns(NamedTuple):
    """Which columns hold what, by number."""

    fields: Mapping[str, Sequence[int]]
    """For each field the columns to look in, the best first."""
    labelled: Sequence[Labelled]
    """Ways to reach somebody, dates (`event`) and things worth remembering (`fact`)."""
    left_out: Mapping[int, str]
    """Columns that are nothing to us, with their headers."""


def understood(header: Sequence[str], wanted: Mapping[str, str]) -> Columns:
    """Return what the columns hold: what was said about them first, then what they seem to.

    Raises:
        UsageError: there is no such field or no such column.
    """
    keys = [_key(cell) for cell in header]
    said = _said(header, keys, wanted)
    fields: dict[str, list[int]] = {}
    for field, words in WORDS.items():
        places = [keys.index(word) for word in words if word in keys]
        fields[field] = [place for place in places if place not in said.values()]
    _settle(fields, keys)
    taken = {place for places in fields.values() for place in places} | set(said.values())
    labelled = [one for one in _labelled(header, keys) if one.column not in taken]
    for field, place in said.items():
        if field in POINTS:
            labelled = [one for one in labelled if one.kind != field]
            labelled.append(Labelled(field, place))
        else:
            fields[field] = [place]
            if field == "name":  # the whole of it: no parts besides
                fields["given"] = fields["middle"] = fields["family"] = []
    taken |= {one.column for one in labelled}
    return Columns(
        {field: places for field, places in fields.items() if places},
        labelled,
        {
            place: cell
            for place, (cell, key) in enumerate(zip(header, keys, strict=True))
            if place not in taken and key and key not in UNSAID and not key.endswith(_ABOUT)
        },
    )


def fitness(header: Sequence[str]) -> int:
    """Tell how many columns of a header are understood; 0 without one for names or addresses.

    A row that holds an address is somebody, and no header.
    """
    if any(map(_ADDRESS.search, header)):
        return 0
    columns = understood(header, {})
    points = {one.kind for one in columns.labelled}
    if not any(field in columns.fields for field in NAMES) and "email" not in points:
        return 0
    return len({place for places in columns.fields.values() for place in places}) + len(
        columns.labelled
    )


def wanted_fitness(header: Sequence[str], wanted: Mapping[str, str]) -> int:
    """Tell how many columns of a header are understood; 0 unless all that are wanted are there."""
    keys = {_key(cell) for cell in header}
    return len(keys) if wanted and all(_key(column) in keys for column in wanted.values()) else 0


def _key(cell: str) -> str:
    return " ".join(fold(cell.strip().rstrip("*:")).split())


def _said(header: Sequence[str], keys: Sequence[str], wanted: Mapping[str, str]) -> dict[str, int]:
    places = {}
    for field, column in wanted.items():
        if field not in FIELDS:
            raise UsageError(
                f"no such field: {field[:40]}", hint=f"these there are: {', '.join(FIELDS)}"
            )
        if _key(column) not in keys:
            # What may be a person, in a table without a header, is not for an error to tell.
            hint = "write it as it stands in the header of the table"
            if fitness(header) or any(_key(other) in keys for other in wanted.values()):
                shown = ", ".join(cell for cell in header if cell)
                hint = f"the columns are: {shown[:300]}{'…' if len(shown) > 300 else ''}"
            raise UsageError(f"there is no column {column[:40]}", hint=hint)
        places[field] = keys.index(_key(column))
    return places


def _settle(fields: dict[str, list[int]], keys: Sequence[str]) -> None:
    """Decide by the other columns what words mean that have several meanings."""
    if "apelido" in keys:  # a surname in Portugal, a nickname in Brazil
        field = "nickname" if fields["family"] else "family"
        fields[field].append(keys.index("apelido"))
    if "aniversario" in keys:
        portuguese = {"nome", "primeiro nome", "sobrenome", "apelido"} & set(keys)
        field = "birthday" if portuguese else "anniversary"
        fields[field].append(keys.index("aniversario"))
    for word, beside, meant in (
        ("nombre", "family", "given"),
        ("nome", "family", "given"),
        ("nom", "given", "family"),
        ("name", "given", "family"),
    ):
        if word in keys and fields[beside] and not fields[meant]:
            place = keys.index(word)
            if place in fields["name"]:
                fields["name"].remove(place)
                fields[meant].append(place)
    if "title" in keys and len(fields["title"]) > 1:  # beside another it is a form of address
        fields["title"].remove(keys.index("title"))
    if not fields["birth month"] or not fields["birth day"]:
        fields["birth year"] = fields["birth month"] = fields["birth day"] = []


def _labelled(header: Sequence[str], keys: Sequence[str]) -> list[Labelled]:
    found = []
    paired: dict[str, Labelled] = {}
    for place, key in enumerate(keys):
        if pair := _PAIR.fullmatch(key):
            kind = _PAIRED.get(pair[1], "fact")
            paired[f"{pair[1]} {pair[2]} value"] = Labelled(kind, place, label_column=place)
    for place, key in enumerate(keys):
        if key in paired:
            found.append(paired[key]._replace(column=place))
        elif key in FACTS:
            found.append(Labelled("fact", place, header[place]))
        elif means := _means(key):
            words = re.findall(r"\w+", key)
            label = next((LABELS[word] for word in words if word in LABELS), None)
            found.append(Labelled(means, place, label))
    return found


def _means(key: str) -> str | None:
    """Return which way to reach somebody a column has, if any."""
    words = re.findall(r"[^\W\d]+", key)
    if len(words) > _MOST_WORDS or OTHERWISE & set(words):
        return None
    text = f" {' '.join(words)} "
    for kind, names in POINTS.items():
        if any(f" {name} " in text for name in names):
            return kind
    return None
