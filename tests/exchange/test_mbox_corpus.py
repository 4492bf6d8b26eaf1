"""Mail of all kinds, from other programs' tests: no message is lost, and nothing stops."""

from __future__ import annotations

import os
import re
from datetime import date
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path

import pytest

from reltrack.domain.arrivals import Happening
from reltrack.errors import BadDataError
from reltrack.exchange import mbox
from reltrack.exchange.files import Source
from reltrack.exchange.mail_headers import mails
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[3] / "shared")) / "data"
FILES = sorted(path for path in SHARED.glob("mbox/**/*") if path.is_file())

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not here")


def split(content: bytes) -> list[bytes]:
    """Return the messages of a file, found in the simplest way that could work."""
    if not content.startswith(b"From "):
        return [content]
    return re.split(rb"(?m)^From .*\d\d:\d\d.*\r?\n", content)[1:] or [content]


def usable(raw: bytes) -> bool:
    """Tell whether a message says when it was written, and at which address."""
    message = message_from_bytes(raw, policy=policy.compat32)
    sender = str(message.get("From", ""))
    try:
        when = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError):
        return False
    return re.search(r"\S(?:@| at )\w", sender) is not None and 1900 < when.year < 2026


def read(path: Path) -> tuple[list[Happening], Tally]:
    tally = Tally()
    source = Source("f", BytesIO(path.read_bytes()))
    try:
        chunks = list(mbox.read(source, tally, Wishes(date(2026, 11, 20))))
    except BadDataError:
        chunks = []
    return [one for chunk in chunks for one in chunk], tally


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_message_with_a_date_and_an_address_counts(path: Path) -> None:
    content = path.read_bytes()
    parts = split(content)
    good = [raw for raw in parts if usable(raw)]
    found, tally = read(path)
    assert len(tally.rejected) <= len(parts) - len(good)
    if good:
        assert len(list(mails(Source("f", BytesIO(content))))) == len(parts)
        assert mbox.recognises(Source("f", BytesIO(content)).head())
        left_out = tally.passed_over.total()
        assert found or left_out
        assert left_out <= sum(1 for raw in parts if is_bulk(raw))


def is_bulk(raw: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    marks = rb"(?im)^(list-|precedence:|auto-sub|x-auto|x-(beenthere|mailman)|return-path: *<>)"
    return re.search(marks, head) is not None or b"reply@" in head or b"daemon" in head.lower()


def test_senders_arrive() -> None:
    everybody = {party for path in FILES for one in read(path)[0] for party in names(one)}
    assert len(everybody) > 30
    assert not [name for name in everybody if "=?" in name or "\ufffd" in name]


def names(happening: Happening) -> list[str]:
    return [party.name for party in happening.present if party.name]
