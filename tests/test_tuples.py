"""Our named tuples are those of `typing`, made faster."""

from __future__ import annotations

import pickle
import typing
from pathlib import Path

import pytest

from reltrack import tuples


def made(base):
    class Point(base):
        """A place."""

        x: int
        y: int = 2
        label: str | None = None

        @property
        def sum(self):
            return self.x + self.y

        @classmethod
        def origin(cls):
            return cls(0, 0)

    return Point


class Kept(tuples.NamedTuple):
    x: int
    y: int = 2


def told(kind):
    """What can be asked of such a class."""
    one = kind(1)
    return (
        *(kind.__name__, kind.__qualname__, kind.__module__, kind.__doc__, kind.__mro__[1:]),
        *(kind._fields, kind._field_defaults, kind.__match_args__, list(kind.__annotations__)),
        *(one, repr(one), one.sum, kind.origin(), one._replace(label="a"), one._asdict()),
    )


def test_they_are_as_those_of_typing():
    assert told(made(tuples.NamedTuple)) == told(made(typing.NamedTuple))


def test_what_is_missing_or_too_much_is_refused():
    for arguments in ((), (1, 2, "a", 4)):
        with pytest.raises(TypeError):
            made(tuples.NamedTuple)(*arguments)


def test_they_can_be_pickled():
    assert pickle.loads(pickle.dumps(Kept(1))) == Kept(1, 2)


def test_every_module_that_makes_one_has_its_annotations_as_text():
    """Elsewhere Python 3.14 keeps them where `tuples` does not look."""
    for path in Path(tuples.__file__).parent.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "(NamedTuple)" in source:
            assert "from __future__ import annotations" in source, path
