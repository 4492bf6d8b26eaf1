"""Files that are read as one value."""

from __future__ import annotations

from io import BytesIO

import pytest

from reltrack.errors import BadDataError
from reltrack.exchange import files
from reltrack.exchange.files import Source, json_value


def value(text: str, largest: int = 1000) -> object:
    return json_value(Source("f.json", BytesIO(text.encode())), largest=largest, hint="a hint")


def test_a_value_is_read() -> None:
    assert value('\ufeff{"a": [1, "b"]}') == {"a": [1, "b"]}
    for broken in ("", "[", "[" * 100_000):
        with pytest.raises(BadDataError, match="not valid JSON"):
            value(broken, largest=1 << 20)


def test_what_would_fill_the_memory_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadDataError, match="too large"):
        value("[" + " " * 1000 + "]")
    monkeypatch.setattr(files, "MOST_PARTS", 50)
    assert value("[" + ",".join("7" * 49) + "]")
    for many in ("[]", "{}", "7"):
        with pytest.raises(BadDataError, match="too large"):
            value("[" + ",".join([many] * 60) + "]")
