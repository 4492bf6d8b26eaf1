"""Settings: flag, then environment, then file, then default; and where our files lie.

Variables that are everybody's (VISUAL, PAGER, NO_COLOR, TERM ...) are read where they act.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reltrack.errors import UsageError
from reltrack.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date

DateOrder = Literal["iso", "dmy", "mdy"]
WeekStart = Literal["monday", "sunday", "saturday"]
ColorChoice = Literal["auto", "always", "never"]


class Settings(NamedTuple):
    """What may be set in the configuration file; cadences in days."""

    default_cadence: int = 90
    learned_min: int = 7
    learned_max: int = 180
    due_limit: int = 5
    date_order: DateOrder = "iso"
    week_start: WeekStart = "monday"
    color: ColorChoice = "auto"
    editor: str = ""
    pager: str = ""
    circles: Mapping[str, int] = {}
    channels: Mapping[str, Sequence[str]] = {}


class Setting(NamedTuple):
    """What a setting may be: a whole number in a range, one of some words, or any text."""

    meaning: str
    lowest: int | None = None
    words: tuple[str, ...] = ()


SETTINGS = {
    "default_cadence": Setting("days expected between contacts when nothing else says", 1),
    "learned_min": Setting("the fewest days a learned rhythm may ask for", 1),
    "learned_max": Setting("the most days a learned rhythm may ask for", 1),
    "due_limit": Setting("how many quiet people due shows; 0 is all", 0),
    "date_order": Setting(
        "iso refuses 03/04; dmy reads it as 3 April, mdy as 4 March", words=("iso", "dmy", "mdy")
    ),
    "week_start": Setting(
        "the day on which a week begins in review", words=("monday", "sunday", "saturday")
    ),
    "color": Setting("whether to colour, unless --color says", words=("auto", "always", "never")),
    "editor": Setting("the command that -e opens, unless VISUAL or EDITOR says"),
    "pager": Setting("the command that shows long pages, unless PAGER says; cat for none"),
}
"""Settings of one value; each may also be given as RELTRACK_ and its name in capitals."""

TABLES = {
    "circles": "the cadence in days that a circle is made with: peer = 30",
    "channels": 'more words for a channel: coffee = ["flat-white"]',
}
"""Settings of several values."""

Source = Literal["environment", "file", "default"]

_MOST = 36_500


def data_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the journal lies unless `--db` or RELTRACK_DB says otherwise."""
    return _base(environ, "XDG_DATA_HOME", "LOCALAPPDATA", ".local/share") / "journal.db"


def config_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the configuration file is looked for."""
    return _base(environ, "XDG_CONFIG_HOME", "APPDATA", ".config") / "config.toml"


def state_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the directory for backups, drafts and crash reports."""
    return _base(environ, "XDG_STATE_HOME", "LOCALAPPDATA", ".local/state")


