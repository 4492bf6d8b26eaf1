"""Tab-separated lines with a header row: every line one record, every value whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reltrack.domain import answers, care, giving, insight
from reltrack.domain import records as contract
from reltrack.domain.text import visible
from reltrack.render.kinds import Data, Kind, records

_DUE = [
    *("slug", "name", "section", "score", "quiet_days", "last_date", "last_via", "usual_days"),
    *("due_after_days", "due_on", "rhythm_source", "usual_via", "circles", "ask_about"),
    *("reason", "last_text"),
]
_SEARCH = ["record", "id", "date", "people", "text"]

_RECORDS: Mapping[str, type] = {
    "people": contract.Person,
    "people_chosen": contract.Person,
    "triage": contract.Person,
    "triaged": contract.Person,
    "history": contract.Interaction,
    "facts": contract.Fact,
    "follow_ups": contract.FollowUp,
    "occasions": contract.Occasion,
    "circles": contract.Circle,
    "steps": contract.Step,
    "paths": contract.Origin,
    "schemas": answers.RecordName,
    "setting": contract.Setting,
    "settings": contract.Setting,
    "backups": care.Backup,
    "checks": care.Check,
    "checkup": care.Check,
    "balances": insight.BalanceGroup,
    "circle_standings": insight.CircleStanding,
    "rhythms": insight.Lived,
    "tallies": insight.Tally,
    "share": giving.ShareItem,
    "introductions": giving.Introduction,
    "introducers": giving.Introducer,
}


def fields(kind: Kind, data: Data) -> list[str]:
    """Return what a record of the kind has, whether or not there is one."""
    if kind == "due":
        return [*contract.DueItem.__annotations__, "reason"]
    if kind == "search":
        held = (contract.Interaction, contract.Fact, contract.FollowUp, contract.Person)
        return list(
            dict.fromkeys(["record", *(key for one in held for key in one.__annotations__)])
        )
    return list(_RECORDS[kind].__annotations__ if kind in _RECORDS else records(kind, data))


def render(kind: Kind, data: Data, *, color: bool = False, chosen: Sequence[str] = ()) -> str:
    """Return a header and a line for each record; only the header where there are none.

    Colour is for the header alone: values are for other programs. `chosen` says which columns.
    """
    found = records(kind, data)
    rows: Iterable[Mapping[str, object]] = found if isinstance(found, list) else [found]
    columns: Sequence[str]
    if kind == "due":
        columns = _DUE
        rows = [row | {"reason": row["reasons"]} for row in found]
    elif kind == "search":
        columns = _SEARCH
        rows = map(_hit, found)
    else:
        columns = fields(kind, data)
    columns = chosen or columns
    header = "\t".join(columns)
    lines = [f"\x1b[1m{header}\x1b[0m" if color else header]
    lines.extend("\t".join(cell(row.get(column)) for column in columns) for row in rows)
    return "\n".join(lines) + "\n"


def cell(value: object) -> str:
    r"""Return a value on one line: `\\`, tab and line breaks escaped, the unseen made visible."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        texts = any(isinstance(each, dict) and "text" in each for each in value)
        return ("; " if texts else ", ").join(map(cell, value))
    if isinstance(value, dict):
        return cell(_brief(value))
    text = str(value).replace("\\", "\\\\").replace("\t", "\\t")
    return visible(text.replace("\n", "\\n").replace("\r", "\\r"))


def _brief(record: Mapping[str, object]) -> object:
    """A record inside another, in a word."""
    if "slug" in record:
        return record["slug"]
    if "value" in record:
        return f"{record['kind']}:{record['value']}"
    if "next_date" in record:
        return f"{record['label'] or record['kind']} {record['next_date'] or ''}".rstrip()
    if "file" in record:
        return ":".join(str(record[key]) for key in ("file", "line", "reason") if record[key])
    if "table" in record:
        return f"{record['table']}:{record['saved']}/{record['lost']}"
    if "record" in record:
        return f"{record['record']}:{record['id'] or ''}"
    if "path" in record or "text" in record:
        return record["path"] if "path" in record else record["text"]
    if "person" in record:
        return cell(record["person"])
    for key in ("date", "month", "via"):
        if key in record and "entries" in record:
            return f"{record[key]}:{record['entries']}"
    if "name" in record:
        return record["name"]
    return ", ".join(f"{key}:{count}" for key, count in record.items())


def _hit(found: dict[str, Any]) -> dict[str, Any]:
    if found["record"] == "person":
        return found | {"date": None, "people": found["slug"], "text": found["name"]}
    if found["record"] == "fact":
        return found | {"date": found["heard_on"], "people": found["person"]}
    if found["record"] == "follow_up":
        return found | {"date": found["opened_on"], "people": found["person"]}
    return found | {"people": found["people"] + found["mentioned"]}
