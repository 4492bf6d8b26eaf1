"""Turn rows of who wrote to whom into lines for `reltrack log --batch`, seen from one side.

    python tests/contact_lines.py ROWS.csv PERSON > lines.jsonl

The rows are `person_a,person_b,timestamp[,kind]` in UTC. Without PERSON, the one named most often.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path


def lines(rows: Path, me: str | None = None, via: str = "email") -> Iterator[dict[str, object]]:
    """Yield an entry for each row that names a person, from their side."""
    with rows.open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    if me is None:
        named = Counter(row[side] for row in table for side in ("person_a", "person_b"))
        me = named.most_common(1)[0][0]
    for number, row in enumerate(table, 1):
        pair = (row["person_a"], row["person_b"])
        if me in pair and pair[0] != pair[1]:
            yield {
                "date": row["timestamp"][:10],
                "time": row["timestamp"][11:16],
                "via": via,
                "initiated": "me" if pair[0] == me else "them",
                "with": [pair[1] if pair[0] == me else pair[0]],
                "text": row.get("kind") or "message",
                "source_id": f"{rows.stem}:{number}",
            }


if __name__ == "__main__":
    for line in lines(Path(sys.argv[1]), *sys.argv[2:3]):
        print(json.dumps(line))