def backups_path(journal: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for a journal's backups: one, by whatever path it is reached."""
    from zlib import crc32

    place = Path(os.path.realpath(journal))
    return state_path(environ) / "backups" / f"{place.name[:40]}-{crc32(os.fsencode(place)):08x}"


def daily_backup_path(journal: Path, day: date, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the path of the backup made at the first change of a day."""
    return backups_path(journal, environ) / f"daily-{day}.db"


def journal_path(
    flag: str | None = None, environ: Mapping[str, str] = os.environ
) -> tuple[Path, Literal["--db", "RELTRACK_DB", "default"]]:
    """Return the journal's path and what chose it."""
    if flag:
        return Path(flag).expanduser(), "--db"
    if named := environ.get("RELTRACK_DB"):
        return Path(named).expanduser(), "RELTRACK_DB"
    return data_path(environ), "default"


def source_of(xdg: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return what chose one of our folders: the XDG variable, or the default."""
    return xdg if Path(environ.get(xdg, "")).is_absolute() else "default"


def _base(environ: Mapping[str, str], xdg: str, windows: str, fallback: str) -> Path:
    """Return a directory of ours; a relative XDG value is ignored, as its specification says."""
    named = environ.get(xdg, "")
    if named and Path(named).is_absolute():
        return Path(named) / "reltrack"
    if sys.platform == "win32" and environ.get(windows):
        return Path(environ[windows]) / "reltrack"
    return Path.home() / fallback / "reltrack"


def load(path: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings: what the environment says, then a TOML file, then the defaults.

    Raises:
        UsageError: one of them says something that cannot be.
    """
    told = read_file(path) | _from_environment(environ)
    settings = Settings(**told)  # type: ignore[arg-type]
    if settings.learned_min > settings.learned_max:
        raise UsageError(
            f"learned_min ({settings.learned_min}) is larger than learned_max"
            f" ({settings.learned_max})",
            hint="reltrack config list shows where they are set",
        )
    return settings


def source(key: str, in_file: Mapping[str, object], environ: Mapping[str, str]) -> Source:
    """Return what a setting comes from."""
    if key in SETTINGS and environ.get(_variable(key)):
        return "environment"
    return "file" if key in in_file else "default"


def read_file(path: Path) -> dict[str, object]:
    """Return what a TOML file sets; nothing where there is none.

    Raises:
        UsageError: it cannot be read, or a line says something unknown; the message says which.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", hint="check the file") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text", hint="save it as UTF-8") from None
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}", hint="mend or move it") from None
    for key, value in values.items():
        try:
            check(key, value)
        except UsageError as problem:
            line = next((n for n, line in enumerate(text.split("\n"), 1) if _sets(line, key)), 1)
            raise UsageError(f"{path}, line {line}: {problem}", hint=problem.hint) from None
    return values


def check(key: str, value: object) -> None:
    """Check the value of a setting, or of a whole table of them.

    Raises:
        UsageError: it cannot be that, or there is no such setting.
    """
    if key in TABLES:
        if not isinstance(value, dict):
            raise UsageError(f"{key} is not a table", hint=f"[{key}] begins it: {TABLES[key]}")
        for name, each in value.items():
            fits = _is_days(each) if key == "circles" else _is_words(each)
            if not fits:
                what = "a whole number of days" if key == "circles" else "a list of words"
                raise UsageError(f"{key}.{name} is not {what}", hint=f"{key}: {TABLES[key]}")
        return
    setting = SETTINGS.get(key)
    if setting is None:
        raise unknown(key)
    if setting.lowest is not None:
        fits = type(value) is int and setting.lowest <= value <= _MOST
        what = f"a whole number from {setting.lowest} to {_MOST}"
    elif setting.words:
        fits, what = value in setting.words, f"one of {', '.join(setting.words)}"
    else:
        fits, what = isinstance(value, str), "a text in quotation marks"
    if not fits:
        raise UsageError(f"{key} is not {what}", hint=f"{key}: {setting.meaning}")


def unknown(key: str) -> UsageError:
    """Return what to say of a setting that there is not."""
    from difflib import get_close_matches

    near = get_close_matches(key[:60].lower().replace("-", "_"), Settings._fields, n=1)
    guess = f"did you mean {near[0]}? " if near else ""
    return UsageError(
        f"there is no setting {key[:60]!r}", hint=f"{guess}known: {', '.join(Settings._fields)}"
    )


def from_text(key: str, text: str) -> int | str:
    """Return the value that a text stands for: digits are a number where one is wanted."""
    number = key in SETTINGS and SETTINGS[key].lowest is not None
    return int(text) if number and text.isascii() and text.isdigit() and len(text) < 9 else text


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    told: dict[str, object] = {}
    for key in SETTINGS:
        if text := environ.get(_variable(key)):
            told[key] = from_text(key, text)
            try:
                check(key, told[key])
            except UsageError as problem:
                raise UsageError(f"{_variable(key)}: {problem}", hint=problem.hint) from None
    return told


def _variable(key: str) -> str:
    return f"RELTRACK_{key.upper()}"


def _sets(line: str, key: str) -> bool:
    name = line.split("=")[0].strip(" \t[]\"'")
    return name == key or name.startswith(f"{key}.")


def _is_days(value: object) -> bool:
    return type(value) is int and 0 < value <= _MOST


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)
