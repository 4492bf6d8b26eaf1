"""What Monica keeps of a person, as a card and as facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reltrack.domain.arrivals import Newcomer, Place, Point, Remark, Yearly
from reltrack.domain.text import fold, label, one_line
from reltrack.errors import UsageError
from reltrack.exchange.monica_values import Value, day, flag, properties, sections, text
from reltrack.write.bulk import Tally


class Names:
    """What the identities in an account stand for."""

    def __init__(self, account: Value, kept: defaultdict[str, list[Any]]) -> None:
        self.people = {text(one, "uuid"): name(one) for one in kept["contacts"]}
        self.people = {uuid: called for uuid, called in self.people.items() if uuid and called}
        instance = account.get("instance")
        self._fields: dict[str, Value] = {}
        self.types: dict[str, str] = {}
        for section, values in (instance if isinstance(instance, dict) else {}).items():
            for one in values if isinstance(values, list) else ():
                if section == "contact_field_types":
                    self._fields[text(one, "uuid")] = properties(one)
                elif section in ("activity_types", "life_event_types"):
                    self.types[text(one, "uuid")] = text(properties(one), "name")

    def field_kind(self, uuid: str) -> str:
        """Return which kind of address a type of field is for; empty if that is not said."""
        said = self._fields.get(uuid, {})
        kind = text(said, "type") or text(said, "name")
        try:
            return label(kind, what="kind")
        except UsageError:
            return ""


def name(contact: Any) -> str:  # noqa: ANN401 — whatever JSON holds
    """Return the whole name of somebody, or nothing."""
    said = properties(contact)
    parts = (text(said, f"{part}_name") for part in ("first", "middle", "last"))
    return " ".join(" ".join(parts).split())


def card(
    contact: Value,
    names: Names,
    relations: dict[str, list[str]],
    place: Place,
    source: str,
    tally: Tally,
) -> Newcomer:
    """Return a person.

    Raises:
        UsageError: the name cannot be used.
    """
    said, kept, uuid = properties(contact), sections(contact), text(contact, "uuid")
    nickname = text(said, "nickname")
    called = one_line(name(contact) or nickname, what="name")
    short = f"{text(said, 'first_name')} {text(said, 'last_name')}".strip()
    aliases = [alias for alias in (nickname, short) if fold(alias) not in ("", fold(called))]
    dates, told = _birthday(said)
    reminders, more = _reminders(kept["reminders"], dates, called)
    facts = [*told, *more, *_facts(said, kept, names, tally)]
    facts += [Remark(relation) for relation in relations.get(uuid, ())]
    met_on, how_met = _met(said, names)
    cities = (text(properties(one), "city") for one in kept["addresses"])
    tags = said.get("tags")
    return Newcomer(
        place,
        source,
        called,
        f"uuid:{uuid}" if uuid else None,
        f"name:{fold(called)}",
        aliases=aliases,
        company=text(said, "company") or None,
        title=text(said, "job") or None,
        met_on=met_on,
        how_met=how_met,
        contact_points=list(_points(kept["contact_fields"], names)),
        city=next(filter(None, cities), None),
        tags=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        dates=[*dates, *reminders],
        facts=list(dict.fromkeys(facts)),
    )


def _date(value: Any) -> tuple[date | None, bool, bool]:  # noqa: ANN401
    """Return a day, whether its year is known, and whether it is only guessed from an age."""
    if not isinstance(value, dict):
        return None, False, False
    said = {**value, **properties(value)}
    found = day(text(said, "date"))
    guessed = bool(flag(said, "is_age_based"))
    return (
        date.fromisoformat(found) if found else None,
        not (guessed or flag(said, "is_year_unknown")),
        guessed,
    )


def _birthday(said: Value) -> tuple[list[Yearly], list[Remark]]:
    born, sure, guessed = _date(said.get("birthdate"))
    if born is None:
        return [], []
    if guessed:
        return [], [Remark(f"born about {born.year}")]
    return [Yearly("birthday", born.month, born.day, born.year if sure else None)], []


def _met(said: Value, names: Names) -> tuple[str | None, str | None]:
    met, sure, _ = _date(said.get("first_met_date"))
    through = names.people.get(text(said, "first_met_through"))
    how = [
        text(said, "first_met_where"),
        f"through {through}" if through else "",
        text(said, "first_met_additional_info"),
    ]
    return met.isoformat() if met and sure else None, "; ".join(filter(None, how)) or None


def _points(fields: Sequence[Any], names: Names) -> Iterator[Point]:
    for field in fields:
        said = properties(field)
        value = text(said, "data")
        if not value:
            continue
        kind = names.field_kind(text(said, "type"))
        if value.startswith(("https://", "http://")):
            yield Point("url", value, kind or None)
        else:
            yield Point(kind or ("email" if "@" in value else "other"), value)


def _reminders(
    reminders: Sequence[Any], known: Sequence[Yearly], called: str
) -> tuple[list[Yearly], list[Remark]]:
    """Return yearly reminders as dates and others as facts; not those of a birthday known."""
    dates: list[Yearly] = []
    facts: list[Remark] = []
    for reminder in reminders:
        said = properties(reminder)
        title, first = text(said, "title"), day(text(said, "initial_date"))
        about = ": ".join(filter(None, (title, text(said, "description"))))
        if not about or flag(said, "inactive"):
            continue
        often, every = text(said, "frequency_type"), text(said, "frequency_number") or "1"
        if first and often == "year" and every == "1":
            on = date.fromisoformat(first)
            birthday = "birthday" in title.casefold()
            if birthday and (known or any(one.kind == "birthday" for one in dates)):
                continue
            own = title if fold(title) != fold(called) else None
            dates.append(
                Yearly("birthday", on.month, on.day)
                if birthday
                else Yearly("other", on.month, on.day, None, own)
            )
        else:
            pace = "" if often in ("", "one_time") else f", every {every} {often}"
            facts.append(Remark(f"reminder of {first or 'no day'}{pace}: {about}"))
    return dates, facts


def _facts(
    said: Value, kept: defaultdict[str, list[Any]], names: Names, tally: Tally
) -> Iterator[Remark]:
    """Yield what is worth remembering, with the day it was written down."""
    if about := text(said, "description"):
        yield Remark(about)
    if food := text(said, "food_preferences"):
        yield Remark(f"food: {food}")
    if flag(said, "is_dead"):
        died, _, _ = _date(said.get("deceased_date"))
        yield Remark(f"died: {died.isoformat()}" if died else "has died")
    for section, fact in _FACTS.items():
        for record in kept[section]:
            told, on = fact(properties(record), names)
            if told:
                yield Remark(told, on or day(text(record, "created_at")))
            else:
                tally.pass_over(f"{section}: empty, or done with")


_Fact = tuple[str, str | None]


def _note(said: Value, _: Names) -> _Fact:
    return text(said, "body"), None


def _event(said: Value, names: Names) -> _Fact:
    what = text(said, "name") or names.types.get(text(said, "type"), "")
    return ": ".join(filter(None, (what, text(said, "note")))), day(text(said, "happened_at"))


def _pet(said: Value, _: Names) -> _Fact:
    called, kind = text(said, "name"), text(said, "category")
    shown = f"{called} ({kind})" if called and kind else called or kind
    return shown and f"pet: {shown}", None


def _gift(said: Value, _: Names) -> _Fact:
    what = ", ".join(filter(None, (text(said, "name"), text(said, "comment"), text(said, "url"))))
    status = {"idea": "gift idea", "offered": "gift given", "received": "gift received"}
    shown = status.get(text(said, "status"), "gift")
    return what and f"{shown}: {what}", day(text(said, "date"))


def _debt(said: Value, _: Names) -> _Fact:
    amount = " ".join(filter(None, (text(said, "amount"), text(said, "currency"))))
    if not amount or text(said, "status") == "complete":
        return "", None
    what = f"I owe them {amount}" if flag(said, "in_debt") else f"owes me {amount}"
    reason = text(said, "reason")
    return f"{what}: {reason}" if reason else what, None


def _task(said: Value, _: Names) -> _Fact:
    what = ": ".join(filter(None, (text(said, "title"), text(said, "description"))))
    return "" if flag(said, "completed") else what and f"task: {what}", None


_FACTS = {
    "notes": _note,
    "life_events": _event,
    "pets": _pet,
    "gifts": _gift,
    "debts": _debt,
    "tasks": _task,
}
