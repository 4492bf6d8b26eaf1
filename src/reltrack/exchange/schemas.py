"""JSON Schema (2020-12) of every record that `--json` gives, made from the types of the records.

A schema says what is always there. Keys may be added in later versions, so others are allowed.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from reltrack.domain import answers, care, exported, giving, insight, records, reports, updates
from reltrack.errors import NotFoundError

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

RECORDS: dict[str, Any] = {
    "person": records.Person,
    "card": records.PersonCard,
    "interaction": records.Interaction,
    "logged": answers.Logged,
    "amended": answers.Amended,
    "due-item": records.DueItem,
    "due-why": records.DueWhy,
    "follow-up": records.FollowUp,
    "occasion": records.Occasion,
    "occasion-set": answers.OccasionSet,
    "fact": records.Fact,
    "circle": records.Circle,
    "circle-standing": insight.CircleStanding,
    "introduction": giving.Introduction,
    "introducer": giving.Introducer,
    "share-item": giving.ShareItem,
    "skip": answers.Skipped,
    "search-hit": (
        answers.FoundInteraction | answers.FoundFact | answers.FoundFollowUp | answers.FoundPerson
    ),
    "rhythm": insight.Lived,
    "balance": insight.Balance,
    "balance-group": insight.BalanceGroup,
    "review": insight.Review,
    "stats": insight.Stats,
    "tally": insight.Tally,
    "batch": answers.Batch,
    "deleted": answers.Deleted,
    "merged": answers.Merged,
    "forgotten": answers.Forgotten,
    "step": records.Step,
    "import-report": reports.Report,
    "update-report": updates.UpdateReport,
    "export": exported.Export,
    "backup": care.Backup,
    "restored": care.Restored,
    "check": care.Check,
    "salvage": care.Salvage,
    "setting": records.Setting,
    "path": records.Origin,
    "record-name": answers.RecordName,
    "error": answers.Failure,
}

_DAY = r"^\d{4}-\d\d-\d\d$"
_PATTERNS = {
    "date": _DAY,
    "today": _DAY,
    "since": _DAY,
    "until": _DAY,
    "snoozed_until": _DAY,
    "time": r"^([01]\d|2[0-3]):[0-5]\d$",
    "birthday": r"^(\d{4}-\d\d(-\d\d)?|--\d\d(-\d\d)?)$",
}
"""What a text under such a key looks like; `_on` and `_date` are days, `_at` instants in UTC."""

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_MODULES = (records, reports, answers, care, exported, giving, insight, updates)
_NAMES = {
    name: found
    for module in _MODULES
    for name, found in vars(module).items()
    if not name.startswith("_")
}


def listed() -> list[answers.RecordName]:
    """Return the records there are, and what each is."""
    return [{"record": name, "meaning": _meaning(name, one)} for name, one in RECORDS.items()]


def schema(record: str) -> Schema:
    """Return the schema of a record.

    Raises:
        NotFoundError: there is no such record.
    """
    wanted = record.strip().casefold().replace("_", "-").replace(" ", "-")
    if wanted not in RECORDS:
        raise NotFoundError(f"there is no record {record[:40]}", hint="reltrack schema lists them")
    defined: dict[str, Schema] = {}
    found = _of(RECORDS[wanted], defined)
    return {"$schema": DIALECT, "title": wanted, **found, "$defs": dict(sorted(defined.items()))}


def _meaning(name: str, one: Any) -> str:  # noqa: ANN401
    said = inspect.cleandoc(one.__doc__ or "") if is_typeddict(one) else "What a search found."
    return said.split("\n")[0] or name


def _of(wanted: Any, defined: dict[str, Schema], key: str = "") -> Schema:  # noqa: ANN401
    """Return the schema of a type; what it refers to is defined on the way."""
    if is_typeddict(wanted):
        name = wanted.__name__
        if name not in defined:
            defined[name] = {}
            defined[name] = _object(wanted, defined)
        return {"$ref": f"#/$defs/{name}"}
    arguments = get_args(wanted)
    match get_origin(wanted):
        case origin if origin in (Union, UnionType):
            return _any_of([_of(each, defined, key) for each in arguments])
        case origin if origin is Literal:
            return {"enum": list(arguments)}
        case origin if origin is list:
            return {"type": "array", "items": _of(arguments[0], defined)}
        case origin if origin is dict:
            return {"type": "object", "additionalProperties": _of(arguments[1], defined)}
    pattern = _pattern(key) if wanted is str else None
    return {"type": _PLAIN[wanted]} | ({"pattern": pattern} if pattern else {})


def _any_of(schemas: list[Schema]) -> Schema:
    """Return that one of several holds, in as few words as possible."""
    if all(each.keys() <= {"type", "pattern"} for each in schemas):
        merged: Schema = {}
        for each in schemas:
            merged |= each
        return merged | {"type": [each["type"] for each in schemas]}
    return {"anyOf": schemas}


def _object(wanted: Any, defined: dict[str, Schema]) -> Schema:  # noqa: ANN401
    hints = get_type_hints(wanted, localns=_NAMES | vars(sys.modules[wanted.__module__]))
    said = _explanations().get(wanted.__name__, {})
    properties = {
        key: _of(hint, defined, key) | ({"description": said[key]} if key in said else {})
        for key, hint in hints.items()
    }
    return {
        "type": "object",
        "description": inspect.cleandoc(wanted.__doc__ or ""),
        "properties": properties,
        "required": list(hints),
    }


def _pattern(key: str) -> str | None:
    if key.endswith(("_on", "_date")):
        return _DAY
    if key.endswith("_at"):
        return r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
    return _PATTERNS.get(key)


@cache
def _explanations() -> dict[str, dict[str, str]]:
    """Return the texts that stand below the keys of records in their source, if it is here."""
    said: dict[str, dict[str, str]] = {}
    for module in _MODULES:
        try:
            found = ast.parse(inspect.getsource(module)).body
        except OSError:
            continue
        for record in found:
            if isinstance(record, ast.ClassDef):
                own = said.setdefault(record.name, {})
                for base in record.bases:
                    own |= said.get(getattr(base, "id", ""), {})
                own |= dict(_explained(record.body))
    return said


def _explained(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for key, text in pairwise(body):
        match key, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=said)):
                yield name, str(said)
