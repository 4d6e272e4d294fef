"""Makes `borders.csv`: the states that border on each state, from the reference's own boundaries.

python -m pipeline.reference.borders
"""

import csv
from pathlib import Path

from pipeline.reference import load_boundaries, load_names

BORDERS = Path(__file__).with_name("borders.csv")
TOUCHING = 0.001
"""Degrees, about 100 m, within which two simplified boundaries are one."""


def borders() -> dict[str, list[str]]:
    """The postal code of each state -> those of the states that border on it, by land or in a river or lake."""
    names = load_names()
    states = names[names["level"] == "state"].set_index("geoid")["usps"]
    shapes = load_boundaries(states.index).set_index("geoid").geometry
    near = shapes.buffer(TOUCHING)
    return {
        states[geoid]: sorted(states[other] for other in shapes.index[shapes.intersects(shape)] if other != geoid)
        for geoid, shape in near.items()
    }


if __name__ == "__main__":
    with BORDERS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("usps", "borders"))
        writer.writerows((usps, " ".join(others)) for usps, others in sorted(borders().items()))
