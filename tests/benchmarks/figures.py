"""What is compared with what, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from stopwatch import Run


class Program(NamedTuple):
    """A program to run: what Python is to do, with which words, on which journal."""

    code: str
    words: tuple[str, ...] = ()
    terminal: bool = False
    journal: str = "journal.db"


class Row(NamedTuple):
    """What is compared with what, and how many times as much it may take."""

    name: str
    candidate: Program
    reference: Program
    budget: float | None
    memory: bool = False


Sides = tuple[list[Run], list[Run]]
"""The runs of a candidate and of its reference."""


class Figures(NamedTuple):
    """Seconds or bytes of all runs of a program, boiled down."""

    median: float
    first_quartile: float
    third_quartile: float
    least: float


def boiled_down(values: Sequence[float]) -> Figures:
    """Return the median, the quartiles and the least."""
    ordered = sorted(values)

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)

    return Figures(at(0.5), at(0.25), at(0.75), ordered[0])


def judged(row: Row, sides: Sides) -> dict[str, object]:
    """Return a row of the table."""
    candidate, reference = (
        boiled_down([run.peak if row.memory else run.seconds for run in runs]) for runs in sides
    )
    busy, busy_reference = (boiled_down([run.busy for run in runs]).median for runs in sides)
    ratio = candidate.median / reference.median
    return {
        "name": row.name,
        "unit": "bytes" if row.memory else "seconds",
        "budget": row.budget,
        "ratio": round(ratio, 3),
        "ratio_of_least": round(candidate.least / reference.least, 3),
        "ratio_of_busy": None if row.memory else round(busy / busy_reference, 3),
        "verdict": None if row.budget is None else "ok" if ratio <= row.budget else "over",
        "candidate": candidate._asdict(),
        "reference": reference._asdict(),
    }


def told(results: Sequence[dict[str, object]]) -> str:
    """Return the table."""
    lines = [
        f"{'':30} {'budget':>6} {'ratio':>6} {'least':>6} {'cpu':>6} {'':6}"
        f" {'median (quartiles)':>24} {'reference':>24}"
    ]
    for row in results:
        scale, unit = (1e3, "ms") if row["unit"] == "seconds" else (2**-20, "MB")
        sides = []
        for side in ("candidate", "reference"):
            figures = Figures(**row[side])
            low, high = figures.first_quartile * scale, figures.third_quartile * scale
            sides.append(f"{figures.median * scale:.1f} {unit} ({low:.0f}-{high:.0f})")
        budget = row["budget"] or "noise"
        busy = "" if row["ratio_of_busy"] is None else f"{row['ratio_of_busy']:.2f}"
        verdict = row["verdict"] or ""
        lines.append(
            f"{row['name']:30} {budget:>6} {row['ratio']:6.2f} {row['ratio_of_least']:6.2f}"
            f" {busy:>6} {verdict:6} {sides[0]:>24} {sides[1]:>24}"
        )
    return "\n".join(lines)
