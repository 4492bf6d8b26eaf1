"""The vCards that other address books test themselves with: whoever has a name arrives under it."""

from __future__ import annotations

import os
import quopri
import re
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from reltrack.errors import BadDataError
from reltrack.exchange import vcard
from reltrack.exchange.files import Source
from reltrack.exchange.wishes import Wishes
from reltrack.write.bulk import Tally

SHARED = Path(os.environ.get("RELTRACK_SHARED", Path(__file__).parents[3] / "shared")) / "data"
FILES = sorted([*SHARED.glob("vcard/*"), *SHARED.glob("vcard_inline/*")])

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not here")


def names(content: bytes) -> Counter[str]:
    """Return the names of the cards, found in the simplest way that could work."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(r"=\n(?==[0-9A-F]{2})", "", text)
    found: Counter[str] = Counter()
    for card in re.split("(?i)BEGIN:VCARD", text)[1:]:
        said = {}
        for line in re.sub(r"\n[ \t]", "", card).split("\n"):
            if match := re.match(r"(?i)(?:\w+\.)?(FN|N)((?:;[^:]*)?):(.*)", line):
                value = match[3]
                if "QUOTED-PRINTABLE" in match[2].upper():
                    value = quopri.decodestring(value.encode()).decode()
                said.setdefault(match[1].upper(), value) if value.strip(" ;") else None
        name = said.get("FN")
        if name is None and "N" in said:
            family, given, middle, before, after = (said["N"].split(";") + [""] * 5)[:5]
            name = " ".join((before, given, middle, family, after))
        if name:
            found[" ".join(re.sub(r"\\(.)", r"\1", name).split())] += 1
    return found


def arrived(path: Path) -> tuple[Counter[str], Tally]:
    tally = Tally()
    try:
        chunks = list(
            vcard.read(Source("f", BytesIO(path.read_bytes())), tally, Wishes(date(2026, 11, 20)))
        )
    except BadDataError:
        chunks = []
    return Counter(one.name for chunk in chunks for one in chunk), tally


def test_whoever_has_a_name_arrives_under_it() -> None:
    expected, lost = 0, Counter[str]()
    for path in FILES:
        by_name = names(path.read_bytes())
        expected += by_name.total()
        lost += by_name - arrived(path)[0]
    assert expected > 1000
    assert lost.total() <= expected / 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nobody_comes_from_nowhere(path: Path) -> None:
    found, tally = arrived(path)
    cards = len(re.findall(rb"(?i)BEGIN:VCARD\s", path.read_bytes().replace(b"\0", b"")))
    assert found.total() + len(tally.rejected) == cards
    assert all(reason == "no name" for _, reason in tally.rejected)
    head = Source("f", BytesIO(path.read_bytes())).head()
    assert vcard.recognises(head) == (cards > 0)
