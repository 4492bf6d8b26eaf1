"""`edit NAME -e`: a person's card as a page of TOML; what somebody changes on it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

from reltrack.cli.editing import edited
from reltrack.cli.invocation import Invocation
from reltrack.domain.drafts import contact_key
from reltrack.domain.text import fold, label, person_name
from reltrack.errors import UsageError
from reltrack.tuples import NamedTuple

_HEAD = ' What you change is written down; "" and [] clear, and what you leave out stays as it is.'
_SUCH_AS = {
    "met": "2019-05-02",
    "every": '6w; "" leaves it to the circles',
    "birthday": "1980-03-14, --03-14 or --03",
}
_LISTS = {"aliases": "alias", "circles": "circle", "tags": "tag"}
_POINTS = {"emails": "email", "phones": "phone", "urls": "url"}


class Changes(NamedTuple):
    """What is to change: another name, what `edit` takes as options, what a draft takes away."""

    name: str | None
    options: dict[str, Any]
    without: dict[str, Any]


@contextmanager
def changed(invocation: Invocation, card: Mapping[str, Any]) -> Iterator[Changes]:
    """Yield what somebody has changed in the card; the text is kept until that is written.

    Raises:
        UsageError: it is no TOML, or says what no card has.
    """
    before = _values(card)
    with edited(invocation, _page(before), suffix=".toml") as text:
        yield _changes(before, {**before, **_read(text)})


def _values(card: Mapping[str, Any]) -> dict[str, Any]:
    def points(kind: str) -> list[str]:
        return [point["value"] for point in card["contact_points"] if point["kind"] == kind]

    every = card["cadence_days"]
    return {
        "name": card["name"],
        **{field: list(card[field]) for field in _LISTS},
        **{field: card[field] or "" for field in ("company", "title", "city")},
        "met": card["met_on"] or "",
        "how_met": card["how_met"] or "",
        **{field: points(kind) for field, kind in _POINTS.items()},
        "every": f"{every}d" if every else "",
        "birthday": card["birthday"] or "",
    }


def _page(values: Mapping[str, Any]) -> str:
    import tomlkit

    page = tomlkit.document()
    page.add(tomlkit.comment(_HEAD.strip()))
    for field, value in values.items():
        shown = tomlkit.item(value)
        if field in _SUCH_AS:
            shown.comment(_SUCH_AS[field])
        page.add(field, shown)
    return tomlkit.dumps(page).strip()


def _read(text: str) -> dict[str, Any]:
    """Return what a page says."""
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"the card cannot be read: {error}", hint='write company = "Acme", tags = ["a", "b"]'
        ) from None
    known = _values(_EMPTY)
    for field, value in found.items():
        if field not in known:
            raise UsageError(f"a card has no {field[:40]!r}", hint=f"it has: {', '.join(known)}")
        if isinstance(known[field], list):
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                raise UsageError(f"{field} is no list of texts", hint=f'{field} = ["one", "two"]')
        elif field in ("met", "birthday") and isinstance(value, date):
            found[field] = str(value)
        elif not isinstance(value, str):
            raise UsageError(f"{field} is no text", hint=f'{field} = "in quotation marks"')
    return found


_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("name", "company", "title", "city", "met_on", "how_met", "birthday")),
    **dict.fromkeys(("aliases", "circles", "tags", "contact_points"), ()),
    "cadence_days": None,
}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    options: dict[str, Any] = {"introduced_by": None, "fact": None}
    without: dict[str, Any] = {"no_cadence": after["every"] == "" != before["every"]}
    for field, option in _LISTS.items():
        key = fold if field == "aliases" else partial(label, what=option)
        were, are = {key(one) for one in before[field]}, {key(one) for one in after[field]}
        options[option] = [one for one in after[field] if key(one) not in were]
        without[f"no_{field}"] = [one for one in before[field] if key(one) not in are]
    gone: list[tuple[str, str]] = []
    without["no_contact_points"] = gone
    for field, kind in _POINTS.items():
        wanted = [one for one in after[field] if one.strip()]
        options[kind] = wanted if after[field] != before[field] else []
        kept = {contact_key(kind, one) for one in wanted}
        gone += [(kind, one) for one in before[field] if contact_key(kind, one) not in kept]
    for field in ("every", "company", "title", "city", "met", "how_met", "birthday"):
        options[field] = None if after[field] == before[field] else after[field].strip()
    options["every"] = options["every"] or None
    name = None if after["name"] == before["name"] else person_name(after["name"])
    return Changes(name, options, without)
