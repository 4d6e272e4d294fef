"""Boundaries that the package does not hold: the states around a map, counties, legal boundaries, other places."""

from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from pipeline import reference
from pipeline.site.maps import PIXEL, WIDTH

COARSE = 4_700_000 / WIDTH * PIXEL / 111_000 / 2
"""Degrees that half a pixel is on a map of the contiguous states, 4,700 km wide."""


@lru_cache(maxsize=1)
def states() -> dict[str, BaseGeometry]:
    """The outline of each state and territory within its shoreline, by FIPS code, in full detail."""
    names = reference.load_names()
    codes = names.loc[names["level"] == "state", "geoid"].tolist()
    frame = reference.load_shoreline(codes)
    return dict(zip(frame["geoid"], frame.geometry, strict=True))


@lru_cache(maxsize=1)
def coarse_states() -> dict[str, BaseGeometry]:
    """The same, with the detail that a map of the country shows; shared borders stay shared."""
    simple = shapely.coverage_simplify(list(states().values()), COARSE)
    return dict(zip(states(), map(_without_specks, simple), strict=True))


def counties(state: str) -> list[BaseGeometry]:
    """The legal boundaries of a state's counties; `state` is its two-digit FIPS code."""
    names = reference.load_names()
    geoids = names.loc[(names["level"] == "county") & (names["state"] == state), "geoid"].tolist()
    return reference.load_boundaries(geoids).geometry.tolist()


def legal_boundaries(geoids: list[str]) -> dict[str, BaseGeometry]:
    """The legal boundary of each of `geoids` that the reference knows."""
    known = set(reference.load_names()["geoid"])
    wanted = [geoid for geoid in geoids if geoid in known]
    return dict(zip(wanted, reference.load_boundaries(wanted).geometry, strict=True)) if wanted else {}


def _without_specks(geometry: BaseGeometry) -> BaseGeometry:
    """The parts of a coverage that are more than a dot on a map of the country; always the largest."""
    parts = sorted(shapely.get_parts(geometry), key=lambda part: -part.area)
    return shapely.multipolygons([part for index, part in enumerate(parts) if not index or part.area > 4 * COARSE**2])
