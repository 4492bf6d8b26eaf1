"""Settings: flag, then environment, then file, then default. Nothing else reads the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from reltrack.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

DateOrder = Literal["iso", "dmy", "mdy"]

_MOST = 36_500
_WHOLE_NUMBERS = {
    "default_cadence": "days expected between contacts when nothing else says",
    "learned_min": "the fewest days a learned rhythm may ask for",
    "learned_max": "the most days a learned rhythm may ask for",
    "due_limit": "how many quiet people `due` shows",
}


class Settings(NamedTuple):
    """What may be set in the configuration file; cadences in days."""

    default_cadence: int = 90
    learned_min: int = 7
    learned_max: int = 180
    due_limit: int = 5
    date_order: DateOrder = "iso"


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


def load(path: Path) -> Settings:
    """Return the settings in a TOML file; the defaults where there is none.

    Raises:
        UsageError: the file cannot be read or says something unknown.
    """
    return _checked(_values(path), path)


def named(path: Path) -> set[str]:
    """Return the settings that a TOML file names; the others have their defaults.

    Raises:
        UsageError: as for `load`.
    """
    return set(_values(path))


def _values(path: Path) -> dict[str, object]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", hint="check the file") from None
    import tomllib

    try:
        return tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}", hint="mend or move it") from None


def _checked(values: dict[str, object], path: Path) -> Settings:
    for key, value in values.items():
        if key in _WHOLE_NUMBERS:
            lowest = 0 if key == "due_limit" else 1
            if type(value) is not int or not lowest <= value <= _MOST:
                raise UsageError(
                    f"{path}: {key} is not a whole number from {lowest} to {_MOST}",
                    hint=f"{key} is {_WHOLE_NUMBERS[key]}",
                )
        elif key == "date_order":
            if value not in ("iso", "dmy", "mdy"):
                raise UsageError(
                    f"{path}: date_order is not iso, dmy or mdy",
                    hint="iso refuses 03/04; dmy reads it as 3 April, mdy as 4 March",
                )
        else:
            known = ", ".join(Settings._fields)
            raise UsageError(f"{path}: unknown setting {key!r}", hint=f"known: {known}")
    settings = Settings(**values)  # type: ignore[arg-type]
    if settings.learned_min > settings.learned_max:
        raise UsageError(
            f"{path}: learned_min is larger than learned_max", hint="swap or change the two"
        )
    return settings
