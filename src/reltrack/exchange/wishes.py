"""What somebody who imports says about the files, beyond their format."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reltrack.tuples import NamedTuple


class Wishes(NamedTuple):
    """The options of `import` that readers of formats heed."""

    today: date
    columns: Mapping[str, str] = {}
    """Of tables: which column holds what, as typed in `--map name="Full Name"`."""
    me: frozenset[str] = frozenset()
    """Of mail, messages and meetings: my own addresses, folded."""
    subjects: bool = True
    """Of mail: whether the subject becomes the text."""
    since: date | None = None
    until: date | None = None
    """Of what happened: the window, both days included."""
    surveyed: object = None
    """What all files of a format tell together, where its module looks at them first."""
