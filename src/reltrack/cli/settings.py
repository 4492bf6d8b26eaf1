"""`config`: what is set, by what, and how to set it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from reltrack import config
from reltrack.cli.invocation import Invocation
from reltrack.domain.durations import parse_duration
from reltrack.errors import JournalError, NotFoundError, UsageError

if TYPE_CHECKING:
    from reltrack.domain.records import Setting

commands = typer.Typer()


@commands.command(
    "config",
    epilog="""
    reltrack config
    reltrack config get due_limit
    reltrack config set due_limit 3
    reltrack config set circles.peer 30d
    reltrack config set channels.coffee flat-white cortado
    reltrack config unset due_limit
    reltrack config path
    """,
)
def config_(
    context: typer.Context,
    action: Annotated[
        Literal["list", "get", "set", "unset", "path"],
        typer.Argument(help="What to do.", show_default="list"),
    ] = "list",
    key: Annotated[
        str | None, typer.Argument(metavar="[KEY]", help="Which setting, as in the list.")
    ] = None,
    value: Annotated[
        list[str] | None, typer.Argument(metavar="[VALUE]...", help="What to set it to.")
    ] = None,
) -> None:
    """Show what is set and by what; get, set or unset one setting.

    Options go before the environment (RELTRACK_DUE_LIMIT=3), that before the file, that before the
    defaults. The file is TOML; what you write in it by hand, comments included, is kept.
    """
    invocation = Invocation.of(context)
    path = config.config_path()
    if action == "path":
        invocation.say(str(path))
        return
    if action == "list":
        invocation.show("settings", _listed(path))
        return
    if key is None:
        raise UsageError(f"which setting to {action} is missing", hint="reltrack config lists them")
    group, _, name = key.partition(".")
    if group not in config.Settings._fields or bool(name) is not (group in config.TABLES):
        raise config.unknown(key)
    if action == "set":
        _save(path, group, name, _read(group, value or []))
    elif action == "unset":
        _save(path, group, name, None)
    found = [each for each in _listed(path) if each["key"] == key]
    if action == "get" and not found:
        raise NotFoundError(f"{key[:60]} is not set", hint=f"reltrack config set {key[:60]} ...")
    if action == "get" and not invocation.json:
        invocation.say(_said(found[0]["value"]))
        return
    gone: Setting = {"key": key, "value": None, "source": "default", "meaning": ""}
    invocation.show("setting", found[0] if found else gone)


def _listed(path: Path) -> list[Setting]:
    """Return every setting, with its value and what says so."""
    in_file, settings = config.read_file(path), config.load(path)
    found: list[Setting] = [
        {
            "key": key,
            "value": getattr(settings, key),
            "source": config.source(key, in_file, os.environ),
            "meaning": setting.meaning,
        }
        for key, setting in config.SETTINGS.items()
    ]
    for table, meaning in config.TABLES.items():
        found += [
            {"key": f"{table}.{name}", "value": value, "source": "file", "meaning": meaning}
            for name, value in getattr(settings, table).items()
        ]
    return found


def _said(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)


def _read(group: str, words: list[str]) -> Any:  # noqa: ANN401 — whatever TOML holds
    """Return the value that was typed."""
    if not words:
        raise UsageError("the value is missing", hint=f"reltrack config set {group} VALUE")
    typed = " ".join(words)
    if group == "circles":
        return parse_duration(typed)
    if group == "channels":
        return [word.casefold() for each in words for word in each.split(",") if word]
    if group in ("default_cadence", "learned_min", "learned_max") and not typed.isdigit():
        return parse_duration(typed)
    value = config.from_text(group, typed)
    config.check(group, value)
    return value


def _save(path: Path, group: str, name: str, value: Any) -> None:  # noqa: ANN401
    """Write one setting, or take it away, leaving the rest of the file as it is."""
    import tomlkit

    from reltrack.database import files

    config.read_file(path)
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        document = tomlkit.parse(text)
        place: Any = document
        if name and value is not None:
            place = document.setdefault(group, tomlkit.table())
        elif name:
            place = document.get(group, {})
        if value is not None:
            place[name or group] = value
        else:
            place.pop(name or group, None)
        # Through a link, so that a file kept elsewhere stays where it is kept.
        target = Path(os.path.realpath(path))
        files.make_private(target.parent)
        with files.draft(target) as made:
            made.write_text(tomlkit.dumps(document), encoding="utf-8", newline="")
            config.load(made)
            files.sync(made)
            files.publish(made, target, force=True)
    except OSError as error:
        raise JournalError(
            f"cannot write {path}: {(error.strerror or 'fault').lower()}",
            hint="check the folder and its space",
        ) from None
