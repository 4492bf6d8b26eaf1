"""What came of it, boiled down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from comparisons import Row
from stopwatch import Run

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
    memory = row.most is not None
    candidate, reference = (
        boiled_down([run.peak if memory else run.seconds for run in runs]) for runs in sides
    )
    busy, busy_reference = (boiled_down([run.busy for run in runs]).median for runs in sides)
    ratio = candidate.median / reference.median
    within = candidate.median <= row.most * 1e6 if memory else ratio <= (row.budget or ratio)
    return {
        "name": row.name,
        "unit": "bytes" if memory else "seconds",
        "budget": row.budget,
        "most_megabytes": row.most,
        "ratio": round(ratio, 3),
        "ratio_of_least": round(candidate.least / reference.least, 3),
        "ratio_of_busy": None if memory else round(busy / busy_reference, 3),
        "verdict": None if not (row.budget or memory) else "ok" if within else "over",
        "candidate": candidate._asdict(),
        "reference": reference._asdict(),
    }


HEAD = (
    f"{'':34} {'budget':>6} {'ratio':>6} {'least':>6} {'cpu':>6} {'':4}"
    f" {'median (quartiles)':>24} {'reference':>24}"
)


def told(row: dict[str, object]) -> str:
    """Return a line of the table."""
    scale, unit = (1e3, "ms") if row["unit"] == "seconds" else (1e-6, "MB")
    sides = []
    for side in ("candidate", "reference"):
        figures = Figures(**row[side])
        low, high = figures.first_quartile * scale, figures.third_quartile * scale
        sides.append(f"{figures.median * scale:.1f} {unit} ({low:.0f}-{high:.0f})")
    budget = row["budget"] or (f"{row['most_megabytes']} MB" if row["most_megabytes"] else "-")
    busy = "" if row["ratio_of_busy"] is None else f"{row['ratio_of_busy']:.2f}"
    return (
        f"{row['name']:34} {budget:>6} {row['ratio']:6.2f} {row['ratio_of_least']:6.2f}"
        f" {busy:>6} {row['verdict'] or '':4} {sides[0]:>24} {sides[1]:>24}"
    )
